"""The prompt takes what a person types or pastes, and no more than a turn may have."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from roleplay.domain.text import MAX_TURN
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Resume
from roleplay.tui.widgets.prompt import Prompt
from tests.tui.fake_practice import FakePractice
from tests.tui.walking import Walk, press, settle

NewApp = Callable[..., RoleplayApp]


async def opened(pilot: Walk, practice: FakePractice) -> Prompt:
    app = pilot.app
    assert isinstance(app, RoleplayApp)
    app.show_call(Resume(practice.start(None, "cfo").id))
    await settle(pilot)
    return app.screen.query_one(Prompt)


async def test_ten_megabytes_are_trimmed_with_one_line(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await opened(pilot, practice)
        prompt.post_message(events.Paste("So, how do you know? " * 500_000))
        await settle(pilot)
        assert len(prompt.text) == MAX_TURN
        assert prompt.border_subtitle == "8,000 / 8,000"
        told = [note.message for note in app._notifications]
        assert told == ["A turn holds 8,000 characters: 10,492,000 of the paste were left out."]


async def test_a_full_prompt_takes_no_more_and_can_still_be_edited(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await opened(pilot, practice)
        prompt.post_message(events.Paste("a" * MAX_TURN))
        await settle(pilot)
        await press(pilot, "b", "ctrl+j")
        assert prompt.text == "a" * MAX_TURN
        await press(pilot, "backspace", "b")
        assert prompt.text == "a" * (MAX_TURN - 1) + "b"


async def test_a_paste_that_fits_is_taken_without_a_word(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        prompt = await opened(pilot, practice)
        prompt.post_message(events.Paste("one\r\ntwo\x1b]52;c;x\x07"))
        await settle(pilot)
        assert prompt.text == "one\ntwo]52;c;x"
        assert not app._notifications


async def test_the_prompt_grows_to_six_rows(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        prompt = await opened(pilot, practice)
        assert prompt.content_size.height == 1
        prompt.post_message(events.Paste("a\nb\nc"))
        await settle(pilot)
        assert prompt.content_size.height == 3
        prompt.post_message(events.Paste("\n" * 30))
        await settle(pilot)
        assert prompt.content_size.height == 6
