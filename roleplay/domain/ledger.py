"""The value ledger: what the buyer saw, said, sized and promised, and when."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Literal

from .model import Model
from .moves import Span


class _Ordered(StrEnum):
    """States in the order they are written, so that one can be at least another."""

    @property
    def rank(self) -> int:
        """Place in the order, from 0."""
        return _ranks(type(self))[self]

    def at_least(self, other: _Ordered) -> bool:
        """True if this state is ``other`` or lies beyond it."""
        return self.rank >= other.rank


@cache
def _ranks(states: type[_Ordered]) -> dict[_Ordered, int]:
    return {state: rank for rank, state in enumerate(states)}


class NeedState(_Ordered):
    """How far the buyer has come with a need."""

    HIDDEN = "hidden"
    HINTED = "hinted"
    STATED = "stated"
    QUANTIFIED = "quantified"
    OWNED = "owned"


class ObjectionState(_Ordered):
    """How far an objection has come. ``admitted`` is as good as ``resolved``."""

    LATENT = "latent"
    RAISED = "raised"
    EXPLORED = "explored"
    RESOLVED = "resolved"
    ADMITTED = "admitted"

    @property
    def rank(self) -> int:
        """Place in the order."""
        return min(super().rank, 3)


class CommitmentState(_Ordered):
    """What became of something the seller asked for."""

    NONE = "none"
    OFFERED = "offered"
    DECLINED = "declined"
    ACCEPTED = "accepted"


What = Literal["need", "objection", "commitment"]


class Change(Model):
    """One entry of the ledger: something reached a state."""

    what: What
    id: str
    state: NeedState | ObjectionState | CommitmentState
    turn: int
    """The buyer's turn in which it happened."""
    earned_by: Span | None = None
    """The seller's words that earned it; None when no words did (a pause, a hint unasked)."""


class Ledger(Model):
    """What the mind recorded over a call, in order; nothing is ever taken out."""

    needs: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def need(self, name: str) -> NeedState:
        """The state a need has reached."""
        state = self._last("need", name)
        return state if isinstance(state, NeedState) else NeedState.HIDDEN

    def objection(self, name: str) -> ObjectionState:
        """The state an objection has reached."""
        state = self._last("objection", name)
        return state if isinstance(state, ObjectionState) else ObjectionState.LATENT

    def commitment(self, name: str) -> CommitmentState:
        """The state a commitment has reached."""
        state = self._last("commitment", name)
        return state if isinstance(state, CommitmentState) else CommitmentState.NONE

    def first(self, what: What, name: str, state: _Ordered) -> Change | None:
        """The entry by which ``name`` first was at least in ``state``, if it ever was."""
        for change in self.changes:
            if change.what == what and change.id == name and change.state.at_least(state):
                return change
        return None

    def accepted(self) -> tuple[str, ...]:
        """Ids of the commitments that stand accepted."""
        return tuple(
            name for name in self.commitments if self.commitment(name) is CommitmentState.ACCEPTED
        )

    def as_states(self) -> dict[str, dict[str, str]]:
        """``{"needs": {id: state}, "objections": {...}, "commitments": {...}}``."""
        return {
            "needs": {name: self.need(name).value for name in self.needs},
            "objections": {name: self.objection(name).value for name in self.objections},
            "commitments": {name: self.commitment(name).value for name in self.commitments},
        }

    def _last(self, what: What, name: str) -> _Ordered | None:
        states = [c.state for c in self.changes if c.what == what and c.id == name]
        return states[-1] if states else None
