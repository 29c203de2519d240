"""What is kept of practice, as it is shown again later."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .endings import EndedBy, Ending
from .model import Model
from .scorecard import Scorecard

MACHINE = "machine"
"""The author of a scorecard that code made; any other author is a person's name."""

SHORT_ID = 8
"""Characters at the end of a call's id that stand for it where a person reads or types it."""


class Attempt(StrEnum):
    """How often a seller has met a buyer when a call begins; only the first counts."""

    FIRST = "first"
    RETAKE = "retake"
    FORK = "fork"
    LESSON = "lesson"
    """A call that teaches the app."""


class NewCall(Model):
    """What a call is when it begins."""

    seller: str
    scenario: str
    variant: str
    scenario_digest: str
    """Of the scenario as it was played; kept before the call begins."""
    rubric: str
    rubric_digest: str
    seed: Annotated[int, Field(ge=-(2**63), lt=2**63)] = 0
    voice: str
    attempt: Attempt | None = None
    """None: a fork if `forked_from` is given, the first if this seller has said nothing yet in
    any call of this scenario and variant, else a retake."""
    forked_from: str | None = None
    """The call that is taken up again."""
    fork_turn: int | None = None
    """The seller turn that is redone."""


class CallRow(Model):
    """A call in the history."""

    id: str
    seller: str
    scenario: str
    variant: str
    scenario_digest: str
    rubric: str
    rubric_digest: str
    seed: int
    voice: str
    attempt: Attempt
    forked_from: str | None
    fork_turn: int | None
    started_at: datetime
    """UTC."""
    ended_at: datetime | None
    """UTC; None while the call goes on."""
    ending: Ending | None
    """None while the call goes on."""
    ended_by: EndedBy | None
    minutes: float | None
    """Spoken time, the turns before a fork included; None while the call goes on."""
    overall: float | None
    """1.0 to 5.0, of the last scorecard code made; None when there is none, or no level in it."""

    @property
    def short(self) -> str:
        """The end of the id, enough to name the call by."""
        return self.id[-SHORT_ID:]


class KeptScorecard(Model):
    """A scorecard, who made it and when."""

    id: str
    call: str
    author: str
    """`MACHINE`, or the name of a person."""
    at: datetime
    """UTC."""
    scorecard: Scorecard


class ScoreRow(Model):
    """One criterion's level in one call: a point of a trend."""

    call: str
    scenario: str
    variant: str
    attempt: Attempt
    criterion: str
    skill: str
    level: int | None
    """1 to 5; None when it was not decided."""
    at: datetime
    """When the call began, UTC: scoring it again does not move it."""
    retired: bool
    """The seller has opened what this variant hides."""

    @property
    def counts(self) -> bool:
        """True if it stands for what the seller can do: a first attempt at an unopened variant."""
        return self.attempt is Attempt.FIRST and not self.retired


class Note(Model):
    """Something the seller wrote about a call."""

    call: str
    turn: int | None
    """The turn it is about; None for the call as a whole."""
    kind: str
    """Such as ``turning_point``."""
    text: str
    at: datetime
    """UTC."""


class FoundTurn(Model):
    """A turn that holds the words somebody searched for."""

    call: str
    turn: int
    text: str


class StoreHealth(Model):
    """What is known of the state of the history's file."""

    path: str
    sqlite: str
    """Version of SQLite."""
    schema_version: int
    size: int
    """Bytes, the log of recent changes included."""
    intact: bool | None
    """None when the file was too big to be read through."""
    counts: dict[str, int]
    """How many calls, turns and so on there are."""
    warnings: tuple[str, ...]
    """What a person should do something about; one line each."""


class Sought(Model):
    """Which calls are looked for; what is left out is not asked for."""

    seller: str
    scenario: str | None = None
    """The id of a scenario."""
    skill: str | None = None
    """Calls that have a level on a criterion of this skill."""
    ending: Ending | None = None
    kinds: tuple[Attempt, ...] = ()
    """Any of these; empty for all."""
    since: datetime | None = None
    """Begun then or later, with its offset."""
    until: datetime | None = None
    """Begun before then, with its offset."""
    least: float | None = None
    """An overall of so much or more, 1.0 to 5.0."""
    most: float | None = None
    """An overall of so much or less, 1.0 to 5.0."""


class FoundWords(Model):
    """A turn in which all of the words looked for were said."""

    call: CallRow
    turn: int
    text: str
    """All of the turn."""
    places: tuple[tuple[int, int], ...]
    """Where in the text the words stand: (start, end), in order."""
    place: int
    """Its place in the index: what comes next has a lower one."""


class LevelDay(Model):
    """The levels that the calls of one day have on one skill, taken together."""

    day: date
    """On which the calls began, UTC."""
    skill: str
    counts: bool
    """True for first attempts at unopened variants, which make the level; else practice."""
    calls: int
    """How many there were."""
    level: float
    """The mean over the calls, 1.0 to 5.0; a call's is the mean over its criteria of the skill."""
