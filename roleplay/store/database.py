"""Transactions on the history's file, and what it means when one fails."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError, StatementError

from ..domain.problem import BadInput, Broken
from . import file
from .asking import PRINCIPAL
from .ids import Ids
from .lease import Leases
from .tables import INDEX


def storable(text: str) -> str:
    """``text``, if every database can hold it.

    Raises:
        BadInput: it holds a NUL or half a surrogate pair.
    """
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadInput("the text holds a character that cannot be kept (NUL or half a pair)")
    return text


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Database:
    """One SQLite file. A transaction is kept when its block ends, or leaves no trace."""

    def __init__(
        self,
        path: Path,
        *,
        patience: float,
        foreign_keys: bool = True,
        principal: str | None = None,
    ) -> None:
        self.path = path
        self._patience = patience
        self._file = _place(path)
        self._foreign_keys = foreign_keys
        self._reading = create_engine(
            URL.create("sqlite+pysqlite", database=str(path)),
            hide_parameters=True,
            json_serializer=_as_json,
            connect_args={"timeout": patience, "isolation_level": None},
        )
        event.listen(self._reading, "connect", self._connected)
        event.listen(self._reading, "begin", _begun)
        if principal is not None:
            self._reading = self._reading.execution_options(**{PRINCIPAL: principal})
        self._writing = self._reading.execution_options(begin="BEGIN IMMEDIATE")
        self._one_writer = threading.RLock()
        """Of the threads of this process one writes at a time: an older SQLite may damage its log
        where two connections begin it anew at once."""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the history.

        Raises:
            Broken: the file is locked, damaged or gone.
        """
        with self._plainly(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are on the disk when the block ends.

        It waits for other writers at the start, so that nothing it reads can change under it.

        Raises:
            Broken: as for reading, or the file is full or read-only; nothing has changed then.
        """
        with self._plainly(), self._one_writer, self._writing.begin() as connection:
            if _place(self.path) != self._file:
                # SQLite would go on writing to what nobody can open any more.
                raise Broken(
                    f"{self.path} was deleted or moved while it was open. Put it back, or start "
                    "anew; copy first what is not saved."
                )
            yield connection

    @contextmanager
    def plain(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection, outside any transaction.

        Raises:
            Broken: as for writing.
        """
        with self._plainly():
            held = self._reading.raw_connection()
            try:
                connection = held.driver_connection
                assert isinstance(connection, sqlite3.Connection)
                yield connection
            finally:
                held.close()

    def erase(self) -> None:
        """Writes the file anew, so that nothing deleted is left in it, its log or its copies.

        Raises:
            Broken: another window holds the old state; it is done at the next opening instead.
        """
        for copy in file.backups(self.path):
            copy.unlink(missing_ok=True)
        with self.plain() as connection:
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES('optimize')")
            connection.execute("VACUUM")
            self._empty_log(connection)
            connection.execute("PRAGMA user_version = 0")
            self._empty_log(connection)

    def close(self) -> None:
        """Lets go of the file."""
        self._reading.dispose()

    def _empty_log(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise Broken(
                f"{self.path}: forgotten, but another window still holds the old state on the "
                "disk. Close all windows; what is left is erased at the next start."
            )

    def _connected(self, connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if self._foreign_keys else 'OFF'}")

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                raise file.explain(error.orig, self.path, self._patience) from error
            raise
        except StatementError as error:
            raise error.orig or error from None
        except sqlite3.Error as error:
            raise file.explain(error, self.path, self._patience) from error


def _place(path: Path) -> tuple[int, int] | None:
    """Which file is there; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begun(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


class Part:
    """What each part of the store works with."""

    def __init__(
        self, database: Database, *, now: Callable[[], datetime], ids: Ids, leases: Leases
    ) -> None:
        self._database = database
        self._now = now
        self._ids = ids
        self._leases = leases
