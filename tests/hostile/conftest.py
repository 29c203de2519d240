from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import homes
from .terminal import Terminal

Home = tuple[Path, dict[str, str]]


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A data folder to copy, and the ids of the calls in it."""
    folder = tmp_path_factory.mktemp("practised") / "home"
    return folder, homes.practised(folder)


@pytest.fixture
def home(practised: Home, tmp_path: Path) -> Path:
    return Path(shutil.copytree(practised[0], tmp_path / "home"))


@pytest.fixture
def calls(practised: Home) -> dict[str, str]:
    return practised[1]


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    with Terminal(home) as terminal:
        yield terminal
