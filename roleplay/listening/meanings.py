"""How near in meaning words are, by a table of word vectors distilled from a sentence encoder.

A text is the sum of its words' vectors, rare words counting more; two texts are as near as the
angle between them (cosine, -1 to 1). The order of words counts for nothing: what is near is about
the same thing, and may well say the opposite of it. How the table is made:
tests/listening/training/README.md.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import mul
from pathlib import Path
from typing import NamedTuple

from .words import tokens

_TABLE = Path(__file__).parent / "lexicon" / "meanings.bin"
_MAGIC = b"RPW1"
_ZERO = 7
"""The half byte that stands for nought; a number is a whole one from -7 to 7."""
_LOW = bytes(byte & 15 for byte in range(256))
_HIGH = bytes(byte >> 4 for byte in range(256))
_LANE = 32
"""Bits of a number among many that are worked on at once, as one great integer."""
_LENGTH = 4096
"""Length to which a vector is stretched before its numbers are made whole: the product of two
stays within a lane."""
UNIT = _LENGTH**2
MIDDLE = 1 << (_LANE - 1)
_MOST_WORDS = 60
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", "e"), ("ed", ""),
    ("ing", "e"), ("ing", ""), ("ers", "er"), ("ers", ""), ("er", "e"), ("er", ""), ("ly", ""),
    ("ise", "ize"), ("ised", "ized"), ("our", "or"), ("tre", "ter"), ("isation", "ization"),
)  # fmt: skip
"""How a word that the table does not hold may be brought to one that it does."""
_SHORTEST = 3


class Meaning(NamedTuple):
    """Where a text lies: a direction."""

    numbers: tuple[int, ...]
    known: int
    """How many of its words the table holds."""


class _Table(NamedTuple):
    places: dict[str, int]
    factors: array[int]
    """What each word counts: its rarity, times the size of its numbers."""
    packed: bytes
    """The words' numbers, two to a byte: the first half of them low, the second high."""
    dimensions: int


@cache
def _table() -> _Table:
    data = _TABLE.read_bytes()
    magic, dimensions, count, length = struct.unpack_from("<4sHII", data)
    if magic != _MAGIC:
        raise ValueError(f"{_TABLE.name} is no table of word vectors")
    start = struct.calcsize("<4sHII")
    words = data[start : start + length].decode("ascii").split("\n")
    start += length
    factors = array("H")
    factors.frombytes(data[start : start + 2 * count])
    places = dict(zip(words, range(count), strict=True))
    return _Table(places, factors, data[start + 2 * count :], dimensions)


@lru_cache(maxsize=8192)
def _place(word: str) -> int | None:
    """Where a word, or the one that it is a form of, stands in the table; None if nowhere."""
    places = _table().places
    if word in places:
        return places[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            form = word[: -len(ending)] + instead
            if form in places:
                return places[form]
            if len(form) > _SHORTEST and form[-1] == form[-2] and form[:-1] in places:
                return places[form[:-1]]
    return None


@lru_cache(maxsize=2048)
def _lanes(place: int) -> int:
    """A word's numbers times what it counts, a lane each, 7 times that too high."""
    table = _table()
    half = table.dimensions // 2
    packed = table.packed[place * half : (place + 1) * half]
    return _in_lanes([*packed.translate(_LOW), *packed.translate(_HIGH)]) * table.factors[place]


def known(word: str) -> bool:
    """True if the table holds a word, or one that it is a form of."""
    return _place(word) is not None


def meaning(words: Sequence[str]) -> Meaning | None:
    """Where words lie together; None if the table holds none of them."""
    places = [place for word in words[:_MOST_WORDS] if (place := _place(word)) is not None]
    if not places:
        return None
    table = _table()
    total = sum(map(_lanes, places))
    numbers = array("I")
    numbers.frombytes(total.to_bytes(4 * table.dimensions, "little"))
    too_high = _ZERO * sum(table.factors[place] for place in places)
    placed = [number - too_high for number in numbers]
    stretch = _LENGTH / (math.sqrt(sum(map(mul, placed, placed))) or 1.0)
    return Meaning(tuple(map(round, map(stretch.__mul__, placed))), len(places))


@lru_cache(maxsize=2048)
def means(text: str) -> Meaning | None:
    """Where a text lies; None if none of its words is known."""
    return meaning([token.word for token in tokens(text)])


def length_together(texts: Sequence[Meaning | None]) -> float:
    """How long the sum of several directions is, each 1 long: as many as they are, if all agree."""
    rows = [text.numbers for text in texts if text]
    summed = list(map(sum, zip(*rows, strict=True)))
    return math.sqrt(sum(map(mul, summed, summed))) / _LENGTH


def _in_lanes(numbers: Sequence[int]) -> int:
    """Numbers of a lane each as one great integer."""
    return int.from_bytes(array("I", numbers).tobytes(), "little")


class Nearness:
    """Texts compiled to be compared with others, all in one multiplication a dimension."""

    def __init__(self, texts: Sequence[Meaning | None]) -> None:
        """None stands for a text whose words are not known: nothing is near it."""
        self._count = len(texts)
        dimensions = _table().dimensions if any(texts) else 0
        unknown = (0,) * dimensions
        rows = array("i")
        for text in texts:
            rows.extend(text.numbers if text else unknown)
        self._middles = _in_lanes([MIDDLE] * self._count)
        # A number's top bit turned over is the number from the middle on.
        self._columns = tuple(
            (int.from_bytes(rows[place::dimensions].tobytes(), "little") ^ self._middles)
            - self._middles
            for place in range(dimensions)
        )

    def to(self, said: Meaning) -> list[float]:
        """How near each of the texts is to what was said, -1 to 1, in their order."""
        return [(lane - MIDDLE) / UNIT for lane in self.lanes(said)]

    def lanes(self, said: Meaning) -> array[int]:
        """The same as whole numbers from 0: nought is in the `MIDDLE`, 1 is `UNIT` above it."""
        if not self._columns:
            return array("I", [MIDDLE] * self._count)
        total = sum(map(mul, self._columns, said.numbers)) + self._middles
        lanes = array("I")
        lanes.frombytes(total.to_bytes(_LANE // 8 * self._count, "little"))
        return lanes
