"""What a turn is for: of all that it does, the one thing that takes most of its purpose."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from roleplay.domain.moves import Kind

from .linear import model, shares

KINDS = tuple(Kind)
"""The kinds in the order in which the models score them."""
WHEREVER, ENDING, BEGINNING = "turn", "end", "begin"
LABELS = tuple(
    f"{part} {kind}".lstrip() for part in ("", WHEREVER, ENDING, BEGINNING) for kind in KINDS
)
"""What the model of kinds scores: what a part does, then what a turn is for that holds it, that it
ends and that it begins."""


class Likely(NamedTuple):
    """A part of a turn, and what it may be."""

    chances: Mapping[Kind, float]
    """How likely it is to do each thing, 0 to 1."""
    words: int
    speaks_for: Sequence[Sequence[float]] = ()
    """How much it speaks for each thing that the turn may be for: wherever it stands, where it ends
    the turn, and where it begins one of several parts."""


_STEPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
_MOST_COUNTED = 60
"""Words of a part from which it weighs no more."""


def whole(parts: Sequence[Likely]) -> dict[Kind, float]:
    """How likely a turn is for each thing, by all that its parts show."""
    known = [part.speaks_for for part in parts if part.speaks_for]
    rows = [wherever for wherever, _, _ in known]
    if known:
        rows.append(known[-1][1])
    if len(known) > 1:
        rows.append(known[0][2])
    chances = shares([sum(column) for column in zip(*rows, strict=True)])
    return dict(zip(KINDS, chances, strict=True))


def weighs(parts: Sequence[Likely], turn: Mapping[Kind, float]) -> list[str]:
    """What shows what a turn is for, in steps from one to the next: ``turn`` by its whole.

    And how likely a kind is in any part, in the first and the last, and what share it has.
    """
    most: dict[Kind, float] = {}
    for part in parts:
        for kind, likely in part.chances.items():
            most[kind] = max(most.get(kind, 0.0), likely)
    shown = ["always", f"parts {min(len(parts), 4)}"]
    measures = (
        ("whole", turn),
        ("most", most),
        ("share", shared(parts)),
        ("last", parts[-1].chances),
        ("first", parts[0].chances if len(parts) > 1 else {}),
    )
    for name, measured in measures:
        for kind, value in measured.items():
            if value >= _STEPS[0]:
                shown += _climbed(name, kind, bisect_right(_STEPS, value))
    return shown


@cache
def _climbed(name: str, kind: Kind, steps: int) -> tuple[str, ...]:
    """What is shown by a measure that is so many steps high."""
    return tuple(f"{name} {kind} {edge}" for edge in _STEPS[:steps])


_BESIDE = 0.7
"""What the plain product counts beside what was learnt of the whole and the parts together."""
_SURE = 0.5
"""How sure that leaves one: with this the chances fit best (log loss) what readers say of the calls
learnt from, each heard by one who has not learnt from it."""
_LITTLE, _LEAST = 0.02, 0.01
"""What is added to the parts' chances and to the whole's: nothing is ruled out by one alone."""


def dominant(parts: Sequence[Likely]) -> tuple[Kind, float]:
    """What a turn of one or more parts is for, and how surely, 0 to 1.

    The whole and the parts are wrong in different turns. How far to trust each where they differ is
    learnt; their product counts beside it, so that nothing wins that neither of them finds likely.
    """
    by_whole, by_parts = whole(parts), shared(parts)
    learnt = model("purposes").scores(weighs(parts, by_whole))
    scores = [
        _SURE
        * (
            score
            + _BESIDE * math.log((by_whole[kind] + _LEAST) * (by_parts.get(kind, 0.0) + _LITTLE))
        )
        for kind, score in zip(KINDS, learnt, strict=True)
    ]
    chances = shares(scores)
    place = max(range(len(chances)), key=chances.__getitem__)
    return KINDS[place], chances[place]


def shared(parts: Sequence[Likely]) -> dict[Kind, float]:
    """What share of a turn each kind is likely to have.

    By the square root of the parts' words: a long preamble does not outweigh what it leads to.
    """
    mass: dict[Kind, float] = {}
    for part in parts:
        weight = min(part.words, _MOST_COUNTED) ** 0.5
        for kind, likely in part.chances.items():
            mass[kind] = mass.get(kind, 0.0) + weight * likely
    total = sum(mass.values()) or 1.0
    return {kind: each / total for kind, each in mass.items()}
