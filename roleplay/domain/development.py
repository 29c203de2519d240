"""How sellers develop, and how far those who rate them agree."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .history import MACHINE
from .model import Model

Level = Annotated[int, Field(ge=1, le=5)]


class Between(Model):
    """An interval."""

    low: float
    high: float


# How far raters agree


class Rated(Model):
    """One rater's level for one criterion of one call, given without seeing anybody else's."""

    rater: str
    """The name of a person, or `MACHINE` with or without more behind it (``machine judge``)."""
    call: str
    criterion: str
    level: Level


class SplitCall(Model):
    """A call that raters see differently: something to talk about."""

    call: str
    criterion: str
    levels: dict[str, int]
    """By rater."""

    @property
    def apart(self) -> int:
        """Levels between the highest rating and the lowest, 1 to 4."""
        return max(self.levels.values()) - min(self.levels.values())


class Agreement(Model):
    """How far raters agree on a criterion, or on all of them together."""

    raters: tuple[str, ...]
    """In the order in which the mean difference is taken: the first less the second."""
    criterion: str | None
    """None for all criteria together."""
    calls: int
    """Calls that two or more of them rated."""
    enough: bool
    """False where the calls are too few to tell; then nothing below but `split` is given."""
    kappa: float | None = None
    """Quadratic weighted kappa, at most 1; for two raters, None where chance explains all."""
    kappa_between: Between | None = None
    """95 in 100, by resampling calls."""
    alpha_ordinal: float | None = None
    """Krippendorff's alpha, at most 1, by the order of levels alone."""
    alpha_interval: float | None = None
    """Krippendorff's alpha, at most 1, by the distance between levels."""
    alpha_between: Between | None = None
    """Of the ordinal alpha: 95 in 100, by resampling calls."""
    difference: float | None = None
    """Mean of the first's levels less the second's, -4 to 4; None for more than two raters."""
    difference_between: Between | None = None
    split: tuple[SplitCall, ...] = ()
    """What they disagree on most, the widest apart first."""

    @property
    def kind(self) -> Literal["people", "person and machine", "machines"]:
        """Who is compared with whom."""
        machines = sum(is_machine(rater) for rater in self.raters)
        if machines == 0:
            return "people"
        return "machines" if machines == len(self.raters) else "person and machine"


def is_machine(rater: str) -> bool:
    """True for what code or a model rated."""
    return rater == MACHINE or rater.startswith(f"{MACHINE} ")
