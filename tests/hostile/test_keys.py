"""Every key in every place, and keys at random: nothing breaks, nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from . import homes
from .keys import ALL, FUNCTION
from .places import CTRL_G, CTRL_P, CTRL_T, PLACES, reach, stays_wrong, wrong
from .terminal import DeadError, Terminal

AT_ONCE = 16
"""Keys that are pressed before it is looked whether somebody can go on."""
RANDOM_KEYS = int(os.environ.get("HOSTILE_KEYS", "1500"))
QUITS = ("q", "alt+q")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("place", PLACES)
def test_every_key(home: Path, calls: dict[str, str], place: str) -> None:
    keys = [code for name, code in ALL.items() if name not in QUITS]
    Random(place).shuffle(keys)
    with Terminal(home) as terminal:
        there = now = reach(terminal, place, calls)
        for start in range(0, len(keys), AT_ONCE):
            if any(now[part] != there[part] for part in ("stack", "classes", "focus")):
                reach(terminal, place, calls)
            pressed = keys[start : start + AT_ONCE]
            terminal.type(b"".join(pressed))
            now = terminal.looks()
            assert wrong(now) is None, pressed
        terminal.go("home")
        assert terminal.quit() == 0
    assert not (home / "trouble.log").exists(), (home / "trouble.log").read_text()


@pytest.mark.timeout(1800)
def test_keys_at_random(home: Path) -> None:
    """``HOSTILE_KEYS`` sets how many."""
    random = Random(2026)
    often = [b"\r"] * 40 + [b"\x1b"] * 10 + [CTRL_G, CTRL_P, CTRL_T, b"\x0e", *FUNCTION.values()]
    keys = [code for name, code in ALL.items() if name not in QUITS] + often
    terminal = Terminal(home)
    for _ in range(0, RANDOM_KEYS, AT_ONCE):
        pressed = random.choices(keys, k=AT_ONCE)
        try:
            terminal.type(b"".join(pressed))
            assert stays_wrong(terminal) is None, pressed
        except (DeadError, OSError):
            # The palette and the keys that were found can be told to quit too.
            assert terminal.gone_within(5)
            assert terminal.status == 0, terminal.last_words()
            terminal.kill()
            terminal = Terminal(home)
    terminal.kill()
    assert not (home / "trouble.log").exists(), (home / "trouble.log").read_text()


def test_what_is_typed_at_once_takes_effect_in_order(
    terminal: Terminal, home: Path, calls: dict[str, str]
) -> None:
    terminal.go("resume", calls["open"])
    terminal.type(b"AB\x7fC\nDE\x1b[D\x1b[DX")
    assert terminal.looks()["texts"]["prompt"] == "And what AC\nXDE"
    terminal.type(b"?\rand then")
    assert terminal.looks()["texts"]["prompt"] == "and then"
    terminal.type(b" who?\x11")
    assert terminal.gone_within(10)
    assert homes.said(home, calls["open"])[-1] == "And what AC\nX?DE"
    assert homes.draft(home, calls["open"]) == "and then who?"


@pytest.mark.parametrize("place", ["home", "library", "history"])
def test_enter_again_and_again_opens_one_call(
    terminal: Terminal, home: Path, calls: dict[str, str], place: str
) -> None:
    before = homes.unfinished(home)
    terminal.go(place)
    terminal.type(b"\r\r\r\r\r")
    stack = terminal.looks()["stack"]
    assert stack.count("CallScreen") <= 1
    assert len(homes.unfinished(home)) <= len(before) + 1


def test_enter_twice_leaves_the_screen_below_a_question_alone(
    terminal: Terminal, calls: dict[str, str]
) -> None:
    terminal.go("resume", calls["open"])
    terminal.type(FUNCTION["f3"] + b"ask her\x1b")
    assert terminal.looks()["stack"] == ["HomeScreen", "CallScreen"]
    terminal.type(FUNCTION["f3"])
    terminal.looks()
    terminal.type(b"ask her\r\x1b[A\r")
    assert "CallScreen" in terminal.looks()["stack"]
