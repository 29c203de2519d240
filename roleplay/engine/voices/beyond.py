"""What a sentence tells of the buyer's business beyond what they decided to tell.

A model has not been told what is locked. But it may guess at it, and what it guesses well is as
much given away as if it had known. So a sentence that has to do with business, and nothing to do
with what is to be said now, or has been told, is not said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from roleplay.listening.likeness import SYNONYM, among, telling
from roleplay.listening.segmenting import sentences
from roleplay.listening.words import content, tokens

from .nearness import nearness
from .unsaid import is_among

NEAR = 0.25
"""How near in meaning (cosine) a sentence is to one of those that are to be said..."""
NEAR_TO_OLD = 0.5
"""... or to one that has been told before..."""
SHARED = 0.4
"""... or what share of its own words, by how much they tell, stands in them."""

_WORDS = Path(__file__).parent / "business.txt"
_OURS = re.compile(r"\b(?:we|we['’]\w+|our|us|my)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:a couple of|a few|several|many|some|tens of|dozens of|hundreds of|thousands of|"
    r"half a|nearly a|almost a|about a|around a|over a|more than a)\s+(?:\w+\s+)?"
    r"(?:dozen|hundred|thousand|grand|million|billion)s?\b"
    r"|\b(?:tens|dozens|hundreds|thousands|millions) of (?:thousand|million|pound)s?\b",
    re.IGNORECASE,
)


class Told:
    """What a turn may be about.

    Args:
        decided: what is to be said now, in the author's words.
        before: what the buyer has told before.
        asked: what the seller just said; a reply may take it up.
    """

    def __init__(self, decided: str, before: Sequence[str], asked: str) -> None:
        self._now = _with_sentences([decided])
        self._before = _with_sentences(before)
        self._stems = frozenset(content(decided))
        self._open = frozenset(content(" ".join((decided, *before, asked))))

    def beyond(self, sentence: str) -> str | None:
        """The word by which a sentence tells of something else; None if it does not.

        A question tells nothing.
        """
        if sentence.rstrip("\"'”’ ").endswith("?"):
            return None
        words = [
            token.word
            for token in tokens(sentence)
            if any(not is_among(stem, self._open) for stem in content(token.word) or [token.word])
        ]
        other = [word for word in words if word in _business()["one"]]
        some = [word for word in words if word in _business()["two"]]
        if not other and len(set(some)) < (1 if _OURS.search(sentence) else 2):
            return None
        stems = tuple(dict.fromkeys(content(sentence)))
        total = sum(map(telling, stems))
        shared = sum(telling(stem) for stem in stems if among(stem, self._stems) >= SYNONYM)
        if shared >= SHARED * total:
            return None
        if any(nearness(text, sentence) >= NEAR for text in self._now):
            return None
        if any(nearness(text, sentence) >= NEAR_TO_OLD for text in self._before):
            return None
        return (*other, *some)[0]


def vague_number(sentence: str) -> str | None:
    """A number that is none, such as ``a couple of million``; None if there is none."""
    found = _VAGUE.search(sentence)
    return found[0] if found else None


@cache
def _business() -> dict[str, frozenset[str]]:
    """The words of each section of the file."""
    found: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in _WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def _with_sentences(texts: Sequence[str]) -> tuple[str, ...]:
    return (*texts, *(text[a:b] for text in texts for a, b in sentences(text)))
