"""Nodes into the domain's values, with every error at its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from roleplay.domain.coded import Moments
from roleplay.domain.problem import Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario, varied
from roleplay.domain.strategy import Strategy

from . import plainly
from .plainly import Want
from .safe import MAX_PROBLEMS, FieldPath, Group, Listed, Node, Scalar, field_name

Form = Literal["scenario", "rubric", "strategy", "moments"]
FORMS: dict[Form, type[BaseModel]] = {
    "scenario": Scenario,
    "rubric": Rubric,
    "strategy": Strategy,
    "moments": Moments,
}

PARTS = ("needs", "objections", "commitments", "knows")
"""The lists of a scenario whose items have ids; a variant names its changes to them by id."""

WHOLE_FIELDS = ("start", "manner", "warms_to", "cools_on", "right_ending", "tries")
"""What a variant replaces as a whole: the buyer's own fields, and two of the call's."""

MAX_VARIANTS = 26
"""Variants a call may have; each is checked as a whole call."""

M = TypeVar("M", bound=BaseModel)


class Source:
    """A file's nodes: where things stand, and problems put there."""

    def __init__(self, root: Node, file: str) -> None:
        self.root = root
        self.file = file

    def place(self, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at ``path`` (or of its key), or of the nearest above."""
        node = self.root
        at = (node.line, node.column)
        for step in path:
            if isinstance(node, Group) and step in node.values:
                name = node.keys[str(step)]
                node = node.values[str(step)]
                nothing = isinstance(node, Scalar) and node.is_nothing
                at = (name.line, name.column) if key or nothing else (node.line, node.column)
            elif isinstance(node, Listed) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                at = (node.line, node.column)
            else:
                break
        return at

    def has(self, path: FieldPath) -> bool:
        """True if something is written at ``path``."""
        return len(self.written(path)) == len(path)

    def written(self, path: FieldPath) -> FieldPath:
        """``path`` as far as the file has it: ``asked[0]`` is ``asked`` where no list is."""
        node = self.root
        for depth, step in enumerate(path):
            if isinstance(node, Group) and step in node.values:
                node = node.values[str(step)]
            elif isinstance(node, Listed) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return path[:depth]
        return path

    def problem(
        self,
        path: FieldPath,
        code: str,
        message: str,
        *,
        key: bool = False,
        level: Literal["error", "warning"] = "error",
    ) -> Problem:
        """A problem of the field at ``path``."""
        line, column = self.place(path, key=key)
        return Problem(
            file=self.file,
            line=line,
            column=column,
            field=field_name(path),
            level=level,
            code=code,
            message=message,
        )

    def plain(self) -> tuple[Any, list[Problem]]:
        """The nodes as dicts, lists and strings; keys without a value are left out."""
        problems: list[Problem] = []
        return self._plain(self.root, (), problems), problems

    def without_value(self) -> Iterator[FieldPath]:
        """Paths of the keys that are given no value."""
        rest: list[tuple[FieldPath, Node]] = [((), self.root)]
        while rest:
            path, node = rest.pop()
            if isinstance(node, Listed):
                rest += [((*path, place), item) for place, item in enumerate(node.items)]
            elif isinstance(node, Group):
                rest += [((*path, name), value) for name, value in node.values.items()]
            elif node.is_nothing and path and isinstance(path[-1], str):
                yield path

    def _plain(self, node: Node, path: FieldPath, problems: list[Problem]) -> Any:
        if isinstance(node, Scalar):
            return node.value
        if isinstance(node, Group):
            return {
                name: self._plain(value, (*path, name), problems)
                for name, value in node.values.items()
                if not (isinstance(value, Scalar) and value.is_nothing)
            }
        items = []
        for place, item in enumerate(node.items):
            if isinstance(item, Scalar) and item.is_nothing:
                problems.append(
                    self.problem(
                        (*path, place), "empty", 'has no value: write one, or "" if that is meant'
                    )
                )
            items.append(self._plain(item, (*path, place), problems))
        return items


def build(form: type[M], source: Source) -> tuple[M | None, list[Problem]]:
    """The value that a file holds, or all that keeps it from being one."""
    if not isinstance(source.root, Group):
        message = f"this is no {form.__name__.lower()}, allowed: {Want(form).words()}"
        return None, [source.problem((), "wrong-value", message)]
    data, problems = source.plain()
    value: M | None = None
    try:
        value = form.model_validate(data)
    except ValidationError as error:
        problems += islice(_told(error, form, data, source), MAX_PROBLEMS + 1)
    problems += islice(_unknown_without_value(form, source), MAX_PROBLEMS + 1)
    if form is Scenario:
        found = _variant_problems(data, source, sound=value is not None)
        problems += islice(found, MAX_PROBLEMS + 1)
    once = {(problem.field, problem.code): problem for problem in reversed(problems)}
    problems = list(reversed(once.values()))
    return (None if problems else value), problems


def _unknown_without_value(form: type[BaseModel], source: Source) -> Iterator[Problem]:
    """Keys that the form does not have, which for want of a value were left out."""
    for path in source.without_value():
        over = Want(form).at(path[:-1])
        if over is not None and over.form is not None and path[-1] not in over.names():
            message = plainly.unknown_key(str(path[-1]), over)
            yield source.problem(path, "unknown-key", message, key=True)


def _told(
    error: ValidationError, form: type[BaseModel], data: Any, source: Source
) -> Iterator[Problem]:
    seen: set[FieldPath] = set()
    for path, kind, value, said in _errors(error, data):
        if path in seen:
            continue
        seen.add(path)
        yield _problem(path, kind, value, said, form, source)


def _problem(
    path: FieldPath,
    kind: str,
    value: Any,
    said: str,
    form: type[BaseModel],
    source: Source,
    written: FieldPath | None = None,
) -> Problem:
    """One problem; ``written`` is where the field stands if that is not where the form has it."""
    at = path if written is None else written
    want = Want(form).at(path)
    if kind == "extra_forbidden":
        over = Want(form).at(path[:-1])
        message = plainly.unknown_key(str(path[-1]), over)
        return source.problem(at, "unknown-key", message, key=True)
    if kind == "missing":
        given = source.has(at)
        return source.problem(at, "missing", plainly.missing(want, given=given))
    if kind == "[key]":
        over = Want(form).at(path[:-1])
        wanted = over.key() if over is not None else Want(str)
        sort = "enum" if wanted.names() else "key"
        message = plainly.wrong(sort, path[-1], wanted)
        return source.problem(at, "unknown-key" if sort == "enum" else "bad-id", message, key=True)
    if kind == "value_error":
        return source.problem(at, "wrong-value", plainly.said(said))
    if kind == "too_short":
        return source.problem(at, "missing", plainly.empty_list(want))
    return source.problem(at, "wrong-value", plainly.wrong(kind, value, want))


def _errors(error: ValidationError, data: Any) -> Iterator[tuple[FieldPath, str, Any, str]]:
    """Path in the file, kind, value and words of each error."""
    for item in error.errors(include_url=False):
        path, inside = _in_data(item["loc"], data, keep_last=item["type"] == "missing")
        kind = "[key]" if item["loc"][-1:] == ("[key]",) else item["type"]
        raised = item.get("ctx", {}).get("error")
        if isinstance(raised, ValidationError):
            for below, sort, value, said in _errors(raised, inside):
                yield (*path, *below), sort, value, said
        elif kind == "value_error":
            path, said = _deeper(path, inside, str(raised))
            yield path, kind, item["input"], said
        else:
            yield path, kind, inside if inside is not None else item["input"], ""


def _in_data(loc: Iterable[str | int], data: Any, *, keep_last: bool) -> tuple[FieldPath, Any]:
    """``loc`` without the steps that only name an arm of a choice, and the value there."""
    path: list[str | int] = []
    steps = list(loc)
    for place, step in enumerate(steps):
        if isinstance(data, dict) and str(step) in data:
            data = data[str(step)]
            path.append(str(step))
        elif isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
            path.append(step)
        else:
            if keep_last and place == len(steps) - 1:
                path.append(step)
            break
    return tuple(path), data


def _deeper(path: FieldPath, data: Any, said: str) -> tuple[FieldPath, str]:
    """A message that begins with the name of a field is put at that field."""
    name, colon, rest = said.partition(": ")
    if not colon or " " in name:
        return path, said
    for step in name.split("."):
        if not isinstance(data, dict) or step not in data:
            return path, said
        data = data[step]
        path = (*path, step)
    return path, rest


def _variant_problems(data: Any, source: Source, *, sound: bool) -> Iterator[Problem]:
    """What is wrong in the fields that variants replace, told where the variant says it.

    If the call itself is ``sound``, whatever keeps a variant from being one is the variant's.
    """
    named = _with_knows_named(data)
    variants = data.get("variants")
    if named is None or not isinstance(variants, list):
        return
    if len(variants) > MAX_VARIANTS:
        message = f"{len(variants)} variants are too many, allowed: {MAX_VARIANTS}"
        yield source.problem(("variants",), "too-large", message)
        return
    for place, change in enumerate(variants):
        if not _is_change(change):
            continue
        without = change.get("without", [])
        change = {**change, "without": [without] if isinstance(without, str) else without}
        whole = varied(named, change)
        try:
            Scenario.model_validate(whole)
        except ValidationError as error:
            for path, kind, value, said in _errors(error, whole):
                written = in_variant(path, whole, change, place)
                if written is None and sound:
                    written = ("variants", place)
                if written is not None:
                    yield _problem(path, kind, value, said, Scenario, source, written)


def in_variant(path: FieldPath, whole: Any, change: Any, place: int) -> FieldPath | None:
    """Where the variant at ``place`` writes the field that the varied call has at ``path``.

    None for a field that the variant leaves as it is.
    """
    field = path[1:] if path[:1] == ("buyer",) else path
    if field and field[0] in WHOLE_FIELDS and change.get(field[0]) is not None:
        return ("variants", place, *field)
    if len(path) < 3 or path[0] not in PARTS or not isinstance(path[1], int):
        return None
    part = str(path[0])
    name = whole[part][path[1]]["id"]
    if path[2] not in (change.get(part) or {}).get(name, {}):
        return None
    return ("variants", place, part, name, *path[2:])


def _with_knows_named(data: Any) -> dict[str, Any] | None:
    """The scenario's data with every item's id, or None if its shape is already wrong."""
    if not isinstance(data.get("buyer"), dict):
        return None
    result = dict(data)
    for part in PARTS:
        items = data.get(part, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            return None
        if part == "knows":
            items = [{"id": f"knows-{at}", **item} for at, item in enumerate(items, start=1)]
        if not all(isinstance(item.get("id"), str) for item in items):
            return None
        result[part] = items
    return result


def _is_change(change: Any) -> bool:
    if not isinstance(change, dict):
        return False
    parts = [change.get(part, {}) for part in PARTS]
    without = change.get("without", [])
    if not isinstance(without, str | list):
        return False
    if not isinstance(without, str) and not all(isinstance(name, str) for name in without):
        return False
    return all(
        isinstance(part, dict) and all(isinstance(fields, dict) for fields in part.values())
        for part in parts
    )
