"""The stand-in keeps the promises of the door."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.llm import Ask, Message, ModelFailed, Stop
from tests.fakes import FakeDoor

ASK = Ask("buyer", (Message("user", "Hello"),), most_tokens=50)


class Verdict(BaseModel):
    met: bool


def test_a_stream_comes_in_pieces_that_make_the_whole() -> None:
    kept: list[ModelRequest] = []
    door = FakeDoor(["We could talk on Tuesday."], keep=kept.append)
    pieces = list(door.stream(ASK))
    assert "".join(pieces) == "We could talk on Tuesday."
    assert len(pieces) > 3
    assert door.asked == [ASK]
    assert [request.outcome for request in kept] == [Outcome.ANSWERED]


def test_a_failure_hands_on_what_had_come() -> None:
    kept: list[ModelRequest] = []
    door = FakeDoor([ModelFailed(Outcome.STALLED, "no more came.", "We co")], keep=kept.append)
    stream = door.stream(ASK)
    came = next(stream) + next(stream)
    with pytest.raises(ModelFailed) as caught:
        next(stream)
    assert came == caught.value.partial == "We co"
    assert kept[0].outcome is Outcome.STALLED
    assert kept[0].text == "We co"


def test_answers_run_out_as_an_endpoint_goes_down() -> None:
    with pytest.raises(ModelFailed) as caught:
        FakeDoor().answer(ASK, Verdict)
    assert caught.value.outcome is Outcome.UNREACHABLE


def test_answers_come_with_their_number_and_one_failure_stops_nobody() -> None:
    door = FakeDoor([{"met": True}, "no", {"met": False}])
    came = dict(door.answer_each([ASK] * 3, Verdict))
    assert came[0] == Verdict(met=True)
    assert isinstance(came[1], ModelFailed)
    assert came[1].outcome is Outcome.BAD_SHAPE
    assert came[2] == Verdict(met=False)


def test_a_stopped_stream_says_so() -> None:
    stop = Stop()
    stream = FakeDoor(["One sentence and then another."]).stream(ASK, stop)
    next(stream)
    stop.set()
    with pytest.raises(ModelFailed) as caught:
        list(stream)
    assert caught.value.outcome is Outcome.STOPPED


def test_a_stop_calls_whoever_waits_for_it_once() -> None:
    stop = Stop()
    called: list[str] = []
    with stop.calls(lambda: called.append("inside")):
        stop.set()
        stop.set()
    with stop.calls(lambda: called.append("late")):
        pass
    gone = Stop()
    with gone.calls(lambda: called.append("left")):
        pass
    gone.set()
    assert called == ["inside", "late"]
