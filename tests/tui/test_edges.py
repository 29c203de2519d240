"""The first and the last line of every screen, and what is loaded before it is gone to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.tui import ahead, screens
from roleplay.tui.app import RoleplayApp
from roleplay.tui.page import Page
from roleplay.tui.screens.library import LibraryScreen
from roleplay.tui.widgets.edges import Bar, Keys
from tests.tui.fake_practice import FakePractice
from tests.tui.walking import press, settle

NewApp = Callable[..., RoleplayApp]


async def test_a_key_of_the_last_line_can_be_clicked(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        line = app.screen.query_one(Keys)
        place = str(line.visual).index("All calls")
        await pilot.click(Keys, offset=(place + 2, 0))
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)


async def test_the_last_line_says_what_does_something_now(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Briefing" not in str(app.screen.query_one(Keys).visual)
        await press(pilot, "l")
        assert "Briefing" in str(app.screen.query_one(Keys).visual)


@pytest.mark.parametrize(("where", "aside"), [("Home", "sam"), ("H" * 99, "s" * 99), ("", "")])
async def test_the_first_line_is_as_wide_as_there_is_room(
    practice: FakePractice, new_app: NewApp, where: str, aside: str
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, Page)
        app.screen.headline(where, aside)
        bar = app.screen.query_one(Bar)
        shown = bar.visual
        assert shown.cell_length == bar.content_size.width
        assert str(shown).startswith("roleplay  ")
        assert str(shown).count("…") == (2 if len(where) > 80 else 0)
        assert str(shown).endswith(aside if len(aside) < 80 else "…")


async def test_what_is_loaded_ahead_is_every_screen_and_its_style(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "BETWEEN_SECONDS", 0)
    folder = Path(screens.__path__[0])
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await ahead.load_ahead(app)
        for name in ahead.SCREENS:
            style = folder / f"{name}.tcss"
            assert app.stylesheet.has_source(str(style)) or not style.exists()
