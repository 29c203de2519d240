"""What an endpoint sends, from bytes to events: a stream of them, or one JSON body."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Literal

from roleplay.domain.requests import Outcome

from .faults import Fault

Event = dict[str, object]
"""One JSON object, as it was sent."""

LONGEST_LINE = 1_000_000
"""Characters an endpoint may send without the end of an event, or as one JSON body."""

_END_OF_LINE = re.compile(r"\r\n|\n|\r")


class Events:
    """Takes bytes in pieces of any size and gives whole events.

    What an endpoint says about its content type is often wrong, so the first character decides:
    ``{`` or ``[`` begins one JSON body, ``<`` a web page, anything else is a stream.
    """

    def __init__(self) -> None:
        self.done = False
        """Whether ``[DONE]`` came."""
        # Bytes that are no UTF-8 come through as lone surrogates, so that what stands before them
        # still counts.
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self._rest = ""
        self._data: list[str] = []
        self._kind: Literal["stream", "body"] | None = None

    def take(self, data: bytes) -> Iterator[Event]:
        """The events that ``data`` completes, those before what is wrong with it as well.

        Raises:
            Fault: MALFORMED; a web page, no UTF-8, no JSON, a line without an end.
        """
        self._rest += self._decoder.decode(data)
        if self._kind is None and not self._seen():
            return
        if self._kind == "body":
            self._bounded()
            return
        # A \r at the very end may be half of \r\n.
        held = "\r" if self._rest.endswith("\r") else ""
        *lines, rest = _END_OF_LINE.split(self._rest.removesuffix("\r") if held else self._rest)
        self._rest = rest + held
        self._bounded()
        for line in lines:
            yield from self._line(line)

    def end(self) -> Iterator[Event]:
        """The events that the end of the bytes completes.

        Raises:
            Fault: MALFORMED, as for `take`; EMPTY where nothing at all was sent.
        """
        self._rest += self._decoder.decode(b"", True)
        if self._kind is None and not self._rest.strip():
            raise Fault(Outcome.EMPTY, "it sent an empty answer. Ask again.")
        if self._kind == "body":
            yield _parsed(self._rest)
            return
        rest, self._rest = self._rest, ""
        for line in (*_END_OF_LINE.split(rest), ""):
            yield from self._line(line)

    def _seen(self) -> bool:
        begins = self._rest.lstrip()[:1]
        if begins == "<":
            raise Fault(
                Outcome.MALFORMED,
                f"it sent a web page; a proxy or sign-in page may stand between. {_CHECK}",
            )
        if begins:
            self._kind = "body" if begins in "{[" else "stream"
        self._bounded()
        return bool(begins)

    def _bounded(self) -> None:
        if len(self._rest) + sum(map(len, self._data)) > LONGEST_LINE:
            raise Fault(Outcome.MALFORMED, f"it sent a line without an end. {_CHECK}")

    def _line(self, line: str) -> Iterator[Event]:
        if line:
            field, _, value = line.partition(":")
            if field == "data":
                self._data.append(value.removeprefix(" "))
                self._bounded()
            return
        whole, self._data = "\n".join(self._data), []
        if not whole.strip() or self.done:
            return
        if whole.strip() == "[DONE]":
            self.done = True
            return
        yield _parsed(whole)


_CHECK = "Check that the address is that of an OpenAI-compatible endpoint."


def _parsed(text: str) -> Event:
    try:
        text.encode()
        event = json.loads(text)  # not pydantic's: half an emoji may be here, half in the next
    except UnicodeEncodeError:
        raise Fault(Outcome.MALFORMED, f"what it sent is not UTF-8 text. {_CHECK}") from None
    except (ValueError, RecursionError):
        raise Fault(Outcome.MALFORMED, f"what it sent is not JSON. {_CHECK}") from None
    if not isinstance(event, dict):
        raise Fault(Outcome.MALFORMED, f"what it sent is no JSON object. {_CHECK}")
    return event
