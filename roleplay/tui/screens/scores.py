"""Scorecards: who judged a call, which one counts, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message

from ..page import Page
from ..widgets import score_parts as parts
from ..widgets.row import Row
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.scorecards import CardLine, CardsBeside
    from roleplay.practice.workspace import Workspace


class _Sheet(VerticalScroll, inherit_bindings=False, can_focus=False):
    """Scrolls by itself to what is chosen: up and down are for choosing."""


class ScoresScreen(Page):
    """All scorecards of a call, and under or beside them how two of them differ."""

    CSS_PATH = "scores.tcss"
    AUTO_FOCUS = "CardRow"
    BINDINGS = [
        Binding("down", "app.focus_next", "Further down", show=False),
        Binding("up", "app.focus_previous", "Further up", show=False),
        Binding("pageup", "page(-1)", "A page up", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("o", "others", "Other two"),
        Binding("question_mark", "app.keys", "Keys", show=False),
        Binding("escape", "dismiss", "Back"),
    ]
    NAME = "Scorecards"

    @dataclass
    class Opened(Message):
        """The scorecards have been read."""

        cards: tuple[CardLine, ...]

    @dataclass
    class Compared(Message):
        """Two of them have been set side by side."""

        beside: CardsBeside

    def __init__(self, call: str) -> None:
        super().__init__()
        self._call = call
        self._cards: tuple[CardLine, ...] = ()
        self._pair = ("", "")
        """The ids of the two that are set side by side."""

    def body(self) -> ComposeResult:
        """The list, and the comparison."""
        with _Sheet(id="sheet"), Horizontal(id="room"):
            yield Vertical(id="cards")
            with Vertical(id="compared"):
                yield Words("How they differ", classes="heading")
                yield Vertical(id="beside")

    def on_mount(self) -> None:
        """Ask for them."""
        self.headline(self.NAME)
        self.ask(partial(_scorecards, self._call), self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """List them; the one that the debrief shows is set beside the one that counts."""
        self._cards = cards = message.cards
        await self.query_one("#cards").mount_all(parts.cards(cards))
        self.query("CardRow").first().focus(scroll_visible=False)
        shown = next((card for card in reversed(cards) if card.shown), cards[-1])
        self._compare(shown.id)
        self.refresh_bindings()

    @on(Row.Chosen, ".card")
    def choose(self, message: Row.Chosen) -> None:
        """Set the chosen one beside the one that counts, or that beside the newest."""
        self._compare(message.row.value)

    @on(Row.Chosen, ".quote")
    def jump(self, message: Row.Chosen) -> None:
        """Show quoted words where they were said."""
        self.roleplay.show_debrief(self._call, at=message.row.value)

    @on(Compared)
    async def show_comparison(self, message: Compared) -> None:
        """Lay it out."""
        beside = message.beside
        self._pair = (beside.first.id, beside.second.id)
        for row in self.query(parts.CardRow):
            row.set_class(row.value in self._pair, "-compared")
        await self._lay_out(beside)

    @work(exit_on_error=False)
    async def action_others(self) -> None:
        """Choose which two to set side by side."""
        from ..dialogs.which_two import WhichTwoDialog

        chosen = await self.app.push_screen_wait(
            WhichTwoDialog(parts.choices(self._cards), *self._pair)
        )
        if chosen is not None:
            self._set_beside(*chosen)

    def action_page(self, by: int) -> None:
        """A page of the sheet."""
        sheet = self.query_one("#sheet", _Sheet)
        (sheet.scroll_page_up if by < 0 else sheet.scroll_page_down)(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        if action == "page":
            return any(sheet.max_scroll_y > 0 for sheet in self.query(_Sheet))
        return action != "others" or len(self._cards) > 2

    def _compare(self, chosen: str) -> None:
        """Set one beside the one that counts, and that one beside the newest other."""
        counts = next((card.id for card in self._cards if card.counts), self._cards[0].id)
        others = [card.id for card in self._cards if card.id != counts]
        if not others:
            self.run_worker(self._lay_out(None), exit_on_error=False)
        else:
            self._set_beside(counts, others[-1] if chosen == counts else chosen)

    def _set_beside(self, first: str, second: str) -> None:
        self.ask(partial(_beside, self._call, first, second), self.Compared)

    async def _lay_out(self, beside: CardsBeside | None) -> None:
        room = self.query_one("#beside")
        with self.app.batch_update():
            await room.remove_children()
            await room.mount_all(parts.comparison(beside))


def _scorecards(call: str, workspace: Workspace) -> tuple[CardLine, ...]:
    from roleplay.practice.scorecards import scorecards

    return scorecards(workspace, call)


def _beside(call: str, first: str, second: str, workspace: Workspace) -> CardsBeside:
    from roleplay.practice.scorecards import beside

    return beside(workspace, call, first, second)
