"""A history on a real disk, as somebody has it who has practised for a while."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from roleplay.domain.history import NewCall
from roleplay.domain.model import digest
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.transcript import SaidEvent, Spoken, SpokenEvent, Turn
from roleplay.practice import calls
from roleplay.practice.home import HomeView, home
from roleplay.practice.live import LiveCall
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


def long_call(workspace: Workspace, turns: int) -> tuple[str, str]:
    """A call of that many turns that goes on, and the last word in it, which stands there once.

    Its words are those of the shipped sellers and buyers; only the first turn was really played,
    since no buyer has the patience.
    """
    said = [line for _, _, _, lines in sellers(workspace) for line in lines if line.strip()]
    scenario_id = workspace.library.scenario_ids()[-1]
    written = workspace.library.scenario(scenario_id)
    live = LiveCall(
        workspace,
        written.variant("a").model_copy(update={"minutes": 120}),
        workspace.library.rubric(written.rubric),
        variant="a",
        seed=0,
    )
    calls._open(workspace, live, save=True)
    live.say(said[0])
    assert live.id is not None
    played = [event for event in live.events if getattr(event, "turn", 0) > 1]
    for turn in range(4, turns + 1, 2):
        last = f"{said[turn]} Xyz{turn + 1}"
        for event in played:
            moved: dict[str, object] = {"turn": turn + (event.event == "spoken")}
            if isinstance(event, SaidEvent):
                moved["text"] = said[turn - 1]
            if isinstance(event, SpokenEvent):
                moved["spoken"] = Spoken(text=last)
            workspace.store.append(live.id, event.model_copy(update=moved))
    workspace.store.release(live.id)
    return live.id, last.split()[-1]


def many(folder: Path, finished: int) -> HomeView:
    """A history of that many finished and scored calls, those of `practised` over and over."""
    with Workspace(settings_at(folder)) as workspace:
        played = [_scored(workspace, *each) for each in list(sellers(workspace))[:24]]
        store = workspace.store
        for number in range(finished - len(played)):
            live, card, skills = played[number % len(played)]
            call = store.begin_call(
                NewCall(
                    seller=workspace.settings.seller,
                    scenario=live.scenario.id,
                    variant=live.variant,
                    scenario_digest=digest(live.scenario),
                    rubric=live.rubric.id,
                    rubric_digest=digest(live.rubric),
                    seed=number,
                    voice="scripted",
                )
            )
            store.append(call, *live.events)
            store.save_scorecard(call, card, skills)
        return home(workspace)


def _scored(
    workspace: Workspace, scenario: Scenario, variant: str, _: str, lines: tuple[str, ...]
) -> tuple[LiveCall, Scorecard, dict[str, str]]:
    live = calls.start(workspace, scenario.id, variant)
    play(live, lines)
    skills = {c.id: c.skill.value if c.skill else "" for c in live.rubric.criteria}
    return live, live.score(), skills
