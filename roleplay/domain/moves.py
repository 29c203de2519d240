"""What a turn does: the codebook's kinds, and what the listener heard."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from .model import Model

STACKED_FROM = 3
"""So many questions in one turn, and only the first is heard."""


SURE_FROM = 0.5
"""Confidence from which what was heard counts; below it, it neither earns nor costs."""


PLAIN_FROM = 0.65
"""Confidence from which evidence is shown as it is; below it, it is shown as not sure."""


class Speaker(StrEnum):
    """Whose turn it is."""

    SELLER = "seller"
    BUYER = "buyer"


class Kind(StrEnum):
    """What one segment of a seller's turn does (the codebook's moves)."""

    RAPPORT = "rapport"
    AGENDA = "agenda"
    OPEN_QUESTION = "open_question"
    CLOSED_QUESTION = "closed_question"
    REFLECTION = "reflection"
    ACKNOWLEDGE = "acknowledge"
    INSIGHT = "insight"
    PITCH = "pitch"
    PROOF = "proof"
    ANSWER_CONCERN = "answer_concern"
    ADVISE = "advise"
    ADVANCE = "advance"
    CONCEDE = "concede"
    DISQUALIFY = "disqualify"
    OTHER = "other"


QUESTIONS = frozenset({Kind.OPEN_QUESTION, Kind.CLOSED_QUESTION})
ASKING = QUESTIONS | {Kind.REFLECTION}
"""Kinds that invite the buyer to go on: what ``asked`` and exploring an objection mean."""
TELLING = frozenset({Kind.INSIGHT, Kind.PROOF, Kind.ADVISE})
"""Kinds that ``told`` means."""


class Focus(StrEnum):
    """What a question is after."""

    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    PAYOFF = "payoff"
    PROCESS = "process"
    OTHER = "other"


class Wants(StrEnum):
    """What words want of the conversation itself, beside what they are about."""

    REPEAT = "repeat"
    """To hear once more what was just said."""
    AGREEMENT = "agreement"
    """A yes to what the speaker has just said: ``does that sound right?``"""
    TERMS = "terms"
    """What the other side would need: ``what would you have to see?``"""


class Said(StrEnum):
    """What a buyer's words amount to."""

    DIFFICULTY = "difficulty"
    CAUSE = "cause"
    CONSEQUENCE = "consequence"
    NUMBER = "number"
    DOUBT = "doubt"
    ACCEPTANCE = "acceptance"
    PUT_OFF = "put_off"
    COMMITMENT = "commitment"
    OBJECTION = "objection"
    """A concern about buying, or about the seller."""
    REFUSAL = "refusal"
    """A plain no."""


class Span(Model):
    """Words in a turn, by place: the words themselves are cut from the turn when read."""

    turn: int
    """The turn, counted from 1 (the opener)."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""


class TopicScore(Model):
    """How sure the listener is that words are about a topic of the scenario."""

    id: str
    score: float
    """0 to 1."""


class Figure(Model):
    """A number somebody said."""

    value: float
    """In base units: ``nine million`` is 9e6, ``4%`` is 4, ``half`` of something 50 percent."""
    unit: str
    """``percent``, ``money``, ``minute``, ``hour``, ``day``, ``week``, ``month``, ``year``,
    ``people``, or ``count`` for any other number."""
    start: int
    end: int


class Claim(Model):
    """Something a seller says buying will take, so that it can be held against them later."""

    subject: str
    """What it is about: ``effort``, ``cost``, ``time``, ``replacement``, ``data``."""
    amount: float | None = None
    """How much; 0 for none at all; None when they say that some is needed and not how much."""
    unit: str = "count"
    """As in `Figure.unit`."""
    start: int
    end: int


class Segment(Model):
    """One thing a seller does in a turn, and the exact words that do it."""

    kind: Kind
    start: int
    """First code point of the turn's text."""
    end: int
    """One past the last code point."""
    confidence: float
    """0 to 1: how sure the listener is of `kind`."""
    quantifies: bool = False
    """Puts a number on the buyer's problem, impact or value, or asks for one."""
    focus: Focus | None = None
    """What a question is after; None for what is no question."""
    topics: tuple[TopicScore, ...] = ()
    """Topics named outright: at or above the upper threshold, best first."""
    near: tuple[TopicScore, ...] = ()
    """Topics between the two thresholds, best first: too close to refuse, too far to be sure."""
    takes_up: bool = False
    """Builds on what the buyer said in the turn before."""
    meets: tuple[str, ...] = ()
    """Objections of which it touches a ``met_by`` phrase."""
    asks_number: bool = False
    """Asks the buyer for a figure."""
    grounded: bool = False
    """Uses a figure that the buyer, the brief or the account gave, or one computed from them."""
    unsupported: Figure | None = None
    """A figure about this buyer that nobody gave and no source is named for."""
    contradicts: int | None = None
    """For a reflection: the buyer's turn whose number or polarity it gets wrong."""
    claims: tuple[Claim, ...] = ()
    """What the seller says buying will take."""
    owns_up: bool = False
    """Says that a fault was the seller's own."""
    wants: Wants | None = None
    """What it wants of the conversation itself, if anything."""


class Heard(Model):
    """What the listener heard in one seller turn."""

    segments: tuple[Segment, ...] = ()
    """In the order they were said; empty for a pause."""
    dominant: Kind = Kind.OTHER
    """The kind that takes most of the turn's purpose."""

    @property
    def stacked(self) -> bool:
        """Whether there are so many questions that only the first is heard."""
        return sum(segment.kind in QUESTIONS for segment in self.segments) >= STACKED_FROM

    @property
    def taken_in(self) -> tuple[Segment, ...]:
        """The segments that reach the buyer: of stacked questions only the first."""
        if not self.stacked:
            return self.segments
        first = next(s for s in self.segments if s.kind in QUESTIONS)
        return tuple(s for s in self.segments if s.kind not in QUESTIONS or s is first)

    @property
    def quantifies(self) -> bool:
        """True if any segment does."""
        return any(segment.quantifies for segment in self.segments)

    @property
    def focus(self) -> Focus | None:
        """The focus of the turn's main question: the dominant kind's first, else the first."""
        asked = [s for s in self.segments if s.focus is not None]
        main = [s for s in asked if s.kind == self.dominant]
        return (main or asked)[0].focus if asked else None

    @property
    def topics(self) -> tuple[TopicScore, ...]:
        """All topics named outright, each with its best score, best first."""
        best: dict[str, float] = {}
        for segment in self.segments:
            for topic in segment.topics:
                best[topic.id] = max(topic.score, best.get(topic.id, 0.0))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return tuple(TopicScore(id=name, score=score) for name, score in ranked)


class BuyerSaid(Model):
    """One thing a buyer's turn says, and the exact words."""

    said: Said
    start: int
    end: int
    confidence: float = 1.0
    """0 to 1."""


Help = Literal["model", "embeddings"]
"""What beside code may have a say in what is heard."""


class Disagreement(Model):
    """Seller's words that a model heard otherwise than they were heard offline."""

    span: Span
    offline: Kind
    model: Kind | None
    """None where the model gave no answer in time, or none that stands in the turn."""
    heard: Kind
    """What counts."""
