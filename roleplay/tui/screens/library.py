"""Library: every call there is, found by typing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from ..page import Page
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.shelf import ScenarioCard
    from roleplay.practice.workspace import Workspace

QUERY_MOST = 80
"""Characters a search may have."""


class LibraryScreen(Page):
    """Type to search; Enter opens the briefing."""

    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#search"
    BINDINGS = [
        Binding("enter", "open", "Briefing", priority=True),
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Back", show=False),
        Binding("pagedown", "move(4)", "Further", show=False),
        Binding("pageup", "move(-4)", "Back", show=False),
        Binding("escape", "leave", "Back"),
    ]
    NAME = "Library"

    @dataclass
    class Found(Message):
        """The calls that fit what was typed."""

        query: str
        cards: tuple[ScenarioCard, ...]

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[ScenarioCard, ...] = ()

    def body(self) -> ComposeResult:
        """The search line over the cards."""
        yield Input(
            placeholder="Type to search: a buyer, an account, a skill",
            id="search",
            max_length=QUERY_MOST,
        )
        yield OptionList(id="cards", markup=False)
        yield Words("", id="none")

    def on_mount(self) -> None:
        """Show all."""
        self.query_one("#cards").can_focus = False
        self.search("")

    @on(Input.Changed, "#search")
    def typed(self, message: Input.Changed) -> None:
        """Search by what stands there now."""
        self.search(message.value)

    def search(self, query: str) -> None:
        """Ask practice for the calls that fit ``query``."""
        self.ask(partial(_shelf, query), partial(self.Found, query))

    @on(Found)
    def show(self, message: Found) -> None:
        """List them, unless more has been typed since."""
        if message.query != self.query_one("#search", Input).value:
            return
        self._cards = message.cards
        cards = self.query_one("#cards", OptionList)
        cards.set_options(Option(_card(card)) for card in self._cards)
        if self._cards:
            cards.highlighted = 0
        self.set_class(not self._cards, "-nothing")
        self.query_one("#none", Words).say(
            f"Nothing fits “{message.query}”. Esc goes back; fewer letters find more."
            if message.query
            else "There are no calls here yet. `roleplay new pack NAME` starts one of your own."
        )
        count = len(self._cards)
        self.headline(self.NAME, "1 call" if count == 1 else f"{count} calls")

    @on(OptionList.OptionSelected)
    def clicked(self, message: OptionList.OptionSelected) -> None:
        """A click opens the briefing."""
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """The briefing of the marked call."""
        place = self.query_one("#cards", OptionList).highlighted
        if place is not None and place < len(self._cards):
            self.roleplay.show_briefing(self._cards[place].id)

    def action_move(self, by: int) -> None:
        """Mark another card."""
        cards = self.query_one("#cards", OptionList)
        if self._cards:
            place = (cards.highlighted or 0) + by
            cards.highlighted = max(0, min(len(self._cards) - 1, place))

    def action_leave(self) -> None:
        """Empty the search line first, then go back."""
        search = self.query_one("#search", Input)
        if search.value:
            search.value = ""
        else:
            self.dismiss()


def _shelf(query: str, workspace: Workspace) -> tuple[ScenarioCard, ...]:
    from roleplay.practice.shelf import shelf

    return shelf(workspace, query)


def _card(card: ScenarioCard) -> Content:
    variants = f"{len(card.variants_played)} of {len(card.variants)} variants played"
    last = f"last time: {card.last}" if card.last else "not played yet"
    return words(
        (card.title, "bold"),
        f"\n{card.buyer}, {card.role} · {card.account}\n",
        (
            f"{card.stage} call · practises {', '.join(card.skills)} · {card.minutes} min · "
            f"difficulty {card.difficulty} of 5\n{last} · {variants}\n",
            "$quiet",
        ),
    )
