"""The door: what the rest of the product sees of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from roleplay.domain.requests import ModelRequest, Outcome, Role

from .stopping import Stop
from .values import Ask, Endpoint, Limits, ModelFailed, Wait

if TYPE_CHECKING:
    import asyncio

    from .asking import Asker
    from .shapes import Shape
    from .visiting import Visit

_STOPPED = "You stopped it."


def _nothing(value: object) -> None:
    """Nobody wants to know."""


class Door:
    """One endpoint, for all the roles it plays.

    Its methods are sync and wait; the waiting for the endpoint happens on a thread of the door's
    own, which starts with the first question. Any number of threads may ask at the same time.
    The openai package is imported with the first question, too; `warm` does it beforehand.

    Args:
        endpoint: where, and which model for which role.
        limits: how long to wait and how much to take.
        keep: called on the caller's thread once a request has ended, however it ended; each try
            is one request.
        allow: called on the caller's thread before each request; what it raises is raised.
        on_wait: called on the caller's thread before each wait for another try.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits = Limits(),  # noqa: B008  frozen
        *,
        keep: Callable[[ModelRequest], None] = _nothing,
        allow: Callable[[Ask], None] = _nothing,
        on_wait: Callable[[Wait], None] = _nothing,
    ) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._keep = keep
        self._allow = allow
        self._on_wait = on_wait
        from .visiting import Loop  # asyncio takes 20 ms to import, the door itself 6

        self._loop = Loop()
        self._asker: Asker | None = None

    def has(self, role: Role) -> bool:
        """Whether a model is set for ``role``."""
        return bool(self._endpoint.models.get(role))

    def warm(self) -> None:
        """Begin to get ready in the background, so that the first answer need not wait for it.

        What is wrong with the endpoint is told with the first question.
        """
        self._loop.running().call_soon_threadsafe(self._warm)

    def stream(self, ask: Ask, stop: Stop | None = None) -> Iterator[str]:
        """The reply's words in pieces, as they come.

        It ends normally only after the model has said that it is finished. Closing it early
        closes the connection. Another try is made only as long as nothing has come.

        Raises:
            ModelFailed: with ``partial``, all that was yielded before.
        """
        from .visiting import Visit

        if not self.has(ask.role):
            raise _no_model(ask.role)
        came: list[str] = []
        with Visit(self._loop, stop) as visit:
            visit.start(0, lambda: self._say(ask, visit))
            for happened in visit.happenings():
                if not isinstance(happened, str):
                    if (failed := _failure(happened, "".join(came))) is not None:
                        raise failed
                    return
                came.append(happened)
                yield happened
        raise ModelFailed(Outcome.STOPPED, _STOPPED, "".join(came))

    def answer(self, ask: Ask, shape: type[Shape], stop: Stop | None = None) -> Shape:
        """The answer in its shape, validated, after at most one try at repair.

        It is asked for by JSON schema where the endpoint takes one, else in JSON mode, else as a
        fenced block; what worked is remembered.

        Raises:
            ModelFailed: there is none; BAD_SHAPE where it does not fit.
        """
        for _, answer in tuple(self.answer_each((ask,), shape, stop=stop)):
            if isinstance(answer, ModelFailed):
                raise answer
            return answer
        raise ModelFailed(Outcome.STOPPED, _STOPPED)

    def answer_each(
        self,
        asks: Sequence[Ask],
        shape: type[Shape],
        *,
        at_once: int = 4,
        stop: Stop | None = None,
    ) -> Iterator[tuple[int, Shape | ModelFailed]]:
        """The answers with their places in ``asks``, as they come; each place once.

        One that fails stops no other. After a stop, or once the door is closed, the rest comes at
        once as STOPPED.

        Args:
            asks: any number.
            shape: of each answer.
            at_once: requests under way at the same time, 1 or more.
            stop: stops all of them.
        """
        from .visiting import Visit

        rest, under_way = iter(enumerate(asks)), set[int]()
        with Visit(self._loop, stop) as visit:

            def begin() -> Iterator[tuple[int, ModelFailed]]:
                """Send the next; those that cannot be sent have failed already."""
                for number, ask in rest:
                    if stop is not None and stop.is_set:
                        yield number, ModelFailed(Outcome.STOPPED, _STOPPED)
                    elif not self.has(ask.role):
                        yield number, _no_model(ask.role)
                    else:
                        try:
                            visit.start(number, partial(self._shaped, ask, shape, visit))
                        except ModelFailed as closed:
                            yield number, closed
                        else:
                            under_way.add(number)
                            return

            for _ in range(max(1, at_once)):
                yield from begin()
            for happened in visit.happenings():
                if not isinstance(happened, str):
                    number, failed = int(happened.get_name()), _failure(happened, "")
                    under_way.remove(number)
                    yield number, failed or happened.result()
                    yield from begin()
            # A loop that was closed tells no end of what it had only just been given.
            for number in sorted(under_way):
                yield number, ModelFailed(Outcome.STOPPED, _STOPPED)
            yield from begin()

    def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """A direction of unit length for each text, from ``/v1/embeddings``.

        Raises:
            ModelFailed: there is none; NOT_FOUND where no model is set for it.
        """
        if not self._endpoint.embeddings:
            raise ModelFailed(Outcome.NOT_FOUND, "No model is set for embeddings.")
        if not texts:
            return ()
        from .visiting import Visit

        with Visit(self._loop, None) as visit:
            visit.start(0, lambda: self._embed(texts))
            for happened in visit.happenings():
                if not isinstance(happened, str):
                    if (failed := _failure(happened, "")) is not None:
                        raise failed
                    found: tuple[tuple[float, ...], ...] = happened.result()
                    return found
        raise ModelFailed(Outcome.STOPPED, _STOPPED)

    def close(self) -> None:
        """End whatever is under way, close all connections, end the thread.

        A second time does nothing. Whoever asks after it is told STOPPED.
        """
        self._loop.close(lambda: self._asker)

    def _warm(self) -> None:
        with suppress(ModelFailed):
            self._ready()

    async def _say(self, ask: Ask, visit: Visit) -> None:
        await self._ready().say(ask, visit)

    async def _shaped(self, ask: Ask, shape: type[Shape], visit: Visit) -> Shape:
        return await self._ready().shaped(ask, shape, visit)

    async def _embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        return await self._ready().embed(texts)

    def _ready(self) -> Asker:
        """Who asks; made on the loop, with the first question."""
        if self._asker is None:
            from .asking import Asker

            self._asker = Asker(
                self._endpoint, self._limits, self._keep, self._allow, self._on_wait
            )
        return self._asker


def _no_model(role: Role) -> ModelFailed:
    return ModelFailed(Outcome.NOT_FOUND, f"No model is set for the {role}. Set one in Settings.")


def _failure(task: asyncio.Task[Any], came: str) -> ModelFailed | None:
    """Why a task failed, in the door's words; what is no model's failure is raised as it is."""
    if task.cancelled():
        return ModelFailed(Outcome.STOPPED, _STOPPED, came)
    error = task.exception()
    if error is None or isinstance(error, ModelFailed):
        return error
    raise error
