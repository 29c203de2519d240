"""A page of rows, each of which sets something, and what the marked one is about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.widget import Widget

from .desk import Trouble
from .page import Page
from .widgets import settings_parts as parts
from .widgets.row import Row
from .widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace

Result = TypeVar("Result")

CHOOSING: list[BindingType] = [
    Binding("down", "app.focus_next", "Further down", show=False),
    Binding("up", "app.focus_previous", "Further up", show=False),
    Binding("escape", "dismiss", "Back"),
    Binding("question_mark", "app.keys", "Keys", show=False),
]
"""The keys of such a page, under each page's own name."""


class _Rows(VerticalScroll, inherit_bindings=False, can_focus=False):
    """Scrolls by itself to the row that is marked."""


class ChoosingPage(Page):
    """Rows under headings, and beside or under them what the marked one is about.

    Its style stands in ``screens/settings.tcss``, its keys are `CHOOSING`.
    """

    AUTO_FOCUS = "Row"

    def body(self) -> ComposeResult:
        """Room for the rows, and for what is told about them."""
        with Horizontal(id="room"):
            with _Rows(id="rows"):
                yield Vertical(id="parts")
            with Vertical(id="about"):
                yield Words("", id="about-words")

    async def list_rows(self, rows: list[Widget]) -> None:
        """List these, with the mark where it was."""
        before = list(self.query(Row))
        marked = next((place for place, row in enumerate(before) if row.has_focus), 0)
        room = self.query_one("#parts")
        with self.app.batch_update():
            await room.remove_children()
            await room.mount_all(rows)
        listed = list(self.query(Row))
        if self.is_current:
            # The first row is shown with what stands over it.
            listed[min(marked, len(listed) - 1)].focus(scroll_visible=marked > 0)

    @on(DescendantFocus)
    def tell_about(self) -> None:
        """Say what the marked row is about."""
        if isinstance(self.focused, Row) and isinstance(self.focused.value, parts.Choice):
            choice = self.focused.value
            self.query_one("#about-words", Words).say(
                words((choice.name, "bold"), "\n", (choice.about, "$quiet"))
            )

    async def sure(self, question: str, why: str, yes: str) -> bool:
        """Whether they mean it."""
        from .dialogs.confirm import ConfirmDialog

        sure: bool = await self.app.push_screen_wait(ConfirmDialog(question, why, yes, "Leave it"))
        return sure

    async def ask_until_right(
        self,
        question: str,
        why: str,
        text: str,
        put: Callable[[str], Awaitable[Result]],
        *,
        hidden: bool = False,
    ) -> Result | None:
        """What ``put`` makes of the line they type, asked for until it takes one; None: left.

        ``put`` raises Trouble where it does not. ``hidden``: what is typed is not shown, and not
        offered again.
        """
        from .dialogs.asking import AskDialog

        wrong = ""
        while True:
            asking = AskDialog(question, why, text, wrong, hidden=hidden)
            answer = await self.app.push_screen_wait(asking)
            if answer is None:
                return None
            try:
                return await put(answer)
            except Trouble as trouble:
                text, wrong = "" if hidden else answer, str(trouble)

    async def asked(self, what: Callable[[Workspace], Result]) -> Result | None:
        """What the desk answers; None where it cannot, which is told."""
        try:
            return await self.roleplay.desk.do(what)
        except Trouble as trouble:
            await self.tell(trouble)
            return None
