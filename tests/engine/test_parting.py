"""A seller who takes their leave is wished goodbye, and whatever else they said is answered."""

from __future__ import annotations

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.ledger import CommitmentState
from roleplay.domain.transcript import Event
from roleplay.engine.replay import recompute
from tests.builders import commitment, person
from tests.engine.talking import claims
from tests.engine.test_call import a_call, play


def acts(events: list[Event]) -> list[str]:
    decided = [event for event in events if event.event == "decided"][-1]
    return [line.act or line.kind for line in decided.decision.lines]


def test_a_goodbye_is_answered_with_one_and_leaves_the_call_open() -> None:
    call = a_call()
    events = play(call, "Good morning.", "Thanks, talk Thursday, bye")
    assert acts(events) == ["goodbye"]
    assert call.parting
    assert not call.ended


def test_who_was_not_done_yet_may_go_on() -> None:
    call = a_call()
    play(call, "Thanks, talk Thursday, bye", "One more thing. How do you know?")
    assert not call.parting
    assert not call.ended


def test_a_goodbye_costs_nothing() -> None:
    call = a_call(claims(buyer=person(start={"trust": 50, "interest": 50, "patience": 3})))
    before = call.state
    play(call, "Well, that is that I suppose. Bye.")
    assert call.state == before
    list(call.end())
    assert call.ending is Ending.SELLER_ENDED


def test_an_offer_on_the_way_out_is_answered_before_the_goodbye() -> None:
    call = a_call(claims(commitments=[commitment("meet", listen_for="meet us")]))
    events = play(call, "Could we meet on Thursday at ten? Good. See you Thursday, bye.")
    assert acts(events)[-1] == "goodbye"
    assert len(acts(events)) == 2
    assert call.state.commitments["meet"] is CommitmentState.ACCEPTED


def test_closing_words_end_the_call_once_they_are_answered() -> None:
    call = a_call()
    events = play(call, "Good morning.")
    events += call.say("That was useful to me.", closing=True)
    assert acts(events)[-1] == "goodbye"
    assert [event.event for event in events[-2:]] == ["spoken", "ended"]
    assert (call.ending, call.ended_by) == (Ending.SELLER_ENDED, EndedBy.SELLER)


def test_closing_words_that_cost_the_last_patience_are_hung_up_on() -> None:
    call = a_call(claims(buyer=person(start={"trust": 50, "interest": 50, "patience": 1})))
    play(call)
    list(call.say("Our platform is the best on the market, with dashboards.", closing=True))
    assert call.ending is Ending.HUNG_UP


def test_closing_words_are_worked_out_again_the_same() -> None:
    call = a_call()
    events = play(call, "Good morning.")
    events += call.say("That is all from me.", closing=True)
    assert recompute(call.scenario, events) == events


def test_a_process_that_stopped_over_closing_words_ends_the_call_when_it_is_taken_up() -> None:
    call = a_call()
    events = play(call, "Good morning.")
    closing = call.say("That is all from me.", closing=True)
    events.append(next(closing))
    again = a_call()
    again.take_all(events)
    list(again.go_on())
    assert again.ended_by is EndedBy.SELLER
