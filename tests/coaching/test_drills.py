"""Drills: what they are made of, and what is heard in the answers."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from roleplay.coaching.drill_answers import judge
from roleplay.coaching.drill_lines import LINES
from roleplay.coaching.drills import FOR_SKILL, from_moment, from_scenario, kind_for, ready_made
from roleplay.domain.development import MomentRef
from roleplay.domain.drill import DrillKind
from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Skill
from roleplay.domain.strategy import Offering
from roleplay.domain.transcript import Turn
from roleplay.library import load_rubric
from tests.builders import need, objection, scenario

KINDS = list(DrillKind)
ANSWERED = [(kind, step) for kind in KINDS for step in (1, 2, 3)]


@pytest.mark.parametrize(("kind", "step"), ANSWERED)
def test_every_line_has_an_answer_that_is_heard_to_do_all_that_is_asked(kind, step):
    seen = set()
    for seed in range(20):
        drill = ready_made(kind, step, Random(seed))
        line = drill.lines[0]
        done = judge(drill, 0, line.example)
        assert done.earned, (line.example, [each for each in done.results if not each.met])
        seen.add(line.buyer)
    assert len(seen) == len(LINES[kind])


# What sellers say who have not understood the drill.
WRONG = {
    "feature-question": ("It flags overpaid claims before the money leaves.", "How are you?"),
    "take-up": (
        "What are your priorities this year?",
        "Great. Our platform solves that in six weeks.",
    ),
    "reflect": ("Got it.", "Why is that?", "Our tool gives everyone the same numbers."),
    "size-it": ("That sounds annoying.", "Who does it?", "Our tool saves forty percent."),
    "meet-concern": (
        "I understand, but our project takes only six weeks and needs no IT.",
        "We could do ten percent off.",
        "I hear you.",
    ),
    "step-away": ("Our starter package is perfect for three people.", "Could we meet on Tuesday?"),
    "advance": ("I'll send you some slides.", "Shall we have a coffee sometime?", "Great."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_misses_the_point_earns_nothing(kind):
    for text in WRONG[kind.value]:
        for seed in range(8):
            done = judge(ready_made(kind, 1, Random(seed)), 0, text)
            assert not done.earned, (done.text, done.results)
            assert all(each.met or each.why for each in done.results)


@pytest.mark.parametrize("kind", KINDS)
def test_silence_earns_nothing(kind):
    done = judge(ready_made(kind, 1, Random(1)), 0, "  ")
    assert not done.earned
    assert {each.why for each in done.results} == {"nothing was said"}


def test_the_words_that_earned_it_are_the_words_that_were_said():
    drill = ready_made(DrillKind.SIZE_IT, 2, Random(1))
    done = judge(drill, 0, drill.lines[0].example)
    for result in done.results:
        assert done.text[result.evidence.start : result.evidence.end] == result.evidence.quote
        assert result.evidence.turn == 2


def test_words_in_the_way_are_shown():
    drill = ready_made(DrillKind.MEET_CONCERN, 1, Random(1))
    done = judge(drill, 0, "We could do ten percent off.")
    shown = done.results[1]
    assert (shown.met, shown.why) == (False, "this was heard as giving something away")
    assert shown.evidence.quote == "We could do ten percent off."


def test_to_say_their_words_again_is_no_summary():
    drill = from_moment(
        DrillKind.REFLECT,
        [Turn(turn=1, speaker=Speaker.BUYER, text="Month end is chaos and nobody owns it.")],
        MomentRef(call="c", turn=1, check="x"),
        1,
        Random(1),
    )
    assert not judge(drill, 0, "So month end is chaos and nobody owns it.").earned
    assert judge(drill, 0, "So it sounds like everyone waits for somebody else to fix it.").earned


def test_a_drill_is_the_moment_two_other_buyers_and_the_moment_again():
    for kind in KINDS:
        drill = ready_made(kind, 1, Random(5))
        assert len({line.buyer for line in drill.lines[:3]}) == 3
        assert drill.lines[3].buyer == drill.lines[0].buyer
        assert [line.again for line in drill.lines] == [False, False, False, True]
        assert drill.given == "" or kind is DrillKind.FEATURE_QUESTION


def test_a_harder_step_asks_for_more_at_once():
    for kind in KINDS:
        if kind is not DrillKind.MEET_CONCERN:
            counts = [len(ready_made(kind, step, Random(1)).must) for step in (1, 2, 3)]
            assert counts[0] < counts[1] < counts[2]
    hardest = ready_made(DrillKind.MEET_CONCERN, 3, Random(1))
    assert len(hardest.lines[0].turns) == 3
    assert hardest.must[0].says == "Answer what is behind it"


def test_every_skill_but_coaching_has_its_drills():
    assert {skill for skill, kinds in FOR_SKILL.items() if not kinds} == {Skill.COACHING}
    assert sum(map(len, FOR_SKILL.values())) == 7


@pytest.mark.parametrize(
    ("skill", "check", "kind"),
    [
        ("discovery", "takes-up", "take-up"),
        ("value", "sizes-problem", "size-it"),
        ("value", "buyer-number", "size-it"),
        ("value", "to-whom", "feature-question"),
        ("concerns", "explored", "meet-concern"),
        ("advance", "asks-for-step", "advance"),
        ("qualification", "right-ending", "step-away"),
    ],
)
def test_what_a_check_asks_for_has_its_drill(skill, check, kind):
    rubric = load_rubric(Path(__file__).parents[2] / "rubrics" / "value-creation.yaml")
    checks = {each.id: each for c in rubric.criteria for each in c.all_checks()}
    assert kind_for(Skill(skill), checks[check]) == kind


def test_a_skill_without_a_check_has_its_first_drill_and_coaching_none():
    assert kind_for(Skill.DISCOVERY) is DrillKind.TAKE_UP
    assert kind_for(Skill.COACHING) is None


CALL = [
    Turn(turn=1, speaker=Speaker.BUYER, text="I think claims are under control."),
    Turn(turn=2, speaker=Speaker.SELLER, text="We can save you millions."),
    Turn(turn=3, speaker=Speaker.BUYER, text="Everyone says that."),
]


@pytest.mark.parametrize("turn", [1, 2])
def test_a_moment_of_ones_own_begins_with_what_the_buyer_had_said(turn):
    moment = MomentRef(call="c1", turn=turn, check="takes-up")
    drill = from_moment(DrillKind.TAKE_UP, CALL, moment, 2, Random(1))
    assert drill.lines[0].buyer == drill.lines[3].buyer == "I think claims are under control."
    assert (drill.id, drill.source) == (f"take-up@c1:{turn}", moment)
    assert drill.lines[0].example == ""
    assert judge(drill, 0, "What makes you think claims are under control?").results[0].met


def test_no_drill_is_made_where_nothing_was_said():
    moment = MomentRef(call="c1", turn=2, check="x")
    silent = [Turn(turn=1, speaker=Speaker.BUYER, text=" ")]
    assert from_moment(DrillKind.TAKE_UP, silent, moment, 1, Random(1)) is None
    assert from_moment(DrillKind.FEATURE_QUESTION, CALL, moment, 1, Random(1)) is None
    assert from_moment(DrillKind.FEATURE_QUESTION, CALL, moment, 1, Random(1), "It flies.")


def test_a_scenario_gives_its_open_lines_and_never_what_must_be_earned():
    made = scenario(
        needs=[
            need(
                "leakage",
                hints=["Our numbers look fine to me."],
                reveals=[{"say": "Nine million.", "when": {"asked": "leakage"}}],
                listen_for=["claims"],
            )
        ],
        objections=[objection("rip", says="Not another replacement.", behind="Two years late.")],
    )
    for seed in range(12):
        for kind in (DrillKind.TAKE_UP, DrillKind.REFLECT, DrillKind.MEET_CONCERN):
            drill = from_scenario(kind, made, 1, Random(seed))
            assert drill.lines[0].buyer not in {"Nine million.", "Two years late."}
            assert drill.scenario == made.id
    assert from_scenario(DrillKind.ADVANCE, made, 1, Random(1)) is None
    assert from_scenario(DrillKind.MEET_CONCERN, scenario(objections=[]), 1, Random(1)) is None


def test_a_feature_comes_from_the_offering():
    offering = Offering(id="o", title="O", kind="strategic", advantages=("Runs beside the core.",))
    drill = from_scenario(DrillKind.FEATURE_QUESTION, scenario(), 1, Random(1), offering)
    assert drill.given == "Runs beside the core."
    assert from_scenario(DrillKind.FEATURE_QUESTION, scenario(), 1, Random(1)) is None
