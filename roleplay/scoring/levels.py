"""From answered checks to a level, and from levels to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from roleplay.domain.rubric import AnchorLevel, Criterion, Level, Rubric
from roleplay.domain.scenario import NeedKind
from roleplay.domain.scorecard import CheckResult, CriterionScore, Verdict

Levels = Mapping[AnchorLevel, Level]


def level_of(levels: Levels, met: Iterable[str]) -> int:
    """The level, 1 to 5, that a set of met checks reaches.

    The highest anchor whose checks are all met; one more when at least half of what the next
    anchor adds is met too.
    """
    met = frozenset(met)
    reached: AnchorLevel = 1
    anchors: tuple[AnchorLevel, ...] = (3, 5)
    for anchor in anchors:
        if met.issuperset(levels[anchor].requires):
            reached = anchor
    if reached == 5:
        return 5
    upper: AnchorLevel = 3 if reached == 1 else 5
    added = frozenset(levels[upper].requires) - frozenset(levels[reached].requires)
    return reached + 1 if 2 * len(added & met) >= len(added) else reached


def level_range(levels: Levels, results: Mapping[str, CheckResult]) -> tuple[int, int] | None:
    """Lowest and highest level that the answers allow; None if no answer bears on them."""
    named = {name for level in levels.values() for name in level.requires}
    deciding = {name: results[name].verdict for name in named}
    if all(verdict is Verdict.NOT_ASSESSABLE for verdict in deciding.values()):
        return None
    met = {name for name, verdict in deciding.items() if verdict is Verdict.MET}
    open_ = {name for name, verdict in deciding.items() if verdict is Verdict.NOT_ASSESSABLE}
    return level_of(levels, met), level_of(levels, met | open_)


def rate(
    criterion: Criterion,
    results: Mapping[str, CheckResult],
    offered: frozenset[NeedKind] | None,
) -> CriterionScore:
    """A criterion's score from the answers to its checks.

    ``results`` are by check id, those of routes by ``route/id``; ``offered`` are the kinds of need
    this call has, None if that is not known and so every route may count.
    """
    if not criterion.routes:
        return _rate(criterion, criterion.levels, {c.id: results[c.id] for c in criterion.checks})
    kinds = [kind for kind in criterion.routes if offered is None or kind in offered]
    others = tuple(kind.value for kind in criterion.routes if kind not in kinds)
    scores = [
        _rate(
            criterion,
            criterion.routes[kind].levels,
            {c.id: results[f"{kind.value}/{c.id}"] for c in criterion.routes[kind].checks},
        ).model_copy(update={"route": kind.value, "not_offered": others})
        for kind in kinds
    ]
    if not scores:
        return CriterionScore(
            id=criterion.id,
            weight=criterion.weight,
            level=None,
            reason="This call offers none of these ways to create value.",
            not_offered=others,
        )
    best = max(scores, key=_standing)
    if possible(best) is None:
        return best.model_copy(update={"route": None})
    return best


def possible(score: CriterionScore) -> tuple[int, int] | None:
    """Lowest and highest level a criterion may have; None if it is unscored."""
    return (score.level, score.level) if score.level is not None else score.range


def _standing(score: CriterionScore) -> tuple[int, bool, int]:
    """How a route compares: by what it surely reached, then decided before undecided."""
    low, high = possible(score) or (0, 0)
    return low, score.level is not None, high


def _rate(
    criterion: Criterion, levels: Levels, results: Mapping[str, CheckResult]
) -> CriterionScore:
    span = level_range(levels, results)
    decided = span is not None and span[0] == span[1]
    return CriterionScore(
        id=criterion.id,
        weight=criterion.weight,
        level=span[0] if span is not None and decided else None,
        range=None if decided else span,
        reason=None if decided else _undecided(levels, results),
        checks=tuple(results.values()),
    )


def _undecided(levels: Levels, results: Mapping[str, CheckResult]) -> str:
    """Every reason, once, why a check that bears on the level could not be answered."""
    named = {name for level in levels.values() for name in level.requires}
    reasons = [
        result.reason
        for name, result in results.items()
        if name in named and result.verdict is Verdict.NOT_ASSESSABLE and result.reason
    ]
    return " ".join(dict.fromkeys(reasons))


def caps(rubric: Rubric, scores: Iterable[CriterionScore]) -> tuple[float, str] | None:
    """The lowest limit that a check which was not met puts on the call, and that check's id."""
    by_id = {criterion.id: criterion for criterion in rubric.criteria}
    limits: list[tuple[float, str]] = []
    for score in scores:
        missed = {result.id for result in score.checks if result.verdict is Verdict.NOT_MET}
        criterion = by_id[score.id]
        checks = criterion.checks
        if score.route is not None:
            checks = criterion.routes[NeedKind(score.route)].checks
        limits.extend(
            (check.cap, check.id)
            for check in checks
            if check.cap is not None and check.id in missed
        )
    return min(limits, key=lambda limit: limit[0], default=None)
