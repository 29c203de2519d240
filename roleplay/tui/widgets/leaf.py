"""A page to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from .column import Column, Passage
from .words import words

Written = Callable[[int], Sequence[Passage]]
"""What stands on a page of that many cells."""


class Leaf(Column, can_focus=True):
    """Passages that stay as they were written until others are."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._written: Written = lambda width: ()

    def write(self, written: Written) -> None:
        """Show these instead."""
        self._written = written
        self.redraw()

    def passages(self, width: int) -> Sequence[Passage]:
        """What was written."""
        return self._written(width)


def heading(text: str) -> Passage:
    """What stands over a part of a page."""
    return Passage(words((text, "bold $primary")), gap=0)


def text(says: str | Content, indent: int = 0, gap: int = 1) -> Passage:
    """A paragraph."""
    return Passage(words(says) if isinstance(says, str) else says, indent=indent, gap=gap)


def item(says: str | Content, gap: int = 0) -> Passage:
    """One of several, beside a dot."""
    body = words(says) if isinstance(says, str) else says
    return Passage(body, indent=0, mark="· ", gap=gap)
