"""The line of a dialog that says which key does what; a click on it is the key."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from .words import Words, words

KEYS = {"Enter": "enter", "Esc": "escape", "Ctrl+U": "ctrl+u"}
"""By the first word of what is told."""
BETWEEN = " · "


def pressing(told: Content, key: str) -> Content:
    """Words that press a key when they are clicked."""
    return told.stylize(Style.from_meta({"@click": f"app.simulate_key('{key}')"}))


class Hint(Words):
    """``Enter takes it · Esc leaves it as it is``."""

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(_hint(text), id=id, classes="hint")


def _hint(text: str) -> Content:
    parts = []
    for part in text.split(BETWEEN):
        told, key = words(part), KEYS.get(part.split(" ")[0])
        parts.append(pressing(told, key) if key else told)
    return Content(BETWEEN).join(parts)
