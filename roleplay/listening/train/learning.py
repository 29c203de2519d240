"""What each of the listener's models learns from labelled calls."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from roleplay.domain.moves import Focus, Kind, Speaker
from roleplay.listening import Topics, kinds, purposes
from roleplay.listening.buyer import leaning, sentences_of
from roleplay.listening.linear import Table
from roleplay.listening.purposes import KINDS
from roleplay.listening.scene import Part, parts_in, scene_of

from .aligning import aligned
from .corpus import BUYERS, Call, Labelled, Move
from .fitting import Example, Fit, Weights, logistic, rounded, softmax

_PLACE = {kind: place for place, kind in enumerate(KINDS)}
_FIRST_LOOK, _LOOK_AGAIN = Fit(epochs=4, rate=0.1, least=3), Fit(epochs=10, rate=0.1, least=3)
_KINDS_FIRST = Fit(epochs=2, rate=0.1, least=6, slight=0.03)
_KINDS = Fit(epochs=6, rate=0.07, least=6, hidden=0.3, slight=0.03)
_LEAST = 1e-6
_BY_WRITER = 0.4
"""What a label counts of one who wrote the call, beside a reader's."""
_AS_GOOD = 0.7
"""A sentence about as likely as the turn's likeliest may say it too."""
_DOUBTFUL = 0.3


class Turn(NamedTuple):
    """A seller's turn to learn from, by one reader."""

    parts: Sequence[Part]
    difficulty: bool
    """The buyer has just told one."""
    moves: tuple[Move, ...]
    counts: float
    call: str


Chances = Callable[[Call, int], list[float]]
"""How likely the turn of that number in a call says each of `BUYERS`; none if the seller's."""


TopicsOf = Callable[[str], Topics]
"""The topics of a shipped buyer, by the name of the call."""


class Learnt(NamedTuple):
    """The models of what sellers do."""

    kinds: Table
    purposes: Table
    focuses: Table


def both_ways(calls: Iterable[Call]) -> list[Call]:
    """The calls as they are written, and as speech-to-text would have written them."""
    return [each for call in calls for each in (call, call.without_marks())]


def turns_of(calls: Iterable[Call], said: Chances, topics_of: TopicsOf) -> list[Turn]:
    """The sellers' turns, one for each different opinion of the readers; a turn counts once."""
    found = []
    for call in calls:
        topics = topics_of(call.scenario) if call.scenario else None
        for turn in call.sellers():
            scene = scene_of(turn.context, topics)._replace(
                said=leaning(BUYERS, said(call, turn.place - 1))
            )
            heard = [part for part in parts_in(turn.text, scene) if part.words]
            opinions = Counter(turn.moves.values())
            trust = _BY_WRITER if call.by_writer and call.counts == 1.0 else call.counts
            for moves, readers in opinions.items() if heard else ():
                counts = trust * readers / len(turn.moves)
                found.append(Turn(heard, scene.difficulty, moves, counts, call.name))
    return found


def sellers(
    calls: Sequence[Call], said: Chances, topics_of: TopicsOf, tell: Callable[[str], None]
) -> Learnt:
    """Learns what sellers do, what their turns are for, and what their questions are after.

    A reader says what a turn does, in order, and not which words do it: that is found by turns,
    with what has been learnt so far (hard expectation-maximisation), beginning with the rules.
    """
    turns = turns_of(both_ways(calls), said, topics_of)
    tell(f"{len(turns)} sellers' turns")
    placed = [_by_rules(turn) for turn in turns]
    weights = Weights(len(KINDS))
    for look in (_KINDS_FIRST, _KINDS):
        weights = _kinds(turns, placed, look)
        placed = [
            _by_weights(turn, moves, weights) for turn, moves in zip(turns, placed, strict=True)
        ]
        tell(f"kinds: {len(weights.of)} features")
    shown = _of_turns(turns)
    whole = _fit(shown)
    tell(f"turns: {len(whole.of)} features")
    step, rows = rounded(_side_by_side(weights, whole))
    table = Table(purposes.LABELS, step, rows)
    return Learnt(table, _purposes(turns, placed, shown, tell), _focuses(turns, placed))


_PLACES = (purposes.WHEREVER, purposes.ENDING, purposes.BEGINNING)


def _side_by_side(parts: Weights, whole: Weights) -> dict[str, list[float]]:
    """For each feature what it says of a part, and of a turn wherever it stands in it."""
    nothing = [0.0] * len(KINDS)
    features = {*parts.of, *(feature.partition(" ")[2] for feature in whole.of)}
    return {
        feature: [
            *parts.of.get(feature, nothing),
            *(w for place in _PLACES for w in whole.of.get(f"{place} {feature}", nothing)),
        ]
        for feature in sorted(features)
    }


def _fit(examples: Sequence[Example]) -> Weights:
    return Weights(len(KINDS)).fit(examples, _KINDS, exclusive=True)


def _of_turns(turns: Sequence[Turn]) -> list[Example]:
    """What each turn shows in all its parts, and what it is for."""
    return [
        Example(
            tuple(_of_turn(turn)),
            _one(KINDS, next(move.kind for move in turn.moves if move.dominant)),
            turn.counts,
        )
        for turn in turns
    ]


def _of_turn(turn: Turn) -> list[str]:
    """What a turn's parts show, by where they stand; what a part does is not known yet."""
    found = []
    for place, part in enumerate(turn.parts):
        shown = [
            feature
            for feature in kinds.shown(part.words, part.marked, part.setting)
            if not feature.startswith("p ") and " p " not in feature
        ]
        found += [sys.intern(f"{purposes.WHEREVER} {feature}") for feature in shown]
        if place == len(turn.parts) - 1:
            found += [sys.intern(f"{purposes.ENDING} {feature}") for feature in shown]
        if place == 0 and len(turn.parts) > 1:
            found += [sys.intern(f"{purposes.BEGINNING} {feature}") for feature in shown]
    return found


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


def _kinds(turns: Sequence[Turn], placed: Sequence[Sequence[int]], look: Fit) -> Weights:
    examples = [
        Example(tuple(shown), _one(KINDS, turn.moves[move].kind), turn.counts)
        for turn, moves in zip(turns, placed, strict=True)
        for shown, move in zip(_shown(turn, moves), moves, strict=True)
    ]
    return Weights(len(KINDS)).fit(examples, look, exclusive=True)


def _purposes(
    turns: Sequence[Turn],
    placed: Sequence[Sequence[int]],
    whole: Sequence[Example],
    tell: Callable[[str], None],
) -> Table:
    """Learns which of the things that a turn does is the one that it is for.

    From the kinds as one hears them who has not learnt from that call: they are as often wrong
    then as they will be.
    """
    examples = [
        example for half in (0, 1) for example in _purposes_of_half(turns, placed, whole, half)
    ]
    weights = Weights(len(KINDS)).fit(examples, _LOOK_AGAIN, exclusive=True)
    tell(f"purposes: {len(examples)} turns, {len(weights.of)} features")
    step, rows = weights.rounded()
    return Table(tuple(KINDS), step, rows)


def _purposes_of_half(
    turns: Sequence[Turn], placed: Sequence[Sequence[int]], whole: Sequence[Example], half: int
) -> list[Example]:
    """What the turns of every other call show to one who has learnt from those between them."""
    names = sorted({turn.call for turn in turns})
    halves = {name: place % 2 for place, name in enumerate(names)}
    others = [place for place, turn in enumerate(turns) if halves[turn.call] != half]
    weights = _kinds([turns[p] for p in others], [placed[p] for p in others], _KINDS)
    of_turn = _fit([whole[p] for p in others])
    examples = []
    for turn, example in zip(turns, whole, strict=True):
        if halves[turn.call] == half:
            chances = softmax(of_turn.scores(example.features))
            shown = purposes.weighs(_heard(turn, weights), dict(zip(KINDS, chances, strict=True)))
            examples.append(example._replace(features=tuple(shown)))
    return examples


def _heard(turn: Turn, weights: Weights) -> list[purposes.Likely]:
    """A turn's parts as they are heard with these weights, one after the other."""
    before: Kind | None = None
    heard = []
    for part in turn.parts:
        shown = kinds.shown(part.words, part.marked, part.setting._replace(previous=before))
        chances = dict(zip(KINDS, softmax(weights.scores(shown)), strict=True))
        heard.append(purposes.Likely(chances, len(part.words)))
        before = max(chances, key=chances.__getitem__)
    return heard


def _focuses(turns: Sequence[Turn], placed: Sequence[Sequence[int]]) -> Table:
    """Learns what questions are after."""
    examples = []
    for turn, moves in zip(turns, placed, strict=True):
        for part, move in zip(turn.parts, moves, strict=True):
            focus = turn.moves[move].focus
            if focus is not None:
                shown = kinds.after(part.words, part.setting, turn.difficulty)
                examples.append(Example(tuple(shown), _one(tuple(Focus), focus), turn.counts))
    step, rows = Weights(len(Focus)).fit(examples, _LOOK_AGAIN, exclusive=True).rounded()
    return Table(tuple(Focus), step, rows)


def buyers(calls: Sequence[Call], tell: Callable[[str], None]) -> tuple[Table, Chances]:
    """Learns what a buyer's sentences amount to.

    And what each turn of these calls is heard to be by one who has not learnt from its call: what
    is learnt about sellers would else rest on buyers being heard better than they will be.
    """
    said = _said_unlearnt(calls, tell)
    step, rows = _buyers(calls, tell).rounded()
    return Table(BUYERS, step, rows, _heard_from(calls, said)), said


def _heard_from(calls: Sequence[Call], said: Chances) -> tuple[float, ...]:
    """For each thing said the probability from which hits and misses balance best (F1)."""
    turns = [(_held(turn), said(call, turn.place)) for call in calls for turn in call.buyers()]
    edges = []
    for place in range(len(BUYERS)):
        known = [(held[place] >= 0.5, chances[place]) for held, chances in turns if chances]
        edges.append(max(_EDGES, key=lambda edge: (_f1(known, edge), edge)))
    return tuple(edges)


_EDGES = tuple(step / 20 for step in range(3, 15))


def _f1(known: Sequence[tuple[bool, float]], edge: float) -> float:
    hits = sum(held for held, chance in known if chance >= edge)
    heard = sum(chance >= edge for _, chance in known)
    there = sum(held for held, _ in known)
    return 2 * hits / (heard + there) if heard + there else 0.0


def _held(turn: Labelled) -> list[float]:
    """For each thing that a turn may say, the share of its readers who say so."""
    return [sum(tag in said for said in turn.said.values()) / len(turn.said) for tag in BUYERS]


def _buyers(calls: Iterable[Call], tell: Callable[[str], None]) -> Weights:
    """What speaks for each thing that a buyer's sentence may amount to.

    A reader says what a turn amounts to, and not in which sentence: at first all of them may say
    it, and then those that are about as likely as the likeliest.
    """
    turns = [
        (turn, [sentence.shown for sentence in sentences_of(turn.text, turn.context)])
        for call in both_ways(calls)
        for turn in call.buyers()
    ]
    weights = Weights(len(BUYERS))
    for look in (_FIRST_LOOK, _LOOK_AGAIN):
        examples = [
            Example(shown, target)
            for turn, sentences in turns
            for shown, target in zip(sentences, _targets(turn, sentences, weights), strict=True)
        ]
        weights = Weights(len(BUYERS)).fit(examples, look, exclusive=False)
    tell(f"buyers: {len(turns)} turns, {len(examples)} sentences, {len(weights.of)} features")
    return weights


def _said_unlearnt(calls: Sequence[Call], tell: Callable[[str], None]) -> Chances:
    halves = {call.name: place % 2 for place, call in enumerate(calls)}
    heard = [
        _buyers([call for call in calls if halves[call.name] != half], tell) for half in (0, 1)
    ]

    def said(call: Call, place: int) -> list[float]:
        if place < 1 or call.lines[place - 1][0] is not Speaker.BUYER:
            return []
        sentences = sentences_of(call.lines[place - 1][1], call.turns[: place - 1])
        weights = heard[halves[call.name]]
        chances = [logistic(weights.scores(sentence.shown)) for sentence in sentences]
        return [max(column) for column in zip(*chances, strict=True)]

    return said


def _targets(
    turn: Labelled, shown: Sequence[Sequence[str]], weights: Weights
) -> list[tuple[float, ...]]:
    held = _held(turn)
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
