"""A moment of a call about claims, for lines to be said at."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from roleplay.coaching.coach import ShownNeed
from roleplay.coaching.fitting import Aim, Place
from roleplay.coaching.known import Known
from roleplay.domain.moves import ASKING, Speaker
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn
from roleplay.listening import Topics
from tests.builders import need, scenario
from tests.coaching.examples import state


def turns(*texts: str) -> tuple[Turn, ...]:
    """The buyer speaks first, then each in turn."""
    sides = (Speaker.BUYER, Speaker.SELLER)
    return tuple(
        Turn(turn=number, speaker=sides[(number - 1) % 2], text=text)
        for number, text in enumerate(texts, start=1)
    )


CALL = turns(
    "I think claims are under control.",
    "How do you know that?",
    "We audit two percent of the files after the fact.",
    "We are the leader in claims software and our platform is the best.",
    "We are not doing another core replacement.",
    "What did the audit find?",
    "It found four percent overpaid. Nobody multiplied that out.",
)
NEEDS = (ShownNeed("leakage", "Leakage nobody multiplies out", "It found four percent overpaid."),)


@cache
def call() -> Scenario:
    """The scenario of it."""
    return scenario(
        needs=[
            {
                **need("leakage"),
                "title": "Leakage nobody multiplies out",
                "listen_for": ["how do you know claims are under control", "what is overpaid"],
                "hints": ["Our adjusters in Leeds never complain."],
                "reveals": [
                    {
                        "say": "The last audit found four percent overpaid to garages.",
                        "when": {"asked": "leakage"},
                        "becomes": "stated",
                    },
                    {"say": "That would be nine million.", "when": {"quantifies": "leakage"}},
                ],
            }
        ]
    )


@cache
def _topics() -> Topics:
    return Topics.of(call())


def place(turn: int = 4, **fields: Any) -> Place:
    """That moment, with what ``fields`` put in its place."""
    before = [each for each in CALL if each.turn < turn]
    made = Place(
        turn=turn,
        turns=CALL,
        aim=Aim("Do you take up what the buyer just said?", ASKING),
        most_words=24,
        topics=_topics(),
        known=Known(call(), None, before),
        known_after=Known(call(), None, CALL),
        state=state(),
    )
    return replace(made, **fields)
