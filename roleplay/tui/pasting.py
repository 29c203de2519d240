"""What becomes of a paste into a line: as much of it as fits, on one line, and the rest told."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.widgets import Input

from roleplay.domain.text import MAX_TURN, clean

LOOKED_AT = MAX_TURN * 4
"""Characters of a paste that are looked at; whatever follows could never fit."""


class TakesPastes(App[int]):
    """Fits a paste before a line gets it.

    A line would take the first of several lines only, and nothing at all of what is too long.
    """

    async def on_event(self, event: events.Event) -> None:
        """Fit a paste; anything else goes on as it is."""
        if isinstance(event, events.Paste) and isinstance(line := self.focused, Input):
            event = events.Paste(self._fitting(event.text, line))
        await super().on_event(event)

    def _fitting(self, text: str, line: Input) -> str:
        most = line.max_length or MAX_TURN
        room = max(0, most - len(line.value) + len(line.selected_text))
        words = " ".join(clean(text[:LOOKED_AT]).split())
        if len(words) > room or len(text) > LOOKED_AT:
            dropped = len(words) - len(words[:room]) + len(text[LOOKED_AT:])
            self.notify(
                f"This line holds {most:,} characters: {dropped:,} of the paste were left out.",
                severity="warning",
                markup=False,
            )
        return words[:room]
