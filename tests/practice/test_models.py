"""The door to a model as a workspace opens it: what is kept of it, and what it may cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.domain.requests import Outcome
from roleplay.llm import Ask, Endpoint, Limits, Message, ModelFailed
from roleplay.practice import calls
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.fakes import FakeDoor
from tests.practice.examples import Clock, settings

MODEL = ModelSettings(base_url="http://127.0.0.1:9/v1", model="small", judge="big")


class Opener:
    """Opens fakes, and remembers what it was given."""

    def __init__(self) -> None:
        self.opened: list[FakeDoor] = []
        self.endpoints: list[Endpoint] = []
        self.limits: list[Limits] = []
        self.answers: Any = lambda ask: "Two per cent."

    def __call__(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        hooks.pop("on_wait")
        self.endpoints.append(endpoint)
        self.limits.append(limits)
        self.opened.append(FakeDoor(self.answers, roles=endpoint.models, **hooks))
        return self.opened[-1]


def ask(role: Any = "buyer", size: int = 40) -> Ask:
    return Ask(role=role, messages=(Message("user", "x" * size),), most_tokens=50)


def asked_until_refused(door: Any) -> ModelFailed:
    for _ in range(100):
        try:
            "".join(door.stream(ask()))
        except ModelFailed as failed:
            return failed
    raise AssertionError("never refused")


@pytest.fixture
def opener() -> Opener:
    return Opener()


def workspace_with(home: Path, opener: Opener, model: ModelSettings = MODEL) -> Workspace:
    likes = Preferences(model=model)
    return Workspace(replace(settings(home), preferences=likes), Clock(), opener)


@pytest.fixture
def workspace(tmp_path: Path, opener: Opener) -> Iterator[Workspace]:
    with workspace_with(tmp_path / "home", opener) as opened:
        yield opened


def test_without_a_model_there_is_no_door(tmp_path: Path, opener: Opener) -> None:
    with workspace_with(tmp_path, opener, ModelSettings(model="small")) as workspace:
        assert workspace.door() is None
    with workspace_with(tmp_path, opener, ModelSettings(base_url=MODEL.base_url)) as workspace:
        assert workspace.door() is None
    assert opener.opened == []


def test_a_door_leads_where_the_settings_say(workspace: Workspace, opener: Opener) -> None:
    door = workspace.door()
    assert door is not None
    assert workspace.door() is door
    (endpoint,) = opener.endpoints
    assert endpoint.base_url == "http://127.0.0.1:9/v1"
    own = {"buyer": "small", "judge": "big", "coach": "small"}
    assert endpoint.models == {**own, "seller": "small"}
    assert not door.has("listener")
    assert opener.limits[0].first_token == 30.0


def test_what_is_asked_for_a_call_is_kept_with_it_and_its_turn(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a")
    assert live.id is not None
    live.say("How do you know claims are under control?")
    door = workspace.door(live.id)
    assert door is not None
    assert "".join(door.stream(ask())) == "Two per cent."
    "".join(door.stream(ask("judge")))
    first, second = workspace.store.requests(live.id)
    assert (first.request.role, first.turn, first.request.text) == ("buyer", 3, "Two per cent.")
    assert (second.request.role, second.turn) == ("judge", None)


def test_of_a_call_that_is_not_kept_nothing_is_and_still_it_counts(
    tmp_path: Path, opener: Opener
) -> None:
    model = replace(MODEL, tokens_per_call=200)
    with workspace_with(tmp_path, opener, model) as workspace:
        door = workspace.door(None, kept=False)
        assert door is not None
        failed = asked_until_refused(door)
        assert "this call the model would use" in str(failed)
        assert failed.outcome is Outcome.OVER_BUDGET
        assert workspace.store.costs() == ()
        assert 5 < len(opener.opened[0].asked) < 20


def test_each_call_that_is_not_kept_has_a_budget_of_its_own(tmp_path: Path, opener: Opener) -> None:
    model = replace(MODEL, tokens_per_call=100, tokens_per_day=250)
    with workspace_with(tmp_path, opener, model) as workspace:
        for _ in range(2):
            calls.start(workspace, "claims", "a", save=False)
            door = workspace.door(None, kept=False)
            assert "this call the model would use" in str(asked_until_refused(door))
        calls.start(workspace, "claims", "a", save=False)
        assert "today the model would use" in str(asked_until_refused(door))
        assert len(opener.opened) == 1


def test_a_call_that_was_forgotten_meanwhile_leaves_nothing(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a")
    assert live.id is not None
    live.end()
    door = workspace.door(live.id)
    assert door is not None
    pieces = door.stream(ask("judge"))
    next(pieces)
    workspace.store.forget_call(live.id)
    assert "".join(pieces)
    assert workspace.store.costs() == ()


def test_a_call_stops_politely_at_its_budget_and_another_goes_on(
    tmp_path: Path, opener: Opener
) -> None:
    with workspace_with(tmp_path, opener, replace(MODEL, tokens_per_call=100)) as workspace:
        ids = [calls.start(workspace, "claims", "a").id for _ in range(2)]
        door, other = (workspace.door(each) for each in ids)
        assert door is not None
        assert other is not None
        said = str(asked_until_refused(door))
        assert "of the 100 it may" in said
        assert f"tokens_per_call under [model] in {workspace.settings.file}" in said
        assert "\n" not in said
        assert workspace.store.spent(call_id=ids[0]) <= 100
        assert "".join(other.stream(ask()))


def test_a_day_stops_politely_at_its_budget_and_the_next_begins_anew(
    tmp_path: Path, opener: Opener
) -> None:
    clock = Clock()
    likes = Preferences(model=replace(MODEL, tokens_per_day=100))
    with Workspace(replace(settings(tmp_path), preferences=likes), clock, opener) as workspace:
        door = workspace.door()
        assert door is not None
        assert "today the model would use" in str(asked_until_refused(door))
        clock.at = clock.at.replace(day=25)
        assert "".join(door.stream(ask()))


def test_what_no_endpoint_counts_is_guessed_for_the_day_over_all_calls(tmp_path: Path) -> None:
    class Uncounted(Opener):
        def __call__(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
            keep = hooks["keep"]
            untold = {"tokens_in": None, "tokens_out": None}
            hooks["keep"] = lambda request: keep(request.model_copy(update=untold))
            return super().__call__(endpoint, limits, **hooks)

    clock, opener = Clock(), Uncounted()
    likes = Preferences(model=replace(MODEL, tokens_per_day=150))
    with Workspace(replace(settings(tmp_path), preferences=likes), clock, opener) as workspace:
        asked = 0
        with pytest.raises(ModelFailed, match="today the model would use"):  # noqa: PT012  how far
            for name in "abcdefghijklmnop":  # more calls than doors stay open
                door = workspace.door(None, kept=False) if name == "a" else None
                door = door or workspace.door(calls.start(workspace, "claims", "a").id)
                assert door is not None
                "".join(door.stream(ask()))
                asked += 1
        assert 8 < asked < 14
        clock.at = clock.at.replace(day=25)
        tomorrow = workspace.door()
        assert tomorrow is not None
        assert "".join(tomorrow.stream(ask()))


def test_without_a_limit_there_is_none(tmp_path: Path, opener: Opener) -> None:
    model = replace(MODEL, tokens_per_call=0, tokens_per_day=0)
    with workspace_with(tmp_path, opener, model) as workspace:
        door = workspace.door()
        assert door is not None
        assert "".join(door.stream(ask(size=40_000_000)))


def test_other_settings_close_the_doors_and_open_new_ones(
    workspace: Workspace, opener: Opener
) -> None:
    workspace.door()
    likes = Preferences(model=replace(MODEL, buyer="off"))
    workspace.use(replace(workspace.settings, preferences=likes))
    assert opener.opened[0].closed
    door = workspace.door()
    assert door is not None
    assert not door.has("buyer")
    workspace.close()
    assert opener.opened[1].closed
