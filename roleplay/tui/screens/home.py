"""Home: the one next thing, what is unfinished, what was done last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ..ahead import load_ahead
from ..desk import Trouble
from ..messages import Again, Resume, Start
from ..page import Page
from ..widgets.row import Row
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.home import CallRow, HomeView, NextThing, Week
    from roleplay.practice.workspace import Workspace

KINDS = {"retake": "retake", "fork": "take two", "lesson": "to learn the app"}
"""What a call is called that does not count."""
DOES = {Start: "Enter shows the briefing", Resume: "Enter goes on", Again: "Enter takes it again"}
"""What Enter on the next thing does."""
IDLE_SECONDS = 1.0
"""How long after Home is read the next call and the other screens are made ready."""
LIBRARY, SAMPLE, THROW_AWAY, OWN = "library", "sample", "throw-away", "own"
"""What other rows stand for."""


@dataclass(frozen=True)
class _Debrief:
    """A finished call, to be read about."""

    call: str


class _Parts(VerticalScroll, inherit_bindings=False, can_focus=False):
    """Scrolls by itself to the row that is chosen: up and down are for choosing."""


class HomeScreen(Page):
    """Where a session starts.

    The first picture is what the last session left behind; what the history says corrects it.
    """

    AUTO_FOCUS = "#next"
    BINDINGS = [
        Binding("t", "throw_away", "Throw away"),
        Binding("b", "own", "Back to mine"),
        Binding("l", "library", "All calls"),
        Binding("h", "app.history", "History"),
        Binding("s", "app.settings", "Settings"),
        Binding("down", "app.focus_next", "Further down", show=False),
        Binding("up", "app.focus_previous", "Further up", show=False),
        Binding("question_mark", "app.keys", "Keys", show=False),
        Binding("r", "read", "Read again"),
        Binding("q", "app.quit", "Quit", show=False),
    ]
    NAME = "Home"

    @dataclass
    class Opened(Message):
        """The history has been read."""

        view: HomeView

    def __init__(self) -> None:
        super().__init__()
        self.view: HomeView | None = None

    def body(self) -> ComposeResult:
        """The last session's picture, or a greeting."""
        self.view = self._remembered()
        with Horizontal(id="room"):
            with _Parts(id="home"):
                yield Vertical(*self._parts(self.view), id="parts")
            with Vertical(id="side"):
                yield Words(_beside(self.view), id="beside")

    def on_mount(self) -> None:
        """Read the history once the first picture is shown."""
        self.headline(self.NAME, "opening your history")
        self.call_after_refresh(self.ask, _history, self.Opened)

    async def begin_anew(self) -> None:
        """Show another history from its beginning."""
        self.mark_sample()
        self.remove_class("-read")
        self.headline(self.NAME, "opening")
        await self._put(self._remembered())
        self.query_one("#next").focus()
        self.refresh_bindings()
        self.ask(_history, self.Opened)

    def on_screen_resume(self) -> None:
        """Read it again when coming back; not where a call begins over it at once."""
        self.roleplay.in_ten_minutes = False
        if self.has_class("-read") and self.app.screen is self:
            self.read()

    def read(self) -> None:
        """Ask practice for Home."""
        self.ask(_home, self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """Put what was read in place of what was remembered."""
        self.headline(self.NAME, self.roleplay.settings.name)
        self.remove_class("-unread")
        if not self.has_class("-read"):
            self.add_class("-read")
            self.call_after_refresh(self.read)
            self.set_timer(IDLE_SECONDS, partial(self._look_ahead, message.view.next))
        if message.view == self.view:
            return
        await self._put(message.view)

    def _look_ahead(self, thing: NextThing | None) -> None:
        """Load what is likely to be wanted next, unless something else is wanted already."""
        if self.is_current:
            if thing is not None:
                self.ask(partial(_get_ready, thing))
            self.run_worker(load_ahead(self.roleplay))

    async def _put(self, view: HomeView | None) -> None:
        focused = self.focused.value if isinstance(self.focused, Row) else None
        self.view = view
        parts = self.query_one("#parts")
        with self.app.batch_update():
            await parts.remove_children()
            await parts.mount_all(self._parts(self.view))
            self.query_one("#beside", Words).say(_beside(self.view))
        rows = list(self.query(Row))
        again = next((row for row in rows if row.value == focused), rows[0] if rows else None)
        if again is not None and self.is_current:
            self.set_focus(again)

    async def tell(self, trouble: Trouble) -> None:
        """Say why the history could not be read."""
        self.headline(self.NAME, "r reads your history again")
        self.add_class("-unread")
        self.refresh_bindings()
        await super().tell(trouble)

    @on(Row.Chosen)
    def go(self, message: Row.Chosen) -> None:
        """Do what the row stands for."""
        # What is offered as the next thing takes ten minutes at most: the call will say so.
        self.roleplay.in_ten_minutes = message.row.id == "next"
        match message.row.value:
            case Start(scenario) if self.view is not None and scenario == self.view.lesson:
                self.roleplay.show_call(message.row.value)
            case Start(scenario, variant):
                self.roleplay.show_briefing(scenario, variant)
            case Resume() | Again() as opening:
                self.roleplay.show_call(opening)
            case _Debrief(call):
                self.roleplay.show_debrief(call)
            case "sample":
                self.roleplay.show_sample()
            case _:
                self.action_library()

    def action_read(self) -> None:
        """Read the history again, after it could not be read."""
        self.read()

    def action_library(self) -> None:
        """Choose another call."""
        self.roleplay.show_library()

    def action_throw_away(self) -> None:
        """Throw the sample history away."""
        self.roleplay.throw_sample_away()

    def action_own(self) -> None:
        """Leave the sample as it is, and go back."""
        self.roleplay.leave_sample()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        if action == "read":
            return self.has_class("-unread")
        return action not in ("throw_away", "own") or self.roleplay.settings.is_sample

    def _remembered(self) -> HomeView | None:
        from roleplay.practice.home import snapshot

        return snapshot(self.roleplay.settings.snapshot)

    def _parts(self, view: HomeView | None) -> list[Widget]:
        if view is None:
            return [Row(_welcome(), id="next")]
        parts: list[Widget] = [
            *_sample_bar(self.roleplay.settings.is_sample),
            _next(view.next, view.lesson),
        ]
        if view.week is not None:
            parts.append(Words(_week(view.week), classes="week"))
        if view.is_new and not self.roleplay.settings.is_sample:
            parts.append(Words("Or", classes="heading"))
            parts += [
                Row("Choose a buyer yourself", LIBRARY, classes="other"),
                Row("Look around in a sample history first", SAMPLE, classes="other"),
            ]
        unfinished = [row for row in view.unfinished if not _is_next(row, view.next)]
        if unfinished:
            parts.append(Words("Unfinished", classes="heading"))
            parts += [Row(_line(row), Resume(row.call), classes="call") for row in unfinished]
        if view.recent:
            parts.append(Words("Recent calls", classes="heading"))
            parts += [Row(_line(row), _Debrief(row.call), classes="call") for row in view.recent]
        for problem in view.problems[:3]:
            parts.append(Words(problem, classes="problem"))
        return parts


def _sample_bar(is_sample: bool) -> list[Widget]:
    if not is_sample:
        return []
    return [Words("Calls of somebody made up. The keys below end it or lead back.", id="sample")]


def _history(workspace: Workspace) -> HomeView:
    from roleplay.practice.home import home

    return home(workspace, check=False)


def _home(workspace: Workspace) -> HomeView:
    from roleplay.domain.problem import Broken
    from roleplay.practice.home import home

    if workspace.settings.preferences.keep_months:
        from roleplay.practice.preferences import tidy

        # A call that is open in another window goes the next time.
        with suppress(Broken):
            tidy(workspace)
    return home(workspace)


def _get_ready(thing: NextThing, workspace: Workspace) -> None:
    """Load what the next call needs, so that Enter begins it at once; what is wrong shows then."""
    from roleplay.domain.problem import RoleplayError
    from roleplay.practice.calls import get_ready

    with suppress(RoleplayError):
        get_ready(workspace, thing.scenario, thing.variant)


def _welcome() -> Content:
    return words(
        ("Practise a call before you have it\n", "bold"),
        "Choose a buyer, talk, and see which of your own words moved them.\n",
        ("\nEnter shows the calls", "$quiet"),
    )


def _next(thing: NextThing | None, lesson: str | None) -> Row:
    if thing is None:
        return Row(_welcome(), id="next")
    opening = _opening(thing)
    does = "Enter begins" if thing.scenario == lesson else DOES[type(opening)]
    text = words(
        ("Next\n", "$quiet"),
        (thing.title, "bold"),
        f"\n{thing.reason}\n",
        ("\n" + " · ".join(part for part in (does, *_how_long(thing)) if part), "$quiet"),
    )
    return Row(text, opening, id="next")


def _how_long(thing: NextThing) -> tuple[str, ...]:
    if not thing.minutes:
        return ()
    if thing.piece and thing.turn is None:
        return (f"{thing.minutes} minutes of it", "it goes on where you leave it")
    return (f"{thing.minutes} minutes at most",)


def _week(week: Week) -> str:
    days = "1 day" if week.days == 1 else f"{week.days} days"
    calls = "1 call" if week.calls == 1 else f"{week.calls} calls"
    minutes = "1 minute" if week.minutes == 1 else f"{week.minutes} minutes"
    return f"This week: {calls} on {days}, {minutes} of talking"


def _beside(view: HomeView | None) -> Content:
    """What stands beside everything else where there is room."""
    if view is None:
        return words("")
    parts: list[str | tuple[str, str]] = [("This week\n", "bold")]
    if view.week is not None:
        calls = "finished call" if view.week.calls == 1 else "finished calls"
        for number, what in (
            (view.week.days, "of 7 days"),
            (view.week.calls, calls),
            (view.week.minutes, "minutes of talking"),
        ):
            parts += [f"{number:>3} ", (f"{what}\n", "$quiet")]
    else:
        parts.append(("Nothing yet.\n", "$quiet"))
    parts.append(("\nWorking on\n", "bold"))
    if view.skill is not None:
        calls = "1 first attempt" if view.skill.calls == 1 else f"{view.skill.calls} first attempts"
        parts += [
            f"{view.skill.skill.capitalize()}\n",
            f"{_bar(view.skill.level)} {view.skill.level:g} ",
            ("of 5\n", "$quiet"),
            (f"from {calls}\n", "$quiet"),
        ]
    else:
        parts.append(("The first call with a real buyer says where to begin.\n", "$quiet"))
    return words(*parts)


def _bar(level: float) -> str:
    """The level as ten cells, two for each step of the scale from 0 to 5."""
    full = round(level * 2)
    return "━" * full + "╌" * (10 - full)


def _opening(thing: NextThing) -> Start | Resume | Again:
    if thing.action == "resume" and thing.call is not None:
        return Resume(thing.call)
    if thing.action == "retake" and thing.call is not None and thing.turn is not None:
        return Again(thing.call, thing.turn)
    return Start(thing.scenario, thing.variant)


def _is_next(row: CallRow, thing: NextThing | None) -> bool:
    return thing is not None and thing.action == "resume" and thing.call == row.call


def _line(row: CallRow) -> Content:
    about = [row.when, row.words]
    if row.kind in KINDS:
        about.append(KINDS[row.kind])
    return words(row.title, ("\n" + " · ".join(about), "$quiet"))
