"""Two scorecards side by side, on what was assessed in both."""

from __future__ import annotations

from roleplay.domain.model import Model
from roleplay.domain.problem import BadInput
from roleplay.domain.scorecard import CheckResult, Scorecard, Verdict


class CriterionChange(Model):
    """A criterion that has a level on both scorecards."""

    id: str
    before: int
    """Level, 1 to 5, on the first."""
    after: int
    """Level, 1 to 5, on the second."""

    @property
    def gained(self) -> int:
        """Levels gained, -4 to 4."""
        return self.after - self.before


class Comparison(Model):
    """How two calls differ, as far as they can be compared."""

    changes: tuple[CriterionChange, ...]
    """In the order of the second scorecard."""
    left_out: tuple[str, ...]
    """Criteria without a level on one of the two."""
    before: float | None
    """Weighted mean over the common criteria, 1.0 to 5.0; None if there are none."""
    after: float | None
    """Likewise for the second; both use the second's weights."""
    same_rubric: bool
    """False when the rubric was changed between the two."""

    @property
    def gained(self) -> float | None:
        """Gain in the common mean; None when nothing can be compared."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, 2)


def compare(first: Scorecard, second: Scorecard) -> Comparison:
    """What changed from the first call to the second.

    Caps limit a whole call and so play no part here.

    Raises:
        BadInput: The two were scored by different rubrics.
    """
    if first.rubric != second.rubric:
        raise BadInput(
            f"These calls were scored by different rubrics, {first.rubric} and {second.rubric}:"
            " score both by one of them to compare them."
        )
    levels = {score.id: score.level for score in first.criteria}
    changes: list[CriterionChange] = []
    weights: list[float] = []
    for score in second.criteria:
        before = levels.get(score.id)
        if before is not None and score.level is not None:
            changes.append(CriterionChange(id=score.id, before=before, after=score.level))
            weights.append(score.weight)
    compared = {change.id for change in changes}
    names = dict.fromkeys([*levels, *(score.id for score in second.criteria)])
    return Comparison(
        changes=tuple(changes),
        left_out=tuple(name for name in names if name not in compared),
        before=_mean([change.before for change in changes], weights),
        after=_mean([change.after for change in changes], weights),
        same_rubric=first.digests.rubric == second.digests.rubric,
    )


class Difference(Model):
    """A check that two scorecards of the same call answer differently."""

    criterion: str
    check: str
    before: Verdict
    after: Verdict
    level_before: int | None
    """The criterion's level, 1 to 5, on the first; None if it has none."""
    level_after: int | None
    """Likewise on the second."""


def differences(first: Scorecard, second: Scorecard) -> tuple[Difference, ...]:
    """Where two scorecards of one call differ, whoever made them: another judge, or code alone.

    Only checks that both have are compared, by criterion, route and id, so that it can be used
    across versions of a rubric, and rubrics that share criteria. In the order of the second.
    """
    earlier = {score.id: score for score in first.criteria}
    found: list[Difference] = []
    for score in second.criteria:
        other = earlier.get(score.id)
        if other is None or other.route != score.route:
            continue
        before: dict[str, CheckResult] = {check.id: check for check in other.checks}
        found.extend(
            Difference(
                criterion=score.id,
                check=check.id,
                before=before[check.id].verdict,
                after=check.verdict,
                level_before=other.level,
                level_after=score.level,
            )
            for check in score.checks
            if check.id in before and before[check.id].verdict is not check.verdict
        )
    return tuple(found)


def _mean(levels: list[int], weights: list[float]) -> float | None:
    if not levels:
        return None
    total = sum(weight * level for weight, level in zip(weights, levels, strict=True))
    return round(total / sum(weights), 2)
