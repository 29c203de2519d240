"""Figures of agreement between what was heard and what readers said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Found(NamedTuple):
    """How well one label is found."""

    readers: int
    """Turns in which the readers have it."""
    heard: int
    precision: float
    recall: float
    f1: float
    kappa: float


def kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Cohen's kappa: agreement beyond what chance would give, 1 at best, 0 at chance.

    Cohen (1960), A coefficient of agreement for nominal scales.
    """
    count = len(a)
    if not count:
        return float("nan")
    agreed = sum(x == y for x, y in zip(a, b, strict=True)) / count
    of_a, of_b = Counter(a), Counter(b)
    by_chance = sum(of_a[label] * of_b[label] for label in of_a) / count**2
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def found(readers: Sequence[bool], heard: Sequence[bool]) -> Found:
    """How well a label is found, turn by turn."""
    both = sum(x and y for x, y in zip(readers, heard, strict=True))
    theirs, ours = sum(readers), sum(heard)
    precision = both / ours if ours else float("nan")
    recall = both / theirs if theirs else float("nan")
    f1 = 2 * both / (ours + theirs) if ours + theirs else float("nan")
    return Found(theirs, ours, precision, recall, f1, kappa(readers, heard))


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1; equal values share theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    placed = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            placed[place] = (start + end + 1) / 2
        start = end
    return placed


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's rank correlation: Pearson's of the ranks, -1 to 1."""
    x, y = ranks(a), ranks(b)
    count = len(x)
    if count < 2:
        return float("nan")
    mean = (count + 1) / 2
    top = sum((p - mean) * (q - mean) for p, q in zip(x, y, strict=True))
    wide = sum((p - mean) ** 2 for p in x) * sum((q - mean) ** 2 for q in y)
    return top / wide**0.5 if wide else float("nan")


def auc(better: Sequence[float], worse: Sequence[float]) -> float:
    """How often a better one scores above a worse one, ties half: 0.5 is chance."""
    if not better or not worse:
        return float("nan")
    wins = sum((x > y) + (x == y) / 2 for x in better for y in worse)
    return wins / (len(better) * len(worse))
