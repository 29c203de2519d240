"""Clicks, drags and the wheel, anywhere."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from .places import PLACES, reach, wrong
from .terminal import DeadError, Terminal

LEFT, MIDDLE, RIGHT, DRAG, WHEEL_UP, WHEEL_DOWN, SHIFT = 0, 1, 2, 32, 64, 65, 4


def mouse(button: int, column: int, row: int, *, up: bool = False) -> bytes:
    return f"\x1b[<{button};{column};{row}{'m' if up else 'M'}".encode()


def at_random(random: Random, columns: int, rows: int) -> bytes:
    """One thing a hand does with a mouse."""
    button = random.choice((LEFT, LEFT, LEFT, MIDDLE, RIGHT, LEFT + SHIFT))
    x, y = random.randint(1, columns), random.randint(1, rows)
    match random.randrange(4):
        case 0:
            return mouse(random.choice((WHEEL_UP, WHEEL_DOWN)), x, y) * random.randint(1, 5)
        case 1:
            to = random.randint(1, columns), random.randint(1, rows)
            return mouse(button, x, y) + mouse(button + DRAG, *to) + mouse(button, *to, up=True)
        case 2:
            return (mouse(button, x, y) + mouse(button, x, y, up=True)) * 2
        case _:
            return mouse(button, x, y) + mouse(button, x, y, up=True)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("place", PLACES)
def test_a_mouse_gone_wild(home: Path, calls: dict[str, str], place: str) -> None:
    random = Random(place)
    terminal = Terminal(home)
    for _ in range(4):
        try:
            reach(terminal, place, calls)
            for _ in range(8):
                done = at_random(random, 80, 24)
                terminal.type(done)
            assert wrong(terminal.looks()) is None, done
        except (DeadError, OSError):
            # What quits can be clicked on.
            assert terminal.gone_within(5)
            assert terminal.status == 0, terminal.last_words()
            terminal.kill()
            terminal = Terminal(home)
    terminal.kill()
    assert not (home / "trouble.log").exists(), (home / "trouble.log").read_text()
