"""One of several, or a name: small questions of the author's view."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.words import Words, words

NAME_MOST = 64
"""Characters a name may have."""


class ChooseDialog(Dialog[str | None]):
    """Choose one of the names. None: leave it."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#choices"
    BINDINGS = [Binding("escape", "dismiss", "Leave it")]

    def __init__(self, question: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._question, self._choices = question, tuple(choices)

    def compose(self) -> ComposeResult:
        """The question over the list."""
        with Vertical(classes="dialog"):
            yield Words(words((self._question, "bold")))
            yield OptionList(*(Option(words(c)) for c in self._choices), id="choices", markup=False)
            yield Hint("Enter chooses · Esc leaves it")

    @on(OptionList.OptionSelected)
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Return the name."""
        message.stop()
        self.dismiss(self._choices[message.option_index])


class NameDialog(Dialog[str | None]):
    """Type a name. None: leave it."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#name"
    BINDINGS = [Binding("escape", "dismiss", "Leave it")]

    def __init__(self, question: str, why: str, suggested: str) -> None:
        super().__init__()
        self._question, self._why, self._suggested = question, why, suggested

    def compose(self) -> ComposeResult:
        """The question over the line to type on."""
        with Vertical(classes="dialog"):
            yield Words(words((self._question, "bold")))
            yield Words(self._why, classes="why")
            yield Input(self._suggested, id="name", max_length=NAME_MOST)
            yield Hint("Enter takes it · Esc leaves it")

    @on(Input.Submitted)
    def named(self, message: Input.Submitted) -> None:
        """Return what was typed."""
        message.stop()
        if message.value.strip():
            self.dismiss(message.value.strip())
