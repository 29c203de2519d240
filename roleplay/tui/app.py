"""The app: which screen is shown, and how it ends. Imports as little as a first picture needs."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.events import Event, Resize
from textual.geometry import Size
from textual.screen import Screen

from .desk import Desk, Trouble, our_mistake
from .keys import short
from .messages import Rehearse, Start
from .page import Page
from .sampling import Sampling
from .screens.home import HomeScreen
from .terminal import CHECK_SECONDS, Terminal
from .themes import DARK, LIGHT

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from roleplay.settings import Settings


LEAST_DRAWN = Size(20, 5)
"""Columns and rows that are always laid out; a smaller window shows a part of them."""
MOVING = ("move", "look", "scroll", "turn", "page", "focus", "next", "previous", "over")
"""How the names of actions begin that are nothing to be looked for by name."""


def _calls() -> type[Provider]:
    """Imported when the palette is first opened."""
    from .palette import Calls

    return Calls


class RoleplayApp(Sampling):
    """Practise the call before the call."""

    TITLE = "roleplay"
    COMMANDS = Sampling.COMMANDS | {_calls}
    CSS_PATH = ["app.tcss", "screens/home.tcss"]
    """Home is the first screen of the stack, whose own style nobody else would load."""
    BINDINGS = [
        Binding("f1", "keys", "Keys", id="app.keys"),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
        Binding(
            "ctrl+p",
            "command_palette",
            "Find anything",
            show=False,
            priority=True,
            id="app.palette",
        ),
    ]

    def __init__(
        self,
        settings: Settings,
        scenario: str | None = None,
        variant: str | None = None,
        rehearse: Rehearse | None = None,
        sample: bool = False,
        buyer: str | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.desk = Desk(settings)
        self.reflected: set[str] = set()
        """Calls whose debrief has been read past its first question since the app was started."""
        self._first = Start(scenario, variant) if scenario is not None else rehearse
        self._first_buyer = buyer
        self._sample_first = sample
        self._told_unsaved = False
        """Quitting was asked for once while something could not be saved."""
        self._terminal = Terminal()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.take(settings)

    async def on_event(self, event: Event) -> None:
        """In a window with no room at all, draw as if there were some: layouts divide by it."""
        if isinstance(event, Resize):
            columns, rows = event.size
            size = Size(max(columns, LEAST_DRAWN.width), max(rows, LEAST_DRAWN.height))
            event = Resize(size, size, size, event.pixel_size)
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """On a Unix terminal, one that sees Esc and takes a paste without letting one wait."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from .driver import KeysDriver

        return KeysDriver

    def get_default_screen(self) -> Screen[None]:
        """Home, with what the last session left to show."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Open what was asked for, and watch the terminal."""
        self.call_after_refresh(self.take_keys)
        match self._first:
            case Start(scenario, variant):
                self.show_briefing(scenario, variant, self._first_buyer)
            case Rehearse() as rehearse:
                self.show_author(rehearse)
        if self._sample_first:
            self.call_after_refresh(self.show_sample)
        self.set_interval(CHECK_SECONDS, self._end_with_terminal)
        if hasattr(signal, "SIGHUP"):
            import asyncio

            loop = asyncio.get_running_loop()
            for number in (signal.SIGHUP, signal.SIGTERM):
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._leave)

    def action_keys(self) -> None:
        """The keys of the screen that is shown."""
        from .dialogs.keys import KeysDialog

        if isinstance(self.screen, Page):
            self.push_screen(KeysDialog(self.screen.active_bindings), self._press)

    def _press(self, key: str | None) -> None:
        if key is not None:
            self.simulate_key(key)

    def get_key_display(self, binding: Binding) -> str:
        """The name of a key as short as it can be told: ``Esc``, ``F1``, ``^Q``."""
        return binding.key_display or short(binding.key)

    async def action_quit(self) -> None:
        """Save what is being typed, and end; where it cannot be saved, only when told twice."""
        trouble = await self._before_leaving()
        if trouble is None or self._told_unsaved:
            self.exit(0)
            return
        self._told_unsaved = True
        self.notify(
            str(trouble),
            title="What you are typing could not be saved. Quit again to leave without it.",
            severity="error",
            timeout=20,
            markup=False,
        )

    async def action_home(self) -> None:
        """Save what is being typed, and go Home from wherever we are."""
        if (trouble := await self._before_leaving()) is not None:
            self.notify(str(trouble), title="Not saved", severity="error", markup=False)
            return
        self.show_home()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: the screen's own keys, then the app's."""
        if isinstance(screen, Page):
            for node, binding, enabled, tooltip in screen.active_bindings.values():
                moves = binding.id is None or binding.action.startswith(MOVING)
                offered = binding.show or not moves
                if enabled and offered and not binding.action.startswith("app."):
                    yield SystemCommand(
                        binding.description,
                        tooltip or f"On this screen: {self.get_key_display(binding)}",
                        lambda action=binding.action, node=node: self.run_action(action, node),
                    )
            yield SystemCommand("Home", "Where a session starts", self.action_home)
            yield SystemCommand("Library", "Choose a call to practise", self.show_library)
            yield SystemCommand("History", "Your calls, and your level", self.show_history)
            if self.settings.is_sample:
                yield SystemCommand("Back to yours", "Leave the sample history", self.leave_sample)
            else:
                about = "Six weeks of somebody made up, to look around in"
                yield SystemCommand("Sample history", about, self.show_sample)
            about = "Two minutes that show how this works; never counts"
            yield SystemCommand("First call", about, self.show_first_call)
            yield SystemCommand("Settings", "Name, colours, packs, your calls", self.show_settings)
            yield SystemCommand("Keys", "The keys of this screen", self.action_keys)
        yield SystemCommand("Light or dark", "The other colours", self.action_light_or_dark)
        yield SystemCommand("Quit", "Nothing is lost: a call can be resumed", self.action_quit)

    def end(self) -> None:
        """Finish what was asked of practice, and close it."""
        self.close()
        if self._terminal.gone():
            # Textual could not take leave of it, and a thread of its would wait for keys for ever.
            os._exit(0)

    async def _before_leaving(self) -> Trouble | None:
        """Save what is being typed; what was in the way, if anything was."""
        found = None
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Page):
                try:
                    await screen.before_leaving()
                except Trouble as trouble:
                    found = trouble
        return found

    def _fatal_error(self) -> None:
        """One line in place of Textual's traceback, which would show what was being said."""
        from rich.text import Text

        error = self._exception or RuntimeError()
        self.panic(Text(our_mistake(error, self.settings.home)))

    def _end_with_terminal(self) -> None:
        if self._terminal.gone():
            self._leave()

    def _leave(self) -> None:
        self.run_worker(self._quit_from_outside(), exit_on_error=False)

    async def _quit_from_outside(self) -> None:
        await self.dealt_with()
        await self._before_leaving()
        self.exit(0)


def run(
    settings: Settings,
    *,
    scenario: str | None = None,
    variant: str | None = None,
    rehearse: Rehearse | None = None,
    sample: bool = False,
    buyer: str | None = None,
) -> int:
    """Run the app until it is left; the exit status: 0, or 3 if it broke.

    ``scenario`` opens the briefing of that call first (``buyer``: who speaks in it), ``rehearse``
    the author's view of one, ``sample`` the sample history.
    Nothing below Home is imported before the first picture is on the screen.
    """
    # Nothing that is loaded while the app opens is garbage; the desk turns this on again.
    gc.disable()
    app = RoleplayApp(settings, scenario, variant, rehearse, sample, buyer)
    try:
        app.run()
    finally:
        app.end()
    return 3 if app.return_code else 0
