"""Where a buyer stands up for what was said: doubted figures, wrong summaries, broken promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.domain.buyer import Promise, State
from roleplay.domain.moves import QUESTIONS, Claim, Kind
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn

from .points import Point, Points

KEPT_IN_MIND = frozenset({"effort", "cost", "replacement", "data"})
"""Subjects on which a seller is held to a "none at all"; durations have too many meanings."""


@dataclass(frozen=True)
class Stand:
    """What the buyer will not let pass, and the words it is about."""

    kind: Literal["doubts", "corrects", "reminds"]
    point: Point
    words: tuple[str, ...]
    """doubts: the figure; corrects: what the buyer had said; reminds: the promise, and what is
    said now."""


def stand(points: Points, state: State, turns: Sequence[Turn]) -> Stand | None:
    """The first thing in the turn that the buyer will not let pass."""
    text = turns[-1].text
    for point in points.all:
        segment = point.segment
        if segment.unsupported is not None:
            figure = segment.unsupported
            return Stand("doubts", point, (text[figure.start : figure.end],))
        if segment.contradicts is not None:
            return Stand("corrects", point, _sentence(point, segment.contradicts, turns))
        broken = _broken(segment.claims, state.promises)
        if broken is not None:
            promise, now = broken
            said = _text(turns, promise.turn)[promise.claim.start : promise.claim.end]
            return Stand("reminds", point, (said, text[now.start : now.end]))
    return None


def promised(points: Points, turn: int) -> tuple[Promise, ...]:
    """What the seller promised in this turn that it will not take."""
    return tuple(
        Promise(claim=claim, turn=turn)
        for point in points.all
        for claim in point.segment.claims
        if claim.amount == 0 and claim.subject in KEPT_IN_MIND
    )


def unsure(points: Points, state: State) -> Point | None:
    """A question too close to some topic to refuse and too far to be sure of.

    Only where nothing else in the turn is about anything, never twice in a row, and never in
    place of an answer to a seller who steps away.
    """
    clear = points.dominant is Kind.DISQUALIFY or any(
        point.named or (point.asks and point.topical) for point in points.all
    )
    if state.narrowed is not None or clear:
        return None
    return next((p for p in points.all if p.kind in QUESTIONS and p.segment.near), None)


def nameable(scenario: Scenario, state: State, names: Sequence[str]) -> tuple[str, ...]:
    """The buyer's words for those topics that are in the brief or have come up: at most two."""
    called = {topic.id: topic.called for topic in scenario.topics()}
    brief = scenario.brief.casefold()
    words = []
    for name in names:
        word = called.get(name)
        if word and (name in state.spoken_topics or word.casefold() in brief):
            words.append(word)
    return tuple(words[:2])


def _broken(claims: Sequence[Claim], promises: Sequence[Promise]) -> tuple[Promise, Claim] | None:
    for claim in claims:
        if claim.amount == 0:
            continue
        for promise in promises:
            if promise.claim.subject == claim.subject:
                return promise, claim
    return None


def _text(turns: Sequence[Turn], number: int) -> str:
    return next((t.text for t in turns if t.turn == number), "")


def _sentence(point: Point, number: int, turns: Sequence[Turn]) -> tuple[str, ...]:
    """The sentence of the buyer's turn that shares most words with what the seller made of it."""
    segment = point.segment
    summary = set(turns[-1].text[segment.start : segment.end].casefold().split())
    marked = _text(turns, number).replace("? ", ".\0").replace("! ", ".\0").replace(". ", ".\0")
    sentences = [s.strip() for s in marked.split("\0") if s.strip()]
    if not sentences:
        return ()
    best = max(sentences, key=lambda s: len(summary & set(s.casefold().rstrip(".?!").split())))
    return (best.rstrip("."),)
