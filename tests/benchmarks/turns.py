"""A turn, from the key that sends it to the buyer's words on the screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from roleplay.domain.transcript import Turn
from roleplay.practice import calls
from roleplay.practice.workspace import Workspace

from .history import play, sellers, settings_at
from .opening import command, environment
from .table import Row, median, share
from .terminal import Terminal

TURN_MS = 30.0
STRONG = "strong"


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """The work alone, kept on the disk; then the whole turn on a real terminal."""
    rounds = max(1, rounds // 3)
    worked = [ms for number in range(rounds) for ms in _worked(scratch / f"worked-{number}")]
    yield _row("a turn: hear, decide, word, commit", worked, None)
    seen = [
        ms
        for number in range(rounds)
        for ms in _seen(scratch / f"seen-{number}", scratch / f"known-{number}")
    ]
    yield _row("a turn: Enter to the buyer's words", seen, TURN_MS)


def _row(name: str, values: Sequence[float], bound: float | None) -> Row:
    note = f"p50 {median(values):.1f}, longest {max(values):.1f} ms, {len(values)} turns"
    return Row(f"{name}, p95", share(values, 0.95), "ms", bound, note)


def _worked(folder: Path) -> Iterator[float]:
    with Workspace(settings_at(folder)) as workspace:
        for scenario, variant, name, lines in list(sellers(workspace)):
            if name != STRONG:
                continue
            live = calls.start(workspace, scenario.id, variant)
            for line in lines:
                if live.ended:
                    break
                begun = time.perf_counter()
                live.say(line)
                yield (time.perf_counter() - begun) * 1000


def _seen(folder: Path, known: Path) -> Iterator[float]:
    """Type a strong seller's call on each scenario; what the buyer will say is found out before."""
    with Workspace(settings_at(known)) as workspace:
        wanted = [
            (scenario.id, lines, [turn.text for turn in _played(workspace, scenario.id, lines)])
            for scenario, variant, name, lines in list(sellers(workspace))
            if name == STRONG and variant == "a"
        ]
    for scenario_id, lines, said in wanted:
        yield from _typed(folder, scenario_id, lines, said)


def _played(workspace: Workspace, scenario_id: str, lines: tuple[str, ...]) -> tuple[Turn, ...]:
    return play(calls.start(workspace, scenario_id, "a"), lines)


def _typed(
    folder: Path, scenario_id: str, lines: Sequence[str], said: Sequence[str]
) -> Iterator[float]:
    program = [command("roleplay"), "practice", scenario_id, "--variant", "a"]
    with Terminal(program, environment(folder), columns=120, rows=35) as terminal:
        terminal.shown("What you know")
        terminal.settle(0.3)
        terminal.type(b"\r")
        terminal.shown(said[0][:24])
        for place, line in enumerate(lines, start=1):
            answer = 2 * place
            if answer >= len(said) or not line.strip():
                return
            terminal.settle(0.2)
            terminal.type(b"\x1b[200~" + line.encode() + b"\x1b[201~")
            terminal.settle(0.5)
            marker = _new_words(said[answer], said[:answer])
            begun = terminal.type(b"\r")
            if marker is None:
                terminal.settle(0.3)
                continue
            yield (terminal.shown(marker)[marker] - begun) * 1000


def _new_words(text: str, before: Sequence[str]) -> str | None:
    """The beginning of ``text``, so long that nothing said before holds it; None if too long."""
    for length in range(min(10, len(text)), min(40, len(text)) + 1):
        if not any(text[:length] in earlier for earlier in before):
            return text[:length]
    return None
