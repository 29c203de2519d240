"""What of a scenario words are about, from the few lines its author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from roleplay.domain.moves import Figure, TopicScore

from .compiling import Words, compiled, indexed, weigh
from .figures import figures, same
from .likeness import FUNCTION, SYNONYM, among, group_of, telling
from .otherwise import wants_the_same
from .proposals import may_propose, proposes
from .themes import means
from .weighing import Meant, likely
from .words import tokens

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
_BESIDE = 0.6
"""What a word counts that the author wrote elsewhere about the topic."""
_WORD_FOR_WORD = 0.8
"""Likeness of all words, 0 to 1, from which a line is said word for word."""
_OUTRIGHT = 0.74
"""Score by words alone from which no other evidence is needed: an author's line, or what the buyer
calls it, and nothing beside."""
_SUREST = 0.95
"""The most that other words can be of a topic: less than its own line."""
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
_REMEMBERED_WORDS = 4096
"""Words whose place among the topics is kept at hand."""
_STRANGE = 1.3
"""What a word weighs more that no topic holds: it says that something else is meant."""
_SAID_OUTRIGHT = 0.95
"""How surely a word of the author's is among what was said when it is the word itself."""
_MET_FROM = 0.6
_SAYING = frozenset({"say", "said", "told", "tell", "mention", "you", "roughly", "that"})
_QUOTED_WORDS = 3
"""So many telling words at least are quoted."""
_OBJECTING_FROM = 0.8


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
        self._topics = tuple(compiled(topic) for topic in topics)
        self._weights = weigh(self._topics, names, brief)
        self._meant = Meant(self._topics)
        self._heard: dict[str, _Spoken] = {}
        self._by_initial, self._by_group = indexed(self._topics)
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

    def ranked(self, text: str, least: float = NEAR_FROM) -> tuple[TopicScore, ...]:
        """Every topic with a score of at least ``least``, best first, ties in file order."""
        said = Words.of(text)
        if not said.key:
            return ()
        words = [token.word for token in tokens(text)]
        proposing = proposes(words), may_propose(words)
        found = self._found(said)
        scored = self._weighed(text, said, found, proposing)
        best = [(score, name) for score, name in scored if score >= least]
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
        said = Words.of(text)
        found = self._found(said)
        steps = [topic for topic in self._topics if topic.of == "commitment"]
        scored = [
            (self._score(said, place, found, (True, True)), topic.id)
            for place, topic in enumerate(self._topics)
            if topic.of == "commitment"
        ]
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
        said = self._found(Words.of(text))
        numbers = figures(text)
        return tuple(
            topic.id
            for topic in objections
            if any(
                self._coverage(line.stems, said, topic.goes_without) >= _MET_FROM
                # Other words alone meet nothing: "platform" is a system, and a core one too.
                and any(said.get(word, 0.0) >= _SAID_OUTRIGHT for word in line.stems)
                for line in topic.met_by
            )
            or any(_same_numbers(numbers, theirs) for theirs in topic.met_by_figures)
        )

    def quoted(self, text: str) -> tuple[TopicScore, ...]:
        """The topic whose lines hold the words that ``you said`` introduces, if one's do."""
        stems = [word for word in Words.of(text).stems if word not in _SAYING]
        if sum(1 for word in stems if telling(word) > _SAYS_SOMETHING) < _QUOTED_WORDS:
            return ()
        best, name = 0.0, ""
        for topic in self._topics:
            for line in topic.told:
                share = self._spoken_by(stems, line)
                if share > best:
                    best, name = share, topic.id
        return (TopicScore(id=name, score=round(best, 3)),) if best >= _OBJECTING_FROM else ()

    def objecting(self, text: str) -> tuple[str, ...]:
        """Objections whose own words (or what lies behind them) the buyer's ``text`` holds."""
        words = Words.of(text)
        stems, said = words.stems, self._found(words)
        return tuple(
            topic.id
            for topic in self._topics
            if any(
                self._coverage(line.stems, said) >= _OBJECTING_FROM
                or (len(stems) > 3 and self._spoken_by(stems, line) >= _OBJECTING_FROM)
                for line in topic.spoken
            )
        )

    def _spoken_by(self, stems: Sequence[str], line: Words) -> float:
        """The share of what was said that a line holds."""
        return self._coverage(stems, {word: among(word, line.there) for word in stems})

    def without_steps(self, found: Iterable[TopicScore]) -> tuple[TopicScore, ...]:
        """The topics found that are nothing the buyer can be asked to do."""
        return tuple(topic for topic in found if not self.any_is("commitment", (topic,)))

    def any_is(self, of: TopicOf, found: Iterable[TopicScore]) -> bool:
        """True if any of the topics found is a need (an objection, ...)."""
        names = {topic.id for topic in found}
        return any(topic.of == of and topic.id in names for topic in self._topics)

    def _weighed(
        self, text: str, said: Words, found: Mapping[str, float], proposing: tuple[bool, bool]
    ) -> list[tuple[float, str]]:
        """How likely each topic is meant, 0 to 1, by its words, its meaning and its theme."""
        by_words = [self._score(said, i, found, proposing) for i in range(len(self._topics))]
        names = [topic.id for topic in self._topics]
        meant = means(text)
        if meant is None:
            return list(zip(by_words, names, strict=True))
        amiss = [_amiss(topic.of == "commitment", proposing) for topic in self._topics]
        evidence = self._meant.evidence(meant, by_words, amiss)
        scores = [
            # The author's own line needs no other evidence.
            max(min(likely(each), _SUREST), each.words if each.words >= _OUTRIGHT else 0.0)
            for each in evidence
        ]
        return list(zip(scores, names, strict=True))

    def _score(
        self, said: Words, place: int, found: Mapping[str, float], proposing: tuple[bool, bool]
    ) -> float:
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
        if score < _SUREST and _amiss(topic.of == "commitment", proposing):
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

    def _coverage(
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

    def _found(self, said: Words) -> dict[str, float]:
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
                tells=telling(word) > _SAYS_SOMETHING and self._weights.get(word) != FUNCTION,
                in_bag=tuple(among(word, topic.bag) for topic in self._topics),
                beside=tuple(word in topic.beside for topic in self._topics),
                like={theirs: surely for theirs, surely in like.items() if surely},
            )
        return spoken

    def _weight(self, word: str) -> float:
        weight = self._weights.get(word)
        return _STRANGE * telling(word) if weight is None else weight


def _amiss(step: bool, proposing: tuple[bool, bool]) -> bool:
    """True for a step in words that propose nothing, and for all else in words that do."""
    return (step and not proposing[1]) or (proposing[0] and not step)


def _same_numbers(said: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """True if all of the numbers of an answer are said."""
    return all(any(same(figure, other) for other in said) for figure in theirs)
