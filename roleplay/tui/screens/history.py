"""History: the calls that were had, what was said in them, and the level over time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input, OptionList

from ..messages import Resume
from ..widgets import history_parts as parts
from ..widgets.levels import Levels
from .history_pages import HistoryPages

if TYPE_CHECKING:
    from pathlib import Path

    from roleplay.practice.trends import SkillTrend
    from roleplay.practice.workspace import Workspace


class HistoryScreen(HistoryPages):
    """A list that is read in pages, and the levels beside it or in its place."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#calls"
    BINDINGS = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("down", "calls", "To the calls", show=False),
        Binding("f", "filters", "Filters"),
        Binding("l", "levels", "Levels"),
        Binding("right", "skill(1)", "Next skill", show=False),
        Binding("left", "skill(-1)", "Skill before", show=False),
        Binding("n", "numbers", "As numbers"),
        Binding("g", "turn", "See the turn"),
        Binding("b", "beside", "Side by side"),
        Binding("x", "export", "Export", show=False),
        Binding("delete", "forget", "Forget"),
        Binding("question_mark", "app.keys", "Keys", show=False),
        Binding("escape", "back", "Back"),
    ]
    NAME = "History"

    @dataclass
    class LevelsRead(Message):
        """The levels have been read."""

        trends: tuple[SkillTrend, ...]

    @dataclass
    class Exported(Message):
        """A call has been written out."""

        path: Path

    @dataclass
    class Forgotten(Message):
        """Calls are gone for good."""

        calls: tuple[str, ...]

    def on_mount(self) -> None:
        """Read the levels, after the first page."""
        self.ask(_trends, self.LevelsRead)

    def on_screen_resume(self) -> None:
        """A call may count that did not: read them again when coming back."""
        if self._wanted is not None:
            self.ask(_trends, self.LevelsRead)

    @on(LevelsRead)
    async def show_levels(self, message: LevelsRead) -> None:
        """Draw them."""
        await self.query_one(Levels).show(message.trends)

    @on(OptionList.OptionSelected, "#calls")
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Enter or a click opens a call."""
        message.stop()
        if message.option_index < len(self._rows):
            self.action_open()
        else:
            self._read_on()

    def action_open(self) -> None:
        """The debrief of the marked call; an unfinished one goes on."""
        row = self._marked()
        if row is None:
            return
        if row.call.ending is None:
            self.roleplay.show_call(Resume(row.call.call))
        else:
            self.roleplay.show_debrief(row.call.call)

    def action_turn(self) -> None:
        """The turn that was found, in its call."""
        row = self._marked()
        if row is not None and row.said is not None:
            self.roleplay.show_debrief(row.call.call, at=(row.said.turn, *row.said.span))

    def action_beside(self) -> None:
        """The marked take two beside what it was made from."""
        row = self._marked()
        if row is not None:
            self.roleplay.show_takes(row.call.call)

    def action_search(self) -> None:
        """To the search line, from the levels too."""
        self._uncover()
        self.query_one("#search").focus()

    def action_calls(self) -> None:
        """From the search line to what was found."""
        self._uncover()
        self.to_what_was_found()

    @work(exit_on_error=False)
    async def action_filters(self) -> None:
        """Choose which calls to show."""
        from ..dialogs.filters import FiltersDialog

        if self._wanted is None or self._choices is None:
            return
        chosen = await self.app.push_screen_wait(FiltersDialog(self._wanted, self._choices))
        if chosen is not None and chosen != self._wanted:
            self._wanted = chosen
            self._read()

    def action_levels(self) -> None:
        """The levels in place of the calls, or back, where there is no room for both."""
        self.toggle_class("-levels")
        if self.has_class("-levels"):
            self.query_one("#levels").focus()
        else:
            self.to_what_was_found()
        self.refresh_bindings()

    def _uncover(self) -> None:
        """Take the levels away where they stand in the place of the calls."""
        if not self.has_class("-wide"):
            self.remove_class("-levels")

    def action_skill(self, by: int) -> None:
        """The level of another skill."""
        self.query_one(Levels).turn(by)

    def action_numbers(self) -> None:
        """The levels as a table, or drawn again."""
        self.query_one(Levels).flip()

    def action_export(self) -> None:
        """Write the marked call out."""
        row = self._marked()
        if row is not None:
            self.ask(partial(_export, row.call.call), self.Exported)

    @on(Exported)
    def tell_export(self, message: Exported) -> None:
        """Say where it is."""
        self.notify(f"Written to {message.path}", markup=False)

    @work(exit_on_error=False)
    async def action_forget(self) -> None:
        """Forget the marked call, once it is said again."""
        from ..dialogs.confirm import ConfirmDialog

        row = self._marked()
        if row is None:
            return
        if await self.app.push_screen_wait(
            ConfirmDialog(
                "Forget this call?",
                f"{row.call.title}, {row.call.when}. What was said, its score, your notes and "
                "every take two made of it are erased for good. It no longer counts for your "
                "level.",
                "Forget it",
                "Keep it",
            )
        ):
            self.ask(partial(_forget, row.call.call), self.Forgotten)

    @on(Forgotten)
    def tell_forgotten(self, message: Forgotten) -> None:
        """Say so, and read again."""
        count = len(message.calls)
        self.notify("1 call forgotten." if count == 1 else f"{count} calls forgotten.")
        self._read()
        self.ask(_trends, self.LevelsRead)

    def action_back(self) -> None:
        """One step back: the search, the filters, the levels, the screen."""
        search = self.query_one("#search", Input)
        if self.has_class("-levels") and not self.has_class("-wide"):
            self.action_levels()
        elif search.value:
            search.value = ""
            self._search()
            self.query_one("#calls").focus()
        elif search.has_focus:
            self.query_one("#calls").focus()
        elif self._wanted is not None and parts.asked(self._wanted, self._choices):
            self._wanted = None
            self._read()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        if action == "search":
            return not self.query_one("#search").has_focus
        if action in ("export", "forget"):
            return self._marked() is not None
        if action == "turn":
            row = self._marked()
            return row is not None and row.said is not None
        if action == "beside":
            row = self._marked()
            return row is not None and row.call.kind == "fork" and row.call.ending is not None
        if action == "levels":
            return not self.has_class("-wide")
        if action in ("skill", "numbers"):
            return self.has_class("-wide") or self.has_class("-levels")
        return True


def _trends(workspace: Workspace) -> tuple[SkillTrend, ...]:
    from roleplay.practice.trends import trends

    return trends(workspace)


def _export(call: str, workspace: Workspace) -> Path:
    from roleplay.practice.exports import export

    return export(workspace, call)


def _forget(call: str, workspace: Workspace) -> tuple[str, ...]:
    from roleplay.practice.history import forget

    return forget(workspace, call)
