"""Every key that a screen tells of does something there, and every action is found by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from roleplay.tui.page import Page
from tests.tui.fake_practice import FakePractice
from tests.tui.picture import still
from tests.tui.scenes import WALKS, Stage, staged
from tests.tui.walking import settle

pytestmark = pytest.mark.walk

SCREENS = {
    "home": "home",
    "sample": "first_start",
    "trouble": "first_start",
    "settings": "settings",
    "library": "library",
    "briefing": "library",
    "call-pause": "call",
    "debrief-turned": "debrief",
    "debrief-quote": "debrief",
    "takes": "takes",
    "history-found": "history",
}
"""Scenes, each with the walk that leads there."""
AT_AN_END = {
    "home": {"up", "r"},
    "sample": {"up", "down", "r"},
    "settings": {"up"},
    "library": {"up", "pageup", "f4"},
    "takes": {"up", "pageup", "home"},
    "history-found": {"up", "home", "pageup", "x"},
    "debrief-turned": {"pageup", "pagedown"},
    "debrief-quote": {"pageup", "pagedown", "enter"},
    "call-pause": {"pageup", "pagedown", "alt+left", "alt+right", "alt+5", "f4"},
}
"""Keys that have nothing to do where the scene stands: there is no further to go, no tip to hide,
nothing new to read, or what they do is told in a notice only."""


async def reached(stage: Stage, scene: str) -> None:
    async for name in WALKS[SCREENS[scene]](stage):
        if name == scene:
            break


@pytest.mark.timeout(240)
@pytest.mark.parametrize("scene", SCREENS)
async def test_every_key_that_is_told_does_something(
    scene: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] | None = None
    dead = []
    while told is None or told:
        app, practice = staged(tmp_path, monkeypatch.setattr)
        async with app.run_test(size=(120, 40)) as pilot:
            stage = Stage(app, practice, pilot)
            await reached(stage, scene)
            before = await still(pilot)
            if told is None:
                told = keys_told(app.screen) if isinstance(app.screen, Page) else []
                assert told
            while told:
                key = told.pop()
                here, focused = app.screen, app.screen.focused
                await pilot.press(key)
                await settle(pilot)
                after = await still(pilot) if app.is_running and app.return_code is None else ""
                moved = app.screen is not here or app.screen.focused is not focused
                if after == before and not moved and key not in AT_AN_END.get(scene, ()):
                    dead.append(key)
                if after != before or moved:
                    break
        app.close()
    assert dead == []


def keys_told(screen: Page) -> list[str]:
    """One key for each action that the footer or the list of keys tells of."""
    by_action: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id is not None and binding.description and active.enabled:
            by_action.setdefault(binding.action, key)
    return list(by_action.values())


@pytest.mark.parametrize("scene", ["home", "library", "call-pause", "debrief-quote"])
async def test_every_action_and_every_call_is_found_by_name(
    scene: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, practice = staged(tmp_path, monkeypatch.setattr)
    async with app.run_test(size=(120, 40)) as pilot:
        await reached(Stage(app, practice, pilot), scene)
        await settle(pilot)
        wanted = [title for title, *_ in app.get_system_commands(app.screen)]
        shown = [
            active.binding.description
            for active in app.screen.active_bindings.values()
            if active.binding.show and active.enabled
        ]
        assert set(shown) <= set(wanted)
        calls = [card.title.strip("“”") for card in FakePractice().shelf(None)]
        await pilot.press("ctrl+p")
        await settle(pilot)
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        for name in [*wanted, *calls]:
            field = palette.query_one("CommandInput")
            field.value = name  # type: ignore[attr-defined]
            found: list[str] = []
            for _ in range(20):
                await pilot.pause(0.1)
                options = palette.query_one(OptionList).options
                found = [str(option.prompt) for option in options]
                if any(name in each for each in found):
                    break
            assert any(name in each for each in found), name
    app.close()
