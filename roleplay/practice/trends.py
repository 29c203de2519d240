"""The level per skill over time, with the number of calls behind every point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from roleplay.coaching.next_step import SKILLS
from roleplay.domain.history import LevelDay
from roleplay.domain.scenario import Skill

from .workspace import Workspace

FEW = 3
"""With fewer calls behind it a point says little, and is said to."""
Unit = Literal["day", "week", "month"]
_DAYS_AS_DAYS, _DAYS_AS_WEEKS = 21, 182
"""Up to so many days from the first call to the last a point is a day, or a week."""


@dataclass(frozen=True)
class LevelPoint:
    """The level over a stretch of time."""

    since: date
    """Its first day."""
    label: str
    """Such as ``3 Nov``, or ``Nov 2026`` for a month."""
    level: float
    """1.0 to 5.0: the mean over its calls."""
    calls: int
    """How many there were, from 1."""

    @property
    def few(self) -> bool:
        """There are too few to say much."""
        return self.calls < FEW


@dataclass(frozen=True)
class SkillTrend:
    """A skill over time. First attempts at unopened variants alone make its points."""

    skill: str
    title: str
    unit: Unit
    points: tuple[LevelPoint, ...]
    """Oldest first."""
    practice: int
    """Calls left out of it: retakes, second takes, variants whose hidden part was opened."""

    @property
    def calls(self) -> int:
        """Calls behind all points."""
        return sum(point.calls for point in self.points)


def trends(workspace: Workspace) -> tuple[SkillTrend, ...]:
    """The seller's skills, in the order in which a call needs them."""
    days = workspace.store.level_days(workspace.settings.seller)
    order = {skill.value: place for place, skill in enumerate(SKILLS)}
    skills = {day.skill for day in days if day.skill}
    unit = _unit(day.day for day in days if day.counts)
    return tuple(
        _trend(skill, [day for day in days if day.skill == skill], unit)
        for skill in sorted(skills, key=lambda name: (order.get(name, len(order)), name))
    )


def _trend(skill: str, days: Sequence[LevelDay], unit: Unit) -> SkillTrend:
    title = SKILLS[Skill(skill)] if skill in {each.value for each in Skill} else skill
    stretches: dict[date, list[LevelDay]] = {}
    for day in days:
        if day.counts:
            stretches.setdefault(_beginning(day.day, unit), []).append(day)
    return SkillTrend(
        skill=skill,
        title=title[:1].upper() + title[1:],
        unit=unit,
        points=tuple(_point(since, stretches[since], unit) for since in sorted(stretches)),
        practice=sum(day.calls for day in days if not day.counts),
    )


def _unit(days: Iterable[date]) -> Unit:
    dates = list(days)
    span = (max(dates) - min(dates)).days if dates else 0
    return "day" if span <= _DAYS_AS_DAYS else "week" if span <= _DAYS_AS_WEEKS else "month"


def _beginning(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _point(since: date, days: Sequence[LevelDay], unit: Unit) -> LevelPoint:
    calls = sum(day.calls for day in days)
    return LevelPoint(
        since=since,
        label=f"{since:%b %Y}" if unit == "month" else f"{since.day} {since:%b}",
        level=round(sum(day.level * day.calls for day in days) / calls, 2),
        calls=calls,
    )
