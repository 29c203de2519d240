"""The parts of a debrief, as widgets made of its values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from .row import Row
from .transcript import TurnView
from .verdict_parts import QuoteRow, quote_row, verdicts
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.debriefs import Debrief, HiddenNeed, LedgerRow

PRACTICE = {
    "fork": "This was a second take: practice. It never counts towards a level or a trend.",
    "retake": "This was a retake: practice. Only a first attempt counts towards a level.",
    "lesson": "This was a lesson in how it works. It never counts towards a level or a trend.",
}
KINDS = {"fork": "take two", "retake": "a retake", "lesson": "a lesson"}
"""What the bar says of a call that does not count."""
SIGNS = {1: "▲", 0: "·", -1: "▼"}
"""What was earned, what was neither, what it cost: told apart by shape."""


class MomentRow(Row):
    """The moment worth another try."""

    BINDINGS = [Binding("enter", "choose", "Take it again")]

    def action_choose(self) -> None:
        """Ask for its turn to be taken again."""
        self.post_message(TurnView.Again(self.value))


def first(debrief: Debrief) -> list[Widget]:
    """What the buyer would tell a colleague, and the one moment."""
    parts: list[Widget] = []
    if debrief.kind in PRACTICE:
        parts.append(Words(PRACTICE[debrief.kind], classes="note"))
    if debrief.takes > 1:
        parts.append(Row(_beside(debrief), id="beside"))
    if debrief.turned:
        parts.append(Words("Where it turned, in your words", classes="heading"))
        parts.append(Words(debrief.turned))
    parts += [
        Words(f"What {debrief.buyer} would tell a colleague", classes="heading"),
        Words(debrief.buyer_says, classes="buyer-says"),
        Words(_sentence(debrief.ending_words), classes="quiet"),
    ]
    if debrief.moment is not None:
        parts.append(Words("One moment", classes="heading"))
        parts.append(MomentRow(moment(debrief, skippable=True), debrief.moment.turn, id="moment"))
    return parts


def _beside(debrief: Debrief) -> Content:
    with_it = "the take it came from" if debrief.kind == "fork" else "the last take two"
    return words(("Side by side", "bold"), f" with {with_it}: what changed, and why")


def moment(debrief: Debrief, skippable: bool) -> Content:
    """The one moment: the seller's words, what followed, and what Enter does."""
    found = debrief.moment
    if found is None:
        return words("")
    return words(
        ("You said\n", "$quiet"),
        f"{found.seller_words}\n",
        (f"\n{debrief.buyer}\n", "$quiet"),
        f"{found.what_followed}\n",
        f"\n{found.why}\n",
        ("\nEnter takes it again" + (" · s skips" if skippable else ""), "$quiet"),
    )


def rest(debrief: Debrief) -> list[Widget]:
    """Everything after the moment: one thing to keep, the criteria, the ledger, the metrics."""
    parts: list[Widget] = []
    if debrief.moment is not None and debrief.moment.try_saying:
        parts.append(Words("One way to say it there", classes="heading"))
        parts.append(Words(f"“{debrief.moment.try_saying}”"))
    if debrief.coach_model:
        parts.append(Words("Ask a coach", classes="heading"))
        parts.append(Row(_coach(debrief), id="coach"))
    if debrief.keep is not None:
        parts.append(Words("Keep doing this", classes="heading"))
        parts.append(quote_row(debrief.keep))
        parts.append(Words(debrief.keep.why, classes="why"))
    parts += _notes(debrief)
    parts += verdicts(debrief)
    parts += _openings(debrief)
    parts += _ledger(debrief)
    if debrief.metrics:
        parts.append(Words("Measured, for information", classes="heading"))
        parts += [Words(reading) for _, reading in debrief.metrics]
    parts.append(Words("What stayed hidden", classes="heading"))
    warns = (
        "Opened before; Enter shows it."
        if debrief.hidden_opened
        else f"Closed. Opening it takes variant {debrief.variant} out of your trend."
    )
    parts.append(Row(warns, id="hidden"))
    if debrief.tokens:
        parts.append(Words(f"A model used {debrief.tokens:,} tokens for this call.", id="tokens"))
    return parts


def _coach(debrief: Debrief) -> str:
    model = debrief.coach_model
    if debrief.moment is None:
        return f"{model} answers what you ask about this call"
    return f"{model} suggests what you could have said there, and answers what you ask"


def hidden(needs: Iterable[HiddenNeed]) -> list[Widget]:
    """What was there to be found."""
    parts: list[Widget] = []
    for need in needs:
        lines: list[str | tuple[str, str]] = [
            (need.title, "bold"),
            (f"   {need.kind_in_words} · {need.state}\n", "$quiet"),
        ]
        lines += [f"“{said}”\n" for said in need.never_heard]
        if need.try_saying:
            lines += [("You could have asked\n", "$quiet"), f"“{need.try_saying}”\n"]
        parts.append(Words(words(*lines), classes="need"))
    return parts or [Words("Nothing did: you heard all there was.")]


def _sentence(phrase: str) -> str:
    text = phrase[:1].upper() + phrase[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def marks(debrief: Debrief) -> dict[int, str]:
    """What is said under a turn: how it was heard, what came of it, where it was cut, a note."""
    notes = dict(debrief.notes)
    name = debrief.buyer.split()[0]
    found: dict[int, list[str]] = {}
    for exchange in debrief.exchanges:
        lines = found.setdefault(exchange.turn, [])
        if exchange.heard:
            lines.append(f"{'You meant' if exchange.corrected else 'Heard as'} {exchange.heard}")
        lines += [f"{SIGNS[each.gain]} {name} {each.says}" for each in exchange.outcomes]
    for turn, cut in debrief.cuts:
        found.setdefault(turn, []).append(f"╌ {cut}")
    for turn, note in notes.items():
        found.setdefault(turn, []).append(f"✎ {note}")
    return {turn: "\n".join(lines) for turn, lines in found.items()}


def _notes(debrief: Debrief) -> list[Widget]:
    if not debrief.notes:
        return []
    return [
        Words("Your notes", classes="heading"),
        *(
            QuoteRow(
                words(f"✎ {note}", (f"  turn {turn}", "$quiet")), (turn, 0, 0), classes="quote"
            )
            for turn, note in debrief.notes
        ),
    ]


def _openings(debrief: Debrief) -> list[Widget]:
    if not debrief.missed:
        return []
    return [
        Words("Openings that stayed open", classes="heading"),
        *(quote_row(quote) for quote in debrief.missed),
    ]


def _ledger(debrief: Debrief) -> list[Widget]:
    if not debrief.ledger and not debrief.left:
        return []
    parts: list[Widget] = [Words(f"What {debrief.buyer} came to", classes="heading")]
    parts += [_entry(row) for row in debrief.ledger]
    if debrief.left:
        needs = "One need is" if debrief.left == 1 else f"{debrief.left} needs are"
        parts.append(Words(f"{needs} left for another meeting.", classes="quiet"))
    return parts


def _entry(row: LedgerRow) -> Widget:
    text = words(
        (row.title, "bold"),
        (f"   {row.stands or row.state}", "$quiet"),
        f"\n“{row.words}”" if row.words else "",
    )
    if row.turn is None or not row.words:
        return Words(text, classes="entry")
    return QuoteRow(text, (row.turn, row.start, row.end), classes="quote entry")
