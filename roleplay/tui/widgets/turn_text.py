"""A text of at most one turn."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from roleplay.domain.text import MAX_TURN, clean

from ..keys import HasKeys

LOOKED_AT = MAX_TURN * 4
"""Characters of a paste that are looked at; whatever follows could never fit."""


class TurnText(HasKeys, TextArea):
    """Several lines that grow, and at most as many characters as a turn may have.

    Shift+Enter, or Ctrl+J where a terminal cannot tell it from Enter, is a new line.
    """

    BINDINGS = [
        Binding("shift+enter,ctrl+j", "new_line", "New line", show=False),
        Binding("alt+left,alt+b", "cursor_word_left", "Word left", show=False),
        Binding("alt+right,alt+f", "cursor_word_right", "Word right", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            show_line_numbers=False,
            compact=True,
            placeholder="Say something",
        )

    def on_mount(self) -> None:
        """Count from the start."""
        self._count()

    def on_text_area_changed(self) -> None:
        """Count."""
        self._count()

    def action_new_line(self) -> None:
        """Start a new line."""
        if len(self.text) < MAX_TURN:
            self._replace_via_keyboard("\n", *self.selection)

    async def _on_key(self, event: events.Key) -> None:
        """Take no more than fits."""
        full = len(self.text) >= MAX_TURN and not self.selected_text
        if full and event.is_printable:
            event.stop()
            event.prevent_default()
            self.app.bell()

    async def _on_paste(self, event: events.Paste) -> None:
        """Take as much of a paste as fits."""
        event.stop()
        event.prevent_default()
        self._insert(event.text)

    def action_paste(self) -> None:
        """Take as much of the app's clipboard as fits."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        if self.read_only:
            return
        room = max(0, MAX_TURN - len(self.text) + len(self.selected_text))
        fits = clean(text[:LOOKED_AT])[:room]
        if result := self._replace_via_keyboard(fits, *self.selection):
            self.move_cursor(result.end_location)
        dropped = len(text) - len(fits)
        if dropped > 0 and (len(fits) == room or len(text) > LOOKED_AT):
            self.notify(
                f"A turn holds {MAX_TURN:,} characters: {dropped:,} of the paste were left out.",
                severity="warning",
                markup=False,
            )

    def _count(self) -> None:
        self.border_subtitle = f"{len(self.text):,} / {MAX_TURN:,}"
        self.set_class(len(self.text) > MAX_TURN * 0.9, "-nearly-full")
