"""Which two takes to set side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from roleplay.practice.takes import Take


class WhichTakesDialog(Dialog[tuple[str, str] | None]):
    """Choose one, then the other. None: leave it as it is."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#one"
    BINDINGS = [
        Binding("right", "app.focus_next", "To the other", show=False),
        Binding("left", "app.focus_previous", "To the first", show=False),
        Binding("escape", "dismiss", "Leave it"),
    ]

    def __init__(self, takes: Sequence[Take], one: str, other: str) -> None:
        super().__init__()
        self._takes, self._chosen = takes, (one, other)

    def compose(self) -> ComposeResult:
        """Two lists of the same takes."""
        with Vertical(classes="dialog -large"):
            yield Words(words(("Set which two side by side?", "bold")))
            with Horizontal(id="meanings"):
                for name, says in (("one", "This one"), ("other", "beside this one")):
                    with Vertical():
                        yield Words(says, classes="hint")
                        options = (Option(_line(take)) for take in self._takes)
                        yield OptionList(*options, id=name, markup=False)
            yield Hint("Enter chooses, twice · Esc leaves it", id="hint")

    def on_mount(self) -> None:
        """Start from the two that are shown."""
        calls = [take.call for take in self._takes]
        for name, call in zip(("one", "other"), self._chosen, strict=True):
            self.query_one(f"#{name}", OptionList).highlighted = (
                calls.index(call) if call in calls else 0
            )

    @on(OptionList.OptionSelected, "#one")
    def one_chosen(self, message: OptionList.OptionSelected) -> None:
        """On to the other."""
        message.stop()
        self.query_one("#other").focus()

    @on(OptionList.OptionSelected, "#other")
    def other_chosen(self, message: OptionList.OptionSelected) -> None:
        """Return both, if they are two."""
        message.stop()
        one = self._takes[self.query_one("#one", OptionList).highlighted or 0].call
        other = self._takes[message.option_index].call
        if one == other:
            self.query_one("#hint", Words).say("Choose two different takes · Esc leaves it")
        else:
            self.dismiss((one, other))


def _line(take: Take) -> Content:
    score = "no score" if take.overall is None else f"{take.overall:.1f} of 5"
    begun = "from the start" if take.turn is None else f"from turn {take.turn}"
    return words((take.name, "bold"), (f"  {score}\n{take.when}, {begun}", "$quiet"))
