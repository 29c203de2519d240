"""A history on a real disk, as somebody has it who has practised for a while."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn
from roleplay.practice import calls
from roleplay.practice.home import HomeView, home
from roleplay.practice.workspace import Workspace
from roleplay.settings import Settings, read

SELLER = "Quillfeather"
"""Shown in Home's bar once the history has been read, and nowhere before."""


def settings_at(folder: Path) -> Settings:
    """The settings of a history in that folder."""
    return read({"ROLEPLAY_HOME": str(folder), "USER": SELLER})


def sellers(workspace: Workspace) -> Iterator[tuple[Scenario, str, str, tuple[str, ...]]]:
    """Every scripted seller that ships: the call as the variant has it, the variant, its try."""
    for name in workspace.library.scenario_ids():
        written = workspace.library.scenario(name)
        for variant in written.variant_ids():
            scenario = written.variant(variant)
            for each, one in scenario.tries.items():
                yield scenario, variant, each, one.seller


def practised(folder: Path, finished: int = 8) -> HomeView:
    """Make a history of that many finished calls and one left in the middle; Home's view of it."""
    with Workspace(settings_at(folder)) as workspace:
        for number, (scenario, variant, _, lines) in enumerate(sellers(workspace)):
            live = calls.start(workspace, scenario.id, variant)
            if number == finished:
                live.say(lines[0])
                break
            play(live, lines)
            live.score()
        return home(workspace)


def play(live: calls.LiveCall, lines: tuple[str, ...]) -> tuple[Turn, ...]:
    """Say all of it, as far as the buyer lets one, and end the call."""
    for line in lines:
        if live.ended:
            break
        live.say(line)
    live.end()
    return live.turns
