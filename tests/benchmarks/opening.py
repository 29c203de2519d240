"""From the command to the first screen, against the smallest app anybody would write."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import bare
from .history import SELLER, practised
from .table import Row, median
from .terminal import Terminal

BRAND = "roleplay"
"""In the bar of every screen."""
SIZES = ((120, 35), (80, 24))
FIRST_PAINT, FILLED, READY, MEMORY = 1.3, 1.5, 3.0, 2.2


@dataclass(frozen=True)
class _Start:
    """One start of an app; moments in seconds after it was started."""

    painted: float
    filled: float
    ready: float
    memory: float | None
    """The most it had held once it was ready, in MB."""


def environment(home: Path) -> dict[str, str]:
    """What a program finds around it on a common terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "ROLEPLAY_HOME": str(home),
        "USER": SELLER,
    }


def command(name: str) -> str:
    """A program of the environment the benchmarks run in."""
    return str(Path(sys.executable).with_name(name))


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """Starts with a history, at both sizes; then the very first start of all."""
    home = scratch / "home"
    view = practised(home)
    assert view.next is not None
    title = view.next.title[:24]
    around = environment(home)
    for columns, rows in SIZES:
        size = f"{columns}x{rows}"
        ours, bares = _pairs(
            rounds,
            partial(_roleplay, around, title, columns, rows),
            partial(_bare, around, columns, rows),
        )
        told = f"bare app {median([b.painted for b in bares]) * 1000:.0f} ms"
        for name, bound, moments in (
            ("first paint", FIRST_PAINT, [start.painted for start in ours]),
            ("filled", FILLED, [start.filled for start in ours]),
            ("ready", READY, [start.ready for start in ours]),
        ):
            best = min(moments) / min(start.painted for start in bares)
            note = f"{median(moments) * 1000:.0f} ms; {told}; best to best {best:.2f}"
            yield Row(f"{name} {size}", _ratio(moments, bares), "x", bound, note)
        yield _memory(f"memory when ready {size}", ours, bares)
    yield from _first_ever(scratch, max(1, rounds // 3))


def _first_ever(scratch: Path, rounds: int) -> Iterator[Row]:
    """With no history and no snapshot: the tables have to be made."""
    ours, bares = [], []
    for number in range(rounds):
        around = environment(scratch / f"new-{number}")
        bares.append(_bare(around, *SIZES[0]))
        ours.append(_roleplay(around, "Enter shows the calls", *SIZES[0]))
    for name, moments in (
        ("painted", [start.painted for start in ours]),
        ("ready", [start.ready for start in ours]),
    ):
        note = f"{median(moments) * 1000:.0f} ms"
        yield Row(f"very first start, {name}", _ratio(moments, bares), "x", None, note)


def _ratio(moments: Sequence[float], bares: Sequence[_Start]) -> float:
    """The middle of the ratios to the bare app started next to it."""
    return median([mine / bare.painted for mine, bare in zip(moments, bares, strict=True)])


def _pairs(
    rounds: int, ours: Callable[[], _Start], bare_app: Callable[[], _Start]
) -> tuple[list[_Start], list[_Start]]:
    """Starts of both, one after the other, in turns first; a pair before that is thrown away."""
    ours(), bare_app()
    mine, theirs = [], []
    for number in range(rounds):
        if number % 2:
            theirs.append(bare_app())
            mine.append(ours())
        else:
            mine.append(ours())
            theirs.append(bare_app())
    return mine, theirs


def _roleplay(around: Mapping[str, str], title: str, columns: int, rows: int) -> _Start:
    program = [command("roleplay")]
    with Terminal(program, around, columns=columns, rows=rows) as terminal:
        seen = terminal.shown(BRAND, title, SELLER)
        return _Start(
            painted=seen[BRAND] - terminal.started,
            filled=seen[title] - terminal.started,
            ready=seen[SELLER] - terminal.started,
            memory=terminal.peak_memory(),
        )


def _bare(around: Mapping[str, str], columns: int, rows: int) -> _Start:
    program = [sys.executable, bare.__file__]
    with Terminal(program, around, columns=columns, rows=rows) as terminal:
        painted = terminal.shown(bare.MARKER)[bare.MARKER] - terminal.started
        terminal.settle(0.3)
        return _Start(painted, painted, painted, terminal.peak_memory())


def _memory(name: str, ours: list[_Start], bares: list[_Start]) -> Row:
    mine = [start.memory for start in ours if start.memory is not None]
    theirs = [start.memory for start in bares if start.memory is not None]
    if not mine or not theirs:
        return Row(name, None, "x", MEMORY, "needs /proc")
    note = f"{median(mine):.0f} MB; bare app {median(theirs):.0f} MB"
    return Row(name, median(mine) / median(theirs), "x", MEMORY, note)
