"""A key in a long call, from the press to the letter on the screen, against a bare Input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from roleplay.practice.workspace import Workspace

from . import bare, on_call
from .history import long_call, settings_at
from .opening import environment
from .table import Row, median, share
from .terminal import Terminal

TURNS = 200
KEY = 1.5
SIZES = ((120, 40), (80, 24))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TAIL = 4
"""Letters that are waited for together: a single one may stand anywhere on the screen."""
KEYS = 40
"""Keys pressed in each app at a time: the prompt stays on one line."""


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """Typing into both, in turns, at both sizes."""
    home = scratch / "long"
    with Workspace(settings_at(home)) as workspace:
        call, last = long_call(workspace, TURNS)
    around = environment(home)
    ours = [sys.executable, "-m", on_call.__name__, call]
    theirs = [sys.executable, "-m", bare.__name__]
    for columns, rows in SIZES:
        mine, bares = [], []
        for number in range(max(2, rounds // 2)):
            for program, marker, found in ((ours, last, mine), (theirs, bare.MARKER, bares)):
                with Terminal(program, around, columns=columns, rows=rows) as terminal:
                    terminal.shown(marker)
                    terminal.settle(1.5)
                    found += _typed(terminal, number)
        p95, least = share(mine, 0.95), share(bares, 0.95)
        note = (
            f"p95 {p95:.1f} ms, bare {least:.1f} ms; "
            f"p50 {median(mine):.1f}, bare {median(bares):.1f} ms; {len(mine)} keys"
        )
        yield Row(
            f"a key in a call of {TURNS} turns {columns}x{rows}, p95", p95 / least, "x", KEY, note
        )


def _typed(terminal: Terminal, seed: int) -> Sequence[float]:
    """Milliseconds of each key; the first few are thrown away."""
    random, text, found = Random(seed), "", []
    for number in range(KEYS):
        letter = random.choice([each for each in LETTERS if each not in text[-TAIL:]])
        text += letter
        begun = terminal.type(letter.encode())
        tail = text[-TAIL:]
        took = (terminal.shown(tail)[tail] - begun) * 1000
        if number >= TAIL:
            found.append(took)
        terminal.settle(0.06 + 0.03 * random.random())
    return found
