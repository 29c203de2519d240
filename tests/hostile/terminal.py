"""A terminal that somebody hostile sits at."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import pty
import re
import resource
import select
import signal
import socket
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .on_terminal import LINE

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0
"""Seconds after which something is not going to happen any more, on a busy machine."""
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
"""Of Linux: what to call, and what lets root write where it may not."""
SEEN = 4_000_000
"""Bytes of what the app has drawn that are kept."""


class HungError(Exception):
    """The app did not answer."""


class DeadError(Exception):
    """The app has ended, and nobody asked it to."""


class Terminal:
    """The app on a pseudo-terminal of its own, until the block is left."""

    def __init__(
        self,
        home: Path,
        *,
        columns: int = 80,
        rows: int = 24,
        others: Mapping[str, str] | None = None,
        file_limit: int | None = None,
        obeys_modes: bool = False,
    ) -> None:
        self.drawn = b""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        around = kept | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            # Milliseconds after which an Esc is one: less than it takes to see that all is calm.
            "ESCDELAY": "25",
            "ROLEPLAY_HOME": str(home),
            "USER": "sam",
            "PYTHONPATH": str(ROOT),
            **(others or {}),
        }
        self._line, theirs = socket.socketpair()
        self._answers = b""
        self.process, self.there = pty.fork()
        if self.process == 0:
            try:
                os.dup2(theirs.fileno(), LINE)
                os.set_inheritable(LINE, True)
                os.chdir(ROOT)
                if (others or {}).get("NOCTTY"):
                    signal.signal(signal.SIGHUP, signal.SIG_IGN)
                    fcntl.ioctl(0, termios.TIOCNOTTY)
                if obeys_modes:
                    # Root does not, unless what lets it is taken away.
                    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
                if file_limit is not None:
                    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                    resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                program = [sys.executable, "-m", f"{__package__}.on_terminal"]
                os.execve(program[0], program, around)
            finally:
                os._exit(127)
        theirs.close()
        self.status: int | None = None
        self._closed = False
        self._drawer = threading.Thread(target=self._take_drawn, daemon=True)
        self._drawer.start()
        self.looks()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.kill()

    def type(self, keys: bytes | str) -> None:
        """Send keys, as fast as they are taken."""
        left = memoryview(keys.encode() if isinstance(keys, str) else keys)
        while left:
            _, ready, _ = select.select([], [self.there], [], PATIENCE)
            if not ready:
                raise HungError("takes no more keys")
            left = left[os.write(self.there, left[:4096]) :]

    def paste(self, text: bytes) -> None:
        """Paste, as terminals do that say where a paste starts and ends."""
        self.type(b"\x1b[200~" + text + b"\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        fcntl.ioctl(self.there, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def looks(self, **asked: Any) -> dict[str, Any]:
        """What it looks like, once all is dealt with; ``go`` goes somewhere first."""
        try:
            self._line.sendall(json.dumps(asked).encode() + b"\n")
        except OSError as error:
            raise DeadError(self.last_words()) from error
        give_up = time.monotonic() + PATIENCE
        while b"\n" not in self._answers:
            ready, _, _ = select.select([self._line], [], [], max(0, give_up - time.monotonic()))
            if not ready:
                raise HungError(self.last_words())
            try:
                more = self._line.recv(65_536)
            except OSError:
                more = b""
            if not more:
                raise DeadError(self.last_words())
            self._answers += more
        answer, _, self._answers = self._answers.partition(b"\n")
        told: dict[str, Any] = json.loads(answer)
        assert "error" not in told, told
        return told

    def go(self, where: str, *others: Any) -> dict[str, Any]:
        """Home, and from there to a screen."""
        return self.looks(go=where, **{"with": others})

    def waits(self, until: Any) -> dict[str, Any]:
        """What it looks like as soon as that holds of it."""
        give_up = time.monotonic() + PATIENCE
        while True:
            looks = self.looks()
            if until(looks):
                return looks
            if time.monotonic() > give_up:
                raise HungError(f"never so: {looks}")
            time.sleep(0.05)

    def quit(self) -> int:
        """Leave by Ctrl+Q; the exit status."""
        self.type(b"\x11")
        assert self.gone_within(PATIENCE), "Ctrl+Q does not end it"
        assert self.status is not None
        return self.status

    def gone_within(self, seconds: float) -> bool:
        """Whether the process has ended, or ends within so long."""
        give_up = time.monotonic() + seconds
        while self.status is None:
            ended, how = os.waitpid(self.process, os.WNOHANG)
            if ended:
                self.status = os.waitstatus_to_exitcode(how)
            elif time.monotonic() > give_up:
                return False
            else:
                time.sleep(0.01)
        return True

    def close_window(self) -> None:
        """What a terminal does as its window is closed: the other end is gone."""
        self._closed = True
        self._drawer.join(5)
        os.close(self.there)

    def signal(self, number: int) -> None:
        """Send a signal to the app."""
        os.kill(self.process, number)

    def cpu(self) -> float:
        """Seconds of a processor that it has used."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def last_words(self) -> str:
        """The end of what was drawn, without what drives a terminal."""
        self.gone_within(1)
        plain = re.sub(
            rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\^_])", b"", self.drawn
        )
        return f"status {self.status}: " + plain[-1500:].decode("utf-8", "replace")

    def kill(self) -> None:
        """Leave nothing running."""
        if not self.gone_within(0):
            os.kill(self.process, signal.SIGKILL)
            self.gone_within(10)
        if not self._closed:
            self.close_window()
        self._line.close()

    def _take_drawn(self) -> None:
        while not self._closed:
            ready, _, _ = select.select([self.there], [], [], 0.1)
            if ready:
                try:
                    self.drawn = (self.drawn + os.read(self.there, 1 << 16))[-SEEN:]
                except OSError:
                    return
