"""The model's settings, and trying it, on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from roleplay.tui.app import RoleplayApp
from roleplay.tui.dialogs.asking import AskDialog
from roleplay.tui.dialogs.confirm import ConfirmDialog
from roleplay.tui.dialogs.trying import TryingDialog
from roleplay.tui.screens.model import ModelScreen
from roleplay.tui.screens.settings import SettingsScreen
from roleplay.tui.widgets.row import Row
from tests.tui.fake_practice import FakePractice
from tests.tui.test_settings import choose
from tests.tui.walking import press, settle, shown, write

NewApp = Callable[..., RoleplayApp]


async def test_an_address_is_asked_for_until_it_is_right(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        await choose(pilot, "Model")
        await settle(pilot)
        assert isinstance(app.screen, ModelScreen)
        assert "What is said in a call is then sent to the address below" in " ".join(
            shown(pilot).split()
        )
        await choose(pilot, "Address")
        assert isinstance(app.screen, AskDialog)
        await write(pilot, "http://nowhere")
        await press(pilot, "enter")
        assert "is not allowed" in shown(pilot)
        app.screen.query_one(Input).value = "http://127.0.0.1:1/v1"
        await press(pilot, "enter")
        assert isinstance(app.screen, ModelScreen)
        assert app.settings.model.base_url == "http://127.0.0.1:1/v1"
        assert "on this machine" in shown(pilot)
        await choose(pilot, "For all")
        await write(pilot, "small")
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, SettingsScreen)
        assert "small at http://127.0.0.1:1/v1" in shown(pilot)


async def test_a_model_for_all_plays_everybody_but_the_listener(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.show_model()
        await settle(pilot)
        for name, value in (("Address", "http://h/v1"), ("For all", "small"), ("Judge", "big")):
            await choose(pilot, name)
            app.screen.query_one(Input).value = value
            await press(pilot, "enter")
        assert app.settings.model.models == {"buyer": "small", "judge": "big", "coach": "small"}
        assert shown(pilot).count("small, as for all") == 2
        assert "on another machine" in shown(pilot)


async def test_a_key_is_typed_unseen_and_taken_out_when_asked(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    fake = practice.preferences
    assert fake is not None
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.show_model()
        await settle(pilot)
        await choose(pilot, "Key")
        await write(pilot, "canary word")
        assert "canary" not in shown(pilot)
        await press(pilot, "enter")
        assert "a key is one word" in shown(pilot)
        # A wrong one is not offered again: it would be on the screen's clipboard, or in a picture.
        assert app.screen.query_one(Input).value == ""
        await write(pilot, "canary")
        await press(pilot, "enter")
        await settle(pilot)
        assert fake.key
        assert "canary" not in shown(pilot)
        await choose(pilot, "Key")
        assert isinstance(app.screen, ConfirmDialog)
        await press(pilot, "right", "enter")
        assert fake.key == ""


async def test_what_the_environment_sets_is_told_and_not_changed_here(
    practice: FakePractice, new_app: NewApp
) -> None:
    fake = practice.preferences
    assert fake is not None
    fake.variables = {"base_url": "ROLEPLAY_LLM_BASE_URL"}
    fake.keyring = "the keyring of this system is locked."
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.show_model()
        await settle(pilot)
        for name in ("Address", "Key"):
            await choose(pilot, name)
            assert isinstance(app.screen, ModelScreen)
        assert "is locked" in " ".join(shown(pilot).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)])
async def test_a_try_tells_what_it_finds_as_it_finds_it(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    fake = practice.preferences
    assert fake is not None
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.show_model()
        await settle(pilot)
        await choose(pilot, "Try it")
        assert isinstance(app.screen, ModelScreen)
        await choose(pilot, "Address")
        app.screen.query_one(Input).value = "http://127.0.0.1:1/v1"
        await press(pilot, "enter")
        await choose(pilot, "Try it")
        assert isinstance(app.screen, TryingDialog)
        await pilot.pause(0.1)
        assert "Asking" in shown(pilot)
        # The desk goes on meanwhile.
        assert await app.desk.do(lambda workspace: 1) == 1
        fake.trials[0].goes_on.set()
        await pilot.pause(0.2)
        assert "One thing does not work" in shown(pilot)
        assert "Asking" not in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, ModelScreen)


async def test_a_try_is_called_off_with_the_mouse(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    fake = practice.preferences
    assert fake is not None
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.show_model()
        await settle(pilot)
        await choose(pilot, "Address")
        app.screen.query_one(Input).value = "http://127.0.0.1:1/v1"
        await press(pilot, "enter")
        rows = [row for row in app.screen.query(Row) if row.value.name == "Try it"]
        await pilot.click(rows[0])
        await pilot.pause(0.1)
        assert isinstance(app.screen, TryingDialog)
        await pilot.click(offset=(1, 1))
        await pilot.pause(0.2)
        assert isinstance(app.screen, ModelScreen)
        assert fake.trials[0].stopped


async def test_a_key_that_goes_to_somebody_else_is_told_of(
    practice: FakePractice, new_app: NewApp
) -> None:
    fake = practice.preferences
    assert fake is not None
    fake.key, fake.strays = "in OPENAI_API_KEY", "OPENAI_API_KEY is sent to host."
    app = new_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.show_model()
        await settle(pilot)
        assert "sent to an address that is not OpenAI's" in shown(pilot)
        await press(pilot, "down")
        assert "OPENAI_API_KEY is sent to host." in shown(pilot)
