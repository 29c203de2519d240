"""What every screen has: a bar, its keys, and a way to ask practice for something."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from .closing import ClosesOnce
from .desk import Trouble
from .keys import HasKeys
from .messages import Failed
from .showing import ShownWhole
from .widgets.edges import Bar, Keys
from .widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace

    from .app import RoleplayApp

Result = TypeVar("Result")

LEAST_COLUMNS, LEAST_ROWS = 60, 15
"""Below this a screen is one line that says so."""
WIDE_COLUMNS = 100
"""From here on there is room for a second column."""


class TooSmall(Words):
    """Covers a screen that has no room."""

    def __init__(self) -> None:
        super().__init__(
            f"This window is too small: {LEAST_COLUMNS} by {LEAST_ROWS} is the least. "
            "Nothing is lost; make it larger to go on."
        )


class Page(HasKeys, ClosesOnce, ShownWhole, Screen[None]):
    """A screen of the app."""

    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (LEAST_COLUMNS, "-narrow"), (WIDE_COLUMNS, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LEAST_ROWS, "-high")]
    NAME = ""
    """What the bar says."""
    _unanswered = 0
    """How much has been asked of practice and is not answered yet."""

    def compose(self) -> ComposeResult:
        """The bar, the screen's own part, the keys."""
        # What the size asks for is known before there is anything to lay out a second time.
        for cells, points in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            self.add_class(max(point for point in points if point[0] <= cells)[1], update=False)
        yield Bar(self.NAME)
        yield from self.body()
        yield Keys()
        yield TooSmall()

    def body(self) -> ComposeResult:
        """The screen's own part."""
        yield from ()

    def on_mount(self) -> None:
        """Mark the sample history as one; let no cursor blink where nothing is to move."""
        self.mark_sample()
        if self.roleplay.settings.reduced_motion:
            for field in self.query("Input, TextArea"):
                if isinstance(field, Input | TextArea):
                    field.cursor_blink = False

    def on_resize(self) -> None:
        """Where somebody was may have had no room: they can go on all the same."""
        self.call_after_refresh(self._go_somewhere)

    def watch_focused(self, focused: Widget | None) -> None:
        """Nobody stays where nothing is shown: what was hidden, or gone to meanwhile."""
        if focused is None or not all(each.display for each in focused.ancestors_with_self):
            self.call_after_refresh(self._go_somewhere)

    def _go_somewhere(self) -> None:
        """Where a screen starts, or else its first place, unless somebody is somewhere."""
        shown = self.focus_chain if self.is_current else []
        if shown and self.focused not in shown:
            starts = self.query(self.AUTO_FOCUS or "*")
            first = next((each for each in starts if each in shown), shown[0])
            # A screen that is being filled has its own say in what is shown of it.
            self.set_focus(first, scroll_visible=False)

    def mark_sample(self) -> None:
        """Say in the bar whether this is the sample history."""
        is_sample = self.roleplay.settings.is_sample
        self.set_class(is_sample, "-sample")
        self.query_one(Bar).brand("Sample history" if is_sample else "roleplay")

    @property
    def roleplay(self) -> RoleplayApp:
        """The app, by its own type."""
        return cast("RoleplayApp", self.app)

    def headline(self, where: str, aside: str = "") -> None:
        """What the bar says, at the left and at the right."""
        self.query_one(Bar).headline(where, aside)

    def ask(
        self, work: Callable[[Workspace], Result], answer: Callable[[Result], Message] | None = None
    ) -> None:
        """Have ``work`` done at the desk; ``answer`` of its result, or Failed, is posted here."""
        self._unanswered += 1
        if not self._was_shown:
            self.hold()
        self.run_worker(self._ask(work, answer), exit_on_error=False)

    async def _ask(
        self, work: Callable[[Workspace], Result], answer: Callable[[Result], Message] | None
    ) -> None:
        desk = self.roleplay.desk
        try:
            result = await desk.do(work)
        except Trouble as trouble:
            self.post_message(Failed(trouble))
        else:
            # What was asked of one history is never shown in another.
            if answer is not None and desk is self.roleplay.desk:
                self.post_message(answer(result))
        finally:
            self._unanswered -= 1
            if not self._unanswered:
                # Behind what was just posted.
                self.call_later(self.let_go)

    async def before_leaving(self) -> None:
        """Save what would be lost; called before the app ends."""

    @on(Failed)
    async def failed(self, message: Failed) -> None:
        """Tell what went wrong."""
        message.stop()
        await self.tell(message.trouble)

    async def tell(self, trouble: Trouble) -> None:
        """Tell what went wrong, on a screen of its own; a screen may know a better way."""
        self.roleplay.show_trouble(trouble)
