"""The one thing worth practising next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.domain.history import ScoreRow
from roleplay.domain.scenario import Scenario, Skill

ENOUGH = 4
"""The level at which a skill needs no practice before others do."""
RECENT = 6
"""First attempts that speak for a skill; older ones do not."""

SKILLS = {
    Skill.DISCOVERY: "understanding before proposing",
    Skill.VALUE: "creating value in the call",
    Skill.CONCERNS: "meeting concerns",
    Skill.ADVANCE: "gaining an advance",
    Skill.QUALIFICATION: "judging fit",
    Skill.COACHING: "coaching",
}

_KNOWN = frozenset(Skill)
"""A rubric of one's own may name none; such levels say nothing about a skill."""


@dataclass(frozen=True)
class Played:
    """A call that was had, newest first in a list of them; forks are left out."""

    scenario: str
    variant: str
    call: str
    overall: float | None


@dataclass(frozen=True)
class Suggestion:
    """What to practise next, and why."""

    action: Literal["start", "variant", "retake"]
    scenario: str
    variant: str | None
    reason: str
    call: str | None = None


def suggest(
    scenarios: Sequence[Scenario], played: Sequence[Played], scores: Sequence[ScoreRow]
) -> Suggestion | None:
    """One next thing: the first call, else the weakest skill on something not played yet.

    Args:
        scenarios: what there is to play.
        played: the calls had, newest first.
        scores: levels of past calls; only those that count are looked at.
    """
    if not scenarios:
        return None
    if not played:
        first = min(scenarios, key=lambda s: (s.difficulty, s.minutes, s.id))
        return Suggestion("start", first.id, "a", "A first call, to see how this works.")
    skill, mean = _weakest(scores)
    unplayed = _unplayed(scenarios, played)
    fitting = [each for each in unplayed if skill is None or skill in each[0].skills]
    if unplayed:
        scenario, variant = (fitting or unplayed)[0]
        known = any(each.scenario == scenario.id for each in played)
        reason = _reason(skill if fitting else None, mean, known)
        return Suggestion("variant" if known else "start", scenario.id, variant, reason)
    last = {(each.scenario, each.variant): each for each in reversed(played)}
    here = {scenario.id for scenario in scenarios}
    left = [each for each in last.values() if each.scenario in here]
    weakest = min(left, key=lambda each: each.overall if each.overall is not None else 5.0)
    return Suggestion(
        "retake",
        weakest.scenario,
        weakest.variant,
        "You have met everyone here; this is the call with most left in it.",
        weakest.call,
    )


def _weakest(scores: Sequence[ScoreRow]) -> tuple[Skill | None, float]:
    """The skill with the lowest mean level over its last first attempts, and that mean."""
    levels: dict[Skill, list[int]] = {}
    for row in sorted(scores, key=lambda each: each.at, reverse=True):
        if row.counts and row.level is not None and row.skill in _KNOWN:
            levels.setdefault(Skill(row.skill), []).append(row.level)
    means = {skill: sum(some[:RECENT]) / len(some[:RECENT]) for skill, some in levels.items()}
    if not means:
        return None, 0.0
    skill = min(means, key=lambda each: means[each])
    return (skill, means[skill]) if means[skill] < ENOUGH else (None, 0.0)


def _unplayed(
    scenarios: Sequence[Scenario], played: Sequence[Played]
) -> list[tuple[Scenario, str]]:
    """Scenarios never played before variants of those that were; easier ones first."""
    had = {(each.scenario, each.variant) for each in played}
    met = {each.scenario for each in played}
    left = [
        (scenario, next((v for v in scenario.variant_ids() if (scenario.id, v) not in had), None))
        for scenario in scenarios
    ]
    some = [(scenario, variant) for scenario, variant in left if variant is not None]
    return sorted(some, key=lambda each: (each[0].id in met, each[0].difficulty, each[0].id))


def _reason(skill: Skill | None, mean: float, known: bool) -> str:
    where = "the same call with other needs behind it" if known else "a buyer you have not met"
    if skill is None:
        return f"Next: {where}."
    return f"{SKILLS[skill].capitalize()} is at {mean:.1f} of 5 in your first attempts; {where}."
