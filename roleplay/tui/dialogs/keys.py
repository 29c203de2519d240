"""The keys of a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style

from ..closing import Dialog
from ..keys import spelled
from ..widgets.hint import Hint
from ..widgets.words import Words, words

EDITING = ("cursor", "delete", "select", "copy", "cut", "paste", "undo", "redo", "scroll", "page")
"""How the names of actions begin that every text field has: they would bury the rest."""

MOVES = {"Focus Next": "To the next part", "Focus Previous": "To the part before"}
"""Moves that Textual names in its own words."""


class KeysDialog(Dialog[str | None]):
    """Lists what each key does here. The key whose line was clicked, if one was."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#keys"
    BINDINGS = [Binding("escape,enter,f1,question_mark,q", "dismiss", "Close")]

    def __init__(self, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._active = bindings

    def compose(self) -> ComposeResult:
        """One line a key."""
        with Vertical(classes="dialog"):
            yield Words(words(("Keys", "bold")))
            with VerticalScroll(id="keys"):
                yield Words(self._lines)
            yield Hint("Esc closes")

    @property
    def _lines(self) -> Content:
        keys: dict[tuple[str, str], list[str]] = {}
        for key, active in self._active.items():
            binding = active.binding
            name = binding.action.removeprefix("app.").removeprefix("screen.")
            ours = binding.id is not None or not name.startswith(EDITING)
            if binding.description and active.enabled and ours:
                does = MOVES.get(binding.description, binding.description)
                keys.setdefault((name, does), []).append(key)
        return Content("\n").join(_line(pressed, does) for (_, does), pressed in keys.items())

    def action_press(self, key: str) -> None:
        """Close the list, and do what that key does."""
        self.dismiss(key)


def _line(keys: Sequence[str], does: str) -> Content:
    shown = "  ".join(spelled(key) for key in keys)
    click = Style.from_meta({"@click": f"screen.press('{keys[0]}')"})
    return words((f"{shown:<20}", "bold"), does).stylize(click)
