"""A sparse linear model: each thing that is shown speaks for or against each label.

A label's score is the sum of what is shown in its favour; probabilities are the softmax of the
scores (labels that exclude each other) or the logistic of each (labels that do not). The files are
made by ``python -m roleplay.listening.train`` from committed calls; whole numbers of a byte each,
so that the same calls give the same file.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "lexicon"
"""Where the models lie that ship with the package."""
_MAGIC = b"RPL1"
_HEAD = "<4sfHII"
_BIAS = 128
"""What is added to a weight so that none is below nought; a weight is from -127 to 127."""
_LANE = 4
"""Bytes of a label's weight among those of all labels, that are summed as one great integer."""


class Table(NamedTuple):
    """A model as it is written down."""

    labels: tuple[str, ...]
    step: float
    """What a weight of 1 counts."""
    weights: Mapping[str, Sequence[int]]
    """For each feature a weight for each label, -127 to 127."""
    heard_from: tuple[float, ...] = ()
    """For labels that do not exclude each other: the probability from which each one holds."""


class Linear:
    """A model ready to score."""

    def __init__(self, table: Table) -> None:
        self.labels = table.labels
        self.heard_from = table.heard_from or (0.5,) * len(table.labels)
        self._scale = table.step
        self._rows: dict[str, int | bytes] = {
            feature: bytes([weight + _BIAS for weight in row])
            for feature, row in table.weights.items()
        }

    @classmethod
    def read(cls, data: bytes) -> Linear:
        """The model of a file's bytes.

        Raises:
            ValueError: These are not the bytes of a model.
        """
        magic, step, width, count, length = struct.unpack_from(_HEAD, data)
        if magic != _MAGIC:
            raise ValueError("the file holds no linear model")
        start = struct.calcsize(_HEAD)
        names = data[start : start + length].decode("utf-8").split("\n")
        start += length
        edges = struct.unpack_from(f"<{width}f", data, start)
        start += 4 * width
        model = cls(Table(tuple(names[:width]), step, {}, edges))
        ends = range(start, start + width * count, width)
        model._rows = {
            feature: data[place : place + width]
            for feature, place in zip(names[width:], ends, strict=True)
        }
        return model

    def __contains__(self, feature: object) -> bool:
        """True for a feature that was learnt."""
        return feature in self._rows

    def scores(self, features: Iterable[str]) -> list[float]:
        """How much the features speak for each label, in the labels' order."""
        rows, total, known = self._rows, 0, 0
        for feature in features:
            row = rows.get(feature)
            if row is None:
                continue
            if isinstance(row, bytes):
                row = rows[feature] = int.from_bytes(array("I", list(row)).tobytes(), "little")
            total += row
            known += 1
        lanes = array("I")
        lanes.frombytes(total.to_bytes(_LANE * len(self.labels), "little"))
        return [(lane - _BIAS * known) * self._scale for lane in lanes]


def shares(scores: Sequence[float]) -> list[float]:
    """Probabilities of labels that exclude each other: the softmax of their scores."""
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def chance(score: float) -> float:
    """The probability of a label by itself: the logistic of its score."""
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))


def written(table: Table) -> bytes:
    """The bytes of a model, features in order."""
    features = sorted(table.weights)
    names = "\n".join((*table.labels, *features)).encode("utf-8")
    head = struct.pack(_HEAD, _MAGIC, table.step, len(table.labels), len(features), len(names))
    edges = table.heard_from or (0.5,) * len(table.labels)
    rows = b"".join(bytes(w + _BIAS for w in table.weights[feature]) for feature in features)
    return head + names + struct.pack(f"<{len(edges)}f", *edges) + rows


@cache
def model(name: str) -> Linear:
    """The model of that name that ships with the package, read once."""
    return Linear.read((FOLDER / f"{name}.bin").read_bytes())
