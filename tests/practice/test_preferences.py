"""Preferences are written beside what a person wrote; old calls go when they are due."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput, Broken
from roleplay.practice import calls, preferences
from roleplay.practice.preferences import Action
from roleplay.practice.workspace import Workspace
from roleplay.settings import FILE
from tests.practice.examples import PACKS, Clock, play, settings


def text(workspace: Workspace) -> str:
    return workspace.settings.file.read_text(encoding="utf-8")


def test_a_change_is_written_and_holds(workspace: Workspace) -> None:
    now = preferences.change(workspace, name="  Ana\nRuiz ", theme="light")
    assert (now.name, now.preferences.theme) == ("Ana Ruiz", "light")
    assert workspace.settings is now
    file = workspace.settings.file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir() if "tmp" in each.name] == []


def test_comments_and_what_is_not_ours_stay(workspace: Workspace) -> None:
    file = workspace.settings.file
    file.parent.mkdir(parents=True, exist_ok=True)
    before = '# mine\ntheme = "dark"  # at night\n\n[keys]\n# none yet\n"call.end" = "f9"\n'
    file.write_text(before, encoding="utf-8")
    preferences.change(workspace, theme="light", keep_months=12)
    after = text(workspace)
    assert '# mine\ntheme = "light"  # at night' in after
    assert '[keys]\n# none yet\n"call.end" = "f9"' in after
    assert workspace.settings.preferences.keep_months == 12
    assert workspace.settings.preferences.keys == {"call.end": "f9"}


def test_a_name_that_is_too_long_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="at most 60"):
        preferences.change(workspace, name="x" * 61)
    assert not workspace.settings.file.exists()


def test_a_broken_file_is_not_written_over(workspace: Workspace) -> None:
    file = workspace.settings.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('theme = "da', encoding="utf-8")
    with pytest.raises(BadInput, match=rf"{FILE}:1.*nothing was changed"):
        preferences.change(workspace, theme="light")
    assert text(workspace) == 'theme = "da'


def test_a_file_that_cannot_be_written_is_as_it_was(workspace: Workspace) -> None:
    home = workspace.settings.home
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("in the way")
    with pytest.raises(Broken):
        preferences.change(workspace, theme="light")


def test_folders_of_packs_are_added_and_taken_off(tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    with Workspace(settings(tmp_path / "home", packs=empty), Clock()) as workspace:
        assert workspace.library.scenario_ids() == ()
        preferences.add_packs(workspace, str(PACKS))
        assert "claims" in workspace.library.scenario_ids()
        added = [each for each in preferences.look(workspace).folders if each.whose == "added"]
        assert [each.folder for each in added] == [PACKS]
        assert ("harbour", "2 calls, 1 rubric") in [(p.name, p.contents) for p in added[0].packs]
        with pytest.raises(BadInput, match="on the list already"):
            preferences.add_packs(workspace, str(PACKS))
        preferences.remove_packs(workspace, PACKS)
        assert workspace.library.scenario_ids() == ()
        assert PACKS.is_dir()


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("", "nothing: there is no such"),
        ("/nowhere", "no such"),
        (str(PACKS / "harbour"), "itself"),
    ],
)
def test_a_folder_that_holds_no_packs_is_not_added(
    workspace: Workspace, folder: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        preferences.add_packs(workspace, folder)


def test_the_list_of_keys_is_written_once_and_asks_for_nothing(workspace: Workspace) -> None:
    actions = (Action("call.end", "ctrl+g", "End"), Action("home.library", "l", "All calls"))
    assert preferences.write_keys(workspace, actions).preferences.keys == {}
    once = text(workspace)
    assert '# "call.end" = "ctrl+g"  # End' in once
    preferences.write_keys(workspace, actions)
    assert text(workspace) == once
    workspace.settings.file.write_text(once.replace('# "call.end" = "ctrl+g"', '"call.end" = "f9"'))
    assert preferences.change(workspace, theme="light").preferences.keys == {"call.end": "f9"}


def test_the_list_of_keys_joins_those_that_are_there(workspace: Workspace) -> None:
    file = workspace.settings.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('theme = "light"\n[keys]\n"call.end" = "f9"\n', encoding="utf-8")
    actions = (Action("home.library", "l", "All calls"),)
    settings = preferences.write_keys(workspace, actions)
    assert (settings.preferences.theme, settings.complaints) == ("light", ())
    assert settings.preferences.keys == {"call.end": "f9"}
    assert '# "home.library" = "l"  # All calls' in text(workspace)


def test_what_there_is(workspace: Workspace) -> None:
    play(workspace)
    calls.start(workspace, "claims", "b").say("Hello.")
    view = preferences.look(workspace)
    assert (view.calls, view.unfinished, view.has_sample) == (2, 1, False)
    assert view.size > 10_000


class _Then:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=10)
        return self.at


def test_old_calls_are_forgotten_but_no_beginning_of_a_younger_take(tmp_path: Path) -> None:
    then = _Then(datetime(2026, 1, 31, 9, 0, tzinfo=UTC))
    with Workspace(settings(tmp_path), then) as workspace:
        old, taken = play(workspace), play(workspace, variant="b")
        left = calls.start(workspace, "renewal")
        left.say("Hello.")
        then.at = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
        again = calls.fork(workspace, taken, 2)
        again.end()
        young = play(workspace, variant="c")
        assert preferences.due(workspace, 0) == ()
        assert preferences.due(workspace, 3) == (old,)
        assert preferences.due(workspace, 24) == ()
        assert preferences.tidy(workspace) == 0
        preferences.change(workspace, keep_months=3)
        assert preferences.tidy(workspace) == 1
        kept = {row.id for row in workspace.store.calls(limit=10)}
        assert kept == {taken, left.id, again.id, young}


def test_everything_can_be_forgotten(workspace: Workspace) -> None:
    play(workspace)
    assert preferences.forget_all(workspace) == 1
    assert workspace.store.calls() == ()
