"""The keys of a screen."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical, VerticalScroll

from ..closing import Dialog
from ..keys import spelled
from ..widgets.words import Words, words

EDITING = ("cursor", "delete", "select", "copy", "cut", "paste", "undo", "redo", "scroll", "page")
"""How the names of actions begin that every text field has: they would bury the rest."""

MOVES = {"Focus Next": "To the next part", "Focus Previous": "To the part before"}
"""Moves that Textual names in its own words."""


class KeysDialog(Dialog[None]):
    """Lists what each key does here."""

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
                yield Words(words(*self._lines()))
            yield Words("Esc closes", classes="hint")

    def _lines(self) -> list[str | tuple[str, str]]:
        keys: dict[tuple[str, str], list[str]] = {}
        for key, active in self._active.items():
            binding = active.binding
            name = binding.action.removeprefix("app.").removeprefix("screen.")
            ours = binding.id is not None or not name.startswith(EDITING)
            if binding.description and active.enabled and ours:
                shown = binding.key_display or spelled(key)
                keys.setdefault(
                    (name, MOVES.get(binding.description, binding.description)), []
                ).append(shown)
        lines: list[str | tuple[str, str]] = []
        for (_, description), shown_keys in keys.items():
            lines += [(f"{'  '.join(shown_keys):<18}", "bold"), f"{description}\n"]
        return lines
