from __future__ import annotations

import gzip
import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from roleplay.domain.problem import Broken
from roleplay.domain.transcript import SaidEvent
from roleplay.store import Store
from roleplay.store import file as store_file
from roleplay.store.database import Database
from roleplay.store.migrating import config, migrate
from roleplay.store.tables import INDEX, VERSION, metadata
from tests.store.examples import Body, Clock

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    with op.batch_alter_table("note") as note:
        note.add_column(sa.Column("mood", sa.String()))
    op.execute("CREATE TABLE first (id INTEGER PRIMARY KEY)")
    op.execute("CREATE TABLE second (id INTEGER PRIMARY KEY, of REFERENCES first(id))")
    {more}
"""


def tables(path: Path) -> set[str]:
    raw = sqlite3.connect(path)
    names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    raw.close()
    return names


@pytest.fixture
def next_version(store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed file of this version, and a folder of migrations with one more than it has."""
    store.keep("scenario", Body(title="kept over"))
    store.close()
    from roleplay.store import migrating

    folder = tmp_path / "migrations"
    original = migrating._MIGRATIONS
    (folder / "versions").mkdir(parents=True)
    for part in (original / "env.py", *(original / "versions").glob("m*.py")):
        (folder / part.relative_to(original)).write_text(part.read_text())
    (folder / "versions" / "m0004.py").write_text(NEXT.format(more=""))
    monkeypatch.setattr(migrating, "_MIGRATIONS", folder)
    return folder


def test_the_migrations_make_the_tables_of_the_program(store: Store, path: Path) -> None:
    database = Database(path, patience=1)
    with database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or not name.startswith(INDEX),
            },
        )
        assert compare_metadata(context, metadata) == []
        heads = ScriptDirectory.from_config(config(connection)).get_heads()
    database.close()
    assert heads == [f"{VERSION:04d}"]


def test_a_first_start_that_dies_anywhere_is_begun_again(tmp_path: Path, clock: Clock) -> None:
    """Kills the process before each statement in turn, until there is none left to be killed at."""
    deaths = 0
    while dies_before(deaths, path := tmp_path / str(deaths) / "history.db", clock):
        assert not path.exists() or tables(path) == set()
        with Store(path, clock) as store:
            assert store.check().intact
        deaths += 1
    assert deaths > 20


def dies_before(statement: int, path: Path, clock: Clock) -> bool:
    """Opens a store in a process that is killed before that statement; False if it came through."""
    child = os.fork()
    if child == 0:
        left = statement

        def count(*_: object) -> None:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), 9)
            left -= 1

        event.listen(Engine, "before_cursor_execute", count)
        try:
            Store(path, clock).close()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def test_an_older_file_is_copied_and_brought_up_to_date(
    next_version: Path, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roleplay.store import store as opening

    monkeypatch.setattr(opening, "VERSION", 4)
    with Store(path, clock) as store:
        assert store.check().counts["document"] == 1
        assert store.check().schema_version == 4
    (copy,) = store_file.backups(path)
    assert "first" in tables(path)
    assert "first" not in tables(copy)
    assert store_file.look(copy, known=3, patience=1).version == 3


def test_a_migration_that_fails_leaves_the_file_as_it_was(next_version: Path, path: Path) -> None:
    step = next_version / "versions" / "m0004.py"
    step.write_text(NEXT.format(more="raise RuntimeError('half way')"))
    before = tables(path)
    with pytest.raises(RuntimeError, match="half way"):
        migrate(path, patience=1)
    assert tables(path) == before
    step.write_text(NEXT.format(more="op.execute('INSERT INTO second VALUES (1, 99)')"))
    with pytest.raises(Broken, match="references to what is not there"):
        migrate(path, patience=1)
    assert tables(path) == before
    step.write_text(NEXT.format(more=""))
    migrate(path, patience=1)
    assert tables(path) > before
    assert store_file.look(path, known=4, patience=1).version == 4


def test_without_room_for_a_copy_nothing_is_migrated(
    next_version: Path, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roleplay.store import store as opening

    monkeypatch.setattr(opening, "VERSION", 4)
    before = path.read_bytes()
    monkeypatch.setattr(
        store_file.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10})()
    )
    with pytest.raises(Broken, match="no room for a copy"):
        Store(path, clock)
    assert path.read_bytes() == before
    assert store_file.backups(path) == []


VERSION_1 = Path(__file__).parent / "data" / "version-1.db.gz"
"""Ten calls that the last program of version 1 wrote: hostile words, a fork, a call that goes on
with half a question typed."""
CONTENT = ("call", "document", "draft", "event", "note", "opened", "score", "scorecard", INDEX)


@pytest.fixture
def of_version_1(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.decompress(VERSION_1.read_bytes()))
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    raw = sqlite3.connect(path)
    found = {name: raw.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in CONTENT}
    raw.close()
    return found


def test_a_file_of_version_1_is_brought_up_to_date_with_all_that_is_in_it(
    of_version_1: Path, clock: Clock
) -> None:
    before = content(of_version_1)
    with Store(of_version_1, clock) as store:
        assert store.check().intact
        assert store.check().schema_version == VERSION
        (live,) = store.unfinished("ann")
        assert store.draft(live.id) == "half a que"
        store.append(live.id, SaidEvent(turn=4, text="half a question"))
        store.save_half_said(live.id, 5, "Two per")
        assert store.half_said(live.id) == (5, "Two per")
        assert all(store.events(row.id) for row in store.calls())
        assert store.spent() == 0
    (copy,) = store_file.backups(of_version_1)
    assert content(copy) == before
    assert {len(before[name]) for name in ("call", "draft")} == {10, 1}


def test_bringing_a_file_up_to_date_dies_anywhere_and_is_whole_or_undone(
    path: Path, clock: Clock, tmp_path: Path
) -> None:
    """Kills the process before each statement in turn, until there is none left to be killed at."""
    whole = gzip.decompress(VERSION_1.read_bytes())
    deaths, undone = 0, 0
    while True:
        path = tmp_path / str(deaths) / "history.db"
        path.parent.mkdir()
        path.write_bytes(whole)
        before = content(path)
        died = dies_before(deaths, path, clock)
        assert content(path) == before
        there = tables(path) & {
            *("half_said", "model_request", "model_request_stays"),
            *("person", "share", "rating_stays"),
        }
        assert len(there) in (0, 6)
        undone += not there
        with Store(path, clock) as store:
            assert store.check().intact
        assert content(path) == before
        if not died:
            break
        deaths += 1
    assert deaths == undone > 5
