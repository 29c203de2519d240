from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import _wait

from roleplay.settings import Settings
from roleplay.tui.app import RoleplayApp
from tests.tui.fake_practice import FakePractice, install

_wait.SLEEP_GRANULARITY = 0.005
_wait.SLEEP_IDLE = 0.001
"""Seconds between two looks whether the app is still at work, and how much of them idle may use.

Textual looks every 20 ms, several times a key, and most of a walk was spent waiting for that.
"""


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
