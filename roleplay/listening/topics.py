"""What of a scenario words are about, from the few lines its author wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from roleplay.domain.moves import Figure, TopicScore

from .compiling import Words, compiled, weigh
from .figures import figures, same
from .likeness import SYNONYM, among, telling
from .meanings import means
from .otherwise import wants_the_same
from .proposals import may_propose, proposes
from .weighing import Evidence, Form, Lines, Meant, Nothing, for_none, for_topic, likely, nothing
from .wording import SAYS_SOMETHING, Wording
from .words import tokens

if TYPE_CHECKING:
    from roleplay.domain.scenario import Scenario, Topic, TopicOf

HEARD_FROM = 0.4
"""Likelihood, 0 to 1, from which words are about a topic. Of labelled lines about nothing in the
scenario, one in twenty-five comes that far."""
NEAR_FROM = 0.25
"""Likelihood from which it is too near to refuse: the buyer asks which of the near was meant."""
_CLEARLY_BELOW = 0.12
"""A topic that much below the best one is not meant."""
_SURE = 0.62
"""Below it, the best of several that are alike is not heard but asked for."""

_OUTRIGHT = 0.74
"""Score by words alone from which no other evidence is needed: an author's line, or what the buyer
calls it, and nothing beside."""
_STEP_FROM = 0.25
"""Score from which something proposed is one of the steps that the buyer can be asked for."""
_SAID_OUTRIGHT = 0.95
"""How surely a word of the author's is among what was said when it is the word itself."""
_MET_FROM = 0.6
_SAYING = frozenset({"say", "said", "told", "tell", "mention", "you", "roughly", "that"})
_QUOTED_WORDS = 3
"""So many telling words at least are quoted."""
_OBJECTING_FROM = 0.8
_TAKEN_UP_WORDS = 2
"""So many telling words of the buyer's at least take up what they said."""
_TAKEN_UP_FROM = 0.5
"""Share of what was said, by rarity, from which it takes up a line of the buyer's."""


_REMEMBERED_TEXTS = 512
"""Texts of which it is kept at hand what speaks for each topic: the variants of a call are tried
with the same sellers' lines."""
_REMEMBERED_TURNS = 512
"""Buyer's turns of which it is kept at hand what they object and tell."""
_NONE: Mapping[str, float] = {}
_LATELY = (1.0, 0.7, 0.4)
"""By how much (log-odds) a topic is likelier that the buyer spoke of in their last turn, in the one
before it, and in the one before that."""


Nearer = Callable[[Mapping[str, float], str], Mapping[str, float]]
"""Each topic's likelihood once more than words has spoken, given that by words and the text."""


class Explained(NamedTuple):
    """Why a topic is heard in words, or not."""

    topic: str
    score: float
    """Likelihood, 0 to 1; heard from `HEARD_FROM`, asked back from `NEAR_FROM`."""
    line: str
    """The line of `listen_for` (or what it is called) that comes nearest in meaning."""
    nearness: float
    """How near that line is, -1 to 1."""


class _Weighed(NamedTuple):
    """What a text makes of the topics, in file order."""

    outright: tuple[float, ...]
    """The author's own words said again: what needs no other evidence, else 0."""
    speaks: tuple[float, ...]
    """How much speaks for each, in log-odds."""
    none: float
    """How much speaks for none of them."""


class Topics:
    """The topics of a scenario, compiled once, and the figures that were given before the call."""

    def __init__(
        self,
        topics: Iterable[Topic],
        given: Sequence[str] = (),
        offering: str = "",
        names: str = "",
        brief: str = "",
        like: Topics | None = None,
    ) -> None:
        """``given``: texts whose figures both sides know; ``offering``: what is being sold.

        ``names`` of the buyer and their company tell nothing, and those in the ``brief`` little.
        ``like``: others with many of the same lines, which are then compiled only once.
        """
        self._topics = tuple(compiled(topic) for topic in topics)
        self._wording = Wording(self._topics, weigh(self._topics, names, brief))
        self._meant: Meant = Meant(self._topics, like._meant.lines if like else Lines())
        self._weighed: dict[str, _Weighed] = {}
        self._told: dict[str, tuple[tuple[str, Words], ...]] = {}
        self._objecting: dict[str, tuple[str, ...]] = {}
        self._given = tuple(figure for text in given for figure in figures(text))
        self._offering = tuple(offering.lower().split())
        self.nearer: Nearer | None = None
        """What else has a say in what a text is about, if anything has."""

    @classmethod
    def of(cls, scenario: Scenario, like: Topics | None = None) -> Topics:
        """The topics of a scenario and what its brief, account and deal give.

        ``like``: those of a call with many of the same lines, to be quicker.
        """
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
        return cls(scenario.topics(), given, offering, names, scenario.brief, like)

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

    def ranked(
        self, text: str, least: float = NEAR_FROM, spoken: Mapping[str, float] = _NONE
    ) -> tuple[TopicScore, ...]:
        """Every topic with a score of at least ``least``, best first, ties in file order.

        ``spoken``: by how much topics are likelier for what the buyer has just spoken of.
        """
        if not Words.of(text).key:
            return ()
        outright, speaks, none = self._weigh(text)
        names = [topic.id for topic in self._topics]
        if spoken:
            likelier = [spoken.get(name, 0.0) for name in names]
            speaks = tuple(map(add, speaks, likelier))
        scores = likely(speaks, none)
        if self.nearer is not None:
            found = self.nearer(dict(zip(names, scores, strict=True)), text)
            scores = [found[name] for name in names]
        # The author's own line needs no other evidence.
        scored = zip(map(max, scores, outright), names, strict=True)
        best = [(score, name) for score, name in scored if score >= least]
        best.sort(key=lambda item: -item[0])
        return tuple(TopicScore(id=name, score=round(score, 3)) for score, name in best)

    def named(
        self, text: str, spoken: Mapping[str, float] = _NONE
    ) -> tuple[tuple[TopicScore, ...], tuple[TopicScore, ...]]:
        """Topics named outright, and those too close to tell or only near, best first."""
        return outright_and_near(self.ranked(text, NEAR_FROM, spoken))

    def step(self, text: str) -> tuple[TopicScore, ...]:
        """The step that something proposed comes nearest to, if to any: the best one alone."""
        said = Words.of(text)
        found = self._wording.found(said)
        steps = [topic for topic in self._topics if topic.of == "commitment"]
        scores = self._wording.scores(said, found, (True, True))
        scored = [
            (score, topic.id)
            for score, topic in zip(scores, self._topics, strict=True)
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

    def told(self, buyer: str) -> tuple[tuple[str, Words], ...]:
        """The author's lines that are in a turn of the buyer's, each with its topic."""
        found = self._told.get(buyer)
        if found is None:
            if len(self._told) >= _REMEMBERED_TURNS:
                self._told.clear()
            key = Words.of(buyer).key
            found = self._told[buyer] = tuple(
                (topic.id, line)
                for topic in self._topics
                for line in topic.told
                if line.key and line.key in key
            )
        return found

    def spoken(self, buyer: Sequence[str]) -> dict[str, float]:
        """By how much topics are likelier after what the buyer said, the last turn first."""
        likelier: dict[str, float] = {}
        for text, by in zip(buyer, _LATELY, strict=False):
            for name, _ in self.told(text):
                likelier.setdefault(name, by)
        return likelier

    def taken_up(self, text: str, buyer: Sequence[str]) -> tuple[TopicScore, ...]:
        """What the buyer was speaking of when they said what ``text`` takes up, the last first."""
        stems = [word for word in Words.of(text).stems if telling(word) > SAYS_SOMETHING]
        if len(stems) < _TAKEN_UP_WORDS:
            return ()
        best, name = 0.0, ""
        for turn in buyer:
            for topic, line in self.told(turn):
                there = [telling(word) for word in stems if among(word, line.there) > SYNONYM]
                share = sum(there) / sum(map(telling, stems))
                if len(there) >= _TAKEN_UP_WORDS and share > best:
                    best, name = share, topic
        return (TopicScore(id=name, score=round(best, 3)),) if best >= _TAKEN_UP_FROM else ()

    def meets(self, text: str) -> tuple[str, ...]:
        """Objections of which ``text`` touches a ``met_by`` phrase, in file order."""
        objections = [topic for topic in self._topics if topic.met_by]
        if not objections:
            return ()
        said = self._wording.found(Words.of(text))
        outright = {word for word, surely in said.items() if surely >= _SAID_OUTRIGHT}
        numbers = figures(text)
        return tuple(
            topic.id
            for topic in objections
            if any(
                # Other words alone meet nothing: "platform" is a system, and a core one too.
                not outright.isdisjoint(line.there)
                and self._wording.coverage(line.stems, said, topic.goes_without) >= _MET_FROM
                for line in topic.met_by
            )
            or any(_same_numbers(numbers, theirs) for theirs in topic.met_by_figures)
        )

    def quoted(self, text: str) -> tuple[TopicScore, ...]:
        """The topic whose lines hold the words that ``you said`` introduces, if one's do."""
        stems = tuple(word for word in Words.of(text).stems if word not in _SAYING)
        if sum(1 for word in stems if telling(word) > SAYS_SOMETHING) < _QUOTED_WORDS:
            return ()
        best, name = 0.0, ""
        for topic in self._topics:
            for line in topic.told:
                share = self._wording.held_by(line, stems)
                if share > best:
                    best, name = share, topic.id
        return (TopicScore(id=name, score=round(best, 3)),) if best >= _OBJECTING_FROM else ()

    def objecting(self, text: str) -> tuple[str, ...]:
        """Objections whose own words (or what lies behind them) the buyer's ``text`` holds."""
        found = self._objecting.get(text)
        if found is None:
            if len(self._objecting) >= _REMEMBERED_TURNS:
                self._objecting.clear()
            words = Words.of(text)
            stems = words.stems
            said, near = self._wording.found(words), self._wording.near(words)
            found = self._objecting[text] = tuple(
                topic.id
                for topic in self._topics
                if any(
                    not near.isdisjoint(line.there)
                    and (
                        self._wording.coverage(line.stems, said) >= _OBJECTING_FROM
                        or (
                            len(stems) > 3 and self._wording.held_by(line, stems) >= _OBJECTING_FROM
                        )
                    )
                    for line in topic.spoken
                )
            )
        return found

    def without_steps(self, found: Iterable[TopicScore]) -> tuple[TopicScore, ...]:
        """The topics found that are nothing the buyer can be asked to do."""
        return tuple(topic for topic in found if not self.any_is("commitment", (topic,)))

    def any_is(self, of: TopicOf, found: Iterable[TopicScore]) -> bool:
        """True if any of the topics found is a need (an objection, ...)."""
        names = {topic.id for topic in found}
        return any(topic.of == of and topic.id in names for topic in self._topics)

    def nearness(self, text: str) -> dict[str, list[float]]:
        """How near in meaning each topic's lines are, -1 to 1: `listen_for`, then its name."""
        return dict(zip((t.id for t in self._topics), self._meant.near(means(text)), strict=True))

    def explain(self, text: str) -> tuple[Explained, ...]:
        """Every topic with its score and the author's line that is nearest, best first.

        For authors: a line said as a seller would, and why it is heard or not. The score is that of
        `ranked`, whatever its size; the nearness is in meaning alone, -1 to 1.
        """
        said = means(text)
        scores = {topic.id: topic.score for topic in self.ranked(text, 0.0)}
        found = []
        for topic, near in zip(self._topics, self._meant.near(said), strict=True):
            lines = [line for line in (*topic.listen_for, topic.called) if line]
            best = max(range(len(near)), key=near.__getitem__, default=None)
            line, nearness = (lines[best], near[best]) if best is not None else ("", 0.0)
            found.append(Explained(topic.id, scores.get(topic.id, 0.0), line, round(nearness, 3)))
        return tuple(sorted(found, key=lambda each: -each.score))

    def evidence(self, text: str) -> tuple[tuple[Evidence, ...], Nothing]:
        """What speaks for each topic, in file order, and what for none of them."""
        said = Words.of(text)
        words = [token.word for token in tokens(text)]
        proposing = proposes(words), may_propose(words)
        again = self._wording.scores(said, self._wording.found(said), proposing)
        form = Form.of(text, words)
        for_each = self._meant.evidence(means(text), again, self._wording.known(said), form)
        return tuple(for_each), nothing(again, form)

    def _weigh(self, text: str) -> _Weighed:
        found = self._weighed.get(text)
        if found is None:
            if len(self._weighed) >= _REMEMBERED_TEXTS:
                self._weighed.clear()
            for_each, none = self.evidence(text)
            found = self._weighed[text] = _Weighed(
                tuple([each.words if each.words >= _OUTRIGHT else 0.0 for each in for_each]),
                tuple(map(for_topic, for_each)),
                for_none(none),
            )
        return found


def outright_and_near(
    ranked: Sequence[TopicScore],
) -> tuple[tuple[TopicScore, ...], tuple[TopicScore, ...]]:
    """Of topics ranked best first, those named outright, and those too close to tell or near."""
    ranked = [topic for topic in ranked if topic.score >= NEAR_FROM]
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


def _same_numbers(said: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """True if all of the numbers of an answer are said."""
    return all(any(same(figure, other) for other in said) for figure in theirs)
