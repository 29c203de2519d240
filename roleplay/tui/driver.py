"""How keys come in from a Unix terminal, where Textual's own way can be felt.

Textual looks ten times a second whether an Esc was one, and reads a paste letter by letter, half a
minute for ten megabytes.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste
from textual.message import Message

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
LOOK_SECONDS = 0.1
"""How often to look whether the app has ended."""
PASTE_LOOKS = 20
"""Looks without anything new after which a paste whose end was lost is taken as it is."""
READ_MOST = 1 << 16
"""Bytes that are read at a time."""


class Incoming(XTermParser):
    """Makes events of what a terminal sends; takes a paste out whole."""

    _paste: list[str] | None = None
    """What has come of a paste so far; None outside one."""
    _quiet = 0
    """Looks in a row that found nothing."""

    @property
    def patience(self) -> float:
        """Seconds to wait for more, until what has come is to be looked at again."""
        return LOOK_SECONDS if self._timeout_time is None else constants.ESCAPE_DELAY

    def feed(self, data: str) -> Iterable[Message]:
        """The events in ``data``; a paste is one, once its end has come."""
        self._quiet = 0
        while data:
            if self._paste is None:
                typed, begins, data = data.partition(PASTE_BEGINS)
                if typed:
                    yield from super().feed(typed)
                if begins:
                    self._paste = []
                continue
            # Its end may have come in two parts.
            before = self._paste.pop() if self._paste else ""
            if len(before) >= len(PASTE_ENDS):
                self._paste.append(before[: -len(PASTE_ENDS)])
                before = before[-len(PASTE_ENDS) :]
            text, ends, data = (before + data).partition(PASTE_ENDS)
            self._paste.append(text)
            if ends:
                yield Paste("".join(self._paste).replace("\x00", ""))
                self._paste = None

    def tick(self) -> Iterable[Message]:
        """What can be told now that nothing has come for a while."""
        self._quiet += 1
        if self._paste is not None and self._quiet >= PASTE_LOOKS:
            yield Paste("".join(self._paste).replace("\x00", ""))
            self._paste = None
        yield from super().tick()


class KeysDriver(LinuxDriver):
    """Textual's driver, with an ear of its own."""

    def run_input_thread(self) -> None:
        """Hand on what comes, until the app ends."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        incoming = Incoming(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(incoming.patience)
                read = os.read(self.fileno, READ_MOST) if ready else b""
                if ready and not read:
                    # Nobody is there any more; the app will see it and end.
                    self.exit_event.wait(LOOK_SECONDS)
                text = decode(read)
                for event in incoming.feed(text) if text else incoming.tick():
                    self.process_message(event)
