"""Trouble: one line on what went wrong, and what can be done."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from ..desk import Trouble
from ..page import Page
from ..widgets.words import Words


class TroubleScreen(Page):
    """Something could not be done. Nothing behind this screen has been lost."""

    CSS_PATH = "trouble.tcss"
    AUTO_FOCUS = "#trouble"
    BINDINGS = [
        Binding("escape,enter", "back", "Back"),
        Binding("q", "app.quit", "Quit", show=False),
        Binding("question_mark", "app.keys", "Keys", show=False),
    ]
    NAME = "Something is in the way"

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self._trouble = trouble

    def body(self) -> ComposeResult:
        """The line, and what to do."""
        with VerticalScroll(id="trouble"):
            yield Words(str(self._trouble), id="line")
            yield Words(
                "Nothing that was saved is lost. Esc goes back, where it can be tried again; "
                "`roleplay doctor` in a shell says what is wrong and where.",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Say where we are."""
        self.headline(self.NAME)

    def action_back(self) -> None:
        """Back to Home: the screen before this one may have nothing to show."""
        self.roleplay.show_home()
