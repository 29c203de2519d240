"""What was said before, to go back to from a prompt without losing what is being written."""

from __future__ import annotations

from collections.abc import Sequence


class Past:
    """Lines said, oldest first, and after them the one that is being written.

    A line that was brought back and changed stays changed until something is said.
    """

    def __init__(self) -> None:
        self._said: list[str] = []
        self._tried: list[str] = []
        self._changed: dict[int, str] = {}
        self._place: int | None = None
        """Which line stands in the prompt; None for the one that is being written."""

    @property
    def lines(self) -> list[str]:
        """Each line once, where it was last said; what could not be sent comes last."""
        lines = [line for line in (*self._said, *self._tried) if line.strip()]
        return list(reversed(dict.fromkeys(reversed(lines))))

    def said(self, lines: Sequence[str]) -> None:
        """These have been said."""
        self._said = list(lines)
        self._tried = [line for line in self._tried if line.strip() not in self._said]

    def tried(self, line: str) -> None:
        """This was sent; whether it arrived is not known yet."""
        self._tried.append(line)

    def start_over(self) -> None:
        """Something was said: every line is again as it was said."""
        self._changed.clear()
        self._place = None

    def own_words(self, shown: str) -> str:
        """What is being written, while ``shown`` stands in the prompt."""
        lines = self.lines
        if self._place is None or self._place >= len(lines) or shown != lines[self._place]:
            return shown
        return self._changed.get(len(lines), "")

    def go(self, by: int, shown: str) -> str | None:
        """The line before (-1) or after (1) the one that is ``shown``; None if there is none."""
        lines = self.lines
        here = len(lines) if self._place is None else min(self._place, len(lines))
        there = here + by
        if not 0 <= there <= len(lines):
            return None
        self._changed[here] = shown
        self._place = None if there == len(lines) else there
        original = "" if self._place is None else lines[there]
        return self._changed.get(there, original)
