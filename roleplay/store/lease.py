"""Who is in which call: one window at a time."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from uuid import UUID

from ..domain.problem import Broken

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Leases:
    """The calls this process holds, each by a locked file that the system frees if it dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[UUID, int] = {}
        self._guard = threading.Lock()

    def claim(self, call: UUID) -> None:
        """Takes the call, or keeps it where it is held already.

        Raises:
            Broken: another window holds it, or no file can be made.
        """
        with self._guard:
            if call in self._held:
                return
            path = self._file(call)
            try:
                self._folder.mkdir(mode=0o700, exist_ok=True)
                self._held[call] = _locked(path)
            except OSError as error:
                if isinstance(error, (BlockingIOError, PermissionError)) and path.exists():
                    raise Broken(
                        f"this call is open in another window ({str(call)[-8:]}). "
                        "Close it there, then try again."
                    ) from error
                raise Broken(f"{path} cannot be written ({error.strerror})") from error

    def held(self, name: str) -> UUID | None:
        """The call whose whole id this is, if this process holds it."""
        return next((call for call in tuple(self._held) if str(call) == name), None)

    def release(self, call: UUID) -> None:
        """Lets the call go; nothing happens if it was not held."""
        with self._guard:
            descriptor = self._held.pop(call, None)
            if descriptor is None:
                return
            if sys.platform != "win32":
                self._file(call).unlink(missing_ok=True)
            os.close(descriptor)

    def release_all(self) -> None:
        """Lets every call go."""
        for call in tuple(self._held):
            self.release(call)

    def _file(self, call: UUID) -> Path:
        return self._folder / f"{call.hex}.lock"


def _locked(path: Path) -> int:
    """A descriptor of the file, locked; the file may be removed by the one who lets it go."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
