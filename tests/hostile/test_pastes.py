"""Pastes of any size and with anything in them."""

from __future__ import annotations

import re
import time

import pytest

from . import homes
from .places import reach
from .terminal import Terminal

MB_10 = b"0123456789 " * 909_091
LEAST_EXPECTED = {"call": 8_000, "note": 300, "end": 8_000, "debrief": 300, "author": 8_000}
TEXTS = ("call", "library", "search", "note", "end", "debrief", "author", "name", "palette")
NASTY = (
    b"\x1b]52;c;cm0gLXJm\x07 \x1b[2J \x9b31m \x1b[31m"
    + " \u202edesrever \u2066x\u2069 שלום 👩‍👩‍👧‍👦 a\u200bb \u0301\u0301 \ufeff\u2028 é".encode()
    + b" \x00\x01\x02\x7f\xff\xfe end"
)
DRIVES = re.compile(rb"\x1b\]52|\x1b\[2J \x9b|\x1b\[31m")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("place", TEXTS)
def test_ten_megabytes(terminal: Terminal, calls: dict[str, str], place: str) -> None:
    before = reach(terminal, place, calls)
    began = time.monotonic()
    terminal.paste(MB_10)
    looks = terminal.looks()
    took = time.monotonic() - began
    assert any("of the paste were left out" in toast for toast in looks["toasts"])
    assert looks["stack"] == before["stack"]
    longest = max(len(text) for text in looks["texts"].values())
    assert longest >= LEAST_EXPECTED.get(place, 60)
    # Letter by letter it took half a minute; this only tells the two apart.
    assert took < 10


@pytest.mark.parametrize("place", TEXTS)
def test_what_is_pasted_is_shown_as_words(
    terminal: Terminal, calls: dict[str, str], place: str
) -> None:
    reach(terminal, place, calls)
    terminal.drawn = b""
    terminal.paste(NASTY)
    looks = terminal.looks()
    assert DRIVES.search(terminal.drawn) is None
    for text in looks["texts"].values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)
    assert looks["stack"]


def test_a_letter_more_than_a_turn_holds(terminal: Terminal, calls: dict[str, str]) -> None:
    terminal.go("call", homes.SCENARIO, "a")
    terminal.paste(b"x" * 8_001)
    looks = terminal.looks()
    assert looks["texts"]["prompt"] == "x" * 8_000
    assert any("1 of the paste" in toast for toast in looks["toasts"])


def test_several_lines_into_one_line(terminal: Terminal, calls: dict[str, str]) -> None:
    reach(terminal, "note", calls)
    terminal.paste(b"ask about the audit\r\nand the board\r")
    assert terminal.looks()["texts"]["note"] == "ask about the audit and the board"


def test_a_paste_that_never_ends(terminal: Terminal, calls: dict[str, str]) -> None:
    """Its end was lost on the way: what follows is not swallowed for ever."""
    terminal.go("resume", calls["open"])
    terminal.type(b"\x1b[200~some words")
    time.sleep(3)
    terminal.type(b" and more")
    looks = terminal.looks()
    assert looks["texts"]["prompt"] == "And what some words and more"
