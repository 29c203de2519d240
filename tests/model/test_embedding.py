"""Embeddings of a real server: a call has them in the background, or goes on without."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.domain.transcript import HeardEvent
from roleplay.engine.replay import verify
from roleplay.llm import Door, Endpoint, ModelFailed
from roleplay.practice.calls import LiveCall, start
from roleplay.practice.workspace import Workspace
from roleplay.settings import read
from tests.model.conftest import PATIENT, Server, start_server
from tests.model.serve import NAME

LESSON = "first-call"
LONG = 240.0


@pytest.fixture(scope="module")
def embedding() -> Iterator[Server]:
    started = start_server("embeddings")
    yield started
    started.kill()


def asks(server: Server) -> Door:
    return Door(Endpoint(base_url=server.base_url, models={}, embeddings=NAME), PATIENT)


def test_texts_have_a_direction_in_their_order(embedding: Server) -> None:
    door = asks(embedding)
    found = door.embed(["storm season", "a meeting on Thursday", "storm season"])
    door.close()
    assert [math.isclose(math.hypot(*each), 1.0, rel_tol=1e-6) for each in found] == [True] * 3
    assert found[0] == pytest.approx(found[2], abs=1e-3)
    assert sum(a * b for a, b in zip(found[0], found[1], strict=True)) < 0.999


def test_a_server_without_embeddings_says_so(server: Server) -> None:
    door = asks(server)
    with pytest.raises(ModelFailed) as failed:
        door.embed(["storm season"])
    door.close()
    assert "127.0.0.1" in str(failed.value)


def opened(home: Path, server: Server) -> Workspace:
    return Workspace(
        read(
            {
                "ROLEPLAY_HOME": str(home),
                "ROLEPLAY_LLM_BASE_URL": server.base_url,
                "ROLEPLAY_LLM_EMBEDDINGS": NAME,
            }
        )
    )


def heard(live: LiveCall) -> list[HeardEvent]:
    return [event for event in live.events if isinstance(event, HeardEvent)]


def test_a_call_is_heard_with_embeddings_once_they_are_there(
    tmp_path: Path, embedding: Server
) -> None:
    with opened(tmp_path, embedding) as workspace:
        live = start(workspace, LESSON, seed=0)
        lines = live.scenario.tries["strong"].seller
        live.say(lines[0])
        assert not heard(live)[0].helped_by
        live.listener.nearness().join(LONG)
        assert live.listener.nearness().ready
        for line in lines[1:4]:
            live.say(line)
        live.end()
        assert len(heard(live)) == 4
        assert verify(live.scenario, live.events) is None


def test_a_server_without_embeddings_leaves_what_code_hears(tmp_path: Path, server: Server) -> None:
    with opened(tmp_path, server) as workspace:
        live = start(workspace, LESSON, seed=0)
        for line in live.scenario.tries["strong"].seller[:3]:
            live.say(line)
        live.end()
        assert not any(event.helped_by for event in heard(live))
