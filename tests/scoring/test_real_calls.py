"""Calls with no script: what makes them longer, and form without substance, wins nothing."""

from __future__ import annotations

import pytest

from roleplay.library import Library
from roleplay.practice.imports import score_transcript
from tests.listening.report.buyers import coaches
from tests.listening.report.corpus import FOLDER, labelled

from . import padding
from .padding import BUYER, SELLER, turns

ROOT = FOLDER.parents[2]
RUBRIC = Library([ROOT / "scenarios"], [ROOT / "rubrics"]).rubric("value-creation")
CALLS = sorted(
    (
        call
        for call in (*labelled(), *labelled(held_out=False))
        if call.name in coaches() and call.quality == "middling"
    ),
    key=lambda call: call.name,
)[::4][:10]


def overall(lines):
    found = score_transcript(turns(lines), RUBRIC).overall
    assert found is not None
    return found


@pytest.fixture(scope="module")
def scores():
    return {call.name: overall(call.lines) for call in CALLS}


def test_there_are_ten_calls():
    assert len(CALLS) == 10


@pytest.mark.parametrize(
    "pad",
    [
        padding.pleasantries,
        padding.goodbyes,
        padding.fillers,
        padding.cut,
        padding.everything,
    ],
    ids=lambda pad: pad.__name__,
)
def test_padding_changes_the_overall_by_a_quarter_of_a_level_at_most(pad, scores):
    off = {call.name: overall(pad(call.lines)) - scores[call.name] for call in CALLS}
    assert {name: change for name, change in off.items() if abs(change) > 0.25} == {}


STORY = [
    "We key every order by hand, and about one in twelve goes wrong.",
    "It is the carrier codes. Nobody owns them.",
    "Four or five a week come back, sixty pounds each.",
    "My best clerk left over it in March.",
    "The warehouse manager shouts, and I stay late.",
    "We looked at a system in 2021 and it never went in.",
    "Head office would have to sign anything over five thousand.",
    "I don't know. It is what it is.",
]


def told(says):
    """A call in which the buyer tells it all and the seller does one thing only."""
    lines = [(BUYER, "Hello, Dispatch.")]
    for place, answer in enumerate(STORY):
        lines += [(SELLER, says(place, lines[-1][1])), (BUYER, answer)]
    return [*lines, (SELLER, "Thank you, goodbye."), (BUYER, "Goodbye.")]


QUESTIONS = [
    "How many orders do you do?",
    "What goes wrong?",
    "How many come back?",
    "Who does it?",
    "And what happens then?",
    "Have you looked at systems?",
    "Who signs?",
    "When do you want to buy?",
]
SPEECH = (
    "Our consultative platform uncovers unrecognised problems, quantifies implications and payoff,"
    " and brokers capabilities. Have you thought of the cost of doing nothing?"
)


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(lambda _, heard: heard, id="parrot"),
        pytest.param(lambda place, _: QUESTIONS[place], id="interrogator"),
        pytest.param(lambda _place, _heard: SPEECH, id="stuffed"),
    ],
)
def test_form_alone_does_not_win_a_real_call(says):
    assert overall(told(says)) <= 2.5
