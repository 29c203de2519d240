"""``doctor --model`` and ``key``, against a server on loopback and a keyring that is nowhere."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from roleplay.llm import Ask, Message, ModelFailed
from roleplay.practice.workspace import Workspace
from roleplay.settings import read
from tests.cli.conftest import Roleplay
from tests.llm.faults import error
from tests.llm.misbehaving import KEY, Behaviour, Request, Server, Wire, well
from tests.practice.examples import PACKS, play

CANARY = "sk-canary-0123456789abcdef"


class Memory(KeyringBackend):
    """A keyring that is nowhere."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    for name in ("ROLEPLAY_LLM_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Behaviour], Server]]:
    """A server that behaves like this, and the environment that names it."""
    servers: list[Server] = []

    def start(behave: Behaviour) -> Server:
        server = Server({"m": behave, "e": behave, "/v1/models": _models})
        servers.append(server)
        monkeypatch.setenv("ROLEPLAY_LLM_BASE_URL", server.url)
        monkeypatch.setenv("ROLEPLAY_LLM_MODEL", "m")
        return server

    yield start
    for server in servers:
        server.close()


def _models(wire: Wire, request: Request) -> None:
    wire.whole({"object": "list", "data": [{"id": "m", "object": "model"}]})


def _echoes(wire: Wire, request: Request) -> None:
    """Says the key that it was sent."""
    says = f"Incorrect key {request.headers.get('authorization')}"
    error("401 Unauthorized", says)(wire, request)


def found_in(folder: Path, word: str) -> list[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if word.encode() in file.read_bytes()]


def test_a_model_that_works_is_said_to(
    roleplay: Roleplay, serve: Callable[[Behaviour], Server]
) -> None:
    server = serve(well)
    ran = roleplay("doctor", "--model")
    assert ran.status in (0, 1), ran.err
    assert ran.out.splitlines()[0] == f"{server.url}: buyer m, judge m, coach m"
    assert "ok   the address answers" in ran.out
    assert "ok   m answers, the first word after" in ran.out
    assert "ok   m tells its tokens" in ran.out
    assert ran.out.splitlines()[-1] == "The model works."
    assert ran.status == 0
    document = roleplay("doctor", "--model", "--json").json()
    assert document["ok"]
    assert document["reached"]
    found = {each["name"]: each["ok"] for each in document["findings"]}
    assert (found["answers"], found["streams"], found["logprobs"]) == (True, True, None)


def test_a_model_that_refuses_is_told_once_and_ends_with_1(
    roleplay: Roleplay, serve: Callable[[Behaviour], Server], ring: Memory
) -> None:
    roleplay("key", "set", typed=CANARY.encode())
    server = serve(_echoes)
    ran = roleplay("doctor", "--model")
    assert ran.status == 1
    assert server.requests[-1].headers["authorization"] == f"Bearer {CANARY}"
    assert ran.out.count("MISS") == 1
    assert ran.out.splitlines()[-1] == "One thing does not work."
    assert "canary" not in ran.out + ran.err


def test_a_key_that_was_given_for_openai_is_said_to_go_elsewhere(
    roleplay: Roleplay, serve: Callable[[Behaviour], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    serve(well)
    line = (
        "OPENAI_API_KEY is sent to 127.0.0.1, which is not OpenAI. "
        "Set ROLEPLAY_LLM_API_KEY to send another key there."
    )
    assert roleplay("doctor", "--model").out.splitlines()[1] == f"warning: {line}"
    assert roleplay("doctor", "--model", "--json").json()["warnings"] == [line]
    monkeypatch.setenv("ROLEPLAY_LLM_API_KEY", CANARY)
    assert "warning" not in roleplay("doctor", "--model").out


def test_a_model_that_is_not_there_is_told_once_and_ends_with_3(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("ROLEPLAY_LLM_BASE_URL", f"http://127.0.0.1:{port}/v1")
    monkeypatch.setenv("ROLEPLAY_LLM_MODEL", "m")
    ran = roleplay("doctor", "--model")
    assert ran.status == 3
    assert [line for line in ran.out.splitlines() if line.startswith("MISS")] == [
        ran.out.splitlines()[1]
    ]
    assert ran.out.splitlines()[-1] == "The model cannot be reached."
    assert roleplay("doctor", "--model", "--json").status == 3


def test_without_a_model_it_is_one_line(roleplay: Roleplay) -> None:
    assert "no model is set up: base_url and model" in roleplay("doctor", "--model").failed(2)


def test_a_key_is_put_into_the_keyring_and_taken_out(roleplay: Roleplay, ring: Memory) -> None:
    ran = roleplay("key", "set", typed=f"{CANARY}\n".encode())
    assert ran.out == "The key is in your system's keyring.\n"
    assert list(ring.held.values()) == [CANARY]
    assert roleplay("key", "delete").out == "The key is no longer in your keyring.\n"
    assert ring.held == {}
    assert roleplay("key", "delete").out == "There was none in your keyring.\n"


@pytest.mark.parametrize("typed", [b"", b"\n", b"two words\n", "clé\n".encode(), b"a\x07b\n"])
def test_what_is_no_key_is_one_line(roleplay: Roleplay, ring: Memory, typed: bytes) -> None:
    assert "nothing was changed" in roleplay("key", "set", typed=typed).failed(2)
    assert ring.held == {}


def test_a_key_is_no_argument(roleplay: Roleplay) -> None:
    """Whoever may list the processes would see it."""
    assert roleplay("key", "set", CANARY).status == 2


def test_without_a_keyring_it_is_one_line(roleplay: Roleplay) -> None:
    keyring.set_keyring(fail.Keyring())
    said = roleplay("key", "set", typed=CANARY.encode()).failed(3)
    assert "no keyring" in said
    assert "canary" not in said


def test_a_key_is_nowhere_but_in_the_request(
    roleplay: Roleplay,
    serve: Callable[[Behaviour], Server],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Asks with it, is refused by a server that says it, keeps that, and looks everywhere."""
    server = serve(_echoes)
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    (home).mkdir(parents=True)
    (home / "settings.toml").write_text(f'[model]\napi_key = "{KEY}"\n')
    with Workspace(read(packs=(PACKS,))) as workspace:
        call = play(workspace)
        door = workspace.door(call)
        assert door is not None
        ask = Ask("judge", (Message("user", "Was it asked?"),), 20)
        with pytest.raises(ModelFailed) as refused:
            list(door.stream(ask))
        assert "canary" not in str(refused.value)
    assert server.requests[-1].headers["authorization"] == f"Bearer {CANARY}"
    said = [
        roleplay(*command)
        for command in (
            ("show", call, "--cost"),
            ("show", call, "--json"),
            ("export", call, "--format", "json"),
            ("history", "--cost", "--json"),
            ("doctor",),
            ("doctor", "--json"),
            ("doctor", "--model"),
        )
    ]
    told = "".join(ran.out + ran.err for ran in said)
    assert "[key]" in told
    assert "canary" not in told
    assert KEY not in told
    assert "settings.toml:2 api_key: a key does not belong in a file" in told
    assert found_in(home, "canary") == []
