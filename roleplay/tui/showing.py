"""How a screen comes into sight: laid out once for a size, drawn once, with what belongs in it.

Textual lays a new screen out twice, together with all that lies below it, and draws it four times:
empty, empty again, filled, and filled again. What changes later it draws at the ticks of a clock,
up to 33 ms after the picture before.
"""

from __future__ import annotations

from typing import Any

from textual.events import Idle, ScreenResume
from textual.geometry import Size

HOLD_SECONDS = 0.12
"""How long a screen waits for what belongs in it before it is shown without."""


class ShownWhole:
    """Put before a screen's base."""

    _is_held = False
    """It is not to be seen yet: what it opens with is being read."""
    _was_shown = False
    _is_awaited = False
    """Somebody waits for what is about to change."""

    def hold(self) -> None:
        """Leave the picture as it is, for a moment, until what belongs here has been read."""
        if not self._is_held:
            me: Any = self
            self._is_held = True
            me.set_timer(HOLD_SECONDS, self.let_go)

    def let_go(self) -> None:
        """Show the screen as it now stands."""
        if self._is_held:
            me: Any = self
            self._is_held = False
            # What is new in it may not have asked for a place yet.
            me.refresh(layout=True)

    def show_soon(self) -> None:
        """Draw what is changed now as soon as all of it is known, whatever the clock says."""
        self._is_awaited = True

    async def _on_idle(self, event: Idle) -> None:
        me: Any = self
        if self._is_awaited and (me._layout_required or me._dirty_widgets):
            self._is_awaited = False
            me._on_timer_update()
        await super()._on_idle(event)  # type: ignore[misc]

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Need no other styles at first: all of it has just got them."""
        event.refresh_styles = event.refresh_styles and self._was_shown
        self._was_shown = True

    def _screen_resized(self, size: Size) -> None:
        """Lay it out, unless it already stands as it would."""
        me: Any = self
        if me._compositor.size != size:
            super()._screen_resized(size)  # type: ignore[misc]

    def _compositor_refresh(self) -> None:
        """Draw what has changed; all of it at once needs no second time."""
        me: Any = self
        if self._is_held:
            me._dirty_widgets.clear()
            return
        is_all = me._compositor.size.region in me._compositor._dirty_regions
        super()._compositor_refresh()  # type: ignore[misc]
        if is_all and me.is_current:
            me._repaint_required = False
