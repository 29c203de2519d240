from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.settings import Settings
from roleplay.tui.app import RoleplayApp
from tests.tui.fake_practice import FakePractice, install


@pytest.fixture
def practice(monkeypatch: pytest.MonkeyPatch) -> FakePractice:
    """Practice without a store, in place of the real one."""
    return install(FakePractice(), monkeypatch.setattr)


@pytest.fixture
def new_app(tmp_path: Path) -> Callable[..., RoleplayApp]:
    """Makes the app on an empty data folder."""

    def new(**options: str) -> RoleplayApp:
        return RoleplayApp(Settings(tmp_path, "sam", (), ()), **options)

    return new
