"""The terminal goes away: the app ends, and the call is where it was."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from . import homes
from .places import reach
from .terminal import Terminal

WAYS = ("window closed", "window closed, nobody told", "SIGHUP", "SIGTERM", "SIGKILL")
PLACES = ("home", "palette", "library", "call", "meant", "end", "over", "debrief", "name", "author")
SECONDS = 6
"""Three on a machine that does nothing else."""


def close(terminal: Terminal, way: str) -> None:
    if way.startswith("window"):
        terminal.close_window()
    else:
        terminal.signal(signal.Signals[way])


def others(way: str) -> dict[str, str]:
    return {"NOCTTY": "1"} if way.endswith("nobody told") else {}


@pytest.mark.parametrize("way", WAYS)
def test_no_process_is_left(home: Path, calls: dict[str, str], way: str) -> None:
    for place in PLACES:
        with Terminal(home, others=others(way)) as terminal:
            reach(terminal, place, calls)
            close(terminal, way)
            assert terminal.gone_within(SECONDS), place
    assert not (home / "trouble.log").exists(), (home / "trouble.log").read_text()


@pytest.mark.parametrize("way", WAYS)
def test_a_draft_is_there_again(home: Path, calls: dict[str, str], way: str) -> None:
    with Terminal(home, others=others(way)) as terminal:
        terminal.go("resume", calls["open"])
        terminal.type(b"would that take?")
        terminal.looks()
        if way == "SIGKILL":
            time.sleep(1.5)
        close(terminal, way)
        assert terminal.gone_within(SECONDS)
    assert homes.draft(home, calls["open"]) == "And what would that take?"
    with Terminal(home) as terminal:
        looks = terminal.go("resume", calls["open"])
        assert looks["texts"]["prompt"] == "And what would that take?"


@pytest.mark.parametrize("way", WAYS[:-1])
def test_while_the_buyer_thinks(home: Path, calls: dict[str, str], way: str) -> None:
    with Terminal(home, others={"SLOW_BUYER": "1", **others(way)}) as terminal:
        terminal.go("resume", calls["open"])
        terminal.type(b"would that take?\r")
        terminal.looks(settled=False)
        terminal.type(b"meanwhile")
        time.sleep(0.4)
        close(terminal, way)
        assert terminal.gone_within(SECONDS)
    assert homes.said(home, calls["open"])[-1] == "And what would that take?"
    assert homes.draft(home, calls["open"]) == "meanwhile"
