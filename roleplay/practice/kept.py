"""A call and its record: what it is, what has been said in it, and the keeping of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.history import Attempt
from roleplay.domain.model import digest
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.text import MAX_TURN, clean
from roleplay.domain.transcript import Event, SaidEvent, Turn
from roleplay.engine.call import Call
from roleplay.engine.voices.scripted import Scripted
from roleplay.listening import Topics, hear

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
        self.workspace = workspace
        self.call = _empty(workspace, scenario, seed)

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
        self.call = _empty(self.workspace, self.scenario, self.seed)
        self.call.take_all(events)

    def keep(self, events: Iterable[Event]) -> None:
        """Commit what the seller said before anything is made of it, and the rest in one go."""
        uncommitted: list[Event] = []
        try:
            for event in events:
                uncommitted.append(event)
                if isinstance(event, SaidEvent):
                    self._commit(uncommitted)
            self._commit(uncommitted)
        except BaseException:
            self.read(self.events)
            raise

    def _commit(self, uncommitted: list[Event]) -> None:
        if uncommitted and self.id:
            self.workspace.store.append(self.id, *uncommitted)
        self.events += uncommitted
        uncommitted.clear()


def _empty(workspace: Workspace, scenario: Scenario, seed: int) -> Call:
    topics = workspace.topics(digest(scenario), lambda: _index(scenario))
    return Call(scenario, topics, Scripted(scenario, seed))


def _index(scenario: Scenario) -> Topics:
    """The listener's index; it hears once, so that no turn has to wait for its lexicons."""
    topics = Topics.of(scenario)
    hear(scenario.buyer.opener, (), topics)
    return topics
