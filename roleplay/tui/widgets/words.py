"""Text on a screen, made safe to show."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from roleplay.domain.text import clean


def words(*parts: str | tuple[str, str]) -> Content:
    """``parts`` one after another, each cleaned; a pair is a text and its style.

    Nothing in a text is read as markup. A style is ours: ``bold``, ``dim``, ``$quiet``.
    """
    return Content.assemble(
        *(clean(part) if isinstance(part, str) else (clean(part[0]), part[1]) for part in parts)
    )


class Words(Static):
    """Something to read. Takes any text, from anywhere."""

    def __init__(
        self, text: str | Content = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        shown = _shown(text)
        super().__init__(shown, markup=False, id=id, classes=classes)
        self._says = shown

    def say(self, text: str | Content) -> None:
        """Show ``text`` instead."""
        shown = _shown(text)
        if not self._says.is_same(shown):
            self._says = shown
            self.update(shown)


def _shown(text: str | Content) -> Content:
    return text if isinstance(text, Content) else words(text)
