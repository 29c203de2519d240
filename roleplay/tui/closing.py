"""How a screen is closed: by the one that is shown, once.

Textual closes whatever lies on top when any screen asks to be closed. Keys come faster than screens
go, so that a second Enter would close what lies below a question as well.
"""

from __future__ import annotations

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Click
from textual.screen import ModalScreen

from .keys import HasKeys
from .showing import ShownWhole

Result = TypeVar("Result")


class ClosesOnce:
    """Put before a screen's base: nothing else is closed by it."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close it with that result; nothing happens if it is not the one that is shown."""
        if self.app.screen is not self:  # type: ignore[attr-defined]
            return AwaitComplete()
        closing: AwaitComplete = super().dismiss(result)  # type: ignore[misc]
        return closing


class Dialog(HasKeys, ClosesOnce, ShownWhole, ModalScreen[Result]):
    """A question over a screen, answered once; a click beside it does what Esc does."""

    async def on_click(self, event: Click) -> None:
        """With the mouse alone there must be a way out too."""
        escape = self.active_bindings.get("escape")
        outside = self.get_widget_at(event.screen_x, event.screen_y)[0] is self
        if outside and escape is not None:
            await self.app.run_action(escape.binding.action, escape.node)
