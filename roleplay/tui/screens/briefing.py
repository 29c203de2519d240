"""Briefing: what a seller may know before the call, and what the call will be judged by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ..messages import Start
from ..page import Page
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.shelf import BriefCriterion, Briefing
    from roleplay.practice.workspace import Workspace


class BriefingScreen(Page):
    """Nothing is graded in secret: the rubric stands here in plain words."""

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = "#briefing"
    BINDINGS = [
        Binding("enter", "start", "Start the call"),
        Binding("escape", "app.pop_screen", "Back"),
        Binding("question_mark", "app.keys", "Keys", show=False),
    ]
    NAME = "Briefing"

    @dataclass
    class Opened(Message):
        """The briefing has been read."""

        briefing: Briefing

    def __init__(self, scenario: str, variant: str | None = None) -> None:
        super().__init__()
        self.scenario = scenario
        self.variant = variant

    def body(self) -> ComposeResult:
        """One long page."""
        yield VerticalScroll(id="briefing")

    def on_mount(self) -> None:
        """Ask for the briefing."""
        self.ask(partial(_briefing, self.scenario, self.variant), self.Opened)

    @on(Opened)
    def show(self, message: Opened) -> None:
        """Write the page."""
        briefing = message.briefing
        self.headline(self.NAME, f"{briefing.minutes} minutes")
        self.query_one("#briefing").mount_all(_parts(briefing))

    def action_start(self) -> None:
        """Begin the call."""
        self.roleplay.show_call(Start(self.scenario, self.variant))


def _briefing(scenario: str, variant: str | None, workspace: Workspace) -> Briefing:
    from roleplay.practice.shelf import briefing

    return briefing(workspace, scenario, variant)


def _parts(briefing: Briefing) -> list[Widget]:
    parts: list[Widget] = [
        Words(words((briefing.title, "bold")), classes="title"),
        Words("The account", classes="heading"),
        Words(" · ".join(briefing.account_lines)),
        Words("The buyer", classes="heading"),
        Words(briefing.buyer_line),
        Words("What you know", classes="heading"),
        Words(briefing.brief),
        Words("A good outcome", classes="heading"),
        Words(briefing.goal),
    ]
    if briefing.offering_lines:
        parts.append(Words("What you bring", classes="heading"))
        parts.append(Words("\n· ".join(briefing.offering_lines)))
    parts.append(Words("What the call is judged by", classes="heading"))
    parts.append(
        Words(
            "Each level rests on your own words or the buyer's, quoted afterwards. "
            "Length, accent, grammar and speed are never judged.",
            classes="quiet",
        )
    )
    parts += [Words(_criterion(criterion), classes="criterion") for criterion in briefing.criteria]
    return parts


def _criterion(criterion: BriefCriterion) -> Content:
    weight = f"{criterion.weight:g}"
    lines: list[str | tuple[str, str]] = [
        (criterion.title, "bold"),
        (f"   counts {weight}\n", "$quiet"),
    ]
    lines += [f"  {level}  {anchor}\n" for level, anchor in criterion.levels]
    if criterion.checks:
        lines.append(("What is looked for\n", "$quiet"))
        lines += [(f"  · {check}\n", "$quiet") for check in criterion.checks]
    return words(*lines)
