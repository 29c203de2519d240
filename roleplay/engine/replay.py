"""A kept call worked out again with today's listener, mind and voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import (
    CorrectedEvent,
    EndedEvent,
    Event,
    SaidEvent,
    Started,
)
from roleplay.listening import Topics

from .call import Call
from .voices.scripted import Scripted


@dataclass(frozen=True)
class Difference:
    """The first place where today's answer is another one."""

    turn: int
    what: str
    """``started``, ``heard``, ``corrected``, ``decided``, ``spoken`` or ``ended``."""
    kept: str
    """The kept event, as JSON."""
    today: str
    """Today's, as JSON; empty if there is none."""


def recompute(scenario: Scenario, events: Sequence[Event]) -> list[Event]:
    """The events that the same seller's words make today."""
    started = next(event for event in events if isinstance(event, Started))
    call = Call(scenario, Topics.of(scenario), Scripted(scenario, started.seed))
    begun = started.model_copy(update={"state": call.state})
    today: list[Event] = list(call.start(begun))
    for event in events:
        if isinstance(event, SaidEvent) and not call.ended:
            today += call.say(event.text, closing=event.closing)
        elif isinstance(event, CorrectedEvent) and not call.ended:
            today += call.correct(event.heard)
        elif isinstance(event, EndedEvent) and not call.ended:
            today += call.end()
    return today


def verify(scenario: Scenario, events: Sequence[Event]) -> Difference | None:
    """The first event that comes out differently today, or None."""
    today = recompute(scenario, events)
    for place, kept in enumerate(events):
        now = today[place] if place < len(today) else None
        if now != kept:
            return Difference(
                turn=getattr(kept, "turn", 1),
                what=kept.event,
                kept=kept.model_dump_json(),
                today=now.model_dump_json() if now is not None else "",
            )
    return None
