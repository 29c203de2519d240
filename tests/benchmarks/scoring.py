"""Scoring one long call, and a hundred transcripts in one process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from roleplay.domain.transcript import Turn
from roleplay.practice import calls
from roleplay.practice.imports import score_transcript
from roleplay.practice.scores import score_call
from roleplay.practice.workspace import Workspace

from .history import play, sellers, settings_at
from .table import Row, median

LONG_CALL = 40
LONG_CALL_MS = 50.0


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """A practice call of 40 turns, with its ledger, from its events to the scorecard."""
    name = f"scoring a call of {LONG_CALL} turns"
    with Workspace(settings_at(scratch / "scoring")) as workspace:
        live = _long_call(workspace)
        if live is None:
            yield Row(name, None, "ms", LONG_CALL_MS, "no scripted seller keeps a buyer so long")
            return
        strategy = workspace.library.strategy_of(live.scenario.id)
        took = []
        for _ in range(3 * rounds):
            begun = time.perf_counter()
            score_call(live.scenario, strategy, live.rubric, live.events)
            took.append((time.perf_counter() - begun) * 1000)
        note = f"{live.scenario.id}, {len(live.turns)} turns; first {took[0]:.0f} ms"
        yield Row(name, median(took), "ms", LONG_CALL_MS, note)
        heard = []
        for _ in range(3 * rounds):
            begun = time.perf_counter()
            score_transcript(live.turns, live.rubric)
            heard.append((time.perf_counter() - begun) * 1000)
        note = f"the same call as a transcript; first {heard[0]:.0f} ms"
        yield Row(f"hearing and {name}", median(heard), "ms", LONG_CALL_MS, note)


def _long_call(workspace: Workspace) -> calls.LiveCall | None:
    """The first call in which all scripted sellers, one after another, get that far."""
    said: dict[str, tuple[str, ...]] = {}
    for scenario, variant, _, lines in sellers(workspace):
        if variant == "a":
            said[scenario.id] = (*said.get(scenario.id, ()), *lines)
    for scenario_id, lines in said.items():
        live = calls.start(workspace, scenario_id, "a", save=False)
        for line in lines:
            if live.ended or len(live.turns) >= LONG_CALL:
                break
            live.say(line)
        if len(live.turns) >= LONG_CALL:
            live.end()
            return live
    return None


def hundred_transcripts(scratch: Path) -> tuple[list[str], int]:
    """A hundred played calls as ``Name: text`` files, and the turns in all of them."""
    folder = scratch / "transcripts"
    folder.mkdir()
    files, turns = [], 0
    with Workspace(settings_at(scratch / "transcribing")) as workspace:
        scripted = cycle(list(sellers(workspace)))
        for number, (scenario, variant, _, lines) in enumerate(islice(scripted, 100)):
            live = calls.start(workspace, scenario.id, variant, seed=number, save=False)
            said = play(live, lines)
            path = folder / f"{number:03}.txt"
            path.write_text("".join(map(_line, said)), encoding="utf-8")
            files.append(str(path))
            turns += len(said)
    return files, turns


def _line(turn: Turn) -> str:
    return f"{turn.speaker.value.title()}: {turn.text}\n" if turn.text.strip() else ""
