"""Where the seller's words are typed."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from roleplay.domain.text import MAX_TURN, clean

from ..keys import HasKeys

DRAFT_SECONDS = 0.4
"""How long after a key the draft is saved: well within the second that may be lost."""
LOOKED_AT = MAX_TURN * 4
"""Characters of a paste that are looked at; whatever follows could never fit."""


class Prompt(HasKeys, TextArea):
    """Several lines that grow, and at most as many characters as a turn may have.

    Enter sends; Shift+Enter, or Ctrl+J where a terminal cannot tell the two apart, is a new line.
    """

    BINDINGS = [
        Binding("enter", "send", "Send", show=False),
        Binding("shift+enter,ctrl+j", "new_line", "New line", show=False),
    ]

    @dataclass
    class Sent(Message):
        """The seller has finished a turn; the text still stands in the prompt."""

        text: str

    @dataclass
    class Drafted(Message):
        """The seller stopped typing for a moment."""

        text: str

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
        self._draft_timer: Timer | None = None
        self._at_rest: str | None = None

    def on_mount(self) -> None:
        """Say what the keys do, and count."""
        self.border_title = "Enter sends · Ctrl+J new line"
        self._count()

    def put(self, text: str) -> None:
        """Put ``text`` into the prompt, ready to go on after it, without saving it as a draft."""
        self._at_rest = text[:MAX_TURN]
        self.text = self._at_rest
        self.move_cursor(self.document.end)

    def take(self, sent: str) -> None:
        """Take away what has been said; what was typed after it stays."""
        if self.text.startswith(sent):
            self.put(self.text[len(sent) :].lstrip("\n"))
            if self.text:
                self._draft_later()

    def on_text_area_changed(self) -> None:
        """Count, and save the draft a moment later."""
        self._count()
        if self.text == self._at_rest:
            return
        self._at_rest = None
        self._draft_later()

    def action_send(self) -> None:
        """Say what stands here; nothing is said by accident."""
        if self.text.strip():
            self.forget_draft()
            self.post_message(self.Sent(self.text))

    def action_new_line(self) -> None:
        """Start a new line."""
        if len(self.text) < MAX_TURN:
            self._replace_via_keyboard("\n", *self.selection)

    def forget_draft(self) -> None:
        """What stands here is being dealt with: do not save it as a draft."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None

    async def _on_key(self, event: events.Key) -> None:
        """Leave Enter to the bindings, and the ninth thousand to nobody."""
        if event.key == "enter":
            event.prevent_default()
            return
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

    def _draft_later(self) -> None:
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self._drafted)

    def _drafted(self) -> None:
        self._draft_timer = None
        self.post_message(self.Drafted(self.text))

    def _count(self) -> None:
        self.border_subtitle = f"{len(self.text):,} / {MAX_TURN:,}"
        self.set_class(len(self.text) > MAX_TURN * 0.9, "-nearly-full")
