"""Debrief: what became of a call, in the order in which it helps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from ..asking import asking
from ..desk import Trouble
from ..messages import Again
from ..widgets import debrief_parts as parts
from ..widgets.row import Row
from ..widgets.transcript import Transcript, TurnView
from ..widgets.words import Words, words
from .debrief_model import WithModel, read

if TYPE_CHECKING:
    from roleplay.practice.debriefs import Debrief, HiddenNeed
    from roleplay.practice.workspace import Workspace

LINE_MOST = 300
"""Characters of the line on where it turned."""


class _Hidden(WithModel):
    """What stayed hidden, opened only when it is asked for."""

    @dataclass
    class HiddenShown(Message):
        """What stayed hidden has been opened, for good."""

        needs: tuple[HiddenNeed, ...]

    @on(Row.Chosen, "#hidden")
    @work(exit_on_error=False)
    async def open_hidden(self) -> None:
        """Open what stayed hidden, after a warning."""
        from ..dialogs.confirm import ConfirmDialog

        if self._debrief is None:
            return
        variant = self._debrief.variant
        if self._debrief.hidden_opened or await self.app.push_screen_wait(
            ConfirmDialog(
                "Open what stayed hidden?",
                f"It shows what the buyer would have told you. Variant {variant} then no longer "
                "counts in your trend: you would know the answers.",
                "Open it",
                "Keep it closed",
            )
        ):
            self.ask(partial(_hidden, self.call), self.HiddenShown)

    @on(HiddenShown)
    async def show_hidden(self, message: HiddenShown) -> None:
        """Put it in place of the closed line; Enter twice asks for it twice."""
        row = next(iter(self.query("#hidden")), None)
        if row is None:
            return
        await self.query_one("#rest").mount_all(parts.hidden(message.needs), before=row)
        await row.remove()
        self.query_one("#reading").focus(scroll_visible=False)


class DebriefScreen(_Hidden):
    """Read top to bottom: the seller's own view first, then one moment, then all the rest.

    The class on the screen says how far it has been opened: ``-reflect``, ``-moment``, ``-all``.
    """

    CSS_PATH = "debrief.tcss"
    BINDINGS = [
        Binding("s", "skip", "Skip"),
        Binding("tab", "quote(1)", "Next quote"),
        Binding("shift+tab", "quote(-1)", "Quote before", show=False),
        Binding("t", "turns", "Take two"),
        Binding("v", "transcript", "The call"),
        Binding("j", "judge", "Judge", tooltip="A model judges this call too"),
        Binding("c", "coach", "Coach", tooltip="A model says what you could have said"),
        Binding("b", "beside", "Side by side"),
        Binding("r", "cards", "Scorecards", show=False, tooltip="Who judged this call, and how"),
        Binding("pageup", "page(-1)", "A page up", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("question_mark", "app.keys", "Keys", show=False),
        Binding("escape", "stop_asking", "Stop"),
        Binding("escape", "skip_line", "Skip"),
        Binding("escape", "back", "Back"),
    ]
    NAME = "Debrief"

    @dataclass
    class Opened(Message):
        """The debrief has been read."""

        debrief: Debrief

    @dataclass
    class Kept(Message):
        """The line on where it turned has been kept."""

    def __init__(self, call: str, at: tuple[int, int, int] | None = None) -> None:
        super().__init__()
        self.call = call
        self._at = at
        """Words to show in the call at once: their turn, where they start and end."""
        self._debrief: Debrief | None = None
        self._trying = False
        self._came_from: Row | None = None
        """The quote whose words are shown in the transcript."""

    def body(self) -> ComposeResult:
        """What was made of the call, and the call."""
        with Horizontal(id="sheet"):
            with VerticalScroll(id="reading"):
                with Vertical(id="turned"):
                    yield Words(words(("Where did it turn?", "bold")))
                    yield Words("One line for yourself. Enter goes on, Esc skips.", classes="quiet")
                    yield Input(id="turned-line", max_length=LINE_MOST)
                yield Vertical(id="first")
                yield Vertical(id="rest")
            yield Transcript(id="transcript", can_again=True)
        yield asking()

    def on_mount(self) -> None:
        """Ask for it."""
        self.ask(partial(read, self.call), self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """Lay everything out; the classes keep closed what is not its turn."""
        self._debrief = debrief = message.debrief
        self.headline(f"{self.NAME} · {debrief.title}", parts.KINDS.get(debrief.kind, ""))
        read_before = (
            self.call in self.roleplay.reflected or bool(debrief.turned) or self._at is not None
        )
        stage = "-all" if read_before else "-reflect"
        _mark(self, stage)
        await self.query_one(Transcript).show(debrief.turns, debrief.buyer)
        await self.query_one("#first").mount_all(parts.first(debrief))
        self._open(stage)
        if self._at is not None:
            _point_at(self, self._at)
        # Most of it lies below what is read first.
        self.call_after_refresh(self._show_rest, debrief)

    async def _show_rest(self, debrief: Debrief) -> None:
        if self.is_attached:
            await self.query_one("#rest").mount_all(parts.rest(debrief))

    @on(Input.Submitted, "#turned-line")
    def turned(self, message: Input.Submitted) -> None:
        """Keep the line, if there is one, and go on."""
        message.stop()
        line = message.value.strip()
        if line:
            self.ask(partial(_turned, self.call, line), lambda _: self.Kept())
        else:
            self.action_skip_line()

    @on(TurnView.Again)
    def retake(self, message: TurnView.Again) -> None:
        """Take the moment, or any other seller turn, again."""
        self._trying = True
        self.roleplay.show_call(Again(self.call, message.turn))

    @on(Row.Chosen, ".quote")
    def jump(self, message: Row.Chosen) -> None:
        """Show quoted words where they were said."""
        self._came_from = message.row
        _point_at(self, message.row.value)

    @on(Row.Chosen, "#beside")
    def action_beside(self) -> None:
        """Set this take beside another."""
        self.roleplay.show_takes(self.call)

    async def tell(self, trouble: Trouble) -> None:
        """Stay where there is something to read: what was typed still stands there."""
        if self._debrief is None:
            await super().tell(trouble)
        else:
            self.notify(f"Not saved: {trouble}", severity="error", markup=False)

    def on_screen_resume(self) -> None:
        """Back from a take two: now the author's line may be read."""
        if self._trying:
            self._trying = False
            self._open("-all")

    def action_skip(self) -> None:
        """Leave the moment as it was, and read on."""
        if self.has_class("-moment"):
            self._open("-all")

    def action_transcript(self) -> None:
        """Show the call instead of the reading, or go to it where both are shown."""
        if self.has_class("-wide"):
            in_transcript = self.query_one(Transcript).has_focus_within
            self.query_one("#reading" if in_transcript else "#transcript").focus()
        else:
            self.toggle_class("-transcript")
            shown = self.has_class("-transcript")
            goes_to = "#transcript" if shown else "#reading"
            back = None if shown else self._came_from
            # Nothing can be gone to before it is shown.
            self.call_after_refresh((back or self.query_one(goes_to)).focus)

    def action_quote(self, by: int) -> None:
        """To the next quote in the reading, or back to the one before."""
        (self.focus_next if by > 0 else self.focus_previous)("#reading Row")

    def action_turns(self) -> None:
        """Go to the seller's turns, where one can be chosen."""
        if not self.has_class("-wide"):
            self.add_class("-transcript")
        self.call_after_refresh(self.query_one(Transcript).action_turn, 1)

    def action_page(self, by: int) -> None:
        """A page of the call while the line is written, else of the reading."""
        scrolled = self.query_one("#transcript" if self.has_class("-reflect") else "#reading")
        (scrolled.scroll_page_up if by < 0 else scrolled.scroll_page_down)(animate=False)

    def action_back(self) -> None:
        """One step back: close the transcript, leave."""
        if self.has_class("-transcript") and not self.has_class("-wide"):
            self.action_transcript()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        if action in ("judge", "coach", "cards", "stop_asking"):
            return self.may(action)
        if action == "skip":
            return self.has_class("-moment")
        if action == "skip_line":
            return self.has_class("-reflect") and self._debrief is not None
        if action in ("quote", "turns"):
            return self.has_class("-all")
        if action == "beside":
            return self._debrief is not None and self._debrief.takes > 1
        if action == "transcript":
            return not self.has_class("-reflect")
        return True

    @on(Kept)
    def action_skip_line(self) -> None:
        """From the line on where it turned to the moment, or to all the rest without one."""
        has_moment = self._debrief is not None and self._debrief.moment is not None
        self._open("-moment" if has_moment else "-all")

    def _open(self, stage: str) -> None:
        _mark(self, stage)
        if stage == "-all" and self._debrief is not None:
            self.roleplay.reflected.add(self.call)
            # How each turn was heard may be known now that the rep has had a say of their own.
            self.query_one(Transcript).show_turns(
                self._debrief.turns, self._debrief.buyer, parts.marks(self._debrief)
            )
            for row in self.query("#moment").results(Row):
                row.say(parts.moment(self._debrief, skippable=False))
        focus = {"-reflect": "#turned-line", "-moment": "#moment", "-all": "#reading"}[stage]
        self.call_after_refresh(self.query_one(focus).focus)
        self.refresh_bindings()


def _point_at(screen: DebriefScreen, words: tuple[int, int, int]) -> None:
    """Show words of a turn where they were said: the turn, their start and end."""
    screen.add_class("-transcript")
    transcript = screen.query_one(Transcript)
    transcript.quote(*words)
    if not screen.has_class("-wide"):
        screen.call_after_refresh(transcript.focus, scroll_visible=False)


def _mark(screen: DebriefScreen, stage: str) -> None:
    screen.update_classes({each: each == stage for each in ("-reflect", "-moment", "-all")})


def _turned(call: str, line: str, workspace: Workspace) -> None:
    from roleplay.practice.debriefs import say_where_it_turned

    say_where_it_turned(workspace, call, line)


def _hidden(call: str, workspace: Workspace) -> tuple[HiddenNeed, ...]:
    from roleplay.practice.debriefs import open_hidden

    return open_hidden(workspace, call)
