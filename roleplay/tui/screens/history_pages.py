"""The calls that were had, read in pages as they are needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList

from ..keys import HasKeys
from ..page import Page
from ..widgets import history_parts as parts
from ..widgets.levels import Levels
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.history import Choices, HistoryPage, HistoryRow, Wanted
    from roleplay.practice.workspace import Workspace

QUERY_MOST = 80
"""Characters a search may have."""
NEAR_END = 8
"""So many rows before the last one the page after it is asked for."""
PAUSE = 0.15
"""Seconds without a key after which what was typed is searched for."""


class SearchLine(HasKeys, Input):
    """Where one types what to look for."""

    BINDINGS = [Binding("enter", "submit", "To the calls")]


class Calls(HasKeys, OptionList):
    """The rows; Enter or a click opens one."""

    BINDINGS = [Binding("enter", "select", "Open")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no call, none can be opened."""
        return action != "select" or self.option_count > 0


class HistoryPages(Page):
    """What is asked for, and the rows that have been read of it so far."""

    @dataclass
    class Opened(Message):
        """A page has been read."""

        page: HistoryPage
        wanted: Wanted
        """What it was asked for."""
        first: bool

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Wanted | None = None
        self._choices: Choices | None = None
        self._rows: list[HistoryRow] = []
        self._next: str | None = None
        """What the page after the last one is asked for by; None if there is none."""
        self._asking = False
        """A further page has been asked for and is not there yet."""

    def body(self) -> ComposeResult:
        """The search line over the calls, the levels beside them."""
        with Horizontal(id="room"):
            with Vertical(id="looking"):
                yield SearchLine(
                    placeholder="/ searches what was said", id="search", max_length=QUERY_MOST
                )
                yield Words("", id="asked")
                yield Calls(id="calls", markup=False)
                yield Words("", id="none")
            yield Levels(id="levels")

    def on_mount(self) -> None:
        """Read the first page."""
        self._read()

    def on_screen_resume(self) -> None:
        """A call may have been added: read again when coming back."""
        if self._wanted is not None:
            self._read()

    @on(Opened)
    def show(self, message: Opened) -> None:
        """List a page, unless something else has been asked for since."""
        if self._wanted is not None and message.wanted != self._wanted:
            return
        page, calls = message.page, self.query_one("#calls", OptionList)
        self._asking = False
        self._wanted = message.wanted
        self._next = page.next
        if message.first:
            self._choices = page.choices
            kept = self._marked()
            self._rows = list(page.rows)
            calls.set_options(parts.options(page.rows, page.next))
            self._mark(kept)
            self._tell(page)
        else:
            place = calls.highlighted
            calls.remove_option(parts.MORE)
            self._rows += page.rows
            calls.add_options(parts.options(page.rows, page.next))
            calls.highlighted = place
        self.refresh_bindings()

    @on(Input.Changed, "#search")
    def typed(self) -> None:
        """Search once the typing pauses."""
        self.set_timer(PAUSE, self._search)

    @on(Input.Submitted, "#search")
    def submitted(self) -> None:
        """To what was found."""
        self._search()
        self.to_what_was_found()

    def to_what_was_found(self) -> None:
        """To the calls; while nothing was found, to the line that asks for it."""
        nothing = self.has_class("-nothing") and self.query_one("#search", Input).value
        self.query_one("#search" if nothing else "#calls").focus()

    @on(OptionList.OptionHighlighted, "#calls")
    def marked(self, message: OptionList.OptionHighlighted) -> None:
        """Ask for the next page in good time."""
        if message.option_index >= len(self._rows) - NEAR_END:
            self._read_on()
        self.refresh_bindings()

    def _read(self) -> None:
        self.ask(partial(_page, self._wanted, None), lambda read: self.Opened(*read, first=True))

    def _read_on(self) -> None:
        if self._next is not None and not self._asking:
            self._asking = True
            work = partial(_page, self._wanted, self._next)
            self.ask(work, lambda read: self.Opened(*read, first=False))

    def _search(self) -> None:
        words = self.query_one("#search", Input).value
        if self._wanted is not None and words != self._wanted.words:
            self._wanted = replace(self._wanted, words=words)
            self._read()

    def _marked(self) -> HistoryRow | None:
        place = self.query_one("#calls", OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _mark(self, row: HistoryRow | None) -> None:
        """Mark the row of the same call, else the first."""
        calls = [each.call.call for each in self._rows]
        if calls:
            place = calls.index(row.call.call) if row and row.call.call in calls else 0
            self.query_one("#calls", OptionList).highlighted = place

    def _tell(self, page: HistoryPage) -> None:
        wanted = self._wanted
        asked = parts.asked(wanted, self._choices) if wanted is not None else ""
        self.query_one("#asked", Words).say(asked)
        self.set_class(bool(asked), "-asked")
        self.set_class(not page.rows, "-nothing")
        if self.query_one("#calls").has_focus:
            self.to_what_was_found()
        words = wanted.words.strip() if wanted is not None else ""
        self.query_one("#none", Words).say(parts.nothing(words, asked))
        self.headline(self.NAME, parts.how_many(page, words))


def _page(
    wanted: Wanted | None, after: str | None, workspace: Workspace
) -> tuple[HistoryPage, Wanted]:
    from roleplay.practice.history import Wanted, look_through

    asked = wanted if wanted is not None else Wanted()
    return look_through(workspace, asked, after), asked
