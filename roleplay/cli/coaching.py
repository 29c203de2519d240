"""``coach``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from roleplay.domain.moves import Span
from roleplay.practice import coach as coaching
from roleplay.practice.calls import LiveCall
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.history import show
from roleplay.practice.workspace import Workspace


def coach(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Show what could have been said at the moment that mattered, or ask about the call."""
    live = show(workspace, asked.call)
    call = live.id or asked.call
    if asked.ask is not None:
        reply = coaching.ask(workspace, call, asked.ask)
        if asked.json:
            print(as_json({"schema": SCHEMA, "call": call, **_reply(reply, live)}))
            return 0
        print(reply.text)
        for span in (span for sentence in reply.sentences for span in sentence.quotes):
            print(f"  {span.turn}: “{_cut(live, span)}”")
        return 0
    found = coaching.suggestions(workspace, call, again=asked.again)
    if asked.json:
        document = asdict(found) if found else {"turn": None, "lines": [], "note": NO_MOMENT}
        document.pop("left_out", None)
        print(as_json({"schema": SCHEMA, "call": call, "suggestion": True, **document}))
        return 0
    if found is None:
        print(NO_MOMENT)
        return 0
    for line in _suggested(found, live):
        print(line)
    return 0


NO_MOMENT = "No turn of this call went wrong enough to say it another way."


def _suggested(found: coaching.Suggestions, live: LiveCall) -> Iterator[str]:
    said = next((turn.text for turn in live.turns if turn.turn == found.turn), "")
    if found.lines:
        yield "A suggestion by a model; it is no part of the score."
        yield f"At turn {found.turn} you said: “{' '.join(said.split()) or '(a pause)'}”"
        yield "You could have said:"
    for each in found.lines:
        yield f"  “{each.line}”"
        yield f"    {each.why} (towards: {each.need_called})"
    if found.note:
        yield found.note


def _reply(reply: coaching.Reply, live: LiveCall) -> dict[str, object]:
    return {
        "suggestion": True,
        "answer": [
            {
                "says": sentence.says,
                "quotes": [
                    span.model_dump() | {"quote": _cut(live, span)} for span in sentence.quotes
                ],
            }
            for sentence in reply.sentences
        ],
        "taken_out": reply.taken_out,
    }


def _cut(live: LiveCall, span: Span) -> str:
    text = next(turn.text for turn in live.turns if turn.turn == span.turn)
    return " ".join(text[span.start : span.end].split())
