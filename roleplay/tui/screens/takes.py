"""Takes: two ways one moment went, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message

from ..messages import Again
from ..page import Page
from ..widgets import takes_parts as parts
from ..widgets.row import Row
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.takes import Takes
    from roleplay.practice.workspace import Workspace


class _Sheet(VerticalScroll, inherit_bindings=False, can_focus=False):
    """Scrolls by itself to what is chosen: up and down are for choosing."""


class TakesScreen(Page):
    """Both takes from where they part, then what the buyer came to and what moved in the score."""

    CSS_PATH = "takes.tcss"
    BINDINGS = [
        Binding("down", "app.focus_next", "Further down", show=False),
        Binding("up", "app.focus_previous", "Further up", show=False),
        Binding("pageup", "page(-1)", "A page up", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("home", "edge(0)", "To the top", show=False),
        Binding("end", "edge(1)", "To the end", show=False),
        Binding("t", "again", "Take it again"),
        Binding("o", "others", "Other takes"),
        Binding("d", "debrief", "Debrief"),
        Binding("question_mark", "app.keys", "Keys", show=False),
        Binding("escape", "dismiss", "Back"),
    ]
    NAME = "Side by side"

    @dataclass
    class Opened(Message):
        """The two takes have been read."""

        takes: Takes

    def __init__(self, call: str, against: str | None = None) -> None:
        super().__init__()
        self._call, self._against = call, against
        self._takes: Takes | None = None

    def body(self) -> ComposeResult:
        """One sheet, read from top to bottom."""
        with Horizontal(id="heads"):
            yield Words("", id="one")
            yield Words("", id="other")
        with _Sheet(id="sheet"):
            yield Vertical(id="takes")

    def on_mount(self) -> None:
        """Ask for both."""
        self._read()

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """Lay them out."""
        self._takes = takes = message.takes
        self.headline(f"{self.NAME} · {takes.title}", f"from turn {takes.turn} on")
        self.query_one("#one", Words).say(parts.head(takes.first))
        self.query_one("#other", Words).say(parts.head(takes.second))
        sheet = self.query_one("#takes")
        with self.app.batch_update():
            await sheet.remove_children()
            await sheet.mount_all(parts.sheet(takes))
        self.query_one(_Sheet).scroll_home(animate=False)
        first = self.query(parts.StepView).first()
        self.call_after_refresh(first.focus, scroll_visible=False)
        self.refresh_bindings()

    @on(Row.Chosen, ".quote")
    def jump(self, message: Row.Chosen) -> None:
        """Show quoted words where they were said."""
        turn = message.row.value
        for step in self.query(parts.StepView):
            if step.turn in (turn, turn - 1):
                step.focus()

    @on(parts.StepView.Again)
    def take_again(self, message: parts.StepView.Again) -> None:
        """Take that place again, from the take in which it was reached."""
        takes = self._takes
        if takes is None:
            return
        step = next(step for step in takes.steps if step.turn == message.turn)
        call = takes.second.call if step.second is not None else takes.first.call
        self.roleplay.show_call(Again(call, message.turn))

    def action_again(self) -> None:
        """Take the chosen place again, or the one where the takes part."""
        if self._takes is not None:
            step = self.focused if isinstance(self.focused, parts.StepView) else None
            self.post_message(parts.StepView.Again(step.turn if step else self._takes.turn))

    @work(exit_on_error=False)
    async def action_others(self) -> None:
        """Choose which two takes to set side by side."""
        from ..dialogs.which_two import WhichTwoDialog

        takes = self._takes
        if takes is None:
            return
        chosen = await self.app.push_screen_wait(
            WhichTwoDialog(parts.choices(takes.all), takes.first.call, takes.second.call)
        )
        if chosen is not None:
            self._against, self._call = chosen
            self._read()

    def action_debrief(self) -> None:
        """What became of the second take."""
        if self._takes is not None:
            self.roleplay.show_debrief(self._takes.second.call)

    def action_page(self, by: int) -> None:
        """A page of the sheet."""
        sheet = self.query_one(_Sheet)
        (sheet.scroll_page_up if by < 0 else sheet.scroll_page_down)(animate=False)

    def action_edge(self, end: int) -> None:
        """To the top or the end of the sheet."""
        sheet = self.query_one(_Sheet)
        (sheet.scroll_end if end else sheet.scroll_home)(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        if action == "others":
            return self._takes is not None and len(self._takes.all) > 2
        if action in ("again", "debrief"):
            return self._takes is not None
        return True

    def _read(self) -> None:
        self.ask(partial(_takes, self._call, self._against), self.Opened)


def _takes(call: str, against: str | None, workspace: Workspace) -> Takes:
    from roleplay.practice.takes import takes

    return takes(workspace, call, against)
