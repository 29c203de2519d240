"""The model: where it answers, which one plays whom, what it may use, and whether it works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import on, work
from textual.message import Message

from ..choosing import CHOOSING, ChoosingPage
from ..desk import Trouble
from ..widgets import model_parts as parts
from ..widgets.row import Row

if TYPE_CHECKING:
    from roleplay.practice.model_setup import KeyView, ModelView
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

Result = TypeVar("Result")


class ModelScreen(ChoosingPage):
    """Everything about the model."""

    CSS_PATH = "settings.tcss"
    BINDINGS = CHOOSING
    NAME = "Settings / Model"

    @dataclass
    class Opened(Message):
        """What is set up has been looked at."""

        view: ModelView

    @dataclass
    class KeyFound(Message):
        """Whether there is a key is known."""

        key: KeyView

    def __init__(self) -> None:
        super().__init__()
        self.view: ModelView | None = None
        self.key: KeyView | None = None
        """None until it has been looked for."""

    def on_mount(self) -> None:
        """Look at what is set up."""
        self.headline(self.NAME)
        self.ask(_look, self.Opened)
        self.run_worker(self._find_key(), exit_on_error=False)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """List it, with the mark where it was."""
        self.view = message.view
        await self._list()

    @on(KeyFound)
    async def show_key(self, message: KeyFound) -> None:
        """Say whether there is one."""
        self.key = message.key
        await self._list()

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
            await self._key()
        else:
            await self._set(parts.FIELDS[name], name, self.view)

    async def _set(self, field: parts.Field, name: str, view: ModelView) -> None:
        desk = self.roleplay.desk
        settings = await self.ask_until_right(
            name,
            field.asks,
            str(getattr(view.model, field.name)),
            lambda answer: desk.do(partial(_change, field.name, answer)),
        )
        if settings is not None:
            self.roleplay.take(settings)
            self.ask(_look, self.Opened)

    async def _key(self) -> None:
        if self.key is not None and self.key.in_keyring:
            if not await self.sure(
                "Take the key out of your keyring?",
                "The model is asked without a key then, until you put one in again.",
                "Take it out",
            ):
                return
            try:
                await _aside(_delete_key)
            except Trouble as trouble:
                await self.tell(trouble)
        else:
            why = "It goes into your system's keyring and is never shown. No file of ours holds it."
            put = await self.ask_until_right(
                "The key", why, "", lambda key: _aside(partial(_set_key, key)), hidden=True
            )
            if put is None:
                return
        await self.asked(_close_doors)
        await self._find_key()

    async def _find_key(self) -> None:
        key = await asyncio.to_thread(_find_key, self.roleplay.settings)
        self.post_message(self.KeyFound(key))

    async def _list(self) -> None:
        if self.view is not None:
            await self.list_rows(parts.parts(self.view, self.key))

    async def _try(self) -> None:
        from ..dialogs.trying import TryingDialog

        await self.app.push_screen_wait(TryingDialog(self.roleplay.settings))


async def _aside(work: Callable[[], Result]) -> Result:
    """``work`` on a thread of its own: a keyring may wait for its password, the desk may not.

    Raises:
        Trouble: it could not be done.
    """
    from roleplay.domain.problem import RoleplayError

    try:
        return await asyncio.to_thread(work)
    except RoleplayError as error:
        raise Trouble(str(error)) from error


def _look(workspace: Workspace) -> ModelView:
    from roleplay.practice import model_setup

    return model_setup.look(workspace)


def _change(name: str, value: str, workspace: Workspace) -> Settings:
    from roleplay.practice import model_setup

    return model_setup.change(workspace, name, value)


def _close_doors(workspace: Workspace) -> None:
    workspace.close_doors()


def _find_key(settings: Settings) -> KeyView:
    from roleplay.practice import model_setup

    return model_setup.find_key(settings)


def _set_key(key: str) -> bool:
    from roleplay.practice import model_setup

    model_setup.set_key(key)
    return True


def _delete_key() -> bool:
    from roleplay.practice import model_setup

    return model_setup.delete_key()
