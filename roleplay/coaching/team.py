"""A team seen together: sellers by skills, what all need, and whether practice carries over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from roleplay.domain.development import Carried, HeatCell, HeatMap, TrainingNeed
from roleplay.domain.history import ScoreRow

from .next_step import SKILLS
from .priorities import standings
from .standing import WINDOW, Point, by_call, rise

KNOWN_FROM = 3
"""First attempts from which a seller counts when it is asked where all are weak."""
SOME = 3
"""Sellers who must be known for a team's need to be told."""
WEAK = 3.0
"""The level below which a seller is weak in a skill."""
ALL = 2 / 3
"""Share of the known sellers who must be weak for it to be a training need."""
HALF_FROM = 4
"""Calls that either half of the time must have to tell whether levels rose."""


def heat_map(rows: Mapping[str, Sequence[ScoreRow]], now: datetime) -> HeatMap:
    """Sellers by skills, with the calls behind every cell.

    Args:
        rows: levels by seller: of shared or assigned calls only, which is the caller's to see to.
        now: with its offset; only calls of the last `WINDOW` are looked at.
    """
    known = {seller: standings(levels, now) for seller, levels in rows.items()}
    order = {skill.value: place for place, skill in enumerate(SKILLS)}
    skills = sorted(
        {skill for stands in known.values() for skill in stands},
        key=lambda name: (order.get(name, len(order)), name),
    )
    cells = [
        HeatCell(seller=seller, skill=skill, standing=stands.get(skill))
        for seller, stands in known.items()
        for skill in skills
    ]
    needs = [need for skill in skills if (need := _need(skill, cells)) is not None]
    return HeatMap(
        sellers=tuple(known),
        skills=tuple(skills),
        cells=tuple(cells),
        needs=tuple(sorted(needs, key=lambda each: each.level)),
    )


def _need(skill: str, cells: Iterable[HeatCell]) -> TrainingNeed | None:
    levels = [
        cell.standing.level
        for cell in cells
        if cell.skill == skill and cell.standing is not None and cell.calls >= KNOWN_FROM
    ]
    weak = sum(level < WEAK for level in levels)
    if len(levels) < SOME or weak < ALL * len(levels):
        return None
    mean = sum(levels) / len(levels)
    return TrainingNeed(skill=skill, level=round(mean, 2), weak=weak, known=len(levels))


def carried(
    rows: Sequence[ScoreRow], now: datetime, real: Sequence[ScoreRow] = ()
) -> tuple[Carried, ...]:
    """For each skill that was practised enough, whether it also shows where it counts.

    Levels rose where the second half of the last `WINDOW` is above the first by more than chance
    explains (`rise`). Practice that rose does not carry over where neither unseen variants nor
    real calls rose, though there were enough of one of them.

    Args:
        rows: one seller's levels: first attempts at unopened variants are the unseen ones, all
            else (retakes, forks, opened variants) is practice.
        now: with its offset.
        real: levels of the same seller's calls that took place.
    """
    practice = by_call((row for row in rows if not row.counts), now)
    unseen = by_call((row for row in rows if row.counts), now)
    took_place = by_call(real, now)
    found = []
    for skill, shown in practice.items():
        practised = _risen(shown)
        if practised is None:
            continue
        others = [_risen(unseen.get(skill, ())), _risen(took_place.get(skill, ()))]
        known = [other for other in others if other is not None]
        if practised[0] <= practised[1]:
            verdict = "no rise"
        elif not known:
            verdict = "too few"
        elif any(change > off for change, off in known):
            verdict = "carries over"
        else:
            verdict = "does not carry over"
        found.append(
            Carried.model_validate(
                {
                    "skill": skill,
                    "practice": round(practised[0], 2),
                    "unseen": round(others[0][0], 2) if others[0] else None,
                    "real": round(others[1][0], 2) if others[1] else None,
                    "verdict": verdict,
                }
            )
        )
    return tuple(found)


def _risen(shown: Sequence[Point]) -> tuple[float, float] | None:
    """The rise from the first half of the time to the second; None with too few calls in one."""
    middle = WINDOW.days / 2
    earlier = [each.level for each in shown if each.age > middle]
    later = [each.level for each in shown if each.age <= middle]
    if min(len(earlier), len(later)) < HALF_FROM:
        return None
    return rise(earlier, later)
