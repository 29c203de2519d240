"""What people say of a call: remarks, levels of their own, disputes and answers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from .model import Id, Model, Text


class Remark(StrEnum):
    """What a comment is."""

    COMMENT = "comment"
    PRAISE = "praise"
    BETTER_LINE = "better_line"
    """What could have been said instead, word for word."""


class NewComment(Model):
    """Something said about a call, a turn of it, or words of a turn."""

    kind: Remark = Remark.COMMENT
    text: Text
    turn: Annotated[int, Field(ge=1)] | None = None
    """None: about the call as a whole."""
    start: int | None = None
    """Where in the turn the words begin; None: about all of the turn."""
    end: int | None = None
    """Where they end, exclusive."""

    @model_validator(mode="after")
    def _of_a_turn(self) -> NewComment:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end go together")
        if self.start is not None and self.turn is None:
            raise ValueError("words stand in a turn")
        if self.kind is Remark.BETTER_LINE and self.turn is None:
            raise ValueError("a better line stands in the place of a turn")
        return self


class Comment(NewComment):
    """A comment that was made."""

    id: str
    call: str
    author: str
    at: datetime
    """UTC."""


class NewRating(Model):
    """The level that somebody gives a criterion."""

    criterion: Id
    level: Annotated[int, Field(ge=1, le=5)]
    reason: Text | None = None
    """Why; needed where it differs from the level they have seen."""


class Rating(NewRating):
    """A level that somebody gave, beside the one that code gave: neither takes the other away."""

    id: str
    call: str
    author: str
    blind: bool
    """It was given before its author saw the app's level."""
    revealed: bool = True
    """Others may see it: a blind rating is its author's alone until the author reveals it."""
    at: datetime
    """UTC."""


class NewDispute(Model):
    """One check that somebody holds to be wrong, and the words that say so."""

    criterion: Id
    check: Id
    turn: Annotated[int, Field(ge=1)]
    start: int
    end: int
    """The words of the turn that speak for them, end exclusive."""
    text: Text
    """What they hold against it."""


class Dispute(NewDispute):
    """A dispute, and what was answered."""

    id: str
    call: str
    author: str
    at: datetime
    """UTC."""
    second: str = ""
    """What a second judging said before it was sent, in a line."""
    answered_by: str | None = None
    """None while nobody has answered."""
    upheld: bool | None = None
    """True: the one who disputes is right; None while nobody has answered."""
    answer: str = ""
    answered_at: datetime | None = None
    """UTC."""


class Reviewed(Model):
    """Somebody has looked at a call as a whole."""

    call: str
    author: str
    at: datetime
    """UTC."""


class Tombstone(Model):
    """What was forgotten, so that counts made before can be explained; it names nobody."""

    at: datetime
    """UTC."""
    counts: dict[str, int]
    """How many of each: ``calls``, ``comments``, ``ratings`` and so on."""
