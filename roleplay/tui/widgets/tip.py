"""A coach's line beside a call that teaches."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from ..looks import Looks
from .words import Words, words

TEN_MINUTES = 600.0
"""Seconds from the opening of a call that Home offered."""
TIME_IS_UP = "That was ten minutes. Leave and it goes on exactly there, end the call, or talk on."
HIDE = "hide_tip"
"""The screen's action that puts a tip away."""


class Tip(Vertical):
    """One tip at a time, above the prompt; never among the buyer's words. A click puts it away."""

    DEFAULT_CSS = """
    Tip {
        display: none;
        height: auto;
        max-height: 6;
        margin: 0 2;
        padding: 0 1;
        border-left: outer $warning;
        background: $surface;
        &.-said { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now = self._put_away = self._standing = ""

    def compose(self) -> ComposeResult:
        """The coach's name and line."""
        yield Words("")

    def on_mount(self) -> None:
        """Say when ten minutes are over, in a call that Home promised would take no longer."""
        if isinstance(self.app, Looks) and self.app.in_ten_minutes:
            self.app.in_ten_minutes = False
            self.set_timer(TEN_MINUTES, self.time_is_up)

    def time_is_up(self) -> None:
        """Ten minutes are over; going on is allowed."""
        self._standing = TIME_IS_UP
        self.say(None)

    def say(self, tip: str | None) -> None:
        """Show what the coach says now, unless it was put away; None shows nothing new."""
        self._now = tip or self._standing
        shown = bool(self._now) and self._now != self._put_away
        if shown:
            self.query_one(Words).say(
                words(("Coach  ", "bold $warning"), f"{self._now}  ", (self._hides(), "$quiet"))
            )
        self.set_class(shown, "-said")

    def put_away(self) -> None:
        """Hide what is said now; the next tip is shown again."""
        self._put_away = self._now
        self.remove_class("-said")

    def _hides(self) -> str:
        for active in self.screen.active_bindings.values():
            if active.binding.action == HIDE:
                return f"{self.app.get_key_display(active.binding)} hides this"
        return ""

    def on_click(self) -> None:
        """A click puts it away."""
        self.put_away()
