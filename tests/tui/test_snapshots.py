"""Every screen and dialog looks as it did: its words and the style of each cell.

``ROLEPLAY_SNAPSHOTS=write pytest tests/tui/test_snapshots.py`` takes them anew; then look at the
change with git, and at the pictures that ``python tests/tui/screenshots.py FOLDER`` draws.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.tui.picture import still
from tests.tui.scenes import WALKS, Stage, staged

KEPT = Path(__file__).parent / "snapshots"
TAKES_ANEW = os.environ.get("ROLEPLAY_SNAPSHOTS") == "write"
LOOKS = {
    "dark-80x24": ((80, 24), False),
    "dark-120x40": ((120, 40), False),
    "light-80x24": ((80, 24), True),
}
SHOWN = 40
"""Lines of a difference that are told."""


@pytest.mark.timeout(180)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("walk", WALKS)
async def test_every_scene_looks_as_it_did(
    walk: str, look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, light = LOOKS[look]
    app, practice = staged(tmp_path, monkeypatch.setattr)
    told: list[str] = []
    async with app.run_test(size=size) as pilot:
        if light:
            app.action_light_or_dark()
        async for scene in WALKS[walk](Stage(app, practice, pilot)):
            told += _compared(KEPT / look / f"{scene}.txt", await still(pilot))
    app.close()
    assert not told, "\n".join(told)


def test_every_kept_snapshot_is_of_a_scene() -> None:
    names = {path.stem for path in KEPT.glob("*/*.txt")}
    source = (Path(__file__).parent / "scenes.py").read_text(encoding="utf-8")
    assert sorted(name for name in names if f'yield "{name}"' not in source) == []


def _compared(file: Path, now: str) -> list[str]:
    """What differs from what is kept; nothing where it is taken anew."""
    if TAKES_ANEW:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(now, encoding="utf-8")
        return []
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = unified_diff(
        before.splitlines(), now.splitlines(), f"{file.parent.name}/{file.name}", "now", lineterm=""
    )
    return list(difference)[:SHOWN]
