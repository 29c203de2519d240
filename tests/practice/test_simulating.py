"""Calls played in bulk by a simulated seller."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice.simulating import Simulation, simulate
from roleplay.practice.workspace import Workspace
from roleplay.settings import read
from tests.practice.examples import POOR, Clock


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """With the shipped calls: a simulated seller needs variants and tries worth the name."""
    with Workspace(read({"ROLEPLAY_HOME": str(tmp_path)}), Clock()) as opened:
        yield opened


def _all(workspace: Workspace, *arguments: str, **options: object) -> Simulation:
    *_, last = simulate(workspace, *arguments, **options)  # type: ignore[arg-type]
    return last


def test_a_strong_seller_gets_somewhere_and_a_weak_one_does_not(workspace: Workspace) -> None:
    strong = _all(workspace, "sceptical-cfo", "strong", calls=6)
    weak = _all(workspace, "sceptical-cfo", "weak", calls=6)
    assert strong.spread
    assert weak.spread
    assert strong.spread[2] > weak.spread[4]
    assert strong.endings["agreed_next_step"] > 3
    assert not weak.endings["agreed_next_step"]
    assert len(strong.calls) == 6
    assert {call.variant for call in strong.calls} == {"a", "b", "c"}


def test_the_report_adds_up(workspace: Workspace) -> None:
    report = _all(workspace, "sceptical-cfo", calls=4, variant="a")
    assert sum(report.endings.values()) == 4
    assert all(sum(states.values()) == 4 for states in report.needs.values())
    document = report.document()
    assert document["schema"] == "roleplay/1"
    assert [call["seed"] for call in document["calls"]] == [0, 1, 2, 3]
    turns = sum(call.turns for call in report.calls)
    faults = sum(sum(call.faults.values()) for call in report.calls)
    assert sum(document["faults_per_100_turns"].values()) == pytest.approx(
        100 * faults / turns, abs=0.2
    )


def test_the_same_seed_is_the_same_report_and_nothing_is_kept(workspace: Workspace) -> None:
    one = _all(workspace, "sceptical-cfo", calls=3).document()
    assert _all(workspace, "sceptical-cfo", calls=3).document() == one
    assert _all(workspace, "sceptical-cfo", calls=3, seed=5).document() != one
    assert workspace.store.calls() == ()


def test_a_report_comes_after_each_call(workspace: Workspace) -> None:
    assert [len(report.calls) for report in simulate(workspace, "a-quote", calls=3)] == [1, 2, 3]


def test_a_buyer_who_is_never_reached_is_told_of(workspace: Workspace) -> None:
    report = _all(workspace, "sceptical-cfo", "strong", lines=POOR, calls=2)
    assert any("stonewall" in remark for remark in report.remarks)


def test_a_buyer_who_agrees_unasked_is_told_of(workspace: Workspace) -> None:
    report = _all(workspace, "easy-yes", "weak", calls=6)
    assert any("do they fold" in remark for remark in report.remarks)


def test_a_try_that_there_is_not(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match=r"no try 'brilliant'; allowed: strong, .*model"):
        _all(workspace, "sceptical-cfo", "brilliant")


def test_without_a_model_none_plays_the_seller(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="no model is set up to play the seller"):
        _all(workspace, "sceptical-cfo", "model")
