"""The smallest app anybody would write with Textual: what every start is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input, Static

MARKER = "BAREAPPMARK"


class BareApp(App[None]):
    """A header, a line of text, an input and a footer."""

    BINDINGS = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Those four."""
        yield Header()
        yield Static(MARKER)
        yield Input()
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
