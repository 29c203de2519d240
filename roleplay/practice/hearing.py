"""What the listener hears in single turns, for those who want to look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from roleplay.domain.moves import Heard, Speaker
from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn
from roleplay.listening import Topics, hear

from .documents import SCHEMA
from .reading import MAX_SAID, text_of
from .workspace import Workspace

MAX_BYTES = 32_000_000
"""Bytes a file of JSON lines may have."""


def listen(
    workspace: Workspace, file: str, scenario_id: str | None = None
) -> Iterator[tuple[str, Heard]]:
    """Each JSON line's text, and what is heard in it.

    A line is ``{"text": ..., "context": [{"speaker": ..., "text": ...}]}``; with a scenario its
    topics are heard too. ``file`` is a path, or ``-`` for standard input.

    Raises:
        BadInput: the file cannot be read, or a line is not of that form; the message has its
            number, and the lines before it have been given.
    """
    topics = None
    if scenario_id is not None:
        topics = Topics.of(workspace.library.scenario(scenario_id))
    lines = text_of(file, most=MAX_BYTES, wanted="JSON lines").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            text, context = _line(line, f"{file}:{number}")
            yield text, hear(text, context, topics)


def heard_document(text: str, heard: Heard) -> dict[str, Any]:
    """What was heard, as the shell's contract has it."""
    return {
        "schema": SCHEMA,
        "moves": [
            {
                "kind": segment.kind.value,
                "quote": text[segment.start : segment.end],
                "start": segment.start,
                "end": segment.end,
                "confidence": segment.confidence,
                "quantifies": segment.quantifies,
                "focus": segment.focus.value if segment.focus else None,
                "topics": [topic.model_dump() for topic in segment.topics],
                "near": [topic.model_dump() for topic in segment.near],
                "takes_up": segment.takes_up,
            }
            for segment in heard.segments
        ],
        "dominant": heard.dominant.value,
        "quantifies": heard.quantifies,
        "focus": heard.focus.value if heard.focus else None,
        "topics": [topic.model_dump() for topic in heard.topics],
    }


def _line(line: str, place: str) -> tuple[str, tuple[Turn, ...]]:
    wanted = 'expected {"text": ..., "context": [{"speaker": "buyer", "text": ...}]}'
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{place}: not valid JSON; {wanted}") from error
    text = document.get("text") if isinstance(document, dict) else None
    context = document.get("context", []) if isinstance(document, dict) else None
    if not isinstance(text, str) or not isinstance(context, list):
        raise BadInput(f"{place}: {wanted}")
    if len(text) > MAX_SAID:
        raise BadInput(f"{place}: a text has at most {MAX_SAID:,} characters, here {len(text):,}")
    turns = []
    for number, each in enumerate(context, start=1):
        speaker = each.get("speaker") if isinstance(each, dict) else None
        said = each.get("text") if isinstance(each, dict) else None
        if speaker not in ("seller", "buyer") or not isinstance(said, str):
            raise BadInput(f"{place} context[{number - 1}]: {wanted}, speaker seller or buyer")
        turns.append(Turn(turn=number, speaker=Speaker(speaker), text=clean(said)))
    # Offsets must fit the text as it was given, so it is heard uncleaned.
    return text.encode("utf-8", "replace").decode("utf-8"), tuple(turns)
