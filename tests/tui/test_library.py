"""Library: narrowed down, found by typing, sorted, and a variant picked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input, OptionList

from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Rehearse
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.screens.library import LibraryScreen
from roleplay.tui.widgets.facet_list import FacetList
from tests.tui.fake_practice import FakePractice
from tests.tui.walking import Walk, press, settle, shown

NewApp = Callable[..., RoleplayApp]


async def library(pilot: Walk) -> LibraryScreen:
    await settle(pilot)
    await press(pilot, "l")
    assert isinstance(pilot.app.screen, LibraryScreen)
    return pilot.app.screen


def listed(pilot: Walk) -> list[str]:
    """The titles, in order."""
    options = pilot.app.screen.query_one("#cards", OptionList).options
    return [str(option.prompt).split("\n")[0] for option in options]


def line_of(pilot: Walk, facet: str) -> int:
    """Where a facet stands among the filters."""
    options = pilot.app.screen.query_one(FacetList).options
    return next(place for place, option in enumerate(options) if option.id == facet)


async def turn(pilot: Walk, facet: str) -> None:
    """Turn a facet with the keyboard, from wherever the filters stand."""
    filters = pilot.app.screen.query_one(FacetList)
    assert filters.has_focus
    for _ in range(len(filters.options)):
        if filters.highlighted == line_of(pilot, facet):
            break
        await pilot.press("down")
    await press(pilot, "space")


async def test_the_easiest_stands_first_with_what_you_did(
    practice: FakePractice, new_app: NewApp
) -> None:
    async with new_app().run_test(size=(80, 24)) as pilot:
        await library(pilot)
        assert [title[:12] for title in listed(pilot)] == [
            "The friendly",
            "The CFO who ",
            "“I heard it ",
        ]
        cards = pilot.app.screen.query_one("#cards", OptionList).options
        told = str(cards[1].prompt)
        assert "last time 2.7 of 5 (first attempt), yesterday 09:30" in told
        assert "✓a ○b" in told
        assert "direct, numerate, reserved · On Strategy" in told
        assert "not played yet" in str(cards[0].prompt)


async def test_filters_with_the_keyboard_alone(practice: FakePractice, new_app: NewApp) -> None:
    async with new_app().run_test(size=(80, 24)) as pilot:
        screen = await library(pilot)
        assert not screen.query_one(FacetList).display
        await press(pilot, "f2")
        assert screen.query_one(FacetList).display
        await turn(pilot, "fit:on")
        assert len(listed(pilot)) == 2
        assert "2 of 3 calls" in shown(pilot)
        await turn(pilot, "temper:guarded")
        assert [title[:8] for title in listed(pilot)] == ["“I heard"]
        assert screen.query_one(FacetList).has_focus
        await press(pilot, "escape")
        assert screen.query_one("#search").has_focus
        assert "On Strategy · guarded · easiest first" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BriefingScreen)
        assert pilot.app.screen.scenario == "nightmare"
        await press(pilot, "escape")
        assert len(listed(pilot)) == 1, "they stay on while a call is looked at"
        await press(pilot, "escape")
        assert len(listed(pilot)) == 3
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_filters_with_the_mouse_alone(practice: FakePractice, new_app: NewApp) -> None:
    async with new_app().run_test(size=(120, 40)) as pilot:
        screen = await library(pilot)
        filters = screen.query_one(FacetList)
        assert filters.display, "there is room for them"
        at = line_of(pilot, "stage:value")
        await pilot.click(FacetList, offset=(4, at + 1))
        await settle(pilot)
        assert len(listed(pilot)) == 1
        assert "●" in str(filters.options[at].prompt)
        await pilot.click(FacetList, offset=(4, at + 1))
        await settle(pilot)
        assert len(listed(pilot)) == 3


async def test_enter_among_the_filters_turns_one(practice: FakePractice, new_app: NewApp) -> None:
    async with new_app().run_test(size=(80, 24)) as pilot:
        screen = await library(pilot)
        await press(pilot, "f2")
        filters = screen.query_one(FacetList)
        filters.highlighted = line_of(pilot, "stage:value")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert len(listed(pilot)) == 1


async def test_words_narrow_what_is_filtered_and_nothing_says_what_to_do(
    practice: FakePractice, new_app: NewApp
) -> None:
    async with new_app().run_test(size=(80, 24)) as pilot:
        screen = await library(pilot)
        await press(pilot, *"ruth")
        assert [title[:8] for title in listed(pilot)] == ["“I heard"]
        await press(pilot, *"zqzqzq")
        assert listed(pilot) == []
        assert "Fewer letters find more" in shown(pilot)
        await press(pilot, "escape")
        assert screen.query_one("#search", Input).value == ""
        await press(pilot, "f2")
        screen.query_one(FacetList).highlighted = line_of(pilot, "stage:value")
        await press(pilot, "space")
        screen.query_one(FacetList).highlighted = line_of(pilot, "temper:warm")
        await press(pilot, "space", "escape")
        assert "No call is value · warm. Esc turns the filters off." in shown(pilot)
        await press(pilot, "enter", "f4", "f5", "down", "pageup")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_orders_follow_one_another(practice: FakePractice, new_app: NewApp) -> None:
    async with new_app().run_test(size=(80, 24)) as pilot:
        await library(pilot)
        told = []
        for _ in range(5):
            await press(pilot, "f3")
            told.append(listed(pilot)[0][:8])
        assert told == ["“I heard", "The frie", "The CFO ", "The CFO ", "The frie"]


async def test_a_variant_is_picked_and_else_the_next_one_is_played(
    practice: FakePractice, new_app: NewApp
) -> None:
    async with new_app().run_test(size=(120, 40)) as pilot:
        await library(pilot)
        await press(pilot, "down")
        assert "Enter plays b, not played yet." in shown(pilot)
        await press(pilot, "f4")
        assert "Enter plays a again." in shown(pilot)
        assert "[✓a] ○b" in shown(pilot)
        await press(pilot, "f4", "enter")
        assert isinstance(pilot.app.screen, BriefingScreen)
        assert (pilot.app.screen.scenario, pilot.app.screen.variant) == ("cfo", "b")
        await press(pilot, "escape", "f4", "enter")
        assert isinstance(pilot.app.screen, BriefingScreen)
        assert pilot.app.screen.variant is None


async def test_the_side_says_whom_you_would_meet_and_why_it_fits(
    practice: FakePractice, new_app: NewApp
) -> None:
    async with new_app().run_test(size=(120, 40)) as pilot:
        await library(pilot)
        await press(pilot, "down")
        told = shown(pilot)
        assert "She believes claims are under control." in told
        assert "✓ employees 5,200, at least 1,000" in told
        assert "? region not known" in told
        assert "last time 2.7 of 5 (first attempt)" in told


async def test_the_authors_view_is_for_calls_of_your_own(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_to: list[Rehearse] = []
    monkeypatch.setattr(RoleplayApp, "show_author", lambda _, wanted: shown_to.append(wanted))
    async with new_app().run_test(size=(80, 24)) as pilot:
        await library(pilot)
        await press(pilot, "f5")
        assert shown_to == [Rehearse("friendly")]
        await press(pilot, "down", "f5")
        assert shown_to == [Rehearse("friendly")]


@pytest.mark.parametrize("size", [(200, 60), (100, 30), (60, 15), (40, 10)])
async def test_every_key_at_every_size_breaks_nothing(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    practice.wrap = lambda text: f"[b]{text}\x1b[31m\u202e"
    async with new_app().run_test(size=size) as pilot:
        await library(pilot)
        await press(pilot, "f2", "space", "f2", "f3", "f4", "down", "pagedown", "pageup", "f1")
        await press(pilot, "escape", "tab", "tab", "shift+tab")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_where_there_is_room_for_two_the_filters_take_the_place_of_the_side(
    practice: FakePractice, new_app: NewApp
) -> None:
    async with new_app().run_test(size=(100, 30)) as pilot:
        screen = await library(pilot)
        filters, side = screen.query_one(FacetList), screen.query_one("#side")
        assert (filters.display, side.display) == (False, True)
        await press(pilot, "f2")
        assert (filters.display, side.display) == (True, False)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert (filters.display, side.display) == (True, True)
