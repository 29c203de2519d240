from __future__ import annotations

import pytest

from roleplay.domain.problem import BadInput
from roleplay.domain.scorecard import CriterionScore, Digests, Scorecard
from roleplay.scoring import compare


def card(rubric="r", digest="d", **levels):
    return Scorecard(
        rubric=rubric,
        scorable=True,
        overall=3.0,
        coverage=1.0,
        criteria=tuple(
            CriterionScore(id=name, level=level, weight=weight, range=None if level else (1, 5))
            for name, (level, weight) in levels.items()
        ),
        digests=Digests(rubric=digest, scenario=None, listener=""),
    )


def test_two_calls_are_compared_only_on_what_has_a_level_on_both():
    found = compare(
        card(a=(2, 1), b=(3, 2), c=(None, 9), d=(5, 9)),
        card(a=(4, 1), b=(2, 2), c=(5, 9), d=(None, 9)),
    )
    assert [(c.id, c.before, c.after, c.gained) for c in found.changes] == [
        ("a", 2, 4, 2),
        ("b", 3, 2, -1),
    ]
    assert found.left_out == ("c", "d")
    assert (found.before, found.after, found.gained) == (2.67, 2.67, 0.0)
    assert found.same_rubric


def test_nothing_in_common_is_no_difference_and_not_zero():
    found = compare(card(a=(2, 1)), card(a=(None, 1)))
    assert (found.changes, found.before, found.after, found.gained) == ((), None, None, None)


def test_a_rubric_that_was_changed_is_told():
    assert not compare(card(digest="x"), card(digest="y")).same_rubric


def test_different_rubrics_cannot_be_compared():
    with pytest.raises(BadInput, match="different rubrics"):
        compare(card(rubric="a"), card(rubric="b"))
