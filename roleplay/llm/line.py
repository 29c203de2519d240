"""The line to an endpoint: one try at one request, under its deadlines.

The openai package knows the requests, keys and errors; deadlines, retries and what counts as an
answer are ours. This module alone imports it, and is itself imported only when a model is used.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

from roleplay.domain.requests import Outcome

from .events import Event, Events
from .faults import Fault, from_status
from .reply import Reply
from .values import Endpoint, Limits

MOST_BYTES = 16_000_000
"""Of one answer, reasoning and all."""
MOST_ERROR_BYTES = 65_536
"""Of an error that are read."""
ERROR_SECONDS = 1.0
"""For the body of an error to come; its status is enough to go on."""
AFTERWORD_SECONDS = 1.0
"""Waited, once the reply is finished, for the count of its tokens and for the end."""
HANG_UP_SECONDS = 0.05
"""Waited after ``[DONE]`` for the end of the body: a line that ended well is used again."""
CONNECT_SECONDS = 10.0


class Line:
    """Talks to one endpoint from one event loop.

    Azure OpenAI speaks here as any other: its address is
    ``https://NAME.openai.azure.com/openai/v1``, its models are the names of the deployments, and
    the key is sent as ``api-key`` as well.
    """

    def __init__(self, endpoint: Endpoint, limits: Limits) -> None:
        """Raises `Fault` where the address or the key can be none."""
        key = endpoint.key.strip()
        if place(endpoint.base_url) == NO_PLACE:
            raise Fault(Outcome.UNREACHABLE, NO_ADDRESS)
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise Fault(
                Outcome.UNAUTHORISED, "the key holds characters that no key has. Set it again."
            )
        self._limits = limits
        headers: dict[str, Any] = {"Accept-Encoding": "identity"}
        if (urlsplit(endpoint.base_url).hostname or "").endswith(".azure.com") and key:
            headers["api-key"] = key
        try:
            self._client = self._opened(endpoint, key, headers)
        except httpx2.InvalidURL:
            raise Fault(Outcome.UNREACHABLE, NO_ADDRESS) from None

    def _opened(self, endpoint: Endpoint, key: str, headers: dict[str, Any]) -> openai.AsyncOpenAI:
        limits = self._limits
        return openai.AsyncOpenAI(
            api_key=key or "none",
            base_url=endpoint.base_url,
            max_retries=0,
            default_headers=headers,
            http_client=httpx2.AsyncClient(
                timeout=httpx2.Timeout(None, connect=min(CONNECT_SECONDS, limits.first_token)),
                follow_redirects=False,
                trust_env=not _is_here(endpoint.base_url),
                event_hooks={"request": [] if key else [_keyless], "response": [_bound]},
            ),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._client.close()

    async def exchange(
        self, request: dict[str, Any], reply: Reply, hand: Callable[[str], None]
    ) -> None:
        """Make one chat request; ``reply`` grows, and its words go to ``hand`` as they come.

        The deadline of the first token stands until the first sign of life. Reasoning is one, so
        a model that thinks aloud has the total deadline; a comment that keeps the line open and
        an event without words are none. From then on no two signs may lie further apart than the
        idle deadline.

        Raises:
            Fault: whatever kept it from being a whole reply.
        """
        clock = asyncio.get_running_loop().time
        last = clock() + self._limits.total
        first = min(clock() + self._limits.first_token, last)
        began, events = False, Events()
        try:
            async with asyncio.timeout_at(first) as deadline, self._bytes(request) as pieces:
                async for data in pieces:
                    sign = self._take(events.take(data), reply, hand)
                    if events.done:
                        deadline.reschedule(min(clock() + HANG_UP_SECONDS, last))
                    elif reply.finish is not None:
                        deadline.reschedule(min(clock() + AFTERWORD_SECONDS, last))
                    elif sign:
                        began = True
                        deadline.reschedule(min(clock() + self._limits.idle, last))
                self._take(events.end(), reply, hand)
        except TimeoutError:
            if reply.finish is None and not events.done:
                raise self._too_slow(began, clock() >= last) from None
        except Fault:
            raise
        except (openai.OpenAIError, httpx2.HTTPError, ValueError, OSError) as error:
            if reply.finish is None and not events.done:
                raise self._broken(error, began) from None
        reply.end()

    def _take(self, events: Iterator[Event], reply: Reply, hand: Callable[[str], None]) -> bool:
        """Whether the events were a sign of life."""
        alive = False
        for event in events:
            words, sign = reply.take(event)
            alive = alive or sign != "nothing"
            spare = self._limits.characters - (len(reply.text) - len(words))
            if words:
                hand(words[:spare])
            if len(words) > spare:
                reply.text = reply.text[: self._limits.characters]
                raise Fault(
                    Outcome.TRUNCATED,
                    f"the reply went on beyond {self._limits.characters:,} characters. Ask again.",
                )
        return alive

    @contextlib.asynccontextmanager
    async def _bytes(self, request: dict[str, Any]) -> AsyncIterator[AsyncIterator[bytes]]:
        create: Any = self._client.chat.completions.with_streaming_response.create
        async with (
            create(**request) as response,
            contextlib.aclosing(response.iter_bytes()) as pieces,
        ):
            yield pieces

    async def models(self) -> frozenset[str]:
        """The names of the models the endpoint lists.

        Raises:
            Fault: as for a request; MALFORMED where it lists none.
        """
        listed = await self._whole(lambda: self._client.models.with_raw_response.list())
        rows = listed.get("data")
        if not isinstance(rows, list):
            raise Fault(Outcome.MALFORMED, "it lists no models.")
        return frozenset(str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row)

    async def embeddings(self, model: str, texts: list[str]) -> list[object]:
        """The rows of ``/embeddings``, as they came.

        Raises:
            Fault: as for a request; MALFORMED where it holds no rows.
        """
        create: Any = self._client.embeddings.with_raw_response.create
        found = await self._whole(lambda: create(model=model, input=texts, encoding_format="float"))
        rows = found.get("data")
        if not isinstance(rows, list):
            raise Fault(Outcome.MALFORMED, "it sent no embeddings.")
        return rows

    async def _whole(self, ask: Callable[[], Awaitable[Any]]) -> dict[str, object]:
        """The one JSON object that answers, within the deadline of the first token."""
        events = Events()
        try:
            async with asyncio.timeout(self._limits.first_token):
                response = await ask()
                data = response.http_response.content
                found = [*events.take(data), *events.end()]
        except TimeoutError:
            raise self._too_slow(False, False) from None
        except (openai.OpenAIError, httpx2.HTTPError, ValueError, OSError) as error:
            raise self._broken(error, False) from None
        return found[0] if found else {}

    def _too_slow(self, began: bool, all_spent: bool) -> Fault:
        limits = self._limits
        if all_spent:
            return Fault(
                Outcome.OUT_OF_TIME,
                f"the reply was not finished after {limits.total:g} seconds. "
                "Ask again, or take a faster model.",
            )
        if began:
            return Fault(
                Outcome.STALLED,
                f"the reply stopped in the middle for {limits.idle:g} seconds. Ask again.",
            )
        return Fault(
            Outcome.NO_FIRST_TOKEN,
            f"no word came in {limits.first_token:g} seconds. Is the server busy?",
            again=True,
        )

    def _broken(self, error: Exception, began: bool) -> Fault:
        if isinstance(error, openai.APIStatusError):
            headers = {name.lower(): value for name, value in error.response.headers.items()}
            body = error.body if error.body is not None else error.response.text
            return from_status(error.status_code, body, headers)
        chain = tuple(_causes(error))
        if any(isinstance(cause, httpx2.DecodingError) for cause in chain):
            return Fault(Outcome.MALFORMED, "what it sent cannot be unpacked. Check the address.")
        connecting = any(
            isinstance(cause, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError))
            for cause in chain
        )
        if connecting:
            return Fault(Outcome.UNREACHABLE, _unreachable(chain), again=True)
        if began:
            return Fault(
                Outcome.CUT_OFF,
                f"the line broke in the middle{_number(chain)}. Ask again.",
                again=True,
            )
        return Fault(
            Outcome.UNREACHABLE,
            f"it hung up without an answer{_number(chain)}. Is the server running well?",
            again=True,
        )


NO_ADDRESS = "this is no web address. It looks like http://127.0.0.1:11434/v1."
NO_PLACE = "the endpoint"


def place(base_url: str) -> str:
    """``host:port`` of an address, the port always told; nothing else of it is shown.

    ``NO_PLACE`` where it is no web address.
    """
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError:
        return NO_PLACE
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return NO_PLACE
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port or (443 if parts.scheme == 'https' else 80)}"


def _is_here(base_url: str) -> bool:
    """Whether it is this machine, to which no proxy leads."""
    host = urlsplit(base_url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _unreachable(chain: tuple[BaseException, ...]) -> str:
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its certificate is not trusted. Check the address, or ask who runs it."
        if isinstance(cause, ssl.SSLError):
            return "it does not speak https. Does the address begin with http instead?"
    words = " ".join(str(cause) for cause in chain)
    if any(type(cause).__name__ == "gaierror" for cause in chain):
        return f"no such host is known{_number(chain)}. Check the address, and the network."
    if any(isinstance(cause, (httpx2.ConnectTimeout, TimeoutError)) for cause in chain):
        return "it does not pick up. Is the server running, and the network up?"
    if any(isinstance(cause, ConnectionRefusedError) for cause in chain) or "refused" in words:
        return f"nothing listens there{_number(chain)}. Is the server running?"
    return f"it cannot be reached{_number(chain)}. Is the server running, and the network up?"


def _number(chain: tuple[BaseException, ...]) -> str:
    for cause in chain:
        if isinstance(cause, OSError) and cause.errno is not None:
            name = os.strerror(cause.errno) if cause.errno > 0 else cause.strerror
            return f" ({name}, errno {cause.errno})" if name else f" (errno {cause.errno})"
    return ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and all that it came from."""
    row, seen = [error], set[int]()
    while row:
        now = row.pop(0)
        if id(now) in seen:
            continue
        seen.add(id(now))
        yield now
        row += [cause for cause in (now.__cause__, now.__context__) if cause is not None]
        if isinstance(now, BaseExceptionGroup):
            row += now.exceptions


async def _keyless(request: httpx2.Request) -> None:
    """Send no key where there is none: the openai package insists on one."""
    del request.headers["Authorization"]


async def _bound(response: httpx2.Response) -> None:
    """Let no answer be endless, and no error be lost because its text did not come whole."""
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream, failed=response.status_code >= 300)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, failed: bool) -> None:
        self._stream = stream
        self._failed = failed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        came = 0
        if self._failed:
            with contextlib.suppress(TimeoutError, httpx2.HTTPError):
                async with asyncio.timeout(ERROR_SECONDS):
                    async for data in self._stream:
                        came += len(data)
                        yield data
                        if came > MOST_ERROR_BYTES:
                            break
            return
        async for data in self._stream:
            came += len(data)
            if came > MOST_BYTES:
                raise Fault(
                    Outcome.MALFORMED, "it sent far more than a reply can be. Take another model."
                )
            yield data

    async def aclose(self) -> None:
        await self._stream.aclose()
