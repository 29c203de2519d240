"""Scenarios as a person would write them down: blocks, short groups on one line, comments."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from roleplay.domain.scenario import Scenario

from .safe import FieldPath

WIDTH = 96
"""Characters that a line has at most, where its words can be parted."""
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]+)*\Z")
_NOT_BARE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})

Comments = Mapping[FieldPath, Sequence[str]]
"""What stands above a field, line by line; items are named by id. At ``(..., "end")``: below."""


def scenario_as_yaml(scenario: Scenario, comments: Comments) -> str:
    """A scenario in the YAML form, with comments; what has its default value is left out."""
    data = scenario.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    return "\n".join(_group(data, (), 0, comments)) + "\n"


def _group(data: Mapping[str, Any], path: FieldPath, indent: int, notes: Comments) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        at = (*path, key)
        if not path:
            yield from () if key in _HEAD else ("",)
        yield from _comments(notes.get(at, ()), indent)
        if _fits(value, at, indent + len(key) + 2, notes):
            yield f"{pad}{key}: {_flow(value)}"
        elif isinstance(value, str):
            yield f"{pad}{key}: >-"
            yield from textwrap.wrap(
                value,
                WIDTH,
                initial_indent=pad + "  ",
                subsequent_indent=pad + "  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        elif isinstance(value, dict):
            yield f"{pad}{key}:"
            yield from _group(value, at, indent + 2, notes)
        else:
            yield f"{pad}{key}:"
            yield from _items(value, at, indent + 2, notes)
    yield from _comments(notes.get((*path, "end"), ()), indent)


_HEAD = frozenset(
    {"id", "title", "skills", "stage", "difficulty", "minutes", "rubric", "offering", "account"}
    | {"deal", "goal"}
)
"""Fields that stand close together; the others have a line of air above them."""


def _items(items: Sequence[Any], path: FieldPath, indent: int, notes: Comments) -> Iterator[str]:
    pad = " " * indent
    for place, item in enumerate(items):
        at = (*path, item["id"] if isinstance(item, dict) and "id" in item else place)
        yield from _comments(notes.get(at, ()), indent)
        if isinstance(item, dict) and not _fits(item, at, indent + 2, notes):
            first, *rest = _group(item, at, indent + 2, notes)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{pad}- {_flow(item)}"
    yield from _comments(notes.get((*path, "end"), ()), indent)


def _comments(lines: Sequence[str], indent: int) -> Iterator[str]:
    for line in lines:
        yield f"{' ' * indent}# {' '.join(line.split())}"


def _fits(value: Any, path: FieldPath, indent: int, notes: Comments) -> bool:
    """It stands on one line, and no comment stands in it."""
    if any(noted[: len(path)] == path and noted != path for noted in notes):
        return False
    if isinstance(value, str):
        # Only plain prose can be folded and come back as it was.
        return len(value) + indent <= WIDTH or " ".join(value.split()) != value
    if isinstance(value, list) and len(value) > 1 and all(isinstance(v, str) for v in value):
        return all(_BARE.match(v) for v in value) and indent + len(_flow(value)) <= WIDTH
    return not isinstance(value, dict | list) or indent + len(_flow(value)) <= WIDTH


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        bare = _BARE.match(value) and value.casefold() not in _NOT_BARE
        return value if bare else json.dumps(value, ensure_ascii=False)
    return str(value)
