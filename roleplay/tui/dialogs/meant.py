"""I meant...: what was heard, and what the seller says it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.calls import HeardLine

Meaning = tuple[str, str | None]
"""A kind of move, and the subject it was about or None."""


class MeantDialog(Dialog[Meaning | None]):
    """Choose what it was, then what it was about. None: leave it as it was heard."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#kinds"
    BINDINGS = [
        Binding("right", "app.focus_next", "To the subject", show=False),
        Binding("left", "app.focus_previous", "To the kind", show=False),
        Binding("escape", "dismiss", "Leave it"),
    ]

    def __init__(
        self,
        heard: Sequence[HeardLine],
        kinds: Sequence[tuple[str, str]],
        subjects: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__()
        self._heard, self._kinds, self._subjects = heard, kinds, subjects

    def compose(self) -> ComposeResult:
        """What was heard over the two lists."""
        with Vertical(classes="dialog -large"):
            yield Words(words(("What was heard", "bold")))
            yield Words(words(*self._lines()), classes="why heard")
            with Horizontal(id="meanings"):
                with Vertical():
                    yield Words("I meant…", classes="hint")
                    yield OptionList(
                        *(Option(words(says)) for _, says in self._kinds), id="kinds", markup=False
                    )
                with Vertical(classes="about"):
                    yield Words("…about", classes="hint")
                    yield OptionList(
                        Option(words("nothing in particular")),
                        *(Option(words(says)) for _, says in self._subjects),
                        id="subjects",
                        markup=False,
                    )
            yield Hint("Enter chooses, twice · Esc leaves it · once a turn")

    def on_mount(self) -> None:
        """Start from what was heard."""
        heard = next((line.kind for line in self._heard if line.kind != "other"), None)
        kinds = [kind for kind, _ in self._kinds]
        self.query_one("#kinds", OptionList).highlighted = (
            kinds.index(heard) if heard in kinds else 0
        )
        self.query_one("#subjects", OptionList).highlighted = 0

    @on(OptionList.OptionSelected, "#kinds")
    def kind_chosen(self, message: OptionList.OptionSelected) -> None:
        """On to the subject."""
        message.stop()
        self.query_one("#subjects").focus()

    @on(OptionList.OptionSelected, "#subjects")
    def subject_chosen(self, message: OptionList.OptionSelected) -> None:
        """Return both."""
        message.stop()
        kind = self.query_one("#kinds", OptionList).highlighted or 0
        subject = message.option_index
        self.dismiss((self._kinds[kind][0], self._subjects[subject - 1][0] if subject else None))

    def _lines(self) -> list[str | tuple[str, str]]:
        lines: list[str | tuple[str, str]] = []
        for line in self._heard:
            about = f", about {line.topic_in_words}" if line.topic_in_words else ""
            quote = " ".join(line.quote.split())
            lines += [f"“{quote}” ", (f"as {line.kind_in_words}{about}", "italic"), "\n"]
        return lines[:-1] or ["Nothing yet."]
