"""Through the whole app on the real practice, by the keyboard alone and by the mouse alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from roleplay.settings import Settings, read
from roleplay.tui.app import RoleplayApp
from roleplay.tui.dialogs.ending import EndDialog
from roleplay.tui.dialogs.filters import FiltersDialog
from roleplay.tui.dialogs.meant import MeantDialog
from roleplay.tui.dialogs.noting import NoteDialog
from roleplay.tui.screens.author import AuthorScreen
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.tui.screens.history import HistoryScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.screens.library import LibraryScreen
from roleplay.tui.screens.settings import SettingsScreen
from roleplay.tui.screens.takes import TakesScreen
from roleplay.tui.widgets.level_plot import LevelPlot
from roleplay.tui.widgets.levels import Levels
from roleplay.tui.widgets.tip import Tip
from tests.practice.examples import PACKS
from tests.tui.picture import seen
from tests.tui.walking import Walk, press, said, settle, shown, write

pytestmark = [pytest.mark.walk, pytest.mark.timeout(240)]

MONDAY = "You say you're fine for phones. What is it like here at eight on a Monday?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty history, and one call of the user's own."""
    pack = tmp_path / "home" / "packs" / "mine"
    pack.mkdir(parents=True)
    for name in ("claims.yaml", "strategy.yaml"):
        text = (PACKS / "harbour" / name).read_text(encoding="utf-8")
        mine = text.replace("id: claims\n", "id: my-claims\n")
        (pack / name).write_text(mine, encoding="utf-8")
    return read({"ROLEPLAY_HOME": str(tmp_path / "home"), "USER": "sam"})


async def click(pilot: Walk, words: str, nth: int = 0) -> None:
    """Click on words where they stand on the screen, as somebody with a mouse does."""
    lines = seen(pilot)
    found = [(line.index(words), row) for row, line in enumerate(lines) if words in line]
    assert len(found) > nth, f"{words!r} is not on the screen:\n" + "\n".join(lines)
    await point(pilot, *found[nth])


async def point(pilot: Walk, x: int, y: int) -> None:
    """Click on that cell. A key that a click presses comes through the queue like any other."""
    await pilot.click(offset=(x, y))
    before: list[str] = []
    for _ in range(20):
        await settle(pilot)
        if (now := seen(pilot)) == before:
            break
        before = now


async def until(pilot: Walk, what: object) -> None:
    """Wait for a screen, however long its work takes."""
    for _ in range(600):
        if isinstance(pilot.app.screen, what):  # type: ignore[arg-type]
            break
        await pilot.pause(0.1)
    await settle(pilot)
    assert isinstance(pilot.app.screen, what), pilot.app.screen  # type: ignore[arg-type]


async def test_by_the_keyboard_alone(settings: Settings) -> None:
    app = RoleplayApp(settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "to learn the app" in shown(pilot) or "Your first call" in shown(pilot)

        await press(pilot, "enter")
        await until(pilot, CallScreen)
        assert app.screen.query_one(Tip).has_class("-said")
        first_tip = shown(pilot)
        await write(pilot, MONDAY)
        await press(pilot, "enter")
        assert len(said(pilot)) == 3
        assert app.screen.query_one(Tip).has_class("-said")
        assert shown(pilot) != first_tip
        await write(pilot, "What happens to the people who get nobody?")
        await press(pilot, "enter", "ctrl+g")
        await until(pilot, EndDialog)
        await write(pilot, "Thank you. I will ring on Thursday.")
        await press(pilot, "enter", "enter")

        await until(pilot, DebriefScreen)
        await write(pilot, "when I asked about Monday")
        await press(pilot, "enter")
        if app.screen.has_class("-moment"):
            await press(pilot, "s")
        await press(pilot, "t", "t")
        await until(pilot, CallScreen)
        assert "take two" in shown(pilot)
        await write(pilot, "How many of those calls go unanswered in a week?")
        await press(pilot, "enter", "ctrl+g", "enter", "enter")
        await until(pilot, DebriefScreen)
        await press(pilot, "escape")
        if app.screen.has_class("-moment"):
            await press(pilot, "s")
        await press(pilot, "b")
        await until(pilot, TakesScreen)
        assert "Take two" in shown(pilot)
        await press(pilot, "end", "escape", "escape")
        while not isinstance(app.screen, HomeScreen):
            await press(pilot, "escape")

        await press(pilot, "h", "slash")
        await until(pilot, HistoryScreen)
        await write(pilot, "Monday")
        await press(pilot, "enter")
        assert "Monday" in "\n".join(seen(pilot))
        await press(pilot, "g")
        await until(pilot, DebriefScreen)
        await press(pilot, "escape", "escape")
        await until(pilot, HistoryScreen)
        await press(pilot, "f")
        await until(pilot, FiltersDialog)
        await press(pilot, "right", "enter")
        await until(pilot, HistoryScreen)
        assert "Only first attempts" in shown(pilot)
        # Nothing fits: one is on the search line, where a letter is typed, until Esc empties it.
        await press(pilot, "escape", "l")
        assert app.screen.query_one(Levels).has_focus
        await press(pilot, "l")
        while not isinstance(app.screen, HomeScreen):
            await press(pilot, "escape")

        await press(pilot, "l")
        await until(pilot, LibraryScreen)
        there = shown(pilot)
        await press(pilot, "f2", "down", "down", "space")
        assert shown(pilot) != there
        await press(pilot, "space", "f2")
        await write(pilot, "northmere cfo")
        while app.screen.query_one("#search", Input).value and not app.screen._cards:
            await press(pilot, "backspace")
        await press(pilot, "enter")
        await until(pilot, BriefingScreen)
        await press(pilot, "enter")
        await until(pilot, CallScreen)
        await write(pilot, "Thank you for the time. What made you agree to it?")
        await press(pilot, "enter", "f3")
        await until(pilot, NoteDialog)
        await write(pilot, "ask who decides")
        await press(pilot, "enter")
        assert "ask who decides" in "\n".join(seen(pilot))
        await press(pilot, "ctrl+t")
        await until(pilot, MeantDialog)
        await press(pilot, "enter", "enter")
        assert "I meant" in "\n".join(said_under(app))
        before = len(said(pilot))
        await press(pilot, "ctrl+n")
        assert len(said(pilot)) == before + 2
        await press(pilot, "ctrl+g", "down", "down")
        await write(pilot, "This is not the right time for either of us, so I will step back.")
        await press(pilot, "enter")
        assert "step back" in said(pilot)[-2]
        if not app.screen.has_class("-over"):
            await press(pilot, "ctrl+g", "enter")
        assert app.screen.has_class("-over")
        await press(pilot, "escape")
        await until(pilot, HomeScreen)

        await press(pilot, "s", "enter")
        await press(pilot, *["backspace"] * 8)
        await write(pilot, "Sam Q")
        await press(pilot, "enter", "down", "enter")
        await until(pilot, SettingsScreen)
        assert app.theme == "roleplay-light"
        await press(pilot, "escape")
        assert "Sam Q" in "\n".join(seen(pilot))

        await press(pilot, "l")
        await write(pilot, "harbourline")
        await press(pilot, "f5")
        await until(pilot, AuthorScreen)
        await write(pilot, "How do you know claims are under control?")
        await press(pilot, "enter", "f2", "f2", "escape", "escape", "escape", "escape")
        await until(pilot, HomeScreen)

        await press(pilot, "ctrl+p")
        await until(pilot, CommandPalette)
        await write(pilot, "sample history")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await until(pilot, HomeScreen)
        assert "Sample history" in "\n".join(seen(pilot))
        await press(pilot, "h", "l")
        assert app.screen.query_one(LevelPlot).display
        await press(pilot, "n", "escape", "escape", "t")
        await until(pilot, HomeScreen)
        assert not app.settings.is_sample
        assert not app.settings.sample.exists()

        await press(pilot, "ctrl+q")
        assert app.return_code == 0
    app.close()


async def test_by_the_mouse_alone(settings: Settings) -> None:
    """Every step is a click; the keyboard only writes words."""
    app = RoleplayApp(settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await click(pilot, "Enter begins")
        await until(pilot, CallScreen)
        assert app.screen.query_one(Tip).has_class("-said")
        await write(pilot, MONDAY)
        await click(pilot, "Enter says it")
        assert len(said(pilot)) == 3
        await click(pilot, "Coach")
        assert not app.screen.query_one(Tip).has_class("-said")
        await write(pilot, "What happens to the people who get nobody?")
        await click(pilot, "Enter says it")
        await click(pilot, "^G End")
        await until(pilot, EndDialog)
        await point(pilot, 1, 1)
        await until(pilot, CallScreen)
        await click(pilot, "^G End")
        await click(pilot, "▌ End the call")
        await click(pilot, "Enter shows how it went")

        await until(pilot, DebriefScreen)
        await click(pilot, "Esc Skip")
        if app.screen.has_class("-moment"):
            await click(pilot, "s Skip")
        await click(pilot, "t Take two")
        await click(pilot, "Enter Take two")
        await until(pilot, CallScreen)
        await write(pilot, "How many of those calls go unanswered in a week?")
        await click(pilot, "Enter says it")
        await click(pilot, "^G End")
        await click(pilot, "▌ End the call")
        await click(pilot, "Enter shows how it went")
        await click(pilot, "Esc Skip")
        if app.screen.has_class("-moment"):
            await click(pilot, "s Skip")
        await click(pilot, "b Side by side")
        await until(pilot, TakesScreen)
        while not isinstance(app.screen, HomeScreen):
            await click(pilot, "Esc Back")

        await click(pilot, "h History")
        await until(pilot, HistoryScreen)
        await click(pilot, "searches what was said")
        await write(pilot, "Monday")
        await pilot.pause(0.3)
        await settle(pilot)
        await click(pilot, "To the calls")
        await click(pilot, "f Filters")
        await until(pilot, FiltersDialog)
        await click(pilot, "Kind")
        await click(pilot, "Show these")
        assert "Only first attempts" in shown(pilot)
        while not isinstance(app.screen, HomeScreen):
            await click(pilot, "Esc Back")

        await click(pilot, "l All calls")
        await until(pilot, LibraryScreen)
        there = shown(pilot)
        await click(pilot, "○ prospecting")
        assert shown(pilot) != there
        await click(pilot, "● prospecting")
        await click(pilot, "min · difficulty", 1)
        await until(pilot, BriefingScreen)
        await click(pilot, "Start the call")
        await until(pilot, CallScreen)
        await write(pilot, "Thank you for the time. What made you agree to it?")
        await click(pilot, "Enter says it")
        await click(pilot, "F3 Note")
        await until(pilot, NoteDialog)
        await write(pilot, "ask who decides")
        await click(pilot, "Enter keeps it")
        assert "ask who decides" in "\n".join(seen(pilot))
        await click(pilot, "^T I meant")
        await until(pilot, MeantDialog)
        await click(pilot, "an open question")
        await click(pilot, "nothing in particular")
        assert "I meant" in "\n".join(said_under(app))
        before = len(said(pilot))
        await click(pilot, "^N Pause")
        assert len(said(pilot)) == before + 2
        await click(pilot, "^G End")
        await click(pilot, "Leave it for now")
        await until(pilot, HomeScreen)
        assert "Unfinished" in shown(pilot) or "Go on with" in shown(pilot)

        await click(pilot, "s Settings")
        await click(pilot, "Colours")
        await until(pilot, SettingsScreen)
        assert app.theme == "roleplay-light"
        await click(pilot, "Name")
        await write(pilot, "Sam Q")
        await click(pilot, "Enter takes it")
        await click(pilot, "Esc Back")
        assert "Sam Q" in "\n".join(seen(pilot))

        await click(pilot, "l All calls")
        await write(pilot, "harbourline")
        await click(pilot, "F1 Keys")
        await click(pilot, "Author's view")
        await until(pilot, AuthorScreen)
        await click(pilot, "What opens")
        await click(pilot, "Esc Back")
        while not isinstance(app.screen, HomeScreen):
            await click(pilot, "Esc Back")

        await click(pilot, "F1 Keys")
        await click(pilot, "Find anything")
        await until(pilot, CommandPalette)
        await write(pilot, "sample history")
        await pilot.pause(0.5)
        await click(pilot, "Six weeks of somebody")
        await until(pilot, HomeScreen)
        assert app.settings.is_sample
        await click(pilot, "h History")
        assert app.screen.query_one(LevelPlot).display
        skill = app.screen.query_one(Levels).query_one("#skill").visual
        await click(pilot, "← → choose")
        assert app.screen.query_one(Levels).query_one("#skill").visual != skill
        await click(pilot, "n As numbers")
        await click(pilot, "Esc Back")
        await click(pilot, "t Throw away")
        await until(pilot, HomeScreen)
        assert not app.settings.is_sample
        assert not app.settings.sample.exists()
        await click(pilot, "^Q Quit")
        assert app.return_code == 0
    app.close()


def said_under(app: RoleplayApp) -> list[str]:
    """What stands under the turns of the call that is shown."""
    screen = app.screen
    assert isinstance(screen, CallScreen)
    assert screen._picture is not None
    return list(screen._under_turns(screen._picture).values())
