"""Figures on dialogues that people coded, none of them sales talk and none of them ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from roleplay.domain.moves import QUESTIONS, Kind, Speaker
from roleplay.domain.transcript import Turn
from roleplay.listening import hear

from .agreement import auc, found

FOLDER = Path(__file__).parents[4] / "shared" / "validity"


def report(folder: Path = FOLDER) -> dict[str, Any]:
    """The figures, for the files that are there."""
    made = {"casino": casino, "uptake": uptake, "funnel": funnel}
    return {
        name: figures(list(_rows(folder / f"{name}.jsonl")))
        for name, figures in made.items()
        if (folder / f"{name}.jsonl").exists()
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _context(row: dict[str, Any]) -> list[Turn]:
    """What was said before, the other side as the buyer."""
    said = []
    for place, line in enumerate(row["context"], start=1):
        who, _, text = line.partition(": ")
        speaker = Speaker.SELLER if who == row["role"] else Speaker.BUYER
        said.append(Turn(turn=place, speaker=speaker, text=text))
    return said


def casino(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Questions that ask for the other's preferences, in negotiations about a camping trip."""
    theirs = ["elicit-pref" in row["label"].split("|") for row in rows]
    ours = []
    for row in rows:
        heard = hear(row["text"], _context(row))
        ours.append(any(segment.kind in QUESTIONS for segment in heard.segments))
    return {"rows": len(rows), **found(theirs, ours)._asdict()}


def uptake(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Whether a teacher builds on what a student just said: how often high comes above low."""
    high, low, mid = [], [], []
    for row in rows:
        heard = hear(row["text"], _context(row))
        taken = [segment.confidence for segment in heard.segments if segment.takes_up]
        score = len(taken) / max(1, len(heard.segments)) + 0.1 * bool(taken)
        {"high": high, "low": low, "mid": mid}[row["label"]].append(score)
    return {"rows": len(rows), "high above low (AUC)": auc(high, low),
            "high taken up": sum(map(bool, high)) / max(1, len(high)),
            "low taken up": sum(map(bool, low)) / max(1, len(low))}  # fmt: skip


def funnel(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Focusing questions told from funneling ones by open and closed; and questions from none."""
    kinds = [hear(row["text"], _context(row)).dominant for row in rows]
    asked = [(row["label"], kind) for row, kind in zip(rows, kinds, strict=True)]
    both = [(label, kind) for label, kind in asked if label != "neither"]
    return {
        "rows": len(rows),
        "open where focusing": found(
            [label == "focusing" for label, _ in both],
            [kind is Kind.OPEN_QUESTION for _, kind in both],
        )._asdict(),
        "questions": found(
            [label != "neither" for label, _ in asked], [kind in QUESTIONS for _, kind in asked]
        )._asdict(),
    }
