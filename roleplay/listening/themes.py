"""Themes that come up in nearly every call, and which of them words and topics are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from .meanings import MIDDLE, UNIT, Meaning, Nearness, meaning
from .words import tokens

_THEMES = Path(__file__).parent / "lexicon" / "themes.txt"
_BEST_FEW = 3


class _Themes:
    """Every theme's lines, ready to be compared."""

    def __init__(self) -> None:
        themes: list[list[Meaning | None]] = []
        for line in _THEMES.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                themes.append([])
            elif line and not line.startswith("#"):
                themes[-1].append(means(line))
        self._ends = _ends(themes)
        self._nearness = Nearness([line for theme in themes for line in theme])

    def of(self, said: Meaning) -> tuple[float, ...]:
        """How much each theme is spoken of: half its nearest line, half its nearest three."""
        near = self._nearness.lanes(said)
        found = []
        for start, end in self._ends:
            best = [lane - MIDDLE for lane in sorted(near[start:end])[-_BEST_FEW:]]
            found.append((best[-1] / UNIT + sum(best) / UNIT / _BEST_FEW) / 2)
        return tuple(found)


@lru_cache(maxsize=2048)
def means(text: str) -> Meaning | None:
    """Where a text lies; None if none of its words is known."""
    return meaning([token.word for token in tokens(text)])


def _ends(groups: Iterable[Sequence[object]]) -> list[tuple[int, int]]:
    places, start = [], 0
    for group in groups:
        places.append((start, start + len(group)))
        start += len(group)
    return places


@cache
def _themes() -> _Themes:
    return _Themes()


@lru_cache(maxsize=2048)
def themes_of(said: Meaning) -> tuple[float, ...]:
    """How much words are about each theme, about 0 to 1, in the order of the file."""
    return _themes().of(said)


@lru_cache(maxsize=2048)
def _themes_of_line(line: str) -> tuple[float, ...] | None:
    said = means(line)
    return themes_of(said) if said else None


@lru_cache(maxsize=512)
def themes_of_topic(lines: tuple[str, ...]) -> tuple[float, ...]:
    """How much an author's lines about one thing are about each theme, taken together.

    Half of it is their mean, half the second best of them (the best, if there is only one): one
    line that happens to sound like a theme does not make the topic one of its kind.
    """
    found = [themes for line in lines if (themes := _themes_of_line(line)) is not None]
    if not found:
        return ()
    return tuple(
        (sorted(each)[-min(2, len(each))] + sum(each) / len(each)) / 2
        for each in zip(*found, strict=True)
    )
