"""How likely each topic is what words are about, from all the evidence there is.

The topics of a call compete, with each other and with none of them (a conditional logit): the
author's own words said again (`wording`), nearness in meaning to an author's lines, to their
middle and to what the buyer may tell (`meanings`), and whether the form of the words goes with
the kind of topic. The weights were fitted on labelled lines; tests/listening/training/README.md
says which, and how to make them again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import count
from operator import mul
from typing import NamedTuple

from .compiling import Compiled
from .meanings import Meaning, Nearness, length_together, means
from .words import word_set

_CALLED = 0.9
"""What the buyer's name for a topic counts beside a line of `listen_for`, in nearness."""
_REMEMBERED_TEXTS = 512
"""Texts of which it is kept at hand how near they are to every line."""
_ASKING = word_set("""
    who what how when where why which whose do does did is are was were have has had can could
    would will should may
    """)
_LEADING_IN = word_set("and so but")
_OURS = word_set("i we our my us me ours")
_YOURS = word_set("you your yours yourself")
_SHORT = 5
_LONG = 40
_AMOUNTS = word_set("many much big large long often far soon quick quickly old")
_SOUGHT = {
    **dict.fromkeys(("who", "whose", "whom", "anybody", "anyone", "somebody", "someone"), 1),
    **{"when": 2, "where": 3, "why": 4, "how": 5, "what": 6, "which": 6},
}
"""What a word asks for: how much is 0, a person 1, a time 2, a place 3, a reason 4, a way 5, a
thing 6. Where several are there, the first of these counts."""
_REASON, _WAY, _ONE_OF_TWO, _NOTHING_SOUGHT = 4, 5, 7, 8
_SOUGHTS = 9


class Form(NamedTuple):
    """How something is said, whatever it is about."""

    asked: bool
    ours: bool
    """It speaks of the seller's side."""
    yours: bool
    """It speaks of the buyer's side."""
    words: int
    sought: int
    """What it asks for: a person, a time, a thing, ... as `sought` has it."""

    @staticmethod
    def of(text: str, words: Sequence[str]) -> Form:
        """The form of a text, of which ``words`` are the words."""
        first = next((word for word in words if word not in _LEADING_IN), "")
        return Form(
            asked="?" in text or first in _ASKING,
            ours=not _OURS.isdisjoint(words),
            yours=not _YOURS.isdisjoint(words),
            words=len(words),
            sought=sought(words),
        )


def sought(words: Sequence[str]) -> int:
    """What words ask for, from 0 (how much) to 8 (nothing)."""
    found = _NOTHING_SOUGHT
    for word, after in zip(words, (*words[1:], ""), strict=True):
        if word in _SOUGHT:
            if word == "how" and after in _AMOUNTS:
                return 0
            found = min(found, _REASON if word == "how" and after == "come" else _SOUGHT[word])
    if found == _NOTHING_SOUGHT and words and words[0] in _ASKING:
        return _ONE_OF_TWO
    return found


class Evidence(NamedTuple):
    """What speaks for one topic."""

    words: float
    """The author's words said again, 0 to 1."""
    near: float
    """Nearness to the nearest of its lines, -1 to 1."""
    middle: float
    """Nearness to the middle of its lines, -1 to 1."""
    ahead: float
    """How much nearer that is than for the best other topic; below nought if that one is nearer."""
    told: float
    """Nearness to what the buyer may tell of it, -1 to 1."""
    known: float
    """The share of what was said, by rarity, of which its words know, 0 to 1."""
    sought: float
    """The share of its lines that ask for a person, a number, a time, a place or a reason, as it
    does; 0 if it asks for none of them."""
    put: float
    """The share of its lines put as it is, for what asks for none of them."""
    need: float
    """1 for a need; likewise the next two."""
    objection: float
    step: float
    asked_objection: float
    """1 if it is an objection and a question was asked; likewise the next."""
    asked_step: float
    our_objection: float
    """1 if it is an objection and the seller speaks of themselves; likewise the next."""
    our_step: float


class Nothing(NamedTuple):
    """What speaks for none of the topics."""

    always: float
    """1."""
    words: float
    """The most that any topic's own words are said again."""
    short: float
    """1 for five words or fewer."""
    long: float
    """The number of words, from 0 to 1 at forty."""
    asked: float
    """1 for a question."""
    telling: float
    """1 for something told of the seller's side alone."""
    yours: float
    """1 if it speaks of the buyer's side."""


WEIGHTS = Evidence(
    words=0.48,
    near=3.94,
    middle=5.20,
    ahead=3.49,
    told=1.57,
    known=3.24,
    sought=2.89,
    put=1.80,
    need=0.01,
    objection=0.64,
    step=-1.15,
    asked_objection=-1.78,
    asked_step=-0.18,
    our_objection=0.90,
    our_step=1.65,
)
"""That the author's own words hardly count here is no slip: what they know of what was said does,
and a line said again needs no other evidence."""
NOTHING = Nothing(
    always=6.69, words=-1.11, short=2.43, long=-2.09, asked=-0.52, telling=2.17, yours=0.52
)
"""The first is 0.7 more than fitted: then one in twenty-five lines about nothing is taken up."""
SUREST = 0.95
"""The most that other words can be of a topic: less than its own line."""


def likely(topics: Sequence[float], nothing: float) -> list[float]:
    """The likelihood, 0 to `SUREST`, of each topic, from what speaks for each and for none."""
    most = max((*topics, nothing))
    each = [math.exp(speaks - most) for speaks in topics]
    whole = sum(each) + math.exp(nothing - most)
    return [SUREST * share / whole for share in each]


def for_topic(evidence: Evidence) -> float:
    """How much speaks for a topic, in log-odds."""
    speaks: float = sum(map(mul, WEIGHTS, evidence))
    return speaks


def for_none(nothing: Nothing) -> float:
    """How much speaks for none of the topics, in log-odds."""
    speaks: float = sum(map(mul, NOTHING, nothing))
    return speaks


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


class _Placed(NamedTuple):
    """A topic's lines among all."""

    spoken: tuple[int, ...]
    """The places of its `listen_for`, and then of what it is called."""
    named: bool
    long: float
    """The length of the sum of their directions."""
    told: int | None
    sought: tuple[float, ...]
    """The share of its lines that ask for each thing, by what `sought` gives."""


class Meant:
    """Topics as they are compared by meaning."""

    def __init__(self, topics: Sequence[Compiled], lines: Lines) -> None:
        """``lines``: those of the topics may be among them, and are afterwards."""
        spoken = [[line for line in (*t.listen_for, t.called) if line] for t in topics]
        told = [" ".join(line.key for line in topic.told) for topic in topics]
        lines.add(line for each in (*spoken, filter(None, told)) for line in each)
        self.lines = lines
        self._placed = [
            _Placed(
                spoken=tuple(map(lines.place_of, each)),
                named=bool(topic.called),
                long=length_together([means(line) for line in each]),
                told=lines.place_of(text) if text else None,
                sought=_shares(topic),
            )
            for topic, each, text in zip(topics, spoken, told, strict=True)
        ]
        self._needs = [float(topic.of == "need") for topic in topics]
        self._objections = [float(topic.of == "objection") for topic in topics]
        self._steps = [float(topic.of == "commitment") for topic in topics]
        self._neither = [0.0] * len(topics)

    def evidence(
        self, said: Meaning | None, words: Sequence[float], known: Sequence[float], form: Form
    ) -> list[Evidence]:
        """What speaks for each topic.

        ``words``: the author's words said again, 0 to 1 a topic; ``known``: the share of what was
        said of which the topic's words know.
        """
        near = self.lines.near(said)
        nearest, middles, told = [], [], []
        for topic in self._placed:
            each = [near[place] for place in topic.spoken]
            middles.append(sum(each) / topic.long if topic.long else 0.0)
            if topic.named:
                each[-1] *= _CALLED
            nearest.append(max(each, default=0.0))
            told.append(near[topic.told] if topic.told is not None else 0.0)
        alike = [topic.sought[form.sought] for topic in self._placed]
        # A column for each field, in their order: it is worked out with everything that is said.
        fields = (
            *(words, nearest, middles, _ahead(middles), told, known),
            *((alike, self._neither) if form.sought < _WAY else (self._neither, alike)),
            *(self._needs, self._objections, self._steps),
            *((self._objections, self._steps) if form.asked else (self._neither, self._neither)),
            *((self._objections, self._steps) if form.ours else (self._neither, self._neither)),
        )
        return list(map(Evidence._make, zip(*fields, strict=True)))

    def near(self, said: Meaning | None) -> list[list[float]]:
        """Nearness to each topic's lines, in their order."""
        near = self.lines.near(said)
        found = []
        for topic in self._placed:
            each = [near[place] for place in topic.spoken]
            if topic.named:
                each[-1] *= _CALLED
            found.append(each)
        return found


def _shares(topic: Compiled) -> tuple[float, ...]:
    """The share of a topic's lines that ask for each thing."""
    asked = [sought(line.words.key.split()) for line in topic.lines[: len(topic.listen_for)]]
    return tuple([asked.count(each) / max(len(asked), 1) for each in range(_SOUGHTS)])


def nothing(words: Sequence[float], form: Form) -> Nothing:
    """What speaks for none of the topics; ``words`` as for `Meant.evidence`."""
    return Nothing(
        always=1.0,
        words=max(words, default=0.0),
        short=float(form.words <= _SHORT),
        long=min(form.words, _LONG) / _LONG,
        asked=float(form.asked),
        telling=float(form.ours and not form.yours and not form.asked),
        yours=float(form.yours),
    )


def _ahead(scores: Sequence[float]) -> list[float]:
    """How far each is ahead of the best of the others."""
    if not scores:
        return []
    best, second = [*sorted(scores, reverse=True), 0.0][:2]
    return [score - second if score == best else score - best for score in scores]
