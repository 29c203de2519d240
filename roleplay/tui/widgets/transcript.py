"""The conversation, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from roleplay.domain.text import clean

from .words import Words, words

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn


class TurnView(Words):
    """What one side said. The seller's stands further in, the buyer's beside a rule."""

    BINDINGS = [Binding("enter,t", "again", "Take two")]
    COMPONENT_CLASSES = {"turn--quote"}

    @dataclass
    class Again(Message):
        """This seller turn is to be taken again."""

        turn: int

    def __init__(self, number: int, seller: bool, name: str, text: str, can_again: bool) -> None:
        self.number = number
        """From 1."""
        self.text = text
        self.seller = seller
        self.note = ""
        """What is said about the turn under it; empty for nothing."""
        self._speaker = name
        self._quote: tuple[int, int] | None = None
        super().__init__(self._content(), classes="-seller" if seller else "-buyer")
        self.can_focus = seller and can_again

    def tell(self, text: str, note: str = "") -> None:
        """Show other words, and a note under them."""
        if (text, note) != (self.text, self.note):
            self.text, self.note = text, note
            self.say(self._content())

    def quote(self, start: int, end: int) -> None:
        """Mark the words from ``start`` to ``end`` (code points, end exclusive)."""
        self._quote = (start, end)
        self.add_class("-quoted")
        self.say(self._content())

    def unquote(self) -> None:
        """Take the mark away."""
        if self._quote is not None:
            self._quote = None
            self.remove_class("-quoted")
            self.say(self._content())

    def action_again(self) -> None:
        """Ask for this turn to be taken again."""
        if self.can_focus:
            self.post_message(self.Again(self.number))

    def _content(self) -> Content:
        said = Content(clean(self.text)) if self.text.strip() else words(("says nothing", "italic"))
        if self._quote is not None:
            # `clean` keeps every offset of a text that was cleaned before it was stored.
            said = said.stylize(self.get_visual_style("turn--quote", partial=True), *self._quote)
        parts = [words((f"{self._speaker}\n", "bold")), said]
        if self.note:
            parts.append(words((f"\n{self.note}", "$quiet")))
        return Content("").join(parts)


class Transcript(VerticalScroll):
    """All turns of a call, the last in sight."""

    BINDINGS = [
        Binding("down", "turn(1)", "Next turn", show=False),
        Binding("up", "turn(-1)", "Earlier turn", show=False),
    ]

    def __init__(self, *, id: str | None = None, can_again: bool = False) -> None:
        super().__init__(id=id)
        self._can_again = can_again

    async def show(
        self, turns: Sequence[Turn], buyer: str, notes: dict[int, str] | None = None
    ) -> None:
        """Make the picture that of ``turns``; ``notes`` stand under the turns they number."""
        notes = notes or {}
        views = self.views
        for view in views[len(turns) :]:
            await view.remove()
        new = []
        for place, turn in enumerate(turns):
            note = notes.get(turn.turn, "")
            if place < len(views):
                views[place].tell(turn.text, note)
            else:
                seller = turn.speaker == "seller"
                name = "You" if seller else buyer
                view = TurnView(turn.turn, seller, name, turn.text, self._can_again)
                view.tell(turn.text, note)
                new.append(view)
        if new:
            await self.mount_all(new)

    async def expect(self, text: str) -> None:
        """Show what the seller has just said, before it is known to be kept."""
        view = TurnView(len(self.views) + 1, True, "You", text, False)
        await self.mount(view)
        self.to_end()

    @property
    def views(self) -> list[TurnView]:
        """The turns that are shown, oldest first."""
        return list(self.query(TurnView))

    def to_end(self) -> None:
        """The last turn in sight."""
        self.anchor()

    def quote(self, turn: int, start: int, end: int) -> None:
        """Bring words into sight and mark them."""
        for view in self.views:
            view.unquote()
            if view.number == turn:
                view.quote(start, end)
                self.call_after_refresh(self.scroll_to_widget, view, animate=False, center=True)

    def action_turn(self, by: int) -> None:
        """Go to another seller turn where turns can be chosen; else scroll."""
        views = [view for view in self.views if view.can_focus]
        if not views:
            self.scroll_relative(y=by, animate=False)
            return
        here = next((place for place, view in enumerate(views) if view.has_focus), None)
        place = (0 if by > 0 else len(views) - 1) if here is None else here + by
        views[max(0, min(len(views) - 1, place))].focus()
