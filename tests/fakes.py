"""Stand-ins for what is outside; each behaves as the real thing promises."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from roleplay.domain.requests import ROLES, ModelRequest, Outcome, Role
from roleplay.llm import Ask, ModelFailed, Stop

Shape = TypeVar("Shape", bound=BaseModel)
Given = str | dict[str, object] | Exception
"""A text, what is in a structured answer, or what is raised."""

_PIECES = (1, 4, 2, 9, 3, 1, 6)
"""Characters in a piece of a stream, over and over: words are cut in odd places."""


class FakeDoor:
    """`roleplay.llm.Door` without an endpoint.

    Args:
        answers: given one after the other, or a function from what is asked. A dict answers a
            structured question (in a stream it comes as JSON). A ``ModelFailed`` with a
            ``partial`` streams that first, then fails. When the answers run out, the endpoint
            is down: ``UNREACHABLE``.
        roles: which roles have a model.
    """

    def __init__(
        self,
        answers: Iterable[Given] | Callable[[Ask], Given] = (),
        *,
        keep: Callable[[ModelRequest], None] = lambda request: None,
        allow: Callable[[Ask], None] = lambda ask: None,
        roles: Iterable[Role] = (*ROLES, "seller"),
        model: str = "fake-model",
    ) -> None:
        self.asked: list[Ask] = []
        """Everything asked of a model, in order."""
        self.embedded: list[str] = []
        self.closed = False
        self.streams_closed_early = 0
        """How many streams were left before they ended."""
        self._keep = keep
        self._allow = allow
        self._roles = frozenset(roles)
        self._model = model
        if callable(answers):
            self._next: Callable[[Ask], Given] = answers
        else:
            row = iter(answers)
            down = ModelFailed(Outcome.UNREACHABLE, "nothing listens at fake:1 (refused).")
            self._next = lambda ask: next(row, down)

    def has(self, role: Role) -> bool:
        return role in self._roles

    def stream(self, ask: Ask, stop: Stop | None = None) -> Iterator[str]:
        given = self._given(ask, stop)
        whole = given.partial if isinstance(given, ModelFailed) else _text(given)
        failed = given if isinstance(given, ModelFailed) else None
        came = ""
        try:
            for piece in _cut(whole):
                if stop is not None and stop.is_set:
                    failed = ModelFailed(Outcome.STOPPED, "stopped.", partial=came)
                    break
                came += piece
                yield piece
            if failed is None and not came.strip():
                failed = ModelFailed(Outcome.EMPTY, "the model said nothing.")
        except GeneratorExit:
            self.streams_closed_early += 1
            failed = ModelFailed(Outcome.STOPPED, "stopped.", partial=came)
            raise
        finally:
            self._kept(ask, came, failed)
        if failed is not None:
            raise failed

    def answer(self, ask: Ask, shape: type[Shape], stop: Stop | None = None) -> Shape:
        given = self._given(ask, stop)
        failed = given if isinstance(given, ModelFailed) else None
        text = given.partial if isinstance(given, ModelFailed) else _text(given)
        if failed is None:
            try:
                answer = shape.model_validate_json(text)
            except ValidationError:
                failed = ModelFailed(Outcome.BAD_SHAPE, "the answer does not fit.", partial=text)
            else:
                self._kept(ask, text, None)
                return answer
        self._kept(ask, text, failed)
        raise failed

    def answer_each(
        self,
        asks: Sequence[Ask],
        shape: type[Shape],
        *,
        at_once: int = 4,
        stop: Stop | None = None,
    ) -> Iterator[tuple[int, Shape | ModelFailed]]:
        """Answers are taken in order and handed on the last first: nobody may count on an order."""
        done: list[tuple[int, Shape | ModelFailed]] = []
        for number, ask in enumerate(asks):
            try:
                done.append((number, self.answer(ask, shape, stop)))
            except ModelFailed as failed:
                done.append((number, failed))
        yield from reversed(done)

    def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """Equal words, equal places: texts that share words lie near each other."""
        self.embedded.extend(texts)
        return tuple(_place(text) for text in texts)

    def warm(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def _given(self, ask: Ask, stop: Stop | None) -> Given:
        if ask.role not in self._roles:
            raise ModelFailed(Outcome.NOT_FOUND, f"no model is set for the {ask.role}.")
        self._allow(ask)
        self.asked.append(ask)
        if stop is not None and stop.is_set:
            return ModelFailed(Outcome.STOPPED, "stopped.")
        given = self._next(ask)
        if isinstance(given, Exception) and not isinstance(given, ModelFailed):
            raise given
        return given

    def _kept(self, ask: Ask, text: str, failed: ModelFailed | None) -> None:
        self._keep(
            ModelRequest(
                role=ask.role,
                model=self._model,
                prompt_digest=ask.digest,
                parameters={"temperature": ask.temperature, "max_tokens": ask.most_tokens},
                outcome=Outcome.ANSWERED if failed is None else failed.outcome,
                text=text,
                says="" if failed is None else str(failed),
                tokens_in=sum(len(m.text) for m in ask.messages) // 4,
                tokens_out=len(text) // 4,
                first_seconds=0.0 if text else None,
                seconds=0.0,
            )
        )


def _text(given: Given) -> str:
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)


def _cut(text: str) -> Iterator[str]:
    at, turn = 0, 0
    while at < len(text):
        size = _PIECES[turn % len(_PIECES)]
        yield text[at : at + size]
        at, turn = at + size, turn + 1


def _place(text: str) -> tuple[float, ...]:
    at = [0.0] * 64
    for word in text.lower().split():
        at[hashlib.sha256(word.encode()).digest()[0] % 64] += 1.0
    length = math.sqrt(sum(x * x for x in at)) or 1.0
    return tuple(x / length for x in at)
