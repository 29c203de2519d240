"""What the listener hears in single turns, for those who want to look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from roleplay.domain.moves import Heard, Speaker
from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn
from roleplay.listening import Topics, hear
from roleplay.listening.foreign import foreign

from .documents import SCHEMA
from .reading import MAX_SAID, text_of
from .workspace import Workspace

MAX_BYTES = 32_000_000
"""Bytes a file of JSON lines may have."""


_NEAREST_FROM = 0.02
"""Likelihood from which an author is told which topic came nearest to a line about none."""

_STRANGE = "not in English, the only language the listener knows: it is heard as nothing"


class Listened(NamedTuple):
    """A line, and what is made of it."""

    text: str
    heard: Heard
    advice: str
    """For the scenario's author: what to add so that it is heard; empty if nothing is missed.

    Of the first line in another language than English: that it is, and no other is told of.
    """


def listen(workspace: Workspace, file: str, scenario_id: str | None = None) -> Iterator[Listened]:
    """Each JSON line's text, what is heard in it, and what would have it heard.

    A line is ``{"text": ..., "context": [{"speaker": ..., "text": ...}]}``; with a scenario its
    topics are heard too, and ``"topic": ID`` may say which of them is meant. ``file`` is a path,
    or ``-`` for standard input.

    Raises:
        BadInput: the file cannot be read, or a line is not of that form; the message has its
            number, and the lines before it have been given.
    """
    topics = None
    if scenario_id is not None:
        topics = Topics.of(workspace.library.scenario(scenario_id))
    lines = text_of(file, most=MAX_BYTES, wanted="JSON lines").split("\n")
    told = False
    for number, line in enumerate(lines, start=1):
        if line.strip():
            text, context, meant = _line(line, f"{file}:{number}")
            heard = hear(text, context, topics)
            if foreign(text, ()):
                advice, told = "" if told else _STRANGE, True
            else:
                advice = _advice(topics, text, heard, meant, f"{file}:{number}") if topics else ""
            yield Listened(text, heard, advice)


def _advice(topics: Topics, text: str, heard: Heard, meant: str | None, place: str) -> str:
    """What the author could add to have a line heard as what was meant, or as what is nearest."""
    if not heard.segments:
        return ""
    names = [topic.id for topic in heard.topics]
    explained = topics.explain(text)
    if meant is not None:
        if meant not in [each.topic for each in explained]:
            allowed = ", ".join(sorted(each.topic for each in explained))
            raise BadInput(f"{place} topic: {meant!r} is no topic of the call; one of {allowed}")
        if meant in names:
            return ""
        instead = f"{names[0]} was heard" if names else "nothing was heard"
        return f"{meant} was meant, {instead}: add this line to listen_for of {meant}"
    nearest = explained[0] if explained else None
    if names or nearest is None or nearest.score < _NEAREST_FROM:
        return ""
    return (
        f"about no topic; the nearest is {nearest.topic} ({nearest.score:.2f}), by"
        f' "{nearest.line}": if that was meant, add this line to its listen_for'
    )


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


def _line(line: str, place: str) -> tuple[str, tuple[Turn, ...], str | None]:
    wanted = 'expected {"text": ..., "context": [{"speaker": "buyer", "text": ...}]}'
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{place}: not valid JSON; {wanted}") from error
    text = document.get("text") if isinstance(document, dict) else None
    context = document.get("context", []) if isinstance(document, dict) else None
    meant = document.get("topic") if isinstance(document, dict) else None
    if meant is not None and not isinstance(meant, str):
        raise BadInput(f"{place} topic: expected the id of a topic, or nothing")
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
    return text.encode("utf-8", "replace").decode("utf-8"), tuple(turns), meant
