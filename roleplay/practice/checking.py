"""Checking content: the files' own errors, whether every try lands, and an author's advice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roleplay.domain.problem import BadInput, Problem
from roleplay.domain.rubric import Rubric
from roleplay.library import Library, Remark, json_schema, placed

from .advice.wording import copied, keys_of
from .documents import SCHEMA
from .looking import Looked, Subject, TryResult, look_at_all
from .workspace import Workspace

__all__ = ["CheckReport", "Checker", "TryResult", "check", "schema_of", "stamps"]


@dataclass(frozen=True)
class CheckReport:
    """What is wrong with some content."""

    problems: tuple[Problem, ...]
    """Errors, then an author's advice as warnings, file by file."""
    tries: tuple[TryResult, ...]
    played: tuple[str, ...] = ()
    """The scenarios whose tries were played for this report; those of the others were known."""

    @property
    def ok(self) -> bool:
        """No error and no try that missed."""
        return all(p.level != "error" for p in self.problems) and all(t.ok for t in self.tries)

    def document(self) -> dict[str, Any]:
        """As the shell's contract has it."""
        return {
            "schema": SCHEMA,
            "ok": self.ok,
            "problems": [problem.model_dump(mode="json") for problem in self.problems],
            "tries": [
                {
                    "scenario": each.scenario,
                    "variant": each.variant,
                    "name": each.name,
                    "ok": each.ok,
                    "overall": each.overall,
                    "missed": list(each.missed),
                }
                for each in self.tries
            ],
        }


def check(
    workspace: Workspace,
    paths: Sequence[Path] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> CheckReport:
    """Everything wrong in ``paths`` (without any: in all packs), with every try played.

    Args:
        workspace: whose packs are meant without paths, and whose rubrics may be used.
        paths: files, packs, or folders of packs or rubrics.
        progress: told the scenario whose tries are being played.

    Raises:
        BadInput: a path does not exist, or holds nothing that could be checked.
    """
    return Checker(workspace, paths).check(progress)


class Checker:
    """Checks the same content again and again, and looks anew only at what has changed.

    A call is looked at again when it, its rubric or its pack's strategy is another than before.
    """

    def __init__(self, workspace: Workspace, paths: Sequence[Path] = ()) -> None:
        self._workspace = workspace
        self._paths = tuple(paths)
        self._library: Library | None = None
        self._looked: dict[str, tuple[Subject, Looked]] = {}

    def check(self, progress: Callable[[str], None] = lambda _: None) -> CheckReport:
        """The report as things stand; raises as `check` does."""
        library = self._library = self._library or self._opened()
        problems = library.problems()
        subjects: dict[str, Subject] = {}
        known = _at_hand(library)
        for name in library.scenario_ids():
            try:
                subjects[name] = known[name] if name in known else _subject(library, name)
            except BadInput:
                # What cannot be played is among the problems already; if not, it must be said.
                if not any(problem.level == "error" for problem in problems):
                    raise
        before = self._looked
        self._looked = {
            n: before[n] for n, s in subjects.items() if n in before and before[n][0] == s
        }
        changed = [name for name in subjects if name not in self._looked]
        found = look_at_all([subjects[name] for name in changed])
        files = library.files()
        keys = {name: keys_of(subject.scenario) for name, subject in subjects.items()}
        advice: list[Problem] = []
        for name, subject in subjects.items():
            if name not in self._looked:
                progress(name)
                self._looked[name] = subject, next(found)
            # Placed in its file while others are still being looked at.
            # One that has just gone, or got a twin, is told of at the next look.
            if name in files:
                looked = self._looked[name][1]
                advice += _advice(files[name], subject, looked, _before(keys, name))
        return CheckReport(
            problems=(*problems, *advice),
            tries=tuple(each for name in subjects for each in self._looked[name][1].tries),
            played=tuple(changed),
        )

    def _opened(self) -> Library:
        if not self._paths:
            return self._workspace.library
        _refuse_nothing(self._paths)
        settings = self._workspace.settings
        return Library.at(self._paths, settings.rubric_folders, roots=settings.scenario_roots)


def _advice(
    file: Path, subject: Subject, looked: Looked, earlier: dict[str, frozenset[str]]
) -> tuple[Problem, ...]:
    """What an author should know of a call, with its place."""
    call = subject.scenario
    remarks: list[Remark] = [*looked.remarks, *copied(call, earlier)]
    return placed(file, call, remarks) if remarks else ()


def _before(keys: dict[str, frozenset[str]], name: str) -> dict[str, frozenset[str]]:
    """The calls that come before one: whose lines two calls share is told of the later one."""
    names = list(keys)
    return {other: keys[other] for other in names[: names.index(name)]}


def _at_hand(library: Library) -> dict[str, Subject]:
    """The calls of all packs that can be played as they are, read in one go.

    To look each one up by its id would list every folder again for every call.
    """
    rubrics: dict[str, Rubric | None] = {}
    found: dict[str, Subject] = {}
    twice: set[str] = set()
    for pack in library.packs():
        if pack.strategy is None and any(p.level == "error" for p in pack.problems):
            continue
        for call in pack.scenarios:
            if call.rubric not in rubrics:
                rubrics[call.rubric] = _rubric(library, call.rubric)
            rubric = rubrics[call.rubric]
            twice |= {call.id} & found.keys()
            if rubric is not None:
                found[call.id] = Subject(call, rubric, pack.strategy)
    return {name: subject for name, subject in found.items() if name not in twice}


def _rubric(library: Library, name: str) -> Rubric | None:
    try:
        return library.rubric(name)
    except BadInput:
        return None


def _subject(library: Library, name: str) -> Subject:
    scenario = library.scenario(name)
    return Subject(scenario, library.rubric(scenario.rubric), library.strategy_of(name))


def _refuse_nothing(paths: Sequence[Path]) -> None:
    """A path that holds no content is a slip: "0 errors" would pass for a clean bill."""
    for path in paths:
        here = path.suffix == ".yaml" or (
            path.is_dir() and any(any(path.glob(each)) for each in _CONTENT)
        )
        if path.exists() and not here:
            raise BadInput(
                f"{path}: nothing to check, allowed: a .yaml file, a pack,"
                " or a folder of packs or rubrics"
            )


_CONTENT = ("*.yaml", "rubrics/*.yaml", "*/*.yaml", "*/rubrics/*.yaml")
"""Where content lies in a pack, and then in a folder of packs."""


def stamps(workspace: Workspace, paths: Sequence[Path] = ()) -> dict[str, tuple[int, int]]:
    """When each YAML file that `check` looks at was last changed (ns), and its size in bytes.

    A single file is looked at with its pack around it, and all of it with the shared rubrics.
    """
    settings = workspace.settings
    found = {}
    for path in (*(paths or settings.scenario_roots), *settings.rubric_folders):
        folder, depths = (path, _CONTENT) if path.is_dir() else (path.parent, _CONTENT[:2])
        for file in (each for depth in depths for each in folder.glob(depth)):
            with suppress(OSError):
                state = file.stat()
                found[str(file)] = (state.st_mtime_ns, state.st_size)
    return found


def schema_of(form: str) -> dict[str, Any]:
    """The JSON Schema of a form: ``scenario``, ``rubric`` or ``strategy``."""
    return json_schema(form)
