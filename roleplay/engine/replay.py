"""A kept call worked out again with today's listener and mind, and with the voices it had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roleplay.domain.moves import Heard
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import (
    CorrectedEvent,
    EndedEvent,
    Event,
    HeardEvent,
    SaidEvent,
    SpokenEvent,
    Started,
    Turn,
)
from roleplay.listening import Topics
from roleplay.listening.hearing import Hearing, Listen, by_code

from .call import Call, events_of
from .voices.scripted import Scripted
from .voices.voice import Moment, Sentence, Worded


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


class AsKept:
    """Speaks as the record has it where no code can choose the same words again.

    A model's words need no endpoint to be heard again. Scripted ones are worded anew.
    """

    name = "as kept"

    def __init__(self, events: Sequence[Event], scripted: Scripted) -> None:
        self._spoken = [event for event in events if isinstance(event, SpokenEvent)][1:]
        self._scripted = scripted

    def say(self, moment: Moment) -> Iterator[Sentence | Worded]:
        """The next kept turn, whole."""
        kept = self._spoken.pop(0) if self._spoken else None
        if kept is not None and kept.turn == moment.turn and kept.voice != self._scripted.name:
            yield Worded(kept.spoken, kept.voice)
        elif kept is not None and kept.spoken.faults:
            yield Worded(
                moment.script.model_copy(update={"faults": kept.spoken.faults}), kept.voice
            )
        else:
            yield from self._scripted.say(moment)

    def interrupt(self) -> None:
        """It says all at once: there is nothing to stop."""


def heard_as_kept(events: Sequence[Event]) -> Listen:
    """Hears as the record has it where something beside code had a say.

    That holds only where code still finds the same parts in the turn. What code heard alone is
    heard anew.
    """
    kept = {event.turn: event for event in events if isinstance(event, HeardEvent)}

    def listen(text: str, context: Sequence[Turn], topics: Topics) -> Hearing:
        today = by_code(text, context, topics)
        event = kept.get(context[-1].turn + 1)
        if event is None:
            return today
        if not event.helped_by:
            return today._replace(disagreements=event.disagreements)
        if _places(today.heard) != _places(event.heard):
            return today
        return Hearing(event.heard, event.disagreements, event.helped_by)

    return listen


def _places(heard: Heard) -> list[tuple[int, int]]:
    return [(segment.start, segment.end) for segment in heard.segments]


def helped(events: Sequence[Event]) -> tuple[int, ...]:
    """The seller's turns in which something beside code had a say: code cannot hear them anew."""
    return tuple(
        event.turn for event in events if isinstance(event, HeardEvent) and event.helped_by
    )


def recompute(scenario: Scenario, events: Sequence[Event]) -> list[Event]:
    """The events that the same seller's words make today."""
    started = next(event for event in events if isinstance(event, Started))
    scripted = Scripted(scenario, started.seed)
    voice, listen = AsKept(events, scripted), heard_as_kept(events)
    call = Call(scenario, Topics.of(scenario), scripted, voice, listen)
    begun = started.model_copy(update={"state": call.state})
    today: list[Event] = list(events_of(call.start(begun)))
    for event in events:
        if isinstance(event, SaidEvent) and not call.ended:
            today += events_of(call.say(event.text, closing=event.closing))
        elif isinstance(event, CorrectedEvent) and not call.ended:
            today += events_of(call.correct(event.heard))
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
