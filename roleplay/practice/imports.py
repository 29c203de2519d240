"""Transcripts from outside, read as calls and scored by the checks that need no ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from roleplay.domain.moves import Speaker
from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn
from roleplay.listening import VERSION
from roleplay.listening.calls import hear_call
from roleplay.scoring import evaluate

from .reading import MAX_SAID, text_of

MAX_BYTES = 2_000_000
"""Bytes a transcript may have: some 30 hours of talk."""
MAX_TURNS = 20_000
"""Turns a transcript may have."""

_SELLERS = frozenset({"seller", "rep", "sales", "salesperson", "account executive", "ae", "me"})
_NAMED = re.compile(r"^\s*([^\s:][^:]{0,59}?)\s*:\s+(.*\S)\s*$")


def read_transcript(path: Path, seller: str | None = None) -> tuple[Turn, ...]:
    """The turns of a transcript: JSON ``{"turns": [...]}`` or lines of ``Name: text``.

    Neighbouring lines of one side are one turn. ``seller`` is the seller's name in the file.

    Raises:
        BadInput: the file cannot be read, is no transcript, or it is not clear who sells.
    """
    text = text_of(path, most=MAX_BYTES, wanted="JSON or lines of 'Name: text'")
    lines = _from_json(path, text) if text.lstrip()[:1] in ("{", "[") else _from_names(path, text)
    if not lines:
        raise BadInput(f"{path}: nothing is said in it")
    if len(lines) > MAX_TURNS:
        raise BadInput(f"{path}: {len(lines):,} turns, at most {MAX_TURNS:,} are read")
    sides = _sides(path, [name for name, _ in lines], seller)
    turns: list[Turn] = []
    for speaker, group in groupby(lines, key=lambda line: sides[line[0]]):
        said = " ".join(words for _, words in group)
        if len(said) > MAX_SAID:
            raise BadInput(
                f"{path}: {len(said):,} characters on end by one side ({said[:40].strip()}...),"
                f" at most {MAX_SAID:,} are heard"
            )
        turns.append(Turn(turn=len(turns) + 1, speaker=speaker, text=said))
    return tuple(turns)


def score_transcript(turns: Sequence[Turn], rubric: Rubric) -> Scorecard:
    """The scorecard of a call that had no scenario."""
    return evaluate(hear_call(turns), rubric=rubric, listener=VERSION)


def _from_json(path: Path, text: str) -> list[tuple[str, str]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"{path}{where}: not valid JSON") from error
    turns = document.get("turns") if isinstance(document, dict) else None
    if not isinstance(turns, list):
        raise BadInput(f'{path}: expected {{"turns": [{{"speaker": ..., "text": ...}}]}}')
    lines = []
    for place, turn in enumerate(turns):
        speaker = turn.get("speaker") if isinstance(turn, dict) else None
        said = turn.get("text") if isinstance(turn, dict) else None
        if not isinstance(speaker, str) or not speaker.strip() or not isinstance(said, str):
            raise BadInput(f"{path} turns[{place}]: expected a speaker and a text, both text")
        lines.append((speaker.strip(), clean(said).strip()))
    return lines


def _from_names(path: Path, text: str) -> list[tuple[str, str]]:
    lines: list[tuple[str, list[str]]] = []
    for number, line in enumerate(clean(text).split("\n"), start=1):
        if not line.strip():
            continue
        found = _NAMED.match(line)
        if found:
            lines.append((found[1], [found[2]]))
        elif lines:
            lines[-1][1].append(line.strip())
        else:
            raise BadInput(f"{path}:{number}: expected 'Name: what they said'")
    return [(name, " ".join(said)) for name, said in lines]


def _sides(path: Path, names: Sequence[str], seller: str | None) -> dict[str, Speaker]:
    """Which side each name is on."""
    known = list(dict.fromkeys(names))
    if seller is not None:
        sellers = [name for name in known if name.casefold() == seller.casefold()]
    else:
        sellers = [name for name in known if name.casefold() in _SELLERS]
    if not sellers:
        whose = f"nobody is called {seller!r}" if seller else "it is not clear who sells"
        some = ", ".join(known[:8])
        raise BadInput(f"{path}: {whose}; say --seller NAME, one of: {some}")
    return {name: Speaker.SELLER if name in sellers else Speaker.BUYER for name in known}
