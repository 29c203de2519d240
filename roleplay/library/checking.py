"""Single files and paths, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from roleplay.domain.problem import BadFiles, Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .files import load
from .forms import Form
from .library import Library


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


def check_paths(paths: Sequence[Path], rubric_folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Everything wrong in files, packs, or folders of packs or rubrics.

    A file is checked with its pack around it, and only its own problems are told.
    """
    return Library.at(paths, rubric_folders).problems()


def _loaded(path: Path, form: Form) -> Any:
    loaded = load(Path(path), form)
    if loaded.value is None:
        raise BadFiles(tuple(p for p in loaded.problems if p.level == "error"))
    return loaded.value
