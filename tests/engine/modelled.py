"""Calls in which a stand-in for a model speaks for the buyer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Event, HalfSaid, SpokenEvent, Started
from roleplay.engine.call import Call
from roleplay.engine.voices.model import ModelVoice
from roleplay.engine.voices.scripted import Scripted
from roleplay.engine.voices.voice import Voice
from roleplay.listening import Topics
from tests.engine.playing import LIBRARY
from tests.fakes import FakeDoor

SAID = Path(__file__).parent / "said"
SHIPPED = (
    "sceptical-cfo",
    "easy-yes",
    "leaving-present",
    "nightmare-rollout",
    "a-quote",
    "interface-owner",
    "ten-minutes",
    "page-six",
)


@cache
def shipped(name: str) -> Scenario:
    return LIBRARY.scenario(name)


@cache
def topics_of(name: str) -> Topics:
    return Topics.of(shipped(name))


def lines_in(file: str) -> list[str]:
    lines = (SAID / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def model(scenario: Scenario, door: FakeDoor, seed: int = 0) -> ModelVoice:
    return ModelVoice(scenario, lambda: door, seed)


def opened(scenario: Scenario, topics: Topics, voice: Voice | None = None, seed: int = 0) -> Call:
    """A call whose opener has been said."""
    call = Call(scenario, topics, Scripted(scenario, seed), voice)
    list(call.start(started_as(call, seed)))
    return call


def started_as(call: Call, seed: int = 0) -> Started:
    return Started(
        scenario=call.scenario.id,
        variant="a",
        scenario_digest="",
        rubric=call.scenario.rubric,
        rubric_digest="",
        seed=seed,
        voice=call.voice.name,
        state=call.state,
        listener="",
        mind="",
    )


def spoken(happening: Iterable[Event | HalfSaid]) -> SpokenEvent:
    return next(event for event in happening if isinstance(event, SpokenEvent))


def told_to_say(ask: Any) -> list[str]:
    """The words that the direction of a prompt holds."""
    return [line["words"] for line in json.loads(ask.messages[-1].text)["say_now"]]


def obedient(ask: Any) -> str:
    return " ".join(told_to_say(ask))


Speaks = Callable[[Any], Any]
