"""Settings, other keys, stillness, and the sample history, on the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Input

from roleplay.practice.home import HomeView, NextThing
from roleplay.settings import Preferences, Settings
from roleplay.tui import keys
from roleplay.tui.app import RoleplayApp
from roleplay.tui.dialogs.asking import AskDialog
from roleplay.tui.dialogs.confirm import ConfirmDialog
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.screens.library import LibraryScreen
from roleplay.tui.screens.settings import SettingsScreen
from roleplay.tui.widgets.prompt import Prompt
from roleplay.tui.widgets.row import Row
from roleplay.tui.widgets.tip import TIME_IS_UP, Tip
from tests.tui.fake_practice import FakePractice
from tests.tui.walking import Walk, press, settle, shown, write

NewApp = Callable[..., RoleplayApp]


async def choose(pilot: Walk, name: str) -> None:
    """Mark the row of that name, and press Enter."""
    for row in pilot.app.screen.query(Row):
        if row.value is not None and getattr(row.value, "name", None) == name:
            row.focus()
            break
    else:
        raise AssertionError(name)
    await press(pilot, "enter")


async def test_a_name_is_asked_for_until_it_is_right(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskDialog)
        await write(pilot, "somebody with a long name")
        await press(pilot, "enter")
        assert isinstance(app.screen, AskDialog)
        assert "at most 20" in shown(pilot)
        app.screen.query_one(Input).value = "Ana"
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)
        assert app.settings.name == "Ana"
        await press(pilot, "escape")
        assert "Ana" in shown(pilot)


async def test_colours_change_and_are_remembered(practice: FakePractice, new_app: NewApp) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.theme == "roleplay-dark"
        await press(pilot, "s")
        await choose(pilot, "Colours")
        assert (app.theme, app.settings.preferences.theme) == ("roleplay-light", "light")
        app.action_light_or_dark()
        await settle(pilot)
        assert (app.theme, app.settings.preferences.theme) == ("roleplay-dark", "dark")


async def test_folders_of_packs_are_added_and_taken_off(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        await choose(pilot, "Add a folder")
        await write(pilot, "/calls")
        await press(pilot, "enter")
        assert app.settings.preferences.packs == (Path("/calls"),)
        assert "did you mean title" in shown(pilot)
        await choose(pilot, "Added")
        assert isinstance(app.screen, ConfirmDialog)
        await press(pilot, "right", "enter")
        assert app.settings.preferences.packs == ()


async def test_nothing_is_forgotten_without_being_asked(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    fake = practice.preferences
    assert fake is not None
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        await choose(pilot, "Forget all calls")
        assert isinstance(app.screen, ConfirmDialog)
        await press(pilot, "enter")
        assert fake.forgotten == 0
        await choose(pilot, "Forget all calls")
        await press(pilot, "right", "enter")
        assert fake.forgotten == 34
        fake.forgotten, fake.older = 0, 2
        await choose(pilot, "Calls are kept")
        assert "2 calls" in shown(pilot)
        await press(pilot, "escape")
        assert app.settings.preferences.keep_months == 0
        await choose(pilot, "Calls are kept")
        await press(pilot, "right", "enter")
        assert app.settings.preferences.keep_months == 24
        assert fake.forgotten == 2


async def test_everything_about_settings_can_be_done_with_the_mouse(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.show_settings()
        await settle(pilot)
        rows = [row for row in app.screen.query(Row) if getattr(row.value, "name", "") == "Colours"]
        await pilot.click(rows[0])
        await settle(pilot)
        assert app.theme == "roleplay-light"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)])
async def test_the_marked_row_says_what_it_is_about(
    practice: FakePractice, new_app: NewApp, size: tuple[int, int]
) -> None:
    app = new_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        for _ in range(len(app.screen.query(Row))):
            about = app.screen.query_one("#about-words")
            assert str(about.visual).count("\n") >= 1
            await press(pilot, "down")


async def test_the_list_of_keys_is_asked_for_with_all_there_is(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        await choose(pilot, "Other keys")
    fake = practice.preferences
    assert fake is not None
    assert {each.id for each in fake.actions} == set(keys.known())


# Keys


def test_every_key_of_ours_has_an_id_of_its_own() -> None:
    found = keys.known()
    assert {"call.end", "home.library", "app.quit", "settings.dismiss", "prompt.send"} <= set(found)
    for cls in keys._classes():
        for each in cls.__dict__.get("BINDINGS", ()):
            assert isinstance(each, Binding)
            assert each.id, f"{cls.__name__}: {each.action} (put HasKeys before its base)"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"call.end": "ctrl+e"}, None),
        ({"call.end": "ctrl+e,f9"}, None),
        ({"home.library": "x"}, None),
        # Two that change places.
        ({"home.library": "s", "home.settings": "l"}, None),
        ({"call.ned": "f9"}, "did you mean call.end?"),
        ({"zzz": "f9"}, "no such action"),
        ({"call.end": "x"}, "here letters are typed"),
        ({"call.end": "ctrl+wow"}, "is no key"),
        ({"call.end": "tab"}, "moves between"),
        ({"call.end": "ctrl+i"}, "arrives as Tab"),
        ({"call.end": "ctrl+t"}, "which keeps it"),
        ({"call.end": "ctrl+q"}, "which keeps it"),
        ({"home.library": "x", "home.settings": "x"}, "which keeps it"),
        # The second cannot have its key and keeps its own, so the first cannot have that.
        ({"home.library": "s", "home.settings": "wow"}, "is no key"),
    ],
)
def test_what_can_be_had_is_given_and_the_rest_told(
    wanted: dict[str, str], said: str | None
) -> None:
    lines = ["[keys]", *(f'"{name}" = "{key}"' for name, key in wanted.items())]
    given, complaints = keys.chosen(wanted, Path("settings.toml"), lines)
    if said is None:
        assert (given, complaints) == (wanted, [])
    else:
        assert any(said in line and line.startswith("settings.toml:") for line in complaints)
        assert len(given) == len(wanted) - len(complaints)


async def test_another_key_works_and_is_shown_and_the_old_one_does_nothing(
    practice: FakePractice, tmp_path: Path
) -> None:
    likes = Preferences(keys={"home.library": "f7", "home.nothing": "x"})
    app = RoleplayApp(replace(Settings(tmp_path, "sam", (), ()), preferences=likes))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "l")
        assert isinstance(app.screen, HomeScreen)
        assert len(app.complaints) == 1
        await press(pilot, "question_mark")
        assert "f7" in shown(pilot).lower()
        await press(pilot, "escape", "f7")
        assert isinstance(app.screen, LibraryScreen)


# Stillness


async def test_where_nothing_is_to_move_no_cursor_blinks(
    practice: FakePractice, tmp_path: Path
) -> None:
    app = RoleplayApp(replace(Settings(tmp_path, "sam", (), ()), still=True))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.animation_level == "none"
        await press(pilot, "l")
        assert not app.screen.query_one(Input).cursor_blink
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, CallScreen)
        assert not app.screen.query_one(Prompt).cursor_blink


# The sample history


async def test_the_sample_is_opened_marked_and_thrown_away(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    own = app.desk
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.show_sample()
        for _ in range(6):
            await settle(pilot)
        assert app.settings.is_sample
        assert "Sample history" in shown(pilot)
        assert app.settings.home.parent == own._settings.home
        await press(pilot, "l")
        assert "Sample history" in shown(pilot)
        await press(pilot, "escape", "b")
        await settle(pilot)
        assert app.desk is own
        assert "Sample history" not in shown(pilot)
        assert app.settings.sample.is_dir()
        app.show_sample()
        for _ in range(3):
            await settle(pilot)
        await press(pilot, "t")
        for _ in range(3):
            await settle(pilot)
        assert app.desk is own
        assert not app.settings.sample.exists()


# The first start


async def test_somebody_new_is_offered_a_first_call_and_can_skip_it(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = NextThing("Your first call", "Two minutes.", "start", "first-call", "a", minutes=4)
    view = HomeView("sam", first, lesson="first-call")
    monkeypatch.setattr("roleplay.practice.home.home", lambda workspace, check=True: view)
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Enter begins" in shown(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "escape", "up", "enter")
        assert isinstance(app.screen, CallScreen)


async def test_a_tip_is_shown_put_away_and_gives_way_to_the_next(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ["Say hello."]
    monkeypatch.setattr("roleplay.practice.tips.tip", lambda live: said[0])
    app = new_app()
    async with app.run_test() as pilot:
        app.show_first_call()
        await settle(pilot)
        tip = app.screen.query_one(Tip)
        assert tip.display
        assert "Say hello." in shown(pilot)
        await press(pilot, "f4")
        assert not tip.display
        await write(pilot, "Hello.")
        await press(pilot, "enter")
        assert not tip.display
        said[0] = "Well asked."
        await write(pilot, "And?")
        await press(pilot, "enter")
        assert tip.display
        await pilot.click(Tip)
        assert not tip.display


async def test_a_call_that_home_offered_says_when_ten_minutes_are_over(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, CallScreen)
        assert not app.in_ten_minutes
        tip = app.screen.query_one(Tip)
        assert not tip.display
        tip.time_is_up()
        assert tip.display
        assert TIME_IS_UP[:20] in shown(pilot)
