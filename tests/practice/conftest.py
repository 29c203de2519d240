"""Workspaces on folders of their own, with the tests' pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.practice.workspace import Workspace
from tests.practice.examples import Clock, play, settings


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(settings(tmp_path / "home"), Clock()) as opened:
        yield opened


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str]]:
    """A workspace with one good call in it, for tests that only look; and the call's id."""
    home = tmp_path_factory.mktemp("played")
    with Workspace(settings(home), Clock()) as opened:
        yield opened, play(opened)
