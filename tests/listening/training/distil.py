"""Distils the listener's word table from a sentence encoder. Development only; see README.md.

``python -m tests.listening.training.distil MODEL_ZIP``
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from roleplay.listening.words import tokens

from .encoder import Encoder
from .fitting import fitted
from .sentences import sentences

HERE = Path(__file__).parent
TABLE = HERE.parents[2] / "roleplay" / "listening" / "lexicon" / "meanings.bin"
DIMENSIONS = 160
"""What is kept of the encoder's 384 dimensions, by variance."""
COMMON = 1
"""First dimensions left out: they say how long and how formal a line is, not what it means."""
SOFTENED = 0.15
"""Power of each dimension's spread by which it is divided, so that no few of them decide."""
RARE_FROM = 1e-3
"""Share of all words below which a word counts in full: weight = a / (a + p)."""
LEVELS = 7
"""A number is a whole one from -7 to 7: half a byte."""
CLIPPED = 0.75
"""Share of a word's largest number that is the largest kept."""
_OWN_RANK = 12_000
"""Place among the commonest words where words of our own list are taken to stand."""


def main(archive: Path) -> None:
    """Write the table: the same bytes for the same weights, words, lines and numpy."""
    encoder = Encoder(archive)
    theirs = [p for p in encoder.pieces if p.isalpha() and p.isascii() and len(p) > 1]
    ours = sorted(set(_own()) - set(theirs))
    words = [*theirs, *ours]
    alone = encoder.encode(words)
    alone = (alone - alone[: len(theirs)].mean(axis=0)) * _rarity(len(theirs), len(ours))[:, None]
    places = {word: place for place, word in enumerate(words)}
    lines = sentences()
    said = [_places(line, places) for line in lines]
    table = fitted(alone, said, _reduced(encoder.encode(lines)))
    scales = CLIPPED * np.abs(table).max(axis=1) / LEVELS
    whole = np.clip(np.rint(table / scales[:, None]), -LEVELS, LEVELS).astype(np.int16) + LEVELS
    factors = np.rint(scales / scales.max() * 65535).astype("<u2")
    half = DIMENSIONS // 2
    packed = (whole[:, :half] | whole[:, half:] << 4).astype(np.uint8)
    listed = "\n".join(words).encode("ascii")
    TABLE.write_bytes(
        struct.pack("<4sHII", b"RPW1", DIMENSIONS, len(packed), len(listed))
        + listed
        + factors.tobytes()
        + packed.tobytes()
    )
    print(f"{len(packed)} words, {len(lines)} lines, {TABLE.stat().st_size / 1e6:.2f} MB, {TABLE}")


def _reduced(rows: Any) -> Any:
    """The encoder's directions of lines in the dimensions that are kept."""
    centred = rows - rows.mean(axis=0)
    _, spread, axes = np.linalg.svd(centred, full_matrices=False)
    kept = slice(COMMON, COMMON + DIMENSIONS)
    # The sign of an axis is free: its largest number is made positive.
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    placed = centred @ (axes * signs[:, None])[kept].T
    placed /= (spread[kept] / spread[COMMON]) ** SOFTENED
    return placed / np.linalg.norm(placed, axis=1, keepdims=True)


def _places(line: str, places: dict[str, int]) -> Sequence[int]:
    words = (token.word for token in tokens(line))
    return [places[word] for word in words if word in places]


def _rarity(theirs: int, ours: int) -> Any:
    """How much each word tells, by its place among the commonest (Zipf)."""
    place = np.concatenate([np.arange(theirs), np.full(ours, _OWN_RANK)])
    share = 1 / (place + 10.0)
    share /= share.sum()
    return RARE_FROM / (RARE_FROM + share)


def _own() -> Iterable[str]:
    """The words of our own list, and their regular forms."""
    for line in (HERE / "trade_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for word in line.split():
            yield word
            if word.endswith("y") and word[-2] not in "aeiou":
                yield from (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
            elif word.endswith("e"):
                yield from (word + "s", word + "d", word[:-1] + "ing")
            elif not word.endswith("s"):
                yield from (word + "s", word + "ed", word + "ing")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
