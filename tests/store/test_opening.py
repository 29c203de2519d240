from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from roleplay.domain.problem import Broken
from roleplay.store import Store
from roleplay.store import file as store_file
from roleplay.store.tables import VERSION
from tests.store.examples import Body, Clock, new_call, said, spoken

OPEN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from roleplay.store import Store
Store(Path(sys.argv[1]), lambda: datetime.now(UTC)).close()
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def words_after(code: str, *arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


def content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def filled(path: Path, clock: Clock) -> None:
    """A closed history with one call of 40 turns."""
    with Store(path, clock) as store:
        digest = store.keep("scenario", Body(title="The CFO"))
        call = store.begin_call(new_call(digest))
        store.append(call, spoken(1))
        for turn in range(2, 40, 2):
            store.append(call, said(turn, "What of it? " * 40), spoken(turn + 1))


@contextmanager
def another_writer(path: Path) -> Iterator[None]:
    """Another process that is saving."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Without root's right to write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    for part in (folder, *folder.rglob("*")):
        os.chown(part, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a user other than the one who runs the tests can reach."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    yield folder
    for part in (folder, *folder.rglob("*")):
        part.chmod(0o700)
    shutil.rmtree(folder)


def test_importing_the_room_loads_nothing(path: Path) -> None:
    loaded = words_after(
        "import sys, roleplay.store; print(' '.join(n.split('.')[0] for n in sys.modules))"
    )
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "pydantic", "sqlite3"})


def test_alembic_is_loaded_only_to_bring_a_file_up_to_date(path: Path) -> None:
    assert "alembic" in words_after(OPEN, str(path))
    loaded = words_after(OPEN, str(path))
    assert "sqlalchemy" in loaded
    assert "alembic" not in loaded


def test_the_file_and_its_folder_are_the_owners_only(path: Path, clock: Clock) -> None:
    with Store(path, clock) as store:
        store.begin_call(new_call(store.keep("scenario", Body(title="x"))))
        modes = {part.name: part.stat().st_mode & 0o777 for part in path.parent.rglob("*")}
        assert modes.pop("open") == 0o700
        assert {"history.db", "history.db-wal"} <= set(modes)
        assert set(modes.values()) == {0o600}
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(path: Path, clock: Clock) -> None:
    filled(path, clock)
    path.chmod(0o644)
    path.parent.chmod(0o755)
    with Store(path, clock) as store:
        assert path.stat().st_mode & 0o777 == 0o600
        assert any("chmod 700" in warning for warning in store.check().warnings)


def test_a_clock_without_an_offset_is_refused(path: Path) -> None:
    times = [datetime(2026, 11, 23, 9, 0, tzinfo=UTC)] * 3
    with Store(path, lambda: times.pop()) as store:
        digest = store.keep("scenario", Body(title="x"))
        call = store.begin_call(new_call(digest))
        times[:] = [datetime(2026, 11, 23, 9, 0)]  # noqa: DTZ001
        with pytest.raises(ValueError, match="has no offset"):
            store.save_draft(call, "x")
        assert store.draft(call) == ""


def test_a_moment_is_kept_whatever_its_offset(path: Path) -> None:
    moment = datetime.fromisoformat("2026-11-23T01:30:00.000001+05:30")
    with Store(path, lambda: moment) as store:
        call = store.begin_call(new_call(store.keep("scenario", Body(title="x"))))
        assert store.call(call).started_at == moment
        assert store.call(call).started_at.tzinfo is UTC


@pytest.mark.parametrize("harm", ["truncated", "header", "words", "page"])
def test_a_damaged_file_is_named_and_left_as_it_is(path: Path, clock: Clock, harm: str) -> None:
    filled(path, clock)
    data = bytearray(path.read_bytes())
    if harm == "truncated":
        del data[len(data) // 2 :]
    elif harm == "header":
        data[:100] = bytes(100)
    elif harm == "words":
        data = bytearray(b"dear diary, " * 500)
    else:
        data[4096 : 4096 * 40] = b"\xff" * (4096 * 39)
    path.write_bytes(data)
    before = content(path)
    with pytest.raises(Broken) as refused:
        Store(path, clock)
    assert refused.value.status == 3
    assert str(refused.value).startswith(f"{path} is damaged (")
    assert "backups" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert content(path) == before


def test_damage_found_later_is_told_too(path: Path, clock: Clock) -> None:
    filled(path, clock)
    raw = sqlite3.connect(path)
    (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'").fetchone()
    raw.close()
    data = bytearray(path.read_bytes())
    data[4096 * (root - 1) : 4096 * root] = b"\xff" * 4096
    path.write_bytes(data)
    with Store(path, clock) as store:
        (row,) = store.calls()
        with pytest.raises(Broken, match="is damaged"):
            store.events(row.id)
        with pytest.raises(Broken, match="is damaged"):
            store.append(row.id, said(50))


def test_the_log_of_a_lost_file_is_not_thrown_away(path: Path, clock: Clock) -> None:
    filled(path, clock)
    log = path.with_name("history.db-wal")
    log.write_bytes(b"changes that are nowhere else")
    for lose in (path.unlink, path.touch):
        lose()
        with pytest.raises(Broken, match="is missing or empty, but its log"):
            Store(path, clock)
        assert log.read_bytes() == b"changes that are nowhere else"


def test_another_database_is_left_as_it_is(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    before = content(path)
    with pytest.raises(Broken, match="no history of roleplay"):
        Store(path, clock)
    assert content(path) == before


def test_a_newer_file_is_refused_and_left_as_it_is(path: Path, clock: Clock) -> None:
    filled(path, clock)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '0042'")
    raw.commit()
    raw.close()
    before = content(path)
    with pytest.raises(
        Broken, match=rf"of version 42.*up to {VERSION} .*Update roleplay"
    ) as refused:
        Store(path, clock)
    assert str(path) in str(refused.value)
    assert content(path) == before


def test_a_writer_that_does_not_finish_is_told_of(path: Path, clock: Clock) -> None:
    filled(path, clock)
    with Store(path, clock, patience=0.05) as store:
        (row,) = store.calls()
        store.save_draft(row.id, "safe")
        with another_writer(path):
            with pytest.raises(Broken, match=r"another window is saving \(waited 0.05 s\)"):
                store.append(row.id, said(50))
            assert store.draft(row.id) == "safe"
            with Store(path, clock, patience=0.05) as second:
                assert second.calls() == (row,)
        store.append(row.id, said(50))


def test_a_new_file_that_another_is_making_is_waited_for(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    path.touch()
    with another_writer(path), pytest.raises(Broken, match="another window is saving"):
        Store(path, clock, patience=0.05)
    Store(path, clock).close()


def test_many_may_open_a_new_file_at_once(path: Path) -> None:
    opening = [
        subprocess.Popen([sys.executable, "-c", OPEN, str(path)], stdout=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert [process.wait() for process in opening] == [0] * 4


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(Broken, match=r"home/history.db cannot be written \(.*ROLEPLAY_HOME"):
        Store(tmp_path / "home" / "history.db", clock)


def test_a_file_that_became_read_only_loses_nothing(open_folder: Path, clock: Clock) -> None:
    path = open_folder / "history.db"
    filled(path, clock)
    path.chmod(0o400)
    open_folder.chmod(0o500)
    before = content(path)
    with as_nobody(open_folder), pytest.raises(Broken, match=r"history.db cannot be written \("):
        Store(path, clock)
    assert content(path) == before


def test_a_full_disk_loses_nothing_that_was_saved(path: Path, clock: Clock) -> None:
    resource = pytest.importorskip("resource")
    filled(path, clock)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store = Store(path, clock)
            (row,) = store.calls()
            room = path.stat().st_size + 100_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            saved = 0
            try:
                for turn in range(50, 2_050, 2):
                    store.append(row.id, said(turn, "x" * 4_000))
                    saved += 1
            except Broken as error:
                os.write(write, f"{saved} {error}".encode())
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, -1))
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    saved, _, said_so = os.read(read, 4_000).decode().partition(" ")
    os.close(read)
    assert 0 < int(saved) < 1_000
    assert str(path) in said_so
    assert "what was saved before is safe" in said_so
    with Store(path, clock) as store:
        (row,) = store.calls()
        turns = [event.turn for event in store.events(row.id) if event.event == "said"]
        assert turns[-1] == 50 + 2 * (int(saved) - 1)
        assert store.check().intact
        store.append(row.id, said(9_000))


def test_the_doctor_is_told_the_state(path: Path, clock: Clock) -> None:
    filled(path, clock)
    with Store(path, clock) as store:
        health = store.check()
    assert (health.path, health.schema_version, health.intact) == (str(path), VERSION, True)
    assert health.counts["call"] == 1
    assert health.counts["event"] == 39
    assert health.size > 100_000
    old = sqlite3.sqlite_version_info < (3, 51, 3)
    assert any("3.51.3" in warning for warning in health.warnings) is old


def test_a_backup_is_whole_and_the_last_five_are_kept(path: Path, clock: Clock) -> None:
    filled(path, clock)
    made = []
    for _ in range(7):
        clock.pass_by(hours=1)
        made.append(store_file.back_up(path, version=1, at=clock(), patience=5))
    assert store_file.backups(path) == made[2:]
    copy = made[-1]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(copy.parent.iterdir()) == made[2:]
    with Store(path, clock) as store, Store(copy, clock) as restored:
        (row,) = store.calls()
        assert restored.calls() == (row,)
        assert restored.events(row.id) == store.events(row.id)


READ = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
print(*(name for name, in database.execute("SELECT name FROM held")))
database.close()
"""


def test_a_second_opening_in_one_process_keeps_the_locks_of_the_first(
    path: Path, clock: Clock
) -> None:
    with Store(path, clock) as first:
        with first._database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE held (name TEXT)")
        Store(path, clock).close()
        # Another process that finds no lock on the file clears its log away as it goes.
        assert words_after(READ, str(path)) == set()
        with first._database.write() as connection:
            connection.exec_driver_sql("INSERT INTO held VALUES ('kept')")
        assert words_after(READ, str(path)) == {"kept"}
