"""What a seller should work on, and why: three skills at most, one of them first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from roleplay.domain.development import MomentRef, Priority, Standing
from roleplay.domain.history import KeptScorecard, ScoreRow
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Skill
from roleplay.domain.scorecard import CheckResult, Evidence, Verdict
from roleplay.domain.strategy import Strategy

from .next_step import ENOUGH, SKILLS
from .standing import points, standing

AT_MOST = 3
"""Priorities a seller has; nobody works on more."""
MOMENTS = 3
"""Moments that show a priority."""
_DOUBT = 2.0
"""Calls at the target that are thought of beside those there are: one bad call is no habit."""


def standings(rows: Iterable[ScoreRow], now: datetime) -> dict[str, Standing]:
    """Where a seller stands, by skill; skills without a first attempt are left out."""
    return {skill: standing(skill, shown) for skill, shown in points(rows, now).items()}


def priorities(
    rows: Iterable[ScoreRow],
    now: datetime,
    *,
    weights: Mapping[str, float] | None = None,
    targets: Mapping[str, float] | None = None,
    moments: Mapping[str, Sequence[MomentRef]] | None = None,
) -> tuple[Priority, ...]:
    """The skills most worth working on, the first one first; empty if all are where they should be.

    What a skill is worth is ``weight * gap * n / (n + 2)``: the gap to its target, by what it
    weighs and shrunk towards no gap where few calls speak for it (n as in `Standing.weight`).

    Args:
        rows: levels of one seller; only first attempts count.
        now: with its offset.
        weights: what each skill weighs, from `weights_of`; 1.0 for one that is not named.
        targets: levels to get to, by skill; `ENOUGH` for one that is not named.
        moments: what shows each skill, from `moments_in`, best first.
    """
    found = []
    for skill, stands in standings(rows, now).items():
        target = (targets or {}).get(skill, float(ENOUGH))
        weight = (weights or {}).get(skill, 1.0)
        need = weight * (target - stands.level) * stands.weight / (stands.weight + _DOUBT)
        if need > 0:
            found.append((need, weight, target, stands))
    found.sort(key=lambda each: (-each[0], each[3].skill))
    heaviest = max((weight for _, weight, _, _ in found), default=0.0)
    lightest = min((weight for _, weight, _, _ in found), default=0.0)
    return tuple(
        Priority(
            standing=stands,
            target=target,
            need=round(need, 3),
            reason=_reason(stands, target, valued=lightest < weight == heaviest),
            moments=tuple((moments or {}).get(stands.skill, ())[:MOMENTS]),
        )
        for need, weight, target, stands in found[:AT_MOST]
    )


def weights_of(rubrics: Iterable[Rubric], valued: Iterable[str] = ()) -> dict[str, float]:
    """What each skill weighs, 0 to 1.5, the heaviest of the rubrics' own 1.

    Args:
        rubrics: what the team's calls are scored by: a skill weighs the share that its criteria
            have of a rubric's weight, on the mean over the rubrics.
        valued: skills that the strategy is won or lost by, from `valued_by`; each weighs half as
            much again.
    """
    shares: dict[str, float] = {}
    for rubric in rubrics:
        total = sum(criterion.weight for criterion in rubric.criteria)
        for criterion in rubric.criteria:
            if criterion.skill is not None:
                skill = str(criterion.skill)
                shares[skill] = shares.get(skill, 0.0) + criterion.weight / total
    most = max(shares.values(), default=1.0)
    strategic = set(valued)
    return {
        skill: round(share / most * (1.5 if skill in strategic else 1.0), 3)
        for skill, share in shares.items()
    }


def valued_by(strategy: Strategy) -> tuple[str, ...]:
    """The skills that a strategy is won or lost by.

    What is strategic must be believed in before it is bought: that takes value created in the call,
    and where its concerns are known, concerns met. A target market with rules takes judging fit.
    """
    strategic = [offering for offering in strategy.offerings if offering.kind == "strategic"]
    found = []
    if strategic:
        found.append(Skill.VALUE.value)
    if any(offering.concerns for offering in strategic):
        found.append(Skill.CONCERNS.value)
    if strategy.ideal_client.must:
        found.append(Skill.QUALIFICATION.value)
    return tuple(found)


def moments_in(
    cards: Iterable[KeptScorecard],
    skills: Mapping[str, str],
    turning: Mapping[str, int] | None = None,
) -> dict[str, tuple[MomentRef, ...]]:
    """The moments that show each skill best, from the newest calls: where it failed, then one good.

    A check that is not met shows a moment where it has words to cite; where none has, the turn on
    which the call hung stands for it. Each check and each call is shown once before any is again.

    Args:
        cards: of first attempts, in any order.
        skills: the skill of each criterion.
        turning: for some calls, the turn on which most hung (`the_moment`).
    """
    bad: dict[str, list[MomentRef]] = {}
    good: dict[str, list[MomentRef]] = {}
    for kept in sorted(cards, key=lambda each: each.at, reverse=True):
        for criterion in kept.scorecard.criteria:
            skill = skills.get(criterion.id)
            if skill is None:
                continue
            before = len(bad.get(skill, ()))
            for check in criterion.checks:
                words = _words(check)
                if words is None:
                    continue
                met = check.verdict is Verdict.MET
                ref = MomentRef(
                    call=kept.call,
                    turn=words.turn,
                    check=check.id,
                    criterion=criterion.id,
                    good=met,
                )
                (good if met else bad).setdefault(skill, []).append(ref)
            fails = any(check.verdict is Verdict.NOT_MET for check in criterion.checks)
            hung = (turning or {}).get(kept.call)
            if fails and hung is not None and len(bad.get(skill, ())) == before:
                ref = MomentRef(call=kept.call, turn=hung, check="", criterion=criterion.id)
                bad.setdefault(skill, []).append(ref)
    return {
        skill: (*_varied(bad.get(skill, []))[: MOMENTS - 1], *_varied(good.get(skill, []))[:1])
        for skill in {**bad, **good}
    }


def _words(check: CheckResult) -> Evidence | None:
    """The words by which a check that was assessed can be shown; None where it has none."""
    if check.verdict is Verdict.NOT_ASSESSABLE:
        return None
    found = check.evidence
    if not found and check.judged is not None and check.verdict is Verdict.NOT_MET:
        found = check.judged.against
    return max(found, key=lambda each: each.confidence, default=None)


def _varied(refs: Sequence[MomentRef]) -> tuple[MomentRef, ...]:
    """The same moments, those first that show a check and a call not shown before them."""
    calls: set[str] = set()
    checks: set[str] = set()
    first: list[MomentRef] = []
    rest: list[MomentRef] = []
    for ref in dict.fromkeys(refs):
        again = ref.call in calls or (ref.check in checks and ref.check != "")
        (rest if again else first).append(ref)
        calls.add(ref.call)
        checks.add(ref.check)
    return (*first, *rest)


_KNOWN = frozenset(Skill)


def in_words(skill: str) -> str:
    """What a skill is called in a sentence; a rubric of one's own may name others."""
    return SKILLS[Skill(skill)] if skill in _KNOWN else skill.replace("-", " ")


def _reason(stands: Standing, target: float, *, valued: bool) -> str:
    calls = "one first attempt" if stands.calls == 1 else f"{stands.calls} first attempts"
    name = in_words(stands.skill)
    said = f"{name[:1].upper()}{name[1:]} is at {stands.level:.1f} of 5 in {calls}"
    if stands.between.high >= target:
        said += f", though it may be as high as {stands.between.high:.1f}"
    elif stands.trend == "falling":
        said += ", and falling"
    elif stands.trend == "rising":
        said += f", rising but still short of {target:g}"
    if valued:
        said += "; nothing else weighs more"
    return f"{said}."
