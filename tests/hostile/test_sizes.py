"""A window that is made larger and smaller while somebody is at work in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.tui.app import LEAST_DRAWN

from .places import PLACES, reach, wrong
from .terminal import Terminal

SIZES = ((200, 60), (120, 40), (99, 24), (60, 15), (59, 15), (40, 10), (1, 1), (80, 24), (200, 60))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("place", PLACES)
def test_every_place_at_every_size(home: Path, calls: dict[str, str], place: str) -> None:
    with Terminal(home) as terminal:
        before = reach(terminal, place, calls)
        for columns, rows in SIZES:
            terminal.resize(columns, rows)
            size = [max(columns, LEAST_DRAWN.width), max(rows, LEAST_DRAWN.height)]
            looks = terminal.waits(lambda looks, size=size: looks["size"] == size)
            assert looks["stack"] == before["stack"]
            assert looks["texts"] == before["texts"]
            assert wrong(looks) is None
        assert terminal.status is None
    assert not (home / "trouble.log").exists(), (home / "trouble.log").read_text()


def test_typing_while_the_window_changes(terminal: Terminal, calls: dict[str, str]) -> None:
    terminal.go("resume", calls["open"])
    words = "who would have to agree before this goes ahead " * 6
    for number, letter in enumerate(words):
        terminal.type(letter)
        terminal.resize(*SIZES[number % len(SIZES)])
    terminal.resize(40, 10)
    looks = terminal.waits(lambda looks: looks["size"] == [40, 10])
    assert looks["texts"]["prompt"] == "And what " + words
    assert b"too small" in terminal.drawn
