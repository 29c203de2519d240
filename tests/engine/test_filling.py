"""What the buyer says when nothing else is due: asks, hints, and a line of the fitting act."""

from __future__ import annotations

import pytest

from roleplay.domain.scenario import Act, Manner
from tests.builders import commitment, need, objection, person, segment
from tests.engine.talking import LADDER, RAISED, Talk, claims

COST = {"say": "What does it cost?", "if_dodged": "I asked what it costs."}


def asking(*asks, **fields):
    return Talk(claims(buyer=person(asks=list(asks)), **fields))


def test_the_buyer_asks_when_the_moment_has_come_and_only_once():
    talk = asking({**COST, "when": {"interest": 31}})
    talk.hear(segment("rapport"))
    assert talk.said == ["small_talk"]
    talk.hear(segment("proof"))
    assert talk.said == ["What does it cost?"]
    talk.hear(segment("proof", text="About ten thousand."))
    assert talk.said == ["proof"]


@pytest.mark.parametrize(
    "dodge", [segment("open_question"), segment("reflection"), segment("rapport")]
)
def test_a_dodged_question_is_asked_again_once(dodge):
    talk = asking(COST)
    talk.hear(segment("agenda"))
    talk.hear(dodge)
    assert talk.said == ["I asked what it costs."]
    talk.hear(segment("agenda"))
    assert "I asked what it costs." not in talk.said


@pytest.mark.parametrize("kind", ["pitch", "proof", "insight", "answer_concern"])
def test_an_answered_question_is_not_asked_again(kind):
    talk = asking(COST)
    talk.hear(segment("agenda"))
    talk.hear(segment(kind))
    talk.hear(segment("acknowledge"))
    assert talk.said == ["acknowledged"]


def test_an_answer_counts_though_something_else_ended_the_turn():
    talk = asking(COST, objections=[objection("rip-and-replace", raise_when={"move": "pitch"})])
    talk.hear(segment("agenda"))
    talk.hear(segment("pitch"))
    assert talk.said == ["rip-and-replace says."]
    talk.hear(segment("acknowledge"))
    assert talk.said == ["acknowledged"]


def test_the_buyer_comes_back_to_a_dodged_question_when_there_was_more_to_say_first():
    talk = asking(COST)
    talk.hear(segment("agenda"))
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["Two percent is audited."]
    talk.hear(segment("acknowledge"))
    assert talk.said == ["I asked what it costs."]


def test_asks_come_in_file_order_one_a_turn():
    talk = asking({"say": "First?"}, {"say": "Second?"})
    talk.hear(segment("agenda"))
    assert talk.said == ["First?"]
    talk.hear(segment("proof"))
    assert talk.said == ["Second?"]


HINTS = {"needs": [need("leakage", hints="Our numbers are fine."), need("waste", hints="Waste.")]}


@pytest.mark.parametrize(
    ("kind", "first"),
    [("open_question", ["unknown"]), ("closed_question", ["unknown"]), ("reflection", [])],
)
def test_a_hint_comes_after_a_question_or_reflection_and_makes_the_need_hinted(kind, first):
    talk = Talk(claims(**HINTS))
    talk.hear(segment(kind))
    assert (talk.said, talk.need) == ([*first, "Our numbers are fine."], "hinted")


def test_a_hint_after_a_mere_does_that_make_sense_needs_no_excuse():
    talk = Talk(claims(**HINTS))
    talk.hear(segment("closed_question", wants="agreement"))
    assert talk.said == ["Our numbers are fine."]


@pytest.mark.parametrize("kind", ["pitch", "rapport", "acknowledge", "proof"])
def test_no_hint_comes_after_anything_else(kind):
    talk = Talk(claims(**HINTS))
    talk.hear(segment(kind))
    assert talk.need == "hidden"


def test_hints_come_in_file_order_of_needs_still_hidden():
    talk = Talk(claims(**HINTS), needs={"leakage": "stated"})
    talk.hear(segment("open_question"))
    assert talk.said == ["unknown", "Waste."]
    talk.hear(segment("open_question"))
    assert talk.said == ["unclear"]


def test_an_ask_goes_before_a_hint():
    talk = asking(COST, **HINTS)
    talk.hear(segment("reflection"))
    assert talk.said == ["What does it cost?"]


def test_who_is_asked_something_says_that_they_cannot_answer_before_they_ask():
    talk = asking(COST)
    talk.hear(segment("open_question"))
    assert talk.said == ["unknown", "What does it cost?"]


def test_an_opening_missed_for_two_turns_is_kept_for_the_debrief():
    talk = Talk(claims(**HINTS))
    talk.hear(segment("open_question"))
    talk.hear(segment("rapport"))
    assert talk.state.missed == ()
    talk.hear(segment("agenda"))
    assert talk.state.missed == ("leakage",)


def test_an_opening_that_is_taken_up_is_not_missed():
    call = claims(needs=[need("leakage", hints="Fine.", listen_for="audit", reveals=LADDER)])
    talk = Talk(call)
    talk.hear(segment("open_question"))
    talk.hear(segment("open_question", takes_up=True))
    assert talk.said[0] == "Two percent is audited."
    talk.hear(segment("rapport"))
    talk.hear(segment("agenda"))
    assert talk.state.missed == ()


ACTS = {
    "rapport": "small_talk",
    "agenda": "agenda",
    "reflection": "acknowledged",
    "acknowledge": "acknowledged",
    "insight": "insight",
    "pitch": "pitch",
    "proof": "proof",
    "advise": "advise",
    "concede": "concede",
    "disqualify": "stepped_away",
    "other": "unclear",
    "open_question": "unclear",
}


@pytest.mark.parametrize("kind", ACTS)
def test_a_line_of_the_fitting_act(kind):
    talk = Talk(claims())
    talk.hear(segment(kind))
    assert talk.said == [ACTS[kind]]


@pytest.mark.parametrize("focus", ["situation", "process"])
def test_a_fact_the_buyer_has_no_line_for_is_not_known(focus):
    talk = Talk(claims())
    talk.hear(segment("closed_question", focus=focus))
    assert talk.said == ["unknown"]


def test_a_question_about_something_whose_moment_has_not_come_is_deflected():
    call = claims(
        needs=[need("leakage", listen_for="audit", reveals=[{"say": "No.", "when": {"trust": 99}}])]
    )
    talk = Talk(call)
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["deflects"]


IMPATIENT = ("rapport", "agenda", "acknowledge", "pitch", "proof", "insight", "advise", "concede")


@pytest.mark.parametrize("kind", IMPATIENT)
def test_under_20_patience_the_buyer_is_impatient_in_place_of_these(kind):
    call = claims(buyer=person(effects={kind: (0, 0, 0)}))
    talk = Talk(call, patience=20)
    talk.hear(segment(kind))
    assert talk.said == [ACTS[kind]]
    talk = Talk(call, patience=19)
    talk.hear(segment(kind))
    assert talk.said == ["impatient"]


@pytest.mark.parametrize("kind", ["open_question", "disqualify"])
def test_impatience_stands_in_place_of_nothing_else(kind):
    talk = Talk(claims(), patience=10)
    talk.hear(segment(kind))
    assert talk.said == [ACTS[kind]]


def test_asking_for_what_this_call_does_not_know_is_put_off():
    call = claims(commitments=[commitment("meet-claims"), commitment("sign")])
    talk = Talk(call)
    talk.hear(segment("advance"))
    assert talk.said == ["puts_off"]
    assert set(talk.state.commitments.values()) == {"none"}


def test_settling_the_details_of_what_was_agreed_is_confirmed():
    talk = Talk(claims(), commitments={"meet-claims": "accepted"})
    talk.hear(segment("advance"))
    assert talk.said == ["confirms"]


def test_an_answer_that_was_given_needs_no_line_of_an_act():
    talk = Talk(claims(), **RAISED)
    talk.hear(segment("open_question"))
    assert [line.kind for line in talk.last.lines] == ["behind"]


def test_the_closed_lists():
    assert [manner.value for manner in Manner] == [
        "direct", "guarded", "numerate", "warm", "hurried", "talkative",
    ]  # fmt: skip
    assert [act.value for act in Act] == [
        "small_talk", "agenda", "acknowledged", "pitch", "proof", "insight", "advise", "concede",
        "impatient", "unclear", "deflects", "narrows", "unknown", "monotone", "stacked", "doubts",
        "corrects", "reminds", "unmoved", "resolved", "admitted", "confirms", "declines",
        "puts_off", "stepped_away", "pause", "hang_up", "goodbye",
    ]  # fmt: skip


def two_needs(**fields):
    later = [{"say": "No.", "when": {"asked": "fines", "trust": 99}}]
    return Talk(
        claims(
            objections=[objection("rip", listen_for="rip", raise_when={"turn": 99})],
            needs=[
                need("leakage", listen_for="leaks", hints="Audits are fine.", reveals=LADDER),
                need("fines", listen_for="fines", hints="Nobody fines us.", reveals=later),
            ],
        ),
        **fields,
    )


def test_who_asks_about_a_need_that_is_not_told_yet_gets_its_own_hint():
    talk = two_needs()
    talk.hear(segment("open_question", "fines"))
    assert talk.said == ["Nobody fines us."]
    talk.hear(segment("open_question", "fines"))
    assert talk.said == ["deflects"]


def test_who_asks_about_the_raised_objection_gets_no_hint():
    talk = two_needs(objections={"rip": "explored"})
    talk.hear(segment("open_question", "rip"))
    assert talk.said == ["rip behind."]
    assert talk.last.lines[0].kind == "repeats"


@pytest.mark.parametrize("kind", ["insight", "reflection", "acknowledge", "proof", "advise"])
def test_what_a_turn_mainly_does_does_not_drown_the_question_behind_it(kind):
    talk = Talk(claims(needs=[]))
    talk.hear(segment(kind), segment("closed_question"), dominant=kind)
    assert talk.said == ["unknown"]


def test_who_asks_what_the_buyer_would_need_is_not_told_that_they_do_not_know():
    talk = Talk(claims(**HINTS))
    talk.hear(segment("closed_question", focus="situation", wants="terms"))
    assert talk.said == ["deflects"]


def test_a_mere_does_that_make_sense_leaves_the_answer_to_what_it_is_about():
    talk = Talk(claims(needs=[]))
    talk.hear(segment("insight"), segment("closed_question", wants="agreement"), dominant="insight")
    assert talk.said == ["insight"]


def test_an_answer_to_nothing_does_not_drown_the_question_beside_it():
    talk = Talk(claims(needs=[]))
    talk.hear(segment("answer_concern"), segment("open_question"), dominant="answer_concern")
    assert talk.said == ["unclear"]


def test_who_stacks_questions_about_nothing_is_asked_which_they_mean():
    talk = asking(COST, **HINTS)
    talk.hear(*(segment("open_question") for _ in range(3)))
    assert talk.said == ["stacked", "narrows"]
