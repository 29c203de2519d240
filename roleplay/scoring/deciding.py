"""Whose answer to a check counts, where code and a judge both have one.

They are never averaged. Where they disagree a person is told, and one of them counts:

- In a practice call, code: the buyer's own record and the metrics are measured, and what was heard
  decided how the buyer went on.
- In a call without a record, code as long as it heard the words in question plainly (`PLAIN_FROM`)
  or heard nothing in them; where it heard something and was not sure, the judge, if it shows words
  for what it says. What code counts on real calls has been measured against people; a judge is as
  good as its model, and one that finds everything met must not carry a call.
- What code cannot assess, the judge, if it shows words: for a ``met`` always, but where something
  must not happen; and for that, or for a ``not_met``, on a concern that code did not notice, the
  buyer's words that voice it.
"""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.domain.moves import PLAIN_FROM, Speaker
from roleplay.domain.rubric import Check
from roleplay.domain.scorecard import DISAGREE, CheckResult, Evidence, JudgedCheck, Verdict

from .reading import Reading


def decided(
    check: Check,
    result: CheckResult,
    judged: JudgedCheck | None,
    reading: Reading,
    unanswered: str | None = None,
) -> CheckResult:
    """The answer to a check from what code and a judge say.

    Args:
        check: the check.
        result: what code answered.
        judged: what a judge answered, its quotes verified; None if it was not asked.
        reading: the call.
        unanswered: why it was asked and gave no answer.
    """
    if judged is None:
        if check.judge_only and unanswered is not None:
            return result.model_copy(update={"reason": unanswered})
        return result
    beside = result.model_copy(update={"judged": judged})
    if judged.verdict is Verdict.NOT_ASSESSABLE:
        if check.judge_only:
            return beside.model_copy(update={"reason": judged.says or "The judge could not tell."})
        return beside
    if result.verdict is Verdict.NOT_ASSESSABLE:
        return _by_judge(beside, judged) if _can_fill(check, judged, reading) else beside
    if result.verdict is judged.verdict:
        return beside
    flagged = beside.model_copy(update={"flag": DISAGREE})
    return _by_judge(flagged, judged) if _overrules(check, result, judged, reading) else flagged


def _by_judge(result: CheckResult, judged: JudgedCheck) -> CheckResult:
    """The check with the judge's verdict in the place of code's."""
    met = judged.verdict is Verdict.MET
    return result.model_copy(
        update={
            "verdict": judged.verdict,
            "value": None,
            "reason": None if met else judged.says or None,
            "evidence": judged.evidence if met else judged.against,
            "judged": judged.model_copy(update={"counts": True}),
        }
    )


def _can_fill(check: Check, judged: JudgedCheck, reading: Reading) -> bool:
    if check.if_ is None or (judged.verdict is Verdict.MET and judged.evidence):
        return True
    shown = (*judged.evidence, *judged.against)
    return any(reading.turns[words.turn].speaker is Speaker.BUYER for words in shown)


def _overrules(check: Check, result: CheckResult, judged: JudgedCheck, reading: Reading) -> bool:
    """Whether the judge counts where code says otherwise."""
    met = judged.verdict is Verdict.MET
    shown = judged.evidence if met else judged.against
    if reading.ledger is not None or not shown:
        return False
    if not met and result.evidence:
        return _surely_enough(check, result.evidence) < PLAIN_FROM
    disputed = [words for words in shown if not _among(words, result.evidence)]
    return bool(disputed) and all(_sureness(words, reading) < PLAIN_FROM for words in disputed)


def _surely_enough(check: Check, evidence: Iterable[Evidence]) -> float:
    """How sure code is of the last of the words that its ``met`` needs."""
    count = check.count or check.without_ledger
    least = count.at_least if count is not None else None
    sure = sorted((words.confidence for words in evidence), reverse=True)
    return sure[min(max(least or 1, 1), len(sure)) - 1]


def _among(words: Evidence, others: Iterable[Evidence]) -> bool:
    return any(
        words.turn == other.turn and words.start < other.end and other.start < words.end
        for other in others
    )


def _sureness(words: Evidence, reading: Reading) -> float:
    """How sure the listener was of what those words do; 1 where it heard nothing in them."""
    turn = reading.turns[words.turn]
    heard = turn.heard.segments if turn.heard is not None else turn.said
    return min(
        (item.confidence for item in heard if item.start < words.end and words.start < item.end),
        default=1.0,
    )
