"""What the tests of the screens do with the app."""

from __future__ import annotations

from textual.pilot import Pilot

from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.widgets.column import Column
from roleplay.tui.widgets.edges import Bar
from roleplay.tui.widgets.transcript import Transcript
from roleplay.tui.widgets.words import Words

Walk = Pilot[int]


async def settle(pilot: Walk) -> None:
    """Wait until the desk is free and what it answered is shown; not for a model that speaks."""
    app = pilot.app
    assert isinstance(app, RoleplayApp)
    await pilot.pause()
    if isinstance(app.screen, CallScreen) and app.screen.awaits_model:
        await pilot.pause(0.05)  # the desk is not free before the model has finished
        return
    for _ in range(2):
        await app.desk.do(lambda workspace: None)
        await pilot.pause()


async def press(pilot: Walk, *keys: str) -> None:
    """Press keys one after another, each when the one before has been dealt with."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Walk, text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


def shown(pilot: Walk) -> str:
    """All words on the screen that is shown, those scrolled away included."""
    return "\n".join(
        widget.text if isinstance(widget, Column | Bar) else str(widget.visual)
        for widget in pilot.app.screen.query("Words, Column").results(Words | Column)
        if all(node.display for node in widget.ancestors_with_self if hasattr(node, "display"))
    )


def said(pilot: Walk) -> list[str]:
    """The turns of the transcript that is shown."""
    return [view.text for view in pilot.app.screen.query_one(Transcript).views]
