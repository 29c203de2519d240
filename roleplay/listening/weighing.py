"""How likely each topic is what words are about, from all the evidence there is.

Three kinds of evidence are weighed: the author's own words said again (`topics`), nearness in
meaning to an author's line (`meanings`), and a common theme that both the topic and the words
belong to (`themes`). The weights are those of a logistic regression over labelled lines;
tests/listening/training/README.md says which, and how to make them again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import count
from operator import itemgetter, mul
from typing import NamedTuple

from .compiling import Compiled
from .meanings import Meaning, Nearness
from .themes import means, themes_of, themes_of_topic

_CALLED = 0.9
"""What the buyer's name for a topic counts beside a line of `listen_for`, in nearness."""
_OF_A_TOPIC = 0.5
"""Likeness of a topic to a theme from which the scenario speaks of that theme."""
_REMEMBERED_TEXTS = 512
"""Texts of which it is kept at hand how near they are to every line."""
_BY_THEME = 1.15
"""What a topic's own likeness to a theme counts beside that of the words said."""


class Evidence(NamedTuple):
    """What speaks for one topic."""

    words: float
    """The author's words said again, 0 to 1."""
    near: float
    """Nearness to the nearest of its lines, -1 to 1."""
    ahead: float
    """How much nearer than the best other topic; below nought if that one is nearer."""
    amiss: float
    """1 if a step is spoken of in words that propose nothing, or the other way round."""
    theme: float
    """How much the topic and the words belong to one theme, about 0 to 1."""
    theme_ahead: float
    """The same as `ahead`, by theme."""
    elsewhere: float
    """How much a theme is spoken of that is none of the scenario's topics', beside this one's."""


WEIGHTS = Evidence(5.78, 2.52, 7.52, -1.64, 4.49, 10.64, -6.34)
BIAS = -6.68
SUREST = 0.95
"""The most that other words can be of a topic: less than its own line."""


def likely(evidence: Evidence, spoken: float = 0.0) -> float:
    """The likelihood, 0 to `SUREST`, that a topic is what was meant.

    ``spoken``: by how much (log-odds) it is likelier for what the buyer has just spoken of.
    """
    return SUREST / (1 + math.exp(-(BIAS + spoken + sum(map(mul, WEIGHTS, evidence)))))


class Lines:
    """Authors' lines, compared with what is said once for all topics that have them."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._compiled: list[Nearness] = []
        self._near: dict[Meaning, tuple[int, list[float]]] = {}
        """How near they are, and how many of the compiled had been looked at then."""

    def add(self, lines: Iterable[str]) -> None:
        """Take in those that are not among them."""
        new = [line for line in dict.fromkeys(lines) if line not in self._places]
        if new:
            self._places.update(zip(new, count(len(self._places)), strict=False))
            self._compiled.append(Nearness([means(line) for line in new]))

    def place_of(self, line: str) -> int:
        """Which of them a line is, from 0."""
        return self._places[line]

    def near(self, said: Meaning | None) -> list[float]:
        """Nearness of each, -1 to 1, in the order in which they were added."""
        if said is None:
            return [0.0] * len(self._places)
        if said not in self._near and len(self._near) >= _REMEMBERED_TEXTS:
            self._near.clear()
        done, near = self._near.get(said, (0, []))
        if done < len(self._compiled):
            added = [each for some in self._compiled[done:] for each in some.to(said)]
            near = [*near, *added]
            self._near[said] = len(self._compiled), near
        return near


class Meant:
    """Topics as they are compared by meaning."""

    def __init__(self, topics: Sequence[Compiled], lines: Lines) -> None:
        """``lines``: those of the topics may be among them, and are afterwards."""
        spoken = [[line for line in (*t.listen_for, t.called) if line] for t in topics]
        lines.add(line for each in spoken for line in each)
        self.lines = lines
        self._places = [
            (tuple(map(lines.place_of, each)), bool(topic.called))
            for topic, each in zip(topics, spoken, strict=True)
        ]
        themes = [themes_of_topic(topic.listen_for) for topic in topics]
        self._themes = [tuple([_BY_THEME * each for each in own]) for own in themes]
        self._elsewhere = [
            place
            for place, each in enumerate(zip(*filter(None, themes), strict=True))
            if max(each) < _OF_A_TOPIC
        ]

    def evidence(
        self, said: Meaning | None, words: Sequence[float], amiss: Sequence[bool]
    ) -> list[Evidence]:
        """What speaks for each topic.

        ``words``: the author's words said again, 0 to 1 a topic; ``amiss``: whether what is
        proposed and what could be are at odds.
        """
        near = [max(each, default=0.0) for each in self.near(said)]
        spoken_of = themes_of(said) if said and near else ()
        strongest = sorted(enumerate(spoken_of), key=itemgetter(1), reverse=True)
        shared = [_shared(strongest, own) for own in self._themes]
        other = max((spoken_of[place] for place in self._elsewhere if spoken_of), default=0.0)
        beside = [other - each for each in shared]
        by_theme = (shared, _ahead(shared), beside)
        found = zip(words, near, _ahead(near), amiss, *by_theme, strict=True)
        return list(map(Evidence._make, found))

    def near(self, said: Meaning | None) -> list[list[float]]:
        """Nearness to each topic's lines, in their order."""
        near = self.lines.near(said)
        found = []
        for places, named in self._places:
            each = [near[place] for place in places]
            if named:
                each[-1] *= _CALLED
            found.append(each)
        return found


def _shared(strongest: Sequence[tuple[int, float]], own: Sequence[float]) -> float:
    """How much words and a topic are of one theme: the most that both have of one.

    ``strongest``: the words' themes, the most spoken of first; ``own``: the topic's, in order.
    """
    if not strongest or not own:
        return 0.0
    most = -math.inf
    for theme, spoken_of in strongest:
        if spoken_of <= most:
            break
        most = max(most, min(spoken_of, own[theme]))
    return most


def _ahead(scores: Sequence[float]) -> list[float]:
    """How far each is ahead of the best of the others."""
    if not scores:
        return []
    best, second = [*sorted(scores, reverse=True), 0.0][:2]
    return [score - second if score == best else score - best for score in scores]
