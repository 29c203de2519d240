"""Fits word vectors so that their sum over a line points where the encoder puts the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_ROUNDS = 12
_AT_ONCE = 2048
"""Lines that are looked at before the vectors are moved."""
_STEP = 0.02
_KEPT = 1.0
"""How strongly a vector is held where it began: a word of few lines learns little from them."""
_RIDGE = 5.0


def fitted(alone: Any, said: Sequence[Sequence[int]], wanted: Any) -> Any:
    """A vector for each word.

    ``alone``: what the encoder makes of each word, weighted by rarity, a row each; ``said``: the
    words of each line, by row; ``wanted``: where each line lies, unit rows in fewer dimensions.
    The words are brought to those dimensions by one linear map (ridge regression over the lines),
    and then moved, each by itself, up the gradient of the lines' mean cosine.
    """
    used = [place for place, words in enumerate(said) if len(words) > 1]
    lengths = np.array([len(said[place]) for place in used])
    words = np.concatenate([np.array(said[place]) for place in used])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    wanted = wanted[used]
    sums = _unit(np.add.reduceat(alone[words], starts, axis=0))
    turned = np.linalg.solve(sums.T @ sums + _RIDGE * np.eye(sums.shape[1]), sums.T @ wanted)
    began = alone @ turned
    began = began / np.linalg.norm(began, axis=1).mean()
    table = began.copy()
    pace, size = np.zeros_like(table), np.zeros((len(table), 1))
    draw = np.random.default_rng(0)
    for turn in range(_ROUNDS):
        step = _STEP * (1 - turn / _ROUNDS)
        order = draw.permutation(len(used))
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            of = np.concatenate([words[starts[i] : starts[i] + lengths[i]] for i in some])
            row = np.repeat(np.arange(len(some)), lengths[some])
            heads = np.concatenate([[0], np.cumsum(lengths[some])[:-1]])
            sums = np.add.reduceat(table[of], heads, axis=0)
            long = np.linalg.norm(sums, axis=1, keepdims=True)
            near = (sums / long * wanted[some]).sum(axis=1, keepdims=True)
            slope = (near * sums / long - wanted[some]) / long
            by_word = np.argsort(of, kind="stable")
            begin = np.concatenate([[0], np.flatnonzero(np.diff(of[by_word])) + 1])
            moved = of[by_word][begin]
            pull = np.add.reduceat(slope[row][by_word], begin, axis=0)
            pull += _KEPT * (table[moved] - began[moved]) * len(some) / len(used)
            # Adam, with one size of slope for all numbers of a word.
            pace[moved] = 0.9 * pace[moved] + 0.1 * pull
            size[moved] = 0.98 * size[moved] + 0.02 * (pull**2).mean(axis=1, keepdims=True)
            table[moved] -= step * pace[moved] / (np.sqrt(size[moved]) + 1e-3)
    return table


def _unit(rows: Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
