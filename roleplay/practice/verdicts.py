"""A scorecard in words: what code and a judge say of each check, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import (
    CheckResult,
    CriterionScore,
    Evidence,
    Flag,
    JudgedCheck,
    JudgeNotes,
    Scorecard,
    Verdict,
)

from .quoting import Quote

VERDICTS = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "not met",
    Verdict.NOT_ASSESSABLE: "cannot tell",
}
"""An answer to a check, in words."""
DROPPED = {
    "not_in_turn": "not what was said in that turn",
    "wrong_speaker": "said by the other side",
    "no_such_turn": "from a turn that does not exist",
    "before_the_seller_spoke": "said before you had spoken",
    "aimed_at_judge": "words meant for a judge",
    "repeated": "the same words again",
    "too_many": "more than are looked at",
    "for_too_much": "the same words shown for one question after another",
    "not_in_fact": "not what the fact says",
    "is_the_fact": "the fact itself, said to contradict it",
}
"""Why a judge's quote does not count, in words."""
FLAGS = {
    "aimed_at_judge": "Left out of the judging: these words are meant for whoever scores the call.",
    "contradicts_facts": "A fact of your strategy says otherwise.",
    "to_check": "Your strategy says nothing about this claim. Check it before you say it again.",
}
"""What a person should know of flagged words."""


@dataclass(frozen=True)
class JudgedView:
    """What a judge answered to a question of the rubric."""

    verdict: str
    """``met``, ``not_met`` or ``not_assessable``."""
    words: str
    """The same in words."""
    says: str
    """Its reason, in a line."""
    quotes: tuple[Quote, ...]
    """Words that it shows beside those code found: verified."""
    times: tuple[int, int]
    """How many of how many answers said this."""
    counts: bool
    """Its answer stands, and not code's."""


@dataclass(frozen=True)
class CheckView:
    """A question of the rubric, and the answer."""

    says: str
    verdict: str
    reason: str | None
    quotes: tuple[Quote, ...]
    judged: JudgedView | None = None
    """None where no judge was asked, or it gave no answer."""
    look: str = ""
    """Why a person should look at it; empty where nobody has to."""
    id: str = ""
    """Its name in the rubric."""


@dataclass(frozen=True)
class CriterionView:
    """A criterion, its level and what it rests on."""

    title: str
    level: int | None
    range: tuple[int, int] | None
    words: str
    """The level as a phrase."""
    reason: str | None
    checks: tuple[CheckView, ...]
    unanswered: str = ""
    """Why a judge gave no answer; empty where it did, or none was asked."""


@dataclass(frozen=True)
class FlagView:
    """Words that a person should look at; they change no level by themselves."""

    quote: Quote
    says: str
    fact: str
    """The fact that is spoken against; empty for none."""


@dataclass(frozen=True)
class JudgeView:
    """How a judge took part in a scorecard."""

    model: str
    repeats: int
    """How often each question was asked."""
    quotes: int
    """Quotes it offered."""
    verified: int
    """Of them, those that stand in the call."""
    dropped: tuple[tuple[str, int], ...]
    """The others: why they do not count, and how many."""
    claims: str
    """Why the claims were not held against the facts; empty where they were."""
    disagreements: int
    """Questions to which code and judge give different answers."""


def criteria(rubric: Rubric, card: Scorecard) -> tuple[CriterionView, ...]:
    """Each criterion of a scorecard, in words."""
    titles = {criterion.id: criterion.title or criterion.id for criterion in rubric.criteria}
    says = {c.id: c.says for criterion in rubric.criteria for c in criterion.all_checks()}
    unscored = card.judge.unscored if card.judge is not None else {}
    return tuple(
        CriterionView(
            title=titles.get(each.id, each.id),
            level=each.level,
            range=each.range,
            words=level_in_words(each),
            reason=each.reason,
            checks=tuple(_check(says.get(check.id, check.id), check) for check in each.checks),
            unanswered=_unanswered(each, unscored),
        )
        for each in card.criteria
    )


def capped_by(rubric: Rubric, card: Scorecard) -> str:
    """The question whose answer limits the overall; empty for none."""
    says = {c.id: c.says for criterion in rubric.criteria for c in criterion.all_checks()}
    return "" if card.capped_by is None else says.get(card.capped_by, card.capped_by)


def level_in_words(score: CriterionScore) -> str:
    """A criterion's level as a phrase."""
    if score.level is not None:
        return f"{score.level} of 5"
    if score.range is not None:
        return f"between {score.range[0]} and {score.range[1]}"
    return "unscored"


def flags(found: Sequence[Flag]) -> tuple[FlagView, ...]:
    """What a person should look at, in words."""
    return tuple(
        FlagView(_quote(each.words), FLAGS.get(each.kind, each.says), each.fact) for each in found
    )


def judge_of(card: Scorecard) -> JudgeView | None:
    """How a judge took part; None for a scorecard that code alone made."""
    notes: JudgeNotes | None = card.judge
    if notes is None:
        return None
    return JudgeView(
        model=notes.model,
        repeats=notes.repeats,
        quotes=notes.quotes,
        verified=notes.verified,
        dropped=tuple((DROPPED.get(why, why), many) for why, many in notes.dropped.items()),
        claims=notes.unscored.get("claims", ""),
        disagreements=sum(
            check.flag is not None for score in card.criteria for check in score.checks
        ),
    )


def _unanswered(score: CriterionScore, unscored: Mapping[str, str]) -> str:
    mine = (why for place, why in unscored.items() if place.split("/")[0] == score.id)
    return next(mine, "")


def _check(says: str, result: CheckResult) -> CheckView:
    return CheckView(
        says=says,
        verdict=result.verdict.value,
        reason=result.reason,
        quotes=tuple(_quote(words) for words in result.evidence),
        judged=_judged(result, result.judged) if result.judged is not None else None,
        look=_look(result, result.judged) if result.flag and result.judged else "",
        id=result.id,
    )


def _judged(result: CheckResult, judged: JudgedCheck) -> JudgedView:
    shown = judged.evidence if judged.verdict is Verdict.MET else judged.against
    return JudgedView(
        verdict=judged.verdict.value,
        words=VERDICTS[judged.verdict],
        says=judged.says,
        quotes=tuple(_quote(words) for words in shown if not _among(words, result.evidence)),
        times=judged.agree,
        counts=judged.counts,
    )


def _look(result: CheckResult, judged: JudgedCheck) -> str:
    """What code and judge say where they differ, and whose answer stands."""
    # Where the judge's stands code's is not kept: it was the other of the two.
    by_code = result.verdict
    if judged.counts:
        by_code = Verdict.NOT_MET if judged.verdict is Verdict.MET else Verdict.MET
    stands = "The judge's" if judged.counts else "The app's"
    return (
        f"The app says {VERDICTS[by_code]}, the judge says {VERDICTS[judged.verdict]}. "
        f"{stands} answer stands; have a person look."
    )


def _among(words: Evidence, others: Sequence[Evidence]) -> bool:
    return any(
        words.turn == other.turn and words.start < other.end and other.start < words.end
        for other in others
    )


def _quote(words: Evidence) -> Quote:
    return Quote(words.turn, words.start, words.end, words.quote, words.how)
