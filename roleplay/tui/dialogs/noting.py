"""A note to self beside a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.transcript import TurnView
from ..widgets.words import Words, words

NOTE_MOST = 300
"""Characters of a note."""

Noted = tuple[int, str]
"""The number of a turn, and the note beside it; no words take the note away."""


class NoteDialog(Dialog[Noted | None]):
    """One line beside a turn; up and down choose another turn. None: as it was."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#note"
    BINDINGS = [
        Binding("up", "turn(-1)", "Earlier turn", show=False),
        Binding("down", "turn(1)", "Later turn", show=False),
        Binding("escape", "dismiss", "Leave it"),
    ]

    def __init__(self, turns: Sequence[TurnView], notes: Mapping[int, str], turn: int) -> None:
        super().__init__()
        self._turns = {each.number: each for each in turns}
        self._written = dict(notes)
        self._turn = turn

    def compose(self) -> ComposeResult:
        """The turn over the line."""
        with Vertical(classes="dialog"):
            yield Words(words(("Note to self", "bold")))
            yield Words(self._beside(), id="beside", classes="why")
            field = Input(
                self._written.get(self._turn, ""), id="note", max_length=NOTE_MOST, compact=True
            )
            field.cursor_blink = self.app.animation_level != "none"
            yield field
            yield Hint("Enter keeps it · ↑ ↓ another turn · Esc leaves it")
            yield Words("Only you see it. An empty line takes it away.", classes="hint")

    @on(Input.Submitted)
    def keep(self, message: Input.Submitted) -> None:
        """Return it."""
        message.stop()
        self.dismiss((self._turn, message.value))

    def action_turn(self, by: int) -> None:
        """Beside another turn; what is written here is still here when one comes back."""
        field = self.query_one("#note", Input)
        numbers = sorted(self._turns)
        place = numbers.index(self._turn) + by
        if 0 <= place < len(numbers):
            self._written[self._turn] = field.value
            self._turn = numbers[place]
            field.value = self._written.get(self._turn, "")
            field.cursor_position = len(field.value)
            self.query_one("#beside", Words).say(self._beside())

    def _beside(self) -> str:
        view = self._turns[self._turn]
        said = " ".join(view.text.split())
        short = f"{said[:80]}…" if len(said) > 80 else said
        return (
            f"Beside turn {self._turn}, {view.speaker}: “{short}”"
            if short
            else (f"Beside turn {self._turn}: a silence")
        )
