"""Checking again what has changed, and checking much at once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from roleplay.library import Library
from roleplay.practice.checking import Checker
from roleplay.practice.looking import SIDE_BY_SIDE_FROM, Subject, look, look_at_all
from roleplay.practice.workspace import Workspace
from tests.practice.examples import PACKS, Clock, settings


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Two packs; the second has no strategy, and uses the first one's rubric."""
    folder = tmp_path / "packs"
    shutil.copytree(PACKS / "harbour", folder / "harbour")
    (folder / "quay").mkdir()
    text = (PACKS / "harbour" / "renewal.yaml").read_text(encoding="utf-8")
    (folder / "quay" / "again.yaml").write_text(text.replace("id: renewal", "id: again"))
    return folder


@pytest.fixture
def checker(tmp_path: Path, packs: Path):
    with Workspace(settings(tmp_path / "home", packs=packs), Clock()) as workspace:
        yield Checker(workspace, [packs])


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_has_not_changed_is_not_played_again(checker):
    first = checker.check()
    assert set(first.played) == {"claims", "renewal", "again"}
    second = checker.check()
    assert second.played == ()
    assert (second.problems, second.tries) == (first.problems, first.tries)


@pytest.mark.parametrize(
    ("file", "old", "new", "played"),
    [
        ("harbour/claims.yaml", "minutes: 12", "minutes: 11", {"claims"}),
        ("harbour/renewal.yaml", "minutes: 8", "minutes: 9", {"renewal"}),
        ("harbour/rubrics/plain.yaml", "weight: 2", "weight: 3", {"claims", "renewal", "again"}),
        ("harbour/strategy.yaml", "currency: GBP", "currency: EUR", {"claims", "renewal"}),
    ],
)
def test_a_change_reaches_what_depends_on_it_and_no_further(checker, packs, file, old, new, played):
    assert checker.check().ok
    change(packs / file, old, f"{old}    # only a comment")
    assert checker.check().played == ()
    change(packs / file, old, new)
    assert set(checker.check().played) == played


def test_a_broken_save_is_told_and_the_mended_one_is_played(checker, packs):
    checker.check()
    change(packs / "harbour" / "claims.yaml", "minutes: 12", "minutes: many")
    broken = checker.check()
    assert not broken.ok
    assert {each.scenario for each in broken.tries} == set()
    change(packs / "harbour" / "claims.yaml", "minutes: many", "minutes: 12")
    mended = checker.check()
    assert mended.ok
    assert mended.played == ("claims",)


def subjects() -> list[Subject]:
    library = Library([PACKS])
    call = library.scenario("claims")
    rubric, strategy = library.rubric("plain"), library.strategy_of("claims")
    return [
        Subject(call.model_copy(update={"id": f"claims-{place}"}), rubric, strategy)
        for place in range(SIDE_BY_SIDE_FROM + 1)
    ]


def test_side_by_side_finds_the_same_in_the_same_order():
    many = subjects()
    assert list(look_at_all(many, cores=2)) == [look(each) for each in many]
    assert multiprocessing.active_children() == []


def test_leaving_early_leaves_nothing_behind():
    found = look_at_all(subjects(), cores=2)
    next(found)
    found.close()
    assert multiprocessing.active_children() == []


def test_when_the_others_are_stopped_the_rest_is_looked_at_here():
    many = subjects()
    found = look_at_all(many, cores=2)
    first = next(found)
    for process in multiprocessing.active_children():
        process.kill()
    assert [first, *found] == [look(each) for each in many]


@pytest.mark.skipif(os.name != "posix", reason="a terminal's Ctrl-C goes to all its processes")
@pytest.mark.parametrize("after", [0.3, 1.5])
def test_ctrl_c_ends_it_in_silence(tmp_path: Path, after: float):
    pack = tmp_path / "packs" / "many"
    shutil.copytree(PACKS / "harbour", pack)
    text = (pack / "claims.yaml").read_text(encoding="utf-8")
    for place in range(150):
        named = text.replace("id: claims\n", f"id: claims-{place}\n", 1)
        (pack / f"claims-{place}.yaml").write_text(named, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "roleplay", "check", str(pack)],
        env={**os.environ, "ROLEPLAY_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) in (
        (130, b"", b""),
        # Before the program has begun there is nobody to be told yet.
        (-signal.SIGINT, b"", err),
    )
    assert gone(running.pid)


def gone(group: int) -> bool:
    """No process of the group is left, or soon is."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
