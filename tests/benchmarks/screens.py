"""From one screen to another, with a long history: from the key to what one wanted to see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from roleplay.practice.shelf import shelf
from roleplay.practice.workspace import Workspace

from .history import many, settings_at
from .opening import command, environment
from .table import Row, median
from .terminal import Terminal

FINISHED = 1000
SWITCH_MS = 80.0
SIZES = ((120, 40), (80, 24))
QUIET = 0.5
"""Seconds between two steps: nothing of the one before is still being done."""
ENTER, ESCAPE, F1, F3, END = b"\r", b"\x1b", b"\x1bOP", b"\x1bOR", b"\x07"


class Step(NamedTuple):
    """From one screen to another."""

    name: str
    """Empty for a step that only leads on."""
    keys: bytes
    shows: str
    """What one wanted to see."""


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """A walk through all screens, several times in one process, at both sizes."""
    home = scratch / "many"
    many(home, FINISHED)
    with Workspace(settings_at(home)) as workspace:
        card = shelf(workspace)[0]
        opener = workspace.library.scenario(card.id).buyer.opener
    steps = _walk(card.title[:16], opener[:16])
    for columns, rows in SIZES:
        took: dict[str, list[float]] = {step.name: [] for step in steps if step.name}
        with Terminal(
            [command("roleplay")], environment(home), columns=columns, rows=rows
        ) as terminal:
            terminal.shown("All calls")
            terminal.settle(2.0)
            for _ in range(max(3, rounds)):
                for step in steps:
                    begun = terminal.type(step.keys)
                    shown = terminal.shown(step.shows)[step.shows]
                    if step.name:
                        took[step.name].append((shown - begun) * 1000)
                    terminal.settle(QUIET)
        for name, found in took.items():
            note = f"the first time {found[0]:.0f} ms, then up to {max(found[1:]):.0f} ms"
            yield Row(f"{name} {columns}x{rows}", median(found[1:]), "ms", SWITCH_MS, note)


def _walk(title: str, opener: str) -> list[Step]:
    return [
        Step("home to library", b"l", title),
        Step("library to briefing", ENTER, "What you know"),
        Step("briefing to call", ENTER, opener),
        Step("", b"Good morning." + ENTER, "2"),
        Step("call to note", F3, "Note to self"),
        Step("note to call", ESCAPE, "Say something"),
        Step("call to ending it", END, "Your last words"),
        Step("ending it to call", ESCAPE, "Say something"),
        Step("call to keys", F1, "Esc closes"),
        Step("keys to call", ESCAPE, "Say something"),
        Step("", END, "Your last words"),
        Step("", ENTER, "The call is over"),
        Step("call to debrief", ENTER, "did it turn?"),
        Step("", ESCAPE, "colleague"),
        Step("debrief to home", ESCAPE, "All calls"),
        Step("home to history", b"h", "today"),
        Step("history to debrief", ENTER, "colleague"),
        Step("debrief to history", ESCAPE, "today"),
        Step("history to home", ESCAPE, "All calls"),
        Step("home to settings", b"s", "Where calls come from"),
        Step("settings to home", ESCAPE, "All calls"),
        Step("", b"l", title),
        Step("", ENTER, "What you know"),
        Step("", ENTER, opener),
        Step("call to home", ESCAPE, "All calls"),
    ]
