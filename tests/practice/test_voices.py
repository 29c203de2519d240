"""A model speaks for the buyer in a kept call: nothing said is lost, whatever fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.requests import Outcome
from roleplay.domain.transcript import DecidedEvent, SpokenEvent
from roleplay.engine.replay import verify
from roleplay.llm import Ask, Endpoint, Limits, ModelFailed
from roleplay.practice import calls
from roleplay.practice.at_hand import at_hand
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.fakes import FakeDoor
from tests.practice.examples import GOOD, Clock, play, settings

MODEL = ModelSettings(base_url="http://127.0.0.1:9/v1", model="small")


class Model:
    """What stands behind the door: it says what it is told to, until `down` or told otherwise."""

    def __init__(self) -> None:
        self.down: Exception | None = None
        self.next: list[str] = []

    def __call__(self, ask: Ask) -> Any:
        if self.down is not None:
            return self.down
        if self.next:
            return self.next.pop(0)
        lines = [line["words"] for line in json.loads(ask.messages[-1].text)["say_now"]]
        return f"Well. {' '.join(lines)}"

    def open(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        hooks.pop("on_wait")
        return FakeDoor(self, roles=endpoint.models, **hooks)


UNREACHABLE = ModelFailed(Outcome.UNREACHABLE, "nothing listens at 127.0.0.1:9. Is it running?")


@pytest.fixture
def model() -> Model:
    return Model()


def opened(home: Path, model: Model, at: ModelSettings = MODEL) -> Workspace:
    return Workspace(
        replace(settings(home), preferences=Preferences(model=at)), Clock(), model.open
    )


@pytest.fixture
def workspace(tmp_path: Path, model: Model) -> Iterator[Workspace]:
    with opened(tmp_path / "home", model) as workspace:
        yield workspace


def test_a_whole_call_by_a_model(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", buyer="model", seed=0)
    assert live.voice == "model"
    seen: list[tuple[int, str]] = []
    live.on_sentence = lambda turn, text: seen.append((turn, text))
    for line in GOOD:
        live.say(line)
    live.end()
    assert live.score().overall == 5.0
    assert [turn.voice for turn in live.turns[:3]] == ["scripted", None, "model"]
    assert seen[0] == (3, "Well.")
    shown = {turn: text for turn, text in seen}
    assert all(turn.text == shown[turn.turn] for turn in live.turns if turn.voice == "model")
    row = workspace.store.call(live.id or "")
    assert row.voice == "model"
    assert len(workspace.store.requests(live.id or "")) == len(GOOD)
    kept = calls.reopen(workspace, live.id or "")
    assert kept.turns == live.turns
    assert verify(live.scenario, kept.events) is None


def test_the_ledger_is_that_of_the_scripted_call(workspace: Workspace) -> None:
    scripted = calls.reopen(workspace, play(workspace))
    live = calls.start(workspace, "claims", "a", buyer="model", seed=0)
    for line in GOOD:
        live.say(line)
    live.end()
    decided = [
        [each for each in call.events if isinstance(each, DecidedEvent)]
        for call in (scripted, live)
    ]
    assert decided[0] == decided[1]


def test_a_sentence_is_kept_before_it_is_shown(workspace: Workspace, model: Model) -> None:
    live = calls.start(workspace, "claims", buyer="model")
    kept: list[tuple[int, str] | None] = []
    live.on_sentence = lambda turn, text: kept.append(workspace.store.half_said(live.id or ""))
    model.next = ["It is fine. We look after it."]
    live.say("Good morning, Dana.")
    assert kept[:2] == [(3, "It is fine."), (3, "It is fine. We look after it.")]
    assert workspace.store.half_said(live.id or "") is None


def test_when_the_endpoint_is_down_the_turn_is_kept_and_may_be_asked_again(
    workspace: Workspace, model: Model
) -> None:
    live = calls.start(workspace, "claims", buyer="model")
    model.down = UNREACHABLE
    with pytest.raises(Broken, match="Is it running"):
        live.say(GOOD[0])
    assert live.waiting
    assert live.failed == str(UNREACHABLE)
    assert live.turns[-1].text == GOOD[0]
    assert isinstance(workspace.store.events(live.id or "")[-1], DecidedEvent)
    with pytest.raises(BadInput, match="waits for its answer"):
        live.say("Something else?")
    model.down = None
    live.say("")
    assert live.turns[-1].voice == "model"
    assert not live.waiting
    assert not live.failed


@pytest.mark.parametrize("save", [True, False])
def test_the_rep_may_go_on_with_the_scripted_buyer(
    workspace: Workspace, model: Model, save: bool
) -> None:
    live = calls.start(workspace, "claims", buyer="model", seed=0, save=save)
    live.say(GOOD[0])
    model.down = UNREACHABLE
    with pytest.raises(ModelFailed):
        live.say(GOOD[1])
    live.use_voice("scripted")
    live.say("")
    for line in GOOD[2:5]:
        live.say(line)
    model.down = None
    live.use_voice("model")
    for line in GOOD[5:]:
        live.say(line)
    live.end()
    voices = [turn.voice for turn in live.turns if turn.voice][1:]
    assert voices == ["model", *["scripted"] * 4, "model", "model"]
    assert live.score().overall == 5.0


def test_a_call_is_resumed_while_the_endpoint_is_down(tmp_path: Path, model: Model) -> None:
    with opened(tmp_path, model) as first:
        live = calls.start(first, "claims", buyer="model")
        model.down = UNREACHABLE
        with pytest.raises(ModelFailed):
            live.say(GOOD[0])
    with opened(tmp_path, model) as second:
        again = calls.resume(second, live.id or "")
        assert again.waiting
        assert again.failed
        assert again.voice == "model"
        again.use_voice("scripted")
        assert again.say("").voice == "scripted"
    with opened(tmp_path, model, ModelSettings()) as third:
        assert calls.resume(third, live.id or "").voice == "scripted"


def test_what_was_half_said_when_the_program_died_is_the_turn(tmp_path: Path, model: Model) -> None:
    with opened(tmp_path, model) as first:
        live = calls.start(first, "claims", buyer="model")
        model.down = UNREACHABLE
        with pytest.raises(ModelFailed):
            live.say(GOOD[0])
        first.store.save_half_said(live.id or "", 3, "You may ask.")
    with opened(tmp_path, model) as second:
        again = calls.resume(second, live.id or "")
        said = next(e for e in reversed(again.events) if isinstance(e, SpokenEvent))
        assert said.spoken.text.startswith("You may ask. ")
        assert said.spoken.cut
        assert said.voice == "model"
        assert not again.waiting
        assert second.store.half_said(live.id or "") is None


def test_a_disk_that_fills_in_mid_sentence_loses_nothing(
    workspace: Workspace, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = calls.start(workspace, "claims", buyer="model")
    model.next = ["Go on. I am all ears."]
    keep = workspace.store.save_half_said

    def full(call_id: str, turn: int, text: str) -> None:
        if "ears" in text:
            raise Broken("history.db: the disk is full.")
        keep(call_id, turn, text)

    monkeypatch.setattr(workspace.store, "save_half_said", full)
    with pytest.raises(Broken, match="full"):
        live.say("Good morning, Dana.")
    assert live.waiting
    assert live.say("").text.startswith("Go on.")
    assert next(e for e in reversed(live.events) if isinstance(e, SpokenEvent)).spoken.cut


def test_a_correction_whose_answer_fails_is_answered_later(
    workspace: Workspace, model: Model
) -> None:
    live = calls.start(workspace, "claims", buyer="model")
    live.say(GOOD[0])
    model.down = UNREACHABLE
    with pytest.raises(ModelFailed):
        live.correct("pitch")
    assert live.waiting
    assert not live.can_correct()
    assert live.turns[-1].text == GOOD[0]
    model.down = None
    live.say("")
    assert live.turns[-1].turn == 3
    assert calls.reopen(workspace, live.id or "").turns == live.turns


def test_a_fork_is_spoken_by_who_spoke_before(workspace: Workspace, model: Model) -> None:
    live = calls.start(workspace, "claims", buyer="model")
    for line in GOOD[:2]:
        live.say(line)
    live.end()
    again = calls.fork(workspace, live.id or "", 4)
    assert again.voice == "model"
    assert again.say(GOOD[1]).voice == "model"
    assert calls.fork(workspace, live.id or "", 4, buyer="scripted").voice == "scripted"


def test_without_a_model_one_line_says_what_to_do(tmp_path: Path, model: Model) -> None:
    with opened(tmp_path, model, ModelSettings()) as workspace:
        with pytest.raises(BadInput, match="no model is set up"):
            calls.start(workspace, "claims", buyer="model")
        with pytest.raises(BadInput, match="allowed: scripted, model"):
            calls.start(workspace, "claims", buyer="person")
        assert not workspace.store.calls()
        live = calls.start(workspace, "claims")
        with pytest.raises(BadInput, match="Settings"):
            live.use_voice("model")
        assert live.voice == "scripted"


def test_whoever_stops_a_model_keeps_what_it_said(workspace: Workspace, model: Model) -> None:
    live = calls.start(workspace, "claims", buyer="model")
    model.next = ["Go on. I am all ears. Really."]
    live.on_sentence = lambda turn, text: live.interrupt()
    assert live.say("Good morning, Dana.").text == "Go on."
    assert not live.waiting


def test_who_spoke_last_speaks_again_while_they_can(tmp_path: Path, model: Model) -> None:
    home = tmp_path / "home"
    with opened(home, model) as workspace:
        assert at_hand(workspace, "claims").model == "small"
        assert at_hand(workspace, "claims").voice == "scripted"
        calls.leave(calls.start(workspace, "claims", buyer="model"))
        assert at_hand(workspace, "claims").voice == "model"
    with opened(home, model, ModelSettings()) as workspace:
        assert at_hand(workspace, "claims").model == ""
        assert at_hand(workspace, "claims").voice == "scripted"


def test_a_model_that_has_not_answered_is_asked_where_it_can_be_seen(
    tmp_path: Path, model: Model
) -> None:
    with opened(tmp_path / "home", model) as workspace:
        live = calls.start(workspace, "claims", buyer="model")
        told: list[str] = []
        live.on_said = lambda: told.append(live.events[-1].event)
        model.down = UNREACHABLE
        with pytest.raises(ModelFailed):
            live.say(GOOD[0])
        assert told == ["said"]
        calls.leave(live)
        model.down = None
        taken_up = calls.resume(workspace, live.id or "", ask=False)
        assert taken_up.waiting
        assert taken_up.would_ask
        taken_up.say("")
        assert taken_up.turns[-1].voice == "model"
