"""What the seller asks the buyer to do."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Figure
from tests.builders import commitment, need, objection, segment
from tests.engine.talking import EXPLORED, LADDER, RAISED, STATED, Talk, claims

ADVANCE = segment("advance", "meet-claims")
DOUBTED = segment(
    "pitch",
    text="You save nine percent.",
    unsupported=Figure(value=9, unit="percent", start=9, end=21),
)


def talk_of(accept_when=None, **state):
    return Talk(
        claims(commitments=[commitment("meet-claims", accept_when=accept_when or {})]), **state
    )


def became(talk: Talk) -> str:
    return talk.state.commitments["meet-claims"].value


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((DOUBTED, ADVANCE), {}),
        ((segment("open_question", "rip-and-replace"), ADVANCE), RAISED),
        ((segment("answer_concern"), ADVANCE), RAISED),
        ((ADVANCE,), {"patience": 2}),
    ],
)
def test_an_advance_makes_it_offered_whatever_then_ends_the_turn(said, state):
    talk = talk_of(**state)
    talk.hear(*said)
    assert became(talk) == "offered"


def test_an_advance_makes_it_offered_though_an_objection_is_raised_by_it():
    call = claims(objections=[objection("rip-and-replace", raise_when={"move": "advance"})])
    talk = Talk(call)
    talk.hear(ADVANCE)
    assert talk.said == ["rip-and-replace says."]
    assert became(talk) == "offered"


def test_only_an_advance_offers():
    talk = talk_of()
    talk.hear(segment("open_question", "meet-claims"))
    assert became(talk) == "none"


def test_an_advance_without_a_topic_is_about_the_only_commitment_not_yet_accepted():
    call = claims(commitments=[commitment("meet-claims"), commitment("sign")])
    talk = Talk(call)
    talk.hear(segment("advance"))
    assert set(talk.state.commitments.values()) == {"none"}
    talk = Talk(call, commitments={"sign": "accepted"})
    talk.hear(segment("advance"))
    assert talk.said == ["meet-claims accepts."]


def test_accepted_when_its_condition_holds_and_no_objection_is_raised():
    talk = talk_of({"trust": 30})
    talk.hear(ADVANCE)
    assert (became(talk), talk.said) == ("accepted", ["meet-claims accepts."])


def test_accepting_does_not_end_the_call():
    talk = talk_of()
    talk.hear(ADVANCE)
    assert not talk.state.hung_up
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["Two percent is audited."]


def test_asked_for_again_what_is_accepted_is_confirmed():
    talk = talk_of()
    talk.hear(ADVANCE)
    talk.hear(ADVANCE)
    assert (became(talk), talk.said) == ("accepted", ["confirms"])


@pytest.mark.parametrize("gauge", ["trust", "interest", "patience"])
def test_only_a_gauge_short_it_is_put_off_and_stays_offered(gauge):
    talk = talk_of({gauge: 99})
    talk.hear(ADVANCE)
    assert (became(talk), talk.said) == ("offered", ["meet-claims puts_off."])


@pytest.mark.parametrize("when", [{}, {"needs": {"leakage": "owned"}}])
@pytest.mark.parametrize("state", [RAISED, EXPLORED])
def test_with_an_objection_raised_it_is_put_off_and_stays_offered(state, when):
    talk = talk_of(when, **state)
    talk.hear(ADVANCE)
    assert (became(talk), talk.said) == ("offered", ["meet-claims puts_off."])


@pytest.mark.parametrize("when", [{"needs": {"leakage": "stated"}}, {"turn": 9}])
def test_with_anything_else_short_it_is_declined(when):
    talk = talk_of(when)
    talk.hear(ADVANCE)
    assert (became(talk), talk.said) == ("declined", ["meet-claims declines."])


def test_a_gauge_and_something_else_short_it_is_declined():
    talk = talk_of({"trust": 99, "needs": {"leakage": "stated"}})
    talk.hear(ADVANCE)
    assert became(talk) == "declined"


def test_what_was_declined_may_be_offered_again():
    talk = talk_of({"needs": {"leakage": "hinted"}})
    talk.hear(ADVANCE)
    talk.hear(segment("open_question", "leakage"))
    talk.hear(ADVANCE)
    assert became(talk) == "accepted"


def test_a_need_is_owned_when_an_accepted_commitment_names_it():
    talk = talk_of({"needs": {"leakage": "stated"}}, **STATED)
    talk.hear(ADVANCE)
    assert talk.need == "owned"


def test_a_need_is_owned_when_it_is_named_inside_any():
    talk = talk_of({"any": [{"trust": 99}, {"needs": {"leakage": "stated"}}]}, **STATED)
    talk.hear(ADVANCE)
    assert talk.need == "owned"


def test_a_need_that_the_commitment_does_not_name_is_not_owned():
    talk = talk_of({"trust": 10}, **STATED)
    talk.hear(ADVANCE)
    assert talk.need == "stated"


def test_the_buyers_answer_to_an_offer_ends_the_turn():
    talk = talk_of()
    talk.hear(ADVANCE, segment("open_question", "leakage"))
    assert talk.said == ["meet-claims accepts."]
    assert talk.need == "hidden"


def test_the_ledger_tells_offered_before_what_the_buyer_made_of_it():
    talk = talk_of()
    talk.hear(ADVANCE)
    assert [change.state for change in talk.last.changes] == ["offered", "accepted"]
    assert {change.turn for change in talk.last.changes} == {3}


AWAY = segment("disqualify")


def leaving(**fields):
    plain = {
        "commitments": [commitment("refer"), commitment("meet-claims")],
        "right_ending": ["disqualified", "refer"],
    }
    return claims(**{**plain, **fields})


def test_a_turn_that_is_a_disqualification_is_answered_with_stepped_away():
    talk = Talk(leaving())
    talk.hear(AWAY)
    assert talk.said == ["stepped_away"]
    assert talk.state.stepped_away == 2


def test_a_disqualification_that_is_not_the_turns_dominant_kind_is_not():
    talk = Talk(leaving())
    talk.hear(AWAY, segment("open_question", "leakage"), dominant="open_question")
    assert "stepped_away" not in talk.said
    assert talk.state.stepped_away is None


def test_stepping_away_and_asking_for_something_is_answered_in_both():
    talk = Talk(leaving())
    talk.hear(AWAY, segment("advance", "refer"))
    assert talk.said == ["stepped_away", "refer accepts."]


def test_after_stepping_away_the_call_goes_on():
    talk = Talk(leaving())
    talk.hear(AWAY)
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["Two percent is audited."]
    assert talk.state.stepped_away == 2


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        (segment("pitch"), False),
        (segment("advance", "meet-claims"), False),
        (segment("advance", "refer"), True),
        (segment("advise"), True),
        (segment("insight", "leakage"), True),
        (segment("answer_concern"), True),
    ],
)
def test_stepping_away_stands_until_a_pitch_or_an_ask_outside_right_ending(later, stands):
    talk = Talk(leaving())
    talk.hear(AWAY)
    talk.hear(later)
    assert (talk.state.stepped_away is not None) is stands


def test_one_can_step_away_again():
    talk = Talk(leaving())
    for said in (AWAY, segment("pitch"), AWAY):
        talk.hear(said)
    assert talk.state.stepped_away == 6


def test_what_was_said_before_stepping_away_does_not_undo_it():
    talk = Talk(leaving(needs=[need("leakage", reveals=LADDER)]))
    talk.hear(segment("pitch"))
    talk.hear(AWAY, segment("pitch"))
    assert talk.state.stepped_away == 4


def test_stepping_back_and_asking_for_the_order_in_one_breath_is_no_stepping_back():
    talk = Talk(claims(right_ending=["disqualified"]))
    talk.hear(segment("disqualify"), segment("advance", "meet-claims"), dominant="disqualify")
    assert "stepped_away" not in talk.said
    assert talk.state.stepped_away is None


def test_who_is_told_that_it_is_not_for_them_picks_no_holes_in_how_it_was_said():
    wrong = segment("reflection", "leakage", contradicts=1)
    talk = Talk(claims(right_ending=["disqualified"]))
    talk.hear(wrong, segment("disqualify"), dominant="disqualify")
    assert talk.said == ["stepped_away"]


def test_who_asks_again_without_naming_it_means_the_one_step_asked_for_before():
    talk = Talk(
        claims(
            objections=[],
            commitments=[
                commitment("meet-claims", listen_for="meet your head of claims"),
                commitment("sign", listen_for="sign today"),
            ],
        ),
        commitments={"sign": "offered"},
    )
    talk.hear(segment("advance"))
    assert (talk.state.commitments["sign"], talk.said) == ("accepted", ["sign accepts."])


def test_two_steps_asked_for_before_leave_it_open_which_is_meant():
    talk = Talk(
        claims(
            objections=[],
            commitments=[
                commitment("meet-claims", listen_for="meet your head of claims"),
                commitment("sign", listen_for="sign today"),
            ],
        ),
        commitments={"sign": "offered", "meet-claims": "declined"},
    )
    talk.hear(segment("advance"))
    assert talk.state.commitments["sign"] == "offered"
