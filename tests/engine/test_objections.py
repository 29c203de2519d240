"""What stands in the way: explored, answered, left standing, raised."""

from __future__ import annotations

import pytest

from tests.builders import commitment, need, objection, segment
from tests.engine.talking import EXPLORED, LADDER, RAISED, Talk, claims

ANSWER = segment("answer_concern", meets=("rip-and-replace",), text="It runs beside it.")
MISSES = segment("answer_concern", text="Do not worry about that.")


def talk_about(kind="perceived", *, raised=RAISED, met_by="it runs beside", **fields):
    call = claims(
        objections=[
            objection("rip-and-replace", kind=kind, met_by=met_by, raise_when={"turn": 99})
        ],
        **fields,
    )
    return Talk(call, **raised)


@pytest.mark.parametrize("kind", ["open_question", "closed_question", "reflection"])
def test_a_question_or_reflection_about_it_explores_it_and_the_buyer_says_what_is_behind(kind):
    talk = talk_about()
    talk.hear(segment(kind, "rip-and-replace"))
    assert talk.said == ["rip-and-replace behind."]
    assert talk.objection == "explored"


@pytest.mark.parametrize("first", ["pitch", "proof"])
def test_a_question_after_a_pitch_or_proof_in_the_turn_explores_nothing(first):
    talk = talk_about()
    talk.hear(segment(first), segment("open_question", "rip-and-replace"))
    assert talk.objection == "raised"
    assert "rip-and-replace behind." not in talk.said


def test_behind_an_answer_only_a_question_that_names_it_explores():
    talk = talk_about()
    talk.hear(MISSES, segment("open_question", takes_up=True), dominant="open_question")
    assert (talk.objection, talk.said) == ("raised", ["unmoved"])
    talk.hear(MISSES, segment("open_question", "rip-and-replace"), dominant="open_question")
    assert (talk.objection, talk.said) == ("explored", ["rip-and-replace behind."])


def test_a_step_asked_for_behind_an_answer_that_misses_is_put_off():
    talk = talk_about(commitments=[commitment("meet-claims")])
    talk.hear(MISSES, segment("advance", "meet-claims"), dominant="advance")
    assert (talk.objection, talk.said) == ("raised", ["meet-claims puts_off."])


def test_what_is_asked_after_the_buyer_was_unmoved_is_about_what_stands():
    talk = talk_about(raised={**EXPLORED, "spoke_of": "system", "told": {"system": (2,)}})
    talk.hear(MISSES)
    talk.hear(segment("open_question", takes_up=True))
    assert talk.said == ["rip-and-replace behind."]
    assert talk.last.lines[0].kind == "repeats"


def test_an_objection_put_off_behind_is_said_again_in_other_words():
    call = claims(
        objections=[
            objection("rip-and-replace", says=["No new core.", "We keep the core."],
                      raise_when={"move": "pitch"})
        ],
        needs=[],
    )  # fmt: skip
    talk = Talk(call)
    talk.hear(segment("pitch"))
    talk.hear(segment("advance", "meet-claims"))
    assert talk.said == ["meet-claims puts_off."]
    talk.hear(segment("rapport"))
    talk.hear(segment("advance", "meet-claims"))
    assert talk.said == ["meet-claims puts_off.", "We keep the core."]


def test_a_question_before_the_answer_in_the_same_turn_explores():
    talk = talk_about()
    talk.hear(segment("open_question", "rip-and-replace"), ANSWER)
    assert talk.said == ["rip-and-replace behind."]
    assert talk.objection == "explored"


def test_a_closed_question_does_not_explore_a_disguised_objection():
    talk = talk_about("disguised")
    talk.hear(segment("closed_question", "rip-and-replace"))
    assert talk.objection == "raised"
    talk.hear(segment("open_question", "rip-and-replace"))
    assert talk.objection == "explored"


@pytest.mark.parametrize(
    ("kind", "settled", "act"),
    [
        ("perceived", "resolved", "resolved"),
        ("disguised", "resolved", "resolved"),
        ("real", "admitted", "admitted"),
    ],
)
def test_once_explored_an_answer_that_touches_met_by_settles_it(kind, settled, act):
    talk = talk_about(kind, raised=EXPLORED)
    talk.hear(ANSWER)
    assert talk.objection == settled
    assert talk.said == [act]


def test_once_explored_an_answer_that_touches_nothing_leaves_the_buyer_unmoved():
    talk = talk_about(raised=EXPLORED)
    trust = talk.state.trust
    talk.hear(MISSES)
    assert (talk.objection, talk.said) == ("explored", ["unmoved"])
    assert talk.state.trust == trust + 1


def test_without_met_by_any_answer_after_exploring_settles_it():
    talk = talk_about(raised=EXPLORED, met_by=[])
    talk.hear(MISSES)
    assert talk.objection == "resolved"


@pytest.mark.parametrize("answer", [ANSWER, MISSES])
def test_answered_unexplored_costs_three_trust_and_leaves_unmoved(answer):
    talk = talk_about()
    trust = talk.state.trust
    talk.hear(answer)
    assert (talk.objection, talk.said) == ("raised", ["unmoved"])
    # The answer itself brings its one point of trust.
    assert talk.state.trust == trust + 1 - 3


def test_a_settled_objection_goes_on_to_what_was_asked_for():
    talk = talk_about(raised=EXPLORED)
    talk.hear(ANSWER, segment("advance", "meet-claims"))
    assert talk.said == ["resolved", "meet-claims accepts."]


def test_an_offer_that_waited_for_the_objection_is_taken_up_when_it_is_settled():
    talk = talk_about()
    talk.hear(segment("advance", "meet-claims"))
    assert talk.said == ["meet-claims puts_off."]
    talk.hear(segment("open_question", "rip-and-replace"))
    talk.hear(ANSWER)
    assert talk.said == ["resolved", "meet-claims accepts."]


def test_a_settled_objection_goes_on_to_what_the_buyer_tells():
    talk = talk_about(raised=EXPLORED)
    talk.hear(ANSWER, segment("open_question", "leakage"))
    assert talk.said == ["resolved", "Two percent is audited."]


def test_otherwise_it_stands_in_silence():
    talk = talk_about()
    talk.hear(segment("rapport"))
    assert (talk.objection, talk.said) == ("raised", ["small_talk"])


def test_a_latent_objection_is_raised_when_its_moment_has_come():
    talk = Talk(claims(objections=[objection("rip-and-replace", raise_when={"move": "pitch"})]))
    talk.hear(segment("rapport"))
    assert talk.objection == "latent"
    talk.hear(segment("pitch"))
    assert (talk.objection, talk.said) == ("raised", ["rip-and-replace says."])


def test_raising_an_objection_ends_the_turn():
    talk = Talk(claims(objections=[objection("rip-and-replace", raise_when={"asked": "leakage"})]))
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["rip-and-replace says."]
    assert talk.need == "hidden"


def test_objections_are_raised_one_at_a_time_in_file_order():
    call = claims(
        objections=[
            objection("rip-and-replace", raise_when={"move": "pitch"}),
            objection("price", raise_when={"move": "pitch"}),
        ]
    )
    talk = Talk(call)
    talk.hear(segment("pitch"))
    assert talk.said == ["rip-and-replace says."]
    talk.hear(segment("pitch"))
    assert talk.state.objections == {"rip-and-replace": "raised", "price": "latent"}


def test_an_objection_that_is_settled_makes_room_for_the_next():
    call = claims(
        objections=[
            objection("rip-and-replace", raise_when={"turn": 99}),
            objection("price", raise_when={"move": "pitch"}),
        ]
    )
    talk = Talk(call, objections={"rip-and-replace": "resolved"})
    talk.hear(segment("pitch"))
    assert talk.said == ["price says."]


def test_an_objection_is_raised_once():
    call = claims(objections=[objection("rip-and-replace", raise_when={"move": "pitch"})])
    talk = Talk(call, objections={"rip-and-replace": "resolved"})
    talk.hear(segment("pitch"))
    assert talk.objection == "resolved"


def test_with_an_objection_raised_the_buyer_still_tells_what_is_asked():
    talk = talk_about(needs=[need("leakage", listen_for="audit", reveals=LADDER)])
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["Two percent is audited."]


def test_the_ledger_names_the_words_that_explored_and_settled_it():
    talk = talk_about(commitments=[commitment("meet-claims")])
    talk.hear(segment("open_question", "rip-and-replace", text="What happened?"))
    explored = talk.last.changes[0]
    talk.hear(segment("rapport", text="I see."), ANSWER, dominant="answer_concern")
    settled = talk.last.changes[0]
    quotes = [
        talk.turns[each.earned_by.turn - 1].text[each.earned_by.start : each.earned_by.end]
        for each in (explored, settled)
    ]
    assert quotes == ["What happened?", "It runs beside it."]


@pytest.mark.parametrize("kind", ["pitch", "insight"])
def test_what_is_checked_with_does_that_settle_it_was_an_answer(kind):
    talk = talk_about(raised=EXPLORED)
    talk.hear(segment(kind), segment("closed_question", wants="agreement"), dominant=kind)
    assert (talk.objection, talk.said) == ("explored", ["unmoved"])


def test_half_an_answer_beside_a_question_is_let_pass():
    talk = talk_about()
    talk.hear(MISSES, segment("open_question", "leakage"), dominant="open_question")
    assert talk.objection == "raised"
    assert "unmoved" not in talk.said


def test_who_owns_up_and_then_asks_has_explored_it():
    talk = Talk(claims(), **RAISED)
    talk.hear(
        segment("answer_concern", "rip-and-replace", text="Our fault.", owns_up=True),
        segment("open_question", "rip-and-replace", text="What worried you?"),
    )
    assert talk.objection == "explored"


def test_who_only_owns_up_has_answered_nothing_and_loses_nothing():
    talk = Talk(claims(), **RAISED)
    trust = talk.state.trust
    talk.hear(segment("answer_concern", text="Our fault.", owns_up=True))
    assert (talk.said, talk.objection) == (["acknowledged"], "raised")
    assert talk.state.trust >= trust


def test_a_question_about_something_else_behind_an_answer_is_answered():
    talk = Talk(claims(), **RAISED)
    talk.hear(
        segment("answer_concern", text="It is not so."),
        segment("open_question", "system", text="Which system?"),
        dominant="answer_concern",
    )
    assert talk.said == ["Guidewire."]
    assert talk.objection == "raised"


def test_an_answer_that_changes_nothing_leaves_the_buyer_unmoved_where_nothing_can_be_told():
    talk = Talk(claims(needs=[], commitments=[]), told={"system": (2,)}, **RAISED)
    talk.hear(
        segment("answer_concern", text="It is not so."),
        segment("open_question", "system", text="Which system?"),
        dominant="answer_concern",
    )
    assert talk.said == ["unmoved"]
