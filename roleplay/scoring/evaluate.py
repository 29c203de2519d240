"""A heard call and a rubric make a scorecard. Pure: the same call always scores the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from roleplay.domain.endings import Ending
from roleplay.domain.ledger import Ledger
from roleplay.domain.model import digest
from roleplay.domain.rubric import Criterion, MetricName, Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import CheckResult, CriterionScore, Digests, Flag, Scorecard, Verdict
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import HeardCall

from .checks import assess
from .deciding import decided
from .judging import Judging
from .levels import caps, possible, rate
from .metrics import Measured, contradicted_by, measure
from .reading import Reading

if TYPE_CHECKING:
    from .aimed import Aimed

FEWEST_TURNS = 3
"""Seller turns with words from which a call can be scored."""


def evaluate(
    call: HeardCall,
    *,
    rubric: Rubric,
    scenario: Scenario | None = None,
    strategy: Strategy | None = None,
    ledger: Ledger | None = None,
    listener: str = "",
    judging: Judging | None = None,
) -> Scorecard:
    """What the call was worth by the rubric, every criterion scored or with the reason why not.

    Args:
        call: The call as it was heard.
        rubric: What to score it by.
        scenario: For a practice call, the call as that variant has it: which needs it offers and
            which ending is right.
        strategy: Whose implementation facts a seller must not contradict.
        ledger: For a practice call, the buyer's own record.
        listener: Version of the listener that heard the call.
        judging: What a judge answered about this call and rubric (see `deciding` for whose answer
            counts). Words aimed at it then earn nothing.
    """
    aimed = judging.aimed if judging is not None else ()
    reading = Reading(call, scenario, strategy, ledger)
    measured = dict(measure(reading))
    if judging is not None:
        against = [claim.words for claim in judging.claims if claim.contradicts]
        measured.update(contradicted_by(against, measured, reading))
    unscorable = unscorable_because(reading, aimed)
    scores: tuple[CriterionScore, ...]
    if unscorable is not None:
        scores = tuple(
            CriterionScore(id=c.id, weight=c.weight, level=None, reason=unscorable)
            for c in rubric.criteria
        )
    else:
        offered = frozenset(n.kind for n in scenario.needs) if scenario is not None else None
        scores = tuple(
            rate(c, _judged(c, answers_of(c, reading, measured, aimed), reading, judging), offered)
            for c in rubric.criteria
        )
    low, high = _mean(scores, 0), _mean(scores, 1)
    cap = caps(rubric, scores)
    capped_by = None
    if cap is not None and low is not None and high is not None and high > cap[0]:
        low, high, capped_by = min(low, cap[0]), cap[0], cap[1]
    return Scorecard(
        rubric=rubric.id,
        scorable=unscorable is None,
        reason=unscorable,
        overall=_rounded(low),
        overall_range=None if low is None or high is None else (round(low, 2), round(high, 2)),
        coverage=_coverage(scores),
        capped_by=capped_by,
        criteria=scores,
        metrics={name: found.metric for name, found in measured.items()},
        digests=Digests(
            rubric=digest(rubric),
            scenario=digest(scenario) if scenario is not None else None,
            listener=listener,
        ),
        judge=judging.notes if judging is not None else None,
        flags=_flags(judging, reading) if judging is not None else (),
    )


def _judged(
    criterion: Criterion,
    answers: Mapping[str, CheckResult],
    reading: Reading,
    judging: Judging | None,
) -> Mapping[str, CheckResult]:
    """The answers with those of a judge, as `rate` reads them."""
    if judging is None:
        return answers
    checks = {check.id: check for check in criterion.checks}
    for kind, route in criterion.routes.items():
        checks.update({f"{kind.value}/{check.id}": check for check in route.checks})
    found = {}
    for name, result in answers.items():
        at = f"{criterion.id}/{name}"
        failed = judging.unanswered(at.rpartition("/")[0])
        found[name] = decided(checks[name], result, judging.answers.get(at), reading, failed)
    return found


def _flags(judging: Judging, reading: Reading) -> tuple[Flag, ...]:
    """What a person should look at, in the order of the call."""
    flags: list[Flag] = []
    for each in judging.aimed:
        words = reading.cite(each.turn, each.start, each.end)
        if words is not None:
            says = f"Meant for whoever scores the call: it {each.why}. It counts for nothing."
            flags.append(Flag(kind="aimed_at_judge", words=words, says=says))
    for claim in judging.claims:
        words = reading.cite(claim.words.turn, claim.words.start, claim.words.end)
        if words is None:
            continue
        if claim.contradicts:
            says = "The facts about putting it to use speak against this."
            flags.append(Flag(kind="contradicts_facts", words=words, says=says, fact=claim.fact))
        else:
            says = "The facts about putting it to use say nothing of this: to check."
            flags.append(Flag(kind="to_check", words=words, says=says))
    return tuple(sorted(flags, key=lambda flag: (flag.words.turn, flag.words.start)))


def unscorable_because(reading: Reading, aimed: Collection[Aimed] = ()) -> str | None:
    """Why nothing can be said about the call, if nothing can; ``aimed`` words say nothing."""
    if aimed:
        from .aimed import spoken_to_the_other

        reading = replace(reading, call=spoken_to_the_other(reading.call, aimed))
    if reading.call.ending is Ending.BUYER_FAILED:
        return "The buyer failed: that says nothing about the seller."
    turns = len(reading.seller)
    if not turns:
        return "The seller said nothing."
    if turns < FEWEST_TURNS:
        times = "once" if turns == 1 else "twice"
        return f"The seller spoke only {times}; it takes {FEWEST_TURNS} turns to score a call."
    if all(len(turn.text.split()) == 1 for turn in reading.seller):
        return "The seller never said more than one word."
    if not reading.buyer:
        return "The buyer said nothing, and a call is scored by what the buyer says."
    if _foreign(reading):
        return "Most of it is in another language than English, the only one the listener knows."
    return None


def _foreign(reading: Reading) -> bool:
    """Whether most of one side's turns are in a language that the listener does not know."""
    from roleplay.listening.foreign import foreign

    sides = ([turn.text for turn in side] for side in (reading.seller, reading.buyer))
    return any(2 * sum(foreign(text, ()) for text in spoken) > len(spoken) for spoken in sides)


def answers_of(
    criterion: Criterion,
    reading: Reading,
    measured: Mapping[MetricName, Measured],
    aimed: Collection[Aimed] = (),
) -> dict[str, CheckResult]:
    """The answer of code to each of a criterion's checks, as `rate` reads them.

    With words that are ``aimed`` at a judge, the call as it is heard without them; but a check that
    they would not have met is not met by taking them out.
    """
    checks = {check.id: check for check in criterion.checks}
    for kind, route in criterion.routes.items():
        checks.update({f"{kind.value}/{check.id}": check for check in route.checks})
    answers = {name: assess(check, reading, measured) for name, check in checks.items()}
    if aimed:
        from .aimed import without

        deaf = replace(reading, call=without(reading.call, aimed))
        for name, check in checks.items():
            if answers[name].verdict is not Verdict.NOT_MET:
                answers[name] = assess(check, deaf, measured)
    return answers


def _mean(scores: tuple[CriterionScore, ...], end: int) -> float | None:
    """The weighted mean of the ranges' low (0) or high (1) ends; unscored criteria are left out."""
    spans = [(score.weight, possible(score)) for score in scores]
    rated = [(weight, span[end]) for weight, span in spans if span is not None]
    if not rated:
        return None
    return sum(weight * level for weight, level in rated) / sum(weight for weight, _ in rated)


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 2)


def _coverage(scores: tuple[CriterionScore, ...]) -> float:
    """The weight share of the criteria that have a level, 0 to 1."""
    decided = sum(score.weight for score in scores if score.level is not None)
    return round(decided / sum(score.weight for score in scores), 2)
