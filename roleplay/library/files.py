"""Finding and reading the files of a pack, never outside it and never more than allowed."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from roleplay.domain.problem import Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .crossrefs import rubric_problems, scenario_problems, strategy_problems
from .forms import FORMS, Form, Source, build
from .safe import MAX_BYTES, MAX_PROBLEMS, parse

MAX_FILES = 200
"""Files a pack may have."""
MAX_PACK_BYTES = 5 * 1024 * 1024
"""Bytes a pack's files may have together."""

STRATEGY_FILE = "strategy.yaml"
RUBRIC_FOLDER = "rubrics"
MOMENT_FOLDER = "moments"

_ID_LINE = re.compile(
    rb"""^id:[ \t]*["']?([a-z0-9][a-z0-9_-]{0,63})["']?[ \t]*(?:#.*)?\r?$""", re.M
)


@dataclass(frozen=True)
class Loaded:
    """A file as it was read: what it holds and all that is wrong with it by itself."""

    path: Path
    form: Form
    value: Any
    """A `Scenario`, `Rubric`, `Strategy` or `Moments`; None if the file has errors."""
    problems: tuple[Problem, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    """Line and column of the fields that refer to other files, and of the id."""

    def problem(self, field: str | None, code: str, message: str) -> Problem:
        """A problem of one of the file's top-level fields."""
        line, column = next(((row, col) for name, row, col in self.places if name == field), (1, 1))
        return Problem(
            file=str(self.path), line=line, column=column, field=field, code=code, message=message
        )


Stamp = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""


def stamp(path: Path) -> Stamp | None:
    """What tells a changed file from an unchanged one; None if it cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def load(path: Path, form: Form) -> Loaded:
    """Reads and checks one file; never raises for what the file holds."""
    data, problem = read_bytes(path)
    if data is None:
        return Loaded(path, form, None, (problem,) if problem else ())
    root, problems = parse(data, str(path))
    if root is None:
        return Loaded(path, form, None, tuple(problems))
    source = Source(root, str(path))
    if form == "scenario" and source.has(("criteria",)):
        message = f"this is a rubric, allowed here: scenarios; rubrics belong in {RUBRIC_FOLDER}/"
        problems.append(source.problem(("criteria",), "misplaced", message, key=True))
        return Loaded(path, form, None, tuple(problems))
    value, more = build(FORMS[form], source)
    problems += more
    if value is not None:
        problems += crossrefs(value, source)
    if any(problem.level == "error" for problem in problems):
        value = None
    problems.sort(key=lambda p: (p.line or 0, p.column or 0))
    if len(problems) > MAX_PROBLEMS:
        message = f"there are more problems than the {MAX_PROBLEMS} told here"
        problems[MAX_PROBLEMS:] = [Problem(file=str(path), code="more", message=message)]
    places = tuple(
        (name, *source.place((name,))) for name in ("id", "rubric", "offering", "moments")
    )
    return Loaded(path, form, value, tuple(problems), places)


def crossrefs(value: BaseModel, source: Source) -> list[Problem]:
    """What does not fit together inside one file."""
    if isinstance(value, Scenario):
        return list(scenario_problems(value, source))
    if isinstance(value, Rubric):
        return list(rubric_problems(value, source))
    if isinstance(value, Strategy):
        return list(strategy_problems(value, source))
    return []


def read_bytes(path: Path) -> tuple[bytes | None, Problem | None]:
    """At most one byte more than a file may have, so that a larger one is noticed."""

    def refused(why: str) -> tuple[None, Problem]:
        return None, Problem(file=str(path), code="unreadable", message=why)

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return refused("this is no file, allowed: a YAML file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), None
    except FileNotFoundError:
        return refused("there is no such file")
    except OSError as error:
        return refused(f"cannot be read: {(error.strerror or 'unknown error').lower()}")


def id_line(path: Path) -> str | None:
    """The id that a file gives itself on a line of its own, without reading the rest of it."""
    data, _ = read_bytes(path)
    found = _ID_LINE.search(data) if data else None
    return found[1].decode() if found else None


def form_of(path: Path) -> Form:
    """Which form a file has, by its name, its folder, else by what stands in it."""
    if path.name == STRATEGY_FILE:
        return "strategy"
    if path.absolute().parent.name == RUBRIC_FOLDER:
        return "rubric"
    if path.absolute().parent.name == MOMENT_FOLDER:
        return "moments"
    data, _ = read_bytes(path)
    if data and re.search(rb"^moments:", data, re.M):
        return "moments"
    if data and re.search(rb"^criteria:", data, re.M):
        return "rubric"
    if data and re.search(rb"^(offerings|ideal_client|why_us):", data, re.M):
        return "strategy"
    return "scenario"


def yaml_files(folder: Path, inside: Path) -> tuple[list[Path], list[Problem]]:
    """The YAML files of a folder by name, without those that lead out of ``inside``."""

    def problem(path: Path, code: str, message: str, *, error: bool = True) -> Problem:
        level: Literal["error", "warning"] = "error" if error else "warning"
        return Problem(file=str(path), code=code, message=message, level=level)

    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown error').lower()}"
        return [], [problem(folder, "unreadable", why)]
    home = inside.resolve()
    outside = f"leads out of {inside}, allowed: files inside it"
    if leads_out(folder, home):
        return [], [problem(folder, "outside", outside)]
    found: list[Path] = []
    problems: list[Problem] = []
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(".yml"):
            message = "files that end in .yml are not read, allowed: .yaml"
            problems.append(problem(path, "not-read", message, error=False))
        elif entry.name.endswith(".yaml") and entry.is_symlink() and leads_out(path, home):
            problems.append(problem(path, "outside", outside))
        elif entry.name.endswith(".yaml"):
            found.append(path)
    return found, problems


def leads_out(path: Path, home: Path) -> bool:
    """True if ``path``, its links followed, does not lie in the resolved folder ``home``."""
    try:
        return not path.resolve().is_relative_to(home)
    except (OSError, RuntimeError):
        return True
