"""What lies in a pack's folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from roleplay.domain.problem import Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .files import MAX_FILES, MAX_PACK_BYTES, RUBRIC_FOLDER, STRATEGY_FILE, leads_out, yaml_files
from .names import shown
from .plainly import ID_WORDS

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")


@dataclass(frozen=True)
class Pack:
    """A folder of calls that belong together, read."""

    id: str
    """The folder's name."""
    folder: Path
    strategy: Strategy | None
    """None if the pack has none, or its file has errors."""
    scenarios: tuple[Scenario, ...]
    """Those without errors, by file name."""
    rubrics: tuple[Rubric, ...]
    """The pack's own, without those with errors."""
    problems: tuple[Problem, ...]
    """Everything wrong in the pack's files, references between files included."""


@dataclass(frozen=True)
class PackFiles:
    """A folder of calls that belong together, listed and not read."""

    folder: Path
    strategy: Path | None
    scenarios: tuple[Path, ...]
    rubrics: tuple[Path, ...]
    problems: tuple[Problem, ...]
    """What is wrong with the folder itself."""

    @property
    def id(self) -> str:
        """The folder's name."""
        return os.path.basename(os.path.abspath(self.folder))


def is_id(name: str) -> bool:
    """True if something may be called this."""
    return _ID.match(name) is not None


def is_pack(folder: Path) -> bool:
    """True if calls or a strategy lie in the folder itself."""
    return folder.is_dir() and any(folder.glob("*.yaml"))


def packs_in(root: Path) -> Iterator[Path]:
    """The packs of a root, by name."""
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        if is_pack(folder) or (folder / RUBRIC_FOLDER).is_dir():
            yield folder


def list_pack(folder: Path, root: Path) -> PackFiles:
    """The files of a pack; ``root`` is what the pack itself must lie in."""
    if leads_out(folder, root.resolve()):
        problem = Problem(
            file=str(folder),
            code="outside",
            message=f"leads out of {root}, allowed: packs inside it",
        )
        return PackFiles(folder, None, (), (), (problem,))
    files, problems = yaml_files(folder, folder)
    rubrics: list[Path] = []
    if (folder / RUBRIC_FOLDER).is_dir():
        rubrics, more = yaml_files(folder / RUBRIC_FOLDER, folder)
        problems += more
    kept = _within_limits(folder, [*files, *rubrics], problems)
    listed = PackFiles(
        folder=folder,
        strategy=next((path for path in files if path.name == STRATEGY_FILE), None),
        scenarios=tuple(p for p in files if p.name != STRATEGY_FILE and p in kept),
        rubrics=tuple(path for path in rubrics if path in kept),
        problems=tuple(problems),
    )
    if is_id(listed.id):
        return listed
    message = f"{shown(listed.id)} is no name for a pack, allowed: {ID_WORDS}"
    problem = Problem(file=str(folder), code="bad-id", message=message)
    return replace(listed, problems=(problem, *listed.problems))


def yaml_in(folders: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files in folders beside the packs: rubrics that every pack may use, coded moments."""
    found: list[Path] = []
    problems: list[Problem] = []
    for folder in folders:
        if folder.is_dir():
            files, more = yaml_files(folder, folder)
            found += files
            problems += more
    return found, problems


def _within_limits(folder: Path, files: list[Path], problems: list[Problem]) -> frozenset[Path]:
    """The files that are read; the rest is reported."""
    kept: set[Path] = set()
    total = 0
    for path in files[:MAX_FILES]:
        total += path.stat().st_size if path.is_file() else 0
        if total > MAX_PACK_BYTES:
            message = f"the pack is larger than {MAX_PACK_BYTES // 2**20} MB, the rest is not read"
            problems.append(Problem(file=str(path), code="too-large", message=message))
            break
        kept.add(path)
    if len(files) > MAX_FILES:
        message = f"{len(files)} files, allowed: {MAX_FILES}; the rest is not read"
        problems.append(Problem(file=str(folder), code="too-large", message=message))
    return frozenset(kept)
