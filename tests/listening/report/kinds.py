"""Kinds of the sellers' moves: agreement with each reader, by kind, register and quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from roleplay.domain.moves import QUESTIONS, Kind
from roleplay.listening.train.corpus import READERS

from .agreement import found, kappa
from .corpus import SellerTurn, bare, labelled, sellers

_INPUT = (Kind.INSIGHT, Kind.PITCH, Kind.PROOF, Kind.ANSWER_CONCERN, Kind.ADVISE)
_BINS = 10
_WORST = 30


def four(kind: Kind) -> str:
    """Question, reflection, input or other."""
    if kind in QUESTIONS:
        return "question"
    if kind is Kind.REFLECTION:
        return "reflection"
    return "input" if kind in _INPUT else "other"


def asked(kind: Kind) -> str:
    """Open, closed or no question."""
    return kind.value if kind in QUESTIONS else "none"


def report() -> dict[str, Any]:
    """All figures of the sellers' turns in the calls kept for tests."""
    turns = sellers(labelled())
    marked = {"as written": turns, "without marks": sellers(bare(labelled()))}
    return {
        "turns": len(turns),
        "calls": len({turn.at.call.name for turn in turns}),
        "readers": readers(turns),
        "dominant": {name: agreement(each) for name, each in marked.items()},
        "by register": _split(turns, lambda turn: turn.at.call.register),
        "by quality": _split(turns, lambda turn: turn.at.call.quality),
        "kinds": {reader: by_kind(turns, reader) for reader in READERS},
        "kinds in weak calls": {
            reader: by_kind([t for t in turns if t.at.call.quality == "weak"], reader)
            for reader in READERS
        },
        "questions without marks": _lost(marked),
        "tags": {reader: tags(turns, reader) for reader in READERS},
        "focus": {reader: focus(turns, reader) for reader in READERS},
        "calibration": calibration(turns),
        "mistakes": mistakes(turns),
    }


def agreement(turns: Sequence[SellerTurn]) -> dict[str, dict[str, float]]:
    """Kappa of the dominant move with each reader: all kinds, four ways, open or closed."""
    views: dict[str, Callable[[Kind], object]] = {
        "kinds": lambda kind: kind,
        "question, reflection, input, other": four,
        "open, closed, none": asked,
    }
    return {
        reader: {
            name: kappa(
                [view(turn.dominant(reader)) for turn in turns if reader in turn.at.moves],
                [view(turn.heard.dominant) for turn in turns if reader in turn.at.moves],
            )
            for name, view in views.items()
        }
        for reader in READERS
    }


def readers(turns: Sequence[SellerTurn]) -> dict[str, float]:
    """How far the two readers agree on the dominant move."""
    both = [turn for turn in turns if all(reader in turn.at.moves for reader in READERS)]
    one, other = ([turn.dominant(reader) for turn in both] for reader in READERS)
    return {
        "turns": len(both),
        "kinds": kappa(one, other),
        "question, reflection, input, other": kappa(
            [four(kind) for kind in one], [four(kind) for kind in other]
        ),
    }


def by_kind(turns: Sequence[SellerTurn], reader: str) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and kappa of each kind anywhere in the turn, and between readers."""
    known = [turn for turn in turns if reader in turn.at.moves]
    heard = [{segment.kind for segment in turn.heard.segments} for turn in known]
    theirs = [_named(turn, reader) for turn in known]
    shown = {}
    for kind in Kind:
        figures = found([kind in each for each in theirs], [kind in each for each in heard])
        shown[kind.value] = {**figures._asdict(), "readers' kappa": _between(turns, kind)}
    return shown


def tags(turns: Sequence[SellerTurn], reader: str) -> dict[str, dict[str, float]]:
    """Whether anything in the turn sizes the problem, and takes up what the buyer just said."""
    known = [turn for turn in turns if reader in turn.at.moves]
    shown = {}
    for name in ("quantifies", "takes_up"):
        theirs = [any(getattr(m, name) for m in turn.at.moves[reader]) for turn in known]
        ours = [any(getattr(s, name) for s in turn.heard.segments) for turn in known]
        shown[name] = found(theirs, ours)._asdict()
    return shown


def focus(turns: Sequence[SellerTurn], reader: str) -> dict[str, float]:
    """Kappa of what the last question is after, where reader and listener both hear one."""
    theirs, ours = [], []
    for turn in turns:
        named = [m.focus for m in turn.at.moves.get(reader, ()) if m.focus is not None]
        heard = [s.focus for s in turn.heard.segments if s.focus is not None]
        if named and heard:
            theirs.append(named[-1])
            ours.append(heard[-1])
    return {"turns": len(theirs), "kappa": kappa(theirs, ours)}


def _named(turn: SellerTurn, reader: str) -> set[Kind]:
    return {move.kind for move in turn.at.moves[reader]}


def _between(turns: Iterable[SellerTurn], kind: Kind) -> float:
    both = [turn for turn in turns if all(reader in turn.at.moves for reader in READERS)]
    one, other = ([kind in _named(turn, reader) for turn in both] for reader in READERS)
    return kappa(one, other)


def _split(
    turns: Sequence[SellerTurn], by: Callable[[SellerTurn], str]
) -> dict[str, dict[str, dict[str, float]]]:
    groups: dict[str, list[SellerTurn]] = {}
    for turn in turns:
        groups.setdefault(by(turn), []).append(turn)
    return {name: agreement(groups[name]) for name in sorted(groups)}


def _lost(marked: dict[str, list[SellerTurn]]) -> dict[str, float]:
    """Kappa of open, closed and none with the readers (their mean), with marks and without."""
    return {
        name: sum(agreement(turns)[reader]["open, closed, none"] for reader in READERS)
        / len(READERS)
        for name, turns in marked.items()
    }


def calibration(turns: Sequence[SellerTurn]) -> list[dict[str, float]]:
    """How often a segment's kind is one that a reader named, by the confidence it was heard with.

    Turns in which one thing is heard, so that it is plain what the readers' label is for.
    """
    bins: dict[int, list[tuple[float, float]]] = {}
    for turn in turns:
        if len(turn.heard.segments) != 1:
            continue
        segment = turn.heard.segments[0]
        right = [turn.dominant(reader) is segment.kind for reader in turn.at.moves]
        place = min(int(segment.confidence * _BINS), _BINS - 1)
        bins.setdefault(place, []).append((segment.confidence, sum(right) / len(right)))
    return [
        {
            "from": place / _BINS,
            "turns": len(each),
            "confidence": sum(sure for sure, _ in each) / len(each),
            "right": sum(right for _, right in each) / len(each),
        }
        for place, each in sorted(bins.items())
    ]


def mistakes(turns: Sequence[SellerTurn]) -> list[dict[str, str]]:
    """The mistakes made most surely, where both readers agree."""
    wrong = []
    for turn in turns:
        names = {turn.dominant(reader) for reader in turn.at.moves}
        if len(names) == 1 and turn.heard.dominant not in names:
            sure = max(
                segment.confidence
                for segment in turn.heard.segments
                if segment.kind is turn.heard.dominant
            ) if turn.heard.segments else 0.0  # fmt: skip
            wrong.append((sure, turn, names.pop()))
    wrong.sort(key=lambda each: -each[0])
    return [
        {
            "turn": f"{turn.at.call.name} {turn.at.place}",
            "buyer": turn.at.context[-1].text if turn.at.context else "",
            "seller": turn.at.text,
            "heard": turn.heard.dominant.value,
            "readers": kind.value,
            "confidence": f"{sure:.2f}",
        }
        for sure, turn, kind in wrong[:_WORST]
    ]


def confused(turns: Sequence[SellerTurn]) -> list[tuple[str, str, int]]:
    """Which kinds are taken for which, the commonest first: readers', heard, turns."""
    pairs = Counter(
        (turn.dominant(reader).value, turn.heard.dominant.value)
        for turn in turns
        for reader in turn.at.moves
        if turn.dominant(reader) is not turn.heard.dominant
    )
    return [(theirs, ours, count) for (theirs, ours), count in pairs.most_common(20)]
