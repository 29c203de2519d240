"""Transcripts from outside, read as calls and scored by the checks that need no ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from roleplay.domain.moves import Speaker
from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import clean
from roleplay.domain.transcript import HeardCall, HeardTurn, Turn
from roleplay.listening import VERSION, hear, hear_buyer
from roleplay.scoring import evaluate

MAX_BYTES = 4_000_000
"""Bytes a transcript may have: some 60 hours of talk."""
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
    text = _text_of(path)
    lines = _from_json(path, text) if text.lstrip()[:1] in ("{", "[") else _from_names(path, text)
    if not lines:
        raise BadInput(f"{path}: nothing is said in it")
    if len(lines) > MAX_TURNS:
        raise BadInput(f"{path}: {len(lines):,} turns, at most {MAX_TURNS:,} are read")
    sides = _sides(path, [name for name, _ in lines], seller)
    turns: list[Turn] = []
    for name, said in lines:
        if turns and turns[-1].speaker is sides[name]:
            joined = f"{turns[-1].text} {said}"
            turns[-1] = turns[-1].model_copy(update={"text": joined})
        else:
            turns.append(Turn(turn=len(turns) + 1, speaker=sides[name], text=said))
    return tuple(turns)


def score_transcript(turns: Sequence[Turn], rubric: Rubric) -> Scorecard:
    """The scorecard of a call that had no scenario."""
    heard = [
        HeardTurn(
            turn=turn.turn,
            speaker=turn.speaker,
            text=turn.text,
            heard=hear(turn.text, turns[:place]) if turn.speaker is Speaker.SELLER else None,
            said=hear_buyer(turn.text, turns[:place]) if turn.speaker is Speaker.BUYER else (),
        )
        for place, turn in enumerate(turns)
    ]
    return evaluate(HeardCall(turns=tuple(heard)), rubric=rubric, listener=VERSION)


def _text_of(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadInput(f"{path}: {size:,} bytes, a transcript has at most {MAX_BYTES:,}")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from error
    if b"\0" in data:
        raise BadInput(f"{path}: not a text file; allowed: JSON or lines of 'Name: text', UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"{path}:{line}: not UTF-8 text") from error


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
    lines: list[tuple[str, str]] = []
    for number, line in enumerate(clean(text).split("\n"), start=1):
        if not line.strip():
            continue
        found = _NAMED.match(line)
        if found:
            lines.append((found[1], found[2]))
        elif lines:
            name, said = lines[-1]
            lines[-1] = (name, f"{said} {line.strip()}")
        else:
            raise BadInput(f"{path}:{number}: expected 'Name: what they said'")
    return lines


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
