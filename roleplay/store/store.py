"""The store: one file, opened, brought up to date, and closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Self
from uuid import UUID

from sqlalchemy import func, select

from ..domain.history import StoreHealth
from ..domain.problem import Broken
from . import file
from .assigning import Assigning
from .calls import Calls
from .database import Database
from .forgetting import Forgetting
from .ids import Ids
from .lease import Leases
from .listing import Listing
from .people import People
from .record import Record
from .requests import Requests
from .reviewing import Reviewing
from .scores import Scores
from .sharing import Sharing
from .tables import VERSION, call, metadata, model_request, note, scorecard
from .team_tables import assignment, comment, dispute, member, rating, share, team_choice

_SORTED_BY_KEY = (
    *(call, scorecard, note, model_request),
    *(member, team_choice, share, assignment, comment, rating, dispute),
)
_RACE_FIXED = (3, 51, 3)
"""From this SQLite on, two connections cannot corrupt a log that is begun anew."""


class Store(
    Calls, Record, Listing, Scores, Requests, People, Sharing, Assigning, Reviewing, Forgetting
):
    """The history in one SQLite file.

    Each write is a transaction of its own, on the disk when the call returns. Moments are UTC,
    keys are UUIDs that sort by time. Any id of a call may be shortened to a part of at least 6
    characters at its beginning or end, if that names one call only.

    Args:
        path: the file; it and its folder are made if need be.
        now: the clock, aware of its offset.
        random: where the random part of keys comes from; None for the system's.
        principal: who asks, for whose eyes everything is filtered once people were added; None
            for the program itself, which sees everything.
        patience: seconds to wait for another process that is writing.

    Raises:
        Broken: the file is damaged, locked, newer than this program, or cannot be written. It is
            left as it is.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        random: Random | None = None,
        *,
        principal: str | None = None,
        patience: float = 5.0,
    ) -> None:
        self.path = path
        self._patience = patience
        file.prepare(path)
        found = file.look(path, known=VERSION, patience=patience)
        if found.version < VERSION:
            from .migrating import migrate

            if found.version:
                file.back_up(path, version=found.version, at=now(), patience=patience)
            migrate(path, patience=patience)
        database = Database(path, patience=patience, principal=principal)
        super().__init__(
            database,
            now=now,
            ids=Ids(now, random, partial(_last_key, database)),
            leases=Leases(path.parent / "open"),
        )
        if found.erasing:
            with suppress(Broken):
                self._database.erase()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file and of every call held."""
        self._leases.release_all()
        self._database.close()

    def check(self) -> StoreHealth:
        """The state of the file, for `roleplay doctor`.

        Raises:
            Broken: it cannot be read at all.
        """
        parts = [self.path, file.beside(self.path, "-wal")]
        size = sum(part.stat().st_size for part in parts if part.exists())
        intact = None
        warnings = []
        if size <= file.CHECKED_UP_TO:
            with self._database.plain() as connection:
                said = file.quick_check(connection)
            intact = said == "ok"
            if not intact:
                warnings.append(
                    f"{self.path} is damaged ({said}): put a copy from "
                    f"{file.backup_folder(self.path)} in its place"
                )
        if sqlite3.sqlite_version_info < _RACE_FIXED:
            warnings.append(
                f"SQLite {sqlite3.sqlite_version} is older than 3.51.3: unless your system has "
                "patched it, keep to one window at a time on this history"
            )
        if self.path.parent.stat().st_mode & 0o077:
            warnings.append(f"others can look into {self.path.parent}: `chmod 700` closes it")
        found = file.look(self.path, known=VERSION, patience=self._patience)
        if found.erasing:
            warnings.append(
                "what was forgotten last is not yet erased from the disk: close all windows, and "
                "the next start does it"
            )
        with self._database.read() as connection:
            counts = {
                table.name: connection.scalars(select(func.count()).select_from(table)).one()
                for table in metadata.sorted_tables
            }
        return StoreHealth(
            path=str(self.path),
            sqlite=sqlite3.sqlite_version,
            schema_version=found.version,
            size=size,
            intact=intact,
            counts=counts,
            warnings=tuple(warnings),
        )


def _last_key(database: Database) -> UUID | None:
    """The greatest key of what is sorted by its key: a clock may have been set back since."""
    with database.read() as connection:
        keys = [connection.scalars(select(func.max(table.c.id))).one() for table in _SORTED_BY_KEY]
    return max((key for key in keys if key is not None), default=None)
