"""Where the key to an endpoint comes from: the environment or the keyring, never a file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

from roleplay.domain.problem import Broken

VARIABLES = ("ROLEPLAY_LLM_API_KEY", "OPENAI_API_KEY")
"""Of the environment; the first that is set counts, and goes before the keyring."""
SERVICE = "roleplay"
USER = "llm"
"""Under which the keyring holds it."""
PATIENCE = 20.0
"""Seconds: a keyring may ask the person for its password, and may never answer."""

_INSTEAD = f"Set {VARIABLES[0]} in the environment instead."
_IN_KEYRING = "in your system's keyring"

Result = TypeVar("Result")


@dataclass(frozen=True)
class Key:
    """A key, or none."""

    value: str = field(default="", repr=False)
    where: str = ""
    """Such as ``in OPENAI_API_KEY``; empty where there is none."""
    in_keyring: bool = False


def find_key(environ: Mapping[str, str]) -> Key:
    """The key there is; an empty one where there is none, also where there is no keyring at all.

    Raises:
        Broken: there is a keyring and it does not answer, or stays locked.
    """
    for name in VARIABLES:
        if value := environ.get(name, "").strip():
            return Key(value, f"in {name}")
    ring = _ring()
    if ring is None:
        return Key()
    value = _asked("read", lambda: ring.get_password(SERVICE, USER))
    return Key(value.strip(), _IN_KEYRING, in_keyring=True) if value else Key()


def save_key(key: str) -> None:
    """Put ``key`` into the keyring, in the place of the one before.

    Raises:
        Broken: there is no keyring, or it does not take it.
    """
    ring = _needed()
    _asked("write", lambda: ring.set_password(SERVICE, USER, key.strip()))


def delete_key() -> bool:
    """Take the key out of the keyring; False if there was none.

    Raises:
        Broken: there is no keyring, or it does not give it up.
    """
    ring = _needed()
    if not _asked("read", lambda: ring.get_password(SERVICE, USER)):
        return False
    _asked("change", lambda: ring.delete_password(SERVICE, USER))
    return True


def _needed() -> Any:
    ring = _ring()
    if ring is None:
        raise Broken(f"this system has no keyring that keys can be kept in. {_INSTEAD}")
    return ring


def _ring() -> Any:
    """The keyring of the system; None where there is none, or only one that is a plain file."""
    keyring = _package()
    if keyring is None:
        return None
    ring = _asked("open", keyring.get_keyring)
    if type(ring).__module__ == "keyring.backends.chainer":
        # It goes through several, and plain files may be among them: the first that is none counts.
        several = _asked("open", lambda: tuple(ring.backends))
        return next((one for one in several if _holds(one)), None)
    return ring if _holds(ring) else None


def _holds(ring: Any) -> bool:
    """Whether it is a keyring, and neither nothing nor a plain file."""
    nowhere = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
    return not type(ring).__module__.startswith(nowhere)


def _package() -> ModuleType | None:
    try:
        import keyring
    except ImportError:
        return None
    return keyring


def _asked(what: str, ask: Callable[[], Result]) -> Result:
    """What the keyring answers; whatever it raises, and silence, is one line."""
    answers: list[Result] = []
    errors: list[str] = []

    def work() -> None:
        try:
            answers.append(ask())
        except Exception as error:
            # Never its words: some backends quote what they were given.
            errors.append(type(error).__name__)

    thread = threading.Thread(target=work, name="roleplay-keyring", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if answers:
        return answers[0]
    why = f"it failed ({errors[0]})" if errors else "it does not answer; is it locked?"
    raise Broken(f"could not {what} your system's keyring: {why} {_INSTEAD}")
