"""What a voice made up on its own: harmless things, remembered so that they stay the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roleplay.listening.segmenting import sentences
from roleplay.listening.words import word_set

from .unsaid import Known, names_of, words_of

MOST = 12
"""So many are remembered in a call; of more nobody keeps count."""
LONGEST = 160
"""Characters of one."""

_OWN = re.compile(r"\b(?:my|our|i|i'm|i've|i'd|we|we've|me)\b", re.IGNORECASE)
_PRIVATE = word_set(
    """
    dog cat horse puppy kitten parrot wife husband partner son daughter kid kids children child
    brother sister mother father mum dad mam grandmother grandfather nephew niece grandson
    granddaughter baby twins neighbour weekend holiday holidays birthday wedding anniversary garden
    allotment golf football rugby cricket tennis marathon running cycling sailing fishing choir
    band piano guitar coffee tea lunch dinner breakfast train traffic car bike bus flight knee back
    dentist doctor school university cottage lake beach hill walk hike novel book
    """
)


def invented(said: str, known: Known) -> tuple[str, ...]:
    """The sentences of a reply that tell something of the buyer's own life which nobody gave."""
    found = []
    for start, end in sentences(said):
        text = said[start:end]
        fresh = [name for name in names_of(text) if name not in known.names]
        private = any(word in _PRIVATE and word not in known.names for word in words_of(text))
        if fresh or (private and _OWN.search(text)):
            found.append(text[:LONGEST])
    return tuple(found)


def contradicted(sentence: str, before: Sequence[str]) -> str | None:
    """What a sentence calls by another name than before, such as ``dog``; None if nothing."""
    for thing, name in _called(sentence):
        for other in before:
            if any(thing == known and name != called for known, called in _called(other)):
                return thing
    return None


_NAMED = re.compile(
    r"\b(?i:my|our)\s+(?:\w+\s+)?(?P<thing>[a-z]+),?\s+(?:is\s+|was\s+)?(?:called\s+|named\s+)?"
    r"(?P<name>[A-Z][a-z]+)\b"
)


def _called(text: str) -> list[tuple[str, str]]:
    return [
        (found["thing"], found["name"])
        for found in _NAMED.finditer(text)
        if found["thing"] in _PRIVATE
    ]
