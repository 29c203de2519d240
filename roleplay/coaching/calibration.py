"""How far raters agree, measured; nothing here rescales anybody's score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import TypeVar

from roleplay.domain.development import Agreement, Between, Rated, SplitCall

TOO_FEW = 20
"""With fewer calls than this it cannot be told how far raters agree.

By Fisher's z an agreement of 0.7 on 20 calls may really be 0.37 to 0.87: poor or good. On 10 calls
it may be 0.13 to 0.92, which is to say anything.
"""
RESAMPLES = 500
"""Bootstrap samples behind an interval: a dozen lie beyond either end of 95 in 100."""
SHOWN = 5
"""Calls shown that raters disagree on most."""

Pair = tuple[int, int]
Unit = Sequence[int]
"""What one call's criterion was rated by several, in any order."""
Weight = Callable[[int, int], float]
_Sample = TypeVar("_Sample")


def squared(one: int, other: int) -> float:
    """The quadratic weight: two levels apart is four times as bad as one."""
    return float((one - other) ** 2)


def weighted_kappa(pairs: Iterable[Pair], disagreement: Weight = squared) -> float | None:
    """Agreement of two raters beyond chance: 1 is perfect, 0 is chance, below 0 is worse.

    ``1 - sum(v * observed) / sum(v * expected)`` over all pairs of levels, with the disagreement v
    of each pair and what is expected if either rater's levels fell as often as they do but at
    random: Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70(4), 213-220. With quadratic
    weights it is an intraclass correlation: Fleiss and Cohen (1973).

    Args:
        pairs: the first rater's level and the second's, call by call.
        disagreement: 0 for equal levels, more for what is worse.

    Returns:
        None where both always gave the same one level: chance explains that as well.
    """
    table = Counter(pairs)
    total = table.total()
    first: Counter[int] = Counter()
    second: Counter[int] = Counter()
    for (one, other), times in table.items():
        first[one] += times
        second[other] += times
    observed = sum(disagreement(*pair) * times for pair, times in table.items())
    expected = sum(
        disagreement(one, other) * first[one] * second[other] for one in first for other in second
    )
    return 1 - observed * total / expected if expected else None


def ordinal(counts: Mapping[int, int]) -> Weight:
    """Squared distance by the order of values: half the two, and all that lies between them."""

    def distance(one: int, other: int) -> float:
        low, high = min(one, other), max(one, other)
        passed = sum(times for value, times in counts.items() if low <= value <= high)
        return (passed - (counts[low] + counts[high]) / 2) ** 2

    return distance


def interval(_: Mapping[int, int]) -> Weight:
    """Squared distance by the difference of values."""
    return squared


def nominal(_: Mapping[int, int]) -> Weight:
    """1 for values that are not the same."""
    return lambda one, other: float(one != other)


def alpha(
    units: Iterable[Unit], metric: Callable[[Mapping[int, int]], Weight] = ordinal
) -> float | None:
    """Krippendorff's alpha: agreement beyond chance of any number of raters, some missing.

    ``1 - (n - 1) * sum(o * d) / sum(n_c * n_k * d)`` over pairs of values, with the coincidences o
    (each pair within a unit of m values counts ``1 / (m - 1)``), how often each value was given,
    and the squared distance d: Krippendorff, K. (2011), Computing Krippendorff's
    Alpha-Reliability, sections C and D. Units with one value say nothing and are left out.

    Args:
        units: for each unit the values it was given; raters who gave none are left out.
        metric: makes the squared distance of two values, from how often each was given.

    Returns:
        None where all values are the same, or no unit has two.
    """
    shared: dict[Pair, float] = defaultdict(float)
    counts: Counter[int] = Counter()
    for unit, times in Counter(map(tuple, units)).items():
        if len(unit) < 2:
            continue
        for value in unit:
            counts[value] += times
        for one, other in combinations(unit, 2):
            shared[one, other] += times / (len(unit) - 1)
    distance = metric(counts)
    observed = sum(distance(*pair) * times for pair, times in shared.items())
    expected = sum(
        distance(one, other) * counts[one] * counts[other]
        for one, other in combinations(sorted(counts), 2)
    )
    return 1 - (counts.total() - 1) * observed / expected if expected else None


def between(
    ratings: Sequence[Rated], one: str, other: str, rng: Random, criterion: str | None = None
) -> Agreement:
    """How far two raters agree.

    Args:
        ratings: of anybody; of what one rater gave twice the first counts: the second may have
            been talked over.
        one: a rater.
        other: the rater whose levels are taken from the first's.
        rng: draws the samples behind the intervals.
        criterion: the one that is looked at; None for all together.
    """
    rated = _by_call(ratings, (one, other), criterion)
    levels = {
        call: [(marks[one], marks[other]) for marks in units.values()]
        for call, units in rated.items()
    }
    if len(levels) < TOO_FEW:
        return _said(rated, (one, other), criterion)
    pairs = _flat(levels.values())
    samples = _samples(list(levels.values()), rng)
    return _said(rated, (one, other), criterion).model_copy(
        update={
            "enough": True,
            "kappa": weighted_kappa(pairs),
            "kappa_between": _spread([weighted_kappa(each) for each in samples]),
            "alpha_ordinal": alpha(pairs),
            "alpha_interval": alpha(pairs, interval),
            "alpha_between": _spread([alpha(each) for each in samples]),
            "difference": _difference(pairs),
            "difference_between": _spread([_difference(each) for each in samples]),
        }
    )


def among(
    ratings: Sequence[Rated], rng: Random, criterion: str | None = None, raters: Sequence[str] = ()
) -> Agreement:
    """How far all raters agree, also where each rated only some of the calls.

    Args:
        ratings: of any number of raters; a rater's first rating of a criterion counts.
        rng: draws the samples behind the interval.
        criterion: the one that is looked at; None for all together.
        raters: those that are looked at; all if none are named.
    """
    names = tuple(raters) or tuple(dict.fromkeys(each.rater for each in ratings))
    if len(names) == 2:
        return between(ratings, names[0], names[1], rng, criterion)
    rated = _by_call(ratings, names, criterion)
    found = _said(rated, names, criterion)
    if found.calls < TOO_FEW:
        return found
    calls = [[tuple(marks.values()) for marks in units.values()] for units in rated.values()]
    units = _flat(calls)
    return found.model_copy(
        update={
            "enough": True,
            "alpha_ordinal": alpha(units),
            "alpha_interval": alpha(units, interval),
            "alpha_between": _spread([alpha(each) for each in _samples(calls, rng)]),
        }
    )


def criteria_of(ratings: Sequence[Rated]) -> tuple[str, ...]:
    """The criteria that were rated, in the order in which they come first."""
    return tuple(dict.fromkeys(each.criterion for each in ratings))


def _by_call(
    ratings: Sequence[Rated], raters: Sequence[str], criterion: str | None
) -> dict[str, dict[str, dict[str, int]]]:
    """Levels by call, criterion and rater, of what two or more of the raters rated."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for each in ratings:
        if each.rater in raters and criterion in (None, each.criterion):
            marks = found.setdefault(each.call, {}).setdefault(each.criterion, {})
            marks.setdefault(each.rater, each.level)
    shared = {
        call: {name: marks for name, marks in units.items() if len(marks) > 1}
        for call, units in found.items()
    }
    return {call: units for call, units in shared.items() if units}


def _said(
    rated: Mapping[str, Mapping[str, dict[str, int]]],
    raters: tuple[str, ...],
    criterion: str | None,
) -> Agreement:
    """What can be said of any number of calls."""
    split = [
        SplitCall(call=call, criterion=name, levels=marks)
        for call, units in rated.items()
        for name, marks in units.items()
        if len(set(marks.values())) > 1
    ]
    split.sort(key=lambda each: -each.apart)
    return Agreement(
        raters=raters,
        criterion=criterion,
        calls=len(rated),
        enough=False,
        split=tuple(split[:SHOWN]),
    )


def _difference(pairs: Sequence[Pair]) -> float:
    return sum(one - other for one, other in pairs) / len(pairs)


def _samples(calls: Sequence[Sequence[_Sample]], rng: Random) -> list[list[_Sample]]:
    """Ratings of as many calls as there are, drawn with replacement; a call is drawn whole.

    What was rated in one call goes together: to draw criterion by criterion would make the
    interval too narrow.
    """
    return [_flat(rng.choices(calls, k=len(calls))) for _ in range(RESAMPLES)]


def _spread(values: Iterable[float | None]) -> Between | None:
    """The middle 95 in 100 of what samples came to: the percentile bootstrap."""
    found = sorted(value for value in values if value is not None)
    if not found:
        return None
    cut = round(0.025 * (len(found) - 1))
    return Between(low=found[cut], high=found[-1 - cut])


def _flat(parts: Iterable[Sequence[_Sample]]) -> list[_Sample]:
    return [each for part in parts for each in part]
