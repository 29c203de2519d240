"""Where a seller stands in a skill, said no more surely than their calls allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from roleplay.domain.development import Between, Standing, Trend
from roleplay.domain.history import ScoreRow

HALF_LIFE = 30.0
"""Days after which a call counts half: within a quarter of a year a seller becomes another."""
WINDOW = timedelta(days=90)
"""Calls older than that say nothing about today: they would count an eighth and less."""
TREND_FROM = 4
"""First attempts from which a direction is looked for."""

_SPREAD = 1.0
"""Levels by which one seller's calls are expected to spread, before any is seen."""
_BELIEF = 4.0
"""How many calls that expectation is worth."""
_MONTH = 30.0
_Z = 1.6448536269514722
"""The normal distribution's 95th percentile: 90 in 100 lie within it on both sides."""


class Point(NamedTuple):
    """A seller's level in a skill, as one call shows it."""

    age: float
    """Days before now, 0 or more."""
    level: float
    """1.0 to 5.0: the mean over the call's criteria of the skill."""


def points(rows: Iterable[ScoreRow], now: datetime) -> dict[str, list[Point]]:
    """What a seller's first attempts show, by skill, oldest first; others do not count.

    Args:
        rows: levels of one seller.
        now: with its offset; later calls and those before the `WINDOW` are left out.
    """
    return by_call((row for row in rows if row.counts), now)


def by_call(rows: Iterable[ScoreRow], now: datetime) -> dict[str, list[Point]]:
    """What calls show by skill, oldest first: one point for a call, whatever its criteria."""
    since = now - WINDOW
    levels: dict[tuple[str, str], list[int]] = {}
    began: dict[str, datetime] = {}
    for row in rows:
        if row.level is not None and row.skill and since <= row.at <= now:
            levels.setdefault((row.skill, row.call), []).append(row.level)
            began[row.call] = row.at
    ages = {call: (now - at).total_seconds() / 86_400 for call, at in began.items()}
    found: dict[str, list[Point]] = {}
    for (skill, call), some in levels.items():
        found.setdefault(skill, []).append(Point(ages[call], sum(some) / len(some)))
    for shown in found.values():
        shown.sort(reverse=True)
    return found


def standing(skill: str, shown: Sequence[Point]) -> Standing:
    """Where a seller stands, given at least one call.

    The level is the weighted mean ``m = sum(w * x) / sum(w)`` with ``w = 2 ** (-age / HALF_LIFE)``.
    Such calls are worth ``n = sum(w)**2 / sum(w**2)`` of equal weight (Kish, L. 1965, Survey
    Sampling, 11.7). The interval is ``m ± t * s / sqrt(n)``, 90 in 100, with
    ``s**2 = (4 * 1.0**2 + n * sum(w * (x - m)**2) / sum(w)) / (4 + n - 1)`` and t on ``4 + n - 1``
    degrees of freedom: the normal model with a scaled inverse chi-squared belief about the spread
    (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6 and 3.2). That belief, worth four calls
    that spread by one level, keeps two calls of the same level from looking certain. It is an
    assumption, not a measurement. Cut at 1 and 5.
    """
    weights = [2.0 ** (-each.age / HALF_LIFE) for each in shown]
    total = sum(weights)
    level = sum(w * each.level for w, each in zip(weights, shown, strict=True)) / total
    count = total * total / sum(w * w for w in weights)
    squares = sum(w * (each.level - level) ** 2 for w, each in zip(weights, shown, strict=True))
    freedom = _BELIEF + count - 1
    spread = sqrt((_BELIEF * _SPREAD**2 + count * squares / total) / freedom)
    reach = t95(freedom) * spread / sqrt(count)
    change, trend = _trend(shown)
    return Standing(
        skill=skill,
        level=round(level, 2),
        between=Between(
            low=round(max(1.0, level - reach), 2), high=round(min(5.0, level + reach), 2)
        ),
        calls=len(shown),
        weight=round(count, 2),
        trend=trend,
        change=change,
    )


def rise(earlier: Sequence[float], later: Sequence[float]) -> tuple[float, float]:
    """By how much levels rose from some calls to others, and how far that may be off.

    The difference of means, and half the 90 in 100 interval around it, with both sides' spread
    taken together (as in `standing`, with the same belief about it). Neither side may be empty.
    """
    one, other = sum(earlier) / len(earlier), sum(later) / len(later)
    squares = sum((x - one) ** 2 for x in earlier) + sum((x - other) ** 2 for x in later)
    freedom = _BELIEF + len(earlier) + len(later) - 2
    spread = sqrt((_BELIEF * _SPREAD**2 + squares) / freedom)
    reach = t95(freedom) * spread * sqrt(1 / len(earlier) + 1 / len(later))
    return other - one, reach


def _trend(shown: Sequence[Point]) -> tuple[float | None, Trend]:
    """Levels in 30 days by least squares; a direction only where its interval leaves out 0."""
    if len(shown) < TREND_FROM:
        return None, "too few"
    number = len(shown)
    middle = sum(-each.age for each in shown) / number
    mean = sum(each.level for each in shown) / number
    wide = sum((-each.age - middle) ** 2 for each in shown)
    if wide < 1.0:
        return None, "too few"
    slope = sum((-each.age - middle) * (each.level - mean) for each in shown) / wide
    off = sum((each.level - mean - slope * (-each.age - middle)) ** 2 for each in shown)
    freedom = _BELIEF + number - 2
    spread = sqrt((_BELIEF * _SPREAD**2 + off) / freedom)
    reach = t95(freedom) * spread / sqrt(wide)
    change = round(slope * _MONTH, 2)
    if abs(slope) <= reach:
        return change, "steady"
    return change, "rising" if slope > 0 else "falling"


def t95(freedom: float) -> float:
    """Student's t below which 95 in 100 lie, for 4 degrees of freedom or more.

    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5; off by 0.0005 at most there.
    """
    z = _Z
    one = (z**3 + z) / 4
    two = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    three = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    four = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + one / freedom + two / freedom**2 + three / freedom**3 + four / freedom**4
