"""Brings the tables up to the version this program knows, in one transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from ..domain.problem import Broken
from .database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(path: Path, *, patience: float, to: str = "head") -> None:
    """Runs the migrations that the file has not seen: all of them, or none.

    Foreign keys are off meanwhile, because a table may be made anew, and checked before the end.

    Raises:
        Broken: the file cannot be written, or a migration left a reference to nothing.
    """
    database = Database(path, patience=patience, foreign_keys=False)
    try:
        with database.write() as connection:
            command.upgrade(config(connection), to)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Broken(
                    f"{path} holds references to what is not there, and has been left as it was. "
                    "Please report this, with the output of `roleplay doctor`."
                )
    finally:
        database.close()


def config(connection: Connection) -> Config:
    """What Alembic needs to work on ``connection``, without a file of settings."""
    made = Config()
    made.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
