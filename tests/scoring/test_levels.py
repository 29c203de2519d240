from __future__ import annotations

import pytest

from roleplay.domain.rubric import Level
from roleplay.domain.scorecard import CheckResult, Verdict
from roleplay.scoring.levels import level_of, level_range


def levels(three, five, one=()):
    return {
        1: Level(anchor="1", requires=tuple(one)),
        3: Level(anchor="3", requires=tuple(three)),
        5: Level(anchor="5", requires=tuple(five)),
    }


@pytest.mark.parametrize(
    ("met", "level"),
    [
        ("", 1),
        ("a", 2),
        ("ab", 3),
        ("abc", 3),
        ("abcd", 4),
        ("abcde", 5),
        ("cde", 1),
        ("acde", 2),
        ("bcde", 2),
    ],
)
def test_the_level_is_the_highest_whose_checks_are_all_met(met, level):
    assert level_of(levels("ab", "abcde"), met) == level


def test_half_of_what_the_next_level_adds_is_the_level_between():
    assert level_of(levels("abc", "abcd"), "a") == 1
    assert level_of(levels("abc", "abcd"), "ab") == 2
    assert level_of(levels("abcd", "abcd"), "ab") == 2


def test_a_five_that_does_not_rest_on_the_three_counts():
    assert level_of(levels("ab", "cd"), "cd") == 5


def test_a_first_level_with_checks_of_its_own_is_still_the_floor():
    assert level_of(levels("ab", "abc", one="z"), "") == 1


def results(**verdicts):
    short = {"m": Verdict.MET, "n": Verdict.NOT_MET, "u": Verdict.NOT_ASSESSABLE}
    return {name: CheckResult(id=name, verdict=short[v]) for name, v in verdicts.items()}


@pytest.mark.parametrize(
    ("verdicts", "span"),
    [
        ({"a": "m", "b": "m", "c": "u", "d": "u"}, (3, 5)),
        ({"a": "m", "b": "u", "c": "n", "d": "n"}, (2, 3)),
        ({"a": "n", "b": "n", "c": "u", "d": "u"}, (1, 1)),
        ({"a": "m", "b": "m", "c": "u", "d": "m"}, (4, 5)),
        ({"a": "m", "b": "m", "c": "m", "d": "m"}, (5, 5)),
        ({"a": "u", "b": "u", "c": "u", "d": "u"}, None),
    ],
)
def test_what_cannot_be_assessed_is_taken_both_ways(verdicts, span):
    assert level_range(levels("ab", "abcd"), results(**verdicts)) == span


def test_an_answer_that_no_level_requires_decides_nothing():
    assert level_range(levels("a", "ab"), results(a="u", b="u", c="m")) is None
