"""Which calls of the history to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.row import Row
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.history import Choices, Wanted

Values = Sequence[tuple[object, str]]
"""Values, each with its words; the first asks for nothing."""
ALL = (None, "all")
KINDS: Values = (
    ALL,
    ("first", "first attempts"),
    ("practice", "practice"),
    ("retake", "retakes"),
    ("fork", "take twos"),
)
SCORES: Values = (
    ((None, None), "any"),
    ((4.0, None), "4 and up"),
    ((3.0, 4.0), "3 to 4"),
    ((2.0, 3.0), "2 to 3"),
    ((None, 2.0), "up to 2"),
)


class ChoiceRow(Row):
    """One of several, turned with left and right or a click."""

    BINDINGS = [
        Binding("right,space", "turn(1)", "Next", show=False),
        Binding("left", "turn(-1)", "Back", show=False),
        Binding("enter", "show", "Show", show=False),
    ]

    def __init__(self, name: str, choices: Values, chosen: object, *, id: str) -> None:
        super().__init__("", id=id)
        self._called, self._choices = name, choices
        values = [value for value, _ in choices]
        self._place = values.index(chosen) if chosen in values else 0
        self._tell()

    @property
    def chosen(self) -> object:
        """What it is turned to."""
        return self._choices[self._place][0]

    def clear(self) -> None:
        """Ask for nothing."""
        self._place = 0
        self._tell()

    def action_turn(self, by: int) -> None:
        """To the next one, round at the ends."""
        self._place = (self._place + by) % len(self._choices)
        self._tell()

    def action_show(self) -> None:
        """Done choosing."""
        self.action_choose()

    def clicked(self) -> None:
        """A click turns it."""
        self.action_turn(1)

    def _tell(self) -> None:
        said = self._choices[self._place][1]
        self.say(_row(self._called, f"‹ {said} ›", bold=bool(self._place)))


def _row(name: str, said: str, bold: bool) -> Content:
    return words((f"{name:<12}", "$quiet"), (said, "bold") if bold else said)


class FiltersDialog(Dialog["Wanted | None"]):
    """Choose what to show. None: leave it as it was."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#kind"
    BINDINGS = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("ctrl+u", "clear", "Clear all", priority=True),
        Binding("escape", "dismiss", "Leave it"),
    ]

    def __init__(self, wanted: Wanted, choices: Choices) -> None:
        super().__init__()
        self._wanted, self._choices = wanted, choices

    def compose(self) -> ComposeResult:
        """A line for each thing that can be asked for."""
        asked = self._wanted
        with Vertical(classes="dialog", id="filters"):
            yield Words(words(("Show which calls?", "bold")), classes="why")
            yield ChoiceRow("Kind", KINDS, asked.kind, id="kind")
            yield ChoiceRow("Call", (ALL, *self._choices.scenarios), asked.scenario, id="scenario")
            yield ChoiceRow("Skill", (ALL, *self._choices.skills), asked.skill, id="skill")
            yield ChoiceRow("Ending", (ALL, *self._choices.endings), asked.ending, id="ending")
            yield ChoiceRow("Score", SCORES, (asked.least, asked.most), id="score")
            with Horizontal(classes="days"):
                yield Words("From, to", classes="label")
                yield _day("since", asked.since)
                yield _day("until", asked.until)
            with Horizontal(classes="answers"):
                yield Row("Show these", "show", id="show")
                yield Row("Clear all", "clear", id="clear")
            yield Hint("← → turn · Enter shows · Ctrl+U clears · Esc leaves it")

    @on(Row.Chosen)
    def done(self, message: Row.Chosen) -> None:
        """Return what is chosen, or start anew."""
        message.stop()
        if message.row.value == "clear":
            self.action_clear()
        else:
            self._return()

    @on(Input.Submitted)
    def typed(self, message: Input.Submitted) -> None:
        """Return what is chosen."""
        message.stop()
        self._return()

    def action_clear(self) -> None:
        """Ask for nothing."""
        for row in self.query(ChoiceRow):
            row.clear()
        for field in self.query(Input):
            field.value = ""

    def _return(self) -> None:
        days: dict[str, Any] = {}
        for name in ("since", "until"):
            field = self.query_one(f"#{name}", Input)
            try:
                days[name] = date.fromisoformat(field.value) if field.value.strip() else None
            except ValueError:
                self.query_one(".hint", Words).say("A day is written as 2026-11-23, or left empty.")
                field.focus()
                return
        least, most = self._chosen("score")
        self.dismiss(
            replace(
                self._wanted,
                kind=self._chosen("kind"),
                scenario=self._chosen("scenario"),
                skill=self._chosen("skill"),
                ending=self._chosen("ending"),
                least=least,
                most=most,
                **days,
            )
        )

    def _chosen(self, name: str) -> Any:
        return self.query_one(f"#{name}", ChoiceRow).chosen


def _day(name: str, day: date | None) -> Input:
    return Input(
        day.isoformat() if day else "",
        placeholder="2026-11-23",
        id=name,
        max_length=10,
        compact=True,
        restrict=r"[0-9-]*",
    )
