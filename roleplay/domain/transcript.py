"""A call as a list of events, and as a conversation read from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from .buyer import Decision, LineKind, State
from .endings import EndedBy, Ending
from .ledger import Ledger
from .model import Model
from .moves import BuyerSaid, Disagreement, Heard, Help, Speaker
from .scenario import Scenario

WORDS_PER_MINUTE = 140
"""The pace at which a call's clock counts words: a common rate of conversational English."""
SECONDS_PER_TURN = 2.0
"""What the clock adds for each turn."""


class Turn(Model):
    """What one side said before the other did."""

    turn: int
    """From 1; the opener is 1."""
    speaker: Speaker
    text: str
    """Empty for a pause."""
    voice: str | None = None
    """``scripted``, ``model`` or ``person`` for a buyer's turn."""


class Spoken(Model):
    """Words a voice chose for a decision."""

    text: str
    parts: tuple[tuple[int, int], ...] = ()
    """Where in the text each of the decision's lines stands: (start, end)."""
    used: tuple[str, ...] = ()
    """The lines taken, word for word, so that none comes twice while others are left."""
    cut: bool = False
    """A model's reply was stopped before its end."""
    cut_by: str = ""
    """What stopped it: an `Outcome`, ``guard``, or ``closed`` where the program ended meanwhile."""
    cut_at: int | None = None
    """How much of the text (code points) had been said then; the rest is the author's."""
    invented: tuple[str, ...] = ()
    """Harmless things that the voice made up, in its sentences: a dog's name, a weekend."""
    faults: tuple[str, ...] = ()
    """By name, why sentences of a model were not said. What they were is nowhere in the turn."""


class Started(Model):
    """The call began, or was taken up again from a turn of another."""

    event: Literal["started"] = "started"
    scenario: str
    variant: str
    scenario_digest: str
    rubric: str
    rubric_digest: str
    seed: int
    voice: str
    state: State
    """The buyer at the start (of the fork)."""
    listener: str
    """Version of the listener."""
    mind: str
    """Version of the mind."""
    forked_from: tuple[str, int] | None = None
    """The call and the seller turn that is redone."""


class SaidEvent(Model):
    """The seller spoke."""

    event: Literal["said"] = "said"
    turn: int
    text: str
    closing: bool = False
    """They meant it to be their last words: the buyer answers, and the call is over."""


class HeardEvent(Model):
    """What was heard in it."""

    event: Literal["heard"] = "heard"
    turn: int
    heard: Heard
    disagreements: tuple[Disagreement, ...] = ()
    """Where a model heard otherwise, or gave no answer in time."""
    helped_by: tuple[Help, ...] = ()
    """What else had a say; with nothing, code hears the same in the same words again."""


class CorrectedEvent(Model):
    """The seller said what they had meant; the turn is heard anew by it."""

    event: Literal["corrected"] = "corrected"
    turn: int
    heard: Heard
    """As corrected."""


class DecidedEvent(Model):
    """What the buyer decided, and the buyer after it."""

    event: Literal["decided"] = "decided"
    turn: int
    """The seller's turn that is answered."""
    decision: Decision
    state: State


class SpokenEvent(Model):
    """The buyer spoke (turn 1: the opener)."""

    event: Literal["spoken"] = "spoken"
    turn: int
    spoken: Spoken
    voice: str


class HalfSaid(Model):
    """The buyer is speaking: what may be shown so far. It is no event; the whole turn will be."""

    turn: int
    """The buyer's."""
    text: str


class EndedEvent(Model):
    """The call ended."""

    event: Literal["ended"] = "ended"
    ending: Ending
    ended_by: EndedBy


Event = Annotated[
    Started | SaidEvent | HeardEvent | CorrectedEvent | DecidedEvent | SpokenEvent | EndedEvent,
    Field(discriminator="event"),
]


class HeardTurn(Model):
    """A turn and what it amounts to, ready to be scored."""

    turn: int
    speaker: Speaker
    text: str
    heard: Heard | None = None
    """For a seller's turn."""
    said: tuple[BuyerSaid, ...] = ()
    """For a buyer's turn."""
    lines: tuple[LineKind, ...] | None = None
    """For a buyer's turn of a practice call: what kinds of line it was made of."""
    parts: tuple[tuple[int, int], ...] = ()
    """Where in the text each of `lines` stands: (start, end); empty when that is not known."""
    corrected: bool = False
    fills: bool = False
    """Of a call that took place: only fills it (``mm-hm``, the weather), so that what stands
    before and behind it goes together."""


class HeardCall(Model):
    """A whole call, heard: what scoring reads."""

    turns: tuple[HeardTurn, ...]
    ending: Ending | None = None
    """None for a call without a scenario."""
    ended_by: EndedBy | None = None
    openings_missed: int = 0
    misheard: int = 0


def spoken_seconds(words: int, turns: int) -> float:
    """Call time of that many words and turns, in seconds."""
    return words * 60.0 / WORDS_PER_MINUTE + turns * SECONDS_PER_TURN


def decisions_of(events: Iterable[Event]) -> dict[int, DecidedEvent]:
    """What the buyer decided, by the seller's turn; after a correction, what counts."""
    return {event.turn: event for event in events if isinstance(event, DecidedEvent)}


def ledger_of(scenario: Scenario, events: Iterable[Event]) -> Ledger:
    """The value ledger that a call's events make."""
    changes = [
        change
        for decided in sorted(decisions_of(events).values(), key=lambda event: event.turn)
        for change in decided.decision.changes
    ]
    return Ledger(
        needs=tuple(need.id for need in scenario.needs),
        objections=tuple(objection.id for objection in scenario.objections),
        commitments=tuple(commitment.id for commitment in scenario.commitments),
        changes=tuple(changes),
    )


def turns_of(events: Iterable[Event]) -> tuple[Turn, ...]:
    """The conversation that a call's events make."""
    turns: dict[int, Turn] = {}
    for event in events:
        if isinstance(event, SaidEvent):
            turns[event.turn] = Turn(turn=event.turn, speaker=Speaker.SELLER, text=event.text)
        elif isinstance(event, SpokenEvent):
            turns[event.turn] = Turn(
                turn=event.turn, speaker=Speaker.BUYER, text=event.spoken.text, voice=event.voice
            )
    return tuple(turns.values())
