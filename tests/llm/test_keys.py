from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from roleplay.domain.problem import Broken
from roleplay.llm import keys


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


class Locked(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("sk-secret-1234567 is locked\nin two lines")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(password)


class Silent(Memory):
    answers = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answers.wait(10)
        return None


class PlainFile(Memory):
    pass


PlainFile.__module__ = "keyrings.alt.file"


class Several(Memory):
    """As the keyring package puts several together."""

    def __init__(self, *backends: Memory) -> None:
        super().__init__()
        self.backends = backends

    def set_password(self, service: str, username: str, password: str) -> None:
        self.backends[0].set_password(service, username, password)


Several.__module__ = "keyring.backends.chainer"


@pytest.fixture(autouse=True)
def ring() -> Iterator[Memory]:
    before = keyring.get_keyring()
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def test_the_environment_goes_before_the_keyring() -> None:
    keys.save_key(" sk-ring \n")
    both = {"ROLEPLAY_LLM_API_KEY": "sk-ours", "OPENAI_API_KEY": "sk-theirs"}
    assert keys.find_key(both) == keys.Key("sk-ours", "in ROLEPLAY_LLM_API_KEY")
    theirs = {"ROLEPLAY_LLM_API_KEY": " ", "OPENAI_API_KEY": "sk-theirs\n"}
    assert keys.find_key(theirs) == keys.Key("sk-theirs", "in OPENAI_API_KEY")
    assert keys.find_key({}) == keys.Key("sk-ring", "in your system's keyring", in_keyring=True)


def test_a_key_is_never_shown() -> None:
    assert "sk-ours" not in repr(keys.find_key({"OPENAI_API_KEY": "sk-ours"}))


def test_a_key_is_saved_and_taken_out(ring: Memory) -> None:
    assert not keys.delete_key()
    keys.save_key("sk-ring")
    assert list(ring.held.values()) == ["sk-ring"]
    assert keys.delete_key()
    assert ring.held == {}
    assert keys.find_key({}) == keys.Key()


@pytest.mark.parametrize("none", [fail.Keyring, null.Keyring, PlainFile])
def test_where_there_is_no_keyring_there_is_no_key(none: type[KeyringBackend]) -> None:
    keyring.set_keyring(none())
    assert keys.find_key({}) == keys.Key()
    with pytest.raises(Broken, match=r"no keyring .* Set ROLEPLAY_LLM_API_KEY"):
        keys.save_key("sk-ring")
    with pytest.raises(Broken):
        keys.delete_key()


def test_a_plain_file_among_several_keyrings_is_passed_over() -> None:
    file, real = PlainFile(), Memory()
    keyring.set_keyring(Several(file, real))
    keys.save_key("sk-ring")
    assert (file.held, list(real.held.values())) == ({}, ["sk-ring"])
    assert keys.find_key({}).value == "sk-ring"
    keyring.set_keyring(Several(file, PlainFile()))
    with pytest.raises(Broken, match="no keyring"):
        keys.save_key("sk-ring")


def test_a_keyring_that_fails_is_one_line_without_its_words() -> None:
    keyring.set_keyring(Locked())
    for ask in (lambda: keys.find_key({}), lambda: keys.save_key("sk-new-123456789")):
        with pytest.raises(Broken) as caught:
            ask()
        assert "RuntimeError" in str(caught.value)
        assert "sk-" not in str(caught.value)
        assert str(caught.value).isprintable()


def test_a_keyring_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "PATIENCE", 0.05)
    keyring.set_keyring(Silent())
    with pytest.raises(Broken, match="does not answer"):
        keys.find_key({})
    Silent.answers.set()
