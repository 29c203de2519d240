"""Narrowing the library down: what can be turned on and off, words to search for, an order.

Works on the cards alone, so that the app can do it at each key; imports nothing heavy before
something is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shelf import ScenarioCard

FOUND_FROM = 75
"""rapidfuzz score (0-100) from which a word is like one of a card's: a slip of the finger."""

FITS = {
    "on": "On Strategy",
    "off": "Off Strategy",
    "off_accepted": "Off, accepted",
    "unknown": "fit not known",
    "": "no strategy",
}
"""How a client stands to the pack's strategy."""

PLAYED = {"new": "not played yet", "some": "variants left", "all": "all variants played"}

GROUPS: dict[str, tuple[str, Callable[[ScenarioCard], Sequence[str]]]] = {
    "played": ("You", lambda card: (_played(card),)),
    "stage": ("Stage", lambda card: (card.stage,)),
    "skill": ("Skill", lambda card: card.skills),
    "difficulty": ("Difficulty", lambda card: (str(card.difficulty),)),
    "fit": ("Fit", lambda card: (card.fit,)),
    "temper": ("Temper", lambda card: card.temper),
    "pack": ("Pack", lambda card: (card.pack,)),
}
"""What a call can be chosen by: the group's name, and where a card stands in it."""

SORTS: dict[str, tuple[str, Callable[[ScenarioCard], object]]] = {
    "easiest": ("easiest first", lambda card: (card.difficulty, card.title)),
    "new": ("not played first", lambda card: (-len(card.unplayed), card.difficulty, card.title)),
    "shortest": ("shortest first", lambda card: (card.minutes, card.title)),
    "last": ("played last first", lambda card: (-card.last_at, card.title)),
    "title": ("by title", lambda card: card.title.casefold()),
}
"""Orders: in words, and by what."""

_IN_ORDER = {
    "stage": (
        "prospecting",
        "discovery",
        "value",
        "proposal",
        "negotiation",
        "renewal",
        "internal",
    ),
    "fit": tuple(FITS),
    "played": tuple(PLAYED),
}
_WORDS = {
    "fit": FITS,
    "played": PLAYED,
    "difficulty": {str(level): f"{level} of 5" for level in range(1, 6)},
}

Choice = frozenset[tuple[str, str]]
"""What is turned on: (group, value)."""


@dataclass(frozen=True)
class Facet:
    """Something that can be turned on or off."""

    group: str
    title: str
    """The group's name."""
    value: str
    words: str
    count: int
    """Calls there would be with it, by what is turned on in the other groups."""
    on: bool


def narrowed(
    cards: Sequence[ScenarioCard], chosen: Choice, query: str = "", sort: str = "easiest"
) -> tuple[ScenarioCard, ...]:
    """The cards that fit: any value turned on in a group, and so in every group.

    They come by ``sort``, but for words that are only alike: those by how alike they are.
    """
    kept = [card for card in cards if _fits(card, chosen)]
    kept.sort(key=SORTS[sort][1])  # type: ignore[arg-type]
    return found(kept, query)


def facets(cards: Sequence[ScenarioCard], chosen: Choice, query: str = "") -> tuple[Facet, ...]:
    """Everything that can be turned on, group by group."""
    searched = found(cards, query)
    result = []
    for group, (title, of) in GROUPS.items():
        values = dict.fromkeys(value for card in cards for value in of(card))
        if len(values) < 2:
            continue
        others = frozenset(each for each in chosen if each[0] != group)
        left = [card for card in searched if _fits(card, others)]
        result += [
            Facet(
                group=group,
                title=title,
                value=value,
                words=_WORDS.get(group, {}).get(value, value),
                count=sum(value in of(card) for card in left),
                on=(group, value) in chosen,
            )
            for value in _ordered(group, values)
        ]
    return tuple(result)


def chosen_in_words(chosen: Choice) -> str:
    """``discovery or value · On Strategy``; empty when nothing is turned on."""
    parts = []
    for group in GROUPS:
        values = _ordered(group, (value for each, value in chosen if each == group))
        if values:
            words = " or ".join(_WORDS.get(group, {}).get(value, value) for value in values)
            parts.append(f"difficulty {words}" if group == "difficulty" else words)
    return " · ".join(parts)


def found(cards: Sequence[ScenarioCard], query: str) -> tuple[ScenarioCard, ...]:
    """The cards that hold words which begin with what was typed, as they come; all for a blank.

    If there are none, those that hold something like it, the most alike first.
    """
    typed = query.casefold().split()
    if not typed:
        return tuple(cards)
    texts = [(card, _text(card)) for card in cards]
    held = [card for card, text in texts if all(f" {word}" in text for word in typed)]
    if held:
        return tuple(held)
    from rapidfuzz.fuzz import partial_ratio

    scored = [(min(partial_ratio(word, text) for word in typed), card) for card, text in texts]
    alike = [(score, card) for score, card in scored if score >= FOUND_FROM]
    alike.sort(key=lambda each: -each[0])
    return tuple(card for _, card in alike)


def _text(card: ScenarioCard) -> str:
    """All words a card may be found by, each after a space."""
    who = (card.title, card.buyer, card.role, card.account, card.id)
    words = " ".join((*who, card.stage, *card.skills, *card.temper)).casefold()
    return " " + re.sub(r"[^\w']+", " ", words)


def _fits(card: ScenarioCard, chosen: Choice) -> bool:
    return all(
        any((group, value) in chosen for value in of(card))
        for group, (_, of) in GROUPS.items()
        if any(each == group for each, _ in chosen)
    )


def _played(card: ScenarioCard) -> str:
    if not card.variants_played:
        return "new"
    return "some" if card.unplayed else "all"


def _ordered(group: str, values: Iterable[str]) -> list[str]:
    order = _IN_ORDER.get(group, ())
    return sorted(values, key=lambda v: (order.index(v) if v in order else len(order), v))
