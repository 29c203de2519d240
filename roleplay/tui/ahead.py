"""The screens that come after Home, loaded while nobody waits for them."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from . import screens

if TYPE_CHECKING:
    from .app import RoleplayApp

SCREENS = ("library", "briefing", "call", "history", "debrief", "settings", "takes")
"""In the order in which they are likely to be gone to."""
BESIDES = (
    "rapidfuzz.fuzz",
    "roleplay.practice.shelf",
    "roleplay.practice.live",
    "roleplay.practice.history",
    "roleplay.practice.trends",
    "roleplay.practice.debriefs",
    "textual_plotext",
)
"""What they load once they are asked for something."""
BETWEEN_SECONDS = 0.05


async def load_ahead(app: RoleplayApp) -> None:
    """Load one module after another, as long as Home is what is shown.

    Not at the desk: what somebody asks for never stands behind this.
    """
    home = app.screen
    folder = Path(screens.__path__[0])
    for name in (*(f"{screens.__name__}.{name}" for name in SCREENS), *BESIDES):
        if app.screen is not home:
            return
        await asyncio.to_thread(import_module, name)
        await asyncio.sleep(BETWEEN_SECONDS)
    for name in SCREENS:
        if (style := folder / f"{name}.tcss").is_file():
            app.stylesheet.read(style)
    app.stylesheet.reparse()
