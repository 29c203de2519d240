"""The two halves of an author's view: the conversation, and the mind beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from .mind import check_page, opens_page, turn_page
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.authors import RehearsalView
    from roleplay.practice.open_mind import OpenTurn

PAGES = {"turn": "This turn", "opens": "What opens", "check": "Check"}
"""What can stand beside the call."""


class Turns(OptionList):
    """The conversation, a seller turn and its answer at a time; the marked one is looked at."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.can_focus = False
        self._turns: tuple[OpenTurn, ...] = ()

    def show(self, view: RehearsalView) -> None:
        """Show the call as it stands, its last turn marked."""
        self._turns = view.turns
        changed = {turn for turn, _ in view.changed}
        buyer = view.buyer.split()[0]
        self.set_options(Option(_turn(turn, buyer, turn.turn in changed)) for turn in view.turns)
        self.highlighted = len(self._turns) - 1
        self.call_after_refresh(self.scroll_end, animate=False)

    @property
    def looked_at(self) -> OpenTurn | None:
        """The turn that is marked; None before there is one."""
        place = self.highlighted
        return self._turns[place] if place is not None and place < len(self._turns) else None

    def look(self, by: int) -> None:
        """Mark another turn."""
        if self._turns:
            place = (self.highlighted or 0) + by
            self.highlighted = max(0, min(len(self._turns) - 1, place))


class PageName(Words):
    """Names a page of the mind; a click shows it."""

    @dataclass
    class Chosen(Message):
        """This page is to be shown."""

        page: str

    def __init__(self, page: str) -> None:
        super().__init__(PAGES[page], id=f"name-{page}", classes="page-name")
        self._page = page

    def on_click(self) -> None:
        """Ask for the page."""
        self.post_message(self.Chosen(self._page))


class Mind(Vertical):
    """The mind after a turn, on one of three pages."""

    @dataclass
    class CheckWanted(Message):
        """The page that says what is wrong with the file has come into sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = "turn"
        self._turn: OpenTurn | None = None
        self._changed: tuple[str, ...] = ()
        self._which = ""
        self._checked: tuple[str, ...] | None = None

    def compose(self) -> ComposeResult:
        """The names of the pages over the page."""
        with Horizontal(id="pages"):
            for page in PAGES:
                yield PageName(page)
        yield Words("", id="which")
        with VerticalScroll(id="page", can_focus=False):
            yield Words("", id="open")

    def on_mount(self) -> None:
        """Begin with what the turn did."""
        self.turn_to("turn")

    def show(self, turn: OpenTurn, changed: Iterable[str], which: str) -> None:
        """The mind after ``turn``; ``which`` says what turn that is."""
        self._turn, self._changed, self._which = turn, tuple(changed), which
        self._draw()

    def check(self, lines: tuple[str, ...] | None) -> None:
        """What check says; None while it is at work."""
        self._checked = lines
        self._draw()

    def turn_to(self, page: str) -> None:
        """Show that page."""
        self.page = page
        for name in PAGES:
            self.query_one(f"#name-{name}").set_class(name == page, "-shown")
        self._draw()
        self.query_one("#page").scroll_home(animate=False)
        if page == "check":
            self.post_message(self.CheckWanted())

    @on(PageName.Chosen)
    def named(self, message: PageName.Chosen) -> None:
        """Show the page that was clicked."""
        message.stop()
        self.turn_to(message.page)

    def read_on(self, by: int) -> None:
        """A page further, or back."""
        page = self.query_one("#page", VerticalScroll)
        if by < 0:
            page.scroll_page_up(animate=False)
        else:
            page.scroll_page_down(animate=False)

    def _draw(self) -> None:
        if self.page == "check":
            content = check_page(self._checked)
        elif self._turn is None:
            content = Content("")
        elif self.page == "opens":
            content = opens_page(self._turn)
        else:
            content = turn_page(self._turn, self._changed)
        which = "What roleplay check says" if self.page == "check" else self._which
        self.query_one("#which", Words).say(which)
        self.query_one("#open", Words).say(content)


def _turn(turn: OpenTurn, buyer: str, changed: bool) -> Content:
    parts: list[str | tuple[str, str]] = []
    if changed:
        parts.append(("≠ came out differently\n", "bold $warning"))
    if turn.turn > 1:
        parts += [(f"{turn.turn} You\n", "bold")]
        parts.append(f"{turn.said}\n" if turn.said else ("says nothing\n", "italic"))
    number = turn.turn + (turn.turn > 1)
    parts += [(f"{number} {buyer}\n", "bold $primary"), f"{turn.answer}\n"]
    return words(*parts)
