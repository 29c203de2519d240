"""Fitting sparse linear models: stochastic gradient descent in plain arithmetic.

Nothing here depends on a library of numbers or on the machine: sums are taken in a fixed order
and powers by multiplication, so that the same examples give the same weights everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

_HALVINGS = 10
"""The exponential of x is (1 + x / 1024) taken to the power of 1,024: within 5% down to -10."""
_LARGEST = 127


class Example(NamedTuple):
    """Something to learn from."""

    features: tuple[str, ...]
    target: tuple[float, ...]
    """For each label how far it holds, 0 to 1."""
    counts: float = 1.0


class Fit(NamedTuple):
    """How a model is fitted."""

    epochs: int = 12
    rate: float = 0.35
    """How far a first step goes; later ones go less far for what was often seen (AdaGrad)."""
    decay: float = 0.02
    """What a weight loses of itself with each epoch."""
    least: int = 2
    """Examples that must show a feature for it to be learnt."""
    hidden: float = 0.0
    """Share of what an example shows that is left out each time, by chance, so that nothing is
    relied upon alone (dropout: Srivastava et al. 2014)."""
    slight: float = 0.0
    """By how much a label must be missed for something to be learnt about it."""


def power(exponent: float) -> float:
    """The exponential, from multiplications alone; from -20 on."""
    base = 1.0 + max(exponent, -20.0) / (1 << _HALVINGS)
    for _ in range(_HALVINGS):
        base *= base
    return base


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities of labels of which one holds."""
    most = max(scores)
    powers = [power(score - most) for score in scores]
    total = sum(powers)
    return [each / total for each in powers]


def logistic(scores: Sequence[float]) -> list[float]:
    """Probabilities of labels that may each hold or not."""
    return [1.0 / (1.0 + power(-min(score, 20.0))) for score in scores]


class Weights:
    """What each feature says about each label, while it is learnt."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.of: dict[str, list[float]] = {}
        self._seen: dict[str, float] = {}

    def scores(self, features: Sequence[str]) -> list[float]:
        """The sum of what the features say."""
        rows = [self.of[feature] for feature in features if feature in self.of]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * self.width

    def fit(
        self, examples: Sequence[Example], how: Fit, *, exclusive: bool, seed: int = 0
    ) -> Weights:
        """Learns from the examples; ``exclusive`` where one label holds for each.

        Returns itself.
        """
        shown = Counter(feature for example in examples for feature in example.features)
        for feature, count in shown.items():
            if count >= how.least and feature not in self.of:
                self.of[feature] = [0.0] * self.width
                self._seen[feature] = 1.0
        known = [
            (tuple(f for f in example.features if f in self.of), example.target, example.counts)
            for example in examples
        ]
        chances = softmax if exclusive else logistic
        order = list(range(len(known)))
        mixer = Random(seed)
        for _ in range(how.epochs):
            mixer.shuffle(order)
            for place in order:
                features, target, counts = known[place]
                if how.hidden:
                    features = tuple(f for f in features if mixer.random() >= how.hidden)
                if not features:
                    continue
                found = chances(self.scores(features))
                wrong = [counts * (a - b) for a, b in zip(target, found, strict=True)]
                self._learn(features, wrong, how)
            kept = 1.0 - how.decay
            for feature, row in self.of.items():
                self.of[feature] = [weight * kept for weight in row]
        if how.hidden:
            # All that is shown counts now, so each counts less.
            for feature, row in self.of.items():
                self.of[feature] = [weight * (1.0 - how.hidden) for weight in row]
        return self

    def _learn(self, features: Sequence[str], wrong: Sequence[float], how: Fit) -> None:
        size = sum(part * part for part in wrong)
        missed = [(label, part) for label, part in enumerate(wrong) if abs(part) > how.slight]
        if size < 1e-6 or not missed:
            return
        for feature in features:
            self._seen[feature] += size
            step = how.rate / self._seen[feature] ** 0.5
            row = self.of[feature]
            for label, part in missed:
                row[label] += step * part

    def rounded(self) -> tuple[float, dict[str, list[int]]]:
        """The step of a weight, and the weights in whole steps; what says nothing is left out."""
        return rounded(self.of)


def rounded(weights: Mapping[str, Sequence[float]]) -> tuple[float, dict[str, list[int]]]:
    """The step of a weight, and the weights in whole steps; what says nothing is left out."""
    largest = max((abs(w) for row in weights.values() for w in row), default=1.0)
    step = largest / _LARGEST
    whole = {feature: [round(weight / step) for weight in row] for feature, row in weights.items()}
    return step, {feature: row for feature, row in whole.items() if any(row)}
