"""Weighted phrases: the words by which each kind of move can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LEXICON = Path(__file__).parent / "lexicon"


class _Phrase(NamedTuple):
    order: int
    """Its place in the lexicon: what is found counts in that order."""
    words: tuple[frozenset[str], ...]
    """One set of equals for each place; the set of ``*`` stands for up to three words."""
    first_only: bool
    looked_up: int
    """Of how many places the word is known by where it was found: 1, or 2 without a gap."""
    weight: float
    label: str


class _Beginning(NamedTuple):
    """The phrases that may begin with a word."""

    wanting: dict[str, list[_Phrase]]
    """Those that want a certain second word, by that word."""
    open: list[_Phrase]
    """Those of one word, and those in which a gap follows."""


_GAP = "*"
_LONGEST_GAP = 3
_REMEMBERED = 512
"""Runs of words whose scores are kept at hand: a buyer's last words are looked at with every turn
until they have spoken again, and a script's at every try."""


class Phrases:
    """A lexicon: labels, and the phrases that speak for each."""

    def __init__(self, lines: Mapping[str, Sequence[str]]) -> None:
        """``lines`` of a label read ``weight: phrase | phrase``.

        In a phrase ``a/b`` is either word, ``*`` up to three words, a leading ``^`` only at the
        start.
        """
        self._by_first: dict[str, _Beginning] = {}
        self._known: dict[tuple[tuple[str, ...], int], Mapping[str, float]] = {}
        phrases = (
            (label, float(weight), phrase.strip())
            for label, weighted in lines.items()
            for weight, _, phrases in (line.partition(":") for line in weighted)
            for phrase in phrases.split("|")
        )
        for order, (label, weight, phrase) in enumerate(phrases):
            self._add(order, label, weight, phrase)

    def _add(self, order: int, label: str, weight: float, phrase: str) -> None:
        places = tuple(frozenset(place.split("/")) for place in phrase.lstrip("^").split())
        is_open = len(places) == 1 or _GAP in places[1]
        looked_up = 1 if is_open else 2
        entry = _Phrase(order, places, phrase.startswith("^"), looked_up, weight, label)
        for word in places[0]:
            beginning = self._by_first.setdefault(word, _Beginning({}, []))
            if is_open:
                beginning.open.append(entry)
                continue
            for second in places[1]:
                beginning.wanting.setdefault(second, []).append(entry)

    def scores(self, words: Sequence[str], first: int = 0) -> Mapping[str, float]:
        """How much the words speak for each label: the best phrase, and half of what follows.

        ``first``: the last word that counts as the start; those before it are fillers.
        """
        key = tuple(words), first
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._scores(key[0], first)
        return known

    def _scores(self, words: tuple[str, ...], first: int) -> dict[str, float]:
        found: dict[str, list[float]] = {}
        for i, word in enumerate(words):
            beginning = self._by_first.get(word)
            if beginning is None:
                continue
            here = beginning.open
            if i + 1 < len(words) and words[i + 1] in beginning.wanting:
                here = sorted((*here, *beginning.wanting[words[i + 1]]))
            for phrase in here:
                if phrase.first_only and i > first:
                    continue
                known = phrase.looked_up
                if _matches_at(phrase.words, known, words, i + known):
                    found.setdefault(phrase.label, []).append(phrase.weight)
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
    if _GAP in places[place]:
        return any(
            _matches_at(places, place + 1, words, i + skip) for skip in range(_LONGEST_GAP + 1)
        )
    return (
        i < len(words)
        and words[i] in places[place]
        and _matches_at(places, place + 1, words, i + 1)
    )
