"""A buyer's answer in the making: the state as it changes, and what is to be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roleplay.domain.buyer import Decision, Effect, Line, State
from roleplay.domain.conditions import Condition
from roleplay.domain.ledger import Change, CommitmentState, NeedState, ObjectionState, What
from roleplay.domain.moves import Heard, Span
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import Turn

from .conditions import Match, match
from .points import points_of


class Reply:
    """What the steps of the mind work on; it lives for one turn."""

    def __init__(
        self, scenario: Scenario, state: State, heard: Heard, turns: Sequence[Turn]
    ) -> None:
        self.scenario = scenario
        self.before = state
        """The buyer before this turn."""
        self.state = state
        """The buyer as the turn has left them so far."""
        self.turns = turns
        self.turn = turns[-1].turn
        self.points = points_of(scenario, state, heard, self.turn)
        self.stated_before = frozenset(
            name for name, reached in state.needs.items() if reached.at_least(NeedState.STATED)
        )
        self.lines: list[Line] = []
        self.changes: list[Change] = []
        self.effects: list[Effect] = []

    def decision(self) -> Decision:
        """What has been decided."""
        return Decision(
            lines=tuple(self.lines),
            changes=tuple(self.changes),
            effects=tuple(self.effects),
        )

    def match(self, when: Condition, *, gauges: bool = True) -> Match | None:
        """How a ``when`` of the scenario holds now."""
        return match(
            when,
            self.points,
            self.state,
            self.turn,
            stated_before=self.stated_before,
            gauges=gauges,
        )

    def update(self, **fields: Any) -> None:
        """Change what the buyer remembers."""
        self.state = self.state.model_copy(update=fields)

    def feel(self, effect: Effect) -> None:
        """Let some of the seller's words change how the buyer feels; gauges stay in 0-100."""
        self.effects.append(effect)
        self.update(
            trust=min(100, max(0, self.state.trust + effect.trust)),
            interest=min(100, max(0, self.state.interest + effect.interest)),
            patience=min(100, max(0, self.state.patience + effect.patience)),
        )

    def speak(self, line: Line) -> None:
        """Say a line of the author's; what it is about may be named and followed up from now."""
        self.lines.append(line)
        if line.about is not None and line.kind not in ("act", "ask"):
            self.update(spoke_of=line.about)
            if line.kind != "hint":  # its name would say what the hint is after
                topics = dict.fromkeys((*self.state.spoken_topics, line.about))
                self.update(spoken_topics=tuple(topics))

    def act(self, act: Act, *, about: str | None = None, names: Sequence[str] = ()) -> None:
        """Say a default line of the buyer's manner."""
        self.lines.append(Line(kind="act", act=act, about=about, names=tuple(names)))

    def reach(
        self,
        what: What,
        name: str,
        to: NeedState | ObjectionState | CommitmentState,
        earned_by: Span | None,
    ) -> None:
        """Enter a new state in the ledger."""
        field = {"need": "needs", "objection": "objections", "commitment": "commitments"}[what]
        states = getattr(self.state, field)
        if states[name] is to:
            return
        self.update(**{field: {**states, name: to}})
        self.changes.append(
            Change(what=what, id=name, state=to, turn=self.turn + 1, earned_by=earned_by)
        )

    def raise_need(self, name: str, to: NeedState, earned_by: Span | None) -> bool:
        """Raise a need to a state; a need never falls. True if it was raised."""
        higher = to.rank > self.state.needs[name].rank
        if higher:
            self.reach("need", name, to, earned_by)
        return higher
