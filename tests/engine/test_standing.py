"""Where the buyer stands up for what was said, and where they ask back."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Claim, Figure
from tests.builders import commitment, need, objection, person, segment
from tests.engine.talking import LADDER, RAISED, Talk, claims

FROM_NOWHERE = Figure(value=30, unit="percent", start=14, end=28)
DOUBTED = segment(
    "insight", "leakage", text="You will save thirty percent.", unsupported=FROM_NOWHERE
)


def test_a_figure_from_nowhere_is_doubted_by_its_own_words():
    talk = Talk(claims())
    talk.hear(DOUBTED)
    (line,) = talk.last.lines
    assert (line.act, line.names) == ("doubts", ("thirty percent",))


def test_a_doubted_figure_earns_nothing():
    talk = Talk(claims())
    before = talk.felt
    talk.hear(DOUBTED)
    assert talk.felt == before


def test_what_stands_beside_a_doubted_figure_earns():
    talk = Talk(claims())
    trust = talk.state.trust
    talk.hear(DOUBTED, segment("acknowledge"))
    assert talk.state.trust == trust + 1


def test_a_reflection_that_contradicts_what_was_said_is_corrected_by_the_buyers_sentence():
    call = claims(buyer=person(opener="Good morning. Four percent is overpaid. Shall we start?"))
    talk = Talk(call, "leakage")
    before = talk.felt
    wrong = segment("reflection", "leakage", text="So forty percent is overpaid.", contradicts=1)
    talk.hear(wrong)
    (line,) = talk.last.lines
    assert (line.act, line.names) == ("corrects", ("Four percent is overpaid",))
    assert talk.felt == before
    assert talk.need == "hidden"


NO_WORK = segment(
    "insight",
    text="There is no work for your people.",
    claims=(Claim(subject="effort", amount=0, start=9, end=32),),
)
TWO_ANALYSTS = segment(
    "insight",
    text="It takes two analysts.",
    claims=(Claim(subject="effort", amount=2, unit="people", start=9, end=21),),
)


def test_a_broken_promise_is_recalled_with_what_was_said_then_and_now():
    talk = Talk(claims())
    talk.hear(NO_WORK)
    talk.hear(segment("rapport"))
    talk.hear(TWO_ANALYSTS)
    (line,) = talk.last.lines
    assert line.act == "reminds"
    assert line.names == ("no work for your people", "two analysts")


def test_a_promise_that_is_kept_is_not_recalled():
    talk = Talk(claims())
    talk.hear(NO_WORK)
    talk.hear(NO_WORK)
    assert "reminds" not in talk.said


def test_a_claim_without_a_promise_before_it_is_let_pass():
    talk = Talk(claims())
    talk.hear(TWO_ANALYSTS)
    assert "reminds" not in talk.said


def test_a_promise_about_something_else_is_not_the_one_that_is_broken():
    talk = Talk(claims())
    talk.hear(NO_WORK)
    money = Claim(subject="cost", amount=9, unit="money", start=0, end=4)
    talk.hear(segment("insight", text="Nine pounds.", claims=(money,)))
    assert "reminds" not in talk.said


def test_standing_up_comes_before_the_objection_and_what_it_would_have_let_out():
    call = claims(
        needs=[need("leakage", listen_for="audit", reveals=LADDER)],
        objections=[objection("rip-and-replace", raise_when={"move": "insight"})],
    )
    talk = Talk(call)
    talk.hear(DOUBTED, segment("open_question", "leakage"), dominant="insight")
    assert talk.said == ["doubts"]
    assert (talk.need, talk.objection) == ("hidden", "latent")


NEAR = segment("open_question", near=["leakage", "system"], text="How do you look at those?")


def narrowing(opener_topic=None, **fields):
    return Talk(
        claims(
            needs=[
                need("leakage", listen_for="audit", called="the audit", reveals=LADDER),
            ],
            knows=[
                {
                    "id": "system",
                    "listen_for": "which system",
                    "say": "Guidewire.",
                    "called": "the system",
                }
            ],
            **fields,
        ),
        opener_topic,
    )


def test_a_question_between_the_two_thresholds_is_narrowed_and_costs_nothing():
    talk = narrowing()
    before = talk.felt
    talk.hear(segment("closed_question", near=["leakage", "system"]))
    assert talk.said == ["narrows"]
    assert talk.felt == before


def test_a_narrowed_question_counts_as_ours():
    talk = narrowing()
    talk.hear(NEAR)
    assert talk.state.misheard == 1


def test_narrowing_names_no_topic_that_has_not_come_up():
    talk = narrowing()
    talk.hear(NEAR)
    assert talk.last.lines[0].names == ()


def test_narrowing_names_topics_that_the_buyer_spoke_of_or_the_brief_names():
    talk = narrowing(brief="They would like to talk about the system.")
    talk.hear(segment("open_question", "leakage"))
    talk.hear(NEAR)
    assert talk.last.lines[0].names == ("the audit", "the system")


def test_narrowing_never_names_what_the_opener_or_a_hint_only_points_at():
    talk = narrowing("leakage")
    talk.hear(NEAR)
    assert talk.last.lines[0].names == ()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (segment("other", "system", text="The system."), "Guidewire."),
        (segment("other", near=["leakage"], text="Audits."), "Two percent is audited."),
        (segment("acknowledge", "leakage", text="Right, the audit."), "Two percent is audited."),
    ],
)
def test_the_sellers_choice_is_heard_as_the_question_that_was_narrowed(answer, said):
    talk = narrowing()
    talk.hear(NEAR)
    talk.hear(answer)
    assert talk.said == [said]


@pytest.mark.parametrize("kind", ["open_question", "closed_question", "reflection"])
def test_a_choice_that_asks_on_and_was_only_near_is_a_choice(kind):
    talk = narrowing()
    talk.hear(NEAR)
    talk.hear(segment(kind, near=["leakage"], takes_up=True, text="How much of that is audited?"))
    assert talk.said == ["Two percent is audited."]


def test_nothing_is_narrowed_twice_in_a_row():
    talk = narrowing()
    talk.hear(NEAR)
    talk.hear(segment("closed_question", near=["other"]))
    assert "narrows" not in talk.said


def test_a_question_that_names_or_follows_up_a_topic_is_not_narrowed():
    talk = narrowing("leakage")
    talk.hear(segment("open_question", near=["system"], takes_up=True))
    assert talk.said == ["Two percent is audited."]


def test_under_a_raised_objection_a_question_near_to_something_else_is_narrowed():
    talk = Talk(claims(), **RAISED)
    talk.hear(NEAR)
    assert talk.said == ["narrows"]


def test_only_questions_are_narrowed():
    talk = narrowing()
    talk.hear(segment("insight", near=["leakage"]))
    assert "narrows" not in talk.said


def test_a_seller_who_steps_away_is_not_asked_back():
    talk = narrowing(commitments=[commitment("meet-claims")])
    talk.hear(segment("disqualify"), NEAR)
    assert talk.said == ["stepped_away"]


def test_the_remark_comes_before_a_doubt():
    talk = Talk(claims())
    for _ in range(2):
        talk.hear(segment("insight"))
    talk.hear(DOUBTED)
    assert talk.said == ["monotone", "doubts"]
