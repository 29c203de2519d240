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

_TAKEN_BACK = frozenset({Said.DOUBT, Said.OBJECTION, Said.REFUSAL})
_LAST_THINGS = 2
"""So many of the last things that a seller did are what a buyer answers."""


class Sentence(NamedTuple):
    """A sentence of a buyer's turn, and what it shows of what it amounts to."""

    start: int
    end: int
    shown: tuple[str, ...]


def hear_buyer(text: str, context: Sequence[Turn]) -> tuple[BuyerSaid, ...]:
    """What each sentence of a buyer's turn amounts to; a sentence may be several things.

    ``context``: the turns before it, oldest first. What is rarely said is taken to be said from a
    lower probability on than what is said often: from where it is right as often as it is missed.
    """
    learnt = model("buyers")
    found: list[BuyerSaid] = []
    for sentence in sentences_of(text, context):
        chances = dict(zip(learnt.labels, map(chance, learnt.scores(sentence.shown)), strict=True))
        heard = {
            Said(label): chances[label]
            for label, least in zip(learnt.labels, learnt.heard_from, strict=True)
            if chances[label] >= least
        }
        if heard.keys() & _TAKEN_BACK:
            # "That makes sense, but we tried it" accepts nothing.
            heard.pop(Said.ACCEPTANCE, None)
        found += [
            BuyerSaid(
                said=said, start=sentence.start, end=sentence.end, confidence=round(likely, 3)
            )
            for said, likely in heard.items()
        ]
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
        sentence = features.Sentence(
            words=words[place],
            asks=piece.endswith("?") or starts_question(tokens(piece), 0),
            units=frozenset(figure.unit for figure in figures(piece)),
            place=place,
            of=len(places),
            stems=frozenset(content(piece)),
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
    return leaning(learnt.labels, [chance(max(column)) for column in zip(*scores, strict=True)])


def leaning(labels: Sequence[str], chances: Sequence[float]) -> tuple[str, ...]:
    """How likely each thing is, in steps; what is unlikely is left out."""
    steps = [sum(each >= edge for edge in _LEVELS) for each in chances]
    return tuple(f"{label} {step}" for label, step in zip(labels, steps, strict=False) if step)
