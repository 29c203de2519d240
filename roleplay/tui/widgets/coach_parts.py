"""What a coach says, as widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content

from .row import Row
from .verdict_parts import LOOK, said_row
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.domain.moves import Span
    from roleplay.domain.transcript import Turn
    from roleplay.practice.coach import Exchange, Suggested, Suggestions
    from roleplay.practice.debriefs import Debrief
NOTHING_WRONG = "No turn of this call went wrong enough to say it another way."
SUGGESTION = "A suggestion by {model}: not part of your score, and not always right."


class LineRow(Row):
    """A line that could have been said."""

    BINDINGS = [Binding("enter", "choose", "Try it")]


def suggested(debrief: Debrief, found: Suggestions | None, note: str) -> list[Words]:
    """The moment, and lines that could have been said there; ``note`` says why there are none."""
    moment = debrief.moment
    if moment is None:
        return [Words(NOTHING_WRONG, classes="quiet first")]
    name = debrief.buyer.split()[0]
    parts: list[Words] = [
        Words(f"You said, at turn {moment.turn}", classes="heading first"),
        Words(moment.seller_words, classes="said"),
    ]
    if found is not None and found.lines:
        parts.append(Words("You could have said", classes="heading"))
        parts.append(Words(SUGGESTION.format(model=debrief.coach_model), classes="quiet"))
        parts += [LineRow(_line(each, name), each.line, classes="line") for each in found.lines]
    says = note or (found.note if found is not None else "")
    if says:
        parts.append(Words(f"{LOOK} {says}", classes="look"))
    if found is not None or note:
        again = "Ask for other lines" if found is not None and found.lines else "Ask once more"
        parts.append(Row(again, id="others"))
    return parts


def _line(line: Suggested, name: str) -> Content:
    return words(
        f"“{line.line}”",
        (f"\nToward what {name} needs: {line.need_called}", "$quiet"),
        (f"\n{line.why}", "$quiet"),
        ("\nEnter tries it", "$primary"),
    )


def talk(
    turns: Sequence[Turn], so_far: Sequence[Exchange], left: int, asked: str, trouble: str
) -> list[Words]:
    """What was asked and answered, then what is being asked, or why there is no answer."""
    if not (so_far or asked or trouble):
        return []
    texts = {turn.turn: turn.text for turn in turns}
    parts: list[Words] = [Words("About this call", classes="heading")]
    for each in so_far:
        parts.append(Words(words(("You  ", "$quiet"), each.asked), classes="asked"))
        for place, sentence in enumerate(each.reply.sentences):
            who = "Coach  " if place == 0 else ""
            parts.append(Words(words((who, "$quiet"), sentence.says), classes="says"))
            parts += [_quote(span, texts) for span in sentence.quotes]
        if each.reply.taken_out:
            parts.append(Words(_taken_out(each.reply.taken_out), classes="quiet says"))
    if asked:
        parts.append(Words(words(("You  ", "$quiet"), asked), classes="asked"))
    if trouble:
        parts.append(Words(f"{LOOK} {trouble}", classes="look"))
    if not left:
        parts.append(
            Words("That was the last question. Take the moment again instead.", classes="quiet")
        )
    elif so_far:
        questions = "One question is" if left == 1 else f"{left} questions are"
        parts.append(Words(f"{questions} left for this call.", classes="quiet left"))
    return parts


def _quote(span: Span, texts: dict[int, str]) -> Words:
    said = texts.get(span.turn, "")[span.start : span.end]
    return said_row(said, (span.turn, span.start, span.end), "in-talk")


def _taken_out(many: int) -> str:
    sentences = "One sentence was" if many == 1 else f"{many} sentences were"
    return (
        f"{sentences} left out: the call does not bear it out."
        if many == 1
        else (f"{sentences} left out: the call does not bear them out.")
    )
