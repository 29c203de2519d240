from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

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
def _no_thread_or_socket_is_left() -> Iterator[None]:
    threads, sockets = set(threading.enumerate()), _sockets()
    yield
    left = set(threading.enumerate()) - threads
    for thread in left:
        thread.join(timeout=5)
    assert not [thread for thread in left if thread.is_alive()]
    assert _sockets() <= sockets


def _sockets() -> set[str]:
    """Those this process has open; none where that cannot be seen."""
    names: set[str] = set()
    folder = Path("/proc/self/fd")
    for link in folder.iterdir() if folder.exists() else ():
        with contextlib.suppress(OSError):
            names.add(str(link.readlink()))
    return {name for name in names if name.startswith("socket:")}
