"""What the app takes from the file of preferences: colours, motion, keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from .desk import Desk, Trouble
from .keys import spelled
from .places import Places
from .themes import DARK, LIGHT

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

NAMES = {"dark": DARK.name, "light": LIGHT.name}
"""What the file calls a set of colours, and what Textual does."""


class Looks(Places):
    """The app, looking and moving as somebody likes it."""

    settings: Settings
    desk: Desk
    in_ten_minutes: bool = False
    """The call that is opened next was offered as the one next thing: ten minutes at most."""
    complaints: tuple[str, ...] = ()
    """What the file asks for and cannot have, a line each."""

    _keys: Mapping[str, str] = {}
    """The keys that actions have been given, by the action's id."""

    def take(self, settings: Settings) -> None:
        """Look as these settings say, from now on."""
        self.settings = settings
        self.theme = NAMES[settings.preferences.theme]
        self.animation_level = "none" if settings.reduced_motion else "full"

    def take_keys(self) -> None:
        """Give actions the keys that the file wants for them, and tell what cannot be had.

        Looks at every screen, so it is called once the first picture is shown, and only if the
        file has anything to say about keys.
        """
        wanted = self.settings.preferences.keys
        complaints = [*self.settings.complaints]
        if self._keys and not wanted:
            self.set_keymap({})
            self._keys = {}
        if wanted:
            from .keys import chosen

            file = self.settings.file
            lines = file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
            keys, wrong = chosen(wanted, file, lines)
            self.set_keymap(keys)
            self._keys = keys
            complaints += wrong
        told, self.complaints = self.complaints, tuple(complaints)
        if complaints and self.complaints != told and len(self.screen_stack) == 1:
            more = len(complaints) - 1
            line = complaints[0].removeprefix(f"{self.settings.home}/")
            line += f"\nSettings shows {more} more." if more else ""
            self.notify(line, title="Settings", severity="warning", timeout=12, markup=False)

    def key_for(self, action: str, usual: str) -> str:
        """How to tell the key of an action, which may have been given another: ``Ctrl+Y``.

        ``usual`` is the key it has as long as nobody gives it another.
        """
        return spelled(self._keys.get(action, usual).split(",")[0].strip())

    def action_light_or_dark(self) -> None:
        """The other set of colours, now and from now on."""
        self.set_theme("light" if self.theme == DARK.name else "dark")

    def set_theme(self, name: str) -> None:
        """Show those colours, and remember them."""
        self.theme = NAMES[name]
        self.run_worker(self._remember_theme(name), exit_on_error=False)

    async def _remember_theme(self, name: str) -> None:
        try:
            self.settings = await self.desk.do(partial(_remember, name))
        except Trouble as trouble:
            self.notify(str(trouble), title="Not remembered", severity="warning", markup=False)


def _remember(theme: str, workspace: Workspace) -> Settings:
    from roleplay.practice.preferences import change

    return change(workspace, theme=theme)
