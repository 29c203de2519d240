"""Coach: what could have been said at one moment, and a short talk about the call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from ..asking import AsksModel, asking
from ..messages import Again
from ..widgets import coach_parts as parts
from ..widgets.row import Row
from ..widgets.transcript import Transcript
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.coach import Exchange, Suggestions
    from roleplay.practice.debriefs import Debrief
    from roleplay.practice.workspace import Workspace


@dataclass(frozen=True)
class Talk:
    """What a coach can look at, and has been asked before."""

    debrief: Debrief
    so_far: tuple[Exchange, ...]
    left: int
    """Questions that can still be asked."""
    most: int
    """Characters of a question."""


class CoachScreen(AsksModel):
    """Suggestions by a model, marked as such, and questions about the call. Nothing is scored."""

    CSS_PATH = "coach.tcss"
    AUTO_FOCUS = "#question"
    BINDINGS = [
        Binding("ctrl+o", "others", "Other lines"),
        Binding("ctrl+t", "transcript", "The call"),
        Binding("down", "next(1)", "Further down", show=False),
        Binding("up", "next(-1)", "Further up", show=False),
        Binding("pageup", "page(-1)", "A page up", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("escape", "stop_asking", "Stop"),
        Binding("escape", "back", "Back"),
    ]
    NAME = "Coach"

    @dataclass
    class Opened(Message):
        """The call, and what was asked about it."""

        talk: Talk

    @dataclass
    class Suggested(Message):
        """Lines for the moment, or none."""

        found: Suggestions | None

    @dataclass
    class Answered(Message):
        """A question has its answer."""

        talk: Talk

    def __init__(self, call: str) -> None:
        super().__init__()
        self._call = call
        self._talk: Talk | None = None
        self._suggestions: Suggestions | None = None
        self._asked = ""
        """The question that is under way."""

    def body(self) -> ComposeResult:
        """Lines, the talk, a line to ask on; the call beside it."""
        with Horizontal(id="sheet"):
            with Vertical(id="left"):
                with VerticalScroll(id="reading", can_focus=False):
                    yield Vertical(id="suggested")
                    yield Vertical(id="talk")
                yield Input(id="question", placeholder="Ask about this call · ↑ goes to the lines")
            yield Transcript(id="transcript")
        yield asking()

    def on_mount(self) -> None:
        """Ask for the call, then for lines."""
        self.headline(self.NAME)
        self.ask(partial(_talk, self._call), self.Opened)

    @on(Opened)
    async def show(self, message: Opened) -> None:
        """Show the call and what was asked; lines that are not kept are asked for."""
        self._talk = talk = message.talk
        self.headline(f"{self.NAME} · {talk.debrief.title}", talk.debrief.coach_model)
        await self.query_one(Transcript).show(talk.debrief.turns, talk.debrief.buyer)
        self.query_one("#question", Input).max_length = talk.most
        await self._show_talk(to_end=False)
        await self._show_suggested("")
        if talk.debrief.moment is not None:
            self._suggest(again=False)

    @on(Suggested)
    async def show_suggested(self, message: Suggested) -> None:
        """Show the lines."""
        self._suggestions = message.found
        await self._show_suggested("" if message.found is not None else parts.NOTHING_WRONG)
        self.query_one("#reading").scroll_home(animate=False)

    @on(Answered)
    async def show_answer(self, message: Answered) -> None:
        """Show it under its question; the line is free for the next one."""
        self._talk, self._asked = message.talk, ""
        self.query_one("#question", Input).value = ""
        await self._show_talk()

    @on(AsksModel.Unanswered)
    async def tell_unanswered(self, message: AsksModel.Unanswered) -> None:
        """Say in one line why there is no answer; a question stays in its line."""
        says = message.trouble or "Stopped."
        if self._asked:
            self._asked = ""
            await self._show_talk(says)
        else:
            await self._show_suggested(says)

    @on(Input.Submitted, "#question")
    async def asked(self, message: Input.Submitted) -> None:
        """Ask it."""
        message.stop()
        question = message.value.strip()
        if not question or self._talk is None or not self._talk.left:
            return
        if not self.is_asking:
            self._asked = question
            await self._show_talk()
        self.ask_model(
            "The coach looks through the call", partial(_ask, self._call, question), self.Answered
        )

    @on(Row.Chosen, "#others")
    def action_others(self) -> None:
        """Ask for other lines."""
        self._suggest(again=True)

    @on(Row.Chosen, ".line")
    def try_it(self, message: Row.Chosen) -> None:
        """Take the moment again with that line, to be changed and said."""
        if self._suggestions is not None:
            again = Again(self._call, self._suggestions.turn, message.row.value)
            self.roleplay.show_call(again)

    @on(Row.Chosen, ".quote")
    def jump(self, message: Row.Chosen) -> None:
        """Show quoted words where they were said."""
        self.add_class("-transcript")
        self.query_one(Transcript).quote(*message.row.value)

    def action_transcript(self) -> None:
        """The call in place of the coach, or back."""
        if self.has_class("-wide"):
            there = self.query_one(Transcript).has_focus
            self.query_one("#question" if there else "#transcript").focus()
            return
        self.toggle_class("-transcript")
        shown = self.has_class("-transcript")
        self.call_after_refresh(self.query_one("#transcript" if shown else "#question").focus)

    def action_next(self, by: int) -> None:
        """From line to line."""
        (self.focus_next if by > 0 else self.focus_previous)("#left Row, #question")

    def action_page(self, by: int) -> None:
        """A page of what can be read."""
        shown = self.has_class("-transcript") and not self.has_class("-wide")
        scrolled = self.query_one("#transcript" if shown else "#reading")
        (scrolled.scroll_page_up if by < 0 else scrolled.scroll_page_down)(animate=False)

    def action_back(self) -> None:
        """One step back: close the transcript, leave."""
        if self.has_class("-transcript") and not self.has_class("-wide"):
            self.action_transcript()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        if action == "stop_asking":
            return self.is_asking
        if action == "others":
            has_moment = self._talk is not None and self._talk.debrief.moment is not None
            return has_moment and not self.is_asking
        return True

    def _suggest(self, *, again: bool) -> None:
        self.ask_model(
            "The coach looks for a line", partial(_suggestions, self._call, again), self.Suggested
        )

    async def _show_suggested(self, note: str) -> None:
        if self._talk is not None:
            await self._fill(
                "#suggested", parts.suggested(self._talk.debrief, self._suggestions, note)
            )

    async def _show_talk(self, trouble: str = "", *, to_end: bool = True) -> None:
        if self._talk is not None:
            talk = self._talk
            turns, so_far = talk.debrief.turns, talk.so_far
            await self._fill("#talk", parts.talk(turns, so_far, talk.left, self._asked, trouble))
            self.query_one("#question", Input).display = talk.left > 0
        if to_end:
            reading = self.query_one("#reading")
            self.call_after_refresh(reading.scroll_end, animate=False, force=True)

    async def _fill(self, place: str, widgets: list[Words]) -> None:
        room = self.query_one(place)
        with self.app.batch_update():
            await room.remove_children()
            await room.mount_all(widgets)


def _talk(call: str, workspace: Workspace) -> Talk:
    from roleplay.practice.coach import MOST_ASKED, MOST_TURNS, talk
    from roleplay.practice.debriefs import debrief

    so_far = talk(workspace, call)
    left = max(0, MOST_TURNS - len(so_far))
    return Talk(debrief(workspace, call), so_far, left, MOST_ASKED)


def _suggestions(call: str, again: bool, workspace: Workspace, stop: Any) -> Suggestions | None:
    from roleplay.practice.coach import suggestions

    return suggestions(workspace, call, again=again, stop=stop)


def _ask(call: str, question: str, workspace: Workspace, stop: Any) -> Talk:
    from roleplay.practice.coach import ask

    ask(workspace, call, question, stop)
    return _talk(call, workspace)
