"""Briefing: what a seller may know before the call, and what the call will be judged by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message

from ..messages import Start
from ..page import Page
from ..widgets import brief_parts as parts
from ..widgets.leaf import Leaf
from ..widgets.row import Row
from ..widgets.words import words

if TYPE_CHECKING:
    from roleplay.practice.at_hand import AtHand
    from roleplay.practice.shelf import Briefing
    from roleplay.practice.workspace import Workspace


class BriefingScreen(Page):
    """Who is on the line, what we bring, and what is judged: nothing is graded in secret."""

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = "#briefing"
    BINDINGS = [
        Binding("enter", "start", "Start the call"),
        Binding("v", "variant", "Another variant"),
        Binding("escape", "app.pop_screen", "Back"),
        Binding("question_mark", "app.keys", "Keys", show=False),
    ]
    NAME = "Briefing"

    @dataclass
    class Opened(Message):
        """The briefing has been read."""

        briefing: Briefing
        at_hand: AtHand

    def __init__(self, scenario: str, variant: str | None = None) -> None:
        super().__init__()
        self.scenario = scenario
        self.variant = variant
        self._at_hand: AtHand | None = None

    def body(self) -> ComposeResult:
        """The call beside what we bring to it, over the way into it."""
        with Horizontal(id="sheet"):
            yield Leaf(id="briefing")
            yield Leaf(id="bring")
        yield Row(words(("Start the call", "bold")), id="start")

    def on_mount(self) -> None:
        """Ask for the briefing."""
        self.ask(partial(_briefing, self.scenario, self.variant), lambda read: self.Opened(*read))

    @on(Opened)
    def show(self, message: Opened) -> None:
        """Write the pages."""
        briefing, at_hand = message.briefing, message.at_hand
        self._at_hand = at_hand
        self.headline(f"{self.NAME} · {briefing.title}", f"{briefing.minutes} minutes")
        self.query_one("#briefing", Leaf).write(
            lambda width: parts.call(briefing, at_hand, alone=not self.has_class("-wide"))
        )
        self.query_one("#bring", Leaf).write(lambda width: parts.bring(at_hand.bring))
        self.set_class(at_hand.bring is None, "-nothing-brought")
        self.query_one("#start", Row).say(parts.way_in(briefing, at_hand))
        self.refresh_bindings()
        self.ask(partial(_get_ready, self.scenario, self.variant))

    @on(Row.Chosen, "#start")
    def action_start(self) -> None:
        """Begin the call."""
        self.roleplay.show_call(Start(self.scenario, self.variant))

    def action_variant(self) -> None:
        """The same call with the buyer in another temper."""
        if self._at_hand is not None:
            variants = self._at_hand.variants
            place = variants.index(self._at_hand.variant)
            self.variant = variants[(place + 1) % len(variants)]
            self.on_mount()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another variant only where there is one."""
        return action != "variant" or (
            self._at_hand is not None and len(self._at_hand.variants) > 1
        )


def _briefing(scenario: str, variant: str | None, workspace: Workspace) -> tuple[Briefing, AtHand]:
    from roleplay.practice.at_hand import at_hand
    from roleplay.practice.shelf import briefing

    return briefing(workspace, scenario, variant), at_hand(workspace, scenario, variant)


def _get_ready(scenario: str, variant: str | None, workspace: Workspace) -> None:
    from roleplay.practice.calls import get_ready

    get_ready(workspace, scenario, variant)
