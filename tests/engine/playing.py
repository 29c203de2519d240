"""Northmere's calls, played with any words a seller might come up with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from roleplay.domain.moves import Heard, Kind
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Event, Started
from roleplay.engine.call import Call
from roleplay.engine.voices.scripted import Scripted
from roleplay.library import Library
from roleplay.listening import Topics

ROOT = Path(__file__).parents[2]
LIBRARY = Library([ROOT / "scenarios"], [ROOT / "rubrics"])
WRITTEN = ("sceptical-cfo", "nightmare-rollout", "easy-yes")
CALLS = tuple((name, variant) for name in WRITTEN for variant in "abc")
MOST_TURNS = 14


@cache
def scenario_of(call: tuple[str, str]) -> Scenario:
    """That call as that variant has it."""
    name, variant = call
    return LIBRARY.scenario(name).variant(variant)


@cache
def _topics(call: tuple[str, str]) -> Topics:
    return Topics.of(scenario_of(call))


def empty(call: tuple[str, str], seed: int = 0) -> Call:
    """The call before anybody has said a word."""
    scenario = scenario_of(call)
    return Call(scenario, _topics(call), Scripted(scenario, seed))


def play(
    call: tuple[str, str],
    lines: Iterable[str],
    seed: int = 0,
    meant: Mapping[int, Kind] | None = None,
) -> list[Event]:
    """The events of a call in which the seller says those lines, and then ends it.

    ``meant`` corrects what was heard in the line at that place, from 0, to that kind.
    """
    live = empty(call, seed)
    started = Started(
        scenario=call[0],
        variant=call[1],
        scenario_digest="",
        rubric=scenario_of(call).rubric,
        rubric_digest="",
        seed=seed,
        voice="scripted",
        state=live.state,
        listener="rules",
        mind="mind",
    )
    events = list(live.start(started))
    for place, line in enumerate(lines):
        if not live.ended:
            events += live.say(line)
        kind = (meant or {}).get(place)
        if kind is not None and not live.ended and live.heard and live.heard.segments:
            only = live.heard.segments[0].model_copy(update={"kind": kind})
            events += live.correct(Heard(segments=(only,), dominant=kind))
    if not live.ended:
        events += live.end()
    return events


@cache
def _lines_of(call: tuple[str, str]) -> tuple[str, ...]:
    """Everything in the scenario that a seller could say, true to a topic or in a try."""
    scenario = scenario_of(call)
    lines = [line for topic in scenario.topics() for line in (*topic.listen_for, *topic.met_by)]
    lines += [need.try_saying for need in scenario.needs if need.try_saying]
    lines += [line for each in scenario.tries.values() for line in each.seller]
    return tuple(dict.fromkeys(lines))


@cache
def _vocabulary(call: tuple[str, str]) -> tuple[str, ...]:
    scenario = scenario_of(call)
    texts = [scenario.brief, scenario.buyer.opener, *_lines_of(call)]
    texts += [word for topic in scenario.topics() for word in topic.words]
    words = {word for text in texts for word in re.findall(r"[\w'£%]+", text)}
    openings = ("So", "What", "How many", "It sounds like", "Could you", "We", "Why", "that")
    return (*openings, *sorted(words))


ASIDES = (
    "",
    "Why?",
    "Tell me more about that.",
    "What does that come to in pounds?",
    "You're losing thirty-seven percent of your revenue.",
    "So rates came down sixty percent.",
    "There is no work at all for your people.",
    "It takes two analysts for three weeks.",
    "Our platform is the best on the market.",
    "I don't think we're a fit, and I'd rather you kept your money.",
)
"""What stands on nothing of the author's: silences, sizing, claims, a pitch, a way out."""


def _turns(call: tuple[str, str]) -> st.SearchStrategy[str]:
    line = st.sampled_from(_lines_of(call))
    asked = line.map(lambda words: f"{words[:1].upper()}{words[1:].rstrip('?.')}?")
    built = st.builds(
        lambda words, mark: " ".join(words) + mark,
        st.lists(st.sampled_from(_vocabulary(call)), min_size=1, max_size=12),
        st.sampled_from(("?", ".", "")),
    )
    two = st.builds(lambda a, b: f"{a} {b}", st.one_of(asked, built), st.one_of(line, built))
    aside = st.sampled_from(ASIDES)
    return st.one_of(asked, line, built, two, aside, st.text(max_size=60))


@st.composite
def calls(draw: st.DrawFn) -> tuple[tuple[str, str], list[str], int]:
    """A call, what its seller says turn by turn, and a seed."""
    call = draw(st.sampled_from(CALLS))
    lines = draw(st.lists(_turns(call), max_size=MOST_TURNS))
    return call, lines, draw(st.integers(0, 3))
