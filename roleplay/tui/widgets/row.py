"""A line that can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from ..keys import HasKeys
from .words import Words


class Row(HasKeys, Words, can_focus=True):
    """Something to choose with Enter or a click; it says what it stands for."""

    BINDINGS = [Binding("enter", "choose", "Open")]

    @dataclass
    class Chosen(Message):
        """A row was chosen."""

        row: Row

        @property
        def control(self) -> Row:
            """The row, so that a handler can be for one of them."""
            return self.row

    def __init__(
        self,
        text: str | Content,
        value: Any = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(text, id=id, classes=classes)
        self.value = value
        """What the row stands for: whatever its screen put there."""

    def action_choose(self) -> None:
        """Say that it was chosen."""
        self.post_message(self.Chosen(self))

    def on_click(self) -> None:
        """Textual calls this of every class of a row; `clicked` is what a kind of row changes."""
        self.clicked()

    def clicked(self) -> None:
        """A click chooses."""
        self.action_choose()
