"""What each of the listener's models learns from labelled calls."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from roleplay.domain.moves import Focus, Kind
from roleplay.listening import kinds
from roleplay.listening.buyer import sentences_of
from roleplay.listening.linear import Table
from roleplay.listening.seller import Part, parts

from .aligning import aligned
from .corpus import BUYERS, Call, Labelled, Move
from .fitting import Example, Fit, Weights, logistic, softmax

KINDS = tuple(Kind)
_PLACE = {kind: place for place, kind in enumerate(KINDS)}
_FIRST_LOOK, _LOOK_AGAIN = Fit(epochs=5, rate=0.1), Fit(epochs=10, rate=0.1)
_LEAST = 1e-6
_AS_GOOD = 0.7
"""A sentence about as likely as the turn's likeliest may say it too."""
_DOUBTFUL = 0.3


class Turn(NamedTuple):
    """A seller's turn to learn from, by one reader."""

    parts: Sequence[Part]
    moves: tuple[Move, ...]
    counts: float


class Learnt(NamedTuple):
    """The models of what sellers do."""

    kinds: Table
    purposes: Table
    focuses: Table


def both_ways(calls: Iterable[Call]) -> list[Call]:
    """The calls as they are written, and as speech-to-text would have written them."""
    return [each for call in calls for each in (call, call.without_marks())]


def turns_of(calls: Iterable[Call]) -> list[Turn]:
    """The sellers' turns, one for each reader; a turn counts once in all."""
    found = []
    for call in calls:
        for turn in call.sellers():
            heard = parts(turn.text, turn.context)
            if heard:
                found += [Turn(heard, moves, 1 / len(turn.moves)) for moves in turn.moves.values()]
    return found


def sellers(calls: Iterable[Call], tell: Callable[[str], None]) -> Learnt:
    """Learns the kinds of what sellers do, which of them a turn is for, and what questions are after.

    A reader says what a turn does, in order, and not which words do it: that is found by turns,
    with what has been learnt so far (hard expectation-maximisation), beginning with the rules.
    """
    turns = turns_of(both_ways(calls))
    tell(f"{len(turns)} sellers' turns")
    placed = [_by_rules(turn) for turn in turns]
    weights = Weights(len(KINDS))
    for look in (_FIRST_LOOK, _LOOK_AGAIN):
        examples = [
            Example(tuple(shown), _one(KINDS, turn.moves[move].kind), turn.counts)
            for turn, moves in zip(turns, placed, strict=True)
            for shown, move in zip(_shown(turn, moves), moves, strict=True)
        ]
        weights = Weights(len(KINDS)).fit(examples, look, exclusive=True)
        placed = [
            _by_weights(turn, moves, weights) for turn, moves in zip(turns, placed, strict=True)
        ]
        tell(f"kinds: {len(examples)} parts, {len(weights.of)} features")
    step, rows = weights.rounded()
    table = Table(tuple(KINDS), step, 1.0, rows)
    return Learnt(table, _purposes(turns, placed), _focuses(turns, placed))


def _one(labels: Sequence[object], which: object) -> tuple[float, ...]:
    return tuple(float(label == which) for label in labels)


def _shown(turn: Turn, moves: Sequence[int]) -> list[list[str]]:
    """What each part shows, where those before it are of the kinds that the reader named."""
    before: Kind | None = None
    shown = []
    for part, move in zip(turn.parts, moves, strict=True):
        shown.append(kinds.shown(part.words, part.marked, part.setting._replace(previous=before)))
        before = turn.moves[move].kind
    return shown


def _by_rules(turn: Turn) -> list[int]:
    likely = []
    for part in turn.parts:
        scores = kinds.ruled(part.words, part.marked, part.setting)
        chances = softmax([scores.get(kind, 0.0) for kind in KINDS])
        likely.append([math.log(chance + 1e-3) for chance in chances])
    return aligned(likely, [_PLACE[move.kind] for move in turn.moves])


def _by_weights(turn: Turn, moves: Sequence[int], weights: Weights) -> list[int]:
    likely = [
        [math.log(chance + _LEAST) for chance in softmax(weights.scores(shown))]
        for shown in _shown(turn, moves)
    ]
    return aligned(likely, [_PLACE[move.kind] for move in turn.moves])


def _purposes(turns: Sequence[Turn], placed: Sequence[Sequence[int]]) -> Table:
    """Learns which of the things that a turn does is the one that it is for."""
    examples = []
    for turn, moves in zip(turns, placed, strict=True):
        done = kinds.done(
            [
                (turn.moves[move].kind, len(part.words))
                for part, move in zip(turn.parts, moves, strict=True)
            ]
        )
        purpose = next(move.kind for move in turn.moves if move.dominant)
        if len({each.kind for each in done}) > 1:
            examples += [
                Example(tuple(kinds.weighs(each)), (float(each.kind is purpose),), turn.counts)
                for each in done
            ]
    step, rows = Weights(1).fit(examples, _LOOK_AGAIN, exclusive=False).rounded()
    return Table(("purpose",), step, 1.0, rows)


def _focuses(turns: Sequence[Turn], placed: Sequence[Sequence[int]]) -> Table:
    """Learns what questions are after."""
    examples = []
    for turn, moves in zip(turns, placed, strict=True):
        for part, move in zip(turn.parts, moves, strict=True):
            focus = turn.moves[move].focus
            if focus is not None:
                shown = kinds.after(part.words, part.setting)
                examples.append(Example(tuple(shown), _one(tuple(Focus), focus), turn.counts))
    step, rows = Weights(len(Focus)).fit(examples, _LOOK_AGAIN, exclusive=True).rounded()
    return Table(tuple(Focus), step, 1.0, rows)


def buyers(calls: Iterable[Call], tell: Callable[[str], None]) -> Table:
    """Learns what a buyer's sentences amount to.

    A reader says what a turn amounts to, and not in which sentence: at first all of them may say
    it, and then those that are about as likely as the likeliest.
    """
    turns = [(turn, sentences_of(turn.text, turn.context)) for call in both_ways(calls)
             for turn in call.buyers()]  # fmt: skip
    tell(f"{len(turns)} buyers' turns")
    weights = Weights(len(BUYERS))
    for look in (_FIRST_LOOK, _LOOK_AGAIN):
        examples = [
            Example(tuple(each.shown), target)
            for turn, found in turns
            for each, target in zip(
                found, _targets(turn, [each.shown for each in found], weights), strict=True
            )
        ]
        weights = Weights(len(BUYERS)).fit(examples, look, exclusive=False)
        tell(f"buyers: {len(examples)} sentences, {len(weights.of)} features")
    step, rows = weights.rounded()
    return Table(BUYERS, step, 1.0, rows)


def _targets(
    turn: Labelled, shown: Sequence[Sequence[str]], weights: Weights
) -> list[tuple[float, ...]]:
    held = [sum(tag in said for said in turn.said.values()) / len(turn.said) for tag in BUYERS]
    if not weights.of:
        alone = len(shown) == 1
        return [tuple(each if alone else _AS_GOOD * each for each in held)] * len(shown)
    chances = [logistic(weights.scores(each)) for each in shown]
    most = [max(column) for column in zip(*chances, strict=True)] if chances else []
    return [
        tuple(
            each
            if chance >= _AS_GOOD * best
            else 0.0
            if chance < _DOUBTFUL * best
            else chance * each
            for each, chance, best in zip(held, row, most, strict=True)
        )
        for row in chances
    ]
