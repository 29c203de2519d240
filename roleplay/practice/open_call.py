"""A call that is played in front of its author, every turn of it opened."""

from __future__ import annotations

from roleplay.domain.buyer import Decision
from roleplay.domain.moves import Heard
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import (
    DecidedEvent,
    EndedEvent,
    Event,
    HeardEvent,
    SpokenEvent,
    Started,
)
from roleplay.engine.call import Call, events_of
from roleplay.engine.voices.scripted import Scripted
from roleplay.listening import Topics

from .meanings import ending_in_words
from .open_mind import Moment, open_turn


class OpenCall:
    """A call that is played, and every turn of it opened."""

    def __init__(self, scenario: Scenario, seed: int, variant: str) -> None:
        self.scenario = scenario
        self._topics = Topics.of(scenario)
        self.call = Call(scenario, self._topics, Scripted(scenario, seed))
        started = Started(
            scenario=scenario.id,
            variant=variant,
            scenario_digest="",
            rubric=scenario.rubric,
            rubric_digest="",
            seed=seed,
            voice=Scripted.name,
            state=self.call.state,
            listener="",
            mind="",
        )
        self.events: list[Event] = list(events_of(self.call.start(started)))
        opener = Moment(
            scenario=scenario,
            topics=self._topics,
            turn=1,
            said="",
            heard=Heard(),
            before=self.call.state,
            after=self.call.state,
            decision=Decision(lines=()),
            answer=scenario.buyer.opener,
            parts=(),
        )
        self.turns = [open_turn(opener)]

    @property
    def said(self) -> int:
        """The seller's turns so far."""
        return len(self.turns) - 1

    def say(self, text: str) -> None:
        """Play one turn more."""
        before = self.call.state
        events = list(events_of(self.call.say(text)))
        self.events += events
        heard = next(event.heard for event in events if isinstance(event, HeardEvent))
        decided = next(event for event in events if isinstance(event, DecidedEvent))
        spoken = next(event.spoken for event in events if isinstance(event, SpokenEvent))
        ended = next((event for event in events if isinstance(event, EndedEvent)), None)
        moment = Moment(
            scenario=self.scenario,
            topics=self._topics,
            turn=decided.turn,
            said=text,
            heard=heard,
            before=before,
            after=decided.state,
            decision=decided.decision,
            answer=spoken.text,
            parts=spoken.parts,
            ended=ending_in_words(ended.ending, ended.ended_by) if ended else "",
        )
        self.turns.append(open_turn(moment))
