"""How a person ends a call: with a last line, by stepping away, or later."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from roleplay.domain.text import MAX_TURN

from ..closing import Dialog
from ..widgets.hint import Hint
from ..widgets.row import Row
from ..widgets.words import Words, words


class Way(Enum):
    """What the seller chose."""

    CLOSE = "close"
    """Say the words; the buyer answers, and the call is over."""
    STEP_AWAY = "step away"
    """Say the words like any others; the call goes on until it is ended."""
    END = "end"
    """End it without another word."""
    LATER = "later"
    """Leave it, and go on another time."""
    TALK = "talk"
    """Keep talking; the words go back to where they are typed."""


@dataclass(frozen=True)
class Choice:
    """A way to end the call, and the words that go with it."""

    way: Way
    words: str = ""


class EndDialog(Dialog[Choice]):
    """Asks how the call is to end. Esc keeps talking."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#last-line"
    BINDINGS = [
        Binding("down", "app.focus_next", "Further down", show=False),
        Binding("up", "app.focus_previous", "Further up", show=False),
        Binding("escape", "talk", "Keep talking"),
    ]

    def __init__(self, buyer: str, draft: str = "") -> None:
        super().__init__()
        self._buyer = buyer.split()[0] if buyer.split() else "The buyer"
        self._draft = " ".join(draft.split())

    def compose(self) -> ComposeResult:
        """A last line, and the other ways."""
        with Vertical(classes="dialog -large"):
            yield Words(words(("End the call", "bold")))
            yield Words("Your last words", classes="hint asked")
            yield self._field("last-line", self._draft)
            yield Words(
                f"{self._buyer} answers, and the call is over. Written or not, it is scored.",
                classes="hint",
            )
            yield Row("End the call", Way.CLOSE, id="end")
            yield Words("Or step away: say why it is not for you, or not now", classes="hint asked")
            yield self._field("reason", "")
            yield Words(
                f"{self._buyer} answers, and you end the call. It counts if you stop selling.",
                classes="hint",
            )
            yield Row("Step away", Way.STEP_AWAY, id="step-away")
            yield Words("Or neither", classes="hint asked")
            yield Row("Leave it for now, and go on later", Way.LATER, id="later")
            yield Row("Keep talking", Way.TALK, id="talk")
            yield Hint("↑ ↓ choose · Enter · Esc keeps talking")

    def _field(self, name: str, text: str) -> Input:
        field = Input(text, id=name, max_length=MAX_TURN, compact=True, classes="line")
        field.cursor_blink = self.app.animation_level != "none"
        return field

    @on(Input.Submitted)
    def say(self, message: Input.Submitted) -> None:
        """End it, or step away, with what is written there."""
        message.stop()
        self._take(Way.STEP_AWAY if message.input.id == "reason" else Way.CLOSE)

    @on(Row.Chosen)
    def choose(self, message: Row.Chosen) -> None:
        """The same with the mouse, or one of the ways without words."""
        message.stop()
        self._take(message.row.value)

    def action_talk(self) -> None:
        """Back to the call, with what was written here."""
        last, reason = self._written("last-line"), self._written("reason")
        self.dismiss(Choice(Way.TALK, last if last != self._draft else reason))

    def _take(self, way: Way) -> None:
        last, reason = self._written("last-line"), self._written("reason")
        if way is Way.CLOSE:
            self.dismiss(Choice(Way.CLOSE, last) if last else Choice(Way.END))
        elif way is Way.STEP_AWAY and not reason:
            self.query_one("#reason").focus()
        elif way is Way.STEP_AWAY:
            self.dismiss(Choice(way, reason))
        elif way is Way.TALK:
            self.action_talk()
        else:
            self.dismiss(Choice(way))

    def _written(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()
