"""What of a scenario words are about, from the few lines its author wrote."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from roleplay.domain.moves import Figure, TopicScore

from .figures import figures
from .words import content, stem

if TYPE_CHECKING:
    from roleplay.domain.scenario import Scenario, Topic

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


class _Line(NamedTuple):
    stems: tuple[str, ...]
    text: str


class _Compiled(NamedTuple):
    id: str
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
        said = content(text)
        if not said:
            return ()
        key = " ".join(said)
        scored = [(self._score(said, key, topic), topic.id) for topic in self._topics]
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
        said = content(text)
        if not said:
            return ()
        return tuple(
            topic.id
            for topic in self._topics
            if any(self._coverage(line.stems, said) >= 0.6 for line in topic.met_by)
        )

    def objecting(self, text: str) -> tuple[str, ...]:
        """Objections whose own words (or what lies behind them) the buyer's ``text`` holds."""
        said = content(text)
        return tuple(
            topic.id
            for topic in self._topics
            if any(self._coverage(line.stems, said) >= 0.8 for line in topic.spoken)
        )

    def _score(self, said: Sequence[str], key: str, topic: _Compiled) -> float:
        by_line = max((self._line_score(line, said, key) for line in topic.lines), default=0.0)
        hits = [word for word in dict.fromkeys(said) if _in(word, topic.bag) > 0]
        if len(hits) >= 2:
            mass = sum(self._weight(word) for word in dict.fromkeys(said))
            share = sum(self._weight(word) * _in(word, topic.bag) for word in hits) / max(
                mass, 1e-9
            )
            by_line = max(by_line, 0.9 * share)
        if by_line >= 0.25 and topic.beside:
            extra = sum(1 for word in set(said) - topic.bag if word in topic.beside)
            by_line += min(0.06, 0.03 * extra)
        return min(by_line, 1.0)

    def _line_score(self, line: _Line, said: Sequence[str], key: str) -> float:
        covered = self._coverage(line.stems, said)
        if covered < 0.2:
            return 0.0
        alike = fuzz.token_set_ratio(line.text, key) / 100 if len(line.stems) > 1 else covered
        near = fuzz.partial_ratio(line.text, key) / 100
        return 0.78 * covered + 0.12 * alike * covered + 0.1 * near * covered

    def _coverage(self, line: Sequence[str], said: Sequence[str]) -> float:
        """The share of the line, by rarity, that was said."""
        if not line or not said:
            return 0.0
        there = frozenset(said)
        mass = sum(self._weight(word) for word in line)
        return sum(self._weight(word) * _in(word, there) for word in line) / max(mass, 1e-9)

    def _weight(self, word: str) -> float:
        return self._rarity.get(word, 1.0)


def _compiled(topic: Topic) -> _Compiled:
    lines = _lines((*topic.listen_for, *((topic.called,) if topic.called else ())))
    bag = frozenset(word for line in lines for word in line.stems)
    beside = frozenset(word for text in topic.words for word in content(text))
    return _Compiled(
        id=topic.id,
        lines=lines,
        bag=bag,
        beside=beside - bag,
        met_by=_lines(topic.met_by),
        spoken=_lines(topic.words) if topic.of == "objection" else (),
    )


def _lines(texts: Iterable[str]) -> tuple[_Line, ...]:
    lines = (content(text) for text in texts)
    return tuple(_Line(tuple(dict.fromkeys(stems)), " ".join(stems)) for stems in lines if stems)


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
    if len(word) >= 5 and any(_alike(word, other) for other in words):
        return 0.9
    canon = _CANON.get(word)
    if canon is not None and any(_CANON.get(other) == canon for other in words):
        return _SYNONYM
    return 0.0


@lru_cache(maxsize=16384)
def _alike(word: str, other: str) -> bool:
    """True for two forms of a word, or one of them misspelt."""
    if len(other) < 4 or abs(len(word) - len(other)) > 3 or word[0] != other[0]:
        return False
    if word.startswith(other) or other.startswith(word):
        return True
    return len(word) > 5 and fuzz.ratio(word, other) >= 84
