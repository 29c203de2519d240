"""Screens on which a model is asked something that takes it long.

The desk does one thing after another, and an answer may take a minute: what a model is asked here
is asked on a thread of its own, so that the rest of the app waits for nothing. The history is the
desk's: a second opening of the same file in one process would take SQLite's locks off it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on
from textual.message import Message
from textual.timer import Timer

from .desk import Trouble, our_mistake
from .page import Page
from .widgets.words import Words, words

if TYPE_CHECKING:
    from pathlib import Path

    from roleplay.practice.aside import Aside
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

Result = TypeVar("Result")

CELLS = 16
"""Width of the bar that says how far it is."""
TOLD_FROM = 3
"""Seconds from which on it is told how long it has taken."""


class AsksModel(Page):
    """Asks one thing at a time; a line above the keys says how far it is. Leaving stops it."""

    @dataclass
    class Progress(Message):
        """So much of it is done."""

        done: int
        of: int

    @dataclass
    class Waits(Message):
        """Another try is coming."""

        says: str

    @dataclass
    class Unanswered(Message):
        """It was stopped, or it failed."""

        trouble: str
        """What went wrong and what to do, in one line; empty where somebody stopped it."""

    _aside: Aside | None = None
    """What is under way."""
    _does = ""
    """The same in words."""
    _since = 0.0
    _done, _of = 0, 0
    _waits = ""
    _ticking: Timer | None = None

    @property
    def is_asking(self) -> bool:
        """Whether something is under way."""
        return self._aside is not None

    def ask_model(
        self,
        does: str,
        work: Callable[[Workspace, Any], Result],
        answer: Callable[[Result], Message],
        settings: Settings | None = None,
    ) -> None:
        """Have ``work`` done with a model, beside everything else.

        Args:
            does: what is going on, in words.
            work: gets a workspace and a stop to hand on.
            answer: of its result is posted here; `Unanswered` where there is none.
            settings: with which model; None for the app's own.
        """
        if self._aside is not None:
            self.notify(f"One thing at a time. {self._does}; Esc stops it.", markup=False)
            return
        from roleplay.practice.aside import Aside

        def waits(wait: Any) -> None:
            from roleplay.practice.spending import outcome_in_words

            why = outcome_in_words(wait.because)
            self.post_message(self.Waits(f"{why}; try {wait.next_try}"))

        self._aside = Aside(settings or self.roleplay.settings, waits)
        self._does, self._since = does, monotonic()
        self._done = self._of = 0
        self._waits = ""
        self._ticking = self.set_interval(1, self._tell)
        self.add_class("-asking")
        self._tell()
        self.refresh_bindings()
        self.run_worker(self._ask_model(self._aside, work, answer), exit_on_error=False)

    def action_stop_asking(self) -> None:
        """Stop what is under way; it is not answered."""
        if self._aside is not None:
            self._aside.stop()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.action_stop_asking()

    @on(Progress)
    def tell_progress(self, message: Progress) -> None:
        """Say how far it is."""
        self._done, self._of, self._waits = message.done, message.of, ""
        self._tell()

    @on(Waits)
    def tell_wait(self, message: Waits) -> None:
        """Say what it waits for."""
        self._waits = message.says
        self._tell()

    async def _ask_model(
        self,
        aside: Aside,
        work: Callable[[Workspace, Any], Result],
        answer: Callable[[Result], Message],
    ) -> None:
        home, desk = self.roleplay.settings.home, self.roleplay.desk
        try:
            workspace = await desk.do(lambda workspace: workspace)
        except Trouble as trouble:
            message: Message = self.Unanswered(str(trouble))
        else:
            message = await asyncio.to_thread(_answered, aside, workspace, work, answer, home)
        self._aside = None
        if self._ticking is not None:
            self._ticking.stop()
        self.remove_class("-asking")
        self.refresh_bindings()
        self.post_message(message)

    def _tell(self) -> None:
        parts: list[str | tuple[str, str]] = [self._does]
        if self._of:
            full = CELLS * self._done // self._of
            parts += [
                "  ",
                ("━" * full, "$primary"),
                ("━" * (CELLS - full), "$line"),
                (f"  {self._done} of {self._of} questions", "$quiet"),
            ]
        # Where nothing is to move, no seconds are counted.
        taken = int(monotonic() - self._since)
        if taken >= TOLD_FROM and self.app.animation_level != "none":
            parts.append((f"  {taken} s", "$quiet"))
        if self._waits:
            parts.append(f"  {self._waits}")
        self.query_one("#asking", Words).say(words(*parts))


def asking() -> Words:
    """The line that says how far it is; nothing of it is shown while nothing is asked."""
    return Words("", id="asking")


def _answered(
    aside: Aside,
    workspace: Workspace,
    work: Callable[[Workspace, Any], Result],
    answer: Callable[[Result], Message],
    home: Path,
) -> Message:
    """On a thread of its own: the answer, or why there is none."""
    from roleplay.domain.problem import RoleplayError

    try:
        return answer(aside.do(workspace, work))
    except RoleplayError as error:
        return AsksModel.Unanswered("" if aside.stopped else str(error))
    except Exception as error:
        return AsksModel.Unanswered(our_mistake(error, home))
