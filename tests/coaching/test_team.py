"""A team by skills, and whether practice carries over."""

from __future__ import annotations

from roleplay.coaching.team import carried, heat_map
from tests.coaching.rows import NOW, row, rows

EARLY, LATE = [80.0, 75, 70, 65, 60], [20.0, 15, 10, 5, 2]


def test_every_seller_has_every_skill_with_the_calls_behind_it():
    found = heat_map(
        {
            "Ada": [row(4, 1), row(2, 2, skill="concerns"), row(3, 3, skill="concerns")],
            "Ben": [row(3, 1, skill="discovery")],
            "Cy": [],
        },
        NOW,
    )
    assert found.sellers == ("Ada", "Ben", "Cy")
    assert found.skills == ("discovery", "value", "concerns")
    assert found.cell("Ada", "concerns").calls == 2
    assert found.cell("Ben", "value").standing is None
    assert [cell.calls for cell in found.cells] == [0, 1, 2, 1, 0, 0, 0, 0, 0]


def test_where_nearly_all_are_weak_it_is_a_training_need():
    team = {name: rows([2, 2, 2], [1, 2, 3]) for name in ("Ada", "Ben", "Cy")}
    team["Dee"] = rows([4, 5, 4], [1, 2, 3])
    (need,) = heat_map(team, NOW).needs
    assert (need.skill, need.weak, need.known, need.level) == ("value", 3, 4, 2.58)
    team["Eve"] = rows([4, 5, 4], [1, 2, 3])
    assert heat_map(team, NOW).needs == ()


def test_two_sellers_or_two_calls_make_no_training_need():
    assert heat_map({n: rows([1, 1, 1], [1, 2, 3]) for n in ("Ada", "Ben")}, NOW).needs == ()
    assert heat_map({n: rows([1, 1], [1, 2]) for n in ("Ada", "Ben", "Cy")}, NOW).needs == ()


def practice(levels: list[int], **fields):
    return rows(levels, EARLY + LATE, attempt="retake", **fields)


RISING = [1, 2, 2, 1, 2, 4, 4, 5, 4, 5]
STEADY = [2, 3, 2, 3, 2, 2, 3, 2, 3, 2]


def test_practice_that_rises_alone_does_not_carry_over():
    (found,) = carried([*practice(RISING), *rows(STEADY, EARLY + LATE)], NOW)
    assert (found.verdict, found.practice, found.unseen, found.real) == (
        "does not carry over",
        2.8,
        0.0,
        None,
    )


def test_practice_carries_over_where_unseen_calls_or_real_ones_rise_too():
    unseen, real = rows(RISING, EARLY + LATE), rows(RISING, EARLY + LATE)
    assert carried([*practice(RISING), *unseen], NOW)[0].verdict == "carries over"
    assert carried(practice(RISING), NOW, real)[0].verdict == "carries over"
    still = rows(STEADY, EARLY + LATE)
    assert carried([*practice(RISING), *still], NOW, real)[0].verdict == "carries over"


def test_without_rise_or_with_too_few_calls_nothing_is_claimed():
    assert carried([*practice(STEADY), *rows(RISING, EARLY + LATE)], NOW)[0].verdict == "no rise"
    assert carried(practice(RISING), NOW)[0].verdict == "too few"
    assert carried(rows([1, 5], [60, 2], attempt="retake"), NOW) == ()
