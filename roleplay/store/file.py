"""The history's file on the disk: its folder, its permissions, what is in it, copies of it.

Uses SQLite alone, so that a file that must be refused is refused before anything else is loaded.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ..domain.problem import Broken

BACKUPS_KEPT = 5
CHECKED_UP_TO = 200_000_000
"""Bytes: a bigger file is not read through, which may take minutes."""
ERASING = 1
"""SQLite's ``user_version`` while what has been forgotten still has to be erased from the disk."""


class Found(NamedTuple):
    """What a file holds."""

    version: int
    """Of the tables; 0 when there are none yet."""
    erasing: bool
    """True if erasing what was forgotten was interrupted."""


def explain(error: sqlite3.Error, path: Path, patience: float) -> Broken:
    """``error`` in one line: which file, what is wrong with it, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Broken(
            f"{path}: another window is saving (waited {patience:g} s). "
            "Let it finish, then try again."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Broken(
            f"{path} is damaged ({error}); it has been left as it is. Put a copy from "
            f"{backup_folder(path)} in its place, or move it away to begin a new history."
        )
    if code == sqlite3.SQLITE_FULL:
        return Broken(f"{path}: the disk is full; what was saved before is safe. Make room.")
    if code == sqlite3.SQLITE_IOERR:
        return Broken(
            f"{path} cannot be read or written ({error}); what was saved before is safe. "
            "See whether the disk is full or failing."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return Broken(
            f"{path} cannot be written ({error}). See who may write to it and to its folder, "
            "or set ROLEPLAY_HOME to another folder."
        )
    return Broken(f"{path}: {error}")


def prepare(path: Path) -> None:
    """Makes the folder (0700) and an empty file (0600) where there are none.

    A file that others could read is closed to them; a folder that was there is left as it is.

    Raises:
        Broken: they cannot be made, or the file is gone while its log of changes is still there.
    """
    log = beside(path, "-wal")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size and not (path.exists() and path.stat().st_size):
            raise Broken(
                f"{path} is missing or empty, but its log of changes {log.name} is still there. "
                "Put the file back beside it, or move the log away to begin a new history."
            )
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        elif not os.access(path, os.R_OK | os.W_OK):
            # Opening it would tell as well, but closing it again would take off every lock that
            # SQLite holds on it elsewhere in this process (POSIX), and others would clear it away.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        for part in (path, log, beside(path, "-shm")):
            if part.exists() and part.stat().st_mode & 0o077:
                part.chmod(0o600)
    except OSError as error:
        raise Broken(
            f"{path} cannot be written ({error.strerror}). See who may write to it and to its "
            "folder, or set ROLEPLAY_HOME to another folder."
        ) from error


def look(path: Path, *, known: int, patience: float) -> Found:
    """What the file holds; it is only read.

    Raises:
        Broken: it is damaged, locked, no history, or newer than version ``known``.
    """
    with _reading(path, patience) as database:
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        if not names:
            return Found(0, False)
        if "alembic_version" not in names:
            raise Broken(
                f"{path} is a database, but no history of roleplay; it has been left as it is. "
                "Move it away, or set ROLEPLAY_HOME to another folder."
            )
        row = database.execute("SELECT version_num FROM alembic_version").fetchone()
        version = int(row[0]) if row else 0
        erasing = database.execute("PRAGMA user_version").fetchone()[0] == ERASING
    if version > known:
        raise Broken(
            f"{path} is of version {version}, made by a newer roleplay; this one knows versions "
            f"up to {known} and has left it as it is. Update roleplay."
        )
    return Found(version, erasing)


def back_up(path: Path, *, version: int, at: datetime, patience: float) -> Path:
    """Copies the file into the folder of backups, whole or not at all, and keeps the last five.

    Raises:
        Broken: the file is damaged, or the disk has not room for twice its size.
    """
    folder = backup_folder(path)
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = folder / f"{path.stem}-v{version}-{stamp}{path.suffix}"
    unfinished = folder / f".{copy.name}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        size = path.stat().st_size
        if shutil.disk_usage(folder).free < 2 * size:
            raise Broken(
                f"{folder}: no room for a copy of {path.name} ({size} bytes), which is made "
                "before it is brought up to date. Make room."
            )
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with _reading(path, patience) as source, closing(sqlite3.connect(unfinished)) as target:
            if size <= CHECKED_UP_TO and (said := quick_check(source)) != "ok":
                raise explain(_damaged(said), path, patience)
            source.backup(target)
        with open(unfinished, "rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(copy)
        for old in backups(path)[:-BACKUPS_KEPT]:
            old.unlink()
    except OSError as error:
        raise Broken(f"{folder}: no copy could be made ({error.strerror})") from error
    return copy


def backup_folder(path: Path) -> Path:
    """Where copies of the file are kept."""
    return path.parent / "backups"


def backups(path: Path) -> list[Path]:
    """The copies of the file, oldest first."""
    found = backup_folder(path).glob(f"{path.stem}-v*{path.suffix}")
    return sorted(found, key=lambda copy: copy.name.rsplit("-", 1)[1])


def beside(path: Path, ending: str) -> Path:
    """The file that SQLite keeps beside the history's under a longer name."""
    return path.with_name(path.name + ending)


def quick_check(database: sqlite3.Connection) -> str:
    """``ok``, or the first thing wrong; reads the whole file."""
    return str(database.execute("PRAGMA quick_check(1)").fetchone()[0])


@contextmanager
def _reading(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """The file, opened so that nothing can be written to it."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=patience)
        ) as database:
            yield database
    except sqlite3.Error as error:
        raise explain(error, path, patience) from error


def _damaged(said: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(said)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
