"""Which two of several to set side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.words import Words, words


class WhichTwoDialog(Dialog[tuple[str, str] | None]):
    """Choose one, then the other, by what they are called. None: leave it as it is."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#one"
    BINDINGS = [
        Binding("right", "app.focus_next", "To the other", show=False),
        Binding("left", "app.focus_previous", "To the first", show=False),
        Binding("escape", "dismiss", "Leave it"),
    ]

    def __init__(self, choices: Sequence[tuple[str, Content]], one: str, other: str) -> None:
        super().__init__()
        self._choices, self._chosen = tuple(choices), (one, other)

    def compose(self) -> ComposeResult:
        """Two lists of the same."""
        with Vertical(classes="dialog -large"):
            yield Words(words(("Set which two side by side?", "bold")))
            with Horizontal(id="meanings"):
                for name, says in (("one", "This one"), ("other", "beside this one")):
                    with Vertical():
                        yield Words(says, classes="hint")
                        options = (Option(shown) for _, shown in self._choices)
                        yield OptionList(*options, id=name, markup=False)
            yield Hint("Enter chooses, twice · Esc leaves it", id="hint")

    def on_mount(self) -> None:
        """Start from the two that are shown."""
        ids = [key for key, _ in self._choices]
        for name, key in zip(("one", "other"), self._chosen, strict=True):
            self.query_one(f"#{name}", OptionList).highlighted = ids.index(key) if key in ids else 0

    @on(OptionList.OptionSelected, "#one")
    def one_chosen(self, message: OptionList.OptionSelected) -> None:
        """On to the other."""
        message.stop()
        self.query_one("#other").focus()

    @on(OptionList.OptionSelected, "#other")
    def other_chosen(self, message: OptionList.OptionSelected) -> None:
        """Return both, if they are two."""
        message.stop()
        one = self._choices[self.query_one("#one", OptionList).highlighted or 0][0]
        other = self._choices[message.option_index][0]
        if one == other:
            self.query_one("#hint", Words).say("Choose two different ones · Esc leaves it")
        else:
            self.dismiss((one, other))
