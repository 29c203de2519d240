"""The model is being asked what it can do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from ..closing import Dialog
from ..desk import our_mistake
from ..widgets.hint import Hint
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.model_trial import Finding, Trial
    from roleplay.settings import Settings

MARKS = {True: ("✓", "$success"), False: ("✗", "$error"), None: ("·", "$quiet")}


class TryingDialog(Dialog[None]):
    """Tells what is found as it is found, and can be called off.

    The desk is not kept from its work: a slow endpoint is waited for on a thread of its own.
    """

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#findings"
    BINDINGS = [Binding("escape,enter", "dismiss", "Close")]

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._trial: Trial | None = None
        self._closed = False
        self._found: list[Content] = []

    def compose(self) -> ComposeResult:
        """What is going on, and what was found."""
        with Vertical(classes="dialog"):
            yield Words(words(("Trying the model", "bold")), id="verdict")
            yield Words(self._settings.model.base_url, classes="why")
            with VerticalScroll(id="findings"):
                yield Words(words(("Asking…", "$quiet")), id="found")
            yield Hint("Esc closes this")

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._try(), exit_on_error=False)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._closed = True
        if self._trial is not None:
            self._trial.stop()

    def tell(self, finding: Finding) -> None:
        """One thing more was found."""
        mark, colour = MARKS[finding.ok]
        self._found.append(words((mark, colour), " ", finding.says))
        self._show(asking=True)

    def _show(self, *, asking: bool) -> None:
        lines = [*self._found, words(("Asking…", "$quiet"))] if asking else self._found
        self.query_one("#found", Words).say(Content("\n").join(lines))

    async def _try(self) -> None:
        try:
            verdict = await asyncio.to_thread(self._run)
        except Exception as error:
            verdict = our_mistake(error, self._settings.home)
        if not self._closed:
            self._show(asking=False)
            self.query_one("#verdict", Words).say(words((verdict, "bold")))

    def _run(self) -> str:
        """On a thread of its own."""
        from roleplay.domain.problem import RoleplayError
        from roleplay.practice import model_trial

        def told(finding: Finding) -> None:
            if not self._closed:
                self.app.call_from_thread(self.tell, finding)

        try:
            self._trial = model_trial.Trial(self._settings)
            return "" if self._closed else self._trial.run(told).verdict
        except RoleplayError as error:
            return str(error)
