from __future__ import annotations

import pytest

from roleplay.domain.scorecard import Verdict
from roleplay.scoring.checks import assess
from roleplay.scoring.metrics import measure
from roleplay.scoring.reading import Reading
from tests.builders import (
    buyer,
    call,
    change,
    check,
    ledger,
    need,
    scenario,
    seg,
    seller,
)

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.NOT_ASSESSABLE


def answer(heard, scen=None, record=None, **test):
    reading = Reading(heard, scen, None, record)
    return assess(check(**test), reading, measure(reading))


def count(heard, scen=None, record=None, **test):
    return answer(heard, scen, record, count=test)


ASKS = call(
    "buyer: Claims are fine.",
    seller(
        "Fine? What tells you so?",
        seg("Fine?", "reflection", takes_up=True),
        seg("What tells you so?", "open_question", takes_up=True, focus="problem"),
    ),
    buyer("Two percent are audited.", "number"),
    seller("We sell audits.", "pitch", topics=("leakage",)),
    buyer("I doubt that.", "doubt"),
    seller("How many files is that?", "closed_question", quantifies=True, focus="situation"),
    buyer("Nine thousand, and it hurts.", "number", "difficulty"),
)


def test_what_the_buyer_says_last_is_told_from_what_they_said_before():
    assert count(ASKS, by="buyer", said="number", at_least=2).verdict is MET
    assert count(ASKS, by="buyer", said="number", in_last=1, at_least=2).verdict is NOT_MET
    assert count(ASKS, by="buyer", said="doubt", in_last=1, at_most=0).verdict is MET
    assert count(ASKS, by="buyer", said="doubt", in_last=2, at_most=0).verdict is NOT_MET


@pytest.mark.parametrize(
    ("test", "value"),
    [
        ({"move": "pitch"}, 1),
        ({"move": ["open_question", "closed_question"]}, 2),
        ({"topic": "leakage"}, 1),
        ({"quantifies": True}, 1),
        ({"focus": ["problem", "situation"]}, 2),
        ({"builds_on": "buyer"}, 2),
        ({"met_with": "difficulty"}, 1),
        ({"met_with": ["doubt", "number"]}, 3),
        ({"not_met_with": "doubt"}, 2),
        ({"replies_to": "number"}, 1),
        ({"replies_to": ["number", "doubt"]}, 2),
        ({"answered": True}, 3),
        ({"answered": False}, 1),
        ({"before": "pitch"}, 2),
        ({"before": "open_question"}, 1),
        ({"before": "concede"}, 4),
        ({"by": "buyer", "said": "number"}, 2),
        ({"by": "buyer", "said": ["number", "doubt"]}, 3),
        ({"by": "buyer", "said": "number", "before": "pitch"}, 1),
        ({"by": "buyer"}, 3),  # the same words are a number and a difficulty: once
    ],
)
def test_count_counts_what_fits_all_that_is_given(test, value):
    scen = scenario()
    met = count(ASKS, scen, **test, at_least=value)
    assert (met.verdict, met.value) == (MET, value)
    assert len(met.evidence) >= 1
    missed = count(ASKS, scen, **test, at_least=value + 1)
    assert (missed.verdict, missed.value) == (NOT_MET, value)
    assert missed.reason == f"{value} of at least {value + 1}"


def test_a_met_count_cites_its_segments_with_the_listeners_confidence():
    found = count(ASKS, focus="problem", at_least=1)
    (words,) = found.evidence
    assert (words.turn, words.start, words.end) == (2, 6, 24)
    assert words.quote == "What tells you so?"
    assert words.confidence == 0.9


def test_words_that_the_seller_corrected_say_so():
    heard = call("buyer: Yes?", seller("What for?", "open_question", corrected=True))
    (words,) = count(heard, move="open_question", at_least=1).evidence
    assert words.corrected


def test_at_most_cites_the_offending_words_only_when_it_is_not_met():
    missed = count(ASKS, move="pitch", at_most=0)
    assert missed.verdict is NOT_MET
    assert [words.quote for words in missed.evidence] == ["We sell audits."]
    met = count(ASKS, move="pitch", at_most=1)
    assert (met.verdict, met.value, met.evidence) == (MET, 1, ())


@pytest.mark.parametrize("line", ["reveal", "knows", "behind", "accepts", "declines", "puts_off"])
def test_answered_in_practice_is_a_line_that_tells(line):
    heard = call("buyer: Yes?", seller("Why?", "open_question"), buyer("Hm.", lines=("act", line)))
    assert count(heard, answered=True, at_least=1).verdict is MET


@pytest.mark.parametrize("line", ["act", "again", "ask", "hint", "objection"])
def test_no_other_line_answers_whatever_was_heard_in_it(line):
    reply = buyer("Nine million.", "number", lines=(line,))
    heard = call("buyer: Yes?", seller("Why?", "open_question"), reply)
    assert count(heard, answered=True, at_least=1).verdict is NOT_MET


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("number", MET), ("difficulty", MET), ("doubt", NOT_MET), ("put_off", NOT_MET)],
)
def test_answered_on_a_real_call_is_what_the_buyer_says(said, verdict):
    heard = call("buyer: Yes?", seller("Why?", "open_question"), buyer("So it is.", said))
    assert count(heard, answered=True, at_least=1).verdict is verdict


def test_a_question_that_ends_the_call_is_not_answered():
    heard = call("buyer: Yes?", buyer("Nine.", "number"), seller("Why?", "open_question"))
    assert count(heard, answered=True, at_least=1).verdict is NOT_MET


def test_topics_are_not_assessable_without_a_scenario():
    assert count(ASKS, topic="leakage", at_least=1).verdict is UNKNOWN


def test_words_that_cannot_be_shown_meet_nothing():
    turn = seller("Why?", "open_question")
    segment = turn.heard.segments[0].model_copy(update={"end": 99})
    broken = turn.model_copy(
        update={"heard": turn.heard.model_copy(update={"segments": (segment,)})}
    )
    found = count(call("buyer: Yes?", broken), move="open_question", at_least=1)
    assert (found.verdict, found.evidence) == (UNKNOWN, ())
    assert "cannot be shown" in found.reason
    assert count(call("buyer: Yes?", broken), move="open_question", at_most=0).verdict is UNKNOWN


# --- the ledger ---

CALL = call(
    "buyer: Claims are fine.",
    seller("What tells you so?", "open_question"),
    buyer(
        "Four percent are overpaid. Ask me another.",
        lines=("reveal", "ask"),
        parts=((0, 26), (27, 42)),
    ),
    seller("We sell audits.", "pitch"),
    buyer("No core replacement.", lines=("objection",)),
    seller("Can we meet Priya?", "advance"),
    buyer("Bring her. That is nine million.", lines=("accepts", "reveal")),
)
RECORD = ledger(
    change("need", "leakage", "stated", 3, (2, 0, 18)),
    change("objection", "rip-and-replace", "raised", 5, (4, 0, 15)),
    change("commitment", "meet-claims", "accepted", 7, (6, 0, 18)),
    change("need", "leakage", "quantified", 7),
)


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ({"any_need": True, "reached": "stated"}, MET),
        ({"any_need": True, "reached": "hinted"}, MET),
        ({"any_need": True, "reached": "owned"}, NOT_MET),
        ({"need": "leakage", "reached": "quantified"}, MET),
        ({"need": "fraud", "reached": "stated"}, UNKNOWN),
        ({"kind": "unrecognised", "reached": "stated"}, MET),
        ({"kind": "broker", "reached": "stated"}, UNKNOWN),
        ({"objection": "any", "reached": "raised"}, MET),
        ({"objection": "rip-and-replace", "reached": "explored"}, NOT_MET),
        ({"objection": "price", "reached": "raised"}, UNKNOWN),
        ({"commitment": "any", "reached": "accepted"}, MET),
        ({"commitment": "meet-claims", "reached": "declined"}, MET),
        ({"commitment": "trial", "reached": "accepted"}, UNKNOWN),
        ({"any_need": True, "reached": "stated", "before": "pitch"}, MET),
        ({"any_need": True, "reached": "quantified", "before": "pitch"}, NOT_MET),
        ({"any_need": True, "reached": "quantified", "before": "concede"}, MET),
        ({"any_need": True, "reached": "stated", "at_least": 2}, UNKNOWN),
        ({"any_need": True, "reached": ["owned", "quantified"]}, MET),
    ],
)
def test_ledger(test, verdict):
    found = answer(CALL, scenario(), RECORD, ledger=test)
    assert found.verdict is verdict
    assert bool(found.evidence) is (verdict is MET)
    assert bool(found.reason) is (verdict is not MET)


def test_at_least_counts_needs():
    record = ledger(change("need", "a", "stated", 3), needs=("a", "b"))
    found = answer(
        CALL, None, record, ledger={"any_need": True, "reached": "stated", "at_least": 2}
    )
    assert (found.verdict, found.value) == (NOT_MET, 1)


def test_a_ledger_check_cites_the_buyers_part_and_the_words_that_earned_it():
    found = answer(CALL, None, RECORD, ledger={"need": "leakage", "reached": "stated"})
    assert [(words.turn, words.quote) for words in found.evidence] == [
        (3, "Four percent are overpaid."),
        (2, "What tells you so?"),
    ]
    assert [words.confidence for words in found.evidence] == [1.0, 0.9]


def test_without_parts_the_whole_turn_is_cited():
    found = answer(CALL, None, RECORD, ledger={"need": "leakage", "reached": "quantified"})
    assert [words.quote for words in found.evidence] == ["Bring her. That is nine million."]


@pytest.mark.parametrize("entry", [(3, (2, 0, 99)), (3, (8, 0, 2)), (2, None), (40, None)])
def test_an_entry_whose_words_cannot_be_shown_is_not_assessable(entry):
    turn, earned = entry
    record = ledger(change("need", "leakage", "stated", turn, earned))
    found = answer(CALL, None, record, ledger={"any_need": True, "reached": "stated"})
    assert (found.verdict, found.evidence) == (UNKNOWN, ())


def test_a_commitment_that_was_taken_back_is_not_accepted():
    record = ledger(
        change("commitment", "meet-claims", "accepted", 5),
        change("commitment", "meet-claims", "declined", 7),
    )
    test = {"commitment": "any", "reached": "accepted"}
    assert answer(CALL, None, record, ledger=test).verdict is NOT_MET


def test_without_a_ledger_a_ledger_check_is_not_assessable():
    found = answer(CALL, scenario(), None, ledger={"any_need": True, "reached": "stated"})
    assert found.verdict is UNKNOWN
    assert "practice calls" in found.reason


def test_what_stands_in_counts_only_where_there_is_no_ledger():
    test = {
        "ledger": {"any_need": True, "reached": "stated"},
        "without_ledger": {"by": "buyer", "said": "number", "at_least": 1},
    }
    assert answer(ASKS, None, None, **test).verdict is MET
    assert answer(ASKS, None, ledger(), **test).verdict is NOT_MET


def test_kinds_of_need_are_the_scenarios():
    scen = scenario(needs=[need("leakage", "opportunity")])
    test = {"kind": "opportunity", "reached": "stated"}
    assert answer(CALL, scen, RECORD, ledger=test).verdict is MET
    assert answer(CALL, None, RECORD, ledger=test).verdict is UNKNOWN


# --- occasions, metrics, endings, judges ---


def test_a_check_without_its_occasion_is_not_assessable():
    test = {"count": {"move": "answer_concern", "at_least": 1}, "if": {"objection": "raised"}}
    none = answer(CALL, None, ledger(), **test)
    assert (none.verdict, none.reason) == (UNKNOWN, "No objection was raised.")
    assert answer(CALL, None, RECORD, **test).verdict is NOT_MET
    assert answer(CALL, None, None, **test).verdict is UNKNOWN
    assert answer(ASKS, None, None, **test).verdict is NOT_MET
    further = {**test, "if": {"objection": "explored"}}
    assert answer(CALL, None, RECORD, **further).verdict is UNKNOWN


def test_a_metric_cites_its_value_when_met_and_the_words_when_not():
    met = answer(ASKS, metric={"name": "questions", "at_most": 2})
    assert (met.verdict, met.value, met.evidence) == (MET, 2, ())
    missed = answer(ASKS, metric={"name": "questions", "at_most": 1})
    assert missed.verdict is NOT_MET
    assert [words.quote for words in missed.evidence] == [
        "What tells you so?",
        "How many files is that?",
    ]
    few = answer(ASKS, metric={"name": "questions", "at_least": 3})
    assert (few.verdict, few.reason) == (NOT_MET, "2 of at least 3")


@pytest.mark.parametrize("name", ["contradicted_facts", "openings_missed"])
def test_a_metric_that_was_not_measured_is_not_assessable(name):
    assert answer(ASKS, metric={"name": name, "at_most": 0}).verdict is UNKNOWN


def test_judge_only_is_not_assessable_offline():
    found = answer(ASKS, judge_only=True)
    assert found.verdict is UNKNOWN
    assert "judge" in found.reason


AWAY = call(
    "buyer: We love it.",
    seller("For one site, this is not for you.", "disqualify"),
    buyer("Oh. Thank you for saying so.", lines=("act",)),
    seller("All the best.", "rapport"),
    ending="disqualified",
)


@pytest.mark.parametrize(
    ("ending", "right", "accepted", "verdict"),
    [
        ("agreed_next_step", ["agreed_next_step"], (), MET),
        ("disqualified", ["disqualified"], (), MET),
        ("agreed_next_step", ["disqualified"], (), NOT_MET),
        ("agreed_next_step", ["disqualified", "refer"], ("refer",), MET),
        ("agreed_next_step", ["disqualified", "refer"], ("refer", "demo"), NOT_MET),
        ("agreed_next_step", ["disqualified", "refer"], ("demo",), NOT_MET),
    ],
)
def test_ending_is_right_by_name_or_by_what_was_agreed(ending, right, accepted, verdict):
    heard = AWAY.model_copy(update={"ending": type(AWAY.ending)(ending)})
    record = ledger(
        *(change("commitment", name, "accepted", 3) for name in accepted),
        commitments=("refer", "demo"),
    )
    found = answer(heard, scenario(right_ending=right), record, ending="right")
    assert found.verdict is verdict
    assert found.evidence


def test_the_ending_cites_where_it_was_decided():
    away = answer(AWAY, scenario(right_ending="disqualified"), ledger(), ending="right")
    assert [w.quote for w in away.evidence] == ["For one site, this is not for you."]
    agreed = CALL.model_copy(update={"ending": type(AWAY.ending)("agreed_next_step")})
    found = answer(agreed, scenario(), RECORD, ending="right")
    assert [w.turn for w in found.evidence] == [7, 6]
    timed = AWAY.model_copy(update={"ending": type(AWAY.ending)("out_of_time")})
    found = answer(timed, scenario(right_ending="out_of_time"), ledger(), ending="right")
    assert [w.quote for w in found.evidence] == ["All the best."]


def test_the_right_ending_is_unknown_on_a_real_call():
    assert answer(ASKS, None, None, ending="right").verdict is UNKNOWN
    assert answer(AWAY, None, None, ending="right").verdict is UNKNOWN


def test_of_stacked_questions_only_the_first_counts():
    words = ["How big is it?", "Who decides?", "What does it cost you?"]
    segments = [seg(w, "open_question", takes_up=True) for w in words]
    heard = call("buyer: Hm.", seller(" ".join(words), *segments), "buyer: Big.")
    assert count(heard, move="open_question", at_least=1).value == 1


def test_agreeing_to_a_step_makes_a_need_owned_and_not_sized():
    scen = scenario(needs=[need("leakage")])
    words = call("buyer: Nobody checks.", seller("Thursday?", "advance"), "buyer: All right.")
    agreed = ledger(
        change("need", "leakage", "stated", 1),
        change("commitment", "meet-claims", "accepted", 3),
        change("need", "leakage", "owned", 3),
    )
    sized = {"any_need": True, "reached": "quantified"}
    assert answer(words, scen, agreed, ledger=sized).verdict is NOT_MET
    owned = {"any_need": True, "reached": "owned"}
    assert answer(words, scen, agreed, ledger=owned).verdict is MET


def test_what_was_rather_not_heard_counts_for_nothing():
    words = "Totally get it."
    unsure = seg(words, "answer_concern", confidence=0.4)
    heard = call("buyer: Hm.", seller(words, unsure), "buyer: Hm.")
    assert count(heard, move="answer_concern", at_least=1).verdict is NOT_MET
    assert count(heard, move="answer_concern", at_most=0).verdict is MET


def test_what_the_buyer_says_unasked_or_has_ready_is_nobodys_doing():
    opening = buyer("We lost four percent.", "number")
    ready = buyer("That is a number I have no use for.", "number", lines=("act",))
    heard = call(opening, seller("Hm.", "acknowledge"), ready)
    assert count(heard, by="buyer", said="number", at_least=1).verdict is NOT_MET


def test_what_the_buyer_says_again_counts_once():
    told = buyer("It is nine million.", "number", lines=("reveal",))
    again = buyer("As I said. It is nine million.", "number", lines=("again",))
    asked = seller("How much?", "closed_question")
    heard = call("buyer: Yes?", asked, told, asked, again)
    assert count(heard, by="buyer", said="number", at_least=2).value == 1


def test_one_reply_counts_once_whatever_it_answers():
    asked = seller(
        "So two percent? And who checks?",
        seg("So two percent?", "reflection"),
        seg("And who checks?", "open_question"),
    )
    heard = call("buyer: Yes?", asked, buyer("Yes, and nobody does.", "acceptance"))
    assert count(heard, met_with="acceptance", at_least=1).value == 1
    assert count(heard, not_met_with="doubt", at_least=1).value == 1
    assert count(heard, at_least=1).value == 2


def test_what_only_fills_a_call_stands_between_nothing():
    small = [
        seller("Cold out?", "rapport").model_copy(update={"fills": True}),
        buyer("A bit.", "acceptance").model_copy(update={"fills": True}),
    ]
    heard = call(
        "buyer: Yes?",
        seller("Why?", "open_question"),
        buyer("Nobody owns them.", "cause"),
        *small,
        seller("Nobody owns them?", "reflection"),
        buyer("Nobody.", "acceptance"),
    )
    assert count(heard, move="reflection", replies_to="cause", at_least=1).verdict is MET
    assert count(heard, move="rapport", at_most=0).verdict is MET


def test_a_reply_cut_in_two_is_one_reply():
    heard = call(
        "buyer: Yes?",
        seller("Why?", "open_question"),
        buyer("Well."),
        buyer("Nobody owns them.", "cause"),
    )
    assert count(heard, met_with="cause", at_least=1).verdict is MET
    assert count(heard, answered=True, at_least=1).verdict is MET


def test_pleasantries_push_nothing_out_of_what_was_said_last():
    heard = call(
        "buyer: Yes?",
        seller("Monday?", "advance"),
        buyer("I'll bring Priya.", "commitment"),
        seller("Bye.", "rapport"),
        buyer("Bye."),
        seller("Bye.", "rapport"),
        buyer("Bye."),
    )
    assert count(heard, by="buyer", said="commitment", in_last=1, at_least=1).verdict is MET


def test_an_objection_alone_is_an_occasion_on_a_real_call():
    heard = call("buyer: Yes?", seller("We sell audits.", "pitch"), buyer("Too dear.", "objection"))
    found = answer(heard, count={"move": "pitch", "at_least": 1}, **{"if": {"objection": "raised"}})
    assert found.verdict is MET
