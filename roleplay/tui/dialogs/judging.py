"""Which model judges a call, and how often it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.row import Row
from ..widgets.words import Words, words

TIMES = {1: "Once", 3: "Three times", 5: "Five times"}
"""How often each question can be asked: an odd number, so that most of the answers say one thing.
"""
NAME_MOST = 200
"""Characters of a model's name."""


@dataclass(frozen=True)
class Judging:
    """What was chosen."""

    model: str
    repeats: int


class JudgeDialog(Dialog[Judging | None]):
    """Asks for the model's name and how often it is asked. None: it is left."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "Row"
    BINDINGS = [
        Binding("right", "app.focus_next", "Next", show=False),
        Binding("left", "app.focus_previous", "Before", show=False),
        Binding("up", "name", "The model", show=False),
        Binding("down", "times", "How often", show=False),
        Binding("escape", "dismiss", "Leave it"),
    ]

    def __init__(self, model: str, address: str) -> None:
        super().__init__()
        self._model = model
        self._at = f" at {address}" if address else ""

    def compose(self) -> ComposeResult:
        """The model, and how often."""
        with Vertical(classes="dialog"):
            yield Words(words(("Judge this call again", "bold")))
            yield Words(
                f"By which model{self._at}? What it finds is kept beside what is there.",
                classes="why",
            )
            field = Input(self._model, id="answer", max_length=NAME_MOST, compact=True)
            field.cursor_blink = self.app.animation_level != "none"
            yield field
            yield Words(
                "How often is each question asked? More than once shows how sure the model is, "
                "and uses that many times the tokens."
            )
            with Horizontal(id="times", classes="answers -apart"):
                for times, says in TIMES.items():
                    yield Row(says, times)
            yield Hint("Enter begins · ↑ another model · Esc leaves it")

    @on(Row.Chosen)
    def chosen(self, message: Row.Chosen) -> None:
        """Return what was chosen, if a model is named."""
        message.stop()
        model = self.query_one("#answer", Input).value.strip()
        if model:
            self.dismiss(Judging(model, message.row.value))
        else:
            self.action_name()

    @on(Input.Submitted)
    def action_times(self) -> None:
        """From the model's name to how often."""
        self.query(Row).first().focus()

    def action_name(self) -> None:
        """To the model's name."""
        self.query_one("#answer").focus()
