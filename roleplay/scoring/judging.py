"""What a judge made of a call, checked against the call: values that `evaluate` can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roleplay.domain.moves import Span
from roleplay.domain.scorecard import JudgedCheck, JudgeNotes

if TYPE_CHECKING:
    from .aimed import Aimed


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of the seller's about what the offering takes, as a judge compared it."""

    words: Span
    fact: str
    """The words of the fact that speak against it; empty if no fact is about it."""

    @property
    def contradicts(self) -> bool:
        """Whether a fact speaks against it; if not, a person has to check it."""
        return bool(self.fact)


@dataclass(frozen=True)
class Judging:
    """A judge's answers to a rubric's checks, its quotes verified."""

    notes: JudgeNotes
    answers: Mapping[str, JudgedCheck] = field(default_factory=dict)
    """By ``criterion/check``, those of routes by ``criterion/route/check``."""
    aimed: tuple[Aimed, ...] = ()
    """Words in the call that are meant for a judge; nothing in them is evidence."""
    claims: tuple[Claimed, ...] = ()
    """Claims that a fact speaks against or says nothing of, in the order of the call."""
    asked: int = 0
    """Requests that were made."""
    failed: int = 0
    """Requests without an answer that could be used."""

    def unanswered(self, place: str) -> str | None:
        """Why a criterion (or ``criterion/route``) has no answers, if it has none."""
        return self.notes.unscored.get(place)
