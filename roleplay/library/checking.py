"""Single files and paths, read and checked; remarks put where they belong in a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from roleplay.domain.coded import Moments
from roleplay.domain.problem import BadFiles, Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .files import load, read_bytes
from .forms import PARTS, Form, Source
from .library import Library
from .safe import FieldPath, parse


class Remark(NamedTuple):
    """Something to be said about a field of a scenario that is no error."""

    variant: str
    """The variant it was found in: ``a`` for the call as written."""
    path: FieldPath
    """The field; a need, objection, commitment or knows is named by its id, not by its place."""
    code: str
    message: str


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file; raises `BadFiles` with everything wrong in it."""
    value: Scenario = _loaded(path, "scenario")
    return value


def load_rubric(path: Path) -> Rubric:
    """The rubric in a file; raises `BadFiles` with everything wrong in it."""
    value: Rubric = _loaded(path, "rubric")
    return value


def load_strategy(path: Path) -> Strategy:
    """The strategy in a file; raises `BadFiles` with everything wrong in it."""
    value: Strategy = _loaded(path, "strategy")
    return value


def load_moments(path: Path) -> Moments:
    """The coded moments in a file; raises `BadFiles` with everything wrong in it."""
    value: Moments = _loaded(path, "moments")
    return value


def check_paths(paths: Sequence[Path], rubric_folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Everything wrong in files, packs, or folders of packs or rubrics.

    A file is checked with its pack around it, and only its own problems are told.
    """
    return Library.at(paths, rubric_folders).problems()


def _written(scenario: Scenario, remark: Remark) -> FieldPath:
    """Where a variant writes the field that a remark is about, or else the call itself."""
    path = remark.path
    names = scenario.variant_ids()
    place = names.index(remark.variant) - 1 if remark.variant in names else -1
    change = scenario.variants[place].model_dump() if place >= 0 else {}
    head = path[1:] if path[:1] == ("buyer",) else path
    if head and change.get(str(head[0])) is not None and str(head[0]) not in PARTS:
        return ("variants", place, *head)
    if path[0] not in PARTS or len(path) < 2:
        return path
    part, name = str(path[0]), str(path[1])
    if len(path) > 2 and path[2] in change.get(part, {}).get(name, {}):
        return ("variants", place, *path)
    ids = [item.id for item in getattr(scenario, part)]
    return (part, ids.index(name), *path[2:])


def _loaded(path: Path, form: Form) -> Any:
    loaded = load(Path(path), form)
    if loaded.value is None:
        raise BadFiles(tuple(p for p in loaded.problems if p.level == "error"))
    return loaded.value


def placed(file: Path, scenario: Scenario, remarks: Sequence[Remark]) -> tuple[Problem, ...]:
    """Remarks about the ``scenario`` in ``file``, as warnings at line and column, in its order.

    What several variants share is told once, for the first of them.
    """
    data, _ = read_bytes(file)
    root = parse(data, str(file))[0] if data is not None else None
    if root is None:
        return ()
    source = Source(root, str(file))
    told: dict[tuple[FieldPath, str], Problem] = {}
    for remark in remarks:
        path = source.written(_written(scenario, remark))
        own = remark.variant != "a" and path[:1] != ("variants",)
        message = f"in variant {remark.variant}: {remark.message}" if own else remark.message
        problem = source.problem(path, remark.code, message, level="warning")
        told.setdefault((path, remark.code), problem)
    return tuple(sorted(told.values(), key=lambda p: (p.line or 0, p.column or 0)))
