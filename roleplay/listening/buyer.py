"""What a buyer's words amount to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from roleplay.domain.moves import BuyerSaid, Said, Speaker

from . import features
from .figures import figures
from .kinds import by_rule
from .linear import chance, model
from .phrases import lexicon
from .segmenting import segments, sentences, starts_question
from .sizing import asks_number
from .words import content, tokens

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

HEARD_FROM = 0.5
"""Probability from which a sentence is taken to say something."""
_LAST_THINGS = 2
"""So many of the last things that a seller did are what a buyer answers."""


class Sentence(NamedTuple):
    """A sentence of a buyer's turn, and what it shows of what it amounts to."""

    start: int
    end: int
    shown: tuple[str, ...]


def hear_buyer(text: str, context: Sequence[Turn]) -> tuple[BuyerSaid, ...]:
    """What each sentence of a buyer's turn amounts to; a sentence may be several things.

    ``context``: the turns before it, oldest first. What is less likely than not is not said to be
    anything.
    """
    learnt = model("buyers")
    found: list[BuyerSaid] = []
    for sentence in sentences_of(text, context):
        for label, score in zip(learnt.labels, learnt.scores(sentence.shown), strict=True):
            likely = chance(score)
            if likely >= HEARD_FROM:
                said = BuyerSaid(
                    said=Said(label),
                    start=sentence.start,
                    end=sentence.end,
                    confidence=round(likely, 3),
                )
                found.append(said)
    return tuple(found)


def sentences_of(text: str, context: Sequence[Turn]) -> list[Sentence]:
    """The sentences of a buyer's turn, in order, each with what it shows."""
    last = context[-1] if context else None
    asked = _asked(last.text) if last is not None and last.speaker is Speaker.SELLER else _NOTHING
    return list(_sentences(text, asked))


_NOTHING = features.Asked()


@lru_cache(maxsize=512)
def _sentences(text: str, asked: features.Asked) -> tuple[Sentence, ...]:
    places = sentences(text)
    words = [[token.word for token in tokens(text[start:end])] for start, end in places]
    found = []
    for place, (start, end) in enumerate(places):
        if not words[place]:
            continue
        piece = text[start:end]
        beside = (word for other, each in enumerate(words) if other != place for word in each)
        sentence = features.Sentence(
            words=words[place],
            asks=piece.endswith("?") or starts_question(tokens(piece), 0),
            units=frozenset(figure.unit for figure in figures(piece)),
            place=place,
            of=len(places),
            stems=frozenset(content(piece)),
            beside=frozenset(beside),
        )
        cues = lexicon("buyer").scores(words[place])
        found.append(Sentence(start, end, tuple(features.said(sentence, asked, cues))))
    return tuple(found)


@lru_cache(maxsize=512)
def _asked(text: str) -> features.Asked:
    """What a seller's turn leaves to answer, as far as its own words tell."""
    pieces = [text[start:end] for start, end in segments(text)[-_LAST_THINGS:]]
    words = [token.word for token in tokens(text)]
    return features.Asked(
        kinds=frozenset(str(kind) for piece in pieces if (kind := by_rule(piece)) is not None),
        number=asks_number(words),
        figure=bool(figures(text)),
        words=frozenset(content(text)),
    )


_LEVELS = (0.15, 0.4, 0.75)
"""Probabilities between which it is told how likely a buyer's turn said something."""


def leanings(text: str, context: Sequence[Turn]) -> tuple[str, ...]:
    """What a buyer's turn may amount to and how likely, in steps: ``objection 3``."""
    return _leanings(tuple(sentences_of(text, context)))


@lru_cache(maxsize=512)
def _leanings(said: tuple[Sentence, ...]) -> tuple[str, ...]:
    learnt = model("buyers")
    scores = [learnt.scores(sentence.shown) for sentence in said]
    return leaning(learnt.labels, [list(map(chance, each)) for each in scores])


def leaning(labels: Sequence[str], chances: Sequence[Sequence[float]]) -> tuple[str, ...]:
    """The steps of the likeliest sentence for each label; those that are unlikely are left out."""
    found = []
    for label, each in zip(labels, zip(*chances, strict=True), strict=False):
        step = sum(max(each) >= edge for edge in _LEVELS)
        if step:
            found.append(f"{label} {step}")
    return tuple(found)
