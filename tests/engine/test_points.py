"""What a segment is about for this buyer, now."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Kind
from tests.builders import commitment, need, objection, person, segment
from tests.engine.talking import EXPLORED, LADDER, RAISED, STATED, Talk, claims

FOLLOW_UP = segment("open_question", takes_up=True)


def test_a_follow_up_is_about_what_the_buyer_last_spoke_of():
    talk = Talk(claims())
    talk.hear(segment("open_question", "leakage"))
    talk.hear(FOLLOW_UP)
    assert talk.said == ["Four percent is overpaid."]


def test_at_first_a_follow_up_is_about_the_openers_own_best_topic():
    talk = Talk(claims(), "leakage")
    talk.hear(FOLLOW_UP)
    assert talk.said == ["Two percent is audited."]


def test_a_reflection_follows_up_as_a_question_does():
    talk = Talk(claims(), "leakage")
    talk.hear(segment("reflection", takes_up=True))
    assert talk.said == ["Two percent is audited."]


@pytest.mark.parametrize(("score", "said"), [(0.5, "Two percent is audited."), (0.9, "again")])
def test_what_is_used_up_and_hardly_named_gives_way_to_what_was_just_spoken_of(score, said):
    talk = Talk(claims(), "leakage", told={"system": (2,)}, spoke_of="leakage")
    words, asked = segment("closed_question", "system", takes_up=True)
    unsure = asked.topics[0].model_copy(update={"score": score})
    talk.hear((words, asked.model_copy(update={"topics": (unsure,)})))
    assert (talk.said == ["Two percent is audited."]) is (said != "again")


@pytest.mark.parametrize("focus", ["situation", "process", "payoff", "implication"])
def test_a_question_of_its_own_is_not_about_the_raised_objection(focus):
    talk = Talk(claims(), **RAISED)
    talk.hear(segment("open_question", focus=focus))
    assert "rip-and-replace behind." not in talk.said


@pytest.mark.parametrize(
    "asked",
    [
        segment("open_question", focus="problem"),
        segment("open_question", focus="situation", takes_up=True),
        segment("open_question", focus="situation", near=("rip-and-replace",)),
    ],
)
def test_what_asks_for_the_trouble_or_follows_up_is_about_the_raised_objection(asked):
    talk = Talk(claims(), spoke_of="rip-and-replace", **RAISED)
    talk.hear(asked)
    assert talk.said == ["rip-and-replace behind."]


def test_a_question_that_takes_up_nothing_has_no_topic():
    talk = Talk(claims(), "leakage")
    talk.hear(segment("open_question"))
    assert talk.said == ["unclear"]


@pytest.mark.parametrize("kind", ["insight", "pitch", "proof", "advise", "acknowledge", "other"])
def test_only_questions_and_reflections_follow_up(kind):
    call = claims(needs=[need("leakage", reveals=[{"say": "Told.", "when": {"told": "leakage"}}])])
    talk = Talk(call, "leakage")
    talk.hear(segment(kind, takes_up=True))
    assert "Told." not in talk.said


SPEAKS_OF = {
    "reveal": (segment("open_question", "leakage"), {}, "leakage"),
    "hint": (segment("reflection"), {}, "waste"),
    "knows": (segment("open_question", "system"), {}, "system"),
    "objection": (segment("insight", "system"), {}, "rip-and-replace"),
    "behind": (segment("open_question"), RAISED, "rip-and-replace"),
    "accepts": (segment("advance", "meet-claims"), {}, "meet-claims"),
    "declines": (segment("advance", "sign"), {}, "sign"),
    "puts_off": (segment("advance", "meet-claims"), RAISED, "meet-claims"),
}


@pytest.mark.parametrize("line", SPEAKS_OF)
def test_what_the_buyer_last_spoke_of_is_the_id_of_their_last_line(line):
    said, state, about = SPEAKS_OF[line]
    call = claims(
        needs=[
            need("leakage", reveals=LADDER, listen_for="audit"),
            need("waste", hints="It all goes somewhere.", listen_for="waste"),
        ],
        commitments=[
            commitment("meet-claims", listen_for="meet"),
            commitment("sign", listen_for="sign", accept_when={"needs": {"waste": "owned"}}),
        ],
    )
    talk = Talk(call, **state)
    talk.hear(said)
    assert [each.kind for each in talk.last.lines] == [line]
    assert talk.state.spoke_of == about


@pytest.mark.parametrize(
    "filling", [segment("rapport"), segment("pitch"), segment("open_question")]
)
def test_other_lines_change_nothing_of_what_a_follow_up_is_about(filling):
    talk = Talk(claims())
    talk.hear(segment("open_question", "leakage"))
    talk.hear(filling)
    talk.hear(FOLLOW_UP)
    assert talk.said == ["Four percent is overpaid."]


def test_what_the_buyer_asks_is_not_what_a_follow_up_is_about():
    call = claims(buyer=person(asks=[{"say": "What does it cost?", "when": {"turn": 4}}]))
    talk = Talk(call)
    talk.hear(segment("open_question", "leakage"))
    talk.hear(segment("acknowledge"))
    assert talk.said == ["What does it cost?"]
    talk.hear(FOLLOW_UP)
    assert talk.said == ["Four percent is overpaid."]


def test_a_topic_named_outright_goes_before_a_follow_up_in_the_same_segment():
    talk = Talk(claims(), "leakage")
    talk.hear(segment("open_question", "system", takes_up=True))
    assert talk.said == ["Guidewire."]


def two_needs():
    return claims(
        needs=[
            need(name, listen_for=name, reveals=[{"say": f"{name}.", "when": {"asked": name}}])
            for name in ("leakage", "waste")
        ]
    )


def test_a_topic_named_outright_goes_before_a_follow_up_in_another_segment():
    talk = Talk(two_needs(), "leakage")
    talk.hear(FOLLOW_UP, segment("closed_question", "waste"))
    assert talk.said == ["waste."]


def test_among_topics_named_outright_the_files_order_decides():
    talk = Talk(two_needs())
    talk.hear(segment("open_question", "waste", "leakage"))
    assert talk.said == ["leakage."]


@pytest.mark.parametrize("kind", ["open_question", "closed_question", "reflection"])
def test_while_an_objection_is_raised_asking_without_a_topic_is_about_it(kind):
    talk = Talk(claims(), "leakage", **RAISED)
    talk.hear(segment(kind, takes_up=True))
    assert talk.said == ["rip-and-replace behind."]


def test_while_an_objection_is_raised_asking_about_a_topic_named_outright_is_about_that():
    talk = Talk(claims(), **RAISED)
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["Two percent is audited."]


def test_a_question_right_after_a_reflection_follows_it():
    mirror = segment("reflection", takes_up=True)
    call = claims(
        needs=[
            need(
                "leakage",
                reveals=[{"say": "It cost nine.", "when": {"asked": "leakage", "focus": "payoff"}}],
            )
        ]
    )
    talk = Talk(call, "leakage")
    talk.hear(mirror, segment("closed_question", focus="payoff"))
    assert talk.said == ["It cost nine."]


@pytest.mark.parametrize("tags", [{"grounded": True}, {"takes_up": True, "asks_number": True}])
@pytest.mark.parametrize("kind", ["insight", "other"])
def test_sizing_with_the_buyers_words_or_figures_is_about_what_they_last_spoke_of(kind, tags):
    talk = Talk(claims(), "leakage", **STATED)
    talk.hear(segment(kind, quantifies=True, **tags))
    assert talk.said == ["That is nine million."]


def test_a_knows_without_an_id_is_named_by_its_place():
    knows = [{"listen_for": "how many people", "say": f"{place}."} for place in ("One", "Two")]
    talk = Talk(claims(knows=knows))
    talk.hear(segment("open_question", "knows-2"))
    assert talk.said == ["Two."]


def test_topics_that_are_none_of_this_calls_are_not_heard():
    talk = Talk(claims(), "leakage")
    talk.hear(segment("open_question", "weather", takes_up=True))
    assert talk.said == ["Two percent is audited."]


@pytest.mark.parametrize("kind", ["pitch", "proof", "insight", "advise", "answer_concern"])
def test_a_segment_that_answers_the_raised_objection_is_answer_concern_only(kind):
    call = claims(
        objections=[objection("rip-and-replace", met_by="beside", raise_when={"turn": 99})],
        buyer=person(cools_on=["pitch", "proof", "advise"]),
    )
    talk = Talk(call, **EXPLORED)
    talk.hear(segment(kind, meets=("rip-and-replace",)))
    assert [each.kind for each in talk.last.effects] == [Kind.ANSWER_CONCERN]
    assert talk.said == ["resolved"]


def test_pitch_is_for_what_stands_beside_an_answer():
    call = claims(
        objections=[objection("rip-and-replace", met_by="beside", raise_when={"turn": 99})]
    )
    talk = Talk(call, **EXPLORED)
    talk.hear(segment("answer_concern", meets=("rip-and-replace",)), segment("pitch"))
    assert [each.kind for each in talk.last.effects] == [Kind.ANSWER_CONCERN, Kind.PITCH]


def test_what_anyone_is_told_may_be_told_to_a_guess():
    talk = Talk(claims(needs=[], objections=[]))
    talk.hear(segment("closed_question", near=("system",)))
    assert talk.said == ["Guidewire."]


def test_of_two_that_are_near_the_buyer_asks_which():
    talk = Talk(claims(objections=[]))
    talk.hear(segment("closed_question", near=("system", "leakage")))
    assert talk.said == ["narrows"]


def test_what_must_be_earned_is_not_guessed():
    talk = Talk(claims(objections=[]))
    talk.hear(segment("closed_question", near=("leakage",)))
    assert talk.said == ["narrows"]


def test_a_question_is_asked_back_about_though_a_statement_beside_it_follows_up():
    talk = Talk(claims(objections=[]), "leakage")
    talk.hear(
        segment("insight", takes_up=True, quantifies=True),
        segment("closed_question", near=("leakage", "system")),
    )
    assert talk.said == ["narrows"]
