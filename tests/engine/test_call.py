"""A call while it lasts: opener, clock, who ends it, corrections, taking it up again."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from roleplay.domain.buyer import Decision, State
from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.moves import Heard, Kind, Segment, Speaker, TopicScore
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Event, Started, Turn, ledger_of, spoken_seconds, turns_of
from roleplay.engine import mind
from roleplay.engine.call import Call
from roleplay.engine.voices.scripted import Scripted
from roleplay.listening import Topics
from tests.builders import commitment, need, person
from tests.engine.talking import LADDER, claims

OPENER = "Right -  I've *ten* minutes, and claims are under control."


def a_call(call: Scenario | None = None, seed: int = 0) -> Call:
    scenario = call or claims(buyer=person(opener=OPENER))
    return Call(scenario, Topics.of(scenario), Scripted(scenario, seed))


def begun(call: Call) -> Started:
    return Started(
        scenario=call.scenario.id,
        variant="a",
        scenario_digest="",
        rubric="value-creation",
        rubric_digest="",
        seed=0,
        voice="scripted",
        state=call.state,
        listener="rules",
        mind="mind",
    )


def play(call: Call, *lines: str, end: bool = False) -> list[Event]:
    events = list(call.start(begun(call)))
    for line in lines:
        if not call.ended:
            events += call.say(line)
    if end and not call.ended:
        events += call.end()
    return events


def names(events: Iterable[Event]) -> list[str]:
    return [event.event for event in events]


def test_the_opener_is_turn_1_word_for_word():
    call = a_call()
    play(call)
    assert [(turn.turn, turn.text) for turn in call.turns] == [(1, OPENER)]


def test_a_call_is_an_append_only_list_of_events():
    call = a_call()
    events = play(call, "Good morning.", "", end=True)
    turn = ["said", "heard", "decided", "spoken"]
    assert names(events) == ["started", "spoken", *turn, *turn, "ended"]
    assert turns_of(events) == call.turns


def test_turns_count_from_1_and_the_sides_take_turns():
    call = a_call()
    play(call, "Good morning.", "How are you?")
    assert [turn.turn for turn in call.turns] == [1, 2, 3, 4, 5]
    assert [turn.speaker.value for turn in call.turns] == ["buyer", "seller"] * 2 + ["buyer"]


def test_the_clock_counts_words_at_140_a_minute_and_two_seconds_a_turn():
    assert spoken_seconds(140, 0) == 60
    assert spoken_seconds(0, 7) == 14
    call = a_call()
    play(call, "one two three", "four")
    words = sum(len(turn.text.split()) for turn in call.turns)
    assert call.seconds == pytest.approx(words / 140 * 60 + 2 * 5)


def test_the_clock_ends_a_call_that_has_used_its_minutes():
    call = a_call(claims(minutes=1))
    events = play(call, "Good morning.", "word " * 150)
    assert (call.ending, call.ended_by) == (Ending.OUT_OF_TIME, EndedBy.CLOCK)
    decided = [event for event in events if event.event == "decided"][-1]
    assert decided.decision.lines[-1].act == "goodbye"
    assert names(events)[-2:] == ["spoken", "ended"]


def test_a_call_within_its_minutes_goes_on():
    call = a_call(claims(minutes=2))
    play(call, "Good morning.", "word " * 150)
    assert not call.ended


def test_what_the_seller_gets_said_in_the_last_minute_still_counts():
    call = a_call(claims(minutes=1, commitments=[commitment("meet", listen_for="meet us")]))
    play(call, f"{'word ' * 150}. Could we meet on Thursday at ten?")
    assert (call.ending, call.ended_by) == (Ending.AGREED_NEXT_STEP, EndedBy.CLOCK)


def test_pausing_never_ends_a_call():
    call = a_call(claims(minutes=1))
    play(call, *[""] * 60)
    assert call.seconds > 60
    assert not call.ended


def test_the_seller_ends_the_call_also_when_lines_run_out():
    call = a_call()
    events = play(call, "Good morning.", end=True)
    assert (call.ending, call.ended_by) == (Ending.SELLER_ENDED, EndedBy.SELLER)
    assert names(events)[-1] == "ended"


def test_the_buyer_ends_the_call_when_patience_is_gone():
    impatient = person(start={"trust": 50, "interest": 50, "patience": 1})
    call = a_call(claims(buyer=impatient))
    play(call, "Our platform is the best on the market, with dashboards for everybody.")
    assert (call.ending, call.ended_by) == (Ending.HUNG_UP, EndedBy.BUYER)


def test_the_buyer_hanging_up_goes_before_the_clock():
    impatient = person(start={"trust": 50, "interest": 50, "patience": 1})
    call = a_call(claims(buyer=impatient, minutes=1))
    play(call, "Our platform is the best on the market. " * 30)
    assert (call.ending, call.ended_by) == (Ending.HUNG_UP, EndedBy.BUYER)


def meant(kind: str, topic: str, text: str) -> Heard:
    segment = Segment(
        kind=Kind(kind),
        start=0,
        end=len(text),
        confidence=1.0,
        topics=(TopicScore(id=topic, score=1.0),),
    )
    return Heard(segments=(segment,), dominant=Kind(kind))


def test_a_correction_answers_the_last_turn_anew_and_nothing_of_the_first_answer_stays():
    text = "Mumble."
    call = a_call()
    events = play(call, "How do you audit?", text)
    wrongly = call.state
    corrected = list(call.correct(meant("open_question", "leakage", text)))
    assert names(corrected) == ["corrected", "decided", "spoken"]
    assert call.turns[-1].text == "Four percent is overpaid."
    assert len(call.turns) == 5
    assert ledger_of(call.scenario, [*events, *corrected]).need("leakage") == "stated"

    straight = a_call()
    play(straight, "How do you audit?")
    straight_state, _ = _answered(straight, text)
    assert call.state == straight_state
    assert call.state != wrongly


def _answered(call: Call, text: str) -> tuple[State, Decision]:
    turn = Turn(turn=4, speaker=Speaker.SELLER, text=text)
    heard = meant("open_question", "leakage", text)
    return mind.answer(call.scenario, call.state, heard, (*call.turns, turn))


def test_a_corrected_turn_is_what_the_next_one_follows():
    text = "Mumble."
    call = a_call()
    play(call, text)
    list(call.correct(meant("open_question", "leakage", text)))
    list(call.say("Why is that?"))
    assert call.state.spoke_of == "leakage"
    assert [turn.turn for turn in call.turns] == [1, 2, 3, 4, 5]


LINES = ("Good morning.", "How do you audit claims?", "", "Could we meet your head of claims?")


def scenario_of_lines() -> Scenario:
    return claims(
        needs=[need("leakage", listen_for="how do you audit claims", reveals=LADDER)],
        commitments=[commitment("meet-claims", listen_for="meet your head of claims")],
    )


def test_a_call_that_was_broken_off_anywhere_goes_on_as_if_it_had_not_been():
    whole = a_call(scenario_of_lines())
    events = play(whole, *LINES, end=True)
    said = [place for place, event in enumerate(events) if event.event == "said"]
    for kept in range(1, len(events)):
        call = a_call(scenario_of_lines())
        call.take_all(events[:kept])
        again = [*events[:kept], *call.go_on()]
        for line in LINES[sum(place < kept for place in said) :]:
            again += call.say(line)
        again += call.end() if not call.ended else ()
        assert again == events


def test_there_is_nothing_to_go_on_with_when_it_is_the_sellers_turn_or_the_call_has_ended():
    call = a_call()
    play(call, "Good morning.")
    assert list(call.go_on()) == []
    list(call.end())
    assert list(call.go_on()) == []


def test_a_fork_starts_from_the_buyer_exactly_as_they_were():
    whole = a_call(scenario_of_lines())
    events = play(whole, *LINES)
    before = next(n for n, e in enumerate(events) if e.event == "said" and e.turn == 6)
    fork = a_call(scenario_of_lines())
    fork.take_all(events[:before])
    decided = [e for e in events[:before] if e.event == "decided"][-1]
    assert fork.state == decided.state
    other = list(fork.say("Our platform is the best on the market."))
    assert [turn.turn for turn in fork.turns] == [1, 2, 3, 4, 5, 6, 7]
    assert other[0].turn == 6
