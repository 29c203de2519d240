"""Weighted phrases: the words by which each kind of move can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LEXICON = Path(__file__).parent / "lexicon"


class _Phrase(NamedTuple):
    words: tuple[frozenset[str], ...]
    """One set of equals for each place; the set of ``*`` stands for up to three words."""
    first_only: bool
    weight: float


_LONGEST_GAP = 3


class Phrases:
    """A lexicon: labels, and the phrases that speak for each."""

    def __init__(self, lines: Mapping[str, Sequence[str]]) -> None:
        """``lines`` of a label read ``weight: phrase | phrase``.

        In a phrase ``a/b`` is either word, ``*`` up to three words, a leading ``^`` only at the
        start.
        """
        self._by_first: dict[str, list[tuple[_Phrase, str]]] = {}
        for label, weighted in lines.items():
            for line in weighted:
                weight, _, phrases = line.partition(":")
                for phrase in phrases.split("|"):
                    self._add(label, float(weight), phrase.strip())

    def _add(self, label: str, weight: float, phrase: str) -> None:
        first_only = phrase.startswith("^")
        places = tuple(frozenset(place.split("/")) for place in phrase.lstrip("^").split())
        for word in places[0]:
            entry = (_Phrase(places, first_only, weight), label)
            self._by_first.setdefault(word, []).append(entry)

    def scores(self, words: Sequence[str], first: int = 0) -> dict[str, float]:
        """How much the words speak for each label: the best phrase, and half of what follows.

        ``first``: the last word that counts as the start; those before it are fillers.
        """
        found: dict[str, list[float]] = {}
        for i, word in enumerate(words):
            for phrase, label in self._by_first.get(word, ()):
                if phrase.first_only and i > first:
                    continue
                if _matches_at(phrase.words, 1, words, i + 1):
                    found.setdefault(label, []).append(phrase.weight)
        return {
            label: max(weights) + min(0.5 * (sum(weights) - max(weights)), max(weights))
            for label, weights in found.items()
        }


@cache
def lexicon(name: str) -> Phrases:
    """The lexicon of that name, read once: sections ``[label]``, ``#`` comments."""
    lines: dict[str, list[str]] = {}
    section: list[str] = []
    for line in (_LEXICON / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = lines.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return Phrases(lines)


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
