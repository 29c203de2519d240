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
from tests.tui.walking import Walk, press, settle

pytestmark = pytest.mark.walk

SCREENS = {
    "home": "home",
    "sample": "first_start",
    "trouble": "first_start",
    "settings": "settings",
    "model": "model",
    "library": "library",
    "briefing": "library",
    "call-pause": "call",
    "call-over": "call",
    "briefing-model": "by_model",
    "call-failed": "by_model",
    "debrief-turned": "debrief",
    "debrief-moment": "debrief",
    "debrief-quote": "debrief",
    "judged": "judged",
    "scorecards": "judged",
    "coach-asked": "coach",
    "takes": "takes",
    "history-found": "history",
    "author": "author",
}
"""Scenes, each with the walk that leads there."""
AFTER = {
    "up": ("down",),
    "pageup": ("pagedown",),
    "pagedown": ("pageup",),
    "home": ("end",),
    "alt+left": ("x",),
    "alt+right": ("x", "alt+left"),
    "enter": ("tab",),
}
"""Where a scene stands at an end already, the keys that are pressed first: there is no further up
from the top, no word left of nothing."""


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
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            stage = Stage(app, practice, pilot)
            await reached(stage, scene)
            before = await still(pilot)
            if told is None:
                told = keys_told(app.screen) if isinstance(app.screen, Page) else []
                assert told
            while told:
                key = told.pop()
                moved = await _does_something(pilot, key, before)
                if not moved and key in AFTER:
                    await press(pilot, *AFTER[key])
                    moved = await _does_something(pilot, key, await still(pilot))
                if not moved:
                    dead.append(key)
                if moved or key in AFTER:
                    break
        app.close()
    assert dead == []


async def _does_something(pilot: Walk, key: str, before: str) -> bool:
    """Whether a key changes the picture, the focus or the screen, or ends the app."""
    app = pilot.app
    here, focused = app.screen, app.screen.focused
    await press(pilot, key)
    if not app.is_running or app.return_code is not None:
        return True
    return app.screen is not here or here.focused is not focused or await still(pilot) != before


def keys_told(screen: Page) -> list[str]:
    """One key for each action that the footer or the list of keys tells of."""
    by_action: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id is not None and binding.description and active.enabled:
            by_action.setdefault(binding.action, key)
    return list(by_action.values())


@pytest.mark.parametrize("scene", ["home", "library", "call-pause", "debrief-quote", "judged"])
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
