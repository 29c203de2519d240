"""What the door promises where the endpoint is well, and where a person stops it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from roleplay.domain.model import Model
from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.llm import Ask, Door, Endpoint, Limits, Message, ModelFailed, Stop, Wait
from tests.llm.conftest import Serve
from tests.llm.faults import PATIENT, error
from tests.llm.misbehaving import (
    KEY,
    SAID,
    VERDICT,
    Behaviour,
    Request,
    Wire,
    after_some,
    body,
    chunk,
    endpoint,
    in_turn,
    saying,
    well,
)

ASK = Ask("buyer", (Message("system", "You are Dana."), Message("user", "Hello")), 50, 0.7, 9)
JUDGE = Ask("judge", ASK.messages, most_tokens=80)


class Verdict(Model):
    met: bool
    quote: str = ""


class Kept:
    """A door with everything it tells, and on which thread."""

    def __init__(self, url: str, limits: Limits = PATIENT, key: str = KEY) -> None:
        self.requests: list[ModelRequest] = []
        self.waits: list[Wait] = []
        self.allowed: list[Ask] = []
        self.threads: set[threading.Thread] = set()
        self.door = Door(
            endpoint(url, key), limits, keep=self._keep, allow=self._allow, on_wait=self._wait
        )

    def _keep(self, request: ModelRequest) -> None:
        self.requests.append(request)
        self.threads.add(threading.current_thread())

    def _allow(self, ask: Ask) -> None:
        self.allowed.append(ask)
        self.threads.add(threading.current_thread())

    def _wait(self, wait: Wait) -> None:
        self.waits.append(wait)
        self.threads.add(threading.current_thread())


@pytest.fixture
def kept(serve: Serve) -> Iterator[type[Kept]]:
    """Makes doors to a server that behaves so, and closes them."""
    made: list[Kept] = []

    class Made(Kept):
        def __init__(self, behave: Behaviour, limits: Limits = PATIENT, key: str = KEY) -> None:
            self.server = serve(behave)
            super().__init__(self.server.url, limits, key)
            made.append(self)

    yield Made
    for one in made:
        one.door.close()


def test_a_reply_comes_in_pieces_and_is_kept(kept: type[Kept]) -> None:
    told = kept(well)
    pieces = list(told.door.stream(ASK))
    assert len(pieces) > 3
    assert "".join(pieces) == SAID
    (request,) = told.requests
    assert (request.outcome, request.text) == (Outcome.ANSWERED, SAID)
    assert (request.tokens_in, request.tokens_out) == (11, 12)
    assert request.prompt_digest == ASK.digest
    assert request.first_seconds is not None
    assert 0 <= request.first_seconds <= request.seconds
    assert request.parameters["temperature"] == 0.7
    assert told.threads == {threading.current_thread()}


def test_what_is_sent(kept: type[Kept]) -> None:
    told = kept(well)
    list(told.door.stream(ASK))
    (sent,) = told.server.requests
    assert (sent.method, sent.path) == ("POST", "/v1/chat/completions")
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.body == {
        "model": "m",
        "messages": [
            {"role": "system", "content": "You are Dana."},
            {"role": "user", "content": "Hello"},
        ],
        "max_tokens": 50,
        "temperature": 0.7,
        "seed": 9,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_no_key_is_sent_where_there_is_none(kept: type[Kept]) -> None:
    told = kept(well, key="")
    list(told.door.stream(ASK))
    assert "authorization" not in told.server.requests[0].headers


def test_azure_is_sent_its_own_header() -> None:
    from roleplay.llm.line import Line

    line = Line(Endpoint("https://me.openai.azure.com/openai/v1", {}, key=KEY), PATIENT)
    assert line._client.default_headers["api-key"] == KEY
    plain = Line(Endpoint("https://azure.com.example.org/v1", {}, key=KEY), PATIENT)
    assert "api-key" not in plain._client.default_headers


def test_another_try_is_told_and_helps(kept: type[Kept]) -> None:
    told = kept(in_turn(error("429 Slow", more="Retry-After: 120\r\n"), well))
    assert "".join(told.door.stream(ASK)) == SAID
    (wait,) = told.waits
    assert (wait.seconds, wait.next_try, wait.because) == (0.01, 2, Outcome.RATE_LIMITED)
    assert [r.outcome for r in told.requests] == [Outcome.RATE_LIMITED, Outcome.ANSWERED]
    assert [r.parameters["try"] for r in told.requests] == [1, 2]
    assert len(told.allowed) == 2


def test_what_has_begun_is_not_begun_again(kept: type[Kept]) -> None:
    told = kept(in_turn(after_some(Wire.reset), well))
    with pytest.raises(ModelFailed):
        list(told.door.stream(ASK))
    assert len(told.server.requests) == 1


def test_nobody_saw_half_an_answer_so_it_is_asked_for_again(kept: type[Kept]) -> None:
    told = kept(in_turn(after_some(Wire.reset), well))
    assert told.door.answer(JUDGE, Verdict) == Verdict(met=True, quote="nine days")
    assert [r.outcome for r in told.requests] == [Outcome.CUT_OFF, Outcome.ANSWERED]


def test_a_stop_ends_a_wait(kept: type[Kept]) -> None:
    told = kept(
        error("429 Slow", more="Retry-After: 3000\r\n"), Limits(longest_wait=3_000.0, tries=3)
    )
    stop = Stop()
    told.door._on_wait = lambda wait: stop.set()
    with pytest.raises(ModelFailed) as caught:
        list(told.door.stream(ASK, stop))
    assert caught.value.outcome is Outcome.STOPPED


def test_a_stop_ends_a_reply_and_hangs_up(kept: type[Kept]) -> None:
    told = kept(after_some(Wire.hang))
    stop = Stop()
    stream = told.door.stream(ASK, stop)
    assert next(stream) == "Hel"
    assert next(stream) == "lo"
    stop.set()
    with pytest.raises(ModelFailed) as caught:
        next(stream)
    assert (caught.value.outcome, caught.value.partial) == (Outcome.STOPPED, "Hello")
    assert told.server.hung_up.acquire(timeout=10)
    assert [(r.outcome, r.text) for r in told.requests] == [(Outcome.STOPPED, "Hello")]


def test_after_a_stop_nothing_is_sent(kept: type[Kept]) -> None:
    told = kept(well)
    stop = Stop()
    stop.set()
    with pytest.raises(ModelFailed) as caught:
        list(told.door.stream(ASK, stop))
    assert caught.value.outcome is Outcome.STOPPED
    with pytest.raises(ModelFailed):
        told.door.answer(JUDGE, Verdict, stop)
    assert told.server.requests == []


def test_closing_a_stream_hangs_up(kept: type[Kept]) -> None:
    told = kept(after_some(Wire.hang))
    stream = told.door.stream(ASK)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert told.server.hung_up.acquire(timeout=10)
    (request,) = told.requests
    assert request.outcome is Outcome.STOPPED


def test_closing_the_door_ends_what_is_under_way(kept: type[Kept]) -> None:
    told = kept(after_some(Wire.hang))
    stream = told.door.stream(ASK)
    next(stream)
    told.door.close()
    with pytest.raises(ModelFailed) as caught:
        list(stream)
    assert caught.value.outcome is Outcome.STOPPED
    with pytest.raises(ModelFailed) as caught:
        list(told.door.stream(ASK))
    assert caught.value.outcome is Outcome.STOPPED
    told.door.close()


def test_closing_the_door_while_it_asks_for_leave(kept: type[Kept]) -> None:
    told = kept(well)
    told.door._allow = lambda ask: told.door.close()
    with pytest.raises(ModelFailed) as caught:
        list(told.door.stream(ASK))
    assert caught.value.outcome is Outcome.STOPPED


def test_closing_the_door_answers_each_question(kept: type[Kept]) -> None:
    told = kept(in_turn(well, after_some(Wire.hang)))
    answers = told.door.answer_each(_asks(6), Verdict, at_once=2)
    number, _ = next(answers)
    told.door.close()
    rest = dict(answers)
    assert sorted([number, *rest]) == list(range(6))
    assert {f.outcome for f in rest.values() if isinstance(f, ModelFailed)} == {Outcome.STOPPED}


@pytest.mark.parametrize("host", ["ex\u2028ample", "\x01"])
def test_an_address_that_can_be_none_is_told(host: str) -> None:
    door = Door(Endpoint(f"http://{host}:1/v1", {"buyer": "m"}), PATIENT)
    with pytest.raises(ModelFailed, match="no web address"):
        list(door.stream(ASK))
    door.close()


def test_what_is_not_allowed_is_not_sent(kept: type[Kept]) -> None:
    told = kept(well)

    def allow(ask: Ask) -> None:
        raise ModelFailed(Outcome.OVER_BUDGET, "today's tokens are used up.")

    told.door._allow = allow
    with pytest.raises(ModelFailed) as caught:
        list(told.door.stream(ASK))
    assert caught.value.outcome is Outcome.OVER_BUDGET
    assert told.server.requests == []
    assert told.requests == []


def test_what_cannot_be_kept_is_told_and_not_hidden(kept: type[Kept]) -> None:
    told = kept(well)

    def keep(request: ModelRequest) -> None:
        raise OSError("disk full")

    told.door._keep = keep
    with pytest.raises(OSError, match="disk full"):
        list(told.door.stream(ASK))


def test_a_role_without_a_model() -> None:
    door = Door(Endpoint("http://127.0.0.1:1/v1", {"judge": "m"}))
    assert door.has("judge")
    assert not door.has("buyer")
    with pytest.raises(ModelFailed) as caught:
        list(door.stream(ASK))
    assert caught.value.outcome is Outcome.NOT_FOUND
    with pytest.raises(ModelFailed):
        door.embed(["one"])
    door.close()


def test_the_key_a_model_says_is_not_kept(kept: type[Kept]) -> None:
    told = kept(saying(chunk(f"My key is {KEY}."), chunk(finish="stop")))
    list(told.door.stream(ASK))
    assert told.requests[0].text == "My key is [key]."


# Answers with a shape.


def _structures(told: Kept) -> list[object]:
    return [request.parameters["structure"] for request in told.requests]


def test_a_shape_is_asked_for_by_its_schema(kept: type[Kept]) -> None:
    told = kept(well)
    assert told.door.answer(JUDGE, Verdict) == Verdict(met=True, quote="nine days")
    form = told.server.requests[0].body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"]["required"] == ["met", "quote"]
    assert form["json_schema"]["schema"]["additionalProperties"] is False
    assert told.requests[0].prompt_digest != JUDGE.digest


def _only(*kinds: str | None, status: str) -> Behaviour:
    """Takes only these kinds of ``response_format``."""

    def behave(wire: Wire, request: Request) -> None:
        form = request.body.get("response_format")
        if (form["type"] if form else None) in kinds:
            well(wire, request)
        else:
            error(status, "response_format.type must be 'text'")(wire, request)

    return behave


@pytest.mark.parametrize("status", ["400 Bad", "422 Bad", "500 Oh"])
@pytest.mark.parametrize(
    ("takes", "passed"),
    [
        ("json_object", ["json_schema", "json_object"]),
        (None, ["json_schema", "json_object", "fenced"]),
    ],
)
def test_an_endpoint_without_schemas_is_asked_otherwise(
    takes: str | None, passed: list[str], status: str, kept: type[Kept]
) -> None:
    told = kept(_only(takes, status=status))
    assert told.door.answer(JUDGE, Verdict).met
    assert _structures(told) == passed
    assert told.door.answer(JUDGE, Verdict).met
    assert _structures(told) == [*passed, passed[-1]]
    assert told.waits == []
    system = told.server.requests[-1].body["messages"][0]["content"]
    assert system.startswith("You are Dana.")
    assert '"quote"' in system


class Pair(Model):
    met: bool
    quote: str
    weight: float | None = None


def test_an_endpoint_that_refuses_one_schema_keeps_to_the_others(kept: type[Kept]) -> None:
    def behave(wire: Wire, request: Request) -> None:
        form = request.body.get("response_format", {})
        if form.get("json_schema", {}).get("name") == "Pair":
            error("400 Bad", "unsupported grammar")(wire, request)
        else:
            well(wire, request)

    told = kept(behave)
    for _ in range(2):
        assert told.door.answer(JUDGE, Verdict).met
        assert told.door.answer(JUDGE, Pair).met
    assert _structures(told) == [
        "json_schema",
        *("json_schema", "json_object"),
        "json_schema",
        "json_object",
    ]


def test_a_500_once_schemas_have_worked_is_a_500(kept: type[Kept]) -> None:
    told = kept(in_turn(well, error("500 Oh"), well))
    told.door.answer(JUDGE, Verdict)
    told.door.answer(JUDGE, Verdict)
    assert _structures(told) == ["json_schema"] * 3
    assert len(told.waits) == 1


def test_one_try_at_repair(kept: type[Kept]) -> None:
    told = kept(in_turn(saying(chunk('{"met": "perhaps"}'), chunk(finish="stop")), well))
    assert told.door.answer(JUDGE, Verdict).met
    *_, wrong, repair = told.server.requests[1].body["messages"]
    assert wrong == {"role": "assistant", "content": '{"met": "perhaps"}'}
    assert "met: Input should be a valid boolean" in repair["content"]
    assert len(told.requests) == 2


@pytest.mark.parametrize(
    "said", ["I would say yes.", '{"met": 1.5}', "{}", "[true]", '{"met": nul']
)
def test_what_cannot_be_repaired_is_never_made_up(said: str, kept: type[Kept]) -> None:
    told = kept(saying(chunk(said), chunk(finish="stop")))
    with pytest.raises(ModelFailed) as caught:
        told.door.answer(JUDGE, Verdict)
    assert caught.value.outcome is Outcome.BAD_SHAPE
    assert caught.value.partial == said
    assert len(told.server.requests) == 2


@pytest.mark.parametrize(
    "said",
    [
        f"Here it is:\n```json\n{VERDICT}\n```\nGlad to help.",
        f"Sure! {VERDICT} That is all.",
        f"<think>{{maybe}}</think>{VERDICT}",
        VERDICT.replace("nine", "\\u001bnine"),
    ],
)
def test_an_answer_is_found_in_what_stands_around_it(said: str, kept: type[Kept]) -> None:
    told = kept(saying(chunk(said), chunk(finish="stop")))
    assert told.door.answer(JUDGE, Verdict) == Verdict(met=True, quote="nine days")


@pytest.mark.parametrize(
    ("message", "field", "left"),
    [
        ("Unknown parameter stream_options", "stream_options", None),
        ("Use 'max_completion_tokens' instead.", "max_tokens", "max_completion_tokens"),
        ("Unsupported value: 'temperature'", "temperature", None),
        ("seed is not supported", "seed", None),
    ],
)
def test_a_parameter_that_is_refused_is_left_out(
    message: str, field: str, left: str | None, kept: type[Kept]
) -> None:
    told = kept(in_turn(error("400 Bad", message), well))
    assert "".join(told.door.stream(ASK)) == SAID
    assert "".join(told.door.stream(ASK)) == SAID
    first, *others = [request.body for request in told.server.requests]
    assert len(others) == 2
    for sent in others:
        assert field in first
        assert field not in sent
        assert left is None or sent[left] == first[field]


# Out of tokens.


def _thinks(wire: Wire, request: Request) -> None:
    """Thinks for a hundred tokens before it says anything."""
    thought = chunk(reasoning_content="Hm.")
    if request.body["max_tokens"] < 100:
        saying(thought, chunk(finish="length"))(wire, request)
    else:
        said = VERDICT if "response_format" in request.body else SAID
        saying(thought, chunk(said), chunk(finish="stop"))(wire, request)


def _most_tokens(told: Kept) -> list[object]:
    return [request.parameters["most_tokens"] for request in told.requests]


def test_a_model_that_thinks_first_is_given_room_for_it(kept: type[Kept]) -> None:
    told = kept(_thinks)
    assert "".join(told.door.stream(ASK)) == SAID
    assert told.door.answer(JUDGE, Verdict).met
    assert _most_tokens(told) == [50, 200, 320]
    assert told.waits == []


def test_an_answer_that_ran_out_of_tokens_is_asked_for_once_more(kept: type[Kept]) -> None:
    told = kept(in_turn(saying(chunk('{"met"'), chunk(finish="length")), well))
    assert told.door.answer(JUDGE, Verdict).met
    assert told.door.answer(JUDGE, Verdict).met
    assert _most_tokens(told) == [80, 320, 80]


def test_a_model_that_never_stops_thinking_is_given_room_once(kept: type[Kept]) -> None:
    told = kept(saying(chunk(reasoning_content="Hm."), chunk(finish="length")))
    for _ in range(2):
        with pytest.raises(ModelFailed) as caught:
            list(told.door.stream(ASK))
        assert caught.value.outcome is Outcome.TRUNCATED
    assert _most_tokens(told) == [50, 200, 200]


# Many at once.


def test_several_that_are_refused_together_all_learn_from_it(kept: type[Kept]) -> None:
    meet = threading.Barrier(4, timeout=10)

    def behave(wire: Wire, request: Request) -> None:
        if "max_tokens" in request.body:
            meet.wait()
            error("400 Bad", "Use 'max_completion_tokens' instead.")(wire, request)
        elif request.body.get("response_format", {}).get("type") == "json_schema":
            meet.wait()
            error("400 Bad", "response_format is not supported")(wire, request)
        else:
            well(wire, request)

    told = kept(behave)
    answers = dict(told.door.answer_each([JUDGE] * 4, Verdict))
    assert set(answers.values()) == {Verdict(met=True, quote="nine days")}
    assert len(told.requests) == 12


def test_one_that_is_refused_after_another_found_a_way_goes_the_same(kept: type[Kept]) -> None:
    answered = threading.Event()
    refused = in_turn(
        error("400 Bad", "response_format"),
        lambda wire, request: (
            answered.wait(10),
            error("400 Bad", "response_format")(wire, request),
        )[1],
    )

    def behave(wire: Wire, request: Request) -> None:
        by_schema = request.body.get("response_format", {}).get("type") == "json_schema"
        (refused if by_schema else well)(wire, request)

    told = kept(behave)

    def keep(request: ModelRequest) -> None:
        if request.outcome is Outcome.ANSWERED:
            answered.set()

    told.door._keep = keep
    answers = dict(told.door.answer_each([JUDGE] * 2, Verdict))
    assert set(answers.values()) == {Verdict(met=True, quote="nine days")}


def test_a_proxy_is_not_asked_for_this_machine(
    kept: type[Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert "".join(kept(well).door.stream(ASK)) == SAID


def _numbered(wire: Wire, request: Request) -> None:
    number = request.body["messages"][0]["content"]
    if number == "3":
        error("404 Gone")(wire, request)
    else:
        said = chunk(json.dumps({"met": True, "quote": number}), "stop")
        saying(said)(wire, request)


def _asks(count: int) -> list[Ask]:
    return [Ask("judge", (Message("user", str(n)),), 50) for n in range(count)]


def test_each_answer_comes_once_and_a_failure_stops_no_other(kept: type[Kept]) -> None:
    told = kept(_numbered)
    came = list(told.door.answer_each(_asks(10), Verdict))
    assert sorted(number for number, _ in came) == list(range(10))
    answers = dict(came)
    failed = answers.pop(3)
    assert isinstance(failed, ModelFailed)
    assert failed.outcome is Outcome.NOT_FOUND
    assert answers == {n: Verdict(met=True, quote=str(n)) for n in range(10) if n != 3}
    assert told.threads == {threading.current_thread()}


def test_no_more_at_once_than_is_allowed_and_no_fewer(kept: type[Kept]) -> None:
    inside, most, lock = 0, 0, threading.Lock()
    meet = threading.Barrier(3, timeout=10)

    def behave(wire: Wire, request: Request) -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        meet.wait()
        with lock:
            inside -= 1
        well(wire, request)

    told = kept(behave)
    assert len(list(told.door.answer_each(_asks(9), Verdict, at_once=3))) == 9
    assert most == 3


def test_a_stop_stops_all(kept: type[Kept]) -> None:
    told = kept(in_turn(well, lambda wire, request: wire.hang()))
    stop = Stop()
    answers = told.door.answer_each(_asks(8), Verdict, at_once=1, stop=stop)
    number, first = next(answers)
    assert (number, first) == (0, Verdict(met=True, quote="nine days"))
    stop.set()
    rest = dict(answers)
    assert sorted(rest) == list(range(1, 8))
    assert {f.outcome for f in rest.values() if isinstance(f, ModelFailed)} == {Outcome.STOPPED}


def test_leaving_early_hangs_up_on_all(kept: type[Kept]) -> None:
    told = kept(in_turn(well, after_some(Wire.hang)))
    for _ in told.door.answer_each(_asks(4), Verdict, at_once=2):
        break
    told.door.close()
    assert all(request.outcome in ("answered", "stopped") for request in told.requests)


# Embeddings.


def _embedding(wire: Wire, request: Request) -> None:
    rows = [
        {"index": at, "embedding": [3.0, 4.0 + len(text)]}
        for at, text in enumerate(request.body["input"])
    ]
    wire.whole({"data": rows[::-1]})


def test_embeddings_come_in_order_and_of_unit_length(kept: type[Kept]) -> None:
    told = kept(_embedding)
    texts = ["x" * n for n in range(130)]
    found = told.door.embed(texts)
    assert [len(request.body["input"]) for request in told.server.requests] == [64, 64, 2]
    assert found[0] == (0.6, 0.8)
    assert [y / x for x, y in found] == pytest.approx([(4 + n) / 3 for n in range(130)])
    assert told.door.embed([]) == ()


@pytest.mark.parametrize(
    "data",
    [
        [],
        [{"embedding": [1.0]}],
        [{"embedding": [1.0]}, {"embedding": "x"}],
        [{"embedding": [1.0]}, {"embedding": [0.0]}],
        [{"embedding": [1.0]}, {"embedding": [1.0, 2.0]}],
        [{"embedding": [1.0]}, {"embedding": [None]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}],
        None,
    ],
)
def test_embeddings_that_are_none(data: object, kept: type[Kept]) -> None:
    told = kept(body({"data": data}))
    with pytest.raises(ModelFailed) as caught:
        told.door.embed(["a", "b"])
    assert caught.value.outcome is Outcome.MALFORMED


def test_importing_the_door_imports_nothing_heavy() -> None:
    code = (
        "import sys, roleplay.llm, roleplay.llm.keys, roleplay.llm.probing\n"
        "print([m for m in ('openai', 'httpx2', 'keyring', 'anyio', 'ssl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_getting_ready_beforehand(kept: type[Kept]) -> None:
    told = kept(well)
    told.door.warm()
    assert "".join(told.door.stream(ASK)) == SAID


def test_getting_ready_tells_nothing_of_a_wrong_address(capfd: pytest.CaptureFixture[str]) -> None:
    door = Door(endpoint("nowhere"), PATIENT)
    door.warm()
    with pytest.raises(ModelFailed) as caught:
        list(door.stream(ASK))
    door.close()
    assert caught.value.outcome is Outcome.UNREACHABLE
    assert capfd.readouterr() == ("", "")
