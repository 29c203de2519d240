"""Every way an endpoint is known to fail, with the outcome that each must have."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

from roleplay.domain.requests import Outcome
from roleplay.llm import Limits
from tests.llm.misbehaving import (
    KEY,
    SAID,
    Behaviour,
    Request,
    Wire,
    after_some,
    body,
    chunk,
    saying,
    well,
)

PATIENT = Limits(first_token=20, idle=20, total=40, tries=2, longest_wait=0.01, characters=2_000)
"""For faults that do not depend on time: a busy machine must not look like one."""
HASTY = Limits(first_token=0.4, idle=0.4, total=1.2, tries=2, longest_wait=0.01, characters=2_000)
"""For faults that are a matter of time."""


@dataclass(frozen=True)
class Case:
    behave: Behaviour
    outcome: Outcome
    partial: str = ""
    """What is handed on before it fails."""
    tries: int = 1
    """Requests that are sent for a stream: 2 where another try is worth it."""
    limits: Limits = PATIENT
    words: str = ""
    """Must stand in what is said."""


def error(
    status: str, message: str = "It did not work.", more: str = "", **fields: str
) -> Behaviour:
    return body({"error": {"message": message, **fields}}, status, more)


def _echo_key(wire: Wire, request: Request) -> None:
    broken_up = f"{KEY[:9]} {KEY[9:]}"
    says = (
        f"Incorrect key {KEY} ({broken_up}), header {request.headers['authorization']}, "
        f"see https://me:{KEY}@host/?api-key={KEY} and sk-other-987654321 \x1b[2J"
    )
    error("401 Unauthorized", says)(wire, request)


def _chunked_cut(wire: Wire, request: Request) -> None:
    wire.head(more="Transfer-Encoding: chunked\r\n")
    data = b"data: " + json.dumps(chunk("Hello")).encode() + b"\n\n"
    wire.send(b"%x\r\n%s\r\n" % (len(data), data))
    wire.send(b"400\r\ndata: {")


def _json_cut(wire: Wire, request: Request) -> None:
    wire.head(kind="application/json", more="Content-Length: 5000\r\n")
    wire.send('{"choices": [')


def _no_end_of_body(wire: Wire, request: Request) -> None:
    wire.head("500 Oh", "text/plain", "Content-Length: 9000\r\n")
    wire.send("it broke")


def _bad_gzip(wire: Wire, request: Request) -> None:
    wire.head(more="Content-Encoding: gzip\r\n")
    wire.send(gzip.compress(b"data: {}\n\n")[:12] + b"\xff\xff\xff\xff\xff\xff\xff\xff")


def _answer(message: object, finish: str = "stop") -> Behaviour:
    return body({"choices": [{"index": 0, "message": message, "finish_reason": finish}]})


def _status_line(wire: Wire, request: Request) -> None:
    wire.send("HELLO\r\n\r\n")


HTML = "<!DOCTYPE html>\n<html><body>Sign in to the guest network</body></html>"
AT_LENGTH = "on and on " * 300

CASES: dict[str, Case] = {
    # Not taken.
    "401 that echoes the key": Case(_echo_key, Outcome.UNAUTHORISED, words="key"),
    "403": Case(error("403 Forbidden"), Outcome.UNAUTHORISED),
    "404": Case(error("404 Not Found", "model gone"), Outcome.NOT_FOUND, words="no such model"),
    "400": Case(error("400 Bad Request"), Outcome.NOT_ACCEPTED),
    "422": Case(body({"detail": [{"msg": "no"}]}, "422 Unprocessable"), Outcome.NOT_ACCEPTED),
    "409": Case(error("409 Conflict"), Outcome.NOT_ACCEPTED, tries=2),
    "too long": Case(
        error("400 Bad Request", "request (9 tokens) exceeds the available context size"),
        Outcome.TOO_LONG,
    ),
    "too long, by its code": Case(
        error("400 Bad Request", "context_length_exceeded"), Outcome.TOO_LONG
    ),
    "too long, as a 500": Case(
        error("500 Oh", "the request exceeds the available context size"), Outcome.TOO_LONG
    ),
    "redirect": Case(
        body("", "307 Temporary Redirect", "Location: http://127.0.0.1:9/\r\n"),
        Outcome.NOT_FOUND,
        words="moved",
    ),
    # Not now.
    "429 Retry-After 0": Case(
        error("429 Slow", more="Retry-After: 0\r\n"), Outcome.RATE_LIMITED, tries=2
    ),
    "429 Retry-After 120": Case(
        error("429 Slow", more="Retry-After: 120\r\n"), Outcome.RATE_LIMITED, tries=2
    ),
    "429 out of quota": Case(
        error("429 Slow", code="insufficient_quota"), Outcome.RATE_LIMITED, words="quota"
    ),
    "500": Case(error("500 Oh"), Outcome.SERVER_ERROR, tries=2),
    "500 HTML": Case(body(HTML, "500 Oh"), Outcome.SERVER_ERROR, tries=2),
    "500 cut": Case(_no_end_of_body, Outcome.SERVER_ERROR, tries=2),
    "503": Case(error("503 Busy"), Outcome.SERVER_ERROR, tries=2),
    "408": Case(error("408 Slow"), Outcome.NO_FIRST_TOKEN, tries=2),
    # Nothing comes, or no more.
    "hang": Case(lambda w, r: w.hang(), Outcome.NO_FIRST_TOKEN, tries=2, limits=HASTY),
    "hang after the head": Case(
        lambda w, r: (w.head(), w.hang())[0], Outcome.NO_FIRST_TOKEN, tries=2, limits=HASTY
    ),
    "error that hangs": Case(
        lambda w, r: (w.head("500 Oh", more="Content-Length: 9\r\n"), w.hang())[0],
        Outcome.SERVER_ERROR,
        tries=2,
    ),
    "drip of comments": Case(
        lambda w, r: (w.head(), w.keep_on(b": ping\n\n", 0.02))[0],
        Outcome.NO_FIRST_TOKEN,
        tries=2,
        limits=HASTY,
    ),
    "drip of empty words": Case(
        lambda w, r: (
            w.head(),
            w.keep_on(b"data: " + json.dumps(chunk("")).encode() + b"\n\n", 0.02),
        )[0],
        Outcome.NO_FIRST_TOKEN,
        tries=2,
        limits=HASTY,
    ),
    "stall": Case(after_some(Wire.hang), Outcome.STALLED, "Hello", limits=HASTY),
    "stall with comments": Case(
        after_some(lambda w: w.keep_on(b": ping\n\n", 0.02)),
        Outcome.STALLED,
        "Hello",
        limits=HASTY,
    ),
    "endless thought": Case(
        lambda w, r: (
            w.head(),
            w.keep_on(
                b"data: " + json.dumps(chunk(reasoning_content="Hm. ")).encode() + b"\n\n", 0.02
            ),
        )[0],
        Outcome.OUT_OF_TIME,
        limits=HASTY,
    ),
    # The line breaks.
    "close without a byte": Case(lambda w, r: None, Outcome.UNREACHABLE, tries=2),
    "reset without a byte": Case(lambda w, r: w.reset(), Outcome.UNREACHABLE, tries=2),
    "no HTTP": Case(_status_line, Outcome.UNREACHABLE, tries=2),
    "reset in the middle": Case(after_some(Wire.reset), Outcome.CUT_OFF, "Hello"),
    "chunked body cut": Case(_chunked_cut, Outcome.CUT_OFF, "Hello"),
    "JSON body cut": Case(_json_cut, Outcome.UNREACHABLE, tries=2),
    "close in the middle": Case(after_some(lambda w: None), Outcome.NOT_FINISHED, "Hello"),
    "[DONE] without a reason": Case(
        saying(chunk("Hello"), "[DONE]"), Outcome.NOT_FINISHED, "Hello"
    ),
    "unknown reason": Case(
        saying(chunk("Hello"), chunk(finish="dunno")), Outcome.NOT_FINISHED, "Hello"
    ),
    # What comes is not what should.
    "HTML": Case(body(HTML), Outcome.MALFORMED, words="web page"),
    "HTML as a stream": Case(saying(end=HTML), Outcome.MALFORMED),
    "malformed event": Case(
        saying(chunk("Hello"), '{"choices": [{"delta":'), Outcome.MALFORMED, "Hello"
    ),
    "event that is a list": Case(saying(chunk("Hello"), [1]), Outcome.MALFORMED, "Hello"),
    "choice that is a number": Case(saying({"choices": [7]}), Outcome.MALFORMED),
    "delta that is a text": Case(
        saying({"choices": [{"delta": "Hi", "finish_reason": None}]}), Outcome.MALFORMED
    ),
    "content that is a number": Case(
        saying(chunk(), {"choices": [{"delta": {"content": 5}}]}), Outcome.MALFORMED
    ),
    "deep JSON": Case(saying("[" * 100_000), Outcome.MALFORMED),
    "invalid UTF-8": Case(
        lambda w, r: (w.head(), w.events(chunk("Hello")), w.send(b'data: {"\xff\xfe"}\n\n'))[0],
        Outcome.MALFORMED,
        "Hello",
    ),
    "huge line": Case(
        lambda w, r: (w.head(), w.send(b"data: "), w.keep_on(b"x" * 65_536))[0], Outcome.MALFORMED
    ),
    "huge thought": Case(
        lambda w, r: (
            w.head(),
            w.keep_on(
                b"data: " + json.dumps(chunk(reasoning_content="Hm. " * 20_000)).encode() + b"\n\n"
            ),
        )[0],
        Outcome.MALFORMED,
    ),
    "huge body": Case(
        lambda w, r: (w.head(), w.send(b'{"a": "'), w.keep_on(b"x" * 65_536))[0], Outcome.MALFORMED
    ),
    "bad gzip": Case(_bad_gzip, Outcome.MALFORMED),
    "only other fields": Case(saying(end="event: hello\nid: 7\n\n"), Outcome.MALFORMED),
    "no choices": Case(body({"id": "x"}), Outcome.MALFORMED),
    "choices empty": Case(body({"choices": []}), Outcome.MALFORMED),
    "a JSON text": Case(body('"hello"'), Outcome.MALFORMED),
    "tool call": Case(saying(chunk(), chunk(finish="tool_calls")), Outcome.MALFORMED),
    # The model itself.
    "nothing": Case(body(""), Outcome.EMPTY),
    "content null": Case(_answer({"content": None}), Outcome.EMPTY),
    "content blank": Case(saying(chunk(" \n"), chunk(finish="stop")), Outcome.EMPTY, " \n"),
    "only thoughts": Case(
        saying(chunk("<think>Hm."), chunk("</think>"), chunk(finish="stop")), Outcome.EMPTY
    ),
    "refusal": Case(
        _answer({"content": None, "refusal": "I cannot do that."}),
        Outcome.REFUSED,
        words="I cannot do that.",
    ),
    "refusal in a stream": Case(
        saying(chunk(refusal="I can"), chunk(refusal="not."), chunk(finish="stop")),
        Outcome.REFUSED,
        words="I cannot.",
    ),
    "length": Case(saying(chunk("Hello"), chunk(finish="length")), Outcome.TRUNCATED, "Hello"),
    "content filter": Case(
        saying(chunk("Hello"), chunk(finish="content_filter")), Outcome.FILTERED, "Hello"
    ),
    "endless": Case(
        lambda w, r: (
            w.head(),
            w.keep_on(b"data: " + json.dumps(chunk("on and on ")).encode() + b"\n\n"),
        )[0],
        Outcome.TRUNCATED,
        AT_LENGTH[:2_000],
    ),
    "endless at once": Case(
        saying(chunk(AT_LENGTH), chunk(finish="stop")), Outcome.TRUNCATED, AT_LENGTH[:2_000]
    ),
    # An error inside a good answer.
    "error event": Case(
        saying({"error": {"message": "out of memory"}}),
        Outcome.SERVER_ERROR,
        tries=2,
        words="out of memory",
    ),
    "error event in the middle": Case(
        saying(chunk("Hello"), {"error": {"message": f"with {KEY}"}}),
        Outcome.SERVER_ERROR,
        "Hello",
    ),
    "error event with its status": Case(
        saying({"error": {"message": "slowly", "code": 429}}), Outcome.RATE_LIMITED, tries=2
    ),
    "error in a body": Case(body({"error": "no memory"}), Outcome.SERVER_ERROR, tries=2),
    "error as the reason": Case(
        saying(chunk("Hello"), chunk(finish="error")), Outcome.SERVER_ERROR, "Hello"
    ),
}
"""By name. What they say and do is the same in the opening, in mid-call and for the judge."""


def _byte_by_byte(wire: Wire, request: Request) -> None:
    wire.head()
    for event in (chunk("Größe "), chunk("😀 done"), chunk(finish="stop")):
        lines = json.dumps(event, ensure_ascii=False, indent=0).replace("\n", "\r\ndata: ")
        for byte in f"data: {lines}\r\n\r\n".encode():
            wire.send(bytes([byte]))


def _wrong_type(wire: Wire, request: Request) -> None:
    wire.head(kind="application/json")
    wire.events(chunk("Hello"), chunk(finish="stop"), "[DONE]")


def _holds_on(wire: Wire, request: Request) -> None:
    wire.head()
    wire.events(chunk("Hello"), chunk(finish="stop"))
    wire.hang()


def _breaks_after(wire: Wire, request: Request) -> None:
    wire.head()
    wire.events(chunk("Hello"), chunk(finish="stop"))
    wire.reset()


def _no_last_blank(wire: Wire, request: Request) -> None:
    wire.head()
    wire.events(chunk("Hello"))
    wire.events(chunk(finish="stop"), end="")


ODD: dict[str, tuple[Behaviour, str]] = {
    "as it should be": (well, SAID),
    "one byte at a time, CRLF": (_byte_by_byte, "Größe 😀 done"),
    "wrong content type": (_wrong_type, "Hello"),
    "no stream, one body": (_answer({"content": "Hello"}), "Hello"),
    "content in parts": (
        _answer({"content": [{"type": "thinking", "x": 1}, {"type": "text", "text": "Hello"}]}),
        "Hello",
    ),
    "never hangs up": (_holds_on, "Hello"),
    "breaks once it is finished": (_breaks_after, "Hello"),
    "no blank line at the end": (_no_last_blank, "Hello"),
    "finish and words in one": (saying(chunk("Hello", finish="stop")), "Hello"),
    "comments between": (
        saying(chunk("Hel"), end=f": hi\n\ndata:{json.dumps(chunk('lo', 'stop'))}\n\n"),
        "Hello",
    ),
    "thoughts beside": (
        saying(chunk(reasoning_content="Hm."), chunk("Hello"), chunk(finish="stop")),
        "Hello",
    ),
    "thoughts inside, cut in odd places": (
        saying(
            *map(chunk, ("<th", "ink>No.", "</thi", "nk>Hel", "lo <", "3")), chunk(finish="stop")
        ),
        "Hello <3",
    ),
    "half an emoji in each": (
        saying(
            '{"choices": [{"delta": {"content": "Hi \\ud83d"}}]}',
            '{"choices": [{"delta": {"content": "\\ude00"}, "finish_reason": "stop"}]}',
        ),
        "Hi 😀",
    ),
    "escapes for the terminal": (
        saying(chunk("He\x1b[2Jllo\x07"), chunk(finish="stop")),
        "He[2Jllo",
    ),
    "more than one choice": (
        saying(
            {"choices": [{"index": 0, "delta": {"content": "Hello"}, "finish_reason": "stop"}, {}]}
        ),
        "Hello",
    ),
}
"""Odd, and yet a whole reply."""
