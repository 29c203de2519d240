"""The ways from one screen to another."""

from __future__ import annotations

from .desk import Trouble
from .messages import Again, Opening, Rehearse, Start
from .typing import OneByOne


class Places(OneByOne):
    """Which screen is shown; a screen is imported when it is first gone to."""

    def show_library(self) -> None:
        """The scenarios to choose from."""
        from .screens.library import LibraryScreen

        self.push_screen(LibraryScreen())

    def action_command_palette(self) -> None:
        """Look for what can be done by its name."""
        from .palette import Palette

        if not isinstance(self.screen, Palette):
            # Without an id: one that is still closing has to go first otherwise.
            self.push_screen(Palette())

    def action_settings(self) -> None:
        """Go to the settings, by a key."""
        self.show_settings()

    def show_settings(self) -> None:
        """How somebody likes the app, and where their things lie."""
        from .screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def show_model(self) -> None:
        """The model, where it answers, and what it may use."""
        from .screens.model import ModelScreen

        self.push_screen(ModelScreen())

    def show_briefing(
        self, scenario: str, variant: str | None = None, buyer: str | None = None
    ) -> None:
        """What is known before a call; ``buyer`` is who speaks for them, unless changed there."""
        from .screens.briefing import BriefingScreen

        self.push_screen(BriefingScreen(scenario, variant, buyer))

    def show_call(self, opening: Opening) -> None:
        """A call. A take two lies over the debrief it came from; any other over Home."""
        from .screens.call import CallScreen

        if isinstance(self.screen, CallScreen) and not self.screen.is_mounted:
            # A second click: the call that the first one asked for is on its way.
            return
        if not isinstance(opening, Again):
            self.show_home()
        self.push_screen(CallScreen(opening))

    def show_first_call(self) -> None:
        """The call that teaches the app, once more."""
        self.show_call(Start("first-call", "a"))

    def show_debrief(
        self, call: str, instead: bool = False, at: tuple[int, int, int] | None = None
    ) -> None:
        """What became of a call; ``instead`` of the screen that is shown, or over it.

        ``at`` are words to show in it at once: their turn, where they start and end.
        """
        from .screens.debrief import DebriefScreen

        if instead:
            self.switch_screen(DebriefScreen(call, at))
        else:
            self.push_screen(DebriefScreen(call, at))

    def show_takes(self, call: str, against: str | None = None) -> None:
        """Two takes of a call, side by side; without ``against`` the one it was made from."""
        from .screens.takes import TakesScreen

        self.push_screen(TakesScreen(call, against))

    def show_coach(self, call: str) -> None:
        """What a coach says of a call."""
        from .screens.coach import CoachScreen

        self.push_screen(CoachScreen(call))

    def show_scores(self, call: str) -> None:
        """The scorecards of a call."""
        from .screens.scores import ScoresScreen

        self.push_screen(ScoresScreen(call))

    def action_history(self) -> None:
        """Go to the history, by a key."""
        self.show_history()

    def show_history(self) -> None:
        """The calls that were had, and the level over time."""
        from .screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def show_author(self, rehearse: Rehearse) -> None:
        """A call, played by its author with the buyer's mind open."""
        from .screens.author import AuthorScreen

        self.push_screen(AuthorScreen(rehearse))

    def show_trouble(self, trouble: Trouble) -> None:
        """What went wrong, in one line."""
        from .screens.trouble import TroubleScreen

        if not isinstance(self.screen, TroubleScreen):
            self.push_screen(TroubleScreen(trouble))

    def show_home(self) -> None:
        """Home, whatever lies over it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
