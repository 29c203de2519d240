"""Where a seller stands, and how surely."""

from __future__ import annotations

import pytest

from roleplay.coaching.standing import HALF_LIFE, Point, points, rise, standing, t95
from tests.coaching.rows import NOW, row, rows


@pytest.mark.parametrize(
    ("freedom", "table"), [(4, 2.1318), (5, 2.0150), (10, 1.8125), (30, 1.6973), (120, 1.6577)]
)
def test_t_is_that_of_the_tables(freedom, table):
    assert t95(freedom) == pytest.approx(table, abs=0.0005)


def test_a_call_of_a_half_life_ago_counts_half():
    found = standing("value", [Point(HALF_LIFE, 2.0), Point(0.0, 5.0)])
    assert found.level == 4.0
    assert found.weight == 1.8


def test_one_call_says_little_and_more_calls_say_more():
    one = standing("value", [Point(1.0, 3.0)])
    two = standing("value", [Point(1.0, 3.0)] * 2)
    ten = standing("value", [Point(1.0, 3.0)] * 10)
    widths = [each.between.high - each.between.low for each in (one, two, ten)]
    assert widths[0] > 3
    assert widths[0] > widths[1] > widths[2] > 0.5
    assert (one.between.low, one.calls, one.trend) == (1.0, 1, "too few")


def test_an_interval_stays_on_the_scale():
    found = standing("value", [Point(1.0, 5.0)] * 2)
    assert (found.level, found.between.high) == (5.0, 5.0)


def test_a_trend_is_told_only_where_chance_does_not_explain_it():
    days = [70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0, 1.0]
    up, down, noise = (
        standing("v", [Point(day, level) for day, level in zip(days, levels, strict=True)])
        for levels in ([1, 1, 2, 2, 3, 4, 4, 5], [5, 4, 4, 3, 2, 2, 1, 1], [3, 2, 4, 3, 2, 4, 3, 3])
    )
    assert (up.trend, down.trend, noise.trend) == ("rising", "falling", "steady")
    assert up.change == pytest.approx(1.76, abs=0.05)


def test_calls_of_one_day_have_no_direction():
    assert standing("v", [Point(1.0, v) for v in (1, 2, 4, 5)]).trend == "too few"


def test_only_decided_levels_of_first_attempts_in_the_window_are_looked_at():
    found = points(
        [
            row(4, 2, call="one", criterion="a"),
            row(2, 2, call="one", criterion="b"),
            row(None, 3),
            row(1, 4, attempt="retake"),
            row(1, 5, retired=True),
            row(1, 91),
            row(1, -1),
            row(5, 6, skill=""),
        ],
        NOW,
    )
    assert found == {"value": [Point(2.0, 3.0)]}


def test_points_come_oldest_first():
    found = points(rows([1, 2, 3], [5, 9, 7]), NOW)["value"]
    assert [each.age for each in found] == [9, 7, 5]


def test_a_rise_has_its_doubt():
    up, doubt = rise([2, 2, 3, 2], [4, 4, 4, 5])
    assert up == 2.0
    assert 0 < doubt < up
