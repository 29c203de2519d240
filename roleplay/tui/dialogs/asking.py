"""A question that is answered by typing a line."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.words import Words, words


class AskDialog(Dialog[str | None]):
    """Asks for a line of text. Esc is none; what is wrong with the last answer can be told.

    A ``hidden`` line is not shown as it is typed.
    """

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#answer"
    BINDINGS = [Binding("escape", "dismiss", "Leave it")]

    def __init__(
        self,
        question: str,
        why: str,
        text: str = "",
        wrong: str = "",
        most: int = 400,
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__()
        self._question, self._why, self._text, self._wrong = question, why, text, wrong
        self._most, self._hidden = most, hidden

    def compose(self) -> ComposeResult:
        """The question, why it is asked, the line."""
        with Vertical(classes="dialog"):
            yield Words(words((self._question, "bold")))
            yield Words(self._why, classes="why")
            field = Input(
                self._text,
                id="answer",
                max_length=self._most,
                compact=True,
                password=self._hidden,
            )
            field.cursor_blink = self.app.animation_level != "none"
            yield field
            if self._wrong:
                yield Words(self._wrong, classes="wrong")
            yield Hint("Enter takes it · Esc leaves it as it is")

    @on(Input.Submitted)
    def answer(self, message: Input.Submitted) -> None:
        """Return it."""
        message.stop()
        self.dismiss(message.value)
