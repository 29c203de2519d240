"""Moments that were rated beforehand, for a manager to rate blind."""

from __future__ import annotations

from collections import Counter

from pydantic import model_validator

from .development import Level, Rated
from .model import Id, Model, Text

MAX_MOMENTS = 200
"""Moments a file may hold."""
MAX_CODINGS = 5
"""Readings a moment may have."""


class Coding(Model):
    """What somebody rated a moment, and why."""

    by: Id
    level: Level
    why: Text


class CodedMoment(Model):
    """A few lines of a call, and how its criterion was rated by them alone."""

    id: Id
    criterion: Id
    """Of the file's rubric: the one that is asked about."""
    industry: Text
    scene: Text
    """Who speaks to whom, and what has happened so far, in a sentence or two."""
    buyer: Text
    seller: Text
    answer: Text
    """What the buyer says to that."""
    codings: tuple[Coding, ...]
    """Shown only after the manager's own rating."""

    @model_validator(mode="after")
    def _several_each_once(self) -> CodedMoment:
        if not 2 <= len(self.codings) <= MAX_CODINGS:
            raise ValueError(f"codings: {len(self.codings)} given, allowed: 2 to {MAX_CODINGS}")
        for name, times in Counter(coding.by for coding in self.codings).items():
            if times > 1:
                raise ValueError(f'codings: "{name}" rated this twice, allowed: once each')
        return self

    @property
    def hard(self) -> bool:
        """True where those who rated it beforehand did not agree."""
        return len({coding.level for coding in self.codings}) > 1


class Moments(Model):
    """A file of coded moments."""

    id: Id
    title: Text
    rubric: Id
    """What the moments are rated by."""
    moments: tuple[CodedMoment, ...]

    @model_validator(mode="after")
    def _some_each_once(self) -> Moments:
        if not 1 <= len(self.moments) <= MAX_MOMENTS:
            raise ValueError(f"moments: {len(self.moments)} given, allowed: 1 to {MAX_MOMENTS}")
        for name, times in Counter(moment.id for moment in self.moments).items():
            if times > 1:
                raise ValueError(f'moments: {times} moments are called "{name}", allowed: one')
        return self

    def moment(self, name: str) -> CodedMoment | None:
        """The moment of that id."""
        return next((moment for moment in self.moments if moment.id == name), None)

    def rated(self) -> tuple[Rated, ...]:
        """The levels given beforehand, as ratings; a moment stands for a call."""
        return tuple(
            Rated(rater=coding.by, call=moment.id, criterion=moment.criterion, level=coding.level)
            for moment in self.moments
            for coding in moment.codings
        )
