"""An endpoint on loopback that misbehaves on the socket, in every way we know of.

It speaks raw bytes, so that what the client does is seen as it would be on a bad network. Each
connection is one request; the way to behave is looked up by the model's name in the request.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from roleplay.domain.requests import ROLES
from roleplay.llm import Endpoint

KEY = "sk-test-0123456789abcdefABCDEF"
"""The key that the tests use, and that rude endpoints echo."""

SAID = "We close the books by hand. It takes nine days."
"""What the model says where it says anything."""
VERDICT = '{"met": true, "quote": "nine days"}'


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


def endpoint(url: str, key: str = KEY) -> Endpoint:
    """Every role is played by the model ``m``; embeddings come from ``e``."""
    return Endpoint(url, dict.fromkeys(ROLES, "m"), key=key, embeddings="e")


class Wire:
    """One connection, from the server's side."""

    def __init__(self, sock: socket.socket, over: threading.Event) -> None:
        self._sock = sock
        self._over = over

    def send(self, data: bytes | str) -> None:
        self._sock.sendall(data.encode() if isinstance(data, str) else data)

    def head(self, status: str = "200 OK", kind: str = "text/event-stream", more: str = "") -> None:
        self.send(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n{more}\r\n")

    def whole(self, body: object, status: str = "200 OK", more: str = "") -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        length = f"Content-Length: {len(text.encode())}\r\n"
        self.head(status, "application/json", length + more)
        self.send(text)

    def events(self, *events: object, end: str = "\n\n") -> None:
        for event in events:
            text = event if isinstance(event, str) else json.dumps(event)
            self.send(f"data: {text}{end}")

    def hang(self) -> None:
        """Until the client hangs up, or the test is over."""
        self._sock.settimeout(0.02)
        while not self._over.is_set():
            with contextlib.suppress(TimeoutError):
                if not self._sock.recv(4096):
                    return

    def reset(self) -> None:
        """RST instead of FIN."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()

    def keep_on(self, data: bytes, pause: float = 0.0) -> None:
        """The same bytes until the client hangs up."""
        while not self._over.is_set():
            self.send(data)
            time.sleep(pause)


Behaviour = Callable[[Wire, Request], None]


class Server:
    """Listens on a free port of loopback; every connection has its own thread."""

    def __init__(self, behaviours: dict[str, Behaviour]) -> None:
        self.behaviours = behaviours
        self.requests: list[Request] = []
        self.hung_up = threading.Semaphore(0)
        """Released each time the client has left a connection."""
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._listen, name="test-server")]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def close(self) -> None:
        self._over.set()
        # A thread that waits in accept is woken by a last caller.
        with contextlib.suppress(OSError), socket.create_connection(self._listener.getsockname()):
            pass
        for thread in list(self._threads):
            thread.join()
        self._listener.close()

    def _listen(self) -> None:
        while not self._over.is_set():
            sock, _ = self._listener.accept()
            thread = threading.Thread(target=self._serve, args=(sock,), name="test-server")
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        with sock, contextlib.suppress(OSError):
            sock.settimeout(5)
            request = _read(sock)
            if request is None:
                return
            self.requests.append(request)
            name = str(request.body.get("model", request.path))
            self.behaviours[name](Wire(sock, self._over), request)
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_WR)
        self.hung_up.release()


def _read(sock: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65_536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65_536)
    method, path, _ = first.split(" ")
    return Request(method, path, headers, json.loads(body) if body else {})


def chunk(content: str | None = None, finish: str | None = None, **delta: object) -> dict[str, Any]:
    """One event of a stream as OpenAI sends it."""
    said = {**({} if content is None else {"content": content}), **delta}
    choice = {"index": 0, "delta": said, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion.chunk", "choices": [choice]}


def usage(tokens_in: int = 11, tokens_out: int = 12) -> dict[str, Any]:
    counted = {"prompt_tokens": tokens_in, "completion_tokens": tokens_out}
    return {"id": "x", "object": "chat.completion.chunk", "choices": [], "usage": counted}


def text_for(request: Request) -> str:
    """What the model says: a verdict to whoever asks for one, else the buyer's line."""
    asked = json.dumps(request.body)
    return VERDICT if "response_format" in request.body or "JSON schema" in asked else SAID


def pieces(text: str, size: int = 5) -> Iterator[dict[str, Any]]:
    for at in range(0, len(text), size):
        yield chunk(text[at : at + size])


def well(wire: Wire, request: Request) -> None:
    """As it should be."""
    wire.head()
    wire.events(chunk("", role="assistant"), *pieces(text_for(request)), chunk(finish="stop"))
    wire.events(usage(), "[DONE]")


def saying(*events: object, end: str = "") -> Behaviour:
    """A stream of these events, then ``end``, then a clean close."""

    def behave(wire: Wire, request: Request) -> None:
        wire.head()
        wire.events(*events)
        wire.send(end)

    return behave


def body(body: object, status: str = "200 OK", more: str = "") -> Behaviour:
    """This body with this status."""
    return lambda wire, request: wire.whole(body, status, more)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after the other, the last for all that follow."""
    left = list(behaviours)

    def behave(wire: Wire, request: Request) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(wire, request)

    return behave


def after_some(then: Callable[[Wire], None]) -> Behaviour:
    """Half a reply, then this."""

    def behave(wire: Wire, request: Request) -> None:
        wire.head()
        wire.events(chunk("Hel"), chunk("lo"))
        then(wire)

    return behave
