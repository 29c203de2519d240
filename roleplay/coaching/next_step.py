"""The one thing worth practising next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.domain.history import ScoreRow
from roleplay.domain.scenario import Scenario, Skill

ENOUGH = 4
"""The level at which a skill needs no practice before others do."""
RECENT = 6
"""Levels of first attempts that speak for a skill; older ones do not."""
AT_MOST = 10
"""Minutes that the next thing may take; of what is longer, it is a piece."""

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
    turn: int | None = None
    """The seller turn to take again; None for a call from its beginning."""


@dataclass(frozen=True)
class Standing:
    """Where a seller stands in a skill."""

    skill: Skill
    level: float
    """1 to 5: the mean over the last `RECENT` levels of first attempts."""
    calls: int
    """First attempts those levels come from."""


@dataclass(frozen=True)
class OpenMoment:
    """A moment of a call that has not been taken again."""

    scenario: str
    variant: str
    call: str
    turn: int
    why: str
    """What happened there, in a sentence."""


def suggest(
    scenarios: Sequence[Scenario],
    played: Sequence[Played],
    scores: Sequence[ScoreRow],
    moment: Callable[[], OpenMoment | None] = lambda: None,
) -> Suggestion | None:
    """One next thing: the first call, else the weakest skill on something not played yet.

    Where that takes longer than `AT_MOST` minutes, the moment that decided the last call comes
    first, if it has not been taken again: ten minutes on it are worth more than half a call.

    Args:
        scenarios: what there is to play; those that teach the app only come up first.
        played: the calls had, newest first.
        scores: levels of past calls; only those that count are looked at.
        moment: looks for the moment of the last call; only asked where it matters.
    """
    lesson = next((each for each in scenarios if not each.counts), None)
    scenarios = [each for each in scenarios if each.counts]
    if not played and lesson is not None:
        reason = "Two minutes that show how this works: you talk, and somebody talks back."
        return Suggestion("start", lesson.id, "a", reason)
    if not scenarios:
        return None
    known = {each.id for each in scenarios}
    if not any(each.scenario in known for each in played):
        first = min(scenarios, key=lambda s: (s.difficulty, s.minutes, s.id))
        return Suggestion("start", first.id, "a", "A first call, with the easiest buyer here.")
    found = _next_call(scenarios, played, scores)
    minutes = next(each.minutes for each in scenarios if each.id == found.scenario)
    if minutes > AT_MOST and (again := moment()) is not None:
        return Suggestion(
            "retake", again.scenario, again.variant, again.why, again.call, again.turn
        )
    return found


def _next_call(
    scenarios: Sequence[Scenario], played: Sequence[Played], scores: Sequence[ScoreRow]
) -> Suggestion:
    standing = weakest(scores)
    skill = standing.skill if standing is not None and standing.level < ENOUGH else None
    mean = standing.level if standing is not None else 0.0
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
    poorest = min(left, key=lambda each: each.overall if each.overall is not None else 5.0)
    return Suggestion(
        "retake",
        poorest.scenario,
        poorest.variant,
        "You have met everyone here; this is the call with most left in it.",
        poorest.call,
    )


def weakest(scores: Sequence[ScoreRow]) -> Standing | None:
    """The skill with the lowest mean level over its last first attempts; None if none is known."""
    levels: dict[Skill, list[tuple[int, str]]] = {}
    for row in sorted(scores, key=lambda each: each.at, reverse=True):
        if row.counts and row.level is not None and row.skill in _KNOWN:
            levels.setdefault(Skill(row.skill), []).append((row.level, row.call))
    standings = [
        Standing(
            skill,
            sum(level for level, _ in some[:RECENT]) / len(some[:RECENT]),
            len({call for _, call in some[:RECENT]}),
        )
        for skill, some in levels.items()
    ]
    return min(standings, key=lambda each: each.level, default=None)


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
