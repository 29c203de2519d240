"""A call and its record: what it is, what has been said in it, and the keeping of both."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.history import Attempt
from roleplay.domain.model import digest
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.text import MAX_TURN, clean
from roleplay.domain.transcript import (
    DecidedEvent,
    Event,
    HalfSaid,
    SaidEvent,
    SpokenEvent,
    Started,
    Turn,
)
from roleplay.engine.call import Call
from roleplay.engine.voices.scripted import Scripted
from roleplay.engine.voices.voice import Voice
from roleplay.listening import Topics, hear

from .listener import Listener
from .workspace import Workspace


class KeptCall:
    """A call as it stands. Everything that happens in it is kept before it is returned.

    When keeping fails the call is as it was last kept: the same words can be said again.
    """

    def __init__(
        self,
        workspace: Workspace,
        scenario: Scenario,
        rubric: Rubric,
        *,
        variant: str,
        seed: int,
        call_id: str | None = None,
        kind: Attempt = Attempt.FIRST,
        original: KeptCall | None = None,
        redone: int | None = None,
    ) -> None:
        """A call with nothing said in it yet.

        Args:
            workspace: where it is kept.
            scenario: the call as the variant has it.
            rubric: what it is scored by.
            variant: which variant that is.
            seed: for the choice among wordings.
            call_id: None for a call that is not kept.
            kind: which attempt it is.
            original: the call that this one takes up again.
            redone: the seller turn of the original that is said anew.
        """
        self.id = call_id
        self.scenario = scenario
        self.rubric = rubric
        self.title = scenario.title
        self.buyer_name = scenario.buyer.name
        self.buyer_role = scenario.buyer.role
        self.minutes = scenario.minutes
        """Spoken time the call may take."""
        self.variant = variant
        self.kind = kind.value
        self.seed = seed
        self.forked_at = redone
        self.take_one: tuple[Turn, ...] = ()
        """The turns of the call this one forked from, from the redone turn on."""
        if original is not None and redone is not None:
            self.take_one = tuple(turn for turn in original.turns if turn.turn >= redone)
        self.events: list[Event] = []
        """What is kept."""
        self.on_sentence: Callable[[int, str], object] = _nobody_looks
        """Called with the buyer's turn and its text so far whenever more of it may be shown."""
        self.on_said: Callable[[], object] = _nobody_hears
        """Called once what the seller said is kept, before it is answered."""
        self.workspace = workspace
        self.listener = Listener(workspace, scenario, lambda: self.id)
        self.call = self._empty()
        self._half_said: HalfSaid | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation so far."""
        return self.call.turns

    @property
    def ended(self) -> bool:
        """Nobody can say anything more."""
        return self.call.ended

    @property
    def ending(self) -> Ending | None:
        """How it ended."""
        return self.call.ending

    @property
    def ended_by(self) -> EndedBy | None:
        """Who ended it."""
        return self.call.ended_by

    @property
    def seconds(self) -> float:
        """Spoken time so far."""
        return self.call.seconds

    @property
    def begun(self) -> Started:
        """How it began."""
        return next(event for event in self.events if isinstance(event, Started))

    @property
    def draft(self) -> str:
        """What was being typed when it was last saved."""
        return (self.workspace.store.draft(self.id) or "") if self.id else ""

    def save_draft(self, text: str) -> None:
        """Keep what is being typed."""
        if self.id:
            self.workspace.store.save_draft(self.id, clean(text)[:MAX_TURN])

    def read(self, events: Sequence[Event]) -> None:
        """Take over what is kept of the call."""
        self.events = list(events)
        self.call = self._empty(self.call.voice)
        self.call.take_all(events)
        if self.call.waiting:
            self.call.half_said = self._read_half_said()

    def keep(self, happening: Iterable[Event | HalfSaid]) -> None:
        """Commit what the seller said before anything is made of it, and the rest in one go.

        What a model is to word is committed before it is asked, and each of its sentences before
        it is shown.
        """
        uncommitted: list[Event] = []
        try:
            for each in happening:
                if isinstance(each, HalfSaid):
                    self._commit(uncommitted)
                    self._keep_half_said(each)
                    continue
                uncommitted.append(each)
                asks = isinstance(each, DecidedEvent) and self.call.voice.name != Scripted.name
                if isinstance(each, SaidEvent) or asks:
                    self._commit(uncommitted)
            self._commit(uncommitted)
        except BaseException:
            if isinstance(happening, Generator):
                happening.close()  # nobody waits any longer for what the model says
            self.read(self.events)
            raise

    def _empty(self, voice: Voice | None = None) -> Call:
        """The call with nothing said in it."""
        scenario = self.scenario
        topics = self.workspace.topics(digest(scenario), lambda: _index(scenario))
        scripted = Scripted(scenario, self.seed)
        own = None if isinstance(voice, Scripted) else voice
        return Call(scenario, topics, scripted, own, self.listener)

    def _commit(self, uncommitted: list[Event]) -> None:
        if uncommitted and self.id:
            self.workspace.store.append(self.id, *uncommitted)
        self.events += uncommitted
        if any(isinstance(event, SpokenEvent) for event in uncommitted):
            self._half_said = None
        said = any(isinstance(event, SaidEvent) for event in uncommitted)
        uncommitted.clear()
        if said:
            self.on_said()

    def _keep_half_said(self, half: HalfSaid) -> None:
        if self.id:
            self.workspace.store.save_half_said(self.id, half.turn, half.text)
        self._half_said = half
        self.on_sentence(half.turn, half.text)

    def _read_half_said(self) -> str:
        """What the seller may have seen of an answer that is not whole yet."""
        kept = self.workspace.store.half_said(self.id) if self.id else None
        if kept is not None:
            self._half_said = HalfSaid(turn=kept[0], text=kept[1])
        half = self._half_said
        return half.text if half is not None and half.turn == len(self.turns) + 1 else ""


def _nobody_hears() -> None:
    """Nobody waits for the seller's words to be kept."""


def _nobody_looks(turn: int, text: str) -> None:
    """What is said so far is shown nowhere."""


def _index(scenario: Scenario) -> Topics:
    """The listener's index; it hears once, so that no turn has to wait for its lexicons."""
    topics = Topics.of(scenario)
    hear(scenario.buyer.opener, (), topics)
    return topics
