"""What every kind of work needs at hand: the settings, the library and the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from roleplay.settings import Settings

if TYPE_CHECKING:
    from roleplay.library import Library
    from roleplay.listening import Topics
    from roleplay.store import Store


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Workspace:
    """One person's place to practise. Cheap to make: everything in it opens when first used."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.now = now
        self.titles: dict[str, str] = {}
        """Titles of kept scenarios by digest, once they have been read."""
        self._opening = Lock()
        self._store: Store | None = None

    def use(self, settings: Settings) -> None:
        """Go on with other settings for the same data folder; packs are listed anew."""
        self.settings = settings
        self.__dict__.pop("library", None)

    @cached_property
    def library(self) -> Library:
        """The scenarios, rubrics and strategies at hand."""
        from roleplay.library import Library

        return Library(self.settings.scenario_roots, self.settings.rubric_folders)

    @property
    def store(self) -> Store:
        """The history. Opened once, by whichever thread needs it first."""
        with self._opening:
            if self._store is None:
                from roleplay.store import Store

                self._store = Store(self.settings.database, self.now)
            return self._store

    def topics(self, scenario_digest: str, make: Callable[[], Topics]) -> Topics:
        """The listener's index of a scenario, made once."""
        if scenario_digest not in self._topics:
            self._topics[scenario_digest] = make()
        return self._topics[scenario_digest]

    @cached_property
    def _topics(self) -> dict[str, Topics]:
        return {}

    def close(self) -> None:
        """Let go of the database."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
