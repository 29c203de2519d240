"""The model: where it answers, which one plays whom, what it may use, and whether it works."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from ..choosing import CHOOSING, ChoosingPage
from ..widgets import model_parts as parts
from ..widgets.row import Row

if TYPE_CHECKING:
    from roleplay.practice.model_setup import ModelView
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings


class ModelScreen(ChoosingPage):
    """Everything about the model."""

    CSS_PATH = "settings.tcss"
    BINDINGS = CHOOSING
    NAME = "Settings / Model"

    @dataclass
    class Opened(Message):
        """What is set up has been looked at."""

        view: ModelView

    def __init__(self) -> None:
        super().__init__()
        self.view: ModelView | None = None

    def on_mount(self) -> None:
        """Look at what is set up."""
        self.headline(self.NAME)
        self.ask(_look, self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """List it, with the mark where it was."""
        self.view = message.view
        await self.list_rows(parts.parts(message.view))

    @on(Row.Chosen)
    @work(exit_on_error=False)
    async def choose(self, message: Row.Chosen) -> None:
        """Set what the row stands for."""
        name = message.row.value.name
        if self.view is None:
            return
        if name == parts.TRY:
            await self._try()
        elif name == parts.KEY:
            await self._key(self.view)
        else:
            await self._set(parts.field(name), name, self.view)

    async def _set(self, field: parts.Field, name: str, view: ModelView) -> None:
        settings = await self.ask_until_right(
            name, field.asks, str(getattr(view.model, field.name)), partial(_change, field.name)
        )
        if settings is not None:
            self.roleplay.take(settings)
            self.ask(_look, self.Opened)

    async def _key(self, view: ModelView) -> None:
        if view.in_keyring:
            if await self.sure(
                "Take the key out of your keyring?",
                "The model is asked without a key then, until you put one in again.",
                "Take it out",
            ):
                await self.asked(_delete_key)
                self.ask(_look, self.Opened)
            return
        why = "It goes into your system's keyring and is never shown. No file of ours holds it."
        if await self.ask_until_right("The key", why, "", _set_key, hidden=True) is not None:
            self.ask(_look, self.Opened)

    async def _try(self) -> None:
        from ..dialogs.trying import TryingDialog

        await self.app.push_screen_wait(TryingDialog(self.roleplay.settings))


def _look(workspace: Workspace) -> ModelView:
    from roleplay.practice import model_setup

    return model_setup.look(workspace)


def _change(name: str, value: str, workspace: Workspace) -> Settings:
    from roleplay.practice import model_setup

    return model_setup.change(workspace, name, value)


def _set_key(key: str, workspace: Workspace) -> str:
    from roleplay.practice import model_setup

    return model_setup.set_key(workspace, key)


def _delete_key(workspace: Workspace) -> bool:
    from roleplay.practice import model_setup

    return model_setup.delete_key(workspace)
