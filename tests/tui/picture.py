"""What is on the screen, as text: its words, and the style of every cell."""

from __future__ import annotations

from itertools import groupby
from string import ascii_letters, digits

from rich.style import Style
from textual.widgets import Input, TextArea

from roleplay.tui.app import RoleplayApp
from tests.tui.walking import Walk, settle

NAMES = ascii_letters + digits
"""Of the styles of a picture, in the order in which they are met."""


async def still(pilot: Walk) -> str:
    """The picture once nothing moves any more."""
    app = pilot.app
    assert isinstance(app, RoleplayApp)
    app.animation_level = "none"
    seen = ""
    for _ in range(20):
        await settle(pilot)
        for field in app.screen.query("Input, TextArea"):
            if isinstance(field, Input | TextArea):
                field.cursor_blink = False
        now = picture(app)
        if now == seen:
            break
        seen = now
    return seen


def picture(app: RoleplayApp) -> str:
    """The lines of the screen; then each style, and which cells of which line have it."""
    lines, runs, names = [], [], dict[str, str]()
    for strip in app.screen._compositor.render_strips():
        cells = [
            (letter, names.setdefault(_style(segment.style), NAMES[len(names)]))
            for segment in strip
            if not segment.control
            for letter in segment.text
        ]
        lines.append("".join(letter for letter, _ in cells).rstrip())
        grouped = groupby(name for _, name in cells)
        runs.append(" ".join(f"{name}{len(list(same))}" for name, same in grouped))
    styles = [f"{name}  {style}" for style, name in names.items()]
    return "\n".join((*lines, "", *styles, "", *runs, ""))


def _style(style: Style | None) -> str:
    if style is None:
        return "none"
    colours = [
        colour.triplet.hex if colour is not None and colour.triplet else "default"
        for colour in (style.color, style.bgcolor)
    ]
    marks = [
        name
        for name in ("bold", "dim", "italic", "underline", "reverse", "strike")
        if getattr(style, name)
    ]
    return " ".join((colours[0], "on", colours[1], *marks))


def seen(pilot: Walk) -> list[str]:
    """The lines of the screen as they stand there now."""
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]
