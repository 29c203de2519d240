"""One walk with the keyboard through the whole app, and what each screen promises."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

import pytest
from textual.widgets import Input, OptionList

from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Again, Resume
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.screens.library import LibraryScreen
from roleplay.tui.screens.trouble import TroubleScreen
from roleplay.tui.widgets.prompt import Prompt
from roleplay.tui.widgets.transcript import Transcript
from tests.tui.fake_practice import ANSWERS, OPENER, FakePractice
from tests.tui.walking import press, said, settle, shown, write

NewApp = Callable[..., RoleplayApp]
SIZES = [(80, 24), (120, 40), (40, 10)]


@pytest.mark.parametrize("size", SIZES)
async def test_from_home_to_take_two_with_the_keyboard_alone(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "l")
        assert isinstance(app.screen, LibraryScreen)
        await write(pilot, "cfo")
        await press(pilot, "enter")
        assert isinstance(app.screen, BriefingScreen)
        assert "What the call is judged by" in shown(pilot)
        assert "The buyer states a difficulty before the first pitch" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, CallScreen)
        assert said(pilot) == [OPENER]
        await write(pilot, "What would tell you?")
        await press(pilot, "enter")
        assert said(pilot) == [OPENER, "What would tell you?", ANSWERS[0]]
        await press(pilot, "ctrl+g", "right", "enter", "enter")
        assert isinstance(app.screen, DebriefScreen)
        await write(pilot, "at the weeks")
        await press(pilot, "enter")
        assert practice.turned == ["at the weeks"]
        await press(pilot, "enter")
        assert isinstance(app.screen, CallScreen)
        assert "take two" in shown(pilot)
        assert practice.calls["live1"].forked_at == 6
        await write(pilot, "What happened?")
        await press(pilot, "enter", "ctrl+g", "right", "enter", "enter", "escape")
        assert isinstance(app.screen, DebriefScreen)
        assert "never counts" in shown(pilot)
        await press(pilot, "escape")
        assert app.screen.has_class("-all")
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_home_does_the_one_next_thing_on_enter(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "answered before you had heard" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, CallScreen)
        assert practice.calls["live0"].forked_at == 6


async def test_an_unfinished_call_and_its_draft_are_taken_up_again(
    practice: FakePractice, new_app: NewApp
) -> None:
    live = practice.start(None, "cfo")
    live.say("Morning.")
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, CallScreen)
        assert said(pilot)[1] == "Morning."
        await write(pilot, "What about")
        await pilot.pause(0.6)
        await settle(pilot)
        assert live.draft == "What about"
        await write(pilot, " it")
        await press(pilot, "escape")
        assert live.draft == "What about it"
        assert isinstance(app.screen, HomeScreen)
        app.show_call(Resume(live.id))
        await settle(pilot)
        assert app.screen.query_one(Prompt).text == "What about it"


async def test_quitting_saves_the_draft(practice: FakePractice, new_app: NewApp) -> None:
    live = practice.start(None, "cfo")
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(live.id))
        await settle(pilot)
        await write(pilot, "half a")
        await pilot.press("ctrl+q")
    assert live.draft == "half a"


async def test_words_that_could_not_be_saved_stay_in_the_prompt(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        practice.broken = True
        await write(pilot, "Hello")
        await press(pilot, "enter")
        assert app.screen.query_one(Prompt).text == "Hello"
        assert said(pilot) == [OPENER]
        assert "the disk is full" in shown(pilot)
        practice.broken = False
        await press(pilot, "enter")
        assert said(pilot) == [OPENER, "Hello", ANSWERS[0]]
        assert app.screen.query_one(Prompt).text == ""
        assert "the disk is full" not in shown(pilot)


async def test_what_is_typed_while_the_buyer_thinks_is_the_next_draft(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        thinking = Event()
        held = asyncio.create_task(app.desk.do(lambda workspace: thinking.wait()))
        await pilot.press("a", "enter", "b", "enter", "c")
        thinking.set()
        await held
        await settle(pilot)
        assert said(pilot) == [OPENER, "a", ANSWERS[0]]
        assert app.screen.query_one(Prompt).text == "bc"
        await pilot.pause(0.6)
        await settle(pilot)
        assert practice.calls["live0"].draft == "bc"


async def test_reading_back_stays_there_until_the_next_turn(
    practice: FakePractice, new_app: NewApp
) -> None:
    live = practice.start(None, "cfo")
    for _ in range(9):
        live.say("And then?")
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_call(Resume(live.id))
        await settle(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.scroll_y == transcript.max_scroll_y > 0
        await press(pilot, "pageup")
        await press(pilot, "S", "o")
        assert transcript.scroll_y < transcript.max_scroll_y
        await press(pilot, "enter")
        assert transcript.scroll_y == transcript.max_scroll_y


async def test_enter_on_nothing_says_nothing_and_a_pause_has_its_own_key(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        await press(pilot, "enter")
        assert said(pilot) == [OPENER]
        await press(pilot, "ctrl+n")
        assert said(pilot) == [OPENER, "", ANSWERS[0]]


@pytest.mark.parametrize("key", ["ctrl+j", "shift+enter"])
async def test_a_new_line_is_not_the_end_of_a_turn(
    practice: FakePractice, new_app: NewApp, key: str
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        await press(pilot, "a", key, "b")
        assert app.screen.query_one(Prompt).text == "a\nb"
        assert said(pilot) == [OPENER]


async def test_what_was_heard_can_be_corrected_once_a_turn(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        await write(pilot, "So?")
        await press(pilot, "enter", "ctrl+t")
        assert "an open question, about the audit" in shown(pilot)
        await press(pilot, "down", "down", "enter", "down", "enter")
        assert said(pilot)[-1] == "If you meant reflection: yes."
        assert "I meant: saying back what I heard, about the audit" in shown(pilot)
        await press(pilot, "ctrl+t")
        assert not app.screen.query(OptionList)


async def test_a_call_that_has_not_begun_is_left_without_a_question(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, HomeScreen)
        assert not practice.calls["live0"].ended


async def test_the_debrief_opens_in_its_order(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        assert "Where did it turn?" in shown(pilot)
        assert "would tell a colleague" not in shown(pilot)
        await press(pilot, "escape")
        assert practice.turned == []
        assert "would tell a colleague" in shown(pilot)
        assert "One moment" in shown(pilot)
        assert "Four percent of what you paid" not in shown(pilot)
        assert "How it was judged" not in shown(pilot)
        await press(pilot, "s")
        text = shown(pilot)
        order = [
            "would tell a colleague",
            "One moment",
            "Four percent of what you paid",
            "Keep doing this",
            "How it was judged",
            "2.7 of 5",
            "came to",
            "left for another meeting",
            "Measured, for information",
            "What stayed hidden",
        ]
        places = [text.index(part) for part in order]
        assert places == sorted(places)


async def test_the_line_on_where_it_turned_stays_until_it_is_kept(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        practice.broken = True
        await write(pilot, "at once")
        await press(pilot, "enter")
        assert app.screen.query_one(Input).value == "at once"
        assert "the disk is full" in next(iter(app._notifications)).message
        practice.broken = False
        await press(pilot, "enter")
        assert practice.turned == ["at once"]
        assert "One moment" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_quote_leads_to_its_words_in_the_call(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        await press(pilot, "escape", "s", "tab", "tab", "enter")
        transcript = app.screen.query_one(Transcript)
        assert transcript.quoted == (4, 7, 31)
        start, end = transcript.lines_of(3)
        top = transcript.scroll_offset.y
        assert top <= start < end <= top + transcript.container_size.height


async def test_any_seller_turn_can_be_taken_again(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        await press(pilot, "escape", "s", "t", "down", "t")
        assert isinstance(app.screen, CallScreen)
        assert practice.calls["live0"].forked_at == 4


async def test_what_stayed_hidden_opens_only_after_a_warning(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        await press(pilot, "escape", "s")
        app.screen.query_one("#hidden").focus()
        await press(pilot, "enter")
        assert "no longer counts in your trend" in shown(pilot)
        await press(pilot, "escape")
        assert practice.opened == []
        await press(pilot, "enter", "right", "enter")
        assert practice.opened == ["c1"]
        assert "Every broker file is typed in twice." in shown(pilot)


async def test_a_call_that_cannot_be_scored_says_why(
    practice: FakePractice, new_app: NewApp
) -> None:
    practice.unscorable = True
    app = new_app()
    async with app.run_test() as pilot:
        app.show_debrief("c1")
        await settle(pilot)
        await press(pilot, "escape")
        assert "Not scored: A call needs at least three seller turns" in shown(pilot)
        assert "of 5" not in shown(pilot)


async def test_a_broken_history_is_one_line_and_can_be_tried_again(
    practice: FakePractice, new_app: NewApp
) -> None:
    practice.broken = True
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, TroubleScreen)
        assert "locked by another program" in shown(pilot)
        practice.broken = False
        await press(pilot, "escape", "r")
        assert isinstance(app.screen, HomeScreen)
        assert "Recent calls" in shown(pilot)


async def test_a_mistake_of_our_own_is_one_line_too(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("roleplay.practice.shelf.shelf", broken)
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "l")
        assert "roleplay made a mistake (ZeroDivisionError)" in shown(pilot)
        assert "Traceback" not in shown(pilot)
        log = app.settings.home / "trouble.log"
        assert "ZeroDivisionError" in log.read_text()
        assert log.stat().st_mode & 0o077 == 0


async def test_a_small_window_says_so_and_loses_nothing(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        await write(pilot, "Hello")
        assert "too small" not in shown(pilot)
        await pilot.resize_terminal(50, 20)
        await settle(pilot)
        assert "too small" in shown(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "too small" not in shown(pilot)
        await press(pilot, "enter")
        assert said(pilot)[1] == "Hello"


async def test_the_app_opens_on_a_call_that_was_asked_for(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app(scenario="cfo", variant="b")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        assert (app.screen.scenario, app.screen.variant) == ("cfo", "b")


@pytest.mark.parametrize("size", SIZES)
async def test_each_screen_lists_its_keys(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for opened in (
            lambda: None,
            app.show_library,
            lambda: app.show_briefing("cfo"),
            lambda: app.show_call(Again("c1", 4)),
            lambda: app.show_debrief("c1"),
        ):
            opened()
            await settle(pilot)
            await press(pilot, "f1")
            assert "Quit" in shown(pilot)
            await press(pilot, "escape")


async def test_the_palette_offers_what_the_screen_can_do(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_call(Resume(practice.start(None, "cfo").id))
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await write(pilot, "pause")
        await press(pilot, "enter")
        assert said(pilot) == [OPENER, "", ANSWERS[0]]
        await press(pilot, "ctrl+p")
        await write(pilot, "light or")
        await press(pilot, "enter")
        assert app.theme == "roleplay-light"
        app.screen.query_one(Prompt).focus()
        await write(pilot, "half a")
        await press(pilot, "ctrl+p")
        await write(pilot, "home")
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert practice.calls["live0"].draft == "half a"


async def test_the_mouse_does_what_enter_does(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.show_library()
        await settle(pilot)
        await pilot.click("#cards", offset=(10, 1))
        await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen.scenario == "friendly"
        await press(pilot, "escape", "escape")
        await pilot.click("#next")
        await settle(pilot)
        assert isinstance(app.screen, CallScreen)
