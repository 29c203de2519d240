"""Every fault, streamed and structured, against a server that really misbehaves on the socket."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.llm import Ask, Door, Message, ModelFailed, Wait
from tests.llm.conftest import Serve
from tests.llm.faults import CASES, HASTY, ODD, PATIENT, Case
from tests.llm.misbehaving import KEY, endpoint

ASK = Ask("buyer", (Message("system", "You are Dana."), Message("user", "Hello")), most_tokens=50)


class Verdict(BaseModel):
    met: bool
    quote: str


class Told:
    """What a door tells, in order."""

    def __init__(self, url: str, case: Case) -> None:
        self.kept: list[ModelRequest] = []
        self.waits: list[Wait] = []
        self.door = Door(
            endpoint(url), case.limits, keep=self.kept.append, on_wait=self.waits.append
        )

    def everything(self, failed: ModelFailed) -> str:
        return "\n".join(
            [str(failed), failed.partial, repr(self.waits)]
            + [request.model_dump_json() for request in self.kept]
        )


@pytest.mark.parametrize("name", CASES)
def test_a_stream_tells_what_went_wrong(name: str, serve: Serve) -> None:
    case = CASES[name]
    server = serve(case.behave)
    told = Told(server.url, case)
    came = ""
    with pytest.raises(ModelFailed) as caught:  # noqa: PT012  what came before it counts
        for piece in told.door.stream(ASK):
            came += piece
    told.door.close()
    failed = caught.value

    assert failed.outcome is case.outcome, str(failed)
    assert came == failed.partial == case.partial
    assert case.words in str(failed)
    assert [request.outcome for request in told.kept] == [case.outcome] * case.tries
    assert len(server.requests) == case.tries
    assert [wait.next_try for wait in told.waits] == list(range(2, case.tries + 1))
    _is_one_safe_line(failed, told)


@pytest.mark.parametrize("name", CASES)
def test_a_structured_answer_tells_what_went_wrong(name: str, serve: Serve) -> None:
    case = CASES[name]
    server = serve(case.behave)
    told = Told(server.url, case)
    with pytest.raises(ModelFailed) as caught:
        told.door.answer(ASK, Verdict)
    told.door.close()

    assert caught.value.outcome is case.outcome, str(caught.value)
    assert {request.outcome for request in told.kept} == {case.outcome}
    assert len(server.requests) == len(told.kept)
    _is_one_safe_line(caught.value, told)


def _is_one_safe_line(failed: ModelFailed, told: Told) -> None:
    for says in [str(failed), *(wait.says for wait in told.waits)]:
        assert re.match(r"127\.0\.0\.1:\d+ \(m\): ", says)
        assert len(says) < 400
        assert says.isprintable()
    everything = told.everything(failed)
    assert "\x1b" not in everything
    assert KEY[9:] not in everything
    assert "987654321" not in everything


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_and_whole_is_taken(name: str, serve: Serve) -> None:
    behave, said = ODD[name]
    told = Told(serve(behave).url, Case(behave, Outcome.ANSWERED, limits=PATIENT))
    assert "".join(told.door.stream(ASK)) == said
    told.door.close()
    (request,) = told.kept
    assert request.outcome is Outcome.ANSWERED
    assert request.text == said


def test_nothing_listens() -> None:
    told = Told("http://127.0.0.1:1/v1", Case(lambda w, r: None, Outcome.UNREACHABLE))
    with pytest.raises(ModelFailed) as caught:
        list(told.door.stream(ASK))
    told.door.close()
    assert caught.value.outcome is Outcome.UNREACHABLE
    assert str(caught.value) == (
        "127.0.0.1:1 (m): nothing listens there (Connection refused, errno 111). "
        "Is the server running?"
    )
    assert len(told.kept) == 2


@pytest.mark.parametrize(
    ("url", "key", "outcome", "words"),
    [
        ("http://no-such-host.invalid/v1", KEY, Outcome.UNREACHABLE, "no such host"),
        ("ftp://127.0.0.1/v1", KEY, Outcome.UNREACHABLE, "no web address"),
        ("127.0.0.1:80/v1", KEY, Outcome.UNREACHABLE, "no web address"),
        ("http://127.0.0.1:99999/v1", KEY, Outcome.UNREACHABLE, "no web address"),
        ("http://[::1/v1", KEY, Outcome.UNREACHABLE, "no web address"),
        ("", KEY, Outcome.UNREACHABLE, "no web address"),
        ("http://127.0.0.1:1/v1", "schlüssel", Outcome.UNAUTHORISED, "characters"),
        ("http://127.0.0.1:1/v1", "key\nkey", Outcome.UNAUTHORISED, "characters"),
    ],
)
def test_a_wrong_setting_is_told(url: str, key: str, outcome: Outcome, words: str) -> None:
    door = Door(endpoint(url, key), HASTY)
    with pytest.raises(ModelFailed) as caught:
        list(door.stream(ASK))
    door.close()
    assert caught.value.outcome is outcome
    assert words in str(caught.value)
