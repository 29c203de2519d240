"""A program on a real pseudo-terminal: what it shows, and when."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 20.0
"""Seconds after which something is not going to be shown any more."""
_CONTROLS = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")


class NotShownError(Exception):
    """What was waited for did not come."""


class Terminal:
    """A program that runs on a terminal of its own until the block is left."""

    def __init__(
        self, program: Sequence[str], environment: Mapping[str, str], *, columns: int, rows: int
    ) -> None:
        self._output = b""
        self.started = time.perf_counter()
        self.process, self._there = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execve(program[0], list(program), dict(environment))
            finally:
                os._exit(127)
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.end()

    def type(self, keys: bytes) -> float:
        """Type, forgetting what was shown before; when that was."""
        self._output = b""
        now = time.perf_counter()
        os.write(self._there, keys)
        return now

    def shown(self, *texts: str) -> dict[str, float]:
        """The moment each text had been shown, controls left out.

        Raises:
            NotShownError: one of them was not, or the program ended.
        """
        missing = {text: text.encode() for text in texts}
        seen: dict[str, float] = {}
        give_up = time.perf_counter() + PATIENCE
        while missing:
            if not self._read(give_up - time.perf_counter()):
                plain = _CONTROLS.sub(b"", self._output)[-600:].decode("utf-8", "replace")
                raise NotShownError(f"not shown: {', '.join(missing)}; last output: {plain!r}")
            now = time.perf_counter()
            plain_bytes = _CONTROLS.sub(b"", self._output)
            for text in [text for text, wanted in missing.items() if wanted in plain_bytes]:
                seen[text] = now
                del missing[text]
        return seen

    def settle(self, seconds: float) -> None:
        """Take whatever is shown for so long (a cursor may blink for ever)."""
        give_up = time.perf_counter() + seconds
        while (left := give_up - time.perf_counter()) > 0 and self._read(left):
            pass

    def peak_memory(self) -> float | None:
        """The most memory the program has held so far, in MB; None where it cannot be told."""
        try:
            status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        except OSError:
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else None

    def end(self) -> None:
        """Ask the program to quit; kill it if it does not."""
        if self._ended:
            return
        self._ended = True
        try:
            os.write(self._there, b"\x11")
            give_up = time.perf_counter() + 5
            while time.perf_counter() < give_up and self._read(0.5):
                pass
            if not self._gone(1.0):
                os.kill(self.process, signal.SIGKILL)
                self._gone(5.0)
        finally:
            os.close(self._there)

    def _gone(self, seconds: float) -> bool:
        give_up = time.perf_counter() + seconds
        while time.perf_counter() < give_up:
            if os.waitpid(self.process, os.WNOHANG)[0]:
                return True
            time.sleep(0.02)
        return False

    def _read(self, seconds: float) -> bool:
        """Take what comes within so long; False when nothing did or the program has ended."""
        ready, _, _ = select.select([self._there], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            data = os.read(self._there, 1 << 16)
        except OSError:
            return False
        self._output += data
        return bool(data)
