"""Call: the conversation while it lasts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from .. import conversation
from ..desk import Trouble
from ..messages import Opening
from ..widgets.prompt import Prompt
from ..widgets.row import Row
from ..widgets.side import Side
from .call_model import STOPS_SECONDS, CallModel

if TYPE_CHECKING:
    from ..dialogs.ending import Choice
    from ..dialogs.meant import Meaning


class CallScreen(CallModel):
    """Talk with the buyer. The call belongs to the desk; here is only its picture."""

    CSS_PATH = "call.tcss"
    AUTO_FOCUS = "#prompt"
    BINDINGS = [
        Binding("ctrl+n", "pause", "Pause", priority=True),
        Binding("ctrl+t", "meant", "I meant…", priority=True),
        Binding("ctrl+g", "end", "End", priority=True),
        Binding("f5", "ask_again", "Ask the model again", show=False, priority=True),
        Binding("f6", "scripted", "Scripted buyer, this call", show=False, priority=True),
        Binding("escape", "interrupt", "Interrupt"),
        Binding("escape", "stop_waiting", "Stop waiting"),
        Binding("escape", "leave", "Leave"),
    ]
    NAME = "Call"

    @dataclass
    class Opened(Message):
        """The call has begun, or goes on."""

        opened: conversation.Opened

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening

    def on_mount(self) -> None:
        """Open the call."""
        self.headline("Calling…")
        self.query_one(Prompt).waiting = "Calling…"
        self.ask(partial(conversation.open_call, self._opening, self._hears), self.Opened)

    @on(Opened)
    def begin(self, message: Opened) -> None:
        """Show the call, and the draft where one was left."""
        opened = message.opened
        self._live, self._notes = opened.live, opened.notes
        prompt = self.query_one(Prompt)
        prompt.waiting = ""
        if opened.draft and not prompt.text:
            prompt.put(opened.draft)
        self.query_one(Side).introduce(opened.live)
        self._show(opened.picture)

    @on(Prompt.Drafted)
    def save_draft(self, message: Prompt.Drafted) -> None:
        """Save what is being typed."""
        if self._live is not None and self._may_speak:
            self.ask(partial(conversation.save_draft, self._live, message.text))
        elif self.awaits_model and not self._saying:
            self.run_worker(self._keep_draft_beside(message.text), exit_on_error=False)

    async def before_leaving(self) -> None:
        """Save the draft at once, and let go of the call; a buyer who speaks is interrupted."""
        prompt, live, picture = self.query_one(Prompt), self._live, self._picture
        prompt.forget_draft()
        if live is None or picture is None or picture.ended:
            return
        words, saying = prompt.own_words, self._saying or ""
        if not words.startswith(saying):
            saying = ""
        # What is being answered still stands before what was typed after it.
        leave = partial(conversation.leave, live, words, saying, len(picture.turns))
        leaving = asyncio.ensure_future(self.roleplay.desk.do(leave))
        while self.awaits_model and not leaving.done():
            live.interrupt()
            await asyncio.wait({leaving}, timeout=STOPS_SECONDS)
        await leaving

    @on(Prompt.Parted)
    def part(self) -> None:
        """Both have said goodbye: that was the call."""
        if self._live is not None and self._is_my_turn():
            self.ask(partial(conversation.end, self._live), self.Answered)

    @work(exit_on_error=False)
    async def action_meant(self) -> None:
        """Correct what was heard, once a turn."""
        live, picture = self._live, self._picture
        if live is None or picture is None or not self._is_my_turn():
            return
        if not picture.can_correct:
            why = "Nothing can be corrected here: it goes once a turn, after you have spoken."
            self.notify(why, markup=False)
            return
        from ..dialogs.meant import MeantDialog

        meaning: Meaning | None = await self.app.push_screen_wait(
            MeantDialog(picture.heard, live.meanings(), live.subjects())
        )
        if meaning is not None:
            self._await("", partial(conversation.correct, live, meaning, self._hears), echo=False)

    @work(exit_on_error=False)
    async def action_end(self) -> None:
        """Ask how the call is to end; one that has not begun is left."""
        live, picture = self._live, self._picture
        if live is None or picture is None or not self._is_my_turn():
            return
        if not picture.begun:
            self.action_leave()
            return
        from ..dialogs.ending import EndDialog

        draft = self.query_one(Prompt).own_words
        choice = await self.app.push_screen_wait(EndDialog(live.buyer_name, draft))
        self._end_by(choice)

    def _end_by(self, choice: Choice) -> None:
        from ..dialogs.ending import Way

        live, prompt = self._live, self.query_one(Prompt)
        if live is None:
            return
        match choice.way:
            case Way.CLOSE | Way.STEP_AWAY:
                prompt.put("")
                self._speak(choice.words, closing=choice.way is Way.CLOSE)
            case Way.END:
                self.ask(partial(conversation.end, live), self.Answered)
            case Way.LATER:
                self.action_leave()
            case Way.TALK if choice.words and choice.words != " ".join(prompt.text.split()):
                prompt.put(choice.words)

    @work(exit_on_error=False)
    async def action_leave(self) -> None:
        """Back to where the call was opened; an unfinished one can be resumed."""
        try:
            await self.before_leaving()
        except Trouble as trouble:
            await self.tell(trouble)
            return
        if self.is_current:
            self.dismiss()

    @on(Row.Chosen, "#over")
    @work(exit_on_error=False)
    async def finish(self) -> None:
        """Have the call scored, and go on to what became of it."""
        if self._live is None or self._live.id is None:
            return
        try:
            await self.roleplay.desk.do(partial(conversation.score, self._live))
        except Trouble as trouble:
            await self.tell(trouble)
            return
        if self.is_current:
            self.roleplay.show_debrief(self._live.id, instead=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        ended = self._picture is not None and self._picture.ended
        if action in ("pause", "meant", "end") and ended:
            return False
        return super().check_action(action, parameters)
