"""Home: the one next thing, the snapshot, and rows in words."""

from __future__ import annotations

import json
import stat
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from roleplay.practice import calls
from roleplay.practice.home import home, snapshot, when_in_words
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, PACKS, POOR, Clock, play, settings


def test_a_newcomer_starts_with_the_easiest_call(workspace: Workspace) -> None:
    view = home(workspace)
    assert view.next is not None
    assert (view.next.action, view.next.scenario, view.next.variant) == ("start", "renewal", "a")
    assert view.next.reason
    assert view.next.minutes == 8
    assert (view.unfinished, view.recent, view.problems) == ((), (), ())


def test_a_call_left_in_the_middle_comes_first(workspace: Workspace) -> None:
    done = play(workspace)
    live = calls.start(workspace, "claims", "b")
    live.say("How do you know claims are under control?")
    view = home(workspace)
    assert view.next is not None
    assert (view.next.action, view.next.call) == ("resume", live.id)
    assert [row.call for row in view.unfinished] == [live.id]
    assert [row.call for row in view.recent] == [done]
    row = view.recent[0]
    assert (row.kind, row.overall, row.ending) == ("first", 5.0, "agreed_next_step")
    assert row.words == "agreed a next step"
    assert row.title == "The CFO who thinks claims are under control"


def test_the_weakest_skill_leads_to_what_has_not_been_played(workspace: Workspace) -> None:
    play(workspace, ("Hello.", "Hm.", "Well.", "Thanks."))
    found = home(workspace).next
    assert found is not None
    assert found.action in ("start", "variant")
    assert (found.scenario, found.variant) != ("claims", "a")


def test_when_all_is_played_the_call_with_most_left_in_it_comes_again(
    workspace: Workspace,
) -> None:
    for variant in ("a", "b", "c"):
        play(workspace, variant=variant)
    worst = play(workspace, ("How are you?", "Good.", "Fine."), "renewal", variant="a")
    found = home(workspace).next
    assert found is not None
    assert (found.action, found.call, found.scenario) == ("retake", worst, "renewal")


def test_the_calls_of_others_are_not_shown(workspace: Workspace) -> None:
    play(workspace)
    with Workspace(settings(workspace.settings.home, seller="ann"), Clock()) as ann:
        assert home(ann).recent == ()


def test_the_snapshot_is_what_home_showed(workspace: Workspace) -> None:
    play(workspace)
    calls.start(workspace, "claims")
    assert snapshot(workspace.settings.snapshot) is None
    view = home(workspace)
    path = workspace.settings.snapshot
    assert snapshot(path) == view
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir() if "tmp" in each.name] == []


@pytest.mark.parametrize(
    "change",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"seller": "sam"}',
        *(
            {key: value}
            for key, value in (
                ("seller", 5),
                ("next", {"title": "only this"}),
                ("next", []),
                ("next", "soon"),
                ("recent", [{"call": "x"}]),
                ("recent", ["x"]),
                ("recent", 7),
                ("problems", [1]),
                ("unfinished", None),
            )
        ),
    ],
    ids=str,
)
def test_a_snapshot_that_is_none_is_ignored(
    played: tuple[Workspace, str], tmp_path: Path, change: bytes | dict[str, object]
) -> None:
    view = home(played[0])
    path = tmp_path / "home.json"
    if isinstance(change, bytes):
        path.write_bytes(change)
    else:
        path.write_text(json.dumps(asdict(view) | change))
    assert snapshot(path) is None
    path.write_text(json.dumps(asdict(view)))
    assert snapshot(path) == view


@pytest.mark.parametrize(
    ("field", "value"), [("overall", "high"), ("when", 3), ("ending", 1), ("title", None)]
)
def test_a_snapshot_with_a_wrong_field_is_ignored(
    played: tuple[Workspace, str], tmp_path: Path, field: str, value: object
) -> None:
    document = asdict(home(played[0]))
    document["recent"][0][field] = value
    path = tmp_path / "home.json"
    path.write_text(json.dumps(document))
    assert snapshot(path) is None


def test_a_snapshot_that_cannot_be_written_costs_nothing_else(workspace: Workspace) -> None:
    workspace.settings.snapshot.mkdir(parents=True)
    assert home(workspace).next is not None
    assert snapshot(workspace.settings.snapshot) is None


def test_content_that_is_wrong_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "bad"
    pack.mkdir(parents=True)
    (pack / "broken.yaml").write_text("id: broken\ntitel: Oh\n")
    for name in ("claims.yaml", "strategy.yaml"):
        (pack / name).write_text((PACKS / "harbour" / name).read_text())
    (pack / "rubrics").mkdir()
    (pack / "rubrics" / "plain.yaml").write_text(
        (PACKS / "harbour" / "rubrics" / "plain.yaml").read_text()
    )
    with Workspace(settings(tmp_path / "home", packs=tmp_path / "packs"), Clock()) as workspace:
        view = home(workspace)
    assert view.next is not None
    assert view.next.scenario == "claims"
    assert any("broken.yaml" in line and "titel" in line for line in view.problems)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "today 12:00"),
        (timedelta(days=1), "yesterday 12:00"),
        (timedelta(days=2), "Sat 12:00"),
        (timedelta(days=6), "Tue 12:00"),
        (timedelta(days=7), "16 Nov 2026"),
        (timedelta(days=-1), "24 Nov 2026"),
    ],
)
def test_when_in_words(ago: timedelta, words: str) -> None:
    now = datetime(2026, 11, 23, 12, 0).astimezone()
    assert when_in_words(now - ago, now) == words


def test_without_a_check_home_tells_what_was_wrong_last_time(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "mine"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    with Workspace(settings(tmp_path / "home", packs=tmp_path / "packs"), Clock()) as opened:
        assert home(opened, check=False).problems == ()
        told = home(opened).problems
        assert told
        assert home(opened, check=False).problems == told


def test_the_next_thing_takes_ten_minutes_at_most_whatever_has_been_played(
    workspace: Workspace,
) -> None:
    for variant in ("a", "b", "c"):
        for lines in (GOOD, ("Hello.", "Hm.", "Well.", "Thanks.")):
            play(workspace, lines, variant=variant)
            found = home(workspace).next
            assert found is not None
            assert 0 < found.minutes <= 10
    left = calls.start(workspace, "claims")
    left.say("Hello.")
    going_on = home(workspace).next
    assert going_on is not None
    assert (going_on.action, going_on.minutes, going_on.piece) == ("resume", 10, True)


def test_a_moment_is_offered_once_and_not_when_it_was_taken_again(workspace: Workspace) -> None:
    play(workspace, scenario="renewal")
    call = play(workspace, POOR)
    found = home(workspace).next
    assert found is not None
    assert (found.action, found.call, found.piece) == ("retake", call, True)
    assert found.turn is not None
    calls.fork(workspace, call, found.turn).end()
    after = home(workspace).next
    assert after is not None
    assert after.turn is None


def test_the_week_counts_what_was_practised(workspace: Workspace) -> None:
    assert home(workspace).week is None
    first = play(workspace)
    alone = home(workspace).week
    assert alone is not None
    again = calls.fork(workspace, first, 14)
    again.end()
    both = home(workspace).week
    assert both is not None
    assert (alone.days, alone.calls, both.calls) == (1, 1, 2)
    # Of a take two only what was said anew counts, and nothing was.
    assert both.minutes == alone.minutes > 0
    assert snapshot(workspace.settings.snapshot) == home(workspace)


def test_a_call_that_went_well_has_no_moment_to_take_again(workspace: Workspace) -> None:
    play(workspace, scenario="renewal")
    play(workspace)
    found = home(workspace).next
    assert found is not None
    assert found.turn is None
