"""A screen comes into sight with what belongs in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.screen import Screen

from roleplay.tui.screens.library import LibraryScreen
from tests.tui.scenes import staged
from tests.tui.walking import settle


async def test_a_screen_is_first_drawn_when_it_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = staged(tmp_path, monkeypatch.setattr)
    counts: list[int] = []

    def display(screen: Screen[object], _: object) -> None:
        if isinstance(screen, LibraryScreen):
            counts.append(screen.query_one("#cards").option_count)  # type: ignore[attr-defined]

    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(app, "_display", display)
        app.show_library()
        await settle(pilot)
    app.close()
    assert counts
    assert counts[0] > 0
