"""The parts of a briefing, as passages made of its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from .column import Passage
from .leaf import heading, item, text
from .words import words

if TYPE_CHECKING:
    from roleplay.practice.at_hand import AtHand, Bring, LastTime
    from roleplay.practice.shelf import BriefCriterion, Briefing


def call(briefing: Briefing, at_hand: AtHand, *, alone: bool) -> list[Passage]:
    """Who is on the line, what is known, and what is judged; ``alone``: with what we bring."""
    passages = [
        heading("Who you meet"),
        text(briefing.buyer_line, gap=0),
        text(words((" · ".join(briefing.account_lines), "$quiet"))),
        heading("What you know"),
        text(briefing.brief.strip()),
        heading("A good outcome"),
        text(briefing.goal.strip()),
    ]
    if at_hand.last is not None:
        passages += _last(at_hand.last, at_hand.played)
    if alone:
        passages += bring(at_hand.bring)
    return passages + _judged(briefing.criteria)


def bring(offered: Bring | None) -> list[Passage]:
    """What we offer this buyer: the value, what it takes, and the honest answers."""
    if offered is None:
        return []
    passages = [heading("What you bring"), text(words((offered.title, "bold")))]
    if offered.value is not None:
        passages += [heading(f"Where it is worth most to a {offered.role}"), text(offered.value)]
    passages += _listed("Why it, and not something else", offered.advantages)
    passages += _listed("What it really takes", offered.takes)
    if offered.concerns:
        passages.append(heading("What people worry about, and the honest answer"))
    for concern in offered.concerns:
        passages.append(
            text(
                words(
                    f"“{concern.says}”  ", (f"{concern.kind_in_words}\n", "$quiet"), concern.answer
                )
            )
        )
    return passages


def way_in(briefing: Briefing, at_hand: AtHand) -> Content:
    """What stands on the line that begins the call."""
    buyer = briefing.buyer_line.split(",")[0]
    new = "played before" if at_hand.variant_played else "new to you"
    of = f" of {len(at_hand.variants)}" if len(at_hand.variants) > 1 else ""
    return words(
        (f"Call {buyer}", "bold"),
        (f"   Enter · variant {at_hand.variant}{of}, {new}", "$quiet"),
    )


def speaks(model: str, *, by_model: bool, key: str) -> Content:
    """Who will speak for the buyer, and who could: ``●`` is chosen."""
    choices = ((not by_model, "as scripted"), (by_model, model))
    chosen = [
        (f"{'●' if taken else '○'} {who}   ", "bold" if taken else "$quiet")
        for taken, who in choices
    ]
    return words("Who speaks   ", *chosen, (f"{key} changes it", "$quiet"))


def _listed(title: str, lines: Sequence[str]) -> list[Passage]:
    if not lines:
        return []
    *others, last = lines
    return [heading(title), *(item(line) for line in others), item(last, gap=1)]


def _last(last: LastTime, played: int) -> list[Passage]:
    times = "once" if played == 1 else "twice" if played == 2 else f"{played} times"
    overall = f" · {last.overall:.1f} of 5" if last.overall is not None else ""
    passages = [
        heading("The last time"),
        text(words(f"{last.line}{overall}", (f"   called {times}", "$quiet")), gap=0),
    ]
    if last.turned:
        passages.append(text(words(("You wrote: ", "$quiet"), f"“{last.turned}”"), gap=0))
    passages += [text(f"✎ {note}", gap=0) for note in last.notes[:3]]
    passages[-1] = passages[-1]._replace(gap=1)
    return passages


def _judged(criteria: Sequence[BriefCriterion]) -> list[Passage]:
    passages = [
        heading("What the call is judged by"),
        text(
            words(
                (
                    "Each level rests on your own words or the buyer's, quoted afterwards. "
                    "Length, accent, grammar and speed are never judged.",
                    "$quiet",
                )
            )
        ),
    ]
    for criterion in criteria:
        counts = f"   counts {criterion.weight:g}"
        passages.append(text(words((criterion.title, "bold"), (counts, "$quiet")), gap=0))
        passages += [
            Passage(words(anchor), mark=f"{level}  ", gap=0) for level, anchor in criterion.levels
        ]
        if criterion.checks:
            passages.append(text(words(("What is looked for", "$quiet")), gap=0))
            passages += [item(words((check, "$quiet"))) for check in criterion.checks]
        passages[-1] = passages[-1]._replace(gap=1)
    return passages
