"""What to work on, in what order and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from roleplay.coaching.priorities import moments_in, priorities, valued_by, weights_of
from roleplay.domain.development import MomentRef
from roleplay.domain.history import KeptScorecard
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import CheckResult, CriterionScore, Digests, Evidence, Scorecard
from roleplay.domain.strategy import Strategy
from tests.coaching.rows import NOW, row, rows

SKILLS = {"sizes-it": "value", "gains-advance": "advance"}


def test_the_widest_gap_comes_first_and_what_is_good_is_left_alone():
    found = priorities(
        [
            *rows([2, 2, 2, 2], [1, 2, 3, 4], skill="value"),
            *rows([3, 3, 3, 3], [1, 2, 3, 4], skill="concerns"),
            *rows([5, 4, 5, 4], [1, 2, 3, 4], skill="discovery"),
        ],
        NOW,
    )
    assert [each.skill for each in found] == ["value", "concerns"]


def test_there_are_three_at_most():
    levels = [
        each
        for skill in ("value", "concerns", "discovery", "advance", "qualification")
        for each in rows([2, 2, 2], [1, 2, 3], skill=skill)
    ]
    assert len(priorities(levels, NOW)) == 3


def test_what_weighs_more_goes_first():
    levels = [
        *rows([2, 3, 2, 3], [1, 2, 3, 4], skill="value"),
        *rows([2, 2, 3, 2], [1, 2, 3, 4], skill="concerns"),
    ]
    assert priorities(levels, NOW)[0].skill == "concerns"
    weighed = priorities(levels, NOW, weights={"value": 1.0, "concerns": 0.5})
    assert weighed[0].skill == "value"
    assert weighed[0].reason.endswith("; nothing else weighs more.")


def test_one_bad_call_is_no_habit():
    levels = [row(1, 1, skill="advance"), *rows([2, 2, 2, 2, 2, 2], [1, 2, 3, 4, 5, 6])]
    assert [each.skill for each in priorities(levels, NOW)] == ["value", "advance"]


def test_the_reason_is_one_sentence_with_its_number_and_its_doubt():
    (found,) = priorities([row(3, 1, skill="concerns")], NOW)
    assert found.reason == (
        "Meeting concerns is at 3.0 of 5 in one first attempt, though it may be as high as 5.0."
    )
    falling = rows([5, 4, 4, 3, 2, 2, 1, 1], [70, 60, 50, 40, 30, 20, 10, 1])
    assert "and falling" in priorities(falling, NOW)[0].reason
    assert priorities([row(2, 1, skill="small-talk")], NOW)[0].reason.startswith("Small talk is at")


def test_a_target_of_ones_own_counts():
    levels = rows([4, 4, 4], [1, 2, 3])
    assert priorities(levels, NOW) == ()
    assert priorities(levels, NOW, targets={"value": 5.0})[0].target == 5.0


def test_nobody_who_played_nothing_has_a_priority():
    assert priorities([], NOW) == ()


def test_skills_weigh_what_the_rubric_gives_them_and_more_where_the_strategy_hangs_on_them():
    rubric = Rubric.model_validate(
        {
            "id": "r",
            "title": "R",
            "criteria": [
                {"id": name, "skill": skill, "title": name, "weight": weight, **ONE}
                for name, skill, weight in (
                    ("a", "value", 3),
                    ("b", "value", 1),
                    ("c", "advance", 2),
                )
            ],
        }
    )
    assert weights_of([rubric]) == {"value": 1.0, "advance": 0.5}
    assert weights_of([rubric], ["advance"]) == {"value": 1.0, "advance": 0.75}
    assert weights_of([]) == {}


def test_a_strategy_weighs_the_skills_it_is_won_by():
    offering = {"id": "o", "title": "O", "kind": "strategic"}
    concern = {"id": "c", "says": "Too new.", "kind": "real", "answer": "It is."}
    must = {"must": [{"field": "account.employees", "at_least": 1000}]}
    assert valued_by(Strategy()) == ()
    assert valued_by(Strategy.model_validate({"offerings": [offering]})) == ("value",)
    whole = {"offerings": [{**offering, "concerns": [concern]}], "ideal_client": must}
    assert valued_by(Strategy.model_validate(whole)) == ("value", "concerns", "qualification")


ONE = {
    "checks": [{"id": "x", "says": "Asks.", "count": {"move": "open_question", "at_least": 1}}],
    "levels": {
        1: {"anchor": "Not."},
        3: {"anchor": "Some.", "requires": []},
        5: {"anchor": "All.", "requires": ["x"]},
    },
}


def card(call: str, days: float, *checks: tuple[str, str, int | None], criterion="sizes-it"):
    results = tuple(
        CheckResult(
            id=name,
            verdict=verdict,
            evidence=(Evidence(turn=turn, start=0, end=2, quote="Hm"),) if turn else (),
        )
        for name, verdict, turn in checks
    )
    scored = CriterionScore(id=criterion, level=2, checks=results)
    return KeptScorecard(
        id=call,
        call=call,
        author="machine",
        at=NOW - timedelta(days=days),
        scorecard=Scorecard(
            rubric="r",
            scorable=True,
            overall=2.0,
            coverage=1.0,
            criteria=(scored,),
            digests=Digests(rubric="", scenario=None, listener=""),
        ),
    )


def test_the_newest_failures_show_a_skill_and_one_that_went_well():
    found = moments_in(
        [
            card("old", 9, ("a", "not_met", 4), ("b", "met", 6)),
            card("new", 1, ("a", "not_met", 8), ("c", "not_met", 10)),
            card("other", 2, ("z", "not_met", 2), criterion="unknown"),
        ],
        SKILLS,
    )
    assert [(m.call, m.turn, m.check, m.good) for m in found["value"]] == [
        ("new", 8, "a", False),
        ("new", 10, "c", False),
        ("old", 6, "b", True),
    ]
    assert set(found) == {"value"}


def test_where_nothing_was_said_to_cite_the_turn_on_which_the_call_hung_stands_for_it():
    (found,) = moments_in([card("one", 1, ("a", "not_met", None))], SKILLS, {"one": 6}).values()
    assert found == (MomentRef(call="one", turn=6, check="", criterion="sizes-it"),)
    assert moments_in([card("one", 1, ("a", "not_assessable", 3))], SKILLS, {"one": 6}) == {}


def test_moments_of_another_call_go_before_more_of_the_same():
    found = moments_in(
        [
            card("new", 1, ("a", "not_met", 2), ("a", "not_met", 4)),
            card("old", 2, ("d", "not_met", 6)),
        ],
        SKILLS,
    )
    assert [m.call for m in found["value"]] == ["new", "old"]


def test_a_priority_brings_its_moments():
    refs = [MomentRef(call="c", turn=turn, check="a") for turn in (2, 4, 6, 8)]
    (found,) = priorities([row(2, 1)], NOW, moments={"value": refs})
    assert [each.turn for each in found.moments] == [2, 4, 6]
    assert found.need == pytest.approx(2 / 3, abs=0.001)
