"""The call screen: said before, a silence, the ways to end it, notes, what stands beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

import pytest
from textual.widgets import Input

from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Resume
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.widgets.past import Past
from roleplay.tui.widgets.prompt import Prompt
from roleplay.tui.widgets.side import Side
from roleplay.tui.widgets.transcript import Transcript
from tests.tui.fake_practice import ANSWERS, OPENER, FakePractice
from tests.tui.walking import Walk, press, said, settle, shown, write

NewApp = Callable[..., RoleplayApp]
SIZES = [(80, 24), (120, 40)]


async def on_call(pilot: Walk, practice: FakePractice) -> Prompt:
    app = pilot.app
    assert isinstance(app, RoleplayApp)
    app.show_call(Resume(practice.start(None, "cfo").id))
    await settle(pilot)
    return app.screen.query_one(Prompt)


def test_what_was_said_comes_back_and_the_draft_is_never_lost() -> None:
    past = Past()
    past.said(["one", "", "two"])
    past.tried("three")
    assert past.lines == ["one", "two", "three"]
    assert past.go(-1, "half") == "three"
    assert past.own_words("three") == "half"
    assert past.go(-1, "three, changed") == "two"
    assert past.go(1, "two") == "three, changed"
    assert past.own_words("three, changed again") == "three, changed again"
    assert past.go(1, "three, changed") == "half"
    assert past.go(1, "half") is None
    past.said(["one", "two", "three"])
    assert past.lines == ["one", "two", "three"]


async def test_an_answer_is_drawn_without_waiting_for_the_clock(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_app()
    drawn: list[list[str]] = []
    async with app.run_test(size=(120, 40)) as pilot:
        prompt = await on_call(pilot, practice)
        prompt.cursor_blink = False
        await write(pilot, "One?")
        monkeypatch.setattr(app.screen._update_timer, "resume", lambda: None)
        monkeypatch.setattr(app, "_display", lambda *_: drawn.append(said(pilot)))
        prompt.action_send()
        # Not the pilot: it draws by itself.
        async with asyncio.timeout(5):
            while not drawn:
                await asyncio.sleep(0.01)
    assert drawn[0][1:] == ["One?", ANSWERS[0]]


async def test_up_on_the_first_line_brings_back_and_down_goes_forth(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await on_call(pilot, practice)
        await write(pilot, "One?")
        await press(pilot, "enter")
        await write(pilot, "Two?")
        await press(pilot, "enter")
        await press(pilot, *"ab", "ctrl+j", *"cd", "up")
        assert prompt.text == "ab\ncd"
        await press(pilot, "up")
        assert prompt.text == "Two?"
        await press(pilot, "up", "up")
        assert prompt.text == "One?"
        await press(pilot, "down", "down")
        assert prompt.text == "ab\ncd"
        await press(pilot, "ctrl+z")
        assert prompt.text == "Two?"
        await press(pilot, "ctrl+y")
        assert prompt.text == "ab\ncd"


async def test_the_draft_that_is_kept_is_the_sellers_own_words(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await on_call(pilot, practice)
        await write(pilot, "One?")
        await press(pilot, "enter", *"half", "up", "escape")
        assert practice.calls["live0"].draft == "half"


async def test_a_silence_takes_two_enters_and_reads_as_one(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await on_call(pilot, practice)
        await press(pilot, "enter")
        assert "Enter again" in str(prompt.border_title)
        await press(pilot, "a", "backspace", "enter")
        assert said(pilot) == [OPENER]
        await press(pilot, "enter")
        assert said(pilot) == [OPENER, "", ANSWERS[0]]
        assert "You let it sit." in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_last_words_are_answered_and_the_end_is_explained(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        await on_call(pilot, practice)
        await write(pilot, "So?")
        await press(pilot, "enter", *"half a line", "ctrl+g")
        assert app.screen.query_one("#last-line", Input).value == "half a line"
        await press(pilot, "enter")
        assert said(pilot)[-2] == "half a line"
        assert practice.calls["live0"].ended
        assert "Dana agreed to a next step." in shown(pilot)


async def test_stepping_away_is_a_turn_like_any_other(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await on_call(pilot, practice)
        await write(pilot, "So?")
        await press(pilot, "enter", "ctrl+g", "down", "down")
        await write(pilot, "This is not for us.")
        await press(pilot, "enter")
        assert said(pilot)[-2] == "This is not for us."
        assert not practice.calls["live0"].ended


async def test_keep_talking_keeps_what_was_written(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await on_call(pilot, practice)
        await write(pilot, "So?")
        await press(pilot, "enter", "ctrl+g", *"thanks", "escape")
        assert prompt.text == "thanks"
        assert prompt.has_focus
        assert not practice.calls["live0"].ended


async def test_the_mouse_leaves_a_call_for_later(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await on_call(pilot, practice)
        await write(pilot, "So?")
        await press(pilot, "enter", "ctrl+g")
        await pilot.click("#later")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert not practice.calls["live0"].ended


async def test_a_goodbye_offers_to_end_and_lets_one_go_on(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await on_call(pilot, practice)
        await write(pilot, "Talk soon, bye")
        await press(pilot, "enter")
        assert "Enter ends the call" in str(prompt.border_title)
        await write(pilot, "One more thing?")
        await press(pilot, "enter")
        assert "Enter says it" in str(prompt.border_title)
        await write(pilot, "Bye")
        await press(pilot, "enter", "enter")
        assert practice.calls["live0"].ended


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_stands_beside_its_turn_and_can_be_undone(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        prompt = await on_call(pilot, practice)
        await press(pilot, "f3")
        await write(pilot, "ask Priya")
        await press(pilot, "enter")
        assert practice.notes == {"live0": {1: "ask Priya"}}
        assert "✎ ask Priya" in app.screen.query_one(Transcript).text
        assert "ask Priya" in app.screen.query_one(Side).text or size[0] < 100
        assert prompt.has_focus
        await press(pilot, "ctrl+r")
        assert practice.notes == {"live0": {}}
        await press(pilot, "ctrl+r")
        assert practice.notes == {"live0": {1: "ask Priya"}}
        assert said(pilot) == [OPENER]


async def test_a_note_that_could_not_be_kept_is_there_again(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await on_call(pilot, practice)
        practice.broken = True
        await press(pilot, "f3", *"mine", "enter")
        assert "the disk is full" in shown(pilot)
        practice.broken = False
        await press(pilot, "f3", "enter")
        assert practice.notes == {"live0": {1: "mine"}}
        assert "the disk is full" not in shown(pilot)


async def test_a_note_can_stand_beside_an_earlier_turn(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await on_call(pilot, practice)
        await write(pilot, "So?")
        await press(pilot, "enter", "f3", "up", "up", *"his opener", "enter")
        assert practice.notes == {"live0": {1: "his opener"}}


@pytest.mark.parametrize("size", SIZES)
async def test_what_stands_beside_is_one_key_away_and_the_prompt_keeps_the_keys(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        prompt = await on_call(pilot, practice)
        side = app.screen.query_one(Side)
        wide = size[0] >= 100
        assert side.display is wide
        await press(pilot, "f2")
        assert side.display is not wide
        if wide:
            await press(pilot, "f2")
        assert "claims are under control" in side.text
        await press(pilot, "alt+4")
        assert "same core system" not in side.text
        await write(pilot, "So?")
        assert prompt.text == "So?"


async def test_a_heading_beside_the_call_folds_when_it_is_clicked(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await on_call(pilot, practice)
        side = app.screen.query_one(Side)
        line = next(y for y, text in enumerate(side.text.split("\n")) if "good outcome" in text)
        assert "difficulty of her own" in side.text
        place = next(p for p in range(20) if "good outcome" in side._laid[p].passage.text.plain)
        start, _ = side.lines_of(place)
        assert line > 0
        await pilot.click("#side", offset=(5, start + 1))
        await settle(pilot)
        assert "difficulty of her own" not in side.text


async def test_a_buyer_who_takes_long_is_said_to_be_thinking(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await on_call(pilot, practice)
        thinking = Event()
        held = asyncio.create_task(app.desk.do(lambda workspace: thinking.wait()))
        await pilot.press("a", "enter")
        await pilot.press("ctrl+g")
        assert "Dana is thinking" in str(prompt.border_title)
        thinking.set()
        await held
        await settle(pilot)
        assert "Enter says it" in str(prompt.border_title)
        assert isinstance(app.screen, CallScreen)


async def test_a_long_transcript_stays_at_its_end_whatever_the_size(
    practice: FakePractice, new_app: NewApp
) -> None:
    live = practice.start(None, "cfo")
    for _ in range(40):
        live.say("And then?")
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_call(Resume(live.id))
        await settle(pilot)
        transcript = app.screen.query_one(Transcript)
        for size in ((120, 40), (62, 18), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert transcript.scroll_y == transcript.max_scroll_y > 0
            assert max(len(line) for line in transcript.text.split("\n")) > 62
            assert all(s.cell_length <= transcript.size.width for s in transcript._lines)
