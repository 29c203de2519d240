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
    HalfSaid,
    HeardEvent,
    SaidEvent,
    Spoken,
    SpokenEvent,
    Started,
    Turn,
    spoken_seconds,
)
from roleplay.listening import Topics
from roleplay.listening.farewell import takes_leave
from roleplay.listening.hearing import Hearing, Listen, by_code

from . import mind
from .endings import ending_of
from .parting import part, with_goodbye
from .voices.scripted import Scripted
from .voices.voice import Moment, Sentence, Voice, Worded


class Call:
    """The conversation and its record. What it yields must be kept before it is shown.

    Every event, live or read back, goes through `take`: a call that is resumed, replayed or
    forked is the same call.

    Listener, mind and clock go by the buyer's turns as the author wrote them, whoever worded
    them: another voice changes nothing of what is heard, decided or told.
    """

    def __init__(
        self,
        scenario: Scenario,
        topics: Topics,
        scripted: Scripted,
        voice: Voice | None = None,
        listen: Listen = by_code,
    ) -> None:
        """A call in which nothing has been said.

        Args:
            scenario: the call, as the variant that is played has it.
            topics: the listener's index of it.
            scripted: words each decision as the author did.
            voice: who speaks; None for the scripted voice. It may change between two turns.
            listen: hears what the seller says.
        """
        self.scenario = scenario
        self.voice: Voice = voice or scripted
        self.state: State = mind.begin(scenario, topics.best(scenario.buyer.opener))
        self.heard: Heard | None = None
        """What was heard in the last seller turn."""
        self.corrected = False
        """The last seller turn was corrected."""
        self.ending: Ending | None = None
        self.ended_by: EndedBy | None = None
        self._topics = topics
        self._listen = listen
        self._scripted = scripted
        self._turns: dict[int, Turn] = {}
        self._written: dict[int, Turn] = {}
        """The turns, the buyer's as the author wrote them."""
        self._decided: Decision | None = None
        self._worded = False
        self.half_said = ""
        """What may have been shown of the buyer's turn that is still coming."""
        self._closing = False
        self.before: State = self.state
        """The buyer before the last decision."""
        self._used: list[str] = []
        self._invented: list[str] = []

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation so far."""
        return tuple(self._turns.values())

    @property
    def seconds(self) -> float:
        """Call time so far: spoken time, never typing time, nor a voice's love of words."""
        return _seconds(self._written.values())

    @property
    def ended(self) -> bool:
        """Nobody can say anything more."""
        return self.ending is not None

    @property
    def waiting(self) -> bool:
        """The seller's last turn has no answer yet."""
        return not self.ended and len(self._turns) > 1 and not (self._decided and self._worded)

    def start(self, started: Started) -> Iterator[Event | HalfSaid]:
        """Begin: the buyer says the opener, word for word."""
        yield self.take(started)
        yield from self.go_on()

    @property
    def parting(self) -> bool:
        """Both have said goodbye, and the call is still open: the seller may end it, or go on."""
        said = self._decided is not None and self._decided.lines[-1].act is Act.GOODBYE
        return said and not self.ended

    def say(self, text: str, *, closing: bool = False) -> Iterator[Event | HalfSaid]:
        """The seller speaks (an empty text is a pause) and the buyer answers.

        After ``closing`` words the buyer says goodbye and the call is over.
        """
        yield self.take(SaidEvent(turn=len(self._turns) + 1, text=text, closing=closing))
        yield from self.go_on()

    def go_on(self) -> Iterator[Event | HalfSaid]:
        """Do what is left to do before the seller's next turn; nothing, as a rule.

        After a crash this is what had not been kept yet.

        Raises:
            ModelFailed: the voice could say nothing. All before that is done, and this may be
                tried again, with the same voice or another.
        """
        if self.ended:
            return
        if not self._turns:
            opener = self.scenario.buyer.opener
            spoken = Spoken(text=opener, parts=((0, len(opener)),), used=(opener,))
            yield self._speak(1, spoken, self._scripted.name)
            return
        if len(self._turns) == 1:
            return
        turn = max(t.turn for t in self._turns.values() if t.speaker is Speaker.SELLER)
        if self.heard is None:
            said = self._turns[turn].text
            pause = not said.strip()
            hearing = (
                Hearing(Heard()) if pause else self._listen(said, self._until(turn), self._topics)
            )
            yield self.take(HeardEvent(turn=turn, **hearing._asdict()))
        if self._decided is None:
            decided = self._decide(turn)
            yield self.take(decided)
            self._decided = decided.decision
        if not self._worded:
            yield from self._word(turn, self._decided)
        if self.state.hung_up:
            yield self._end(EndedBy.BUYER)
        elif self._time_is_up(turn):
            yield self._end(EndedBy.CLOCK)
        elif self._closing:
            yield self._end(EndedBy.SELLER)

    def correct(self, heard: Heard) -> Iterator[Event | HalfSaid]:
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
                self._turns[event.turn] = self._written[event.turn] = Turn(
                    turn=event.turn, speaker=Speaker.SELLER, text=event.text
                )
                self.heard, self._decided, self.corrected = None, None, False
                self._closing = event.closing
            case HeardEvent():
                self.heard = event.heard
            case CorrectedEvent():
                self.heard, self._decided, self.corrected = event.heard, None, True
                self.state = self.before
                # It is taken back, and answered anew.
                self._turns.pop(event.turn + 1, None)
                self._written.pop(event.turn + 1, None)
            case DecidedEvent():
                self.before = self.state
                self._decided, self.state, self._worded = event.decision, event.state, False
            case SpokenEvent():
                self._take_spoken(event)
            case EndedEvent():
                self.ending, self.ended_by = event.ending, event.ended_by
        return event

    def take_all(self, events: Iterable[Event]) -> None:
        """Read back a call that was kept."""
        for event in events:
            self.take(event)

    def _take_spoken(self, event: SpokenEvent) -> None:
        spoken = event.spoken
        turn = Turn(turn=event.turn, speaker=Speaker.BUYER, text=spoken.text, voice=event.voice)
        self._turns[event.turn] = self._written[event.turn] = turn
        if event.voice != self._scripted.name and self._decided is not None:
            script = self._scripted.words(self._decided, event.turn, self._used)
            self._written[event.turn] = turn.model_copy(update={"text": script.text})
        self._used += spoken.used
        self._invented += spoken.invented
        self._worded, self.half_said = True, ""

    def _until(self, turn: int) -> tuple[Turn, ...]:
        return tuple(t for t in self._written.values() if t.turn < turn)

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
        late = _seconds((*self._until(turn), self._turns[turn])) >= self.scenario.minutes * 60
        return late and bool(self._turns[turn].text.strip())

    def _word(self, turn: int, decision: Decision) -> Iterator[Event | HalfSaid]:
        moment = Moment(
            decision=decision,
            script=self._scripted.words(decision, turn + 1, self._used),
            turn=turn + 1,
            turns=tuple(t for t in self._turns.values() if t.turn <= turn),
            state=self.state,
            used=tuple(self._used),
            invented=tuple(self._invented),
        )
        if self.half_said:
            from .voices.conveying import whole

            # Only a model's turn is half said.
            spoken = whole(self.scenario, moment, self.half_said, cut=True)
            where = {"cut_by": "closed", "cut_at": len(self.half_said)}
            yield self._speak(turn + 1, spoken.model_copy(update=where), "model")
            return
        for each in self.voice.say(moment):
            if isinstance(each, Worded):
                yield self._speak(turn + 1, each.spoken, each.voice)
            elif isinstance(each, Sentence):
                self.half_said = f"{self.half_said} {each.text}".strip()
                yield HalfSaid(turn=turn + 1, text=self.half_said)

    def _speak(self, turn: int, spoken: Spoken, voice: str) -> Event:
        return self.take(SpokenEvent(turn=turn, spoken=spoken, voice=voice))

    def _end(self, ended_by: EndedBy) -> Event:
        return self.take(EndedEvent(ending=ending_of(self.state, ended_by), ended_by=ended_by))


def _seconds(turns: Iterable[Turn]) -> float:
    counted = [len(turn.text.split()) for turn in turns]
    return spoken_seconds(sum(counted), len(counted))


def events_of(happening: Iterable[Event | HalfSaid]) -> Iterator[Event]:
    """What is kept of what happens: whatever is no turn yet is left out."""
    return (each for each in happening if not isinstance(each, HalfSaid))
