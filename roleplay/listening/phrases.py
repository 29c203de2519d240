"""Weighted phrases: the words by which each kind of move can be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

Label = TypeVar("Label")


class _Phrase(NamedTuple):
    words: tuple[frozenset[str], ...]
    """One set of equals for each place; the set of ``*`` stands for up to three words."""
    first_only: bool
    weight: float


_LONGEST_GAP = 3


class Phrases(Generic[Label]):
    """A lexicon: labels, and the phrases that speak for each.

    Lines of a label read ``weight: phrase | phrase``. In a phrase ``a/b`` is either word, ``*``
    up to three words, a leading ``^`` only at the start.
    """

    def __init__(self, lexicon: dict[Label, str]) -> None:
        self._by_first: dict[str, list[tuple[_Phrase, Label]]] = {}
        for label, lines in lexicon.items():
            for line in filter(str.strip, lines.splitlines()):
                weight, _, phrases = line.partition(":")
                for phrase in phrases.split("|"):
                    self._add(label, float(weight), phrase.strip())

    def _add(self, label: Label, weight: float, phrase: str) -> None:
        first_only = phrase.startswith("^")
        places = tuple(frozenset(place.split("/")) for place in phrase.lstrip("^").split())
        for word in places[0]:
            entry = (_Phrase(places, first_only, weight), label)
            self._by_first.setdefault(word, []).append(entry)

    def scores(self, words: Sequence[str], first: int = 0) -> dict[Label, float]:
        """How much the words speak for each label: the best phrase, and half of what follows."""
        found: dict[Label, list[float]] = {}
        for label, weight in self._matches(words, first):
            found.setdefault(label, []).append(weight)
        return {
            label: max(weights) + min(0.5 * (sum(weights) - max(weights)), max(weights))
            for label, weights in found.items()
        }

    def any(self, words: Sequence[str], first: int = 0) -> bool:
        """True if any phrase of any label is there."""
        return next(iter(self._matches(words, first)), None) is not None

    def _matches(self, words: Sequence[str], first: int) -> Iterable[tuple[Label, float]]:
        for i, word in enumerate(words):
            for phrase, label in self._by_first.get(word, ()):
                if phrase.first_only and i not in (0, first):
                    continue
                if _matches_at(phrase.words, 1, words, i + 1):
                    yield label, phrase.weight


def _matches_at(
    places: tuple[frozenset[str], ...], place: int, words: Sequence[str], i: int
) -> bool:
    if place == len(places):
        return True
    if "*" in places[place]:
        return any(
            _matches_at(places, place + 1, words, i + skip) for skip in range(_LONGEST_GAP + 1)
        )
    return (
        i < len(words)
        and words[i] in places[place]
        and _matches_at(places, place + 1, words, i + 1)
    )
