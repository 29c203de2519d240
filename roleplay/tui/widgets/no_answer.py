"""What is told, and what can be done, while a model that speaks for the buyer gives no answer."""

from __future__ import annotations

from math import ceil
from time import monotonic

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from ..looks import Looks
from .row import Row
from .words import Words, words

WAYS = {
    "ask_again": ("f5", "Ask again"),
    "scripted": ("f6", "Scripted buyer, this call"),
    "stop_waiting": ("escape", "Stop waiting"),
    "leave": ("escape", "Leave it for later"),
}
"""The screen's actions that are offered, with the keys they have unless they were given others."""
ONLY_WHILE_ASKED, ONLY_THEN = "stop_waiting", "leave"
"""The way that is there only while an answer is waited for, and the one only after that."""
TICK_SECONDS = 0.25
"""How often the seconds that are left are counted."""


class NoAnswer(Vertical):
    """Stands above the prompt: what happened, what comes next, and the ways on."""

    DEFAULT_CSS = """
    NoAnswer {
        display: none;
        height: auto;
        margin: 0 2;
        padding: 0 1;
        border-left: outer $warning;
        background: $surface;
        &.-shown { display: block; }
        &.-failed { border-left: outer $error; }
        & > Horizontal { height: auto; }
    }
    """
    now = staticmethod(monotonic)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counting: Timer | None = None
        self._until = 0.0
        self._says = self._ahead = ""

    def compose(self) -> ComposeResult:
        """What happened over the ways on."""
        yield Words("", id="what")
        with Horizontal():
            for action in WAYS:
                yield Row("", action, id=action.replace("_", "-"))

    @property
    def shown(self) -> bool:
        """Something is told."""
        return self.has_class("-shown")

    def slow(self, buyer: str, seconds: float) -> None:
        """The model was asked so long ago and has not said anything yet."""
        if not self.shown:
            self._tell(f"{buyer} has not said a word for {seconds:.0f} seconds.", "Still waiting.")

    def wait(self, says: str, seconds: float, next_try: int) -> None:
        """It failed, and is asked again in so many seconds."""
        self._tell(says, "")
        self._ahead, self._until = f"Try {next_try}", self.now() + seconds
        self._count()
        self._counting = self.set_interval(TICK_SECONDS, self._count)

    def fail(self, says: str) -> None:
        """It did not answer, and is not asked any more."""
        self._tell(says, "What you said is kept.", failed=True)

    def put_away(self) -> None:
        """There is an answer, or somebody waits for one anew."""
        self._stop_counting()
        self.remove_class("-shown", "-failed")

    def _tell(self, says: str, then: str, *, failed: bool = False) -> None:
        self._stop_counting()
        self._says = says
        self._say(then)
        for action, (key, does) in WAYS.items():
            row = self.query_one(f"#{action.replace('_', '-')}", Row)
            row.display = action != (ONLY_WHILE_ASKED if failed else ONLY_THEN)
            row.say(words((f"{self._key(action, key)} ", "bold $footer-key-foreground"), does))
        self.set_class(failed, "-failed")
        self.add_class("-shown")

    def _say(self, then: str) -> None:
        self.query_one("#what", Words).say(words((self._says, "bold"), f"\n{then}" if then else ""))

    def _count(self) -> None:
        left = ceil(self._until - self.now())
        self._say(f"{self._ahead} in {left} s." if left > 0 else f"{self._ahead} is under way.")
        if left <= 0:
            self._stop_counting()

    def _stop_counting(self) -> None:
        if self._counting is not None:
            self._counting.stop()
            self._counting = None

    def _key(self, action: str, key: str) -> str:
        name = f"call.{action.replace('_', '-')}"
        return self.app.key_for(name, key) if isinstance(self.app, Looks) else key
