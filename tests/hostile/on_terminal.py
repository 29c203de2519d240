"""The real app, with a line beside its terminal on which a test asks what it looks like inside.

``python -m tests.hostile.on_terminal``: descriptor `LINE` carries a JSON document a line, each way.
What is typed, pasted and clicked comes over the terminal alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import json
import os
import struct
import sys
import termios
import time
from pathlib import Path
from typing import Any

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from roleplay.cli import NEW_OBJECTS
from roleplay.settings import read
from roleplay.tui import app as app_module
from roleplay.tui import conversation
from roleplay.tui.app import RoleplayApp
from roleplay.tui.desk import Trouble
from roleplay.tui.messages import Again, Rehearse, Resume, Start
from roleplay.tui.widgets.column import Column
from roleplay.tui.widgets.words import Words

LINE = 3
"""The descriptor of the line to the test."""


class Watched(RoleplayApp):
    """Tells what it shows, and goes where it is told to."""

    CSS_PATH = [Path(app_module.__file__).parent / str(path) for path in RoleplayApp.CSS_PATH]

    def on_mount(self) -> None:
        self._asked = b""
        asyncio.get_running_loop().add_reader(LINE, self._read_line)

    def _read_line(self) -> None:
        more = os.read(LINE, 65_536)
        if not more:
            asyncio.get_running_loop().remove_reader(LINE)
            return
        self._asked += more
        while b"\n" in self._asked:
            line, _, self._asked = self._asked.partition(b"\n")
            # No worker of the app's: those are cancelled as it ends.
            task = asyncio.get_running_loop().create_task(self._answer(json.loads(line)))
            self._answering = task

    async def _answer(self, asked: dict[str, Any]) -> None:
        try:
            if (where := asked.get("go")) is not None:
                self._go(where, *asked.get("with", []))
            if asked.get("settled", True):
                await self._settled()
            told = self._looks()
        except Exception as error:
            told = {"error": repr(error)}
        with open(LINE, "w", encoding="utf-8", closefd=False) as line:
            line.write(json.dumps(told) + "\n")

    def _go(self, where: str, *others: Any) -> None:
        self.show_home()
        match where:
            case "home":
                pass
            case "call":
                self.show_call(Start(*others))
            case "resume":
                self.show_call(Resume(*others))
            case "again":
                self.show_call(Again(*others))
            case "author":
                self.show_author(Rehearse(*others))
            case "trouble":
                self.show_trouble(Trouble("the disk is full: make room, then try again"))
            case _:
                getattr(self, f"show_{where}")(*others)

    async def _settled(self) -> None:
        """Until nothing is left to read, to do at the desk or to deal with."""
        calm = 0
        give_up = time.monotonic() + 30
        while calm < 4 and time.monotonic() < give_up:
            with contextlib.suppress(Trouble, RuntimeError):
                await self.desk.do(lambda workspace: None)
            await asyncio.sleep(0.01)
            waiting = struct.unpack("i", fcntl.ioctl(0, termios.FIONREAD, b"\0" * 4))[0]
            nodes = [self, *(node for screen in self.screen_stack for node in _all(screen))]
            busy = sum(node._message_queue.qsize() for node in nodes)
            calm = 0 if waiting or busy else calm + 1

    def _looks(self) -> dict[str, Any]:
        screen = self.screen
        focused = screen.focused
        on = isinstance(focused, Widget) and focused.display and focused.region.area > 0
        return {
            "screen": type(screen).__name__,
            "stack": [type(each).__name__ for each in self.screen_stack],
            "focus": None if focused is None else focused.id or type(focused).__name__,
            "focus_seen": bool(on),
            "focusable": len(screen.focus_chain),
            "classes": sorted(screen.classes),
            "size": list(self.size),
            "texts": {
                each.id or type(each).__name__: each.text
                if isinstance(each, TextArea)
                else each.value
                for each in screen.query("Input, TextArea").results()
                if isinstance(each, Input | TextArea)
            },
            "shown": "\n".join(
                each.text if isinstance(each, Column) else str(each.visual)
                for each in screen.query("Words, Column").results(Words | Column)
                if all(getattr(node, "display", True) for node in each.ancestors_with_self)
            ),
            "toasts": [each.message for each in self._notifications],
            "modal": screen.is_modal,
        }


def _all(screen: Screen[Any]) -> list[Widget]:
    return [node for node in screen.walk_children(with_self=True) if isinstance(node, Widget)]


def slow_buyer(seconds: float) -> None:
    """Make the buyer think for so long."""
    say = conversation.say

    def slowly(*given: Any) -> Any:
        time.sleep(seconds)
        return say(*given)

    conversation.say = slowly  # type: ignore[assignment]


if __name__ == "__main__":
    gc.set_threshold(NEW_OBJECTS)
    if seconds := float(os.environ.get("SLOW_BUYER", "0")):
        slow_buyer(seconds)
    app = Watched(read(os.environ))
    try:
        app.run()
    finally:
        app.end()
    sys.exit(3 if app.return_code else 0)
