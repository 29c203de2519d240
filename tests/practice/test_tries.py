"""Scripted sellers must land where the author says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from roleplay.practice.checking import TryResult, check
from roleplay.practice.workspace import Workspace
from tests.practice.examples import PACKS, Clock, settings

ASKED = "How do you know claims are under control?"
STATED = (ASKED, "What do you lose to overpayment?")
MEETING = "Could we meet your head of claims on Thursday?"
RAISED = "We are the leader in claims software and our platform is the best."
REPLACED = "What happened with the last replacement?"
BESIDE = "It runs beside the core system and nothing is replaced."


def tried(
    folder: Path, tries: dict[str, Any], variant: dict[str, Any] | None = None
) -> list[TryResult]:
    """The results of those tries in the pack's call about claims."""
    pack = folder / "harbour"
    shutil.copytree(PACKS / "harbour", pack)
    written = (pack / "claims.yaml").read_text(encoding="utf-8")
    before = written[: written.index("variants:")]
    variants = [{"id": "b", **(variant or {})}]
    (pack / "claims.yaml").write_text(
        f"{before}variants: {json.dumps(variants)}\ntries: {json.dumps(tries)}\n", encoding="utf-8"
    )
    with Workspace(settings(folder / "home", packs=folder), Clock()) as workspace:
        report = check(workspace, [pack / "claims.yaml"])
    assert [p.message for p in report.problems if p.level == "error"] == []
    assert report.ok is all(each.ok for each in report.tries)
    return list(report.tries)


def one(folder: Path, *seller: str, **expect: Any) -> TryResult:
    (result,) = tried(folder, {"it": {"seller": seller, "expect": expect}})
    return result


@pytest.mark.parametrize(
    ("state", "ok"),
    [("hidden", True), ("hinted", True), ("stated", True), ("quantified", False), ("owned", False)],
)
def test_a_need_is_expected_in_at_least_that_state(tmp_path, state, ok):
    result = one(tmp_path, *STATED, needs={"leakage": state})
    assert result.ok is ok
    if not ok:
        assert result.missed == (f"need leakage stated, expected {state}",)


@pytest.mark.parametrize(
    ("state", "ok"),
    [("latent", False), ("raised", False), ("explored", True), ("resolved", False)],
)
def test_an_objection_is_expected_in_exactly_that_state(tmp_path, state, ok):
    result = one(tmp_path, RAISED, REPLACED, objections={"rip-and-replace": state})
    assert result.ok is ok


@pytest.mark.parametrize(
    ("state", "ok"), [("none", False), ("offered", False), ("accepted", True), ("declined", False)]
)
def test_a_commitment_is_expected_in_exactly_that_state(tmp_path, state, ok):
    result = one(tmp_path, *STATED, MEETING, commitments={"meet-claims": state})
    assert result.ok is ok


@pytest.mark.parametrize(("ending", "ok"), [("agreed_next_step", True), ("put_off", False)])
def test_an_ending_is_expected_exactly(tmp_path, ending, ok):
    result = one(tmp_path, *STATED, MEETING, ending=ending)
    assert result.ok is ok


def test_lines_that_run_out_end_the_call_as_the_seller_would(tmp_path):
    assert one(tmp_path, "Hello.", ending="seller_ended").ok


def test_an_empty_line_is_a_pause(tmp_path):
    alone = one(tmp_path / "one", ASKED, needs={"leakage": "stated"})
    paused = one(tmp_path / "two", ASKED, "", needs={"leakage": "stated"})
    assert (alone.ok, paused.ok) == (False, True)


@pytest.mark.parametrize("sign", [">=", "<=", "==", "", ">", "<"])
def test_the_overall_is_compared_as_the_sign_says(tmp_path, sign):
    lines = (*STATED, MEETING)
    overall = one(tmp_path / "first", *lines).overall
    assert overall is not None
    result = one(tmp_path / "then", *lines, overall=f"{sign}{overall}")
    assert result.ok is (sign not in (">", "<"))
    if not result.ok:
        assert result.missed == (f"overall {overall:g}, expected {sign}{overall}",)


def test_everything_that_was_missed_is_named(tmp_path):
    result = one(
        tmp_path,
        "Hello.",
        overall=">=4.5",
        needs={"leakage": "stated"},
        objections={"rip-and-replace": "resolved"},
        commitments={"meet-claims": "accepted"},
        ending="agreed_next_step",
    )
    assert len(result.missed) == 5


def test_a_try_without_expectations_always_lands(tmp_path):
    assert one(tmp_path, "Hello.").ok


def test_a_variants_tries_are_played_in_that_variant(tmp_path):
    lines = {"seller": STATED, "expect": {"needs": {"leakage": "stated"}}}
    gauges = {"trust": 0, "interest": 0, "patience": 60}
    results = tried(tmp_path, {"strong": lines}, {"start": gauges, "tries": {"strong": lines}})
    assert [(each.variant, each.name, each.ok) for each in results] == [
        ("a", "strong", True),
        ("b", "strong", False),
    ]


def test_a_try_meets_a_concern_as_a_seller_would(tmp_path):
    expect = {"objections": {"rip-and-replace": "resolved"}}
    assert one(tmp_path, *STATED, RAISED, REPLACED, BESIDE, **expect).ok
