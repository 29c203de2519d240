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


# Where a seller stands, and what to work on


Trend = Literal["rising", "falling", "steady", "too few"]
"""Which way a level goes; steady also where nothing can be told from chance."""


class Standing(Model):
    """Where a seller stands in a skill, by first attempts alone."""

    skill: str
    level: float
    """1.0 to 5.0: what they show now, recent calls counting more."""
    between: Between
    """90 in 100: where the level may really be; wide where there are few calls."""
    calls: int
    """First attempts behind it."""
    weight: float
    """How many calls they are worth for the level, 1.0 to `calls`: old ones count less."""
    trend: Trend
    change: float | None = None
    """Levels in 30 days, by the line through the calls; None where they are too few."""


class MomentRef(Model):
    """A moment that shows something: a place to jump to."""

    call: str
    turn: int
    """1 or more."""
    check: str
    """The rubric's check that it is about; empty for the moment on which the call hung."""
    criterion: str = ""
    good: bool = False
    """True where it went well: something to do again."""


class Priority(Model):
    """A skill worth working on, and why."""

    standing: Standing
    target: float
    """The level to get to, 1.0 to 5.0."""
    need: float
    """How much it is worth, 0 to 4: the gap by what the skill weighs and how sure it is."""
    reason: str
    """In one sentence."""
    moments: tuple[MomentRef, ...] = ()
    """Two or three that show it best; of an earlier call where the last shows none."""

    @property
    def skill(self) -> str:
        """What it is in."""
        return self.standing.skill


class Carried(Model):
    """Whether what is practised in a skill also comes out where it counts."""

    skill: str
    practice: float
    """Levels by which practice rose from the first half of the time to the second."""
    unseen: float | None = None
    """The same for first attempts at buyers not met before; None with too few of them."""
    real: float | None = None
    """The same for calls that took place; None with too few of them."""
    verdict: Literal["no rise", "carries over", "does not carry over", "too few"]
    """``no rise``: practice itself did not rise, so there is nothing to carry over."""


class HeatCell(Model):
    """One seller and one skill."""

    seller: str
    skill: str
    standing: Standing | None
    """None where nothing was shared or assigned."""

    @property
    def calls(self) -> int:
        """First attempts behind it."""
        return self.standing.calls if self.standing else 0


class TrainingNeed(Model):
    """A skill in which nearly all of a team are weak: not a person's matter."""

    skill: str
    level: float
    """Mean over the sellers who are known, 1.0 to 5.0."""
    weak: int
    """Sellers below the level from which nobody is called weak."""
    known: int
    """Sellers with calls enough to tell."""


class HeatMap(Model):
    """A team's sellers by their skills."""

    sellers: tuple[str, ...]
    skills: tuple[str, ...]
    cells: tuple[HeatCell, ...]
    """Seller by seller, each with all skills."""
    needs: tuple[TrainingNeed, ...] = ()
    """The weakest first."""

    def cell(self, seller: str, skill: str) -> HeatCell:
        """The cell of a seller and a skill that are in the map."""
        place = self.sellers.index(seller) * len(self.skills) + self.skills.index(skill)
        return self.cells[place]
