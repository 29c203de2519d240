"""What is broken outside: one line, the right status, nothing lost, never a traceback."""

from __future__ import annotations

import errno
import os
import pty
import resource
import signal
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from roleplay.store import Store
from tests.cli.conftest import Ran, Roleplay
from tests.practice.examples import GOOD, PACKS

COMMANDS = [
    ("history",),
    ("show", "abcdef12"),
    ("replay", "--verify"),
    ("practice", "claims", "--seller", "-"),
    ("retry", "abcdef12", "--at", "2", "--seller", "-"),
    ("forget", "--everything"),
    ("doctor",),
]


@pytest.fixture
def database(call: str, home: Path) -> Path:
    """A history with a call in it."""
    return home / "roleplay.sqlite"


def _whole(database: Path) -> bytes:
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    return database.read_bytes()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_damaged_history_is_left_as_it_is(
    roleplay: Roleplay, database: Path, command: tuple[str, ...]
) -> None:
    data = _whole(database)
    for damaged in (data[: len(data) // 2], b"not a database at all, but long enough" * 100):
        database.write_bytes(damaged)
        line = roleplay(*command).failed(3)
        assert "roleplay.sqlite is damaged" in line
        assert "backups" in line
        assert database.read_bytes() == damaged


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_newer_history_is_left_as_it_is(
    roleplay: Roleplay, database: Path, command: tuple[str, ...]
) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "made by a newer roleplay" in roleplay(*command).failed(3)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_data_folder_that_is_a_file(
    roleplay: Roleplay, home: Path, command: tuple[str, ...]
) -> None:
    home.write_text("mine")
    assert "ROLEPLAY_HOME" in roleplay(*command).failed(3)
    assert home.read_text() == "mine"


@pytest.mark.parametrize("folder", ["/proc/nowhere", "/dev/null/x"])
def test_a_data_folder_that_cannot_be_made(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("ROLEPLAY_HOME", folder)
    assert folder in roleplay("history").failed(3)


def test_a_history_that_another_window_writes_to(
    roleplay: Roleplay, database: Path, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roleplay.store.Store", partial(Store, patience=0.05))
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    line = roleplay("practice", "claims", "--seller", lines).failed(3)
    assert "another window is saving" in line
    assert roleplay("history", "--json").status == 0
    other.execute("ROLLBACK")
    other.close()
    assert roleplay("practice", "claims", "--seller", lines).status == 0


def test_nothing_needs_the_history_that_does_not_use_it(roleplay: Roleplay, home: Path) -> None:
    home.write_text("mine")
    assert roleplay("check", PACKS / "harbour", packs=None).status == 0
    assert roleplay("listen", "-", typed=b'{"text": "Why?"}').status == 0
    found = roleplay("practice", "claims", "--seller", "-", "--no-save", "--json", typed=b"Why?")
    assert found.status == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("USER", "\udcff\udcfe"),
        ("USER", "\x1b[31m"),
        ("USER", ""),
        ("ROLEPLAY_HOME", "~nobody-of-this-name/x"),
    ],
)
def test_a_strange_environment(
    roleplay: Roleplay,
    lines: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert roleplay("practice", "claims", "--seller", lines).status == 0
    assert len(roleplay("history", "--json").json()["calls"]) == 1


def test_a_failure_nobody_thought_of_is_one_line_too(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "/some/\x1b[31mfile")

    monkeypatch.setattr("roleplay.practice.history.look_through", fails)
    assert roleplay("history").failed(3) == "roleplay: /some/[31mfile: Input/output error\n"


def test_ctrl_c(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("roleplay.practice.history.look_through", stops)
    assert roleplay("history") == Ran(130, "", "")


def test_version_and_help(roleplay: Roleplay, capsys: pytest.CaptureFixture[str]) -> None:
    assert roleplay("--version", packs=None).out.startswith("roleplay ")
    for command in ((), ("practice",), ("retry",), ("check",), ("score",)):
        ran = roleplay(*command, "--help", packs=None)
        assert ran.status == 0
        assert ran.out.startswith("usage: roleplay")
    assert "invalid choice: 'practise'" in roleplay("practise", packs=None).failed(2)


# As processes of their own


def _run(
    *arguments: object, home: Path, shell: str = "", **options: object
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "roleplay", *map(str, arguments)]
    environ = {**os.environ, "ROLEPLAY_HOME": str(home), "USER": "sam", "PYTHONUNBUFFERED": ""}
    if shell:
        command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
    ran: subprocess.CompletedProcess[str] = subprocess.run(
        command,
        env=environ,
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=False,
        text=True,
        capture_output=True,
        **{"stdin": subprocess.DEVNULL} | options,  # type: ignore[call-overload]
    )
    return ran


def test_output_that_cannot_be_written(home: Path, database: Path) -> None:
    full = _run("history", home=home, shell="> /dev/full")
    assert (full.returncode, full.stderr) == (3, "roleplay: the output: No space left on device\n")
    full = _run("--version", home=home, shell="> /dev/full")
    assert (full.returncode, full.stderr) == (3, "roleplay: the output: No space left on device\n")
    closed = _run("history", home=home, shell=">&-")
    assert (closed.returncode, closed.stderr) == (0, "")


def test_a_reader_that_has_gone(home: Path, database: Path) -> None:
    ran = _run("check", PACKS / "harbour", "--json", home=home, shell="| true")
    assert ran.stderr == ""
    ran = _run("check", "--schema", "scenario", home=home, shell="| head -c 1")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_app_without_a_terminal(home: Path) -> None:
    ran = _run(home=home)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "roleplay: the app needs a terminal (see: roleplay --help)\n"


def test_a_full_disk_loses_nothing_that_was_kept(
    home: Path, database: Path, lines: Path, roleplay: Roleplay
) -> None:
    before = roleplay("history", "--json").json()["calls"]

    def small() -> None:
        size = database.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    ran = _run(
        *("practice", "claims", "--seller", lines, "--packs", PACKS), home=home, preexec_fn=small
    )
    assert ran.returncode == 3
    assert ran.stderr.count("\n") == 1
    assert "what was saved before is safe" in ran.stderr
    kept = roleplay("history", "--json").json()["calls"]
    assert kept[-1:] == before
    assert roleplay("replay", "--verify").status == 0
    assert roleplay("practice", "claims", "--seller", lines).status == 0


def test_ctrl_c_in_the_middle_keeps_what_was_said(home: Path, roleplay: Roleplay) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "roleplay", "practice", "claims", "--plain", "--packs", str(PACKS)],
        env={**os.environ, "ROLEPLAY_HOME": str(home), "USER": "sam"},
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{GOOD[0]}\n")
    process.stdin.flush()
    while "We audit two percent" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "")
    rows = roleplay("history", "--json").json()["calls"]
    assert [row["ending"] for row in rows] == [None]
    assert GOOD[0] in roleplay("show", rows[0]["call"]).out


def test_the_app_with_nobody_to_see_it(home: Path) -> None:
    """The app is asked for with a terminal to type into, but none to be seen in."""
    leader, follower = pty.openpty()
    ran = _run("practice", "sceptical-cfo", home=home, stdin=follower)
    os.close(leader)
    os.close(follower)
    assert ran.returncode == 2
    assert "the app needs a terminal" in ran.stderr
