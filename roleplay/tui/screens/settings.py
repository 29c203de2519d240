"""Settings: how somebody likes the app, where their calls come from, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message
from textual.widget import Widget

from ..choosing import CHOOSING, ChoosingPage
from ..widgets import settings_parts as parts
from ..widgets.row import Row
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.preferences import SettingsView
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

KEEPING = (0, 24, 12, 6, 3)
"""Months to choose from; 0 is for ever."""


class SettingsScreen(ChoosingPage):
    """Everything that can be set, and where everything lies."""

    CSS_PATH = "settings.tcss"
    BINDINGS = CHOOSING
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

    def on_mount(self) -> None:
        """Look at what there is."""
        self.headline(self.NAME)
        self.ask(_look, self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """List it, with the mark where it was."""
        self.view = message.view
        await self.list_rows(self._parts(message.view))

    @on(Changed)
    def take(self, message: Changed) -> None:
        """Look and list as it has been set."""
        self.roleplay.take(message.settings)
        self.roleplay.take_keys()
        self.ask(_look, self.Opened)

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
            await self._put("Your name", why, likes.name, _set_name)
        elif choice.name == "Colours":
            self._set(theme="light" if likes.theme == "dark" else "dark")
        elif choice.name == "Motion":
            self._set(reduced_motion=not likes.reduced_motion)
        elif choice.name == "Model":
            from .model import ModelScreen

            self.app.push_screen(ModelScreen(), lambda _: self.ask(_look, self.Opened))
        elif choice.name == "Add a folder":
            why = "The folder that holds your packs. A pack is a folder with calls in it."
            await self._put("A folder of packs", why, "", _add_packs)
        elif choice.name == "Calls are kept":
            await self._keep(likes.keep_months)
        elif choice.name == "Forget all calls":
            await self._forget()
        elif choice.name == "Other keys":
            settings = await self.asked(_write_keys)
            if settings is not None:
                self.notify("The list of keys stands in the file, ready to be changed.")
                self.post_message(self.Changed(settings))

    async def _keep(self, now: int) -> None:
        place = KEEPING.index(now) + 1 if now in KEEPING else 0
        months = KEEPING[place % len(KEEPING)]
        going = await self.asked(partial(_due, months))
        if going and not await self.sure(
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
        if calls and await self.sure(
            f"Forget {parts.calls(calls)}, with all that was said in them?",
            "Your words, the scores and your notes are erased from this machine. "
            "They cannot be brought back.",
            "Forget all",
        ):
            gone = await self.asked(_forget_all)
            if gone is not None:
                self.notify(f"Forgotten: {parts.calls(gone)}.", markup=False)
                self.ask(_look, self.Opened)

    async def _remove(self, folder: Path) -> None:
        if await self.sure(
            "Take this folder off the list?",
            f"{folder} stays as it is, and so do your calls with the buyers in it.",
            "Take it off",
        ):
            self.ask(partial(_remove_packs, folder), self.Changed)

    async def _put(
        self, question: str, why: str, text: str, put: Callable[[str, Workspace], Settings]
    ) -> None:
        desk = self.roleplay.desk
        settings = await self.ask_until_right(
            question, why, text, lambda answer: desk.do(partial(put, answer))
        )
        if settings is not None:
            self.post_message(self.Changed(settings))

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
