"""How much an author's own words are said again, in their order or in others like them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import NamedTuple

from rapidfuzz import fuzz

from .compiling import Compiled, Index, Words
from .likeness import FUNCTION, SYNONYM, among, likeness, telling

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
_REMEMBERED_LINES = 512
"""Lines of which it is kept at hand what their words weigh."""
_REMEMBERED_TEXTS = 128
"""Texts of which it is kept at hand which of the author's words are in them."""
_STRANGE = 1.3
"""What a word weighs more that no topic holds: it says that something else is meant."""
_SAID_AGAIN = 0.99
"""The most that any words score but the author's own line: of two alike, that one is meant."""
_AUTHORS_OWN = 0.95
"""Score from which it is the author's own line, whatever else speaks against it."""


class _Line(NamedTuple):
    """A line of the author's, ready to be looked for."""

    place: int
    """Of its topic."""
    words: Words
    counts: float
    weights: tuple[float, ...]
    """What each of its stems weighs."""
    whole: float
    """What they weigh together."""


class _In(NamedTuple):
    """A word that was said, in one of the topics."""

    place: int
    in_bag: float
    """How surely it is among the topic's words."""
    known: float
    """The same, or what it counts that the author wrote it elsewhere about the topic."""


class _Spoken(NamedTuple):
    """What the topics make of a word that was said."""

    weight: float
    tells: bool
    """It says what is spoken of."""
    topics: tuple[_In, ...]
    """Those that it has to do with, in file order."""
    like: dict[str, float]
    """The author's words that it may be, and how surely; 0 for one that only may be it."""


class Wording:
    """The words of a scenario's topics, compiled once."""

    def __init__(self, topics: Sequence[Compiled], weights: Mapping[str, float]) -> None:
        """``weights``: how much each of the author's words tells."""
        self._weights = weights
        self._steps = tuple(topic.of == "commitment" for topic in topics)
        self._heard: dict[str, _Spoken] = {}
        self._lines_weighed: dict[tuple[str, ...], tuple[tuple[float, ...], float]] = {}
        self._found: dict[tuple[str, ...], dict[str, float]] = {}
        self._index = Index(topics)
        self._in_bag = _places(topic.bag for topic in topics)
        self._beside = _places(topic.beside for topic in topics)
        self._lines = tuple(
            self._ready(place, line.words, line.counts)
            for place, topic in enumerate(topics)
            for line in topic.lines
        )
        self._lines_with = _places(line.words.stems for line in self._lines)
        self._outright = _places((line.words.key for line in topic.lines) for topic in topics)

    def _ready(self, place: int, words: Words, counts: float) -> _Line:
        return _Line(place, words, counts, *self._weighed(words.stems))

    def scores(
        self, said: Words, found: Mapping[str, float], proposing: tuple[bool, bool]
    ) -> list[float]:
        """How much what was said is one of each topic's lines, 0 to 1, in file order.

        ``found``: what `found` gives; ``proposing``: whether the words propose something to be
        done, and whether they may.
        """
        count = len(self._steps)
        words = [self._spoken(word) for word in said.stems]
        mass = sum(word.weight for word in words)
        known, shared = [0.0] * count, [0.0] * count
        together, telling_here, telling_near = [0] * count, [0] * count, [0] * count
        for weight, tells, topics, _ in words:
            for place, in_bag, anywhere in topics:
                known[place] += weight * anywhere
                if in_bag > SYNONYM:
                    together[place] += 1
                    shared[place] += weight
                if tells:
                    telling_here[place] += in_bag > 0
                    telling_near[place] += 1
        scores = [
            _TOGETHER * shared[place] / mass * min(1.0, shared[place] / (2 * _ENOUGH))
            if together[place] >= 2 and mass
            else 0.0
            for place in range(count)
        ]
        for at in {at for word in found for at in self._lines_with.get(word, ())}:
            line = self._lines[at]
            place = line.place
            spoken_for = known[place] / mass if mass else 0.0
            score = line.counts * _said(line, said.key, found, spoken_for)
            scores[place] = max(scores[place], score)
        telling_all = sum(word.tells for word in words)
        for place, score in enumerate(scores):
            # One word alone speaks for the topic, beside two at least that do not.
            strange = telling_all - telling_near[place]
            if (
                score < _WORD_FOR_WORD
                and telling_here[place] <= 1
                and (strange > telling_here[place])
            ):
                scores[place] *= _BY_ONE_WORD
            if scores[place] < _AUTHORS_OWN and amiss(self._steps[place], proposing):
                scores[place] *= _UNPROPOSED
            scores[place] = min(scores[place], _SAID_AGAIN)
        for place in self._outright.get(said.key, ()):
            scores[place] = 1.0
        return scores

    def known(self, said: Words) -> list[float]:
        """The share of what was said, by rarity, of which each topic's words know, 0 to 1."""
        words = [self._spoken(word) for word in said.stems]
        known = [0.0] * len(self._steps)
        for word in words:
            for place, _, anywhere in word.topics:
                known[place] += word.weight * anywhere
        mass = sum(word.weight for word in words)
        return [each / mass for each in known] if mass else known

    def coverage(
        self,
        line: tuple[str, ...],
        found: Mapping[str, float],
        known: frozenset[str] = frozenset(),
    ) -> float:
        """The share of a line, by rarity, that was said.

        What is ``known`` goes without saying, as long as two other words of the line are said.
        """
        if known and sum(1 for word in line if word in found and word not in known) >= 2:
            line = tuple(word for word in line if word in found or word not in known)
        weights, whole = self._weighed(line)
        if not whole:
            return 0.0
        shared: float = sum(map(mul, weights, [found.get(word, 0.0) for word in line]))
        return shared / whole

    def held_by(self, line: Words, said: tuple[str, ...]) -> float:
        """The share of what was ``said``, by rarity, that a line holds."""
        return self.coverage(said, {word: among(word, line.there) for word in said})

    def _weighed(self, line: tuple[str, ...]) -> tuple[tuple[float, ...], float]:
        """What each stem of a line weighs, and all of them together."""
        weighed = self._lines_weighed.get(line)
        if weighed is None:
            if len(self._lines_weighed) >= _REMEMBERED_LINES:
                self._lines_weighed.clear()
            weights = tuple([self._weight(word) for word in line])
            weighed = self._lines_weighed[line] = weights, sum(weights)
        return weighed

    def found(self, said: Words) -> Mapping[str, float]:
        """How surely each of the author's words is among what was said; those that are not, not."""
        known = self._found.get(said.stems)
        if known is None:
            if len(self._found) >= _REMEMBERED_TEXTS:
                self._found.clear()
            known = self._found[said.stems] = {}
            for word in said.stems:
                for theirs, surely in self._spoken(word).like.items():
                    if surely > known.get(theirs, 0.0):
                        known[theirs] = surely
        return known

    def near(self, said: Words) -> set[str]:
        """The author's words to which something that was said is alike."""
        return {theirs for word in said.stems for theirs in self._spoken(word).like}

    def _spoken(self, word: str) -> _Spoken:
        """What the topics make of a stem: worked out once."""
        spoken = self._heard.get(word)
        if spoken is None:
            if len(self._heard) >= _REMEMBERED_WORDS:
                self._heard.clear()
            in_bag: dict[int, float] = {}
            like: dict[str, float] = {}
            for theirs in self._index.likely(word):
                if surely := likeness(word, theirs):
                    for place in self._in_bag.get(theirs, ()):
                        in_bag[place] = max(surely, in_bag.get(place, 0.0))
                    like[theirs] = 0.0
                if surely := likeness(theirs, word):
                    like[theirs] = surely
            beside = frozenset(self._beside.get(word, ()))
            spoken = self._heard[word] = _Spoken(
                weight=self._weight(word),
                tells=telling(word) > SAYS_SOMETHING and self._weights.get(word) != FUNCTION,
                topics=tuple(
                    _In(place, here, max(here, _BESIDE * (place in beside)))
                    for place in sorted(in_bag.keys() | beside)
                    for here in (in_bag.get(place, 0.0),)
                ),
                like=like,
            )
        return spoken

    def _weight(self, word: str) -> float:
        weight = self._weights.get(word)
        return _STRANGE * telling(word) if weight is None else weight


def _said(line: _Line, key: str, found: Mapping[str, float], spoken_for: float) -> float:
    """How much one line and what was said are the same, 0 to 1.

    ``key``: all that was said; ``spoken_for``: the share of it that the line's topic knows.
    """
    words = line.words
    there = [found.get(word, 0.0) for word in words.stems]
    score = 0.0
    if spoken_for and max(there) > SYNONYM:
        shared = sum(map(mul, line.weights, there))
        covered = shared / line.whole
        both = _LINE_SHARE * covered + (1 - _LINE_SHARE) * spoken_for
        score = min(both, 2 * covered, 2 * spoken_for) * min(1.0, shared / _ENOUGH)
    if len(key) <= 2 * len(words.key):
        alike = fuzz.ratio(words.key, key, score_cutoff=100 * _WORD_FOR_WORD) / 100
        if len(words.key) < 2 * len(key):
            least = 100 * _WORD_FOR_WORD / _IN_PART
            part = fuzz.partial_ratio(words.key, key, score_cutoff=least) / 100
            alike = max(alike, _IN_PART * part)
        if alike >= _WORD_FOR_WORD:
            score = max(score, alike)
    elif len(words.stems) > 2 and f" {words.key} " in f" {key} ":
        score = max(score, _IN_PART)
    return score


def _places(groups: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """In which of the groups each word stands, by their place."""
    found: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        for word in dict.fromkeys(group):
            found.setdefault(word, []).append(place)
    return found


def amiss(step: bool, proposing: tuple[bool, bool]) -> bool:
    """True for a step in words that propose nothing, and for all else in words that do."""
    return (step and not proposing[1]) or (proposing[0] and not step)
