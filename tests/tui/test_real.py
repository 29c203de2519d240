"""The app on the real practice: a real call, kept in a real history."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.settings import Settings, read
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.widgets.prompt import Prompt
from tests.tui.walking import press, said, settle, shown, write


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read({"ROLEPLAY_HOME": str(tmp_path), "USER": "sam"})


async def test_a_call_is_had_resumed_scored_and_taken_again(settings: Settings) -> None:
    scenario = next(iter(_scenarios(settings)))
    first = RoleplayApp(settings, scenario)
    async with first.run_test() as pilot:
        await settle(pilot)
        assert "What the call is judged by" in shown(pilot)
        await press(pilot, "enter")
        await write(pilot, "Thank you for the time. What made you agree to it?")
        await press(pilot, "enter")
        before = said(pilot)
        assert len(before) == 3
        await write(pilot, "And what")
        await pilot.pause(0.6)
        await settle(pilot)
    first.desk.close()

    second = RoleplayApp(settings)
    async with second.run_test() as pilot:
        await settle(pilot)
        assert isinstance(second.screen, HomeScreen)
        assert "Go on with" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(second.screen, CallScreen)
        assert said(pilot) == before
        assert second.screen.query_one(Prompt).text == "And what"
        await write(pilot, " would you have to see to call it time well spent?")
        await press(pilot, "enter")
        await write(pilot, "What does that cost you in a year?")
        await press(pilot, "enter")
        assert said(pilot)[3] == "And what would you have to see to call it time well spent?"
        assert len(said(pilot)) == 7
        await press(pilot, "ctrl+g", "right", "enter", "enter")
        assert isinstance(second.screen, DebriefScreen)
        await press(pilot, "escape")
        if second.screen.has_class("-moment"):
            await press(pilot, "s")
        assert "of 5" in shown(pilot)
        await press(pilot, "t", "t")
        assert isinstance(second.screen, CallScreen)
        assert said(pilot) == before[:1]
        await write(pilot, "Before anything else: what would you like from this?")
        await press(pilot, "enter", "ctrl+g", "right", "enter", "enter", "escape")
        assert isinstance(second.screen, DebriefScreen)
        assert "never counts" in shown(pilot)
    second.desk.close()


async def test_the_first_picture_is_what_the_last_session_left(settings: Settings) -> None:
    first = RoleplayApp(settings)
    async with first.run_test() as pilot:
        await settle(pilot)
        left = shown(pilot)
    first.desk.close()
    assert settings.snapshot.exists()
    second = RoleplayApp(settings)
    async with second.run_test() as pilot:
        assert isinstance(second.screen, HomeScreen)
        assert second.screen.view is not None
        assert second.screen.view.next is not None
        assert second.screen.view.next.title in left
    second.desk.close()


def _scenarios(settings: Settings) -> tuple[str, ...]:
    from roleplay.practice.workspace import Workspace

    return Workspace(settings).library.scenario_ids()
