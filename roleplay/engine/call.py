"""A call while it lasts: it yields events and knows no store and no screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roleplay.domain.buyer import Decision, State
from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.moves import Heard, Speaker
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import (
    CorrectedEvent,
    DecidedEvent,
    EndedEvent,
    Event,
    HeardEvent,
    SaidEvent,
    Spoken,
    SpokenEvent,
    Started,
    Turn,
    spoken_seconds,
)
from roleplay.listening import Topics, hear
from roleplay.listening.farewell import takes_leave

from . import mind
from .endings import ending_of
from .parting import part, with_goodbye
from .voices.scripted import Scripted


class Call:
    """The conversation and its record. What it yields must be kept before it is shown.

    Every event, live or read back, goes through `take`: a call that is resumed, replayed or
    forked is the same call.
    """

    def __init__(self, scenario: Scenario, topics: Topics, voice: Scripted) -> None:
        self.scenario = scenario
        self.state: State = mind.begin(scenario, topics.best(scenario.buyer.opener))
        self.heard: Heard | None = None
        """What was heard in the last seller turn."""
        self.corrected = False
        """The last seller turn was corrected."""
        self.ending: Ending | None = None
        self.ended_by: EndedBy | None = None
        self._topics = topics
        self._voice = voice
        self._turns: dict[int, Turn] = {}
        self._decided: Decision | None = None
        self._worded = False
        self._closing = False
        self.before: State = self.state
        """The buyer before the last decision."""
        self._used: list[str] = []

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation so far."""
        return tuple(self._turns.values())

    @property
    def seconds(self) -> float:
        """Call time so far: spoken time, never typing time."""
        words = sum(len(turn.text.split()) for turn in self._turns.values())
        return spoken_seconds(words, len(self._turns))

    @property
    def ended(self) -> bool:
        """Nobody can say anything more."""
        return self.ending is not None

    def start(self, started: Started) -> Iterator[Event]:
        """Begin: the buyer says the opener, word for word."""
        yield self.take(started)
        yield from self.go_on()

    @property
    def parting(self) -> bool:
        """Both have said goodbye, and the call is still open: the seller may end it, or go on."""
        said = self._decided is not None and self._decided.lines[-1].act is Act.GOODBYE
        return said and not self.ended

    def say(self, text: str, *, closing: bool = False) -> Iterator[Event]:
        """The seller speaks (an empty text is a pause) and the buyer answers.

        After ``closing`` words the buyer says goodbye and the call is over.
        """
        yield self.take(SaidEvent(turn=len(self._turns) + 1, text=text, closing=closing))
        yield from self.go_on()

    def go_on(self) -> Iterator[Event]:
        """Do what is left to do before the seller's next turn; nothing, as a rule.

        After a crash this is what had not been kept yet.
        """
        if self.ended:
            return
        if not self._turns:
            opener = self.scenario.buyer.opener
            yield self._speak(1, Spoken(text=opener, parts=((0, len(opener)),), used=(opener,)))
            return
        if len(self._turns) == 1:
            return
        turn = max(t.turn for t in self._turns.values() if t.speaker is Speaker.SELLER)
        if self.heard is None:
            said = self._turns[turn].text
            heard = hear(said, self._until(turn), self._topics) if said.strip() else Heard()
            yield self.take(HeardEvent(turn=turn, heard=heard))
        if self._decided is None:
            decided = self._decide(turn)
            yield self.take(decided)
            self._decided = decided.decision
        if not self._worded:
            yield self._speak(turn + 1, self._voice.say(self._decided, turn + 1, self._used))
        if self.state.hung_up:
            yield self._end(EndedBy.BUYER)
        elif self._time_is_up(turn):
            yield self._end(EndedBy.CLOCK)
        elif self._closing:
            yield self._end(EndedBy.SELLER)

    def correct(self, heard: Heard) -> Iterator[Event]:
        """The seller says what they meant: the last turn is heard by that and answered anew."""
        yield self.take(CorrectedEvent(turn=len(self._turns) - 1, heard=heard))
        yield from self.go_on()

    def end(self) -> Iterator[Event]:
        """The seller ends the call."""
        yield self._end(EndedBy.SELLER)

    def take(self, event: Event) -> Event:
        """Let an event become part of the call."""
        match event:
            case Started():
                self.state = event.state
            case SaidEvent():
                self._turns[event.turn] = Turn(
                    turn=event.turn, speaker=Speaker.SELLER, text=event.text
                )
                self.heard, self._decided, self.corrected = None, None, False
                self._closing = event.closing
            case HeardEvent():
                self.heard = event.heard
            case CorrectedEvent():
                self.heard, self._decided, self.corrected = event.heard, None, True
                self.state = self.before
            case DecidedEvent():
                self.before = self.state
                self._decided, self.state, self._worded = event.decision, event.state, False
            case SpokenEvent():
                self._turns[event.turn] = Turn(
                    turn=event.turn,
                    speaker=Speaker.BUYER,
                    text=event.spoken.text,
                    voice=event.voice,
                )
                self._used += event.spoken.used
                self._worded = True
            case EndedEvent():
                self.ending, self.ended_by = event.ending, event.ended_by
        return event

    def take_all(self, events: Iterable[Event]) -> None:
        """Read back a call that was kept."""
        for event in events:
            self.take(event)

    def _until(self, turn: int) -> tuple[Turn, ...]:
        return tuple(t for t in self._turns.values() if t.turn < turn)

    def _decide(self, turn: int) -> DecidedEvent:
        so_far = (*self._until(turn), self._turns[turn])
        heard = self.heard or Heard()
        if self._closing or (takes_leave(self._turns[turn].text) and not self.corrected):
            state, decision = part(self.scenario, self.state, heard, so_far, closing=self._closing)
        else:
            state, decision = mind.answer(self.scenario, self.state, heard, so_far)
        if self._time_is_up(turn) and not state.hung_up:
            decision = with_goodbye(decision)
        return DecidedEvent(turn=turn, decision=decision, state=state)

    def _time_is_up(self, turn: int) -> bool:
        """No time was left once the seller had spoken; a pause never uses it up."""
        turns = (*self._until(turn), self._turns[turn])
        words = sum(len(each.text.split()) for each in turns)
        late = spoken_seconds(words, len(turns)) >= self.scenario.minutes * 60
        return late and bool(self._turns[turn].text.strip())

    def _speak(self, turn: int, spoken: Spoken) -> Event:
        return self.take(SpokenEvent(turn=turn, spoken=spoken, voice=self._voice.name))

    def _end(self, ended_by: EndedBy) -> Event:
        return self.take(EndedEvent(ending=ending_of(self.state, ended_by), ended_by=ended_by))
