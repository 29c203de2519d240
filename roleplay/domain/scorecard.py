"""What a call was worth, and the words that say so."""

from __future__ import annotations

from enum import StrEnum

from .model import Model
from .moves import PLAIN_FROM


class Verdict(StrEnum):
    """The answer to a check."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSABLE = "not_assessable"


class Evidence(Model):
    """Exact words of a turn."""

    turn: int
    start: int
    end: int
    quote: str
    """The turn's text from start to end, verified."""
    confidence: float = 1.0
    """0 to 1: how sure the listener was of what these words do."""
    corrected: bool = False
    """The seller corrected what was heard here ("I meant...")."""

    @property
    def how(self) -> str:
        """How it was heard, in words, where that is not plain."""
        if self.corrected:
            return "as you corrected it"
        return "" if self.confidence >= PLAIN_FROM else "not heard surely"


class CheckResult(Model):
    """A check's verdict and what it rests on."""

    id: str
    verdict: Verdict
    value: float | None = None
    """What was counted or measured, for checks that count or measure."""
    reason: str | None = None
    """Why it is not assessable, or in a few words why it is not met."""
    evidence: tuple[Evidence, ...] = ()


class CriterionScore(Model):
    """A criterion's level, 1 to 5, or the range it must lie in."""

    id: str
    weight: float = 1.0
    """Its share in the overall, as the rubric has it."""
    level: int | None
    """None when the assessed checks do not decide it."""
    range: tuple[int, int] | None = None
    """Lowest and highest possible level, when `level` is None and something was assessed."""
    reason: str | None = None
    """Why there is no level."""
    route: str | None = None
    """The kind of need whose route counted."""
    not_offered: tuple[str, ...] = ()
    """Routes that this scenario does not offer."""
    checks: tuple[CheckResult, ...] = ()


class Metric(Model):
    """A measured value; it informs and decides no level."""

    name: str
    value: float
    reading: str
    """In plain words."""


class Digests(Model):
    """Which versions the scorecard was made with."""

    rubric: str
    scenario: str | None
    listener: str


class Scorecard(Model):
    """A call's score: every criterion of the rubric, scored or unscored with its reason."""

    rubric: str
    scorable: bool
    reason: str | None = None
    """Why it is not scorable."""
    overall: float | None
    """1.0 to 5.0: the weighted mean over criteria, ranges at their low end; None if unscored."""
    overall_range: tuple[float, float] | None = None
    coverage: float
    """0 to 1: the weight share of criteria with a level."""
    capped_by: str | None = None
    """The check that limited the overall, if one did."""
    criteria: tuple[CriterionScore, ...] = ()
    metrics: dict[str, Metric] = {}
    digests: Digests
