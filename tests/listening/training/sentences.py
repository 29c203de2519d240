"""The lines from which the word table learns how words add up: all that is ours but test lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
LISTENING = ROOT / "tests" / "listening"
DEVELOPMENT = ("asked_one", "paraphrases", "fresh", "turns", "unseen", "held_out")
TEST = ("asked_two",)
"""Lines that nothing is learned from, not even if they stand elsewhere as well."""
_SHORTEST, _LONGEST = 8, 220
_END = re.compile(r"(?<=[.?!])\s+")


def sentences() -> list[str]:
    """Every line once, in a fixed order."""
    left_out = {line for name in TEST for line in _labelled(name)}
    found = (" ".join(line.split()) for text in _texts() for line in _END.split(text))
    lengths = range(_SHORTEST, _LONGEST + 1)
    return [x for x in dict.fromkeys(found) if len(x) in lengths and x not in left_out]


def _texts() -> Iterator[str]:
    for folder in ("calls", "more"):
        for path in sorted((LISTENING / "corpus" / folder).glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.startswith(("B:", "S:")):
                    yield line[2:]
    for path in sorted((ROOT / "scenarios").rglob("*.yaml")):
        yield from _strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    for name in DEVELOPMENT:
        yield from _labelled(name)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _labelled(name: str) -> list[str]:
    text = (LISTENING / "data" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["seller"] for line in text.splitlines()]
