"""How alike words are, and how much each tells of what is spoken of."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from .words import FUNCTION_WORDS, NUMBER_WORDS, stem

_LEXICON = Path(__file__).parent / "lexicon"
FUNCTION = 0.1
"""What a word weighs that every line may hold."""
SYNONYM = 0.8
"""What a word of the same business meaning counts beside the word itself."""
SHORTEST_FORM = 4
"""Letters that a word has at least to be another form of one."""
FARTHEST_FORM = 3
"""Letters that one of two forms of a word has more, at most."""
_FORM = 0.9
"""What another form of a word, or a misspelling, counts."""


@cache
def _common() -> dict[str, float]:
    """The weights of common words, by stem."""
    weights: dict[str, float] = {}
    weight = 1.0
    for line in (_LEXICON / "common.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            weight = float(line.strip("[]"))
        elif not line.startswith("#"):
            for word in line.split():
                weights.setdefault(stem(word), weight)
    weights.update((stem(word), FUNCTION) for word in FUNCTION_WORDS | NUMBER_WORDS)
    return weights


@lru_cache(maxsize=8192)
def telling(word: str) -> float:
    """How much a stem tells of what is spoken of, by its rarity in English: 0.1 to 1."""
    if word[0].isdigit():
        return FUNCTION
    return _common().get(word, 1.0)


@cache
def _canon() -> dict[str, str]:
    """Each stem's group of equals, by its first word."""
    groups = (_LEXICON / "equals.txt").read_text(encoding="utf-8").splitlines()
    return {
        stem(word): group.split()[0]
        for group in groups
        if not group.startswith("#")
        for word in group.split()
    }


def group_of(word: str) -> str:
    """The group of equals that a stem belongs to, by its first word; empty if to none."""
    return _canon().get(word, "")


@lru_cache(maxsize=4096)
def by_initial(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The longer words by their first letter: forms of a word share it."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        if len(word) >= SHORTEST_FORM:
            found[word[0]] = (*found.get(word[0], ()), word)
    return found


@lru_cache(maxsize=4096)
def _groups(words: frozenset[str]) -> frozenset[str]:
    """The groups of equals that words belong to."""
    return frozenset(_canon()[word] for word in words if word in _canon())


@lru_cache(maxsize=65536)
def among(word: str, words: frozenset[str]) -> float:
    """How surely a stem is among ``words``: itself 1, a form of it 0.9, a synonym 0.8, else 0."""
    if word in words:
        return 1.0
    if len(word) >= 5 and any(alike(word, other) for other in by_initial(words).get(word[0], ())):
        return _FORM
    return SYNONYM if _canon().get(word) in _groups(words) else 0.0


def likeness(word: str, other: str) -> float:
    """How surely a stem is another one: what `among` says where there is only that one."""
    if word == other:
        return 1.0
    if len(word) >= 5 and alike(word, other):
        return _FORM
    group = _canon().get(word)
    return SYNONYM if group is not None and group == _canon().get(other) else 0.0


@lru_cache(maxsize=16384)
def alike(word: str, other: str) -> bool:
    """True for two forms of a word, or one of them misspelt."""
    apart = abs(len(word) - len(other))
    if len(other) < SHORTEST_FORM or apart > FARTHEST_FORM or word[0] != other[0]:
        return False
    if word.startswith(other) or other.startswith(word):
        return True
    return len(word) > 5 and fuzz.ratio(word, other) >= 84
