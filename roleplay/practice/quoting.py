"""Exact words of a call: what is shown of a turn is cut from it, and where it stands is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.domain.buyer import Line
from roleplay.domain.ledger import Change
from roleplay.domain.moves import Span
from roleplay.domain.transcript import Event, SpokenEvent, decisions_of, turns_of


@dataclass(frozen=True)
class Quote:
    """Exact words of a turn, and what they are quoted for."""

    turn: int
    start: int
    end: int
    words: str
    why: str = ""


def quote_of(events: Sequence[Event], span: Span, why: str = "") -> Quote:
    """The words of a turn from the span's start to its end."""
    text = next(turn.text for turn in turns_of(events) if turn.turn == span.turn)
    return Quote(span.turn, span.start, span.end, text[span.start : span.end], why)


def answer_that_came(events: Sequence[Event], change: Change) -> Quote:
    """The buyer's words with which something reached a state; without words if not known."""
    decided = decisions_of(events).get(change.turn - 1)
    spoken = _spoken(events, change.turn)
    if decided is None or spoken is None:
        return Quote(change.turn, 0, 0, "")
    text = spoken.spoken.text
    for line, (start, end) in zip(decided.decision.lines, spoken.spoken.parts, strict=False):
        if line.about == change.id:
            return Quote(change.turn, start, end, text[start:end])
    return Quote(change.turn, 0, len(text), text)


def line_said(events: Sequence[Event], turn: int, wanted: Line) -> Quote:
    """The place of a decision's line in the buyer's turn; the whole turn if that is not known."""
    spoken, decided = _spoken(events, turn), decisions_of(events).get(turn - 1)
    text = spoken.spoken.text if spoken else ""
    for line, (start, end) in zip(
        decided.decision.lines if decided else (),
        spoken.spoken.parts if spoken else (),
        strict=False,
    ):
        if line == wanted:
            return Quote(turn, start, end, text[start:end])
    return Quote(turn, 0, len(text), text)


def _spoken(events: Sequence[Event], turn: int) -> SpokenEvent | None:
    found = [e for e in events if isinstance(e, SpokenEvent) and e.turn == turn]
    return found[-1] if found else None
