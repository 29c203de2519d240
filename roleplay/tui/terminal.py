"""Whether there is still a terminal to draw on.

Textual goes on reading a terminal that has gone away, at more than half a core. A hang-up signal
says so when the app has a controlling terminal; `Terminal.gone` says so when it has none.
"""

from __future__ import annotations

import os
import select
import sys

CHECK_SECONDS = 2.0
"""How often to look."""


class Terminal:
    """The terminal that the app was started on, if it was started on one."""

    def __init__(self) -> None:
        self._watched: list[int] = []
        for stream in (sys.__stdin__, sys.__stderr__):
            try:
                number = stream.fileno() if stream is not None else -1
                if number >= 0 and os.isatty(number):
                    self._watched.append(number)
            except (OSError, ValueError):
                continue

    def gone(self) -> bool:
        """True once the other end of a terminal has closed; one system call each."""
        if not self._watched or not hasattr(select, "poll"):
            return False
        poll = select.poll()
        for number in self._watched:
            poll.register(number, 0)
        return any(
            what & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, what in poll.poll(0)
        )
