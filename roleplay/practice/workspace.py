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
    from roleplay.listening.nearness import Nearness
    from roleplay.llm import Door, Wait
    from roleplay.store import Store

    from .models import Doors, OpenDoor


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Workspace:
    """One person's place to practise. Cheap to make: everything in it opens when first used."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] = utc_now,
        open_door: OpenDoor | None = None,
    ) -> None:
        """A place to practise.

        Args:
            settings: where things are, and how the person likes them.
            now: the clock, aware of its offset.
            open_door: makes the door to a model, as `roleplay.llm.Door` is made; None for that.
        """
        self.settings = settings
        self.now = now
        self.on_wait: Callable[[Wait], object] = lambda wait: None
        """Called before each wait for another try of a model, on the thread that asked."""
        self.titles: dict[str, str] = {}
        """Titles of kept scenarios by digest, once they have been read."""
        self.nearness: dict[tuple[str, str, str], Nearness] = {}
        """Topics by embeddings, by the scenario's digest, the endpoint and its model."""
        self._opening = Lock()
        self._store: Store | None = None
        self._shares_store = False
        self._open_door = open_door
        self._doors: Doors | None = None

    def aside(self, settings: Settings) -> Workspace:
        """Another workspace, for another thread: it has the same history and doors of its own.

        The history stays open when it is closed.
        """
        other = Workspace(settings, self.now, self._open_door)
        other._store, other._shares_store = self.store, True
        return other

    def use(self, settings: Settings) -> None:
        """Go on with other settings for the same data folder; packs are listed anew.

        Where a model is set up otherwise, the doors to it are closed: `door` opens a new one. For
        another person the history is opened anew: it answers to who asks.
        """
        if settings.model != self.settings.model:
            self.close_doors()
        if settings.seller != self.settings.seller:
            self._close_store()
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

                settings = self.settings
                self._store = Store(settings.database, self.now, principal=settings.seller)
            return self._store

    def door(self, call_id: str | None = None, *, kept: bool = True) -> Door | None:
        """The door to a model, for a call; None where no model is set up.

        What is asked through it is kept with the call and counts toward its budget. It is the
        same door every time until the settings change.

        Args:
            call_id: the call it is asked for; None for what belongs to no call.
            kept: False for a call of which nothing is kept.

        Raises:
            Broken: the system's keyring was asked for the key and failed.
        """
        if self._doors is None:
            if not self.settings.model.base_url:
                return None
            from .models import Doors, open_real

            self._doors = Doors(
                self.settings,
                lambda: self.store,
                self.now,
                self._waits,
                self._open_door or open_real(self.settings.environ),
            )
        return self._doors.of(call_id, kept=kept)

    def begin_unkept(self) -> None:
        """A call begins of which nothing is kept: what others before it used is not its own."""
        if self._doors is not None:
            self._doors.begin_unkept()

    def _waits(self, wait: Wait) -> None:
        self.on_wait(wait)

    def close_doors(self) -> None:
        """Let go of the model: what is asked next is asked as it is set up then."""
        doors, self._doors = self._doors, None
        if doors is not None:
            doors.close()

    def topics(self, scenario_digest: str, make: Callable[[], Topics]) -> Topics:
        """The listener's index of a scenario, made once."""
        if scenario_digest not in self._topics:
            self._topics[scenario_digest] = make()
        return self._topics[scenario_digest]

    @cached_property
    def _topics(self) -> dict[str, Topics]:
        return {}

    def close(self) -> None:
        """Let go of the database and of the model."""
        self.close_doors()
        self._close_store()

    def _close_store(self) -> None:
        with self._opening:
            if self._store is not None and not self._shares_store:
                self._store.close()
            self._store = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
