"""The parts of two takes side by side, as widgets made of their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ..keys import HasKeys
from .debrief_parts import SIGNS
from .verdict_parts import VERDICTS, QuoteRow
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.comparing import CheckMove, CriterionMove, ScoreMoves
    from roleplay.practice.exchanges import Exchange, Outcome
    from roleplay.practice.quoting import Quote
    from roleplay.practice.takes import Standing, Step, Take, Takes

MOVED = {1: "▲", 0: "=", -1: "▼"}
VERDICT = {1: "-better", 0: "-even", -1: "-worse"}
WHOLE = 0.85
"""A quote of so much of a turn is the whole turn."""


class StepView(HasKeys, Vertical, can_focus=True):
    """The same place in both takes."""

    BINDINGS = [Binding("enter", "again", "Take it again", show=False)]

    @dataclass
    class Again(Message):
        """This place is to be taken again."""

        turn: int
        """The seller's."""

    def __init__(self, step: Step, takes: Takes) -> None:
        super().__init__()
        self.turn = step.turn
        self._step, self._takes = step, takes

    def compose(self) -> ComposeResult:
        """Both sides, and how the buyer stands after it."""
        name = self._takes.buyer.split()[0]
        yield Words(words((f"Turn {self.turn}", "$quiet")))
        with Horizontal(classes="sides"):
            yield from _side(self._takes.first, self._step.first, name, "-first")
            yield from _side(self._takes.second, self._step.second, name, "-second")
        if self._step.felt:
            yield Words(self._step.felt, classes="felt")

    def action_again(self) -> None:
        """Ask for this place to be taken again."""
        self.post_message(self.Again(self.turn))


def _side(take: Take, exchange: Exchange | None, name: str, which: str) -> ComposeResult:
    with Vertical(classes=f"side {which}"):
        yield Words(take.name, classes="take")
        if exchange is None:
            yield Words("The call was over by then.", classes="quiet")
            return
        yield Words(_said(exchange, name), classes="said")
        if exchange.outcomes:
            yield Words(outcomes(exchange, name), classes="outcomes")


def _said(exchange: Exchange, name: str) -> Content:
    heard = "as you corrected it: " if exchange.corrected else "heard as "
    lines: list[str | tuple[str, str]] = [
        ("You\n", "bold"),
        exchange.said or ("says nothing", "italic"),
    ]
    if exchange.heard:
        lines.append((f"\n{heard}{exchange.heard}", "$quiet"))
    if exchange.answered:
        lines += [(f"\n{name}\n", "bold"), exchange.answered]
    return words(*lines)


def outcomes(exchange: Exchange, name: str) -> Content:
    """What came of a turn, a line each; words that did several things are quoted once."""
    lines: list[str | tuple[str, str]] = []
    for outcome, following in zip_longest(exchange.outcomes, exchange.outcomes[1:]):
        lines.append(f"\n{SIGNS[outcome.gain]} {name} {outcome.says}")
        if following is None or following.words != outcome.words:
            lines.append((_by(outcome, exchange), "$quiet"))
    return words(*lines)


def _by(outcome: Outcome, exchange: Exchange) -> str:
    if outcome.words is None:
        return ""
    if len(outcome.words.words) >= WHOLE * len(exchange.said):
        return "\n  by all of this turn"
    return f"\n  by “{' '.join(outcome.words.words.split())}”"


def choices(takes: Sequence[Take]) -> list[tuple[str, Content]]:
    """The takes to choose from, each with its call."""
    return [(take.call, _choice(take)) for take in takes]


def _choice(take: Take) -> Content:
    begun = "from the start" if take.turn is None else f"from turn {take.turn}"
    return words((take.name, "bold"), (f"  {overall(take)}\n{take.when}, {begun}", "$quiet"))


def sheet(takes: Takes) -> list[Widget]:
    """All of it, in the order in which it is read."""
    return [
        *_verdict(takes),
        *_before(takes),
        *(StepView(step, takes) for step in takes.steps),
        *_standings(takes),
        *_scores(takes.scores, takes),
    ]


def _verdict(takes: Takes) -> list[Widget]:
    verdict = words((takes.scores.verdict, "bold"), f"\n{_endings(takes)}")
    return [
        Words(verdict, classes=f"verdict {VERDICT[takes.scores.better]}"),
        *(Words(caution, classes="caution") for caution in takes.cautions),
    ]


def _endings(takes: Takes) -> str:
    one, other = takes.first, takes.second
    if one.ending == other.ending:
        return f"Both ended the same way: {one.ending}."
    return f"{one.name}: {one.ending}. {other.name}: {other.ending}."


def head(take: Take) -> Content:
    """What stands over a take's column."""
    return words((take.name, "bold"), (f"   {take.when} · {overall(take)}", "$quiet"))


def overall(take: Take) -> str:
    """Such as ``2.7 of 5``."""
    return "no score" if take.overall is None else f"{take.overall:.1f} of 5"


def _before(takes: Takes) -> list[Widget]:
    if not takes.before:
        return []
    said = words((f"{takes.buyer.split()[0]} had just said\n", "$quiet"), takes.before)
    return [Words(said, classes="before")]


def _standings(takes: Takes) -> list[Widget]:
    if not takes.standings:
        return []
    heading = f"Where {takes.buyer.split()[0]} stood at the end"
    found: list[Widget] = [Words(heading, classes="heading")]
    for standing in takes.standings:
        found += _standing(standing, takes)
    return found


def _standing(standing: Standing, takes: Takes) -> list[Widget]:
    lines: list[str | tuple[str, str]] = [(f"{MOVED[standing.moved]} {standing.title}", "bold")]
    if standing.first == standing.second:
        lines.append(f"\n  Both times: {standing.first}")
    else:
        lines.append(f"\n  {takes.first.name}: {standing.first}")
        lines.append(f"\n  {takes.second.name}: {standing.second}")
    if standing.answer:
        lines.append((f"\n  “{standing.answer}”", "$quiet"))
    entry: list[Widget] = [Words(words(*lines), classes="entry")]
    if standing.earned_by is not None:
        entry.append(_quote(standing.earned_by, "your words"))
    return entry


def _scores(scores: ScoreMoves, takes: Takes) -> list[Widget]:
    found: list[Widget] = []
    if scores.moves or scores.same:
        found.append(Words("What moved in the score", classes="heading"))
    for move in scores.moves:
        found += _move(move, takes)
    if scores.moves and scores.same:
        found.append(Words(f"As before: {'; '.join(scores.same)}.", classes="entry quiet"))
    elif scores.same:
        found.append(Words(f"Nothing: {'; '.join(scores.same)}.", classes="plain"))
    if scores.left_out:
        found.append(Words("Left out of the comparison", classes="heading"))
        found += [
            Words(words(title, (f"   {why}", "$quiet")), classes="plain")
            for title, why in scores.left_out
        ]
    return found


def _move(move: CriterionMove, takes: Takes) -> list[Widget]:
    sign = SIGNS[1 if move.second > move.first else -1]
    levels = f"   {move.first} of 5, then {move.second} of 5"
    found: list[Widget] = [Words(words((f"{sign} {move.title}", "bold"), levels), classes="entry")]
    for check in move.checks:
        found += _check(check, takes)
    return found


def _check(check: CheckMove, takes: Takes) -> list[Widget]:
    marks = (
        f"{VERDICTS.get(check.first, '–')} {takes.first.name.lower()}, "
        f"{VERDICTS.get(check.second, '–')} {takes.second.name.lower()}"
    )
    found: list[Widget] = [Words(words(check.says, (f"   {marks}", "$quiet")), classes="check")]
    found += [_quote(quote, takes.first.name.lower()) for quote in check.first_quotes[:2]]
    found += [_quote(quote, takes.second.name.lower()) for quote in check.second_quotes[:2]]
    return found


def _quote(quote: Quote, what: str) -> Widget:
    said = " ".join(quote.words.split())
    return QuoteRow(
        words(f"“{said}”", (f"  {what}, turn {quote.turn}", "$quiet")), quote.turn, classes="quote"
    )
