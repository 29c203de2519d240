"""A scripted seller's lines, played through against the buyer without being kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.domain.model import digest
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import Event, Started
from roleplay.engine import mind
from roleplay.engine.call import Call, events_of
from roleplay.engine.voices.scripted import Scripted
from roleplay.listening import VERSION, Topics

from .scores import score_call


@dataclass(frozen=True)
class Played:
    """A call that was played through."""

    events: tuple[Event, ...]
    scorecard: Scorecard
    unused_lines: int
    """The seller's lines that were left when the call ended."""


def started(call: Call, variant: str, rubric: Rubric, seed: int, voice: str) -> Started:
    """How a call begins in the record."""
    return Started(
        scenario=call.scenario.id,
        variant=variant,
        scenario_digest=digest(call.scenario),
        rubric=rubric.id,
        rubric_digest=digest(rubric),
        seed=seed,
        voice=voice,
        state=call.state,
        listener=VERSION,
        mind=mind.VERSION,
    )


def play(
    scenario: Scenario,
    variant: str,
    seller: Sequence[str],
    *,
    rubric: Rubric,
    strategy: Strategy | None,
    seed: int = 0,
    topics: Topics | None = None,
) -> Played:
    """Play the seller's lines, one turn each (an empty one is a pause), and score the call.

    ``scenario`` is the call as the variant has it; ``topics`` are its own, if they are at hand.
    """
    call = Call(scenario, topics or Topics.of(scenario), Scripted(scenario, seed))
    events: list[Event] = list(
        events_of(call.start(started(call, variant, rubric, seed, "scripted")))
    )
    said = 0
    for line in seller:
        if call.ended:
            break
        events += events_of(call.say(line))
        said += 1
    if not call.ended:
        events += call.end()
    return Played(
        events=tuple(events),
        scorecard=score_call(scenario, strategy, rubric, events),
        unused_lines=len(seller) - said,
    )
