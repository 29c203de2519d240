"""The disk, the data folder and the clock turn against the app while a call goes on."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from roleplay.practice import calls as practice
from roleplay.practice.history import Wanted, look_through
from roleplay.practice.workspace import Workspace

from . import homes
from .places import reach
from .terminal import DeadError, Terminal


def banner(looks: dict[str, Any]) -> str:
    """The one line that tells what could not be saved."""
    return next(line for line in looks["shown"].splitlines() if line.startswith("Not saved: "))


def quits_when_told_twice(terminal: Terminal) -> None:
    terminal.type(b"\x11")
    looks = terminal.looks()
    assert looks["toasts"]
    assert terminal.quit() == 0


def test_the_data_folder_is_deleted(terminal: Terminal, home: Path, calls: dict[str, str]) -> None:
    terminal.go("resume", calls["open"])
    shutil.rmtree(home)
    terminal.type(b"would that take?\r")
    looks = terminal.looks()
    assert "was deleted or moved" in banner(looks)
    assert looks["texts"]["prompt"] == "And what would that take?"
    quits_when_told_twice(terminal)


@pytest.mark.timeout(90)
def test_another_process_holds_the_history(
    terminal: Terminal, home: Path, calls: dict[str, str]
) -> None:
    terminal.go("resume", calls["open"])
    other = sqlite3.connect(home / "roleplay.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    terminal.type(b"would that take?\r")
    looks = terminal.waits(lambda looks: "-trouble" in looks["classes"])
    assert "another window is saving" in banner(looks)
    assert looks["texts"]["prompt"] == "And what would that take?"
    other.execute("ROLLBACK")
    other.close()
    terminal.type(b"\r")
    looks = terminal.looks()
    assert "-trouble" not in looks["classes"]
    assert terminal.quit() == 0
    assert homes.said(home, calls["open"])[1:] == ["And what would that take?"]


def test_the_disk_is_full(home: Path, calls: dict[str, str]) -> None:
    largest = max(each.stat().st_size for each in home.iterdir() if each.is_file())
    kept = 1
    with Terminal(home, file_limit=largest + 20_000) as terminal:
        terminal.go("resume", calls["open"])
        while True:
            words = f"And what about number {kept}, {'very ' * 300}?"
            terminal.type(f"{words}\r")
            looks = terminal.looks()
            if "-trouble" in looks["classes"]:
                break
            kept += 1
        assert "disk" in banner(looks)
        assert words in looks["texts"]["prompt"]
        try:
            quits_when_told_twice(terminal)
        except DeadError:
            # Where a little room was left after all, there is nothing to be told of.
            assert terminal.gone_within(5)
            assert terminal.status == 0
    said = homes.said(home, calls["open"])
    # The words themselves may have found room where their answer found none: they wait for it.
    assert len(said) == kept or said[kept:] == [words]


def test_two_windows_on_one_call(home: Path, calls: dict[str, str]) -> None:
    with Terminal(home) as one, Terminal(home) as other:
        one.go("resume", calls["open"])
        looks = other.go("resume", calls["open"])
        assert looks["screen"] == "TroubleScreen"
        assert "another window" in looks["shown"]
        one.type(b"would that take?\r")
        assert one.looks()["texts"]["prompt"] == ""
        other.type(b"\r")
        assert other.looks()["screen"] == "HomeScreen"
        assert one.quit() == 0
        looks = other.go("resume", calls["open"])
        assert looks["screen"] == "CallScreen"


@pytest.fixture
def read_only(home: Path) -> Iterator[Path]:
    """A data folder that nothing can be written to; as it was afterwards."""
    within = [home, *home.rglob("*")]
    before = [each.stat().st_mode for each in within]
    for each in within:
        each.chmod(0o500 if each.is_dir() else 0o400)
    yield home
    for each, mode in zip(within, before, strict=True):
        each.chmod(mode)


@pytest.mark.skipif(sys.platform != "linux", reason="takes a right from root as Linux can")
def test_a_data_folder_that_cannot_be_written(read_only: Path, calls: dict[str, str]) -> None:
    with Terminal(read_only, obeys_modes=True) as terminal:
        looks = terminal.looks()
        for place in ("home", "library", "history", "new call", "debrief"):
            if place != "home":
                looks = reach(terminal, place, calls)
            assert looks["screen"] == "TroubleScreen", place
            (line,) = [line for line in looks["shown"].splitlines() if str(read_only) in line]
            assert "cannot be written" in line
        terminal.type(b"\x1b")
        assert terminal.looks()["screen"] == "HomeScreen"
        assert terminal.quit() == 0


def test_the_clock_is_set_back_between_two_calls(home: Path, calls: dict[str, str]) -> None:
    """To a day before the first one: what was done last still comes last."""
    settings = homes.settings_at(home)
    moment = datetime.now(UTC) - timedelta(days=1)
    with Workspace(settings, lambda: moment) as workspace:
        late = practice.start(workspace, homes.SCENARIO, "c")
        late.say(homes.LINES[0])
        late.end()
        late.score()
        again = practice.fork(workspace, calls["done"], 4)
        again.say("Who signs for that?")
        again.end()
        again.score()
        assert late.id is not None
        assert again.id is not None
        listed = [row.call.call for row in look_through(workspace, Wanted()).rows]
    assert listed == [again.id, late.id, calls["open"], calls["again"], calls["done"]]
    for call in (calls["done"], late.id, again.id):
        assert homes.said(home, call)
    with Terminal(home) as terminal:
        for place in ("history", "takes", "debrief", "call"):
            looks = reach(terminal, place, calls)
            assert looks["screen"] != "TroubleScreen", looks["shown"]
        assert terminal.quit() == 0
