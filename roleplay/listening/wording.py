"""How much an author's own words are said again, in their order or in others like them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

from rapidfuzz import fuzz

from .compiling import Compiled, Words, indexed
from .likeness import FUNCTION, SYNONYM, among, group_of, telling

_ENOUGH = 0.6
"""Mass that a line and what was said must share to be one: less counts in proportion. A common
word weighs 0.3, a rare one 1."""
_BESIDE = 0.6
"""What a word counts that the author wrote elsewhere about the topic."""
_WORD_FOR_WORD = 0.8
"""Likeness of all words, 0 to 1, from which a line is said word for word."""
_IN_PART = 0.88
"""What it counts that the shorter of the two is said inside the longer."""
_UNPROPOSED = 0.75
"""What a step counts in words that propose nothing, and all else in words that do."""
_LINE_SHARE = 0.6
"""What the line's share counts beside the share of what was said."""
_TOGETHER = 0.85
"""What words count that only several lines of a topic hold together."""
_BY_ONE_WORD = 0.72
"""What a topic counts of which one word was said, and others that have nothing to do with it."""
SAYS_SOMETHING = 0.25
"""Rarity above which a word says what is spoken of."""
_REMEMBERED_WORDS = 4096
"""Words whose place among the topics is kept at hand."""
_STRANGE = 1.3
"""What a word weighs more that no topic holds: it says that something else is meant."""
_AUTHORS_OWN = 0.95
"""Score from which it is the author's own line, whatever else speaks against it."""


class _Spoken(NamedTuple):
    """What the topics make of a word that was said."""

    weight: float
    tells: bool
    """It says what is spoken of."""
    in_bag: tuple[float, ...]
    """How surely it is among each topic's words."""
    beside: tuple[bool, ...]
    like: dict[str, float]
    """The author's words that it may be, and how surely."""


class Wording:
    """The words of a scenario's topics, compiled once."""

    def __init__(self, topics: Sequence[Compiled], weights: Mapping[str, float]) -> None:
        """``weights``: how much each of the author's words tells."""
        self._topics = topics
        self._weights = weights
        self._heard: dict[str, _Spoken] = {}
        self._by_initial, self._by_group = indexed(topics)

    def score(
        self, said: Words, place: int, found: Mapping[str, float], proposing: tuple[bool, bool]
    ) -> float:
        """How much what was said is one of a topic's lines, 0 to 1.

        ``place``: of the topic; ``found``: what `found` gives; ``proposing``: whether the words
        propose something to be done, and whether they may.
        """
        topic = self._topics[place]
        words = [self._spoken(word) for word in said.stems]
        mass = sum(word.weight for word in words)
        known = sum(
            word.weight * max(word.in_bag[place], _BESIDE * word.beside[place]) for word in words
        )
        spoken_for = known / mass if mass else 0.0
        together = [word.weight for word in words if word.in_bag[place] > SYNONYM]
        score = 0.0
        if len(together) >= 2 and mass:
            shared = sum(together)
            score = _TOGETHER * shared / mass * min(1.0, shared / (2 * _ENOUGH))
        for line in topic.lines:
            if line.words.key == said.key:
                return 1.0
            score = max(score, line.counts * self._line(line.words, said.key, found, spoken_for))
        if score < _WORD_FOR_WORD:
            # One word alone speaks for the topic, beside two at least that do not.
            shared_words = sum(1 for word in words if word.tells and word.in_bag[place])
            strange = sum(
                1
                for word in words
                if word.tells and not word.in_bag[place] and not word.beside[place]
            )
            if strange > shared_words and shared_words <= 1:
                score *= _BY_ONE_WORD
        if score < _AUTHORS_OWN and amiss(topic.of == "commitment", proposing):
            score *= _UNPROPOSED
        return min(score, 1.0)

    def _line(self, line: Words, key: str, found: Mapping[str, float], spoken_for: float) -> float:
        """How much one line and what was said are the same, 0 to 1."""
        there = [found.get(word, 0.0) for word in line.stems]
        best = max(there, default=0.0)
        if not best:
            return 0.0
        score = 0.0
        if best > SYNONYM and spoken_for:
            weights = [self._weight(word) for word in line.stems]
            shared = sum(map(mul, weights, there))
            covered = shared / sum(weights)
            both = _LINE_SHARE * covered + (1 - _LINE_SHARE) * spoken_for
            score = min(both, 2 * covered, 2 * spoken_for) * min(1.0, shared / _ENOUGH)
        if len(key) <= 2 * len(line.key):
            alike = fuzz.ratio(line.key, key, score_cutoff=100 * _WORD_FOR_WORD) / 100
            if len(line.key) < 2 * len(key):
                least = 100 * _WORD_FOR_WORD / _IN_PART
                part = fuzz.partial_ratio(line.key, key, score_cutoff=least) / 100
                alike = max(alike, _IN_PART * part)
            if alike >= _WORD_FOR_WORD:
                score = max(score, alike)
        elif len(line.stems) > 2 and f" {line.key} " in f" {key} ":
            score = max(score, _IN_PART)
        return score

    def coverage(
        self,
        line: Sequence[str],
        found: Mapping[str, float],
        known: frozenset[str] = frozenset(),
    ) -> float:
        """The share of a line, by rarity, that was said.

        What is ``known`` goes without saying, as long as two other words of the line are said.
        """
        if sum(1 for word in line if word in found and word not in known) >= 2:
            line = [word for word in line if word in found or word not in known]
        whole = sum(self._weight(word) for word in line)
        if not whole:
            return 0.0
        return sum(self._weight(word) * found.get(word, 0.0) for word in line) / whole

    def found(self, said: Words) -> dict[str, float]:
        """How surely each of the author's words is among what was said; those that are not, not."""
        found: dict[str, float] = {}
        for word in said.stems:
            for theirs, surely in self._spoken(word).like.items():
                if surely > found.get(theirs, 0.0):
                    found[theirs] = surely
        return found

    def _spoken(self, word: str) -> _Spoken:
        """What the topics make of a stem: worked out once."""
        spoken = self._heard.get(word)
        if spoken is None:
            if len(self._heard) >= _REMEMBERED_WORDS:
                self._heard.clear()
            said = frozenset((word,))
            # The author's words that may be this one, a form of it or a synonym.
            likely = (*self._by_initial.get(word[0], ()), *self._by_group.get(group_of(word), ()))
            like = {theirs: among(theirs, said) for theirs in likely}
            spoken = self._heard[word] = _Spoken(
                weight=self._weight(word),
                tells=telling(word) > SAYS_SOMETHING and self._weights.get(word) != FUNCTION,
                in_bag=tuple(among(word, topic.bag) for topic in self._topics),
                beside=tuple(word in topic.beside for topic in self._topics),
                like={theirs: surely for theirs, surely in like.items() if surely},
            )
        return spoken

    def _weight(self, word: str) -> float:
        weight = self._weights.get(word)
        return _STRANGE * telling(word) if weight is None else weight


def amiss(step: bool, proposing: tuple[bool, bool]) -> bool:
    """True for a step in words that propose nothing, and for all else in words that do."""
    return (step and not proposing[1]) or (proposing[0] and not step)
