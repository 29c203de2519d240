"""Whether words propose or ask for something to be done, by their form alone."""

from __future__ import annotations

from collections.abc import Sequence

from .phrases import lexicon


def proposes(words: Sequence[str]) -> bool:
    """True for words that offer a step or ask for one: ``shall we``, ``could you send``."""
    return "proposes" in lexicon("proposals").scores(words, _first(words))


def _first(words: Sequence[str]) -> int:
    """The word that a clause begins with, behind ``and``, ``then``, ``what if``'s comma."""
    leads = ("and", "so", "then", "well", "but", "or", "ok", "okay", "perhaps", "maybe", "also")
    return next((i for i, word in enumerate(words) if word not in leads), 0)
