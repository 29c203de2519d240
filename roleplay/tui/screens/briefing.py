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

SCRIPTED, MODEL = "scripted", "model"
"""Who may speak for a buyer, as practice calls them."""


class BriefingScreen(Page):
    """Who is on the line, what we bring, and what is judged: nothing is graded in secret."""

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = "#briefing"
    BINDINGS = [
        Binding("enter", "start", "Start the call"),
        Binding("v", "variant", "Another variant"),
        Binding("b", "buyer", "Who speaks"),
        Binding("escape", "app.pop_screen", "Back"),
        Binding("question_mark", "app.keys", "Keys", show=False),
    ]
    NAME = "Briefing"

    @dataclass
    class Opened(Message):
        """The briefing has been read."""

        briefing: Briefing
        at_hand: AtHand

    def __init__(self, scenario: str, variant: str | None = None, buyer: str | None = None) -> None:
        super().__init__()
        self.buyer = buyer
        """Who speaks for the buyer; None until it is known who did the last time."""
        self.scenario = scenario
        self.variant = variant
        self._at_hand: AtHand | None = None

    def body(self) -> ComposeResult:
        """The call beside what we bring to it, over the way into it."""
        with Horizontal(id="sheet"):
            yield Leaf(id="briefing")
            yield Leaf(id="bring")
        speaks = Row("", id="speaks")
        speaks.can_focus = False  # Enter begins the call, wherever somebody has clicked
        yield speaks
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
        self.buyer = (self.buyer or at_hand.voice) if at_hand.model else SCRIPTED
        self._say_who_speaks()
        self.refresh_bindings()
        self.ask(partial(_get_ready, self.scenario, self.variant, self.buyer))

    @on(Row.Chosen, "#start")
    def action_start(self) -> None:
        """Begin the call."""
        self.roleplay.show_call(Start(self.scenario, self.variant, self.buyer or SCRIPTED))

    @on(Row.Chosen, "#speaks")
    def action_buyer(self) -> None:
        """Let the other one speak for the buyer: the model, or the author's own words."""
        self.buyer = SCRIPTED if self.buyer == MODEL else MODEL
        self._say_who_speaks()
        self.ask(partial(_get_ready, self.scenario, self.variant, self.buyer))

    def _say_who_speaks(self) -> None:
        at_hand = self._at_hand
        if at_hand is not None and at_hand.model:
            key = self.roleplay.key_for("briefing.buyer", "b")
            said = parts.speaks(at_hand.model, by_model=self.buyer == MODEL, key=key)
            self.query_one("#speaks", Row).say(said)
            self.add_class("-model")

    def action_variant(self) -> None:
        """The same call with the buyer in another temper."""
        if self._at_hand is not None:
            variants = self._at_hand.variants
            place = variants.index(self._at_hand.variant)
            self.variant = variants[(place + 1) % len(variants)]
            self.on_mount()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another variant, or somebody else to speak, only where there is one."""
        if action == "buyer":
            return self._at_hand is not None and bool(self._at_hand.model)
        return action != "variant" or (
            self._at_hand is not None and len(self._at_hand.variants) > 1
        )


def _briefing(scenario: str, variant: str | None, workspace: Workspace) -> tuple[Briefing, AtHand]:
    from roleplay.practice.at_hand import at_hand
    from roleplay.practice.shelf import briefing

    return briefing(workspace, scenario, variant), at_hand(workspace, scenario, variant)


def _get_ready(scenario: str, variant: str | None, buyer: str, workspace: Workspace) -> None:
    from roleplay.practice.calls import get_ready

    get_ready(workspace, scenario, variant, buyer)
