"""Where the seller's words are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.style import Style
from textual.timer import Timer
from textual.widgets.text_area import Selection

from roleplay.domain.text import MAX_TURN, clean

from ..looks import Looks
from .past import Past
from .turn_text import TurnText

DRAFT_SECONDS = 0.4
"""How long after a key the draft is saved: well within the second that may be lost."""


class Prompt(TurnText):
    """Where the seller speaks. Enter sends.

    Up on the first line brings back what was said before, down on the last goes forth again.
    Enter on nothing asks; Enter again says nothing, on purpose.
    """

    BINDINGS = [Binding("enter", "send", "Say it", show=False)]

    @dataclass
    class Sent(Message):
        """The seller has finished a turn; the text still stands in the prompt."""

        text: str

    @dataclass
    class Drafted(Message):
        """The seller stopped typing for a moment."""

        text: str

    class Silent(Message):
        """The seller says nothing, and means it."""

    class Parted(Message):
        """The seller has nothing to add to a goodbye."""

    asking: var[bool] = var(False, toggle_class="-asking")
    """Enter was pressed on nothing: once more says nothing."""
    parting: var[bool] = var(False, toggle_class="-parting")
    """Both have said goodbye: Enter on nothing ends the call."""
    waiting: var[str] = var("")
    """What is waited for, such as ``Dana is thinking…``; empty for nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draft_timer: Timer | None = None
        self._at_rest: str | None = None
        self._past = Past()

    def on_mount(self) -> None:
        """Say what the keys do."""
        for state in ("asking", "parting", "waiting"):
            self.watch(self, state, self._title)

    def remember(self, said: Sequence[str]) -> None:
        """What has been said, oldest first: up brings it back."""
        self._past.said(said)

    @property
    def own_words(self) -> str:
        """What the seller is writing, also while something said before stands here."""
        return self._past.own_words(self.text)

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
        self._past.start_over()

    def on_text_area_changed(self) -> None:
        """Save the draft a moment later."""
        self.asking = False
        if self.text == self._at_rest:
            return
        self._at_rest = None
        self._draft_later()

    def action_send(self) -> None:
        """Say what stands here; nothing is said by accident."""
        if self.text.strip():
            self.forget_draft()
            self._past.tried(self.text)
            # What is typed while this is answered comes after it. A cursor that is moved is drawn.
            if self.selection != Selection.cursor(self.document.end):
                self.move_cursor(self.document.end)
            self.post_message(self.Sent(self.text))
        elif self.parting:
            self.post_message(self.Parted())
        elif self.asking:
            self.asking = False
            self.post_message(self.Silent())
        else:
            self.asking = not self.waiting

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; from the first, to what was said before."""
        at_top = self.navigator.is_first_wrapped_line(self.cursor_location)
        if select or not at_top or not self._recall(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down; from the last, back towards what is being written."""
        at_bottom = self.navigator.is_last_wrapped_line(self.cursor_location)
        if select or not at_bottom or not self._recall(1):
            super().action_cursor_down(select)

    def forget_draft(self) -> None:
        """What stands here is being dealt with: do not save it as a draft."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None

    async def _on_key(self, event: events.Key) -> None:
        """Leave Enter to the bindings; any other key is no second Enter."""
        if event.key == "enter":
            event.prevent_default()
            return
        self.asking = False

    def _recall(self, by: int) -> bool:
        found = self._past.go(by, self.text)
        if found is None:
            return False
        self.history.checkpoint()
        self.replace(found, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor(self.document.end)
        return True

    def _title(self) -> None:
        if self.waiting:
            title = self.waiting
        elif self.asking:
            title = "Enter again says nothing, and lets it sit"
        elif self.parting:
            title = "Enter ends the call · or go on talking"
        else:
            app = self.app
            line = app.key_for("turn-text.new-line", "ctrl+j") if isinstance(app, Looks) else ""
            title = f"Enter says it · {line} new line · ↑ said before"
        # Clicking on what Enter does is Enter.
        click = Style.from_meta({"@click": "send"})
        self.border_title = Content(clean(title)).stylize(click)

    def _draft_later(self) -> None:
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self._drafted)

    def _drafted(self) -> None:
        self._draft_timer = None
        self.post_message(self.Drafted(self.own_words))
