"""A scenario on the shelf, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from .words import words

if TYPE_CHECKING:
    from roleplay.practice.shelf import ScenarioCard

Part = str | tuple[str, str]
ATTEMPTS = {
    "first": "first attempt",
    "retake": "practice",
    "fork": "practice: take two",
    "lesson": "to learn the app",
}
"""What a call is called beside its level."""
MARKS = {"+": "✓", "-": "✗", "?": "?"}
"""Whether a rule of the strategy holds."""


def card_line(card: ScenarioCard, variant: str | None, fit: str, *, whole: bool) -> Content:
    """A card of the list: ``whole`` where nothing stands beside it that says the rest."""
    parts: list[Part] = [
        (card.title, "bold"),
        f"\n{card.buyer}, {card.role} · {card.account}\n",
    ]
    if whole:
        about = [card.stage, ", ".join(card.temper), fit]
        parts.append((" · ".join(part for part in about if part) + "\n", "$quiet"))
    facts = f"{card.minutes} min · difficulty {card.difficulty} of 5 · "
    parts.append((facts, "$quiet"))
    parts += _variants(card, variant)
    between = "\n" if card.last_when else "· "
    parts.append((f"{between}{last_time(card)}\n", "$quiet"))
    return words(*parts)


def last_time(card: ScenarioCard) -> str:
    """``last time 2.7 of 5 (first attempt), yesterday 09:10``."""
    if not card.last_when:
        return "not played yet"
    level = f"{card.last_overall:g} of 5" if card.last_overall is not None else card.last
    return f"last time {level} ({ATTEMPTS[card.last_kind]}), {card.last_when}"


def card_side(card: ScenarioCard, variant: str | None, fit: str) -> Content:
    """The briefing's core, and what else there is to choose a call by."""
    parts: list[Part] = [
        (f"{card.buyer}\n", "bold"),
        f"{card.role}, {card.account}\n",
        (f"{', '.join(card.temper)}\n", "$quiet"),
        "\n",
        f"{card.brief}\n",
        ("\nA good outcome\n", "bold $quiet"),
        f"{card.goal}\n",
        ("\nPractises\n", "bold $quiet"),
        f"{', '.join(card.skills)}, in a {card.stage} call\n",
    ]
    if card.fit:
        parts += [("\nFit\n", "bold $quiet"), (f"{fit}\n", "bold")]
        parts += [f"{MARKS[mark]} {rule}\n" for mark, rule in card.why]
    if card.offering:
        parts += [("\nYou bring\n", "bold $quiet"), f"{card.offering}\n"]
    parts.append(("\nVariants\n", "bold $quiet"))
    parts += _variants(card, variant)
    parts.append(f"\n{_plays(card, variant)}\n")
    parts += [("\nYou\n", "bold $quiet"), f"{last_time(card)}\n"]
    if card.last and card.last_overall is not None:
        parts.append((f"{card.last}\n", "$quiet"))
    return words(*parts)


def _variants(card: ScenarioCard, variant: str | None) -> list[Part]:
    """``✓a ○b``: played or not; the one that was picked stands in brackets."""
    parts: list[Part] = []
    for name in card.variants:
        mark = "✓" if name in card.variants_played else "○"
        shown = f"[{mark}{name}]" if name == variant else f"{mark}{name}"
        parts += [(shown, "bold" if name == variant else ""), " "]
    return parts


def _plays(card: ScenarioCard, variant: str | None) -> str:
    if variant is not None:
        again = "again" if variant in card.variants_played else "for the first time"
        return f"Enter plays {variant} {again}."
    if card.unplayed:
        return f"Enter plays {card.unplayed[0]}, not played yet."
    return "Enter plays the one you played longest ago."
