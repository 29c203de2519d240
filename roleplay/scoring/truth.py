"""What a seller says it takes, held against the facts by a model, both sides in their own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from roleplay.domain.moves import Span, Speaker
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Evidence
from roleplay.domain.strategy import Strategy
from roleplay.domain.text import clean

from .judging import Claimed
from .questions import Shown
from .quotes import find
from .verifying import Quoted, Tally, Verifier


class ComparedClaim(BaseModel):
    """A claim of the seller's beside the fact it is about."""

    turn: int
    quote: str
    fact: int | None
    fact_quote: str
    verdict: Literal["agrees", "contradicts", "not_found"]


class Compared(BaseModel):
    """All that a seller says it takes, beside what is known of it."""

    claims: Annotated[list[ComparedClaim], Field(max_length=60)]


def facts_of(scenario: Scenario | None, strategy: Strategy | None) -> tuple[str, ...]:
    """What putting the call's offering to use really takes; empty where nothing says it."""
    if scenario is None or strategy is None:
        return ()
    offering = strategy.offering(scenario.offering)
    return offering.implementation if offering is not None else ()


def claims_document(facts: Sequence[str], turns: Sequence[Shown]) -> str:
    """The user message: one JSON document."""
    body = {
        "facts": [{"fact": n, "text": clean(fact)} for n, fact in enumerate(facts, start=1)],
        "turns": [{"turn": turn["turn"], "text": turn["text"]} for turn in turns],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def claimed(
    compared: Compared, facts: Sequence[str], verifier: Verifier, tally: Tally
) -> Iterator[Claimed]:
    """The claims that a fact speaks against, in words found on both sides, or that none is about.

    A contradiction whose fact cannot be shown is dropped and counted: it may be made up. So is one
    of a fact that the seller says word for word.
    """
    for claim in compared.claims:
        quoted = Quoted(turn=claim.turn, quote=claim.quote)
        words = tally.keep([quoted], verifier, Speaker.SELLER, supports=False)
        if not words or claim.verdict == "agrees":
            continue
        if claim.verdict == "not_found":
            yield Claimed(_span(words[0]), "")
            continue
        known = claim.fact is not None and 1 <= claim.fact <= len(facts)
        fact = facts[claim.fact - 1] if known and claim.fact is not None else ""
        place = find(claim.fact_quote, fact) if fact else None
        if place is None:
            tally.verified -= 1
            tally.dropped["not_in_fact"] += 1
        elif find(fact, words[0].quote) is not None:
            tally.verified -= 1
            tally.dropped["is_the_fact"] += 1
        else:
            yield Claimed(_span(words[0]), fact[place[0] : place[1]])


def _span(words: Evidence) -> Span:
    return Span(turn=words.turn, start=words.start, end=words.end)
