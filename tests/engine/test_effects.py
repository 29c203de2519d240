"""What a turn does to how the buyer feels."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Kind
from tests.builders import objection, person, segment
from tests.engine.talking import EXPLORED, RAISED, Talk, claims

TABLE = {
    "rapport": (1, 0, -1),
    "agenda": (1, 0, 0),
    "open_question": (2, 1, 0),
    "closed_question": (0, 0, -1),
    "reflection": (3, 1, 0),
    "acknowledge": (1, 0, 0),
    "insight": (2, 3, 0),
    "pitch": (-2, 0, -8),
    "proof": (0, 1, -2),
    "answer_concern": (1, 1, 0),
    "advise": (-1, 0, -2),
    "advance": (0, 0, -2),
    "concede": (-2, 0, 0),
    "disqualify": (2, 0, 0),
    "other": (0, 0, -6),
}
"""The design's numbers, written out a second time."""


def moved(*said, state=None, start=(50, 50, 50), **buyer) -> tuple[int, int, int]:
    """How far trust, interest and patience moved in one turn."""
    trust, interest, patience = start
    gauges = {"trust": trust, "interest": interest, "patience": patience}
    call = claims(
        buyer=person(start=gauges, **buyer),
        objections=[objection("rip-and-replace", met_by="beside", raise_when={"turn": 99})],
    )
    talk = Talk(call, **(state or {}))
    talk.hear(*said)
    after = talk.felt
    return after[0] - trust, after[1] - interest, after[2] - patience


def test_the_table_has_every_kind():
    assert {Kind(name) for name in TABLE} == set(Kind)


@pytest.mark.parametrize("kind", [name for name in TABLE if name != "answer_concern"])
def test_the_effects_of_each_kind(kind):
    assert moved(segment(kind, "leakage")) == TABLE[kind]


def test_the_effects_of_answering_a_concern():
    answer = segment("answer_concern", meets=("rip-and-replace",))
    assert moved(answer, state=EXPLORED) == TABLE["answer_concern"]


def test_answering_a_concern_that_nobody_raised_has_a_pitchs_effects():
    assert moved(segment("answer_concern")) == TABLE["pitch"]


def test_answering_a_concern_that_nobody_raised_is_nothing_else_of_a_pitch():
    call = claims(objections=[objection("rip-and-replace", raise_when={"move": "pitch"})])
    talk = Talk(call)
    talk.hear(segment("answer_concern"))
    assert talk.objection == "latent"


def test_each_distinct_kind_in_a_turn_counts_once():
    assert moved(segment("pitch"), segment("pitch", text="And more of it.")) == TABLE["pitch"]
    assert moved(segment("pitch"), segment("advance")) == (-2, 0, -10)


@pytest.mark.parametrize("kind", ["open_question", "reflection", "insight"])
def test_form_alone_earns_nothing(kind):
    assert moved(segment(kind)) == (0, 0, 0)


@pytest.mark.parametrize("kind", ["open_question", "reflection"])
def test_a_topic_followed_up_earns_as_ones_own(kind):
    talk = Talk(claims(), "leakage")
    before = talk.felt
    talk.hear(segment(kind, takes_up=True))
    assert tuple(b - a for a, b in zip(before, talk.felt, strict=True)) == TABLE[kind]


@pytest.mark.parametrize("kind", ["rapport", "agenda", "acknowledge", "disqualify"])
def test_the_other_kinds_need_no_topic(kind):
    assert moved(segment(kind)) == TABLE[kind]


def test_one_segment_with_a_topic_is_enough_for_its_kind():
    assert moved(segment("reflection"), segment("reflection", "leakage")) == TABLE["reflection"]


def test_values_are_kept_between_0_and_100():
    assert moved(segment("insight", "leakage"), start=(99, 99, 99)) == (1, 1, 0)
    assert moved(segment("pitch"), start=(1, 0, 3)) == (-1, 0, -3)


def test_warms_to_doubles_trust():
    assert moved(segment("reflection", "leakage"), warms_to="reflection") == (6, 1, 0)


def test_warms_to_doubles_nothing_that_is_not_earned():
    assert moved(segment("reflection"), warms_to="reflection") == (0, 0, 0)


@pytest.mark.parametrize(("kind", "trust"), [("pitch", -6), ("concede", -6), ("proof", -4)])
def test_cools_on_takes_4_more_trust(kind, trust):
    assert moved(segment(kind), cools_on=kind) == (trust, *TABLE[kind][1:])


def test_cools_on_takes_as_much_where_the_kind_earns_nothing():
    assert moved(segment("open_question"), cools_on="open_question") == (-4, 0, 0)
    assert moved(segment("open_question", "leakage"), cools_on="open_question") == (-2, 1, 0)


def test_a_buyers_own_effects_stand_in_place_of_the_defaults():
    assert moved(segment("pitch"), effects={"pitch": (-5, 4, -3)}) == (-5, 4, -3)
    assert moved(segment("answer_concern"), effects={"pitch": (-5, 4, -3)}) == (-5, 4, -3)
    assert moved(segment("rapport"), effects={"pitch": (-5, 4, -3)}) == TABLE["rapport"]


def test_a_pause_has_no_moves_and_no_effects():
    talk = Talk(claims())
    before = talk.felt
    decision = talk.pause()
    assert (talk.felt, decision.effects, talk.said) == (before, (), ["pause"])


def test_every_effect_names_the_words_it_comes_from():
    talk = Talk(claims())
    talk.hear(segment("rapport", text="Morning!"), segment("pitch", text="Our tool is great."))
    quotes = {e.kind: talk.turns[1].text[e.span.start : e.span.end] for e in talk.last.effects}
    assert quotes == {Kind.RAPPORT: "Morning!", Kind.PITCH: "Our tool is great."}


PITCH = segment("pitch")


def turns_of(*kinds_said, call=None, **state):
    talk = Talk(call or claims(buyer=person(start=dict.fromkeys(GAUGES, 50))), **state)
    for said in kinds_said:
        talk.hear(said)
    return talk


GAUGES = ("trust", "interest", "patience")


@pytest.mark.parametrize("kind", ["agenda", "open_question", "proof", "closed_question"])
def test_a_third_turn_running_of_one_kind_that_takes_up_nothing_earns_nothing(kind):
    said = segment(kind, "leakage")
    talk = turns_of(said, said)
    assert "monotone" not in talk.said
    before = talk.felt
    talk.hear(said)
    trust, interest, patience = (b - a for a, b in zip(before, talk.felt, strict=True))
    cost = tuple(min(value, 0) for value in TABLE[kind])
    assert (trust, interest, patience) == cost
    assert talk.said[0] == "monotone"


def test_a_third_turn_running_lets_out_no_reveal():
    other = segment("open_question", "system")
    talk = turns_of(other, other)
    talk.hear(segment("open_question", "leakage"))
    assert talk.need == "hidden"


def test_the_buyer_remarks_on_it_before_whatever_the_steps_give():
    aimless = segment("open_question")
    talk = turns_of(aimless, aimless, segment("open_question", "system"))
    assert talk.said == ["monotone", "Guidewire."]


def test_the_buyer_remarks_on_it_before_hanging_up():
    talk = turns_of(PITCH, PITCH, PITCH, patience=24)
    assert talk.said == ["monotone", "hang_up"]


def test_taking_up_what_the_buyer_said_breaks_the_run():
    asks = segment("open_question", "system")
    talk = turns_of(asks, asks, segment("open_question", "system", takes_up=True), asks, asks)
    assert "monotone" not in talk.said


def test_another_kind_breaks_the_run():
    asks = segment("open_question", "system")
    talk = turns_of(asks, asks, segment("proof"), asks, asks)
    assert "monotone" not in talk.said


def test_a_third_turn_running_of_reflections_only_is_monotone_whatever_it_takes_up():
    mirror = segment("reflection", "leakage", takes_up=True)
    talk = turns_of(mirror, mirror)
    before = talk.felt
    talk.hear(mirror)
    assert talk.said[0] == "monotone"
    assert talk.felt == before


def test_a_reflection_with_a_question_behind_it_is_not_reflections_only():
    mirror = segment("reflection", "leakage", takes_up=True)
    talk = turns_of(mirror, mirror)
    talk.hear(mirror, segment("open_question", "leakage"))
    assert "monotone" not in talk.said


THREE = (
    segment("closed_question", "system", text="Which one?"),
    segment("open_question", "leakage", text="How do you audit?"),
    segment("open_question", "leakage", text="And why?"),
)


def test_of_three_questions_stacked_in_a_turn_only_the_first_is_heard():
    talk = Talk(claims())
    talk.hear(*THREE, dominant="open_question")
    assert talk.said == ["stacked", "Guidewire."]
    assert talk.need == "hidden"


def test_three_questions_stacked_earn_nothing():
    assert moved(*THREE) == (0, 0, -1)
    assert moved(segment("acknowledge"), *THREE) == (0, 0, -1)


def test_three_questions_stacked_let_out_no_reveal():
    talk = Talk(claims())
    talk.hear(THREE[1], THREE[0], THREE[2])
    assert talk.said[0] == "stacked"
    assert talk.need == "hidden"


def test_two_questions_are_not_stacked():
    talk = Talk(claims())
    talk.hear(*THREE[:2])
    assert talk.said == ["Two percent is audited."]


def test_the_questions_that_are_not_heard_lend_the_turn_neither_kind_nor_focus():
    for when in ({"move": "open_question"}, {"focus": "implication"}):
        call = claims(objections=[objection("rip-and-replace", raise_when=when)])
        talk = Talk(call)
        asks = segment("open_question", focus="implication", text="What then?")
        first = segment("closed_question", "system")
        talk.hear(segment("acknowledge"), first, asks, asks, dominant="open_question")
        assert talk.objection == "latent"


def test_answering_what_the_buyer_has_just_asked_costs_nothing():
    call = claims(buyer=person(asks=[{"say": "What does it cost?"}]))
    talk = Talk(call)
    talk.hear(segment("acknowledge"))
    assert talk.said == ["What does it cost?"]
    before = talk.felt
    talk.hear(segment("pitch", text="Two hundred thousand."))
    assert talk.felt == before


def test_an_objection_answered_unexplored_still_has_the_effects_of_an_answer():
    assert moved(segment("answer_concern"), state=RAISED) == (1 - 3, 1, 0)


def test_what_was_rather_not_heard_costs_nothing_beside_what_the_turn_is_about():
    unsure = segment("other", confidence=0.3)
    talk = turns_of()
    before = talk.felt
    talk.hear(unsure, segment("agenda"), dominant="agenda")
    assert talk.felt == (before[0] + 1, before[1], before[2])
    talk.hear(unsure)
    assert talk.felt == (before[0] + 1, before[1], before[2] - 6)


def test_stacked_questions_that_get_no_answer_are_asked_back_about():
    aimless = segment("open_question")
    talk = turns_of()
    talk.hear(aimless, aimless, aimless)
    assert talk.said == ["stacked", "narrows"]
