"""A question with two answers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.row import Row
from ..widgets.words import Words, words


class ConfirmDialog(Dialog[bool]):
    """Asks before something that cannot be taken back. Esc is no."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#no"
    BINDINGS = [
        Binding("escape", "answer(False)", "No"),
        Binding("right,down", "app.focus_next", show=False),
        Binding("left,up", "app.focus_previous", show=False),
    ]

    def __init__(self, question: str, why: str, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._why, self._yes, self._no = question, why, yes, no

    def compose(self) -> ComposeResult:
        """The question, why it is asked, the two answers."""
        with Vertical(classes="dialog"):
            yield Words(words((self._question, "bold")))
            yield Words(self._why, classes="why")
            with Horizontal(classes="answers"):
                yield Row(self._no, False, id="no")
                yield Row(self._yes, True, id="yes")
            yield Hint("← → choose · Enter · Esc is no")

    def on_row_chosen(self, message: Row.Chosen) -> None:
        """Return the answer."""
        message.stop()
        self.dismiss(bool(message.row.value))

    def action_answer(self, answer: bool) -> None:
        """Return it."""
        self.dismiss(answer)
