"""How a person stops long work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stop:
    """Set once, from any thread; whoever works under it ends at once. It is never unset."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set = False
        self._calls: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        """Whether somebody has stopped the work."""
        return self._set

    def set(self) -> None:
        """Stop. A second time does nothing."""
        with self._lock:
            if self._set:
                return
            self._set = True
            calls, self._calls = self._calls, []
        for call in calls:
            call()

    @contextmanager
    def calls(self, call: Callable[[], None]) -> Iterator[None]:
        """While inside, ``call`` is called once when it is set: at once where it already is.

        Args:
            call: quick and safe in any thread, such as the waking of an event loop.
        """
        with self._lock:
            already = self._set
            if not already:
                self._calls.append(call)
        if already:
            call()
        try:
            yield
        finally:
            with self._lock:
                if call in self._calls:
                    self._calls.remove(call)
