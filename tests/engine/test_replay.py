"""A kept call is the same call: worked out again, taken up again, forked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleplay.domain.moves import Kind
from roleplay.domain.transcript import (
    CorrectedEvent,
    DecidedEvent,
    Event,
    HeardEvent,
    SaidEvent,
    SpokenEvent,
)
from roleplay.engine import replay
from tests.engine.playing import CALLS, MOST_TURNS, calls, empty, play, scenario_of

EVERY_CALL = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
STRONG = {call: scenario_of(call).tries["strong"].seller for call in CALLS}


CORRECTIONS = st.dictionaries(st.integers(0, MOST_TURNS - 1), st.sampled_from([*Kind]), max_size=3)


def gone_on_with(call, events, kept, seed) -> list[Event]:
    """The call read back from its first events, and gone on with as it was."""
    live = empty(call, seed)
    live.take_all(events[:kept])
    again = [*events[:kept], *live.go_on()]
    for event in events[kept:]:
        if isinstance(event, SaidEvent):
            again += live.say(event.text)
        elif isinstance(event, CorrectedEvent):
            again += live.correct(event.heard)
    if not live.ended:
        again += live.end()
    return again


@EVERY_CALL
@given(calls(), CORRECTIONS)
def test_worked_out_again_nothing_differs(played, meant):
    call, lines, seed = played
    assert replay.verify(scenario_of(call), play(call, lines, seed, meant)) is None


@EVERY_CALL
@given(calls(), CORRECTIONS, st.data())
def test_taken_up_again_from_any_of_its_events_a_call_ends_identically(played, meant, data):
    call, lines, seed = played
    events = play(call, lines, seed, meant)
    kept = data.draw(st.integers(1, len(events)))
    assert gone_on_with(call, events, kept, seed) == events


def test_a_call_can_be_broken_off_after_every_event():
    call = CALLS[0]
    events = play(call, STRONG[call], meant={3: Kind.PITCH})
    assert any(isinstance(event, CorrectedEvent) for event in events)
    for kept in range(1, len(events) + 1):
        assert gone_on_with(call, events, kept, 0) == events


@EVERY_CALL
@given(calls(), CORRECTIONS, st.data())
def test_forked_at_any_turn_the_same_words_make_the_same_conversation(played, meant, data):
    call, lines, seed = played
    events = play(call, lines, seed, meant)
    said = [place for place, event in enumerate(events) if isinstance(event, SaidEvent)]
    if not said:
        return
    place = data.draw(st.sampled_from(said))
    fork = empty(call, seed)
    fork.take_all(events[:place])
    decided = [event for event in events[:place] if isinstance(event, DecidedEvent)]
    assert fork.state == (decided[-1].state if decided else events[0].state)
    assert gone_on_with(call, events, place, seed) == events


def test_a_fork_in_other_words_leaves_what_came_before_as_it_was():
    call = CALLS[0]
    events = play(call, STRONG[call])
    place = next(n for n, e in enumerate(events) if isinstance(e, SaidEvent) and e.turn == 6)
    fork = empty(call)
    fork.take_all(events[:place])
    earlier = fork.turns
    list(fork.say("Our platform is the best on the market."))
    assert fork.turns[: len(earlier)] == earlier
    assert fork.turns[-1].text != next(
        e.spoken.text for e in events if isinstance(e, SpokenEvent) and e.turn == 7
    )


def test_the_same_words_make_the_same_events_every_time():
    for call in CALLS:
        assert play(call, STRONG[call], seed=3) == play(call, STRONG[call], seed=3)


def changed(events: list[Event], kind: type, **fields) -> tuple[list[Event], int]:
    """The events with one of them in the middle changed, and its turn."""
    places = [n for n, event in enumerate(events) if isinstance(event, kind)]
    place = places[len(places) // 2]
    other = events[place].model_copy(update=fields)
    return [*events[:place], other, *events[place + 1 :]], events[place].turn


@pytest.mark.parametrize("what", ["heard", "decided", "spoken"])
def test_the_first_turn_that_differs_is_named(what):
    call = CALLS[0]
    events = play(call, STRONG[call])
    kind = {"heard": HeardEvent, "decided": DecidedEvent, "spoken": SpokenEvent}[what]
    places = [n for n, event in enumerate(events) if isinstance(event, kind)]
    event = events[places[len(places) // 2]]
    if isinstance(event, HeardEvent):
        fields = {"heard": event.heard.model_copy(update={"dominant": Kind.CONCEDE})}
    elif isinstance(event, DecidedEvent):
        fields = {"state": event.state.model_copy(update={"trust": 1})}
    else:
        fields = {"spoken": event.spoken.model_copy(update={"text": "Something else."})}
    other, turn = changed(events, kind, **fields)
    difference = replay.verify(scenario_of(call), other)
    assert difference is not None
    assert (difference.turn, difference.what) == (turn, what)
    assert difference.kept != difference.today


def test_a_call_that_goes_on_longer_than_it_would_today_differs():
    call = CALLS[0]
    events = play(call, STRONG[call])
    difference = replay.verify(scenario_of(call), [*events, events[-1]])
    assert difference is not None
    assert difference.today == ""


def test_a_call_that_is_not_finished_can_be_verified():
    call = CALLS[0]
    events = play(call, STRONG[call])[:-1]
    assert replay.verify(scenario_of(call), events) is None
