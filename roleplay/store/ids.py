"""Keys that sort by the time they were made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random, SystemRandom
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Ids:
    """Makes UUIDs of version 7 (RFC 9562): each is greater than the one before it.

    Where the clock stands still or runs back, a counter of 12 bits goes on from the last key.
    """

    def __init__(self, now: Callable[[], datetime], random: Random | None = None) -> None:
        self._now = now
        self._random = random or SystemRandom()
        self._last = 0
        self._lock = threading.Lock()

    def new(self) -> UUID:
        """The next key."""
        with self._lock:
            moment = (self._now() - _EPOCH) // timedelta(milliseconds=1) << 12
            self._last = max(moment, self._last + 1)
            milliseconds, counter = divmod(self._last, 1 << 12)
        tail = self._random.getrandbits(62)
        return UUID(int=milliseconds << 80 | 7 << 76 | counter << 64 | 2 << 62 | tail)
