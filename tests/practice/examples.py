"""A pack of our own, so that what is tested does not move with the shipped calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from roleplay.domain.problem import Broken
from roleplay.domain.transcript import Event
from roleplay.practice.workspace import Workspace
from roleplay.settings import Settings
from roleplay.store import Store

PACKS = Path(__file__).parent / "data"
GOOD = (
    "How do you know claims are under control?",
    "What do you lose to overpayment?",
    "",
    "We are the leader in claims software and our platform is the best.",
    "What happened with the last replacement?",
    "It runs beside the core system and nothing is replaced.",
    "Could we meet your head of claims on Thursday?",
)
"""A seller who raises a concern, meets it, and is given a meeting."""
POOR = tuple(
    f"Our platform is the best {what} there is, and we are the leader in it."
    for what in (
        "software",
        "tool",
        "service",
        "system",
        "product",
        "engine",
        "suite",
        "app",
        "one",
    )
)
"""A seller who only pitches, until the buyer has had enough."""


class Clock:
    """A minute passes at each look."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


class FailingStore:
    """The real store, which refuses one of the commits it is asked for."""

    def __init__(self, store: Store, at: int) -> None:
        self._store = store
        self.left = at

    def append(self, call: str, *events: Event) -> None:
        self.left -= 1
        if self.left == 0:
            raise Broken("history.db: the disk is full; what was saved before is safe. Make room.")
        self._store.append(call, *events)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def settings(home: Path, seller: str = "sam", packs: Path = PACKS) -> Settings:
    """Settings for a data folder, with our pack and no shipped ones."""
    return Settings(home, seller, (packs,), ())


def play(
    workspace: Workspace,
    lines: tuple[str, ...] = GOOD,
    scenario: str = "claims",
    *,
    variant: str = "a",
    seed: int = 0,
) -> str:
    """A call had through to its end and scored; its id."""
    from roleplay.practice import calls

    live = calls.start(workspace, scenario, variant, seed)
    for line in lines:
        if not live.ended:
            live.say(line)
    live.end()
    live.score()
    return live.id or ""
