"""How near two texts are in meaning, by the listener's word vectors."""

from __future__ import annotations

import math
from functools import lru_cache
from operator import mul

from roleplay.listening.meanings import means

FEWEST = 4
"""Known words without which a text lies nowhere in particular."""


@lru_cache(maxsize=512)
def nearness(one: str, other: str) -> float:
    """Cosine of two texts, -1 to 1; 0 where one has too few words that are known."""
    a, b = means(one), means(other)
    if a is None or b is None or min(a.known, b.known) < FEWEST:
        return 0.0
    size = math.hypot(*a.numbers) * math.hypot(*b.numbers)
    return sum(map(mul, a.numbers, b.numbers)) / size if size else 0.0
