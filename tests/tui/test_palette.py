"""The command palette: every call, and what the screen can do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from roleplay.domain.problem import Broken
from roleplay.practice import shelf
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Rehearse
from roleplay.tui.screens.briefing import BriefingScreen
from tests.tui.fake_practice import FakePractice
from tests.tui.walking import Walk, press, settle

NewApp = Callable[..., RoleplayApp]


async def offered(pilot: Walk, typed: str) -> list[str]:
    """What the palette lists for those words."""
    await settle(pilot)
    await press(pilot, "ctrl+p")
    assert isinstance(pilot.app.screen, CommandPalette)
    await pilot.press(*("space" if letter == " " else letter for letter in typed))
    await pilot.pause(0.4)
    await settle(pilot)
    options = pilot.app.screen.query_one(OptionList).options
    return [str(option.prompt) for option in options]


@pytest.mark.parametrize("typed", ["nightmare", "ruth ade", "castlegate"])
async def test_a_call_is_found_by_title_buyer_and_company(
    practice: FakePractice, new_app: NewApp, typed: str
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        found = await offered(pilot, typed)
        assert any("Ruth Adeyemi · Castlegate Mutual" in each for each in found)
        await press(pilot, "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen.scenario == "nightmare"


async def test_nothing_is_read_before_the_palette_is_opened(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = practice.shelf

    def reading(workspace: object, query: str = "") -> object:
        asked.append(query)
        return real(workspace, query)

    monkeypatch.setattr(shelf, "shelf", reading)
    async with new_app().run_test() as pilot:
        await settle(pilot)
        assert asked == []
        await offered(pilot, "cfo")
        assert asked == [""]


async def test_ones_own_call_can_be_opened_with_its_mind(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Rehearse] = []
    monkeypatch.setattr(RoleplayApp, "show_author", lambda _, wanted: opened.append(wanted))
    async with new_app().run_test() as pilot:
        found = await offered(pilot, "author friendly")
        assert sum("Author's view" in each for each in found) == 1
        await press(pilot, "down", "enter")
        await settle(pilot)
        assert opened == [Rehearse("friendly")]


async def test_hostile_titles_are_shown_as_they_are(
    practice: FakePractice, new_app: NewApp
) -> None:
    practice.wrap = lambda text: f"[red]{text}[/nope]\x1b[31m"
    async with new_app().run_test() as pilot:
        found = await offered(pilot, "harbourline")
        assert any("[red]Harbourline Insurance[/nope]" in each for each in found)


async def test_a_history_that_cannot_be_read_leaves_the_commands(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(workspace: object, query: str = "") -> object:
        raise Broken("The history is locked.")

    monkeypatch.setattr(shelf, "shelf", broken)
    async with new_app().run_test() as pilot:
        found = await offered(pilot, "quit")
        assert any("Quit" in each for each in found)


async def test_actions_that_the_footer_has_no_room_for_are_found_too(
    practice: FakePractice, new_app: NewApp
) -> None:
    async with new_app().run_test() as pilot:
        await settle(pilot)
        await press(pilot, "l")
        found = await offered(pilot, "filters")
        assert any("Filters" in each for each in found)
