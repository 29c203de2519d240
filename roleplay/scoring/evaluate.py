"""A heard call and a rubric make a scorecard. Pure: the same call always scores the same."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.domain.endings import Ending
from roleplay.domain.ledger import Ledger
from roleplay.domain.model import digest
from roleplay.domain.rubric import Criterion, MetricName, Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import CheckResult, CriterionScore, Digests, Scorecard
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import HeardCall

from .checks import assess
from .levels import caps, possible, rate
from .metrics import Measured, measure
from .reading import Reading

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
    """
    reading = Reading(call, scenario, strategy, ledger)
    measured = measure(reading)
    unscorable = _unscorable(reading)
    scores: tuple[CriterionScore, ...]
    if unscorable is not None:
        scores = tuple(
            CriterionScore(id=c.id, weight=c.weight, level=None, reason=unscorable)
            for c in rubric.criteria
        )
    else:
        offered = frozenset(n.kind for n in scenario.needs) if scenario is not None else None
        scores = tuple(rate(c, _answers(c, reading, measured), offered) for c in rubric.criteria)
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
    )


def _unscorable(reading: Reading) -> str | None:
    """Why nothing can be said about the call, if nothing can."""
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


def _answers(
    criterion: Criterion, reading: Reading, measured: Mapping[MetricName, Measured]
) -> dict[str, CheckResult]:
    """The answer to each of a criterion's checks, as `rate` reads them."""
    answers = {check.id: assess(check, reading, measured) for check in criterion.checks}
    for kind, route in criterion.routes.items():
        for check in route.checks:
            answers[f"{kind.value}/{check.id}"] = assess(check, reading, measured)
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
