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

    Args:
        now: the clock, aware of its offset.
        random: where the random part comes from; None for the system's.
        last: finds the greatest key there is already, made by whichever process, if there is one;
            asked once, before the first key is made.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        random: Random | None = None,
        last: Callable[[], UUID | None] = lambda: None,
    ) -> None:
        self._now = now
        self._random = random or SystemRandom()
        self._find_last = last
        self._last: int | None = None
        """Milliseconds and counter of the last key."""
        self._lock = threading.Lock()

    def new(self) -> UUID:
        """The next key."""
        with self._lock:
            if self._last is None:
                self._last = _place(self._find_last())
            moment = (self._now() - _EPOCH) // timedelta(milliseconds=1) << 12
            self._last = max(moment, self._last + 1)
            milliseconds, counter = divmod(self._last, 1 << 12)
        tail = self._random.getrandbits(62)
        return UUID(int=milliseconds << 80 | 7 << 76 | counter << 64 | 2 << 62 | tail)


def _place(key: UUID | None) -> int:
    """The milliseconds of a key, then the 12 bits of its counter."""
    return 0 if key is None else key.int >> 80 << 12 | key.int >> 64 & 0xFFF
