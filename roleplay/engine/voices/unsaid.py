"""What the buyer knows and has not said: whether a sentence gives any of it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from roleplay.domain.model import remembered
from roleplay.domain.moves import Figure
from roleplay.domain.scenario import Scenario
from roleplay.listening.figures import figures, same
from roleplay.listening.likeness import FUNCTION, among, telling
from roleplay.listening.meanings import known as is_english
from roleplay.listening.segmenting import sentences
from roleplay.listening.words import FUNCTION_WORDS, content, word_set

FORM = 0.9
"""How surely a word is another one from which it counts as that."""
SOME = 1.5
"""Words' weights that a sentence must share with something unsaid to give it away..."""
SHARE = 0.34
"""... and what share of that thing's own words they must be."""
ECHOED = 0.6
"""The share, where the seller has used the words: to repeat a question gives nothing away."""
FIGURE = 0.5
"""What one of its numbers adds."""
RUN = 3
"""Words in a row, at least, and..."""
QUOTED = 0.7
"""... what share of a fact they must be to have quoted it."""
TELLS = 0.8
"""How much one word of so short a run must tell."""
SMALL = 3
"""Counts up to this are words like others; nobody learns anything from ``two things``."""
MINUTES = 10
"""So many minutes anybody has."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NO_NAMES = word_set(
    """
    i i'm i'd i'll i've monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter english
    mr mrs ms dr ok okay uk us usa eu
    """
)


@dataclass(frozen=True)
class Fact:
    """A sentence that the buyer may come to say."""

    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    figures: tuple[Figure, ...]
    names: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What may be spoken of: it was given, said, or has been decided now."""

    texts: tuple[str, ...]
    """The brief, the account, what the buyer has said, and what is to be said now."""
    heard: tuple[str, ...] = ()
    """What the seller has said: it is known, but nothing in it is thereby true."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Words the buyer may use."""
        return frozenset(stem for text in self.texts for stem in content(text))

    @cached_property
    def running(self) -> tuple[str, ...]:
        """The texts as bare words."""
        return tuple(f" {' '.join(words_of(text))} " for text in self.texts)

    @cached_property
    def heard_stems(self) -> frozenset[str]:
        """And those the seller has used."""
        return self.stems | {stem for text in self.heard for stem in content(text)}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers that were given."""
        return tuple(figure for text in self.texts for figure in numbers(text))

    @cached_property
    def heard_figures(self) -> tuple[Figure, ...]:
        """Numbers the seller has used."""
        return tuple(figure for text in self.heard for figure in numbers(text))

    @cached_property
    def names(self) -> frozenset[str]:
        """Names that were given."""
        return frozenset(name for text in self.texts for name in words_of(text))


@dataclass(frozen=True)
class Unsaid:
    """Everything a scenario's buyer may come to say."""

    facts: tuple[Fact, ...] = field(repr=False)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in it."""
        return frozenset(name for fact in self.facts for name in fact.names)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers in it."""
        return tuple(figure for fact in self.facts for figure in fact.figures)


@dataclass(frozen=True)
class _New:
    """What is new in a fact to whoever knows what may be spoken of."""

    fact: Fact
    stems: frozenset[str]
    weight: float


class Untold:
    """What is unsaid at a moment, and what of it a text would give away."""

    def __init__(self, unsaid: Unsaid, known: Known) -> None:
        self._unsaid = unsaid
        self._known = known
        stems = frozenset(stem for fact in unsaid.facts for stem in fact.stems)
        self._fresh = frozenset(stem for stem in stems if not is_among(stem, known.stems))
        self._unheard = frozenset(
            stem for stem in self._fresh if not is_among(stem, known.heard_stems)
        )
        self._names = unsaid.names - known.names
        self._figures = tuple(
            figure
            for figure in unsaid.figures
            if not is_small(figure) and not _among(figure, known.figures)
        )
        new = (_New(fact, fact.stems & self._fresh, 0.0) for fact in unsaid.facts)
        weighed = (_New(each.fact, each.stems, sum(map(telling, each.stems))) for each in new)
        self._new = tuple(each for each in weighed if each.weight >= SOME)

    def given_away(self, text: str) -> Fact | str | None:
        """What of it a text gives away: a name, a number or a fact; None if nothing."""
        capitals = set(names_of(text))
        for name in words_of(text):
            if name in self._names and (name in capitals or not is_english(name)):
                return name
        for figure in numbers(text):
            if _among(figure, self._figures):
                return text[figure.start : figure.end]
        return self._quoted(text) or self._fact_in(text)

    def _quoted(self, text: str) -> Fact | None:
        """The fact of which most is said word for word."""
        words = tuple(words_of(text))
        said, bare = frozenset(words), f" {' '.join(words)} "
        for fact in self._unsaid.facts:
            least = max(RUN, round(len(fact.words) * QUOTED))
            if sum(word in said for word in fact.words) < least:
                continue
            if len(fact.words) > RUN and self._runs(fact.words, bare):
                return fact
            for place in range(len(fact.words) - least + 1):
                run = fact.words[place : place + least]
                if not self._runs(run, bare):
                    continue
                fresh = [
                    stem for stem in content(" ".join(run)) if not is_among(stem, self._known.stems)
                ]
                if fresh and (least > RUN or max(map(telling, fresh)) >= TELLS):
                    return fact
        return None

    def _runs(self, words: tuple[str, ...], said: str) -> bool:
        """True if those words stand in a row in what is said, and in nothing that is known."""
        run = f" {' '.join(words)} "
        return run in said and not any(run in each for each in self._known.running)

    def _fact_in(self, text: str) -> Fact | None:
        """The fact whose own words the text shares."""
        stems = frozenset(content(text))
        if not stems:
            return None
        said = frozenset(stem for stem in self._fresh if is_among(stem, stems))
        figures_said = numbers(text)
        for each in self._new:
            shared = each.stems & said
            weight = sum(map(telling, shared))
            if not shared or (len(shared) < 2 and weight < each.weight):
                continue
            if any(
                _among(figure, figures_said) and not _among(figure, self._known.figures)
                for figure in each.fact.figures
            ):
                weight += FIGURE
            share = SHARE if shared & self._unheard else ECHOED
            if weight >= SOME and weight / each.weight >= share:
                return each.fact
        return None


@remembered
def unsaid_of(scenario: Scenario) -> Unsaid:
    """What there is to be said in a call."""
    texts = dict.fromkeys(text for line in lines_of(scenario) for text in _sentences(line))
    return Unsaid(
        tuple(
            Fact(
                text=text,
                words=tuple(words_of(text)),
                stems=frozenset(stem for stem in content(text) if telling(stem) > FUNCTION),
                figures=numbers(text),
                names=frozenset(names_of(text)),
            )
            for text in texts
        )
    )


def lines_of(scenario: Scenario) -> Iterator[str]:
    """Everything that is locked as the call begins, in the author's words."""
    for need in scenario.needs:
        yield need.title
        yield from need.hints
        for reveal in need.reveals:
            yield from reveal.say
    for known in scenario.knows:
        yield from known.say
    for objection in scenario.objections:
        yield from (*objection.says, *objection.behind, *objection.met_by)
    for commitment in scenario.commitments:
        yield from (*commitment.accepts, *commitment.declines, *commitment.puts_off)
    for ask in scenario.buyer.asks:
        yield from (*ask.say, *ask.if_dodged)


def numbers(text: str) -> tuple[Figure, ...]:
    """The numbers in a text; ``thirty-eight pounds forty`` is one."""
    found: list[Figure] = []
    for figure in figures(text):
        before = found[-1] if found else None
        pence = before is not None and before.unit == "money" and figure.unit == "count"
        if before is not None and pence and figure.value < 100 and figure.start - before.end == 1:
            value = before.value + figure.value / 100
            found[-1] = before.model_copy(update={"value": value, "end": figure.end})
        else:
            found.append(figure)
    return tuple(found)


def new_number(text: str, known: Known) -> str | None:
    """A number that nobody gave, word for word; None if there is none."""
    for figure in numbers(text):
        given = _among(figure, known.figures) or _among(figure, known.heard_figures)
        if not given and not is_small(figure):
            return text[figure.start : figure.end]
    return None


def is_small(figure: Figure) -> bool:
    """True for a number that anybody may use: a few things or minutes, half, wholly."""
    if figure.unit == "percent":
        return figure.value in (50.0, 100.0)
    if figure.unit == "minute":
        return figure.value <= MINUTES
    return figure.unit != "money" and figure.value <= SMALL


@lru_cache(maxsize=4096)
def names_of(text: str) -> tuple[str, ...]:
    """The names in a text, in small letters: capitals within a sentence, and no English words."""
    found: list[str] = []
    begins = {start for start, _ in sentences(text)}
    for match in _WORD.finditer(text):
        word = _bare(match[0])
        small = word.lower()
        if (
            small[0].isdigit()
            or small in _NO_NAMES
            or small in FUNCTION_WORDS
            or "'" in word
            or "’" in word
        ):
            continue
        inside = match.start() not in begins and text[: match.start()].rstrip()[-1:] not in "\"“‘('"
        if word[:1].isupper() and (inside or not is_english(small)):
            found.append(small)
    return tuple(found)


def words_of(text: str) -> Iterator[str]:
    """Every word of a text, in small letters, and without the ``'s`` of a name."""
    return (_bare(match[0]).lower().replace("’", "'") for match in _WORD.finditer(text))


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word, flags=re.IGNORECASE)


def is_among(stem: str, stems: frozenset[str]) -> bool:
    """True if a stem, or a form of it, is among others."""
    return among(stem, stems) >= FORM


def _among(figure: Figure, others: Iterable[Figure]) -> bool:
    return any(same(figure, other) for other in others)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)] or [text]
