"""Practice that is asked of somebody, and what of it the one who asks will see."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .model import Id, Model, Text


class Shares(StrEnum):
    """Which calls an assignment shares with the one who gave it; said before the first word."""

    BEST = "best"
    LAST = "last"
    FIRSTS = "firsts"
    """Every first attempt at a variant, however it went."""


class Share(Model):
    """A call was shared with somebody, or is not any longer; the last of these facts holds."""

    id: str
    call: str
    by: str
    """The person whose call it is."""
    person: str | None = None
    """With whom."""
    team: str | None = None
    """With everybody in this team; exactly one of the two is given."""
    shared: bool = True
    """False: no longer."""
    redacted: bool = False
    """Names, e-mail addresses and numbers are left out of what they see."""
    assignment: str | None = None
    """The assignment because of which it is shared; None where the person chose to."""
    at: datetime
    """UTC."""


class Item(Model):
    """One thing to practise."""

    kind: Literal["scenario", "drill"]
    name: Id
    variant: Id | None = None
    """None for whichever the person has not met."""


class Done(Model):
    """What an assignment counts as done by: a level on a criterion, in one of its calls."""

    criterion: Id
    level: Annotated[int, Field(ge=1, le=5)]


class NewAssignment(Model):
    """What is asked, before it is given."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=12)]
    """One for a call or a drill, several for a path, in their order."""
    people: Annotated[tuple[str, ...], Field(min_length=1)]
    why: Text
    """In words that the person reads."""
    due: date | None = None
    """The last day for it, where the person is; None for no day."""
    attempts: Annotated[int, Field(ge=1, le=20)] | None = None
    """At each call at most so many count; None for any number."""
    done: Done | None = None
    """None: one finished call of each item is enough."""
    rubric: Id | None = None
    rubric_digest: str | None = None
    """The rubric as it was when it was assigned, kept before; None for an assignment of drills."""
    shares: Shares = Shares.BEST

    @model_validator(mode="after")
    def _scored(self) -> NewAssignment:
        if self.done is not None and self.rubric_digest is None:
            raise ValueError("a level can be asked for only on a call that is scored")
        return self


class Assignment(NewAssignment):
    """Practice that somebody asked of others."""

    id: str
    by: str
    """The person who gave it."""
    at: datetime
    """When, UTC: calls begun before it do not count."""
    withdrawn: bool = False

    @property
    def short(self) -> str:
        """The end of the id, enough to name it by."""
        return self.id[-8:]
