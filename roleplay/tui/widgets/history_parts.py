"""The parts of the history, made of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from roleplay.domain.text import clean

from .words import words

if TYPE_CHECKING:
    from roleplay.practice.history import Choices, HistoryPage, HistoryRow, SaidRow, Wanted

MORE = "more"
"""The id of the row that stands for what has not been read yet."""
KINDS = {
    "first": "first attempt",
    "retake": "practice, retake",
    "fork": "practice, take two",
    "lesson": "practice, a lesson",
}
MARKS = {"first": "●", "retake": "○", "fork": "○"}
"""What counts for the level, and what does not: told apart by shape, and by the words beside it."""
KINDS_ASKED = {
    "first": "first attempts",
    "practice": "practice",
    "retake": "retakes",
    "fork": "take twos",
}
FOUND = "bold underline"
"""How words look that were searched for."""


def options(rows: Iterable[HistoryRow], following: str | None) -> Iterator[Option]:
    """A row for each call, and one for what comes after them."""
    for row in rows:
        yield Option(_row(row))
    if following is not None:
        yield Option(words(("Earlier calls…", "$quiet")), id=MORE)


def _row(row: HistoryRow) -> Content:
    call = row.call
    score = f"{call.overall:.1f} of 5" if call.overall is not None else "no score"
    about = [call.when, KINDS.get(call.kind, call.kind), score, call.words]
    if call.ending is None:
        about = [call.when, KINDS.get(call.kind, call.kind), call.words]
    if call.voice == "model":
        about.insert(2, "a model spoke")
    mark = MARKS.get(call.kind, "○") if call.ending is not None else "…"
    used = f"  {row.tokens:,} tokens" if row.tokens else ""
    line = words(
        f"{mark} ",
        (call.title, "bold"),
        (used, "$quiet"),
        (f"\n  {' · '.join(about)}", "$quiet"),
    )
    return line if row.said is None else Content("").join((line, _said(row.said)))


def _said(said: SaidRow) -> Content:
    spoken = Content(clean(said.words))
    for start, end in said.places:
        spoken = spoken.stylize(FOUND, start, end)
    return Content("").join((words((f"\n  {said.turn} {said.who}: ", "$quiet")), spoken))


def asked(wanted: Wanted, choices: Choices | None) -> str:
    """The filters that are on, in words; empty if none is."""
    found = []
    if wanted.kind is not None:
        found.append(KINDS_ASKED[wanted.kind])
    if choices is not None:
        for value, among in (
            (wanted.scenario, choices.scenarios),
            (wanted.skill, choices.skills),
            (wanted.ending, choices.endings),
        ):
            if value is not None:
                found.append(dict(among).get(value, value))
    if wanted.least is not None and wanted.most is not None:
        found.append(f"{wanted.least:g} to {wanted.most:g} of 5")
    elif wanted.least is not None:
        found.append(f"{wanted.least:g} of 5 and up")
    elif wanted.most is not None:
        found.append(f"up to {wanted.most:g} of 5")
    if wanted.since is not None:
        found.append(f"from {_day(wanted.since)}")
    if wanted.until is not None:
        found.append(f"to {_day(wanted.until)}")
    return f"Only {', '.join(found)} · f changes it, Esc shows all" if found else ""


def nothing(searched: str, filters: str) -> str:
    """What to say when there is no call to show."""
    if searched:
        return (
            f"Nobody said “{searched}” in one turn of these calls. Fewer words find more; "
            "Esc shows all calls."
        )
    if filters:
        return "No call fits. Esc shows all of them."
    return "No calls yet. Every call that you have stands here from then on."


def how_many(page: HistoryPage, searched: str) -> str:
    """How many calls there are, or turns that were found."""
    if searched:
        count = len(page.rows)
        more = " or more" if page.next is not None else ""
        return f"{count} turn{'' if count == 1 and not more else 's'}{more}"
    return "" if page.total is None else f"{page.total:,} call{'' if page.total == 1 else 's'}"


def _day(day: object) -> str:
    return f"{day:%d %b %Y}".lstrip("0")
