"""How far raters agree, against worked examples that were published."""

from __future__ import annotations

from random import Random

import pytest

from roleplay.coaching import calibration
from roleplay.coaching.calibration import (
    TOO_FEW,
    alpha,
    among,
    between,
    criteria_of,
    interval,
    nominal,
    ordinal,
    squared,
    weighted_kappa,
)
from roleplay.domain.development import Rated

# Krippendorff (2011), section C: four observers, twelve units, values 1 to 5, some missing.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# Cohen (1968), table 1: 200 cases, two judges, three diagnoses, and how bad each confusion is.
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
BADNESS = ((0, 1, 3), (1, 0, 6), (3, 6, 0))
# Agresti's couples (Hout, Duncan and Sobel 1987), as R's vcd prints them: kappa 0.1293, and with
# linear weights 0.2374.
COUPLES = ((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14))


def units(*observers: str) -> list[list[int]]:
    rows = [row.split() for row in observers]
    return [[int(v) for v in column if v != "."] for column in zip(*rows, strict=True)]


def pairs(table: tuple[tuple[int, ...], ...]) -> list[tuple[int, int]]:
    return [
        (i, j) for i, row in enumerate(table) for j, times in enumerate(row) for _ in range(times)
    ]


@pytest.mark.parametrize(
    ("metric", "published"), [(nominal, 0.743), (ordinal, 0.815), (interval, 0.849)]
)
def test_alpha_is_that_of_krippendorffs_example(metric, published):
    assert alpha(units(*OBSERVERS), metric) == pytest.approx(published, abs=0.0005)


def test_kappa_is_that_of_cohens_example():
    assert weighted_kappa(pairs(COHEN), lambda i, j: BADNESS[i][j]) == pytest.approx(
        0.348, abs=0.0005
    )
    assert weighted_kappa(pairs(COHEN), lambda i, j: i != j) == pytest.approx(0.492, abs=0.0005)


def test_kappa_is_that_of_agrestis_couples():
    assert weighted_kappa(pairs(COUPLES), lambda i, j: i != j) == pytest.approx(0.1293, abs=5e-5)
    assert weighted_kappa(pairs(COUPLES), lambda i, j: abs(i - j)) == pytest.approx(
        0.2374, abs=5e-5
    )


def test_quadratic_kappa_is_the_correlation_where_both_raters_use_levels_alike():
    # Cohen (1968): with equal marginals it is the product-moment correlation.
    levels = [(1, 2), (2, 1), (3, 3), (4, 5), (5, 4), (2, 2), (4, 4)]
    mean = sum(a for a, _ in levels) / len(levels)
    shared = sum((a - mean) * (b - mean) for a, b in levels)
    assert weighted_kappa(levels) == pytest.approx(shared / sum((a - mean) ** 2 for a, _ in levels))


def test_what_chance_explains_has_no_agreement():
    assert weighted_kappa([(3, 3)] * 30) is None
    assert alpha([(3, 3)] * 30) is None
    assert alpha([(3,), (4,)]) is None
    assert squared(1, 3) == 4 * squared(1, 2)


def rated(rater: str, levels: dict[str, int], criterion: str = "sizes-it") -> list[Rated]:
    return [
        Rated(rater=rater, call=call, criterion=criterion, level=level)
        for call, level in levels.items()
    ]


def some(count: int) -> dict[str, int]:
    return {f"c{n:02}": n % 5 + 1 for n in range(count)}


def test_below_the_number_it_is_too_few_to_tell_but_there_is_something_to_discuss():
    few = some(TOO_FEW - 1)
    found = between(
        [*rated("Ada", few), *rated("Ben", {**few, "c00": 5, "c01": 3})], "Ada", "Ben", Random(1)
    )
    assert (found.enough, found.calls, found.kappa, found.difference) == (False, 19, None, None)
    assert [(each.call, each.apart) for each in found.split] == [("c00", 4), ("c01", 1)]
    assert found.split[0].levels == {"Ada": 1, "Ben": 5}


def test_two_who_agree_are_seen_to_with_an_interval_around_it():
    calls = some(TOO_FEW)
    second = {call: max(1, level - (n % 2)) for n, (call, level) in enumerate(calls.items())}
    found = between([*rated("Ada", calls), *rated("machine", second)], "Ada", "machine", Random(1))
    assert found.enough
    assert found.kappa_between.low < found.kappa < found.kappa_between.high <= 1
    assert found.alpha_between.low < found.alpha_ordinal < found.alpha_between.high
    assert found.difference == pytest.approx(0.4)
    assert found.difference_between.low > 0
    assert found.kind == "person and machine"


def test_the_same_seed_gives_the_same_interval():
    calls = some(30)
    ratings = [*rated("Ada", calls), *rated("Ben", {**calls, "c03": 1})]
    assert between(ratings, "Ada", "Ben", Random(3)) == between(ratings, "Ada", "Ben", Random(3))


def test_a_second_rating_by_the_same_rater_does_not_count():
    first = rated("Ada", some(20))
    found = between(
        [*first, *rated("Ben", {"c00": 1}), *rated("Ben", {"c00": 5})], "Ada", "Ben", Random(1)
    )
    assert not found.split


def test_a_call_is_drawn_whole_so_that_many_criteria_of_few_calls_are_still_few():
    levels = some(10)
    ratings = [
        each
        for rater in ("Ada", "Ben")
        for criterion in ("sizes-it", "creates-value", "gains-advance")
        for each in rated(rater, levels, criterion)
    ]
    found = between(ratings, "Ada", "Ben", Random(1))
    assert (found.calls, found.enough) == (10, False)
    assert criteria_of(ratings) == ("sizes-it", "creates-value", "gains-advance")


def test_three_raters_who_each_missed_some_have_an_alpha_and_no_kappa():
    calls = some(30)
    ratings = [
        *rated("Ada", {c: v for c, v in calls.items() if c < "c20"}),
        *rated("Ben", {c: v for c, v in calls.items() if c >= "c10"}),
        *rated("machine", calls),
    ]
    found = among(ratings, Random(1))
    assert (found.calls, found.kappa, found.alpha_ordinal) == (30, None, 1.0)
    assert found.raters == ("Ada", "Ben", "machine")
    assert among(ratings, Random(1), raters=("Ada", "Ben")).calls == 10


def test_nobody_who_rated_is_no_error():
    found = among([], Random(1))
    assert (found.calls, found.enough, found.split) == (0, False, ())
    assert calibration.SHOWN == 5
