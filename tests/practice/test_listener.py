"""A model and embeddings help to hear in a kept call; nothing waits for them or fails by them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.domain.moves import Kind
from roleplay.domain.problem import Broken
from roleplay.domain.requests import Outcome
from roleplay.domain.transcript import Event, HeardEvent
from roleplay.engine.replay import verify
from roleplay.listening import Topics
from roleplay.llm import Ask, Endpoint, Limits, ModelFailed, Stop
from roleplay.practice import calls, history
from roleplay.practice.exports import document
from roleplay.practice.listener import RESTS, SILENT_MOST
from roleplay.practice.live import LiveCall
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.fakes import FakeDoor
from tests.practice.examples import GOOD, Clock, settings

LISTENER = ModelSettings(base_url="http://127.0.0.1:9/v1", listener="small", coach="off")
MEANINGS = ModelSettings(base_url="http://127.0.0.1:9/v1", embeddings="e5")
LONG = 30.0


def hears(kind: str, *topics: str) -> Callable[[Ask], Any]:
    """A model that takes the whole turn for that."""

    def answer(ask: Ask) -> dict[str, Any]:
        turn = json.loads(ask.messages[-1].text)["turn"]
        part = {"quote": turn, "kind": kind, "topics": list(topics)}
        return {"segments": [part], "dominant": kind}

    return answer


class Endpoints:
    """What stands behind the doors."""

    def __init__(self, answer: Callable[[Ask], Any] | None = None) -> None:
        self.answer = answer or hears("open_question")
        self.doors: list[FakeDoor] = []

    def open(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        hooks.pop("on_wait")
        door = FakeDoor(lambda ask: self.answer(ask), roles=endpoint.models, **hooks)
        self.doors.append(door)
        return door

    @property
    def asked(self) -> list[Ask]:
        return [ask for door in self.doors for ask in door.asked]


def opened(home: Path, endpoints: Any, model: ModelSettings = LISTENER) -> Workspace:
    return Workspace(
        replace(settings(home), preferences=Preferences(model=model)), Clock(), endpoints.open
    )


def heard(events: Sequence[Event]) -> list[HeardEvent]:
    return [event for event in events if isinstance(event, HeardEvent)]


def play(workspace: Workspace, lines: Sequence[str] = GOOD) -> LiveCall:
    live = calls.start(workspace, "claims", "a", seed=0)
    if workspace.settings.model.embeddings:
        live.listener.nearness().join(LONG)
    for line in lines:
        if not live.ended:
            live.say(line)
    if not live.ended:
        live.end()
    return live


def worked_out_again(workspace: Workspace, live: LiveCall) -> history.Replayed:
    (found,) = history.verified(workspace, live.id)
    return found


def test_without_a_listener_nothing_is_asked(tmp_path: Path) -> None:
    endpoints = Endpoints()
    with opened(tmp_path, endpoints, replace(LISTENER, listener="", model="big")) as workspace:
        live = play(workspace)
        assert endpoints.doors == []
        assert all(not each.helped_by and not each.disagreements for each in heard(live.events))


def test_a_model_has_a_say_and_what_it_was_asked_is_kept(tmp_path: Path) -> None:
    endpoints = Endpoints(hears("closed_question"))
    with opened(tmp_path, endpoints) as workspace:
        live = play(workspace)
        helped = [each for each in heard(live.events) if each.helped_by == ("model",)]
        assert len(helped) == len(endpoints.asked) == len([line for line in GOOD if line])
        first = helped[0].disagreements[0]
        assert (first.offline, first.model) == (Kind.OPEN_QUESTION, Kind.CLOSED_QUESTION)
        rows = workspace.store.requests(live.id or "")
        assert [row.request.role for row in rows] == ["listener"] * len(endpoints.asked)
        assert [row.turn for row in rows] == [each.turn for each in helped]
        assert calls.reopen(workspace, live.id or "").events == live.events
        written = document(workspace, live.id or "")["turns"]
        assert written[1] == {
            "turn": 2,
            "speaker": "seller",
            "text": GOOD[0],
            "helped_by": ["model"],
            "disagreements": [
                {
                    "quote": GOOD[0],
                    "offline": "open_question",
                    "model": "closed_question",
                    "heard": first.heard.value,
                }
            ],
        }
        assert set(written[0]) == {"turn", "speaker", "text", "voice"}


def test_a_call_heard_with_a_model_is_worked_out_again_without_it(tmp_path: Path) -> None:
    with opened(tmp_path, Endpoints(hears("closed_question"))) as workspace:
        live = play(workspace)
        found = worked_out_again(workspace, live)
        assert found.difference is None
        assert found.helped == tuple(each.turn for each in heard(live.events) if each.helped_by)
        assert found.helped
        # What was made of it, and whether it fits the turn, is looked at all the same.
        for change in ("parts", "no help"):
            events = list(live.events)
            place = events.index(next(each for each in heard(events) if each.helped_by))
            kept = events[place]
            assert isinstance(kept, HeardEvent)
            segments = kept.heard.segments
            shorter = segments[0].model_copy(update={"end": segments[0].end - 3})
            other = {
                "parts": {
                    "heard": kept.heard.model_copy(update={"segments": (shorter, *segments[1:])})
                },
                "no help": {"helped_by": ()},
            }[change]
            events[place] = kept.model_copy(update=other)
            difference = verify(live.scenario, events)
            assert difference is not None
            assert (difference.turn, difference.what) == (kept.turn, "heard")


FAILURES = [
    ModelFailed(Outcome.UNREACHABLE, "nothing listens."),
    ModelFailed(Outcome.OVER_BUDGET, "spent."),
    Broken("the disk is full"),
    {"segments": [], "dominant": "pitch"},
    {"nonsense": True},
    "no JSON",
]


@pytest.mark.parametrize("given", FAILURES, ids=str)
def test_a_listener_that_fails_leaves_what_code_heard(tmp_path: Path, given: Any) -> None:
    with opened(tmp_path / "a", Endpoints(lambda ask: given)) as workspace:
        live = play(workspace)
        assert live.ended
        assert not any(each.helped_by for each in heard(live.events))
        assert verify(live.scenario, live.events) is None
        if isinstance(given, ModelFailed):
            late = [each.disagreements for each in heard(live.events) if each.heard.segments]
            assert all(len(one) == 1 and one[0].model is None for one in late[:SILENT_MOST])
    with opened(tmp_path / "b", Endpoints(), ModelSettings()) as workspace:
        alone = [each.heard for each in heard(play(workspace).events)]
    assert [each.heard for each in heard(live.events)] == alone


def test_a_model_that_stays_silent_is_left_alone_for_some_turns(tmp_path: Path) -> None:
    endpoints = Endpoints(lambda ask: ModelFailed(Outcome.UNREACHABLE, "nothing listens."))
    line = "How do you know claims are under control?"
    with opened(tmp_path, endpoints) as workspace:
        live = calls.start(workspace, "claims", "a", seed=0, save=False)
        said, topics = live.turns, Topics.of(live.scenario)
        for turn in range(SILENT_MOST + 2 * RESTS + 2):
            live.listener(f"{line} {turn}?", said, topics)
        assert len(endpoints.asked) == SILENT_MOST + 2
        endpoints.answer = hears("pitch")
        for turn in range(RESTS + 3):
            live.listener(f"{line} {turn}?", said, topics)
        assert len(endpoints.asked) == SILENT_MOST + 2 + 3


class Slow(Endpoints):
    """Its answers come when somebody stops waiting."""

    def open(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        door = super().open(endpoint, limits, **hooks)

        class Late(FakeDoor):
            def answer(self, ask: Ask, shape: Any, stop: Stop | None = None) -> Any:
                assert stop is not None
                given_up = threading.Event()
                with stop.calls(given_up.set):
                    assert given_up.wait(LONG)
                return super().answer(ask, shape, stop)

        door.__class__ = Late
        return door


def test_a_listener_is_not_waited_for_beyond_its_time(tmp_path: Path) -> None:
    impatient = replace(LISTENER, listener_seconds=0.1)
    with opened(tmp_path, Slow(), impatient) as workspace:
        live = play(workspace, GOOD[:2])
        assert [one.disagreements[0].model for one in heard(live.events)] == [None, None]
        rows = workspace.store.requests(live.id or "")
        assert [row.request.outcome for row in rows] == [Outcome.STOPPED] * 2
        assert worked_out_again(workspace, live).difference is None


def test_a_door_that_cannot_be_opened_is_not_tried_every_turn(tmp_path: Path) -> None:
    tried: list[Endpoint] = []

    class Locked:
        def open(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
            tried.append(endpoint)
            raise Broken("the keyring stays locked")

    with opened(tmp_path, Locked()) as workspace:
        live = play(workspace)
        assert live.ended
    assert len(tried) == 1


def test_settings_changed_in_a_call_hold_from_the_next_turn(tmp_path: Path) -> None:
    endpoints = Endpoints()
    with opened(tmp_path, endpoints) as workspace:
        live = calls.start(workspace, "claims", "a", seed=0)
        live.say(GOOD[0])
        off = replace(workspace.settings, preferences=Preferences(model=ModelSettings()))
        on = workspace.settings
        workspace.use(off)
        assert endpoints.doors[0].closed
        live.say(GOOD[1])
        assert len(endpoints.asked) == 1
        workspace.use(on)
        live.say(GOOD[3])
        assert [len(door.asked) for door in endpoints.doors] == [1, 1]


def test_what_was_meant_is_corrected_and_taken_up_and_forked_as_before(tmp_path: Path) -> None:
    endpoints = Endpoints(hears("closed_question"))
    with opened(tmp_path, endpoints) as workspace:
        live = calls.start(workspace, "claims", "a", seed=0)
        live.say(GOOD[0])
        live.correct("open_question")
        assert live.call.heard is not None
        assert live.call.heard.dominant is Kind.OPEN_QUESTION
        live.say(GOOD[1])
        calls.leave(live)
        again = calls.resume(workspace, live.id or "")
        assert again.events == live.events
        again.say(GOOD[3])
        again.end()
        asked = len(endpoints.asked)
        take_two = calls.fork(workspace, again.id or "", 4)
        # What came before is not heard again.
        assert len(endpoints.asked) == asked
        take_two.say(GOOD[1])
        take_two.end()
        assert len(endpoints.asked) == asked + 1
        for each in (again, take_two):
            assert verify(each.scenario, each.events) is None
            assert worked_out_again(workspace, each).difference is None


class Meanings(Endpoints):
    """Knows one meaning, or nothing."""

    def __init__(self, down: bool = False) -> None:
        super().__init__()
        self.down = down
        self.embedded: list[str] = []

    def open(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        door = super().open(endpoint, limits, **hooks)

        def embed(texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
            if self.down:
                raise ModelFailed(Outcome.UNREACHABLE, "nothing listens.")
            self.embedded += texts
            alike = ("overpa", "bleeding")
            return tuple(
                (1.0, 0.0) if any(word in text for word in alike) else (0.0, 1.0) for text in texts
            )

        door.embed = embed  # type: ignore[method-assign]
        return door


BLEEDING = "Where is the money quietly bleeding?"


def test_embeddings_are_made_once_as_a_call_opens_and_have_a_say(tmp_path: Path) -> None:
    endpoints = Meanings()
    with opened(tmp_path, endpoints, MEANINGS) as workspace:
        live = play(workspace, [BLEEDING])
        (event,) = heard(live.events)
        assert event.helped_by == ("embeddings",)
        assert [topic.id for topic in event.heard.topics] == ["leakage"]
        assert worked_out_again(workspace, live).difference is None
        lines = endpoints.embedded[:-1]
        assert "how many claims are overpaid" in lines
        endpoints.embedded.clear()
        play(workspace, [BLEEDING, "", GOOD[0]])
        assert endpoints.embedded == [BLEEDING, GOOD[0]]


def test_a_model_is_asked_beside_embeddings(tmp_path: Path) -> None:
    endpoints = Meanings()
    both = replace(LISTENER, embeddings="e5")
    with opened(tmp_path, endpoints, both) as workspace:
        (event,) = heard(play(workspace, [BLEEDING]).events)
        assert event.helped_by == ("embeddings", "model")


def test_embeddings_that_fail_leave_what_code_heard(tmp_path: Path) -> None:
    with opened(tmp_path, Meanings(down=True), MEANINGS) as workspace:
        live = play(workspace, [BLEEDING, *GOOD])
        assert live.ended
        assert not any(each.helped_by for each in heard(live.events))
