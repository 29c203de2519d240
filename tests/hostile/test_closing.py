"""The terminal goes away: the app ends, and the call is where it was."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from . import homes
from .places import reach
from .terminal import ROOT, Terminal

WAYS = ("window closed", "window closed, nobody told", "SIGHUP", "SIGTERM", "SIGKILL")
PLACES = ("home", "palette", "library", "call", "meant", "end", "over", "debrief", "name", "author")
SECONDS = 6
"""Three on a machine that does nothing else."""
LOADS_AHEAD_SECONDS = 4
IDLE_SECONDS, IDLE_SHARE = 5, 0.02
"""How long an app is left alone, and what part of a processor it may use then."""
HOLDER = """
import fcntl, os, pty, signal, sys, termios
app, there = pty.fork()
if app == 0:
    if not sys.argv[1]:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        fcntl.ioctl(0, termios.TIOCNOTTY)
    os.execv(sys.executable, [sys.executable, "-m", "roleplay"])
print(app, flush=True)
drawn = b""
while True:
    drawn += os.read(there, 65536)
    if b"Home" in drawn:
        print("drawn", flush=True)
        drawn = b""
"""
"""Starts the app, holds the other end of its terminal, and tells the id of its process."""


def close(terminal: Terminal, way: str) -> None:
    if way.startswith("window"):
        terminal.close_window()
    else:
        terminal.signal(signal.Signals[way])


def others(way: str) -> dict[str, str]:
    return {"NOCTTY": "1"} if way.endswith("nobody told") else {}


def runs(process: int) -> bool:
    """Whether there is such a process, and not only its exit status that nobody has asked for."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("way", WAYS)
def test_no_process_is_left(home: Path, calls: dict[str, str], way: str) -> None:
    for together in (PLACES[: len(PLACES) // 2], PLACES[len(PLACES) // 2 :]):
        with ExitStack() as opened:
            terminals = {}
            for place in together:
                copy = shutil.copytree(home, home.with_name(f"at {place}"))
                terminal = opened.enter_context(Terminal(copy, others=others(way)))
                reach(terminal, place, calls)
                terminals[place] = terminal
            for terminal in terminals.values():
                close(terminal, way)
            for place, terminal in terminals.items():
                assert terminal.gone_within(SECONDS), place
                trouble = home.with_name(f"at {place}") / "trouble.log"
                assert not trouble.exists(), trouble.read_text()


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


@pytest.mark.parametrize("told", [True, False])
def test_the_terminal_is_killed(home: Path, told: bool) -> None:
    """SIGKILL to what holds the other end and is the app's parent, with a hang-up and without."""
    around = os.environ | {"ROLEPLAY_HOME": str(home), "TERM": "xterm-256color"}
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, "told" if told else ""],
        stdout=subprocess.PIPE,
        env=around,
        cwd=ROOT,
    )
    assert holder.stdout is not None
    with holder, holder.stdout:
        app = int(holder.stdout.readline())
        assert holder.stdout.readline() == b"drawn\n"
        holder.kill()
    give_up = time.monotonic() + SECONDS
    while runs(app) and time.monotonic() < give_up:
        time.sleep(0.05)
    left = runs(app)
    if left:
        os.kill(app, signal.SIGKILL)
    assert not left
    assert not (home / "trouble.log").exists(), (home / "trouble.log").read_text()


@pytest.mark.parametrize("place", ["home", "call", "debrief"])
def test_an_app_that_is_left_alone_does_nothing(
    terminal: Terminal, calls: dict[str, str], place: str
) -> None:
    reach(terminal, place, calls)
    # What is likely to be wanted next is loaded once nothing else is to do.
    time.sleep(LOADS_AHEAD_SECONDS)
    before = terminal.cpu()
    time.sleep(IDLE_SECONDS)
    assert terminal.cpu() - before < IDLE_SHARE * IDLE_SECONDS
