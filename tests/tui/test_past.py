"""History, take two and what is read again later, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input, OptionList

from roleplay.tui.app import RoleplayApp
from roleplay.tui.dialogs.filters import FiltersDialog
from roleplay.tui.dialogs.which_two import WhichTwoDialog
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.tui.screens.history import HistoryScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.screens.takes import TakesScreen
from roleplay.tui.widgets.levels import Levels
from roleplay.tui.widgets.takes_parts import StepView
from roleplay.tui.widgets.transcript import Transcript
from tests.tui.fake_past import ASKED, PITCH
from tests.tui.fake_practice import FakePractice
from tests.tui.test_hostile import NASTY, look
from tests.tui.walking import Walk, press, settle, shown, write

NewApp = Callable[..., RoleplayApp]
SIZES = [(80, 24), (120, 40)]


def listed(pilot: Walk) -> str:
    """The rows of the history, as they stand there."""
    options = pilot.app.screen.query_one("#calls", OptionList).options
    return "\n".join(str(option.prompt) for option in options)


@pytest.mark.parametrize("size", SIZES)
async def test_history_with_the_keyboard_alone(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        assert isinstance(app.screen, HistoryScreen)
        assert "5 calls" in shown(pilot)
        assert "● The CFO who thinks" in listed(pilot)
        assert "first attempt · 2.7 of 5 · put off" in listed(pilot)
        assert "○ The friendly meeting" in listed(pilot)
        assert "practice, retake" in listed(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, DebriefScreen)
        await press(pilot, "escape", "s", "escape")
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one("#calls", OptionList).highlighted == 1
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_what_was_said_is_searched_for_and_gone_to(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_history()
        await settle(pilot)
        await press(pilot, "slash")
        await write(pilot, "audit")
        await pilot.pause(0.3)
        await settle(pilot)
        assert "5 turns" in shown(pilot)
        assert "4 You: …the only place an overpayment would show up? That audit" in listed(pilot)
        prompt = app.screen.query_one("#calls", OptionList).options[0].prompt
        found = [span for span in prompt.spans if "underline" in str(span.style)]  # type: ignore[union-attr]
        assert [str(prompt)[span.start : span.end] for span in found] == ["audit"]
        await press(pilot, "enter", "g")
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.query_one(Transcript).quoted == (4, 0, 4)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HistoryScreen)
        await press(pilot, "escape")
        assert app.screen.query_one("#search", Input).value == ""
        assert "5 calls" in shown(pilot)


async def test_a_search_that_finds_nothing_says_what_to_do(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_history()
        await settle(pilot)
        await press(pilot, "slash")
        await write(pilot, "zzz")
        await press(pilot, "enter")
        assert "Nobody said “zzz”" in shown(pilot)
        await press(pilot, "delete", "x", "g", "enter")
        assert isinstance(app.screen, HistoryScreen)


async def test_a_history_without_calls(practice: FakePractice, new_app: NewApp) -> None:
    practice.empty = True
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.show_history()
        await settle(pilot)
        assert "No calls yet" in shown(pilot)
        assert "No level yet" in shown(pilot)
        await press(pilot, "right", "n", "enter", "delete", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_pages_come_as_they_are_needed(practice: FakePractice, new_app: NewApp) -> None:
    practice.past = 130
    app = new_app()
    async with app.run_test() as pilot:
        app.show_history()
        await settle(pilot)
        calls = app.screen.query_one("#calls", OptionList)
        assert (calls.option_count, calls.options[-1].id) == (51, "more")
        await press(pilot, "end")
        await settle(pilot)
        assert calls.option_count == 101
        await press(pilot, "end", "end")
        await settle(pilot)
        assert calls.option_count == 130
        assert "130 calls" in shown(pilot)


async def test_filters_are_turned_and_taken_back(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_history()
        await settle(pilot)
        await press(pilot, "f")
        assert isinstance(app.screen, FiltersDialog)
        await press(pilot, "right", "enter")
        assert isinstance(app.screen, HistoryScreen)
        assert "Only first attempts" in shown(pilot)
        assert "3 calls" in shown(pilot)
        assert "○" not in listed(pilot)
        await press(pilot, "escape")
        assert "5 calls" in shown(pilot)
        await press(pilot, "f", "right")
        await press(pilot, *["down"] * 5)
        await write(pilot, "2026-13-41")
        await press(pilot, "enter")
        assert "A day is written as 2026-11-23" in shown(pilot)
        await press(pilot, "ctrl+u", "enter")
        assert isinstance(app.screen, HistoryScreen)
        assert "5 calls" in shown(pilot)


async def test_a_call_is_forgotten_once_it_is_said_again(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_history()
        await settle(pilot)
        await press(pilot, "down", "delete")
        assert "erased for good" in shown(pilot)
        await press(pilot, "escape")
        assert practice.forgotten == []
        await press(pilot, "delete", "right", "enter")
        assert practice.forgotten == ["c2"]
        assert "4 calls" in shown(pilot)


async def test_what_could_not_be_exported_is_told(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_history()
        await settle(pilot)
        await press(pilot, "x")
        assert [note.message for note in app._notifications] == [
            "Written to /home/sam/roleplay/exports/cfo-c1.md"
        ]
        practice.broken = True
        await press(pilot, "x")
        assert "the disk is full" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_level_is_drawn_and_told_in_numbers(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        app.show_history()
        await settle(pilot)
        if size[0] < 100:
            assert not app.screen.query_one(Levels).display
            await press(pilot, "l")
            assert app.screen.query_one(Levels).has_focus
        assert "Understanding before proposing" in shown(pilot)
        assert "12 calls of practice left out" in shown(pilot)
        assert app.screen.query_one("#plot").region.height > 6
        await press(pilot, "n")
        assert "19 Oct    3.2 of 5  2, few" in shown(pilot)
        await press(pilot, "right", "right")
        assert "No first attempt has a level on this yet" in shown(pilot)
        app.action_light_or_dark()
        await press(pilot, "right", "n")
        await settle(pilot)
        if size[0] < 100:
            await press(pilot, "escape")
            assert app.screen.query_one("#calls").has_focus


async def test_history_with_the_mouse_alone(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.show_history()
        await settle(pilot)
        await pilot.click("#calls", offset=(5, 2))
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("escape", "s", "escape")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await pilot.click("#search")
        assert app.screen.query_one("#search").has_focus


@pytest.mark.parametrize("size", SIZES)
async def test_take_two_beside_take_one(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        app.show_history()
        await settle(pilot)
        await press(pilot, "b")
        assert isinstance(app.screen, TakesScreen)
        text = shown(pilot)
        for words in (
            "Take two was better: 3.8 of 5 against 2.7",
            PITCH,
            ASKED,
            "▼ Dana raised a concern: another replacement",
            "by all of this turn",
            "▲ Dana put a number on it",
            "Dana trusts you more",
            "The call was over by then.",
            "1 of 5, then 4 of 5",
            "take two: no concern was raised",
        ):
            assert words in text
        sides = [side.region for side in app.screen.query(".side")][:2]
        wide = size[0] >= 100
        assert (sides[0].y == sides[1].y) is wide
        assert app.screen.query(StepView).first().has_focus
        await press(pilot, "t")
        assert isinstance(app.screen, CallScreen)
        assert practice.calls["live0"].forked_at == 6


async def test_a_quote_leads_to_its_turn(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_takes("c3")
        await settle(pilot)
        app.screen.query(".quote").last().focus()
        await press(pilot, "enter")
        focused = app.screen.focused
        assert isinstance(focused, StepView)
        assert focused.turn == 6
        await press(pilot, "d")
        assert isinstance(app.screen, DebriefScreen)


async def test_which_two_of_several_takes(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_takes("c3")
        await settle(pilot)
        await press(pilot, "o")
        assert isinstance(app.screen, TakesScreen)
        await press(pilot, "escape")
        practice.had = 3
        app.show_takes("c3")
        await settle(pilot)
        await press(pilot, "o")
        assert isinstance(app.screen, WhichTwoDialog)
        await press(pilot, "enter", "up", "enter")
        assert "Choose two different ones" in shown(pilot)
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, TakesScreen)
        assert practice.compared[-1] == ("c6", "c1")


async def test_a_take_two_offers_both_side_by_side(practice: FakePractice, new_app: NewApp) -> None:
    practice.had = 2
    app = new_app()
    async with app.run_test() as pilot:
        app.show_debrief("c3")
        await settle(pilot)
        await press(pilot, "escape", "b")
        assert isinstance(app.screen, TakesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)
        await pilot.click("#beside")
        await settle(pilot)
        assert isinstance(app.screen, TakesScreen)


async def test_the_debrief_says_what_came_of_each_turn_but_not_before_the_rep_has_had_a_say(
    practice: FakePractice, new_app: NewApp
) -> None:
    practice.notes["c1"] = {6: "Before weeks, the number"}
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        transcript = app.screen.query_one(Transcript)
        assert not any(view.note for view in transcript.views)
        await press(pilot, "escape", "s")
        notes = {view.number: view.note for view in transcript.views}
        assert notes[4] == (
            "You meant playing back what they said\n▲ Dana told you: Leakage nobody multiplies out"
        )
        assert notes[6].endswith("✎ Before weeks, the number")
        assert "✎ Before weeks, the number" in shown(pilot)
        assert "●●●●○  4 of 5" in shown(pilot)
        assert "●●◐◐○  between 2 and 4" in shown(pilot)


@pytest.mark.parametrize("nasty", NASTY)
async def test_hostile_words_are_words_here_too(
    practice: FakePractice, new_app: NewApp, nasty: str
) -> None:
    practice.wrap = NASTY[nasty].replace("{}", "%s").__mod__
    practice.had = 3
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.show_history()
        await look(pilot, app)
        await press(pilot, "slash")
        await write(pilot, "audit")
        await press(pilot, "enter")
        await look(pilot, app)
        await press(pilot, "f")
        await press(pilot, "down", "right")
        await look(pilot, app)
        await press(pilot, "enter")
        await look(pilot, app)
        app.show_takes("c3")
        await look(pilot, app)
        await press(pilot, "end", "o")
        await look(pilot, app)
        assert app.return_code is None


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (200, 60)])
async def test_any_size_and_any_key(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    practice.had = 3
    app = new_app()
    keys = ("l", "n", "left", "b", "escape", "slash", "f", "escape", "pagedown", "home", "tab", "q")
    async with app.run_test(size=size) as pilot:
        for go in (app.show_history, lambda: app.show_takes("c3")):
            go()
            await settle(pilot)
            await press(pilot, *keys)
            await pilot.resize_terminal(80, 24)
            await settle(pilot)
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert app.return_code is None
