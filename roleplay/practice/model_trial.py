"""A try whether the model works: what it can do, found by asking it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roleplay.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One thing that was found."""

    name: str
    """A short name that does not change, such as ``streaming``."""
    ok: bool | None
    """None: it cannot, and nothing needs it."""
    says: str
    """In words, one line."""


@dataclass(frozen=True)
class Tried:
    """What came of it."""

    findings: tuple[Finding, ...]
    verdict: str
    """In words, one line."""
    reached: bool
    ok: bool
    """Everything that is needed works."""


class Trial:
    """One try. It may take a minute, and may be stopped from another thread."""

    def __init__(self, settings: Settings) -> None:
        from roleplay.llm import Stop

        self._settings, self._stop = settings, Stop()

    def stop(self) -> None:
        """Leave it; `run` ends soon."""
        self._stop.set()

    def run(self, tell: Callable[[Finding], None] = lambda finding: None) -> Tried:
        """Ask the model, and tell of each thing as it is found.

        Raises:
            BadInput: no model is set up.
            Broken: the system's keyring was asked for the key and failed.
        """
        raise AssertionError
