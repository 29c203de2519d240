"""``roleplay coach``: suggestions are marked as such, quotations are the call's own words."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.cli.coaching import coach
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.cli.conftest import Roleplay
from tests.fakes import FakeDoor
from tests.practice.examples import Clock, play, settings

LINES = (
    "You look at some of the files afterwards; how do you choose which ones?",
    "You told me four percent was overpaid; what does that come to in a year?",
)
SELLER = (
    "How do you know claims are under control?",
    "What do you lose to overpayment?",
    "We are the leader in claims software and our platform is the best there is.",
)
SAID = {"says": "You spoke of your platform.", "turn": 6, "quote": "our platform is the best"}


def answers(ask: Any) -> dict[str, object]:
    """The coach's: lines, or an answer."""
    if '"asked"' in ask.messages[-1].text:
        return {"about_the_call": True, "sentences": [SAID]}
    return {"lines": [{"line": line, "need": "need-1", "why": "So."} for line in LINES]}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    model = ModelSettings(base_url="http://127.0.0.1:9/v1", model="small")
    at = replace(settings(tmp_path / "home"), preferences=Preferences(model=model))

    def opened(endpoint: Any, limits: Any, *, on_wait: Any, **hooks: Any) -> FakeDoor:
        return FakeDoor(answers, **hooks)

    with Workspace(at, Clock(), opened) as workspace:
        yield workspace


def asked(call: str, **fields: Any) -> Namespace:
    """The command as it is typed."""
    return Namespace(**{"call": call, "ask": None, "again": False, "json": False} | fields)


def test_two_lines_in_words(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert coach(workspace, asked(play(workspace, SELLER)[-8:])) == 0
    out = capsys.readouterr().out
    assert out.startswith("A suggestion by a model; it is no part of the score.")
    assert "At turn 6 you said: “We are the leader" in out
    for line in LINES:
        assert f"“{line}”" in out
    assert "(towards: Leakage nobody multiplies out)" in out


def test_two_lines_as_json(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    call = play(workspace, SELLER)
    coach(workspace, asked(call, json=True))
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["call"], document["turn"]) == ("roleplay/1", call, 6)
    assert document["suggestion"] is True
    assert [line["line"] for line in document["lines"]] == list(LINES)


def test_a_question(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    call = play(workspace, SELLER)
    coach(workspace, asked(call, ask="Where did I lose them?"))
    assert capsys.readouterr().out == (
        "You spoke of your platform.\n  6: “our platform is the best”\n"
    )
    coach(workspace, asked(call, ask="And then?", json=True))
    (sentence,) = json.loads(capsys.readouterr().out)["answer"]
    assert sentence == {
        "says": "You spoke of your platform.",
        "quotes": [{"turn": 6, "start": 41, "end": 65, "quote": "our platform is the best"}],
    }


def test_without_a_model_one_line_says_what_to_do(roleplay: Roleplay, home: Path) -> None:
    with Workspace(settings(home), Clock()) as workspace:
        call = play(workspace, SELLER)
    assert "no model is set up for the coach" in roleplay("coach", call).failed(2)
    assert "no call" in roleplay("coach", "nonesuch").failed(2).lower()
