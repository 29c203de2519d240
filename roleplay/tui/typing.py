"""Keys and pastes take effect one after another, in the order they came.

Textual lets a letter into a text at once and sends any other key on a way up through the screen,
without waiting for what comes of it. On a busy machine Backspace would come after letters typed
later, and Enter twice would open two calls.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.widgets import Input, TextArea

from roleplay.domain.text import MAX_TURN, clean

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

LOOKED_AT = MAX_TURN * 4
"""Characters of a paste that are looked at; whatever follows could never fit."""
PATIENCE = 0.5
"""Seconds after which the next key is let in, whatever becomes of the one before."""
WAYS = 2
"""A key goes up through the screen, then what a part of it makes of the key."""


class OneByOne(App[int]):
    """Lets a key in once the one before it has been dealt with.

    A paste into a line is fitted: Textual would take the first of several lines only, and nothing
    at all of what is too long.
    """

    _typing: asyncio.Task[None] | None = None
    """Deals with what has been typed; None when nothing waits."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Keep a key or a paste until its turn; anything else goes on as it is."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._typing is not None:
            self._typed.append(event)
        else:
            await self._let_in(event)
            self._typing = asyncio.create_task(self._one_by_one())

    async def dealt_with(self) -> None:
        """Wait until what was typed so far stands where it was typed."""
        if self._typing is not None:
            await asyncio.wait([self._typing], timeout=PATIENCE)

    async def _one_by_one(self) -> None:
        try:
            await self._settle()
            while self._typed and self.is_running:
                event = self._typed.popleft()
                if self._is_letter(event):
                    await self._let_in(event)
                else:
                    await self._settle()
                    await self._let_in(event)
                    await self._settle()
        finally:
            self._typing = None

    def _is_letter(self, event: events.Event) -> bool:
        """It goes into a text, which takes letters in their order anyway."""
        typed = isinstance(event, events.Key) and event.is_printable
        return typed and isinstance(self.focused, Input | TextArea)

    async def _let_in(self, event: events.Key | events.Paste) -> None:
        if isinstance(event, events.Paste) and isinstance(line := self.focused, Input):
            event = events.Paste(self._fitting(event.text, line))
        await super().on_event(event)

    async def _settle(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                for _ in range(WAYS):
                    for node in (self.focused or self.screen).ancestors_with_self:
                        await _flush(node)
                while not self.screen.is_mounted:
                    await asyncio.sleep(0)
                await _flush(self.screen)
        except TimeoutError:
            return

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


async def _flush(node: MessagePump) -> None:
    """Wait until a part has dealt with what it was sent so far."""
    dealt = asyncio.Event()
    if node.is_running and node.call_later(dealt.set):
        await dealt.wait()
