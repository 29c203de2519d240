"""A real model server on loopback, and doors to it.

The model is too small to judge anybody: what is shown here is that the plumbing and the guards
hold on a real server, never how good a buyer or a judge is.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from roleplay.domain.requests import ROLES, ModelRequest
from roleplay.llm import Door, Endpoint, Limits
from tests.model.serve import NAME

SERVE = Path(__file__).with_name("serve.py")
PATIENT = Limits(first_token=120.0, idle=60.0, total=300.0)
"""For a model of 135 million parameters on a busy machine with two cores."""
READY_WITHIN = 60.0
"""Seconds in which the server must be up."""


@dataclass(frozen=True)
class Server:
    """A model server that is running."""

    base_url: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """As the kernel does when memory runs out."""
        self.process.kill()
        self.process.wait()


def start_server(*more: str) -> Server:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(SERVE), str(port), *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, "the model server ended before it was ready"
        try:
            with urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return Server(f"{address}/v1", process)
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError(f"no model server within {READY_WITHIN} seconds")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One for all tests that leave it alive."""
    started = start_server()
    yield started
    started.kill()


@pytest.fixture
def mortal() -> Iterator[Server]:
    """One of its own, to be killed."""
    started = start_server()
    yield started
    started.kill()


def endpoint(server: Server) -> Endpoint:
    return Endpoint(base_url=server.base_url, models={**dict.fromkeys(ROLES, NAME), "seller": NAME})


@pytest.fixture
def kept() -> list[ModelRequest]:
    """What the door kept."""
    return []


@pytest.fixture
def door(server: Server, kept: list[ModelRequest]) -> Iterator[Door]:
    opened = Door(endpoint(server), PATIENT, keep=kept.append)
    yield opened
    opened.close()
