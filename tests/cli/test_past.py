"""``history``, ``show``, ``replay``, ``export`` and ``forget``."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Roleplay
from tests.practice.examples import GOOD
from tests.practice.test_listener import Endpoints, hears, opened, play


def test_history(roleplay: Roleplay, call: str, lines: Path) -> None:
    roleplay("practice", "claims", "--seller", lines)
    rows = roleplay("history", "--json").json()["calls"]
    assert [row["kind"] for row in rows] == ["retake", "first"]
    assert set(rows[1]) == {"call", "scenario", "variant", "kind", "ending", "overall"}
    assert (rows[1]["call"], rows[1]["overall"]) == (call, 5.0)
    ran = roleplay("history")
    assert call[-8:] in ran.out
    assert "(retake, practice)" in ran.out
    assert roleplay("history", "--limit", "1").out.count("\n") == 1
    assert len(roleplay("history", "--scenario", "claims", "--json").json()["calls"]) == 2
    assert roleplay("history", "--scenario", "renewal").out == "No calls of it yet.\n"
    assert 'did you mean "claims"' in roleplay("history", "--scenario", "claim").failed(2)


@pytest.mark.parametrize("limit", ["0", "-1", "x", "9" * 30])
def test_a_limit_that_is_none(roleplay: Roleplay, limit: str) -> None:
    assert "a whole number from 1 to 1000000" in roleplay("history", "--limit", limit).failed(2)


def test_no_history_yet(roleplay: Roleplay) -> None:
    assert roleplay("history").out.startswith("No calls yet.")
    assert roleplay("replay", "--verify").out == "No finished calls to replay.\n"
    assert roleplay("forget", "--everything").out == "Forgotten: 0 calls\n"


def test_show_and_replay_play_what_is_kept(roleplay: Roleplay, call: str) -> None:
    shown = roleplay("show", call[-8:])
    assert shown.status == 0
    assert all(line in shown.out for line in GOOD)
    assert "Overall 5 of 5" in shown.out
    assert roleplay("replay", call).out == shown.out
    document = roleplay("show", call, "--json")
    assert document.json()["call"] == call
    assert roleplay("replay", call, "--json").out == document.out
    assert json.loads(roleplay("export", call, "--format", "json").out) == document.json()


def test_show_of_an_unfinished_call(roleplay: Roleplay, home: Path) -> None:
    from roleplay.practice import calls
    from roleplay.practice.workspace import Workspace
    from tests.practice.examples import settings

    with Workspace(settings(home)) as workspace:
        live = calls.start(workspace, "claims")
        live.say(GOOD[0])
    ran = roleplay("show", live.id)
    assert ran.out.endswith("Not finished. `roleplay` goes on with it.\n")
    found = roleplay("show", live.id, "--json").json()
    assert (found["ending"], found["ended_by"], found["scorecard"]) == (None, None, None)


def test_replay_worked_out_anew(
    roleplay: Roleplay, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = roleplay("replay", "--verify", "--json")
    assert ran.status == 0
    assert ran.json()["calls"] == [{"call": call, "same": True, "turn": None, "what": None}]
    assert roleplay("replay", call, "--verify").out == f"{call[-8:]}  identical\n"
    from roleplay.engine import mind

    answer = mind.answer

    def other(*arguments: object) -> object:
        state, decision = answer(*arguments)  # type: ignore[arg-type]
        return state.model_copy(update={"trust": 1}), decision

    monkeypatch.setattr(mind, "answer", other)
    ran = roleplay("replay", call, "--verify", "--json")
    assert ran.status == 1
    assert ran.json()["calls"] == [{"call": call, "same": False, "turn": 2, "what": "decided"}]
    assert "turn 2: decided is different today" in roleplay("replay", "--verify").out
    assert "say which call" in roleplay("replay").failed(2)


def test_replay_says_which_turns_a_model_helped_to_hear(roleplay: Roleplay, home: Path) -> None:
    with opened(home, Endpoints(hears("closed_question"))) as workspace:
        call = play(workspace, GOOD[:2]).id or ""
    ran = roleplay("replay", call, "--verify")
    assert ran.status == 0
    assert ran.out == f"{call[-8:]}  identical; turns 2, 4 heard with a model's help, as kept\n"
    (found,) = roleplay("replay", call, "--verify", "--json").json()["calls"]
    assert (found["same"], found["helped"]) == (True, [2, 4])
    turns = roleplay("show", call, "--json").json()["turns"]
    assert turns[1]["disagreements"][0]["model"] == "closed_question"


def test_export_to_a_file_of_ones_own(roleplay: Roleplay, call: str, tmp_path: Path) -> None:
    path = tmp_path / "call.md"
    on_screen = roleplay("export", call)
    assert on_screen.out.startswith("# The CFO")
    assert roleplay("export", call, "--output", path).out == f"{path} written\n"
    assert path.read_text() == on_screen.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    line = roleplay("export", call, "--output", path, "--format", "json").failed(2)
    assert "is there already" in line
    assert path.read_text() == on_screen.out


@pytest.mark.parametrize(
    ("output", "status"), [("/dev/full", 2), ("/proc/nothing/x", 3), ("FILE/x", 3), ("", 2)]
)
def test_export_to_where_nothing_can_be_written(
    roleplay: Roleplay, call: str, tmp_path: Path, output: str, status: int
) -> None:
    (tmp_path / "FILE").write_text("mine")
    output = output.replace("FILE", str(tmp_path / "FILE"))
    line = roleplay("export", call, "--output", output or tmp_path).failed(status)
    assert (output or str(tmp_path)) in line
    assert (tmp_path / "FILE").read_text() == "mine"


def test_export_cut_short_leaves_no_half_file(
    roleplay: Roleplay, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    class Full:
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None: ...

        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full(descriptor: int, *_: object, **__: object) -> Full:
        os.close(descriptor)
        return Full()

    monkeypatch.setattr("roleplay.cli.past.os.fdopen", full)
    line = roleplay("export", call, "--output", tmp_path / "x.md").failed(3)
    assert "No space left on device" in line
    assert not (tmp_path / "x.md").exists()


def test_forget(roleplay: Roleplay, call: str, lines: Path) -> None:
    fork = roleplay("retry", call, "--at", "2", "--seller", lines, "--json").json()["call"]
    assert "say which call" in roleplay("forget").failed(2)
    assert "say which call" in roleplay("forget", call, "--everything").failed(2)
    assert "there is no call" in roleplay("forget", "0" * 32).failed(2)
    assert roleplay("forget", fork).out == "Forgotten: 1 call\n"
    roleplay("retry", call, "--at", "2", "--seller", lines)
    assert roleplay("forget", call[-8:]).out == "Forgotten: 2 calls\n"
    assert "there is no call" in roleplay("show", call).failed(2)


@pytest.mark.parametrize("name", ["x", "abcdef12", "\x1b[31mabc", "'; drop", "%", "é" * 40])
@pytest.mark.parametrize("command", ["show", "replay", "export", "forget"])
def test_a_call_that_is_not_there(roleplay: Roleplay, command: str, name: str) -> None:
    assert roleplay(command, name).failed(2)


def test_history_by_what_is_asked_for(roleplay: Roleplay, call: str, lines: Path) -> None:
    roleplay("practice", "claims", "--seller", lines)

    def kinds(*asked: str) -> list[str]:
        return [row["kind"] for row in roleplay("history", "--json", *asked).json()["calls"]]

    assert kinds("--kind", "first") == ["first"]
    assert kinds("--kind", "practice") == ["retake"]
    assert kinds("--ending", "agreed_next_step", "--least", "4.5") == ["retake", "first"]
    assert kinds("--most", "2") == kinds("--since", "2099-01-01") == []
    assert kinds("--skill", "discovery", "--until", "2099-01-01") == ["retake", "first"]
    assert roleplay("history", "--most", "2").out == "No call fits.\n"
    assert "no skill 'x'; allowed: discovery" in roleplay("history", "--skill", "x").failed(2)
    for wrong in (("--since", "soon"), ("--least", "9"), ("--kind", "x"), ("--ending", "x")):
        roleplay("history", *wrong).failed(2)


def test_what_was_said_is_searched_for(roleplay: Roleplay, call: str) -> None:
    (found,) = roleplay("history", "--search", "replaced core", "--json").json()["calls"]
    assert (found["call"], found["said"]["turn"]) == (call, 12)
    words = found["said"]["words"]
    assert [words[a:b] for a, b in found["said"]["places"]] == ["core", "replaced"]
    assert "12 You: It runs beside the core system" in roleplay("history", "--search", "core").out


def test_levels(roleplay: Roleplay, call: str) -> None:
    skills = roleplay("history", "--levels", "--json").json()["skills"]
    assert [skill["skill"] for skill in skills] == ["discovery", "advance"]
    assert skills[0]["points"][0]["calls"] == 1
    assert "5.0 of 5  1 call, few" in roleplay("history", "--levels").out


def test_two_takes_side_by_side(roleplay: Roleplay, call: str, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    again.write_text("What would have to be true?\nOur tool is the best there is.\n")
    other = roleplay("retry", call, "--at", "8", "--seller", again, "--json").json()["call"]
    document = roleplay("show", call, "--against", other, "--json").json()
    assert (document["turn"], document["scores"]["better"]) == (8, -1)
    assert document["steps"][0]["second"]["said"] == "What would have to be true?"
    said = roleplay("show", other, "--against", call[-8:]).out
    assert "Take two was worse" in said
    assert "raised a concern: another replacement" in said
    assert "by “We are the leader in claims software" in said
    assert "cannot be set beside itself" in roleplay("show", call, "--against", call).failed(2)
