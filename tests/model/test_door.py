"""The door on a real server."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel

from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.llm import Ask, Door, Message, ModelFailed, Stop
from tests.model.conftest import PATIENT, Server, endpoint


def ask(text: str, most_tokens: int = 40) -> Ask:
    return Ask(role="buyer", messages=(Message("user", text),), most_tokens=most_tokens)


class Opinion(BaseModel):
    """What is asked for; a text of its own choosing, a model of this size may never end."""

    verdict: Literal["met", "not_met", "cannot_tell"]
    sure: bool


def test_a_reply_streams_in_pieces_and_is_counted(door: Door, kept: list[ModelRequest]) -> None:
    pieces = list(door.stream(ask("Say hello.", 400)))
    assert len(pieces) > 3
    (request,) = kept
    assert request.outcome is Outcome.ANSWERED
    assert request.text == "".join(pieces)
    assert request.tokens_in
    assert request.tokens_out
    assert request.first_seconds is not None
    assert request.first_seconds <= request.seconds


def test_an_answer_has_the_shape_that_was_asked_for(door: Door, kept: list[ModelRequest]) -> None:
    found = door.answer(ask("Was the check met? Answer about turns 2 and 4.", 200), Opinion)
    assert found.verdict in ("met", "not_met", "cannot_tell")
    assert kept[-1].outcome is Outcome.ANSWERED


def test_several_are_asked_and_each_answers_for_itself(door: Door) -> None:
    asks = [ask(f"Is {number} a number?", 120) for number in range(3)]
    found = dict(door.answer_each(asks, Opinion, at_once=2))
    assert set(found) == {0, 1, 2}
    assert all(isinstance(each, Opinion | ModelFailed) for each in found.values())


def test_a_prompt_longer_than_the_context_is_told(door: Door, kept: list[ModelRequest]) -> None:
    with pytest.raises(ModelFailed) as failed:
        list(door.stream(ask("word " * 12_000)))
    assert failed.value.outcome is Outcome.TOO_LONG
    assert kept[-1].outcome is Outcome.TOO_LONG


def test_what_runs_out_of_tokens_is_no_answer(door: Door) -> None:
    with pytest.raises(ModelFailed) as failed:
        list(door.stream(ask("Tell me a long story about a lorry.", 8)))
    assert failed.value.outcome is Outcome.TRUNCATED
    assert failed.value.partial


def test_a_reply_that_is_left_leaves_the_server_usable(door: Door) -> None:
    stop = Stop()
    pieces = door.stream(ask("Tell me a long story about a lorry.", 2_000), stop)
    next(pieces)
    stop.set()
    with pytest.raises(ModelFailed) as failed:
        list(pieces)
    assert failed.value.outcome is Outcome.STOPPED
    assert list(door.stream(ask("Say hello.", 200)))


def test_a_server_killed_in_mid_sentence_is_told(mortal: Server) -> None:
    kept: list[ModelRequest] = []
    door = Door(endpoint(mortal), PATIENT, keep=kept.append)
    try:
        pieces = door.stream(ask("Tell me a long story about a lorry.", 2_000))
        first = next(pieces)
        mortal.kill()
        with pytest.raises(ModelFailed) as failed:
            list(pieces)
        assert failed.value.outcome is Outcome.CUT_OFF
        assert failed.value.partial.startswith(first)
        with pytest.raises(ModelFailed) as gone:
            list(door.stream(ask("Are you there?")))
        assert gone.value.outcome is Outcome.UNREACHABLE
        assert "127.0.0.1" in str(gone.value)
    finally:
        door.close()
