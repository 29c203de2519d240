from __future__ import annotations

import threading

import pytest

from roleplay.domain.requests import Outcome
from roleplay.llm import Limits, ModelFailed, Stop, probing
from roleplay.llm.probing import Finding, probe
from tests.llm.conftest import Serve
from tests.llm.faults import HASTY, PATIENT, error
from tests.llm.misbehaving import KEY, Request, Wire, chunk, endpoint, saying, usage, well

SKILLS = ("listed", "answers", "streams", "counts", "schema", "json", "logprobs")


def _able(wire: Wire, request: Request) -> None:
    """Can everything."""
    if request.path == "/v1/models":
        wire.whole({"data": [{"id": "m"}, {"id": "e"}]})
    elif request.path == "/v1/embeddings":
        wire.whole({"data": [{"index": 0, "embedding": [0.5, 0.5]}]})
    elif "response_format" in request.body:
        said = '{"day": "Tuesday", "number": 2}'
        saying(chunk(said), chunk(finish="stop"))(wire, request)
    else:
        first, *rest = [chunk(word) for word in ("I ", "am ", "ready.")]
        if request.body.get("logprobs"):
            first["choices"][0]["logprobs"] = {"content": [{"token": "I", "logprob": -0.1}]}
        saying(first, *rest, chunk(finish="stop"), usage(), "[DONE]")(wire, request)


def _plain(wire: Wire, request: Request) -> None:
    """Answers in one body, and nothing else."""
    if request.path != "/v1/chat/completions":
        error("404 Not Found")(wire, request)
    elif "response_format" in request.body or "logprobs" in request.body:
        error("500 Oh", "response_format")(wire, request)
    else:
        said = {"message": {"content": "Ready."}, "finish_reason": "stop"}
        wire.whole({"choices": [said]})


def test_all_that_an_able_endpoint_can_is_found(serve: Serve) -> None:
    told: list[Finding] = []
    here = threading.current_thread()
    threads: set[threading.Thread] = set()

    def tell(finding: Finding) -> None:
        told.append(finding)
        threads.add(threading.current_thread())

    found = probe(endpoint(serve(_able).url), PATIENT, tell=tell)
    assert [one for one in found.all if not one.ok] == []
    assert tuple(told) == found.all
    assert threads == {here}
    assert found.can("reached")
    assert found.can("embeddings", "e")
    assert all(found.can(skill, "m") for skill in SKILLS)
    (seconds,) = [one.seconds for one in found.all if one.seconds is not None]
    assert seconds >= 0


def test_what_a_plain_endpoint_cannot_is_found_too(serve: Serve) -> None:
    found = probe(endpoint(serve(_plain).url), PATIENT)
    assert {one.skill for one in found.all if one.ok} == {"reached", "answers"}
    (schema,) = [one for one in found.all if one.skill == "schema"]
    assert "500" in schema.says
    assert "(m)" in schema.says


def test_a_model_that_does_not_keep_to_a_schema_is_found_out(serve: Serve) -> None:
    found = probe(endpoint(serve(well).url), PATIENT)
    assert found.can("answers", "m")
    assert not found.can("schema", "m")


def test_where_nothing_listens_nothing_more_is_asked() -> None:
    found = probe(endpoint("http://127.0.0.1:1/v1"), PATIENT)
    assert [one.skill for one in found.all] == ["reached", *SKILLS, "embeddings"]
    assert not any(one.ok for one in found.all)
    assert "nothing listens there" in found.all[0].says


def test_a_wrong_key_is_told_without_it(serve: Serve) -> None:
    found = probe(endpoint(serve(error("401 No", f"bad key {KEY}")).url), PATIENT)
    assert found.can("reached")
    assert not found.can("answers", "m")
    assert KEY not in str(found)
    assert "[key]" in str(found)


def test_what_there_is_no_time_for_does_not_work(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "ALL_SECONDS", 0.3)
    found = probe(endpoint(serve(lambda wire, request: wire.hang()).url), Limits())
    assert [one.skill for one in found.all if one.skill != "reached"] == [*SKILLS, "embeddings"]
    assert not any(one.ok for one in found.all)


def test_a_slow_model_does_not_answer(serve: Serve) -> None:
    def behave(wire: Wire, request: Request) -> None:
        if request.path == "/v1/models":
            _able(wire, request)
        else:
            wire.hang()

    found = probe(endpoint(serve(behave).url), HASTY)
    assert found.can("listed", "m")
    assert not found.can("answers", "m")


def test_a_probe_can_be_stopped(serve: Serve) -> None:
    stop = Stop()
    with pytest.raises(ModelFailed) as caught:
        probe(endpoint(serve(_able).url), PATIENT, stop=stop, tell=lambda finding: stop.set())
    assert caught.value.outcome is Outcome.STOPPED


def test_a_model_that_thinks_first_is_found_to_answer(serve: Serve) -> None:
    def behave(wire: Wire, request: Request) -> None:
        if request.body and request.body.get("max_tokens", 0) < 1_000:
            saying(chunk(reasoning_content="Hm."), chunk(finish="length"))(wire, request)
        else:
            _able(wire, request)

    assert probe(endpoint(serve(behave).url), PATIENT).can("answers", "m")
