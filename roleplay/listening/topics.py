"""What of a scenario words are about, from the few lines its author wrote."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from roleplay.domain.moves import Figure, TopicScore

from .figures import figures
from .words import FUNCTION_WORDS, all_but_grammar, content, stem

if TYPE_CHECKING:
    from roleplay.domain.scenario import Scenario, Topic, TopicOf

HEARD_FROM = 0.55
"""Score, 0 to 1, from which words are about a topic: about half of what one of the author's lines
says, by rarity, is there."""
NEAR_FROM = 0.38
"""Score from which it is too near to refuse: the buyer asks which of the near ones was meant."""
_CLEARLY_BELOW = 0.25
"""A topic that much below the best one is not meant."""

_EQUALS = (
    "cost price charge fee expense spend expensive",
    "buy purchase procure procurement",
    "audit check inspect review verify examine",
    "claim claims",
    "lose loss leak leakage overpay overpaid overpayment overpayments waste slip",
    "supplier vendor provider",
    "staff people team employee workforce headcount analyst",
    "system platform software core tool application",
    "replace replacement swap rip migrate migration",
    "boss board executive management leadership director",
    "meet meeting introduce introduction speak",
    "delay late slow wait backlog queue lag",
    "error mistake defect fault rework wrong incorrect",
    "stop downtime outage breakdown stoppage halt",
    "leave attrition turnover churn quit resign",
    "worry concern afraid fear risk",
    "plan forecast predict planning forecasting",
    "stock inventory warehouse",
    "customer client policyholder account",
    "contract agreement renewal renew",
    "decide decision sign approve approval signature",
    "trial pilot test proof",
    "data file record extract",
    "implement implementation rollout install deploy go-live",
    "fast quick speed rapid",
    "manual hand paper spreadsheet excel",
    "train training learn onboard onboarding",
    "budget money fund funding",
    "measure count track know control",
    "ship deliver delivery freight transport carrier",
    "machine equipment line plant asset",
    "repair maintenance fix service",
    "compete competitor competition rival alternative",
    "grow growth expand expansion",
    "report reporting dashboard figures",
    "previous last earlier before",
    "beside alongside parallel",
    "run sit handle process operate manage cope",
    "send share upload provide",
)
_CANON = {stem(word): group.split()[0] for group in _EQUALS for word in group.split()}
_SYNONYM = 0.8
"""What a word of the same business meaning counts beside the word itself."""


_FUNCTION_STEMS = frozenset(stem(word) for word in FUNCTION_WORDS)


class _Words(NamedTuple):
    """Words as they are compared."""

    stems: tuple[str, ...]
    """Content stems."""
    wide: tuple[str, ...]
    """All stems but grammar's."""
    key: str

    @classmethod
    def of(cls, text: str) -> _Words:
        stems = content(text)
        return cls(tuple(dict.fromkeys(stems)), all_but_grammar(text), " ".join(stems))


class _Line(NamedTuple):
    """A line of the author's."""

    stems: tuple[str, ...]
    thin: bool
    """It has so little content that its other words count too: ``why wait until the new year``."""
    key: str


class _Compiled(NamedTuple):
    id: str
    of: TopicOf
    lines: tuple[_Line, ...]
    bag: frozenset[str]
    beside: frozenset[str]
    """Stems of what else the author wrote about it."""
    met_by: tuple[_Line, ...]
    spoken: tuple[_Line, ...]
    """For an objection: its words and what lies behind, to know it when it stands."""


class Topics:
    """The topics of a scenario, compiled once, and the figures that were given before the call."""

    def __init__(self, topics: Iterable[Topic], given: Sequence[str] = ()) -> None:
        """``given``: texts whose figures both sides know: the brief, account and deal."""
        self._topics = tuple(_compiled(topic) for topic in topics)
        self._rarity = _rarities(self._topics)
        self._given = tuple(figure for text in given for figure in figures(text))

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
        return cls(scenario.topics(), given)

    @property
    def given(self) -> tuple[Figure, ...]:
        """Figures of the brief, the account and the deal."""
        return self._given

    def ranked(self, text: str) -> tuple[TopicScore, ...]:
        """Every topic with a score of at least `NEAR_FROM`, best first, ties in file order."""
        said = _Words.of(text)
        if not said.wide:
            return ()
        scored = [(self._score(said, topic), topic.id) for topic in self._topics]
        best = [(score, name) for score, name in scored if score >= NEAR_FROM]
        best.sort(key=lambda item: -item[0])
        return tuple(TopicScore(id=name, score=round(score, 3)) for score, name in best)

    def named(self, text: str) -> tuple[tuple[TopicScore, ...], tuple[TopicScore, ...]]:
        """Topics named outright, and those that are only near, best first."""
        ranked = self.ranked(text)
        if not ranked:
            return (), ()
        outright = tuple(
            topic
            for topic in ranked
            if topic.score >= HEARD_FROM and topic.score >= ranked[0].score - _CLEARLY_BELOW
        )
        return outright, tuple(topic for topic in ranked if topic.score < HEARD_FROM)

    def best(self, text: str) -> str | None:
        """The topic that ``text`` is most about (for the opener), or None if it is about none."""
        ranked = self.ranked(text)
        return ranked[0].id if ranked else None

    def meets(self, text: str) -> tuple[str, ...]:
        """Objections of which ``text`` touches a ``met_by`` phrase, in file order."""
        said = _Words.of(text)
        return tuple(
            topic.id
            for topic in self._topics
            if any(self._coverage(line, said) >= 0.6 for line in topic.met_by)
        )

    def objecting(self, text: str) -> tuple[str, ...]:
        """Objections whose own words (or what lies behind them) the buyer's ``text`` holds."""
        said = _Words.of(text)
        return tuple(
            topic.id
            for topic in self._topics
            if any(self._coverage(line, said) >= 0.8 for line in topic.spoken)
        )

    def any_is(self, of: TopicOf, found: Iterable[TopicScore]) -> bool:
        """True if any of the topics found is a need (an objection, ...)."""
        names = {topic.id for topic in found}
        return any(topic.of == of and topic.id in names for topic in self._topics)

    def _score(self, said: _Words, topic: _Compiled) -> float:
        score = max((self._line_score(line, said) for line in topic.lines), default=0.0)
        hits = [word for word in said.stems if _in(word, topic.bag) > 0]
        if len(hits) >= 2:
            mass = sum(self._weight(word) for word in said.stems)
            share = sum(self._weight(word) * _in(word, topic.bag) for word in hits) / mass
            score = max(score, 0.9 * share)
        if score >= 0.25 and topic.beside:
            extra = sum(1 for word in set(said.stems) - topic.bag if word in topic.beside)
            score += min(0.06, 0.03 * extra)
        return min(score, 1.0)

    def _line_score(self, line: _Line, said: _Words) -> float:
        covered = self._coverage(line, said)
        if covered < 0.2:
            return 0.0
        if line.thin:
            return covered if covered >= 0.5 else 0.0
        alike = fuzz.token_set_ratio(line.key, said.key) / 100
        near = fuzz.partial_ratio(line.key, said.key) / 100
        return covered * (0.78 + 0.12 * alike + 0.1 * near)

    def _coverage(self, line: _Line, said: _Words) -> float:
        """The share of the line, by rarity, that was said."""
        there = frozenset(said.wide if line.thin else said.stems)
        if not there:
            return 0.0
        mass = sum(self._weight(word) for word in line.stems)
        return sum(self._weight(word) * _in(word, there) for word in line.stems) / mass

    def _weight(self, word: str) -> float:
        if word in _FUNCTION_STEMS:
            return 0.3
        return self._rarity.get(word, 1.0)


def _compiled(topic: Topic) -> _Compiled:
    told = (*topic.listen_for, *((topic.called,) if topic.called else ()))
    lines = _lines(told)
    bag = frozenset(word for text in told for word in content(text))
    beside = frozenset(word for text in topic.words for word in content(text))
    return _Compiled(
        id=topic.id,
        of=topic.of,
        lines=lines,
        bag=bag,
        beside=beside - bag,
        met_by=_lines(topic.met_by),
        spoken=_lines(topic.words) if topic.of == "objection" else (),
    )


def _lines(texts: Iterable[str]) -> tuple[_Line, ...]:
    lines = []
    for text in texts:
        words = _Words.of(text)
        thin = len(words.stems) < 2
        stems = tuple(dict.fromkeys(words.wide)) if thin else words.stems
        if stems:
            lines.append(_Line(stems, thin, words.key))
    return tuple(lines)


def _rarities(topics: Sequence[_Compiled]) -> dict[str, float]:
    """How much each word tells topics apart: 1 for one topic's own, less the more share it."""
    shared: dict[str, int] = {}
    for topic in topics:
        for word in topic.bag:
            shared[word] = shared.get(word, 0) + 1
    most = math.log(1 + max(len(topics), 2))
    return {
        word: max(0.25, math.log((1 + len(topics)) / count) / most)
        for word, count in shared.items()
    }


def _in(word: str, words: frozenset[str]) -> float:
    """How surely ``word`` is among ``words``: itself 1, a near form 0.9, a synonym 0.8, else 0."""
    if word in words:
        return 1.0
    if len(word) >= 5 and any(alike(word, other) for other in words):
        return 0.9
    canon = _CANON.get(word)
    if canon is not None and any(_CANON.get(other) == canon for other in words):
        return _SYNONYM
    return 0.0


@lru_cache(maxsize=16384)
def alike(word: str, other: str) -> bool:
    """True for two forms of a word, or one of them misspelt."""
    if len(other) < 4 or abs(len(word) - len(other)) > 3 or word[0] != other[0]:
        return False
    if word.startswith(other) or other.startswith(word):
        return True
    return len(word) > 5 and fuzz.ratio(word, other) >= 84
