"""What goes on in the buyer: the mind's state, and what it decides to say."""

from __future__ import annotations

from typing import Literal

from .ledger import Change, CommitmentState, NeedState, ObjectionState
from .model import Model
from .moves import Claim, Kind, Span
from .scenario import Act

LineKind = Literal[
    "opener",
    "reveal",
    "hint",
    "knows",
    "objection",
    "behind",
    "accepts",
    "declines",
    "puts_off",
    "ask",
    "again",
    "repeats",
    "act",
]

TELLS: frozenset[LineKind] = frozenset(
    {"reveal", "knows", "behind", "accepts", "declines", "puts_off"}
)
"""Kinds of line that answer what was asked (``answered`` in a rubric's count)."""


class Line(Model):
    """One thing the buyer is about to say; a voice chooses the words."""

    kind: LineKind
    """``again`` owns that it was said before, and may say it shortly; ``repeats`` just says it once
    more."""
    act: Act | None = None
    """The act, for ``act`` and for a commitment line that the author left to the manner."""
    about: str | None = None
    """The id of the need, knows, objection or commitment it is about."""
    rung: int | None = None
    """For a reveal, a hint or what is said again: which one of the need, from 0; for an ask: which
    of the buyer's."""
    say: tuple[str, ...] = ()
    """The author's wordings; empty where the voice takes a default line of the act."""
    names: tuple[str, ...] = ()
    """For ``narrows``: the words for what could have been meant. For ``doubts``, ``corrects``
    and ``reminds``: the words of the seller or the buyer it refers to."""


class Effect(Model):
    """What some of the seller's words did to how the buyer feels."""

    kind: Kind
    trust: int
    interest: int
    patience: int
    span: Span
    """The words."""


class Promise(Model):
    """Something the seller said buying will take, and where."""

    claim: Claim
    turn: int


class Narrowed(Model):
    """A question the buyer asked back about."""

    kind: Kind
    topics: tuple[str, ...]
    """What could have been meant, best first."""


class State(Model):
    """Everything the buyer remembers between two turns. A call is forked by starting from one."""

    trust: int
    interest: int
    patience: int
    needs: dict[str, NeedState]
    objections: dict[str, ObjectionState]
    commitments: dict[str, CommitmentState]
    rungs: dict[str, int] = {}
    """How many rungs of each need have been said."""
    hints: dict[str, int] = {}
    """How many hints of each need have been said."""
    told: dict[str, tuple[int, ...]] = {}
    """The seller's turns in answer to which each knows has been told."""
    asked: tuple[int, ...] = ()
    """Which of the buyer's own asks have been said, by place."""
    pending_ask: int | None = None
    """The ask that waits for an answer."""
    spoke_of: str | None = None
    """What the buyer last spoke of: what a follow-up is about."""
    spoken_topics: tuple[str, ...] = ()
    """Topics that have come up in the buyer's words: they may be named without giving them away."""
    same_kind: Kind | None = None
    """The dominant kind of the last turns that took up nothing."""
    same_kind_run: int = 0
    """How many such turns in a row."""
    reflections_run: int = 0
    """How many turns in a row were reflections only."""
    held_back: tuple[str, ...] = ()
    """Needs whose next rung only the one-state limit held back in the last turn."""
    last_was_question: bool = False
    pause_used: bool = False
    """The one silence that works has been used."""
    stepped_away: int | None = None
    """The turn in which the seller stepped away, while it still stands."""
    narrowed: Narrowed | None = None
    promises: tuple[Promise, ...] = ()
    openings: dict[str, int] = {}
    """The buyer's turn of the last hint of each need that has not been taken up since."""
    missed: tuple[str, ...] = ()
    """Needs whose hint went untouched for two turns."""
    misheard: int = 0
    """Questions that had to be narrowed: our doing, never the seller's."""
    hung_up: bool = False


class Decision(Model):
    """What the buyer does in answer to one seller turn."""

    lines: tuple[Line, ...]
    """In the order they are to be said."""
    changes: tuple[Change, ...] = ()
    effects: tuple[Effect, ...] = ()
