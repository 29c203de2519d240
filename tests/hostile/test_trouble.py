"""The disk, the data folder and the clock turn against the app while a call goes on."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from . import homes
from .terminal import Terminal


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
        quits_when_told_twice(terminal)
    assert len(homes.said(home, calls["open"])) == kept


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
