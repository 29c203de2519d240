"""What a seller could know at a moment of a call, and whether words tell more than that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roleplay.domain.moves import QUESTIONS, Figure, Heard, Kind
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import Turn
from roleplay.listening.figures import figures, follows, same
from roleplay.listening.likeness import among, telling
from roleplay.listening.segmenting import sentences
from roleplay.listening.words import content, word_set

_TELLS_FROM = 0.5
"""How much a word must tell of its subject, 0 to 1, to give something away."""
_SAME_FROM = 0.9
"""A word itself, or another form of it; a word of like meaning gives nothing away."""
_GIVEN_AWAY = 2
"""So many telling words of one thing that was not said: it is being told."""
_MOST_OF_IT = 0.6
"""Share of a sentence that was not said, by what its words tell, from which it is being told."""
_FEW = 3
"""Counts up to this are a way of speaking: ``two questions``."""
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+")
_WORD = re.compile(r"[\w'’-]+")
_DATES = word_set("""
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """)
_TIMES = frozenset({"minute", "hour", "day", "week"})
_OFFERING = frozenset({Kind.ADVANCE, Kind.AGENDA})


class _Secret(NamedTuple):
    """A sentence that the buyer may say and has not said."""

    all_of_it: tuple[str, ...]
    """The stems of its content words."""
    beyond: tuple[str, ...]
    """The telling ones that could not be known."""
    to_ask: tuple[str, ...]
    """Those of them that a seller cannot be expected to ask by."""


class Known:
    """What the seller had in hand: the briefing, the strategy, and what had been said."""

    def __init__(
        self, scenario: Scenario, strategy: Strategy | None, before: Sequence[Turn]
    ) -> None:
        """``before``: the turns said by then, both sides'."""
        texts = [
            *in_brief(scenario),
            *in_strategy(scenario, strategy),
            *(turn.text for turn in before),
        ]
        asking = list(_ways_of_asking(scenario))
        lines = list(_secrets(scenario))
        said = " ".join(texts).casefold()
        unsaid = [line for line in lines if line.casefold() not in said]
        words = _words(texts)
        expected = words | _words(asking)
        self._secrets = [
            _Secret(
                tuple(dict.fromkeys(content(line))), _beyond(line, words), _beyond(line, expected)
            )
            for line in (*unsaid, *(each for line in unsaid for each in _sentences(line)))
        ]
        self._figures = tuple(figure for text in texts for figure in figures(text))
        self._hidden = tuple(figure for line in unsaid for figure in figures(line))
        names = {name for line in lines for name in _NAME.findall(line)}
        self._names = {name.casefold() for name in names if name.casefold() not in said} - _DATES
        self._to_ask = self._names - {word.casefold() for each in asking for word in each.split()}

    def beyond(self, line: str, heard: Heard) -> str:
        """What of a line could not have been known, quoted; empty if all of it could.

        A question may use the words in which a seller can be expected to ask; what states
        something may not. ``heard``: what the line does.
        """
        for figure in figures(line):
            if not self._given(figure, heard):
                return line[figure.start : figure.end]
        stated: set[str] = set()
        for segment in heard.segments:
            piece = line[segment.start : segment.end]
            asked = segment.kind in QUESTIONS
            names = self._to_ask if asked else self._names
            for found in _WORD.finditer(piece):
                if found[0].casefold() in names:
                    return found[0]
            stems = frozenset(content(piece))
            if asked and any(_tells(each.to_ask, stems) for each in self._secrets):
                return piece
            stated |= set() if asked else stems
        together = frozenset(stated)
        if any(_tells(each.beyond, together) or _is(each, together) for each in self._secrets):
            return line
        return ""

    def _given(self, figure: Figure, heard: Heard) -> bool:
        """True for a figure that was given or follows, and for what the seller may offer.

        ``Thirty minutes on Thursday`` and ``two questions`` are theirs to say.
        """
        if any(same(figure, other) for other in self._figures):
            return True
        if any(same(figure, other) for other in self._hidden):
            return False
        if figure.unit in ("count", "people") and figure.value <= _FEW:
            return True
        offered = figure.unit in _TIMES and any(
            segment.kind in _OFFERING and segment.start <= figure.start < segment.end
            for segment in heard.segments
        )
        return offered or follows(figure, self._figures)


def _tells(words: Sequence[str], stems: frozenset[str]) -> bool:
    return len(_overlap(words, stems)) >= _GIVEN_AWAY


def _is(secret: _Secret, stems: frozenset[str]) -> bool:
    """True if most of a sentence stands in what was stated, a word of it at least unknown."""
    if len(secret.all_of_it) < _GIVEN_AWAY or not _overlap(secret.beyond, stems):
        return False
    there = sum(map(telling, _overlap(secret.all_of_it, stems)))
    return there >= _MOST_OF_IT * sum(map(telling, secret.all_of_it))


def _overlap(words: Sequence[str], stems: frozenset[str]) -> list[str]:
    return [word for word in words if among(word, stems) >= _SAME_FROM]


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in sentences(line)]


def in_brief(scenario: Scenario) -> Iterator[str]:
    """What the seller is told before the call."""
    account, deal, buyer = scenario.account, scenario.deal, scenario.buyer
    yield scenario.title
    yield scenario.brief
    yield scenario.goal
    yield f"{buyer.name}, {buyer.role}"
    yield " ".join(filter(None, (account.name, account.industry, account.region)))
    if account.employees is not None:
        yield f"{account.employees} people"
    if account.revenue is not None:
        yield f"A revenue of {account.revenue:.0f} a year"
    if deal is not None and deal.amount is not None:
        yield f"A deal of {deal.amount:.0f}"


def in_strategy(scenario: Scenario, strategy: Strategy | None) -> Iterator[str]:
    """What the seller's own company tells them about what they sell."""
    if strategy is None:
        return
    if strategy.company:
        yield strategy.company
    for reason in strategy.why_us:
        yield f"{reason.reason} {reason.proof}"
    offering = strategy.offering(scenario.offering)
    if offering is not None:
        yield offering.title
        yield from offering.value.values()
        yield from offering.implementation
        yield from offering.advantages
        for concern in offering.concerns:
            yield concern.answer


def _secrets(scenario: Scenario) -> Iterator[str]:
    """What the author lets the buyer tell, a line at a time."""
    for need in scenario.needs:
        yield need.title
        yield from need.hints
        for reveal in need.reveals:
            yield from reveal.say
    for objection in scenario.objections:
        yield from objection.says
        yield from objection.behind
    for knows in scenario.knows:
        yield from knows.say


def _ways_of_asking(scenario: Scenario) -> Iterator[str]:
    for topic in scenario.topics():
        yield from topic.listen_for
    for need in scenario.needs:
        if need.try_saying:
            yield need.try_saying


def _words(texts: Sequence[str] | Iterator[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in content(text))


def _beyond(secret: str, known: frozenset[str]) -> tuple[str, ...]:
    """The telling words of a line that are not among those known."""
    return tuple(
        word
        for word in dict.fromkeys(content(secret))
        if telling(word) >= _TELLS_FROM and among(word, known) < _SAME_FROM
    )
