"""What a call was worth, and the words that say so."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

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


DISAGREE = "checks and judge disagree"
"""The flag of a check to which code and judge gave different answers."""


class JudgedCheck(Model):
    """A judge's answer to a check, as far as its quotes were found in the call."""

    verdict: Verdict
    """`NOT_ASSESSABLE` when it could not tell, or showed no words for what it says."""
    says: str = ""
    """Its reason in one line."""
    evidence: tuple[Evidence, ...] = ()
    """Words that speak for it."""
    against: tuple[Evidence, ...] = ()
    """Words that speak against it."""
    agree: tuple[int, int] = (1, 1)
    """How many of how many answers said this."""
    counts: bool = False
    """Whether the check's verdict is the judge's and not that of code."""


class CheckResult(Model):
    """A check's verdict and what it rests on."""

    id: str
    verdict: Verdict
    value: float | None = None
    """What was counted or measured, for checks that count or measure."""
    reason: str | None = None
    """Why it is not assessable, or in a few words why it is not met."""
    evidence: tuple[Evidence, ...] = ()
    judged: JudgedCheck | None = None
    """What a judge answered; None where none was asked, or it gave no answer."""
    flag: str | None = None
    """What a person should look at, such as `DISAGREE`."""


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


class Flag(Model):
    """Words that a person should look at."""

    kind: Literal["aimed_at_judge", "contradicts_facts", "to_check"]
    """Text meant for whoever scores the call; a claim that the implementation facts speak
    against; a claim of which they say nothing."""
    words: Evidence
    says: str
    """What is the matter, in one line."""
    fact: str = ""
    """The fact that is spoken against, word for word."""


class JudgeNotes(Model):
    """How a judge took part in a scorecard."""

    model: str
    prompt_digest: str
    """SHA-256 (64 hex digits) of everything it was asked."""
    repeats: int = 1
    """How often each question was asked."""
    quotes: int = 0
    """Quotes it offered."""
    verified: int = 0
    """Quotes that stand in the turn it named, said by the side that may be quoted."""
    dropped: dict[str, int] = {}
    """The other quotes, counted by why they do not count."""
    unscored: dict[str, str] = {}
    """Why it has no answer: by criterion (or ``criterion/route``), or ``claims``."""


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
    judge: JudgeNotes | None = None
    """None for a scorecard that code alone made."""
    flags: tuple[Flag, ...] = ()
    """For a person to look at, in the order of the call; they change no level by themselves."""
