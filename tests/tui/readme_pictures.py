"""Draws the pictures of the README from the real app: ``python tests/tui/readme_pictures.py``.

They go to docs/. The history is the sample one; the call is played in a home of its own.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from roleplay.practice.history import Kind, Wanted, look_through  # noqa: E402
from roleplay.practice.workspace import Workspace  # noqa: E402
from roleplay.settings import read  # noqa: E402
from roleplay.tui.app import RoleplayApp  # noqa: E402
from tests.tui.picture import still  # noqa: E402
from tests.tui.screenshots import save  # noqa: E402
from tests.tui.walking import Walk, press, write  # noqa: E402

SIZE = (120, 36)
SAYS = (
    "Thank you for the time. Freight is under control, you say: what tells you that it is?",
    "The rate went down and the bill went up. What is in the bill that is not the rate?",
)
NEXT = "Sixteen percent, from seven. When a lorry waits at the gate, who"
"""Still being typed."""


async def draw(pilot: Walk, name: str) -> None:
    await still(pilot)
    save(ROOT / "docs" / f"{name}.svg", pilot.app.export_screenshot(title="roleplay"))
    (ROOT / "docs" / f"{name}.svg").unlink()


def _call(kind: Kind, level: float, workspace: Workspace) -> str:
    """The newest scored call of that kind that went no better than that."""
    return look_through(workspace, Wanted(kind=kind, most=level)).rows[0].call.call


async def from_the_sample(app: RoleplayApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        while not app.settings.is_sample:
            await pilot.pause(0.2)
        await still(pilot)
        await draw(pilot, "home")
        await press(pilot, "h")
        await draw(pilot, "history")
        app.show_debrief(await app.desk.do(partial(_call, "first", 3.0)))
        await still(pilot)
        await press(pilot, "escape", "s")
        await draw(pilot, "debrief")
        app.show_takes(await app.desk.do(partial(_call, "fork", 5.0)))
        await draw(pilot, "takes")
    app.close()


async def in_a_call(app: RoleplayApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.show_briefing("sceptical-cfo", "a")
        await still(pilot)
        await press(pilot, "enter")
        for says in SAYS:
            await write(pilot, says)
            await press(pilot, "enter")
        await write(pilot, NEXT)
        await draw(pilot, "call")
    app.close()


def main() -> None:
    """All five."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read({"ROLEPLAY_HOME": folder, "USER": "ana"})
        asyncio.run(from_the_sample(RoleplayApp(settings, sample=True)))
        asyncio.run(in_a_call(RoleplayApp(settings)))


if __name__ == "__main__":
    main()
