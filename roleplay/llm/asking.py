"""Asking until there is an answer or a reason why not: another try, another form, a repair."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.domain.text import clean

from .embedding import directions
from .faults import Fault
from .habits import NEXT, Habits, Structure, with_room
from .line import Line, place
from .redacting import Redaction
from .reply import Reply
from .shapes import Misfit, Shape, read, repair, response_format
from .values import Ask, Endpoint, Limits, ModelFailed, Wait
from .visiting import Visit

FIRST_WAIT = 0.5
"""Seconds before the second try where the endpoint asks for none; doubles with each."""
EMBEDDED_AT_ONCE = 64
"""Texts in one request for embeddings."""


class Asker:
    """Asks one endpoint; lives on the loop.

    Args:
        keep: told of each request that was sent, on the caller's thread.
        allow: asked before each is sent, on the caller's thread.
        on_wait: told of each wait before another try, on the caller's thread.

    Raises:
        ModelFailed: the address or the key can be none.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits,
        keep: Callable[[ModelRequest], None],
        allow: Callable[[Ask], None],
        on_wait: Callable[[Wait], None],
    ) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._keep = keep
        self._allow = allow
        self._on_wait = on_wait
        self._redact = Redaction(endpoint.key)
        try:
            self._line = Line(endpoint, limits)
        except Fault as fault:
            model = next(iter(endpoint.models.values()), "no model")
            raise ModelFailed(fault.outcome, self._says(model, fault.says)) from None
        self._habits: dict[str, Habits] = {}

    async def close(self) -> None:
        """Close every connection."""
        await self._line.close()

    async def say(self, ask: Ask, visit: Visit) -> None:
        """Hand the reply's words to the visit as they come.

        One that ran out of tokens before its first word is asked for again with more of them.

        Raises:
            ModelFailed: it is not whole.
        """
        habits = self._habits_of(ask)
        roomy = habits.thinks
        ask = with_room(ask) if roomy else ask
        tried = 1
        while True:
            handed: list[str] = []
            request = habits.request(self._model(ask), ask, None)

            def hand(words: str, handed: list[str] = handed) -> None:
                handed.append(words)
                visit.hand(words)

            try:
                await self._try(ask, request, None, tried, visit, hand)
            except Fault as fault:
                if not handed and habits.learn(fault, request):
                    continue
                if not handed and fault.room and not roomy:
                    roomy = habits.thinks = True
                    ask = with_room(ask)
                    continue
                if handed or not await self._may_try_again(ask, fault, tried, visit):
                    raise self._failed(ask, fault, "".join(handed)) from None
                tried += 1
            else:
                return

    async def shaped(self, ask: Ask, shape: type[Shape], visit: Visit) -> Shape:
        """The answer, in its shape.

        Raises:
            ModelFailed: there is none; BAD_SHAPE after one try at repair.
        """
        habits = self._habits_of(ask)
        text = await self._structured(ask, shape, visit)
        try:
            return read(text, shape)
        except Misfit as misfit:
            if not misfit.is_json and habits.worked.get(shape) == "json_schema":
                # It takes a schema and does not keep to it.
                habits.structure = "json_object"
                habits.worked.pop(shape)
            messages = (*ask.messages, *repair(text, misfit, shape))
        text = await self._structured(
            Ask(ask.role, messages, ask.most_tokens, ask.temperature, ask.seed), shape, visit
        )
        try:
            return read(text, shape)
        except Misfit as misfit:
            says = f"the answer does not have the form it was asked for ({misfit})"
            raise self._failed(ask, Fault(Outcome.BAD_SHAPE, says), text) from None

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """A direction of unit length for each text, all of one dimension.

        Raises:
            ModelFailed: there is none.
        """
        model = self._endpoint.embeddings
        found: list[tuple[float, ...]] = []
        try:
            for at in range(0, len(texts), EMBEDDED_AT_ONCE):
                batch = list(texts[at : at + EMBEDDED_AT_ONCE])
                found += directions(await self._line.embeddings(model, batch), len(batch))
            if len({len(direction) for direction in found}) > 1:
                raise Fault(Outcome.MALFORMED, "its embeddings differ in length.")
        except Fault as fault:
            raise ModelFailed(fault.outcome, self._says(model, fault.says)) from None
        return tuple(found)

    async def _structured(self, ask: Ask, shape: type[Shape], visit: Visit) -> str:
        """What came; where it ran out of tokens, it was asked for again with more of them, once."""
        habits = self._habits_of(ask)
        structure = habits.worked.get(shape, habits.structure)
        roomy = habits.thinks
        ask = with_room(ask) if roomy else ask
        tried = 1
        while True:
            shaped = (structure, shape)
            request = habits.request(self._model(ask), ask, shaped)
            came: list[str] = []  # nobody sees a structured answer before it is whole
            try:
                text = await self._try(ask, request, shaped, tried, visit, came.append)
            except Fault as fault:
                if habits.learn(fault, request):
                    continue
                if fault.room and not roomy:
                    roomy, habits.thinks = True, habits.thinks or not came
                    ask = with_room(ask)
                    continue
                if habits.refuses(fault, shape, structure) and structure in NEXT:
                    structure = NEXT[structure]
                    continue
                if not await self._may_try_again(ask, fault, tried, visit):
                    raise self._failed(ask, fault, "") from None
                tried += 1
            else:
                if not habits.worked:
                    habits.structure = structure
                habits.worked[shape] = structure
                return text

    async def _may_try_again(self, ask: Ask, fault: Fault, tried: int, visit: Visit) -> bool:
        """Whether another try is due; if so, waits for it."""
        if not fault.again or tried >= self._limits.tries:
            return False
        asked = FIRST_WAIT * 2 ** (tried - 1) if fault.after is None else fault.after
        seconds = min(asked, self._limits.longest_wait)
        says = self._says(self._model(ask), fault.says)
        visit.tell(partial(self._on_wait, Wait(seconds, tried + 1, fault.outcome, says)))
        await asyncio.sleep(seconds)
        return True

    async def _try(
        self,
        ask: Ask,
        request: dict[str, Any],
        shaped: tuple[Structure, type[Shape]] | None,
        number: int,
        visit: Visit,
        hand: Callable[[str], None],
    ) -> str:
        await visit.heard(partial(self._allow, ask))
        clock = asyncio.get_running_loop().time
        began, first = clock(), list[float]()
        reply = Reply()

        def heard(words: str) -> None:
            if not first:
                first.append(clock() - began)
            hand(words)

        def kept(outcome: Outcome, says: str = "") -> None:
            ended = ModelRequest(
                role=ask.role,
                model=self._model(ask),
                prompt_digest=digest(ask, shaped[1] if shaped else None),
                parameters={
                    "temperature": ask.temperature,
                    "seed": ask.seed,
                    "most_tokens": ask.most_tokens,
                    "structure": shaped[0] if shaped else None,
                    "try": number,
                },
                outcome=outcome,
                text=self._redact(reply.text),
                says=says,
                tokens_in=reply.tokens_in,
                tokens_out=reply.tokens_out,
                first_seconds=first[0] if first else None,
                seconds=clock() - began,
            )
            visit.tell(partial(self._keep, ended))

        try:
            await self._line.exchange(request, reply, heard)
        except Fault as fault:
            kept(fault.outcome, self._says(self._model(ask), fault.says))
            raise
        except asyncio.CancelledError:
            kept(Outcome.STOPPED, STOPPED)
            raise
        kept(Outcome.ANSWERED)
        return reply.text

    def _model(self, ask: Ask) -> str:
        return self._endpoint.models[ask.role]

    def _habits_of(self, ask: Ask) -> Habits:
        return self._habits.setdefault(self._model(ask), Habits())

    def _failed(self, ask: Ask, fault: Fault, partial_text: str) -> ModelFailed:
        says = self._says(self._model(ask), fault.says)
        return ModelFailed(fault.outcome, says, partial_text)

    def _says(self, model: str, says: str) -> str:
        return line_of(self._endpoint, model, says, self._redact)


STOPPED = "Nobody waited for the rest."


def line_of(endpoint: Endpoint, model: str, says: str, redact: Redaction) -> str:
    """``host:port (model): says`` in one line without keys and control characters."""
    who = f"{place(endpoint.base_url)} ({model})" if model else place(endpoint.base_url)
    line = f"{who}: {says}"
    return redact(" ".join(clean(line).split()))


def digest(ask: Ask, shape: type[Shape] | None) -> str:
    """SHA-256 (64 hex digits) of the messages, and of the schema where there is one."""
    if shape is None:
        return ask.digest
    schema = json.dumps(response_format(shape), sort_keys=True)
    return hashlib.sha256(f"{ask.digest}\n{schema}".encode()).hexdigest()
