"""A suggested line is one that could have been said there, by them, or it is not suggested."""

from __future__ import annotations

import pytest

from roleplay.coaching.fitting import Aim, aim_at, faults, why_fault
from roleplay.domain.ledger import NeedState, ObjectionState
from roleplay.domain.moves import ASKING, Kind
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import (
    CheckResult,
    CriterionScore,
    Digests,
    Scorecard,
    Verdict,
)
from tests.coaching.examples import state
from tests.coaching.places import place

GOOD = (
    "You audit two percent after the fact. What does that tell you about the rest?",
    "How did you come to look at two percent of the files?",
    "What would have to turn up in an audit for you to worry?",
)


@pytest.mark.parametrize("line", GOOD)
def test_a_line_that_holds(line: str) -> None:
    assert faults(line, place()) == ""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Why?", "too short"),
        ("What does that tell you about " + "the other files and " * 8 + "so on?", "words long"),
        ("*leans in* What does that tell you about the rest?", "marks that nobody says"),
        ("Seller: what does that tell you about the rest?", "marks that nobody says"),
        ("We are the leader in claims software, our platform is the best.", "themselves"),
        ("How do you know that, then?", "themselves"),
        ("We audit two percent of the files after the fact.", "what the buyer said"),
        ("Which files? How many? Who audits them? And what for?", "several questions"),
        ("That makes a lot of sense, thank you.", "is heard as"),
        ("Our platform finds overpaid claims before the money leaves.", "is heard as"),
        ("You audit five percent. What does that tell you about the rest?", "does not fit"),
        ("What would nine million mean to you?", "could not be known"),
        ("So four percent is overpaid to garages. How come?", "could not be known"),
        ("What do your people in Leeds say about the rest?", "could not be known"),
    ],
)
def test_what_cannot_be_said(line: str, fault: str) -> None:
    assert fault in faults(line, place())


def test_what_was_said_meanwhile_can_be_used() -> None:
    line = "Four percent overpaid, and nobody multiplied it out. What would it come to?"
    assert "could not be known" in faults(line, place(turn=4))
    assert faults(line, place(turn=8)) == ""


def test_the_second_line_differs_from_the_first() -> None:
    assert "the other line" in faults(GOOD[1], place(), None, [GOOD[1].replace("come", "get")])


@pytest.mark.parametrize(
    "why",
    ["It would have scored 4 of 5.", "", "It gets the nine million out.", "Two of 3 levels up."],
)
def test_a_reason_invents_nothing(why: str) -> None:
    assert why_fault(why, place())
    assert not why_fault("It goes on from their two percent.", place())


RUBRIC = Rubric.model_validate(
    {
        "id": "r",
        "title": "R",
        "criteria": [
            {
                "id": name,
                "skill": skill,
                "checks": [
                    {
                        "id": f"{name}-check",
                        "says": f"Do you {name}?",
                        "count": {"move": moves, "at_least": 1},
                    }
                ],
                "levels": {
                    1: {"anchor": "no"},
                    3: {"anchor": "half"},
                    5: {"anchor": "yes", "requires": [f"{name}-check"]},
                },
            }
            for name, skill, moves in (
                ("ask", "discovery", ["open_question"]),
                ("answer", "concerns", ["answer_concern"]),
                ("step", "advance", ["advance"]),
            )
        ],
    }
)


def card(**verdicts: Verdict) -> Scorecard:
    """A scorecard with these verdicts, the rest not met."""
    return Scorecard(
        rubric="r",
        scorable=True,
        overall=None,
        coverage=1.0,
        criteria=tuple(
            CriterionScore(
                id=name,
                level=1,
                checks=(
                    CheckResult(id=f"{name}-check", verdict=verdicts.get(name, Verdict.NOT_MET)),
                ),
            )
            for name in ("ask", "answer", "step")
        ),
        digests=Digests(rubric="", scenario=None, listener=""),
    )


def test_a_line_does_what_an_unmet_check_asks_for() -> None:
    aim = aim_at(RUBRIC, card(), state())
    assert aim == Aim("Do you ask?", frozenset({Kind.OPEN_QUESTION}), "ask-check")


def test_a_check_that_is_met_asks_for_nothing_more() -> None:
    aim = aim_at(RUBRIC, card(ask=Verdict.MET), state())
    assert (aim.check, aim.kinds) == (None, ASKING)


def test_a_concern_is_answered_once_it_is_explored_and_asked_about_before() -> None:
    met = card(ask=Verdict.MET)
    explored = state(objections={"rip-and-replace": ObjectionState.EXPLORED})
    raised = state(objections={"rip-and-replace": ObjectionState.RAISED})
    assert aim_at(RUBRIC, met, explored).kinds == {Kind.ANSWER_CONCERN}
    assert aim_at(RUBRIC, met, raised).kinds == ASKING


def test_the_skill_to_work_on_goes_first() -> None:
    explored = state(objections={"rip-and-replace": ObjectionState.EXPLORED})
    assert aim_at(RUBRIC, card(), explored).check == "ask-check"
    assert aim_at(RUBRIC, card(), explored, "concerns").check == "answer-check"


def test_no_step_is_put_into_their_mouth() -> None:
    stated = state(needs={"leakage": NeedState.STATED})
    assert Kind.ADVANCE not in aim_at(RUBRIC, card(ask=Verdict.MET), stated, "advance").kinds
