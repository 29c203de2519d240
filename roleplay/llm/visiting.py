"""Two threads: the caller's, which may not wait for ever, and the one that waits for endpoints."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Coroutine, Iterator
from types import TracebackType
from typing import Any, Protocol, TypeVar

from roleplay.domain.requests import Outcome

from .stopping import Stop
from .values import ModelFailed

Result = TypeVar("Result")

_LOOK_UP = 1.0
"""Seconds after which a waiting caller looks up: on Windows Ctrl-C is heard only then."""


class Closing(Protocol):
    """What is closed on the loop before it ends."""

    async def close(self) -> None:
        """Close it."""


class Loop:
    """An event loop on a thread of its own, started with the first work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self.ending = False
        """Nothing is begun any more. Read and set on the loop."""

    def running(self) -> asyncio.AbstractEventLoop:
        """The loop, started where it was not.

        Raises:
            ModelFailed: STOPPED; it was closed.
        """
        with self._lock:
            if self._closed:
                raise _closed()
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="roleplay-llm", daemon=True
                )
                self._thread.start()
            return self._loop

    def close(self, last: Callable[[], Closing | None]) -> None:
        """End all work, close what ``last`` gives, end the thread. A second time does nothing."""
        with self._lock:
            self._closed = True
            loop, self._loop = self._loop, None
            thread, self._thread = self._thread, None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end_all(last), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    async def _end_all(self, last: Callable[[], Closing | None]) -> None:
        self.ending = True
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if (closing := last()) is not None:
            await closing.close()
        loop = asyncio.get_running_loop()
        await loop.shutdown_asyncgens()
        await loop.shutdown_default_executor()


class Visit:
    """Some work on the loop, as long as its caller stays: leaving it ends the work.

    What the work has to tell is done on the caller's thread, in the order it was told.

    Args:
        loop: where the work is done.
        stop: ends all of it.
    """

    def __init__(self, loop: Loop, stop: Stop | None) -> None:
        self._home = loop
        self._loop = loop.running()
        self._row: queue.SimpleQueue[str | Callable[[], object] | asyncio.Task[Any] | None] = (
            queue.SimpleQueue()
        )
        self._open = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ended = False
        self._stop = contextlib.ExitStack()
        if stop is not None:
            self._stop.enter_context(stop.calls(self._end))

    def __enter__(self) -> Visit:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.close()
        self._end()
        with contextlib.suppress(RuntimeError):
            # Garbage may be collected on any thread; the loop cannot wait for itself.
            if asyncio.get_running_loop() is self._loop:
                return
        for _ in self.happenings():
            pass

    def start(self, number: int, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Begin some work; `happenings` tells its end under the name ``str(number)``.

        Raises:
            ModelFailed: STOPPED; the loop was closed.
        """
        try:
            self._loop.call_soon_threadsafe(self._begin, number, work)
        except RuntimeError:
            raise _closed() from None
        self._open += 1

    def happenings(self) -> Iterator[str | asyncio.Task[Any]]:
        """Words as they come, and the work as it ends, until none is left.

        Of work that came too late to be begun nothing is told.
        """
        while self._open:
            try:
                happened = self._row.get(timeout=_LOOK_UP)
            except queue.Empty:
                if self._loop.is_closed():
                    return
                continue
            if isinstance(happened, asyncio.Task):
                self._open -= 1
                if not happened.cancelled():
                    happened.exception()
                yield happened
            elif isinstance(happened, str):
                yield happened
            elif happened is None:
                self._open -= 1
            else:
                happened()

    def hand(self, words: str) -> None:
        """Words for the caller. From the loop."""
        self._row.put(words)

    def tell(self, what: Callable[[], object]) -> None:
        """Something the caller's thread is to do. From the loop."""
        self._row.put(what)

    async def heard(self, what: Callable[[], object]) -> None:
        """Something the caller's thread is to do; waits until it is done and raises what it raised.

        From the loop.
        """
        done: asyncio.Future[None] = self._loop.create_future()

        def do() -> None:
            raised: Exception | None = None
            try:
                what()
            except Exception as error:
                raised = error
            with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits for it
                self._loop.call_soon_threadsafe(_settle, done, raised)

        self._row.put(do)
        await done

    def _begin(self, number: int, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        if self._home.ending:
            self._row.put(None)
            return
        task = self._loop.create_task(work(), name=str(number))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(self._row.put)
        if self._ended:
            task.cancel()

    def _end(self) -> None:
        with contextlib.suppress(RuntimeError):  # a closed loop has no work left
            self._loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        self._ended = True
        for task in tuple(self._tasks):
            task.cancel()


def _closed() -> ModelFailed:
    return ModelFailed(Outcome.STOPPED, "The line to the model is closed.")


def _settle(done: asyncio.Future[None], raised: Exception | None) -> None:
    if done.done():
        return
    if raised is None:
        done.set_result(None)
    else:
        done.set_exception(raised)
