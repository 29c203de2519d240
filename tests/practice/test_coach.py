"""The coach of a kept call: what it is given, what is kept, and that it is asked only once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.domain.problem import BadInput
from roleplay.llm import Ask, Endpoint, Limits
from roleplay.practice import calls, coach
from roleplay.practice.debriefs import debrief
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.fakes import FakeDoor
from tests.practice.examples import Clock, play, settings

MODEL = ModelSettings(base_url="http://127.0.0.1:9/v1", model="small")
ASKS = "You look at some of the files afterwards; how do you choose which ones?"
TAKES_UP = "You told me four percent was overpaid; what does that come to in a year?"
LINES = {
    "lines": [
        {"line": ASKS, "need": "need-1", "why": "It goes after what makes them sure."},
        {"line": TAKES_UP, "need": "need-1", "why": "Nobody had multiplied it out."},
    ]
}
PITCHES = (
    "How do you know claims are under control?",
    "What do you lose to overpayment?",
    "We are the leader in claims software and our platform is the best there is.",
    "We have dashboards and alerts in our platform.",
)


class Opener:
    """Opens doors that answer what `answers` says, and keeps them."""

    def __init__(self) -> None:
        self.doors: list[FakeDoor] = []
        self.answers: Any = lambda ask: LINES

    def __call__(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        hooks.pop("on_wait")
        self.doors.append(FakeDoor(lambda ask: self.answers(ask), roles=endpoint.models, **hooks))
        return self.doors[-1]

    @property
    def asked(self) -> list[Ask]:
        return [ask for door in self.doors for ask in door.asked]


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def workspace(tmp_path: Path, opener: Opener) -> Iterator[Workspace]:
    at = replace(settings(tmp_path / "home"), preferences=Preferences(model=MODEL))
    with Workspace(at, Clock(), opener) as opened:
        yield opened


def test_two_lines_at_the_moment_that_the_debrief_shows(
    workspace: Workspace, opener: Opener
) -> None:
    call = play(workspace, PITCHES)
    found = coach.suggestions(workspace, call)
    seen = debrief(workspace, call)
    assert found is not None
    assert seen.moment is not None
    assert found.turn == seen.moment.turn
    assert [each.line for each in found.lines] == [ASKS, TAKES_UP]
    assert {each.need_called for each in found.lines} == {"Leakage nobody multiplies out"}
    assert not found.note


def test_they_are_kept_with_the_call_and_asked_for_once(
    workspace: Workspace, opener: Opener
) -> None:
    call = play(workspace, PITCHES)
    first = coach.suggestions(workspace, call)
    asked = len(opener.asked)
    assert coach.suggestions(workspace, call) == first
    assert len(opener.asked) == asked
    workspace.use(settings(workspace.settings.home))  # Without a model, what is kept is shown.
    assert coach.suggestions(workspace, call) == first
    assert [each.request.role for each in workspace.store.requests(call)] == ["coach"] * asked


def test_others_can_be_asked_for(workspace: Workspace, opener: Opener) -> None:
    call = play(workspace, PITCHES)
    coach.suggestions(workspace, call)
    asked = len(opener.asked)
    coach.suggestions(workspace, call, again=True)
    assert len(opener.asked) > asked


def test_what_stayed_hidden_is_not_in_the_prompt(workspace: Workspace, opener: Opener) -> None:
    call = play(workspace, PITCHES)
    coach.suggestions(workspace, call)
    opener.answers = lambda ask: {"about_the_call": False, "sentences": []}
    coach.ask(workspace, call, "Where did I lose them?")
    sent = "\n".join(message.text for ask in opener.asked for message in ask.messages)
    said = "\n".join(turn.text for turn in calls.reopen(workspace, call).turns)
    scenario = workspace.library.scenario("claims")
    for need in scenario.needs:
        for line in [line for rung in need.reveals for line in rung.say if line not in said]:
            assert line not in sent
    for objection in scenario.objections:
        assert objection.behind[0] not in sent
    assert "four percent overpaid" in sent


def test_a_call_without_anything_said_of_a_need_has_nothing_to_tie_a_line_to(
    workspace: Workspace, opener: Opener
) -> None:
    call = play(workspace, tuple(["We are the leader and our platform is the best."] * 3))
    found = coach.suggestions(workspace, call)
    assert found is not None
    assert not found.lines
    assert "Take the moment again" in found.note
    assert not opener.asked


def test_a_talk_is_kept_and_goes_on(workspace: Workspace, opener: Opener) -> None:
    call = play(workspace, PITCHES)
    said = {
        "says": 'You spoke of yourself: "our platform is the best there is".',
        "turn": 6,
        "quote": "We are the leader",
    }
    opener.answers = lambda ask: {"about_the_call": True, "sentences": [said]}
    reply = coach.ask(workspace, call, "Where did I lose them?")
    assert reply.text == said["says"]
    assert coach.talk(workspace, call)[0].reply == reply
    coach.ask(workspace, call, "And then?")
    assert [each.asked for each in coach.talk(workspace, call)] == [
        "Where did I lose them?",
        "And then?",
    ]
    earlier = [json.loads(message.text) for message in opener.asked[-1].messages[1:]]
    assert {"asked": "Where did I lose them?"} in earlier


def test_without_a_model_one_line_says_where_to_set_it(workspace: Workspace) -> None:
    call = play(workspace, PITCHES)
    workspace.use(settings(workspace.settings.home))
    with pytest.raises(BadInput, match="no model is set up for the coach"):
        coach.suggestions(workspace, call)
    with pytest.raises(BadInput, match="no model is set up for the coach"):
        coach.ask(workspace, call, "Why?")


def test_a_call_that_goes_on_has_no_coach(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a", 0)
    with pytest.raises(BadInput, match="not finished"):
        coach.suggestions(workspace, live.id or "")
