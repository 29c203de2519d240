"""What buyers said: agreement with each reader, and how offline scores rank whole calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roleplay.library import Library
from roleplay.listening.train.corpus import BUYERS, READERS, Call
from roleplay.practice.imports import score_transcript

from .agreement import auc, found, kappa, spearman
from .corpus import FOLDER, BuyerTurn, bare, buyers, labelled

_ROOT = FOLDER.parents[2]
_RUBRIC = "value-creation"


def report() -> dict[str, Any]:
    """All figures of the buyers' turns in the calls kept for tests."""
    turns = buyers(labelled())
    return {
        "turns": len(turns),
        "said": {reader: by_label(turns, reader) for reader in READERS},
        "said without marks": {
            reader: by_label(buyers(bare(labelled())), reader) for reader in READERS
        },
        "concern": concern(turns),
    }


def by_label(turns: Sequence[BuyerTurn], reader: str) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and kappa of each thing said, and between readers."""
    known = [turn for turn in turns if reader in turn.at.said]
    both = [turn for turn in turns if all(each in turn.at.said for each in READERS)]
    shown = {}
    for label in BUYERS:
        theirs = [label in turn.at.said[reader] for turn in known]
        heard = [any(item.said == label for item in turn.heard) for turn in known]
        one, other = ([label in turn.at.said[each] for turn in both] for each in READERS)
        figures = found(theirs, heard)._asdict()
        shown[label] = {**figures, "readers' kappa": kappa(one, other)}
    return shown


def concern(turns: Sequence[BuyerTurn]) -> dict[str, dict[str, float]]:
    """Whether a turn doubts or objects at all."""
    concerns = {"doubt", "objection"}
    return {
        reader: found(
            [bool(concerns & turn.at.said[reader]) for turn in turns if reader in turn.at.said],
            [
                any(item.said in concerns for item in turn.heard)
                for turn in turns
                if reader in turn.at.said
            ],
        )._asdict()
        for reader in READERS
    }


def scores(calls: Sequence[Call]) -> dict[str, float]:
    """The offline overall of a call with no script, by the call's name."""
    rubric = Library([_ROOT / "scenarios"], [_ROOT / "rubrics"]).rubric(_RUBRIC)
    scored = {call.name: score_transcript(call.turns, rubric).overall for call in calls}
    return {name: overall for name, overall in scored.items() if overall is not None}


def coaches() -> dict[str, tuple[float, ...]]:
    """What each of two coaches gave a call in all, 1 to 5, by the call's name."""
    rated = {}
    for line in (FOLDER / "ratings.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *given = line.split()
            rated[name] = tuple(map(float, given))
    return rated


def ranking(calls: Sequence[Call]) -> dict[str, Any]:
    """How the offline overall ranks calls beside two coaches, and good above weak ones."""
    rated, overall = coaches(), scores(calls)
    known = [call for call in calls if call.name in rated and call.name in overall]
    shown: dict[str, Any] = {}
    for name, some in (
        ("all", known),
        ("of in-between quality", [call for call in known if call.quality == "middling"]),
        ("kept for tests", [call for call in known if call.held_out]),
    ):
        given = [rated[call.name] for call in some]
        mean = [sum(each) / len(each) for each in given]
        shown[name] = {
            "calls": len(some),
            "overall": spearman([overall[call.name] for call in some], mean),
            "words": spearman([_words(call) for call in some], mean),
            "coaches": spearman([each[0] for each in given], [each[1] for each in given]),
        }
    by_quality = {
        quality: [overall[c.name] for c in calls if c.quality == quality and c.name in overall]
        for quality in ("good", "weak")
    }
    shown["good above weak (AUC)"] = auc(by_quality["good"], by_quality["weak"])
    return shown


def _words(call: Call) -> float:
    return float(sum(len(text.split()) for _, text in call.lines))
