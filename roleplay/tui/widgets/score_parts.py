"""The scorecards of a call and how two of them differ, as widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from .row import Row
from .verdict_parts import VERDICTS, quote_row
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.comparing import CheckMove
    from roleplay.practice.scorecards import CardLine, CardsBeside, CriterionBeside

SHOWN_QUOTES = 2
"""Quotes shown for each side of a question."""


class CardRow(Row):
    """A scorecard."""

    BINDINGS = [Binding("enter", "choose", "Compare")]


def cards(found: Sequence[CardLine]) -> list[Widget]:
    """A row for each scorecard, the newest first."""
    return [CardRow(_line(card), card.id, classes="card") for card in reversed(found)]


def _line(card: CardLine) -> Content:
    overall = "no overall" if card.overall is None else f"{card.overall:.1f} of 5"
    about = [card.when, f"{card.coverage:.0%} judged"]
    if card.repeats > 1:
        about.append(f"asked {card.repeats} times")
    if card.rubric:
        about.append(f"by {card.rubric}")
    marks = []
    if card.counts:
        marks.append("● counts for your level")
    if card.shown:
        marks.append("▸ shown in the debrief")
    lines: list[str | tuple[str, str]] = [
        (card.author, "bold"),
        f"   {overall}",
        (f"\n{' · '.join(about)}", "$quiet"),
    ]
    if marks:
        lines.append(f"\n{'   '.join(marks)}")
    return words(*lines)


def comparison(found: CardsBeside | None) -> list[Widget]:
    """How the marked scorecard differs from the one that counts, or from another."""
    if found is None:
        return [Words("There is only this one: nothing to set beside it.", classes="quiet")]
    parts: list[Widget] = [Words(_heads(found), classes="heads")]
    if not found.differing:
        parts.append(Words("Both give every question the same answer.", classes="verdict"))
    for criterion in found.differing:
        parts += _criterion(criterion, found)
    if found.same:
        parts.append(Words("The same on both", classes="heading"))
        parts += [Words(each, classes="quiet") for each in found.same]
    if found.only:
        says = f"Only on one of them: {', '.join(found.only)}."
        parts.append(Words(says, classes="quiet apart"))
    return parts


def choices(found: Sequence[CardLine]) -> list[tuple[str, Content]]:
    """The scorecards to choose from, each with its id."""
    return [(card.id, words((card.author, "bold"), (f"\n{card.when}", "$quiet"))) for card in found]


def name(card: CardLine) -> str:
    """A scorecard, told apart from the others."""
    return f"{card.author}, {card.when}"


def _heads(found: CardsBeside) -> Content:
    return words(
        ("First  ", "$quiet"),
        (name(found.first), "bold"),
        ("\nSecond ", "$quiet"),
        (name(found.second), "bold"),
    )


def _criterion(criterion: CriterionBeside, found: CardsBeside) -> list[Widget]:
    levels = (
        f"   {criterion.second} on both"
        if criterion.first == criterion.second
        else f"   {criterion.first}, then {criterion.second}"
    )
    parts: list[Widget] = [Words(words((criterion.title, "bold"), levels), classes="criterion")]
    for check in criterion.checks:
        parts += _check(check)
    return parts


def _check(check: CheckMove) -> list[Widget]:
    says = (
        f"first {VERDICTS.get(check.first, '–')} {_ANSWERS[check.first]}, "
        f"then {VERDICTS.get(check.second, '–')} {_ANSWERS[check.second]}"
    )
    parts: list[Widget] = [Words(words(check.says, (f"\n{says}", "$quiet")), classes="check")]
    quotes = (*check.first_quotes[:SHOWN_QUOTES], *check.second_quotes[:SHOWN_QUOTES])
    return [*parts, *(quote_row(quote, "in-check") for quote in dict.fromkeys(quotes))]


_ANSWERS = {"met": "met", "not_met": "not met", "not_assessable": "cannot tell"}
