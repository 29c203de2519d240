"""Kept calls: listed, played back, worked out anew, written out, forgotten."""

from __future__ import annotations

import shutil
import stat
from datetime import timedelta
from typing import Any

import pytest

from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.transcript import DecidedEvent, Event, HeardEvent, SpokenEvent
from roleplay.engine.replay import verify
from roleplay.practice import calls
from roleplay.practice.exports import document, export, markdown
from roleplay.practice.history import (
    Wanted,
    forget,
    history,
    look_through,
    show,
    verified,
)
from roleplay.practice.home import home
from roleplay.practice.notes import note_to_self
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, POOR, play


def test_pages_newest_first(workspace: Workspace) -> None:
    ids = [play(workspace, POOR[:1]) for _ in range(5)]
    assert [row.call for row in history(workspace)] == ids[::-1]
    page = history(workspace, limit=2)
    assert [row.call for row in page] == ids[:2:-1]
    assert [row.call for row in history(workspace, before=page[-1].call)] == ids[2::-1]
    assert history(workspace, scenario="renewal") == ()


def test_every_kept_call_is_identical_when_worked_out_anew(workspace: Workspace) -> None:
    for seed in range(2):
        play(workspace, seed=seed)
        play(workspace, POOR, seed=seed, variant="b")
        play(workspace, ("Hi", "", "", "What is that?", "Why?"), "renewal", seed=seed)
    forked = calls.fork(workspace, play(workspace, variant="c"), 8)
    forked.say("Sorry. What would have to be true for that?")
    forked.end()
    left = calls.start(workspace, "claims")
    left.say(GOOD[0])
    results = list(verified(workspace))
    assert len(results) == 8
    assert [each for each in results if each.difference is not None] == []
    assert next(iter(verified(workspace, left.id))).difference is None


@pytest.mark.parametrize(
    ("form", "what"), [(HeardEvent, "heard"), (DecidedEvent, "decided"), (SpokenEvent, "spoken")]
)
def test_the_first_difference_is_named(
    played: tuple[Workspace, str], form: type[Event], what: str
) -> None:
    live = show(*played)
    place = [n for n, event in enumerate(live.events) if isinstance(event, form)][2]
    other = next(e for e in live.events if isinstance(e, form) and e != live.events[place])
    changed = other.model_copy(update={"turn": live.events[place].turn})  # type: ignore[union-attr]
    found = verify(live.scenario, [*live.events[:place], changed, *live.events[place + 1 :]])
    assert found is not None
    assert (found.what, found.turn) == (what, changed.turn)  # type: ignore[union-attr]


def test_a_call_in_words_has_all_that_was_said(played: tuple[Workspace, str]) -> None:
    text = markdown(*played)
    for line in GOOD:
        assert line in text
    assert "(a pause)" in text.replace("\\", "")
    assert "Overall: 5 of 5" in text
    assert text.startswith("# The CFO who thinks claims are under control\n")


def test_markup_in_a_turn_is_text(workspace: Workspace) -> None:
    call = play(workspace, ("# Heading <b>bold</b> [x](http://y) *a* `c`", "Two\nlines", "Three"))
    text = markdown(workspace, call)
    assert "\\# Heading \\<b\\>bold\\</b\\> \\[x\\](http://y) \\*a\\* \\`c\\`" in text
    assert "Two lines" in text


def test_an_unfinished_call_in_words_and_as_a_document(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    live.say(GOOD[0])
    assert "## Criteria" not in markdown(workspace, live.id or "")
    found = document(workspace, live.id or "")
    assert (found["ending"], found["ended_by"], found["scorecard"]) == (None, None, None)


def test_forgetting_takes_the_forks_the_drafts_and_the_snapshot(workspace: Workspace) -> None:
    kept, doomed = play(workspace), play(workspace, variant="b")
    fork = calls.fork(workspace, doomed, 2)
    fork.end()
    home(workspace)
    assert set(forget(workspace, doomed[-8:])) == {doomed, fork.id}
    assert not workspace.settings.snapshot.exists()
    assert [row.call for row in history(workspace)] == [kept]
    with pytest.raises(BadInput, match="there is no call"):
        show(workspace, doomed)
    assert forget(workspace, None) == (kept,)
    assert history(workspace) == ()
    assert forget(workspace, None) == ()


@pytest.mark.parametrize("name", ["", "abc", "zzzzzzzz", "0" * 32, "a" * 10_000, "%%%%%%", "\x1b"])
def test_a_call_that_is_not_there(workspace: Workspace, name: str) -> None:
    play(workspace, GOOD[:1])
    with pytest.raises(BadInput):
        show(workspace, name)
    with pytest.raises(BadInput):
        forget(workspace, name)
    assert len(history(workspace)) == 1


def test_pages_say_where_the_next_one_begins(workspace: Workspace) -> None:
    ids = [play(workspace, POOR[:1]) for _ in range(5)]
    first = look_through(workspace, Wanted(), limit=2)
    second = look_through(workspace, Wanted(), first.next, limit=2)
    third = look_through(workspace, Wanted(), second.next, limit=2)
    rows = (*first.rows, *second.rows, *third.rows)
    assert [row.call.call for row in rows] == ids[::-1]
    assert (first.total, second.total, third.next) == (5, None, None)
    assert second.choices is None
    assert first.choices is not None
    assert first.choices.scenarios == (("claims", "The CFO who thinks claims are under control"),)
    assert ("discovery", "understanding before proposing") in first.choices.skills
    assert ("put_off", "put off") in first.choices.endings


def test_what_is_asked_for_is_what_comes(workspace: Workspace) -> None:
    first, again = play(workspace), play(workspace, POOR)
    fork = calls.fork(workspace, first, 8)
    fork.end()
    fork.score()
    today = workspace.now().astimezone().date()

    def found(**asked: Any) -> list[str]:
        return [row.call.call for row in look_through(workspace, Wanted(**asked)).rows]

    assert found(kind="first") == [first]
    assert found(kind="retake") == [again]
    assert found(kind="fork") == [fork.id]
    assert found(kind="practice") == [fork.id, again]
    assert found(ending="hung_up") == [again]
    assert found(least=4.9) == [first]
    assert found(most=2.0) == [again]
    assert found(skill="discovery", kind="first") == [first]
    assert found(scenario="renewal") == []
    assert found(since=today, until=today) == [fork.id, again, first]
    assert found(until=today - timedelta(days=1)) == []


def test_words_that_were_said_are_shown_where_they_stand(workspace: Workspace) -> None:
    call = play(workspace)
    (row,) = look_through(workspace, Wanted(words="REPLACED core")).rows
    assert (row.call.call, row.said and row.said.turn, row.said and row.said.who) == (
        call,
        12,
        "You",
    )
    assert row.said is not None
    assert [row.said.words[a:b] for a, b in row.said.places] == ["core", "replaced"]
    start, end = row.said.span
    assert GOOD[5][start:end] == "core"
    buyers = look_through(workspace, Wanted(words="nobody multiplied")).rows
    assert [each.said.who for each in buyers if each.said] == ["The buyer"]
    assert look_through(workspace, Wanted(words="never said")).rows == ()


def test_a_long_turn_is_cut_around_the_words(workspace: Workspace) -> None:
    long = f"{'Well you see ' * 40}the audit\nof {'the files ' * 40}"
    play(workspace, (long,))
    (row,) = look_through(workspace, Wanted(words="audit")).rows
    assert row.said is not None
    assert len(row.said.words) < 150
    assert "\n" not in row.said.words
    assert row.said.words[0] == row.said.words[-1] == "…"
    assert [row.said.words[a:b] for a, b in row.said.places] == ["audit"]


def test_an_export_is_a_file_of_ones_own(workspace: Workspace) -> None:
    call = play(workspace)
    note_to_self(workspace, call, 4, "Ask for the *number* here")
    path = export(workspace, call)
    assert path.parent == workspace.settings.home / "exports"
    assert path.name == f"claims-{call[-8:]}.md"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == markdown(workspace, call)
    assert "*Note to self: Ask for the \\*number\\* here*" in path.read_text()
    assert export(workspace, call) == path
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")
    with pytest.raises(Broken, match="cannot be written"):
        export(workspace, call)
