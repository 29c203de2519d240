"""Words from outside are shown as words: they drive neither the terminal nor the app."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from textual.pilot import Pilot

from roleplay.tui.app import RoleplayApp
from tests.tui.fake_practice import FakePractice
from tests.tui.walking import press, settle, shown

NewApp = Callable[..., RoleplayApp]

NASTY = {
    "drives the terminal": "\x1b]52;c;cm0gLXJm\x07{}\x1b[2J\x9b31m\u202ed\u2028\ud800\ttab\nline",
    "drives the app": "[@click=app.quit]x[/]{}[/nowhere][b",
    "breaks the layout": "👩‍👩‍👧‍👦 שלום {} \u0301\u0301\u0301" + "x" * 3_000,
}


def control_characters(app: RoleplayApp) -> Iterator[str]:
    """What would reach the terminal as more than text."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.control:
                continue
            for letter in segment.text:
                if (letter < " " and letter != "\n") or "\x7f" <= letter <= "\x9f":
                    yield letter


async def look(pilot: Pilot[int], app: RoleplayApp) -> None:
    await settle(pilot)
    assert list(control_characters(app)) == []


@pytest.mark.parametrize("nasty", NASTY)
async def test_every_screen_shows_hostile_words_as_words(
    practice: FakePractice, new_app: NewApp, nasty: str
) -> None:
    practice.wrap = NASTY[nasty].replace("{}", "%s").__mod__
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await look(pilot, app)
        app.show_library()
        await look(pilot, app)
        await press(pilot, "enter")
        await look(pilot, app)
        await press(pilot, "enter")
        await press(pilot, "H", "i", "enter")
        await look(pilot, app)
        await press(pilot, "ctrl+t")
        await look(pilot, app)
        await press(pilot, "enter", "down", "enter")
        await look(pilot, app)
        await press(pilot, "ctrl+g", "right", "enter", "enter")
        await look(pilot, app)
        await press(pilot, "escape")
        await look(pilot, app)
        await press(pilot, "s")
        await look(pilot, app)
        app.screen.query_one("#hidden").focus()
        await press(pilot, "enter", "right", "enter")
        await look(pilot, app)
        assert "typed in twice" in shown(pilot)
        assert app.is_running
        assert app.return_code is None


@pytest.mark.parametrize("nasty", NASTY)
async def test_a_model_that_is_hostile_is_shown_as_words(
    practice: FakePractice, new_app: NewApp, nasty: str
) -> None:
    practice.wrap = NASTY[nasty].replace("{}", "%s").__mod__
    model = practice.model
    assert model is not None
    model.wrap, model.is_set_up = practice.wrap, True
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.reflected.add("c1")
        app.show_debrief("c1")
        await look(pilot, app)
        for keys in (("j",), ("j", "enter"), ("r",), ("o",), ("escape", "escape", "c")):
            await press(pilot, *keys)
            await pilot.pause(0.1)
            await look(pilot, app)
        model.fails = True
        await press(pilot, "W", "h", "y", "enter")
        await pilot.pause(0.1)
        await look(pilot, app)
        assert "is loaded" in shown(pilot)
        assert app.is_running
        assert app.return_code is None


async def test_a_click_on_hostile_words_runs_nothing(
    practice: FakePractice, new_app: NewApp
) -> None:
    practice.wrap = "[@click=app.quit]%s[/]".__mod__
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.show_briefing("cfo")
        await settle(pilot)
        for row in range(2, 30, 3):
            await pilot.click(offset=(12, row))
        await settle(pilot)
        assert app.return_code is None
        assert "[@click=app.quit]" in shown(pilot)
