"""Settings: how somebody likes the app, where their calls come from, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget

from ..desk import Trouble
from ..page import Page
from ..widgets import settings_parts as parts
from ..widgets.row import Row
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.preferences import SettingsView
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

Result = TypeVar("Result")

KEEPING = (0, 24, 12, 6, 3)
"""Months to choose from; 0 is for ever."""


class _Rows(VerticalScroll, inherit_bindings=False, can_focus=False):
    """Scrolls by itself to the row that is marked."""


class SettingsScreen(Page):
    """Everything that can be set, and where everything lies."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "Row"
    BINDINGS = [
        Binding("down", "app.focus_next", "Further down", show=False),
        Binding("up", "app.focus_previous", "Further up", show=False),
        Binding("escape", "dismiss", "Back"),
        Binding("question_mark", "app.keys", "Keys", show=False),
    ]
    NAME = "Settings"

    @dataclass
    class Opened(Message):
        """What there is has been looked at."""

        view: SettingsView

    @dataclass
    class Changed(Message):
        """Something was set."""

        settings: Settings

    def __init__(self) -> None:
        super().__init__()
        self.view: SettingsView | None = None

    def body(self) -> ComposeResult:
        """The rows, and beside or under them what the marked one is about."""
        with Horizontal(id="room"):
            with _Rows(id="rows"):
                yield Vertical(id="parts")
            with Vertical(id="about"):
                yield Words("", id="about-words")

    def on_mount(self) -> None:
        """Look at what there is."""
        self.headline(self.NAME)
        self.ask(_look, self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """List it, with the mark where it was."""
        self.view = message.view
        rows = list(self.query(Row))
        marked = next((place for place, row in enumerate(rows) if row.has_focus), 0)
        parts = self.query_one("#parts")
        with self.app.batch_update():
            await parts.remove_children()
            await parts.mount_all(self._parts(message.view))
        rows = list(self.query(Row))
        if self.is_current:
            # The first row is shown with what stands over it.
            rows[min(marked, len(rows) - 1)].focus(scroll_visible=marked > 0)

    @on(Changed)
    def take(self, message: Changed) -> None:
        """Look and list as it has been set."""
        self.roleplay.take(message.settings)
        self.roleplay.take_keys()
        self.ask(_look, self.Opened)

    @on(DescendantFocus)
    def tell_about(self) -> None:
        """Say what the marked row is about."""
        if isinstance(self.focused, Row) and isinstance(self.focused.value, parts.Choice):
            choice = self.focused.value
            self.query_one("#about-words", Words).say(
                words((choice.name, "bold"), "\n", (choice.about, "$quiet"))
            )

    @on(Row.Chosen)
    @work(exit_on_error=False)
    async def choose(self, message: Row.Chosen) -> None:
        """Set what the row stands for."""
        choice = message.row.value
        likes = self.roleplay.settings.preferences
        if choice.folder is not None:
            await self._remove(choice.folder)
        elif choice.name == "Name":
            why = "What the app calls you. Your calls stay under the name you are logged in as."
            await self._ask_until_right("Your name", why, likes.name, _set_name)
        elif choice.name == "Colours":
            self._set(theme="light" if likes.theme == "dark" else "dark")
        elif choice.name == "Motion":
            self._set(reduced_motion=not likes.reduced_motion)
        elif choice.name == "Add a folder":
            why = "The folder that holds your packs. A pack is a folder with calls in it."
            await self._ask_until_right("A folder of packs", why, "", _add_packs)
        elif choice.name == "Calls are kept":
            await self._keep(likes.keep_months)
        elif choice.name == "Forget all calls":
            await self._forget()
        elif choice.name == "Other keys":
            settings = await self._asked(_write_keys)
            if settings is not None:
                self.notify("The list of keys stands in the file, ready to be changed.")
                self.post_message(self.Changed(settings))

    async def _keep(self, now: int) -> None:
        place = KEEPING.index(now) + 1 if now in KEEPING else 0
        months = KEEPING[place % len(KEEPING)]
        going = await self._asked(partial(_due, months))
        if going and not await self._sure(
            f"Forget {parts.calls(going)} now?",
            f"They are older than {months} months. What is forgotten cannot be brought back. "
            "From now on a call goes when it gets that old.",
            "Forget them",
        ):
            return
        self._set(keep_months=months)
        if going:
            self.ask(_tidy)

    async def _forget(self) -> None:
        calls = self.view.calls if self.view else 0
        if calls and await self._sure(
            f"Forget {parts.calls(calls)}, with all that was said in them?",
            "Your words, the scores and your notes are erased from this machine. "
            "They cannot be brought back.",
            "Forget all",
        ):
            gone = await self._asked(_forget_all)
            if gone is not None:
                self.notify(f"Forgotten: {parts.calls(gone)}.", markup=False)
                self.ask(_look, self.Opened)

    async def _remove(self, folder: Path) -> None:
        if await self._sure(
            "Take this folder off the list?",
            f"{folder} stays as it is, and so do your calls with the buyers in it.",
            "Take it off",
        ):
            self.ask(partial(_remove_packs, folder), self.Changed)

    async def _sure(self, question: str, why: str, yes: str) -> bool:
        from ..dialogs.confirm import ConfirmDialog

        sure: bool = await self.app.push_screen_wait(ConfirmDialog(question, why, yes, "Leave it"))
        return sure

    async def _ask_until_right(
        self, question: str, why: str, text: str, put: Callable[[str, Workspace], Settings]
    ) -> None:
        from ..dialogs.asking import AskDialog

        wrong = ""
        while True:
            answer = await self.app.push_screen_wait(AskDialog(question, why, text, wrong))
            if answer is None:
                return
            try:
                settings = await self.roleplay.desk.do(partial(put, answer))
            except Trouble as trouble:
                text, wrong = answer, str(trouble)
            else:
                self.post_message(self.Changed(settings))
                return

    async def _asked(self, what: Callable[[Workspace], Result]) -> Result | None:
        try:
            return await self.roleplay.desk.do(what)
        except Trouble as trouble:
            await self.tell(trouble)
            return None

    def _parts(self, view: SettingsView) -> list[Widget]:
        wrong = [Words(line, classes="problem") for line in self.roleplay.complaints]
        return [*wrong, *parts.parts(view, self.roleplay.settings)]

    def _set(self, **values: Any) -> None:
        self.ask(partial(_change, values), self.Changed)


def _look(workspace: Workspace) -> SettingsView:
    from roleplay.practice import preferences

    return preferences.look(workspace)


def _change(values: dict[str, Any], workspace: Workspace) -> Settings:
    from roleplay.practice import preferences

    return preferences.change(workspace, **values)


def _set_name(name: str, workspace: Workspace) -> Settings:
    return _change({"name": name}, workspace)


def _add_packs(folder: str, workspace: Workspace) -> Settings:
    from roleplay.practice import preferences

    return preferences.add_packs(workspace, folder)


def _remove_packs(folder: Path, workspace: Workspace) -> Settings:
    from roleplay.practice import preferences

    return preferences.remove_packs(workspace, folder)


def _write_keys(workspace: Workspace) -> Settings:
    from roleplay.practice import preferences

    from ..keys import actions

    return preferences.write_keys(workspace, actions())


def _due(months: int, workspace: Workspace) -> int:
    from roleplay.practice import preferences

    return len(preferences.due(workspace, months))


def _tidy(workspace: Workspace) -> int:
    from roleplay.practice import preferences

    return preferences.tidy(workspace)


def _forget_all(workspace: Workspace) -> int:
    from roleplay.practice import preferences

    return preferences.forget_all(workspace)
