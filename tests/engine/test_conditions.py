"""When something happens: each key of a ``when``, and how they hold together."""

from __future__ import annotations

import pytest

from tests.builders import need, person, segment
from tests.engine.talking import Talk, claims

OPEN = segment("open_question", "leakage")
REFLECTED = segment("reflection", "leakage")
SIZED = segment("closed_question", "leakage", quantifies=True, asks_number=True)


def holds(when, *said, dominant=None, **state) -> bool:
    """Whether ``when`` held in the first turn: a need that waits for nothing else speaks."""
    call = claims(
        buyer=person(start={"trust": 50, "interest": 50, "patience": 50}),
        needs=[
            need("probe", reveals=[{"say": "It holds.", "when": when}]),
            need("leakage", listen_for="audit"),
            need("waste", listen_for="waste"),
        ],
    )
    talk = Talk(call, **state)
    talk.hear(*said, dominant=dominant)
    return "It holds." in talk.said


@pytest.mark.parametrize("kind", ["open_question", "closed_question", "reflection"])
def test_asked_is_a_question_or_reflection_about_it(kind):
    assert holds({"asked": "leakage"}, segment(kind, "leakage"))
    assert not holds({"asked": "leakage"}, segment(kind, "waste"))


@pytest.mark.parametrize("kind", ["insight", "proof", "advise", "pitch", "acknowledge", "advance"])
def test_asked_is_no_statement_about_it(kind):
    assert not holds({"asked": "leakage"}, segment(kind, "leakage"))


@pytest.mark.parametrize("kind", ["insight", "proof", "advise"])
def test_told_is_an_insight_proof_or_advice_about_it(kind):
    assert holds({"told": "leakage"}, segment(kind, "leakage"))
    assert not holds({"told": "leakage"}, segment(kind))


@pytest.mark.parametrize("kind", ["pitch", "open_question", "reflection", "rapport"])
def test_told_is_nothing_else_about_it(kind):
    assert not holds({"told": "leakage"}, segment(kind, "leakage"))


@pytest.mark.parametrize("tags", [{"asks_number": True}, {"grounded": True}])
def test_quantifies_asks_for_the_number_or_uses_figures_that_were_given(tags):
    stated = {"needs": {"leakage": "stated"}}
    asks = segment("closed_question", "leakage", quantifies=True, **tags)
    assert holds({"quantifies": "leakage"}, asks, **stated)


def test_quantifies_needs_the_number_asked_for_or_figures_that_were_given():
    merely = segment("insight", "leakage", quantifies=True)
    assert not holds({"quantifies": "leakage"}, merely, needs={"leakage": "stated"})


def test_quantifies_needs_the_tag():
    untagged = segment("closed_question", "leakage", asks_number=True)
    assert not holds({"quantifies": "leakage"}, untagged, needs={"leakage": "stated"})


@pytest.mark.parametrize(
    ("state", "there"),
    [("hidden", 0), ("hinted", 0), ("stated", 1), ("quantified", 1), ("owned", 1)],
)
def test_quantifies_only_when_it_is_already_stated(state, there):
    assert holds({"quantifies": "leakage"}, SIZED, needs={"leakage": state}) == bool(there)


def test_move_and_focus_beside_a_topic_are_that_same_segments():
    two = (
        segment("open_question", "leakage", focus="situation"),
        segment("closed_question", "waste", focus="implication"),
    )
    assert holds({"asked": "leakage", "focus": "situation"}, *two)
    assert not holds({"asked": "leakage", "focus": "implication"}, *two)
    assert holds({"asked": "waste", "move": "closed_question"}, *two)
    assert not holds({"asked": "waste", "move": "open_question"}, *two)


def test_move_alone_is_the_turns_dominant():
    two = (segment("rapport"), segment("open_question"))
    assert holds({"move": "open_question"}, *two, dominant="open_question")
    assert not holds({"move": "rapport"}, *two, dominant="open_question")


def test_focus_alone_is_that_of_the_turns_main_question():
    two = (
        segment("closed_question", focus="situation"),
        segment("open_question", focus="implication"),
    )
    assert holds({"focus": "implication"}, *two, dominant="open_question")
    assert not holds({"focus": "situation"}, *two, dominant="open_question")


@pytest.mark.parametrize(("gauge", "least"), [("trust", 52), ("interest", 51), ("patience", 50)])
def test_gauges_are_at_least_that_much_after_this_turns_effects(gauge, least):
    # An open question about something brings +2 trust and +1 interest.
    assert holds({gauge: least}, OPEN)
    assert not holds({gauge: least + 1}, OPEN)


def test_needs_are_at_least_in_that_state():
    for state, there in (("hinted", False), ("stated", True), ("quantified", True)):
        assert holds({"needs": {"leakage": "stated"}}, OPEN, needs={"leakage": state}) is there


def test_every_need_that_is_named_counts():
    wanted = {"needs": {"leakage": "stated", "waste": "hinted"}}
    assert not holds(wanted, OPEN, needs={"leakage": "stated"})
    assert holds(wanted, OPEN, needs={"leakage": "stated", "waste": "hinted"})


def test_turn_is_from_that_turn_of_the_call_on():
    assert holds({"turn": 2}, OPEN)
    assert not holds({"turn": 3}, OPEN)


def test_all_keys_must_hold():
    assert holds({"asked": "leakage", "trust": 50, "turn": 2}, OPEN)
    assert not holds({"asked": "leakage", "trust": 99, "turn": 2}, OPEN)
    assert not holds({"asked": "leakage", "told": "leakage"}, OPEN)
    assert holds({"asked": "leakage", "told": "leakage"}, OPEN, segment("proof", "leakage"))


def test_any_is_or():
    either = {"any": [{"asked": "waste"}, {"trust": 99}, {"asked": "leakage"}]}
    assert holds(either, OPEN)
    assert not holds({"any": [{"asked": "waste"}, {"trust": 99}]}, OPEN)


def test_any_holds_beside_the_other_keys_and_not_instead_of_them():
    assert not holds({"trust": 99, "any": [{"asked": "leakage"}]}, OPEN)
    assert holds({"trust": 50, "any": [{"asked": "leakage"}]}, OPEN)


@pytest.mark.parametrize("key", ["asked", "told", "quantifies"])
def test_a_list_as_a_value_means_any_of_it(key):
    said = {"asked": OPEN, "told": segment("proof", "leakage"), "quantifies": SIZED}[key]
    assert holds({key: ["waste", "leakage"]}, said, needs={"leakage": "stated"})
    assert not holds({key: ["waste", "system"]}, said, needs={"leakage": "stated"})


def test_a_list_of_moves_focuses_or_states_means_any_of_it():
    assert holds({"asked": "leakage", "move": ["reflection", "open_question"]}, OPEN)
    focused = segment("open_question", "leakage", focus="payoff")
    assert holds({"asked": "leakage", "focus": ["implication", "payoff"]}, focused)
    wanted = {"needs": {"leakage": ["owned", "hinted"]}}
    assert holds(wanted, OPEN, needs={"leakage": "stated"})


def test_a_condition_on_an_id_that_is_not_there_never_holds():
    for when in ({"needs": {"gone": "hidden"}}, {"asked": "gone"}, {"quantifies": "gone"}):
        asks = segment("open_question", "gone", quantifies=True, asks_number=True)
        assert not holds(when, asks)
    assert holds({"any": [{"needs": {"gone": "hidden"}}, {"asked": "leakage"}]}, OPEN)
