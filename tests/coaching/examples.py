"""Events of a call, built one decision at a time."""

from __future__ import annotations

from typing import Any

from roleplay.domain.buyer import Decision, Effect, Line, State
from roleplay.domain.ledger import Change, CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import Kind, Span
from roleplay.domain.transcript import DecidedEvent, Event, Started
from tests.builders import need, scenario

CALL = scenario(
    needs=[
        {**need("leakage", "unrecognised"), "called": "the overpaid claims", "try_saying": "Who?"},
        {**need("fraud", "recognised"), "try_saying": "What?"},
    ],
)


def state(**fields: Any) -> State:
    """A buyer nothing has been said to, with what ``fields`` put in its place."""
    return State(
        **{
            "trust": 40,
            "interest": 40,
            "patience": 60,
            "needs": {"leakage": NeedState.HIDDEN, "fraud": NeedState.HIDDEN},
            "objections": {"rip-and-replace": ObjectionState.LATENT},
            "commitments": {"meet-claims": CommitmentState.NONE},
            **fields,
        }
    )


def effect(turn: int, trust: int, patience: int = 0, start: int = 0) -> Effect:
    """What the first four characters of a turn did."""
    span = Span(turn=turn, start=start, end=start + 4)
    return Effect(kind=Kind.PITCH, trust=trust, interest=0, patience=patience, span=span)


def decided(
    turn: int,
    *lines: Line,
    after: State | None = None,
    changes: tuple[Change, ...] = (),
    effects: tuple[Effect, ...] = (),
) -> DecidedEvent:
    """The buyer's answer to a seller turn."""
    decision = Decision(lines=lines, changes=changes, effects=effects)
    return DecidedEvent(turn=turn, decision=decision, state=after or state())


def events(*decisions: DecidedEvent, begins: State | None = None) -> list[Event]:
    """A call of these decisions."""
    started = Started(
        scenario="cfo-claims",
        variant="a",
        scenario_digest="0",
        rubric="value-creation",
        rubric_digest="0",
        seed=0,
        voice="scripted",
        state=begins or state(),
        listener="rules",
        mind="mind",
    )
    return [started, *decisions]
