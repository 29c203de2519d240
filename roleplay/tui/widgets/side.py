"""What stands beside a call where there is room, and instead of it where there is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from .column import Column, Passage
from .transcript import AS_SCRIPTED
from .words import words

if TYPE_CHECKING:
    from roleplay.practice.calls import HeardLine, LiveCall

    from ..conversation import Picture

PARTS = ("heard", "notes", "goal", "brief", "first")
"""The parts that can be folded, in their order."""
HEADINGS = {
    "heard": "What was heard",
    "notes": "Notes to self",
    "goal": "A good outcome",
    "brief": "The brief",
    "first": "The first time",
}
BAR_CELLS = 24
"""Cells of the bar that shows how much of the time is used."""


class Side(Column, can_focus=False):
    """Who is on the line and how they seem, the clock, what was heard, notes, goal and brief."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._live: LiveCall | None = None
        self._picture: Picture | None = None
        self._notes: Mapping[int, str] = {}
        self._folded: set[str] = set()

    def introduce(self, live: LiveCall) -> None:
        """What stays the same for the whole call."""
        self._live = live
        self.redraw()

    def show(self, picture: Picture, notes: Mapping[int, str]) -> None:
        """What each turn changes."""
        self._picture, self._notes = picture, dict(notes)
        self.redraw()

    def fold(self, part: str) -> None:
        """Close a part, or open it again."""
        self._folded ^= {part}
        self.redraw()

    @property
    def parts(self) -> tuple[str, ...]:
        """Those of PARTS that there are now; none while nothing of it is in sight."""
        live, picture = self._live, self._picture
        if live is None or picture is None or not self.display:
            return ()
        absent = {"heard": not picture.heard, "first": not live.take_one}
        return tuple(part for part in PARTS if not absent.get(part))

    def passages(self, width: int) -> list[Passage]:
        """Each part that there is, open or folded."""
        live, picture = self._live, self._picture
        if live is None or picture is None:
            return []
        passages = [
            Passage(_who(live, picture)),
            Passage(words((picture.mood, "italic"))),
            Passage(_clock(picture, min(BAR_CELLS, width))),
        ]
        for part, text in self._parts(live, picture):
            folded = part in self._folded
            heading = f"{'▸' if folded else '▾'} {HEADINGS[part]}"
            title = _link(heading, f"screen.fold('{part}')", "$quiet")
            passages.append(Passage(title, gap=1 if folded else 0))
            if not folded:
                passages.append(Passage(text))
        return passages

    def _parts(self, live: LiveCall, picture: Picture) -> Iterator[tuple[str, Content]]:
        if picture.heard:
            yield "heard", Content("\n").join(_heard(line) for line in picture.heard)
        yield "notes", _notes(self._notes)
        yield "goal", words(live.scenario.goal.strip())
        yield "brief", words(live.scenario.brief.strip())
        if live.take_one:
            yield (
                "first",
                Content("\n").join(
                    words(
                        ("You: " if turn.speaker == "seller" else f"{live.buyer_name}: ", "$quiet"),
                        turn.text or "nothing",
                    )
                    for turn in live.take_one[:2]
                ),
            )


def who_speaks(picture: Picture) -> str | None:
    """Whose words the buyer has; None in a call in which there is but one who could speak."""
    if picture.speaker:
        return f"spoken by {picture.speaker}"
    return "scripted buyer" if picture.as_scripted else None


def _who(live: LiveCall, picture: Picture) -> Content:
    speaks = who_speaks(picture)
    return words(
        (live.buyer_name, "bold"),
        f"\n{live.buyer_role}",
        (f"\n{speaks}" if speaks else "", "$quiet"),
        (f"\n“{AS_SCRIPTED}”: in the author's words" if picture.as_scripted else "", "$quiet"),
    )


def _clock(picture: Picture, cells: int) -> Content:
    used = min(cells, round(cells * picture.seconds / max(1.0, picture.minutes * 60)))
    return words(
        (picture.clock, "bold"),
        "\n",
        ("━" * used, "$primary"),
        ("─" * (cells - used), "$line"),
        ("\nof spoken time; typing is free", "$quiet"),
    )


def _heard(line: HeardLine) -> Content:
    about = f", about {line.topic_in_words}" if line.topic_in_words else ""
    quote = " ".join(line.quote.split())
    short = f"{quote[:70]}…" if len(quote) > 70 else quote
    return words(f"{line.kind_in_words}{about}", (f"\n“{short}”" if short else "", "$quiet"))


def _notes(notes: Mapping[int, str]) -> Content:
    if not notes:
        return _link("F3 writes one beside this turn", "screen.note", "$quiet")
    lines = [
        words((f"{turn}  ", "$quiet")) + _link(text, f"screen.note({turn})")
        for turn, text in notes.items()
    ]
    return Content("\n").join(lines)


def _link(text: str, action: str, style: str = "") -> Content:
    """Words that do something when they are clicked."""
    return words((text, style)).stylize(Style.from_meta({"@click": action}))
