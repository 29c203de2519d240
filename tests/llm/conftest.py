from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from tests.llm.misbehaving import Behaviour, Server

Serve = Callable[[Behaviour], Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A server that behaves like this to whoever asks for the model ``m``."""
    servers: list[Server] = []

    def start(behave: Behaviour) -> Server:
        servers.append(Server({"m": behave, "e": behave, "/v1/models": behave}))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(timeout=5)
    assert not [thread for thread in left if thread.is_alive()]
