"""An endpoint on loopback that answers as a sensible model would: ``python -m tests.tui.sensible``.

It reads what it is asked as a judge or a coach, and takes its quotes from there: what the app shows
of a model at its best can be seen without one.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NAME = "sensible"
LINES = (
    "You look at some of the files afterwards; how do you choose which ones?",
    "You told me four percent was overpaid; what does that come to in a year?",
)
"""Lines that hold at the moment of the tests' call."""


def answer(asked: dict[str, Any], lines: tuple[str, ...] = LINES) -> dict[str, Any]:
    """What a sensible model answers, from the last thing it was asked."""
    if "facts" in asked:
        return {"claims": [_claim(asked, turn) for turn in asked["turns"][-1:]]}
    if "checks" in asked:
        return {"checks": [_check(asked, place, it) for place, it in enumerate(asked["checks"])]}
    if "their_lines" in asked:
        needs = [need["id"] for need in asked["needs"]]
        return {
            "lines": [
                {"line": line, "need": needs[0], "why": "It takes up what they had just said."}
                for line in lines
            ]
        }
    return {"about_the_call": True, "sentences": []}


def _said(asked: dict[str, Any], side: str) -> list[dict[str, Any]]:
    turns = [turn for turn in asked["turns"] if side in ("either", turn.get("speaker"))]
    return [
        {"turn": turn["turn"], "quote": " ".join(turn["text"].split()[:9])} for turn in turns[1:]
    ]


def _claim(asked: dict[str, Any], turn: dict[str, Any]) -> dict[str, Any]:
    fact = asked["facts"][0]
    quote = " ".join(turn["text"].split()[:9])
    return {
        "turn": turn["turn"],
        "quote": quote,
        "fact": fact["fact"],
        "fact_quote": fact["text"][:60],
        "verdict": "contradicts",
    }


def _check(asked: dict[str, Any], place: int, check: dict[str, Any]) -> dict[str, Any]:
    """In turn: met, not met, cannot tell; now and then a quote that nobody said."""
    verdict = ("met", "met", "not_met", "cannot_tell")[place % 4]
    times = max(1, check.get("times", 1))
    quotes = _said(asked, check["quote"])[:times]
    if place % 3 == 1:
        quotes.append({"turn": 2, "quote": "which nobody in this call ever said"})
    return {
        "id": check["id"],
        "supporting": quotes if verdict == "met" else [],
        "opposing": [] if verdict == "met" else quotes[:1],
        "verdict": verdict,
        "reason": "These words show it." if verdict == "met" else "Nothing in the call shows it.",
    }


def _talk(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The coach's answer rests on the seller's last turn."""
    call = next(
        document["call"]
        for message in messages
        if message["role"] == "user" and "call" in (document := json.loads(message["content"]))
    )
    turn = [turn for turn in call if turn["speaker"] == "seller" and turn["text"]][-1]
    quote = " ".join(turn["text"].split()[:7])
    return {
        "about_the_call": True,
        "sentences": [
            {"says": "You told them about yourselves there.", "turn": turn["turn"], "quote": quote},
            {"says": "Ask what it means to them first.", "turn": None, "quote": None},
        ],
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(self.server.pause)  # type: ignore[attr-defined]
        messages = body["messages"]
        asked = json.loads(messages[-1]["content"])
        made = _talk(messages) if "asked" in asked else answer(asked)
        text = json.dumps(made)
        self._send(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": body["model"],
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": "stop",
                        "message": {"role": "assistant", "content": text},
                    }
                ],
                "usage": {
                    "prompt_tokens": len(str(messages)) // 4,
                    "completion_tokens": len(text) // 4,
                    "total_tokens": (len(str(messages)) + len(text)) // 4,
                },
            }
        )

    def _send(self, document: dict[str, Any]) -> None:
        data = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def sensible(port: int = 0, pause: float = 0.0) -> Iterator[str]:
    """The endpoint's address while it serves; ``pause``: seconds before each answer."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.daemon_threads = True
    server.pause = pause  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with sensible(int(sys.argv[1]), pause=0.7) as address:
        print(address, flush=True)
        threading.Event().wait()
