"""What of a scenario words are about, from the few lines its author wrote."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from roleplay.domain.moves import Figure, TopicScore

from .figures import figures, same
from .likeness import FUNCTION, SYNONYM, among, telling
from .otherwise import otherwise, wants_the_same
from .proposals import may_propose, proposes
from .words import all_but_grammar, tokens

if TYPE_CHECKING:
    from roleplay.domain.scenario import Scenario, Topic, TopicOf

HEARD_FROM = 0.5
"""Score, 0 to 1, from which words are about a topic: half of what an author's line says and of
what was said is the same, by rarity."""
NEAR_FROM = 0.4
"""Score from which it is too near to refuse: the buyer asks which of the near ones was meant."""
_CLEARLY_BELOW = 0.12
"""A topic that much below the best one is not meant."""
_SURE = 0.62
"""Below it, the best of several that are alike is not heard but asked for."""

_ENOUGH = 0.6
"""Mass that a line and what was said must share to be one: less counts in proportion. A common
word weighs 0.3, a rare one 1."""
_CALLED = 0.75
"""What the buyer's name for a topic counts beside a line of `listen_for`."""
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
_SAYS_SOMETHING = 0.25
"""Rarity above which a word says what is spoken of."""
_STEP_FROM = 0.25
"""Score from which something proposed is one of the steps that the buyer can be asked for."""
_RECURRING = 0.85
"""The least that a word weighs to which the author comes back in a topic's lines."""
_STRANGE = 1.3
"""What a word weighs more that no topic holds: it says that something else is meant."""
_IN_BRIEF = 0.5
"""The most that a name weighs that stands in the brief: both sides may use it at any time."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_AS_RAISED = 2
"""The first of an objection's words are how it is raised; then comes what lies behind."""
_MET_FROM = 0.6
_OBJECTING_FROM = 0.8


class _Words(NamedTuple):
    """Words as they are compared."""

    stems: tuple[str, ...]
    """Stems of all words but grammar's, once each."""
    key: str
    """All words, in order."""

    @property
    def there(self) -> frozenset[str]:
        """The stems, to look others up in."""
        return frozenset(self.stems)

    @classmethod
    def of(cls, text: str) -> _Words:
        key = " ".join(token.word for token in tokens(text))
        return cls(tuple(dict.fromkeys((*all_but_grammar(text), *otherwise(key)))), key)


class _Line(NamedTuple):
    """A line of the author's."""

    words: _Words
    counts: float
    """1, or less for what the buyer calls it."""


class _Compiled(NamedTuple):
    id: str
    of: TopicOf
    lines: tuple[_Line, ...]
    bag: frozenset[str]
    beside: frozenset[str]
    """Stems of what else the author wrote about it."""
    met_by: tuple[_Words, ...]
    met_by_figures: tuple[tuple[Figure, ...], ...]
    """The numbers of each ``met_by`` phrase that has several."""
    goes_without: frozenset[str]
    """Stems of what the buyer says when they object: an answer need not say them again."""
    spoken: tuple[_Words, ...]
    """For an objection: its words and what lies behind, to know it when it stands."""


class Topics:
    """The topics of a scenario, compiled once, and the figures that were given before the call."""

    def __init__(
        self,
        topics: Iterable[Topic],
        given: Sequence[str] = (),
        offering: str = "",
        names: str = "",
        brief: str = "",
    ) -> None:
        """``given``: texts whose figures both sides know; ``offering``: what is being sold.

        ``names`` of the buyer and their company tell nothing, and those in the ``brief`` little.
        """
        self._topics = tuple(_compiled(topic) for topic in topics)
        self._weights = _weights(self._topics, names, brief)
        self._given = tuple(figure for text in given for figure in figures(text))
        self._offering = tuple(offering.lower().split())

    @classmethod
    def of(cls, scenario: Scenario) -> Topics:
        """The topics of a scenario and what its brief, account and deal give."""
        account, deal = scenario.account, scenario.deal
        given = [scenario.brief]
        if account.employees is not None:
            given.append(f"{account.employees} people")
        if account.revenue is not None:
            given.append(f"{account.revenue:.0f}")
        if deal is not None and deal.amount is not None:
            given.append(f"{deal.amount:.0f}")
        offering = (scenario.offering or "").replace("-", " ").replace("_", " ")
        names = f"{scenario.buyer.name} {account.name}"
        return cls(scenario.topics(), given, offering, names, scenario.brief)

    @property
    def given(self) -> tuple[Figure, ...]:
        """Figures of the brief, the account and the deal."""
        return self._given

    def sells(self, words: Sequence[str]) -> bool:
        """True if the words name what is being sold, by the id of the scenario's offering."""
        name = self._offering
        return bool(name) and any(
            tuple(words[i : i + len(name)]) == name for i in range(len(words) - len(name) + 1)
        )

    def ranked(self, text: str) -> tuple[TopicScore, ...]:
        """Every topic with a score of at least `NEAR_FROM`, best first, ties in file order."""
        said = _Words.of(text)
        if not said.key:
            return ()
        words = [token.word for token in tokens(text)]
        proposing = proposes(words), may_propose(words)
        scored = [(self._score(said, topic, proposing), topic.id) for topic in self._topics]
        best = [(score, name) for score, name in scored if score >= NEAR_FROM]
        best.sort(key=lambda item: -item[0])
        return tuple(TopicScore(id=name, score=round(score, 3)) for score, name in best)

    def named(self, text: str) -> tuple[tuple[TopicScore, ...], tuple[TopicScore, ...]]:
        """Topics named outright, and those too close to tell or only near, best first."""
        ranked = self.ranked(text)
        if not ranked:
            return (), ()
        best = ranked[0].score
        outright = tuple(
            topic
            for topic in ranked
            if topic.score >= HEARD_FROM and topic.score >= best - _CLEARLY_BELOW
        )
        if len(outright) > 1 and best < _SURE:
            return (), outright
        return outright, tuple(topic for topic in ranked if topic.score < HEARD_FROM)

    def step(self, text: str) -> tuple[TopicScore, ...]:
        """The step that something proposed comes nearest to, if to any: the best one alone."""
        said = _Words.of(text)
        steps = [topic for topic in self._topics if topic.of == "commitment"]
        scored = [(self._score(said, topic, (True, True)), topic.id) for topic in steps]
        score, name = max(scored, key=lambda each: each[0], default=(0.0, ""))
        if score < _STEP_FROM:
            like = next((t.id for t in steps if wants_the_same(said.there, t.bag)), "")
            return (TopicScore(id=like, score=_STEP_FROM),) if like else ()
        return (TopicScore(id=name, score=round(score, 3)),) if score >= _STEP_FROM else ()

    def best(self, text: str) -> str | None:
        """The topic that ``text`` is most about (for the opener), or None if it is about none."""
        ranked = self.ranked(text)
        return ranked[0].id if ranked else None

    def meets(self, text: str) -> tuple[str, ...]:
        """Objections of which ``text`` touches a ``met_by`` phrase, in file order."""
        objections = [topic for topic in self._topics if topic.met_by]
        if not objections:
            return ()
        said = frozenset(_Words.of(text).stems)
        numbers = figures(text)
        return tuple(
            topic.id
            for topic in objections
            if any(
                self._coverage(line.stems, said, topic.goes_without) >= _MET_FROM
                for line in topic.met_by
            )
            or any(_same_numbers(numbers, theirs) for theirs in topic.met_by_figures)
        )

    def objecting(self, text: str) -> tuple[str, ...]:
        """Objections whose own words (or what lies behind them) the buyer's ``text`` holds."""
        stems = _Words.of(text).stems
        said = frozenset(stems)
        return tuple(
            topic.id
            for topic in self._topics
            if any(
                self._coverage(line.stems, said) >= _OBJECTING_FROM
                or (len(stems) > 3 and self._coverage(stems, line.there) >= _OBJECTING_FROM)
                for line in topic.spoken
            )
        )

    def without_steps(self, found: Iterable[TopicScore]) -> tuple[TopicScore, ...]:
        """The topics found that are nothing the buyer can be asked to do."""
        return tuple(topic for topic in found if not self.any_is("commitment", (topic,)))

    def any_is(self, of: TopicOf, found: Iterable[TopicScore]) -> bool:
        """True if any of the topics found is a need (an objection, ...)."""
        names = {topic.id for topic in found}
        return any(topic.of == of and topic.id in names for topic in self._topics)

    def _score(self, said: _Words, topic: _Compiled, proposing: tuple[bool, bool]) -> float:
        there = frozenset(said.stems)
        mass = sum(self._weight(word) for word in said.stems)
        known = sum(
            self._weight(word) * max(among(word, topic.bag), _BESIDE * (word in topic.beside))
            for word in said.stems
        )
        spoken_for = known / mass if mass else 0.0
        together = [self._weight(word) for word in said.stems if among(word, topic.bag) > SYNONYM]
        score = 0.0
        if len(together) >= 2 and mass:
            shared = sum(together)
            score = _TOGETHER * shared / mass * min(1.0, shared / (2 * _ENOUGH))
        for line in topic.lines:
            score = max(score, line.counts * self._line(line.words, said, there, spoken_for))
        if score < _WORD_FOR_WORD and self._by_one_word(said, topic):
            score *= _BY_ONE_WORD
        step = topic.of == "commitment"
        if (step and not proposing[1]) or (proposing[0] and not step):
            score *= _UNPROPOSED
        return min(score, 1.0)

    def _by_one_word(self, said: _Words, topic: _Compiled) -> bool:
        """True if one word alone speaks for the topic, beside two at least that do not."""
        telling_words = [
            word
            for word in said.stems
            if telling(word) > _SAYS_SOMETHING and self._weights.get(word) != FUNCTION
        ]
        shared = [word for word in telling_words if among(word, topic.bag)]
        strange = [word for word in telling_words if not among(word, topic.bag | topic.beside)]
        return len(shared) <= 1 and len(strange) >= 2

    def _line(self, line: _Words, said: _Words, there: frozenset[str], spoken_for: float) -> float:
        """How much one line and what was said are the same, 0 to 1."""
        shared, whole, sure = 0.0, 0.0, False
        for word in line.stems:
            weight, found = self._weight(word), among(word, there)
            whole += weight
            shared += weight * found
            sure = sure or found > SYNONYM
        score = 0.0
        if sure and whole and spoken_for:
            covered = shared / whole
            both = _LINE_SHARE * covered + (1 - _LINE_SHARE) * spoken_for
            score = min(both, 2 * covered, 2 * spoken_for) * min(1.0, shared / _ENOUGH)
        if len(said.key) <= 2 * len(line.key):
            alike = fuzz.ratio(line.key, said.key) / 100
            if len(line.key) < 2 * len(said.key):
                alike = max(alike, _IN_PART * fuzz.partial_ratio(line.key, said.key) / 100)
            if alike >= _WORD_FOR_WORD:
                score = max(score, alike)
        return score

    def _coverage(
        self, line: Sequence[str], there: frozenset[str], known: frozenset[str] = frozenset()
    ) -> float:
        """The share of a line, by rarity, that was said.

        What is ``known`` goes without saying, as long as two other words of the line are said.
        """
        found = {word: among(word, there) for word in line}
        said = sum(1 for word in line if found[word] and word not in known)
        if said >= 2:
            line = [word for word in line if found[word] or word not in known]
        whole = sum(self._weight(word) for word in line)
        if not whole:
            return 0.0
        return sum(self._weight(word) * found[word] for word in line) / whole

    def _weight(self, word: str) -> float:
        weight = self._weights.get(word)
        return _STRANGE * telling(word) if weight is None else weight


def _same_numbers(said: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """True if all of the numbers of an answer are said."""
    return all(any(same(figure, other) for other in said) for figure in theirs)


def _compiled(topic: Topic) -> _Compiled:
    lines = [_Line(_Words.of(text), 1.0) for text in topic.listen_for]
    if topic.called:
        lines.append(_Line(_Words.of(topic.called), _CALLED))
    bag = frozenset(word for line in lines for word in line.words.stems)
    beside = frozenset(word for text in topic.words for word in _Words.of(text).stems)
    return _Compiled(
        id=topic.id,
        of=topic.of,
        lines=tuple(line for line in lines if line.words.key),
        bag=bag,
        beside=beside - bag,
        met_by=tuple(_Words.of(text) for text in topic.met_by),
        met_by_figures=tuple(
            numbers for numbers in (figures(text) for text in topic.met_by) if len(numbers) > 1
        ),
        goes_without=frozenset(
            word for text in topic.words[:_AS_RAISED] for word in _Words.of(text).stems
        ),
        spoken=tuple(_Words.of(text) for text in topic.words) if topic.of == "objection" else (),
    )


def _weights(topics: Sequence[_Compiled], names: str, brief: str) -> dict[str, float]:
    """How much each of the author's words tells: rare in English, and one topic's own."""
    shared: dict[str, int] = {}
    recurring: set[str] = set()
    for topic in topics:
        for word in topic.bag:
            shared[word] = shared.get(word, 0) + 1
            lines = sum(1 for line in topic.lines if word in line.words.stems)
            if lines >= 2 and telling(word) > FUNCTION:
                recurring.add(word)
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
