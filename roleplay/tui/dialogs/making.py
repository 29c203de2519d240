"""The sample history is being made."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from ..closing import Dialog
from ..desk import Desk, Trouble
from ..widgets.hint import Hint
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace

CELLS = 40
"""Width of the bar."""


class MakingDialog(Dialog[bool]):
    """Shows how far it is, and can be called off. True when the sample is there."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [Binding("escape", "call_off", "Call it off")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._off = Event()

    def compose(self) -> ComposeResult:
        """What is going on, and how far it is."""
        with Vertical(classes="dialog"):
            yield Words(words(("Making a sample history", "bold")))
            yield Words(
                "Six weeks of somebody who does not exist, played by the same engine as your own "
                "calls. It is kept apart from them.",
                classes="why",
            )
            yield Words("", id="bar")
            yield Hint("Esc calls it off")

    def on_mount(self) -> None:
        """Begin."""
        self.show_progress(0, 1)
        self.run_worker(self._make(), exit_on_error=False)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._off.set()

    def show_progress(self, done: int, of: int) -> None:
        """How many calls are made, of how many."""
        full = CELLS * done // max(1, of)
        told = f"  {done} of {of} calls" if of > 1 else ""
        bar = self.query_one("#bar", Words)
        bar.say(words(("━" * full, "$primary"), ("━" * (CELLS - full), "$line"), (told, "$quiet")))

    def action_call_off(self) -> None:
        """Leave it; what was made so far is thrown away."""
        self._off.set()

    async def _make(self) -> None:
        def told(done: int, of: int) -> None:
            if not self._off.is_set():
                self.app.call_from_thread(self.show_progress, done, of)

        try:
            made = await self._desk.do(partial(_make, told, self._off))
        except Trouble as trouble:
            self.notify(str(trouble), severity="warning", timeout=10, markup=False)
            made = False
        self.dismiss(made)


def _make(told: object, off: Event, workspace: Workspace) -> bool:
    from roleplay.practice.sample import make

    return make(workspace.settings, told, off.is_set)  # type: ignore[arg-type]
