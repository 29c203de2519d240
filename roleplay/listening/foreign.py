"""Whether words are English at all: what is in another language is about nothing."""

from __future__ import annotations

from collections.abc import Collection

from .meanings import known
from .words import FUNCTION_WORDS, NUMBER_WORDS, tokens

_FEWEST = 4
"""Fewer words may all be names."""
_KNOWN_FROM = 0.6
"""Share of English words from which a text is English."""
_JOINED_FROM = 0.15
"""Share of small words without which a text is English only if `_SURELY_FROM` is known."""
_SURELY_FROM = 0.7
_LOOKED_AT = 60
_LETTERS = 400
_LAST_LATIN = "\u024f"
"""The last letter of those that Western languages are written in."""


def foreign(text: str, said: Collection[str]) -> bool:
    """True if most words of a text are no English ones, and none that have been ``said`` before."""
    letters = [letter for letter in text[:_LETTERS] if letter.isalpha()]
    if len(letters) >= _FEWEST and 2 * sum(x > _LAST_LATIN for x in letters) > len(letters):
        return True
    words = [each.word for each in tokens(text)[:_LOOKED_AT] if not each.word[0].isdigit()]
    if len(words) < _FEWEST or text.istitle():
        return False
    joined = [word in FUNCTION_WORDS or word in NUMBER_WORDS for word in words]
    english = [
        small or word in said or known(word) for small, word in zip(joined, words, strict=True)
    ]
    share = sum(english) / len(words)
    return share < _KNOWN_FROM or (share < _SURELY_FROM and sum(joined) / len(words) < _JOINED_FROM)
