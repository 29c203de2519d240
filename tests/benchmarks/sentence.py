"""A model's sentence, from its last byte on the socket to its paint, against a bare stream."""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from roleplay.listening import segmenting
from roleplay.practice import calls
from roleplay.practice.workspace import Workspace
from roleplay.settings import read

from . import bare_stream, on_call
from .opening import environment
from .table import Row, median, share
from .terminal import PATIENCE, Terminal

MORE_MS = 30.0
"""How much longer than the bare stream, p95."""
SCENARIO = "sceptical-cfo"
MODEL = "benchmark"
PIECE = 4
"""Characters in an event: about a token."""
BETWEEN_PIECES, BETWEEN_SENTENCES = 0.004, 0.25
LINES = 8
"""Of the author's strong seller."""


class Speaker:
    """Streams sentences to whoever asks, and knows when the last byte of each went out.

    A buyer's prompt is answered with the very words that it says are to be told; any other
    with what was said to the last such prompts, in turn.
    """

    def __init__(self) -> None:
        self.begun: queue.Queue[list[str]] = queue.Queue()
        """The sentences of each answer, as it begins."""
        self.sent: dict[str, float] = {}
        self.told: list[list[str]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with sock, contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            said = self._answer(_request(sock))
            self.begun.put(said)
            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")
            sock.sendall(b"Connection: close\r\n\r\n")
            for place, sentence in enumerate(said):
                text = sentence if place == 0 else f" {sentence}"
                for at in range(0, len(text), PIECE):
                    _event(sock, {"content": text[at : at + PIECE]}, None)
                    self.sent[sentence] = time.perf_counter()
                    time.sleep(BETWEEN_PIECES)
                time.sleep(BETWEEN_SENTENCES)
            _event(sock, {}, "stop")
            sock.sendall(b"data: [DONE]\n\n")

    def _answer(self, asked: dict[str, Any]) -> list[str]:
        last = asked["messages"][-1]["content"]
        if last == bare_stream.ASKS:
            return self.told.pop(0)
        text = " ".join(line["words"] for line in json.loads(last)["say_now"])
        said = [text[start:end] for start, end in segmenting.sentences(text)]
        self.told.append(said)
        return said


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """The app and the bare stream, in turns."""
    speaker = Speaker()
    around = {"ROLEPLAY_LLM_BASE_URL": speaker.url, "ROLEPLAY_LLM_MODEL": MODEL}
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(max(2, rounds // 2)):
        home = scratch / f"sentence-{number}"
        ours += _in_the_app(speaker, {**environment(home), **around})
        theirs += _bare(speaker, {**environment(home), **around})
    speaker.close()
    p95, least = share(ours, 0.95), share(theirs, 0.95)
    note = (
        f"app p95 {p95:.1f} ms, bare {least:.1f} ms; "
        f"p50 {median(ours):.1f}, bare {median(theirs):.1f} ms; {len(ours)} sentences"
    )
    name = "a sentence: last byte to paint, beyond a bare stream, p95"
    yield Row(name, p95 - least, "ms", MORE_MS, note)


def _in_the_app(speaker: Speaker, around: Mapping[str, str]) -> Sequence[float]:
    with Workspace(read(around)) as workspace:
        live = calls.start(workspace, SCENARIO, "a", buyer="model")
        lines = live.scenario.tries["strong"].seller[:LINES]
        before, call = live.turns[0].text, live.id or ""
    program = [sys.executable, "-m", on_call.__name__, call]
    found: list[float] = []
    with Terminal(program, around, columns=120, rows=40) as terminal:
        terminal.shown(before[:20])
        terminal.settle(2.5)
        for line in lines:
            terminal.type(b"\x1b[200~" + line.encode() + b"\x1b[201~")
            terminal.settle(0.5)
            before += f" {line}"
            terminal.type(b"\r")
            found += _painted(speaker, terminal, before)
            before += " ".join(speaker.told[-1])
            terminal.settle(0.7)
    return found


def _bare(speaker: Speaker, around: Mapping[str, str]) -> Sequence[float]:
    turns = str(len(speaker.told))
    program = [sys.executable, "-m", bare_stream.__name__, speaker.url, MODEL, turns]
    found: list[float] = []
    with Terminal(program, around, columns=120, rows=40) as terminal:
        terminal.shown(bare_stream.READY)
        while speaker.told:
            terminal.type(b"\r")
            found += _painted(speaker, terminal, "")
            terminal.settle(0.3)
    return found


def _painted(speaker: Speaker, terminal: Terminal, before: str) -> Iterator[float]:
    """Milliseconds of each sentence whose last word is new, so that its paint can be told."""
    for sentence in speaker.begun.get(timeout=PATIENCE):
        end = sentence.split()[-1]
        if end not in before and end not in sentence[: -len(end)]:
            seen = terminal.shown(end)[end]
            yield (seen - speaker.sent[sentence]) * 1000
        before += f" {sentence}"


def _request(sock: socket.socket) -> dict[str, Any]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += sock.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    while len(body) < length:
        body += sock.recv(65_536)
    found: dict[str, Any] = json.loads(body)
    return found


def _event(sock: socket.socket, delta: dict[str, Any], finish: str | None) -> None:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    event = {"id": "x", "object": "chat.completion.chunk", "choices": [choice]}
    sock.sendall(f"data: {json.dumps(event)}\n\n".encode())
