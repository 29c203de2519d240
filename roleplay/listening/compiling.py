"""A scenario's topics as they are compared: words of each line, and how much each tells."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from roleplay.domain.moves import Figure

from .figures import figures
from .likeness import FARTHEST_FORM, FUNCTION, SHORTEST_FORM, group_of, telling
from .otherwise import otherwise
from .words import all_but_grammar, tokens

if TYPE_CHECKING:
    from roleplay.domain.scenario import Topic, TopicOf

_CALLED = 0.75
"""What the buyer's name for a topic counts beside a line of `listen_for`."""
_RECURRING = 0.85
"""The least that a word weighs to which the author comes back in a topic's lines."""
_IN_BRIEF = 0.5
"""The most that a name weighs that stands in the brief: both sides may use it at any time."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_AS_RAISED = 2
"""The first of an objection's words are how it is raised; then comes what lies behind."""
_MOST_WORDS = 200
"""So many different words of one segment are looked at."""


class Words(NamedTuple):
    """Words as they are compared."""

    stems: tuple[str, ...]
    """Stems of all words but grammar's, once each."""
    key: str
    """All words, in order."""
    there: frozenset[str]
    """The stems, to look others up in."""

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(text: str) -> Words:
        """The words of a text."""
        key = " ".join(token.word for token in tokens(text))
        stems = tuple(dict.fromkeys((*all_but_grammar(text), *otherwise(key))))[:_MOST_WORDS]
        return Words(stems, key, frozenset(stems))


class Line(NamedTuple):
    """A line of the author's."""

    words: Words
    counts: float
    """1, or less for what the buyer calls it."""


class Compiled(NamedTuple):
    """A topic, ready to be compared with what is said."""

    id: str
    of: TopicOf
    lines: tuple[Line, ...]
    bag: frozenset[str]
    """Stems of all its lines."""
    recurring: frozenset[str]
    """Those that say something and stand in several lines."""
    beside: frozenset[str]
    """Stems of what else the author wrote about it."""
    met_by: tuple[Words, ...]
    met_by_figures: tuple[tuple[Figure, ...], ...]
    """The numbers of each ``met_by`` phrase that has several."""
    goes_without: frozenset[str]
    """Stems of what the buyer says when they object: an answer need not say them again."""
    spoken: tuple[Words, ...]
    """For an objection: its words and what lies behind, to know it when it stands."""
    listen_for: tuple[str, ...]
    called: str | None
    told: tuple[Words, ...]
    """All that the buyer may say of it, to know it when it is quoted."""


@lru_cache(maxsize=512)
def compiled(topic: Topic) -> Compiled:
    """A topic made ready: the variants of a call have most of them in common."""
    lines = [Line(Words.of(text), 1.0) for text in topic.listen_for]
    if topic.called:
        lines.append(Line(Words.of(topic.called), _CALLED))
    in_lines = Counter(word for line in lines for word in line.words.there)
    bag = frozenset(in_lines)
    beside = frozenset(word for text in topic.words for word in Words.of(text).stems)
    return Compiled(
        id=topic.id,
        of=topic.of,
        lines=tuple(line for line in lines if line.words.key),
        bag=bag,
        recurring=frozenset(
            word for word, count in in_lines.items() if count >= 2 and telling(word) > FUNCTION
        ),
        beside=beside - bag,
        met_by=tuple(Words.of(text) for text in topic.met_by),
        met_by_figures=tuple(
            numbers for numbers in (figures(text) for text in topic.met_by) if len(numbers) > 1
        ),
        goes_without=frozenset(
            word for text in topic.words[:_AS_RAISED] for word in Words.of(text).stems
        ),
        spoken=tuple(Words.of(text) for text in topic.words) if topic.of == "objection" else (),
        listen_for=topic.listen_for,
        called=topic.called,
        told=tuple(Words.of(text) for text in topic.words),
    )


def weigh(topics: Sequence[Compiled], names: str, brief: str) -> dict[str, float]:
    """How much each of the author's words tells: rare in English, and one topic's own."""
    shared: dict[str, int] = {}
    recurring: set[str] = set()
    for topic in topics:
        recurring |= topic.recurring
        for word in topic.bag:
            shared[word] = shared.get(word, 0) + 1
    most = math.log(1 + max(len(topics), 2))
    weights = {}
    for word, count in shared.items():
        own = telling(word)
        if word in recurring:
            own = max(own, min(_RECURRING, 2.2 * own))
        weights[word] = own * max(0.35, math.log((1 + len(topics)) / count) / most)
    for word in all_but_grammar(" ".join(_NAME.findall(brief))):
        weights[word] = min(_IN_BRIEF, weights.get(word, telling(word)))
    weights.update((word, FUNCTION) for word in all_but_grammar(names))
    return weights


class Index:
    """All words of the topics' lines, to find those that a word may be."""

    def __init__(self, topics: Sequence[Compiled]) -> None:
        self._words = frozenset(
            word
            for topic in topics
            for line in (*(each.words for each in topic.lines), *topic.met_by, *topic.spoken)
            for word in line.stems
        )
        self._by_initial: dict[str, list[str]] = {}
        self._by_group: dict[str, list[str]] = {}
        for word in self._words:
            if len(word) >= SHORTEST_FORM:
                self._by_initial.setdefault(word[0], []).append(word)
            group = group_of(word)
            if group:
                self._by_group.setdefault(group, []).append(word)

    def likely(self, word: str) -> set[str]:
        """The author's words that may be this one, a form of it or a synonym."""
        found = set(self._by_group.get(group_of(word), ()))
        if word in self._words:
            found.add(word)
        if len(word) >= SHORTEST_FORM:
            least, most = len(word) - FARTHEST_FORM, len(word) + FARTHEST_FORM
            alike = self._by_initial.get(word[0], ())
            found.update([theirs for theirs in alike if least <= len(theirs) <= most])
        return found
