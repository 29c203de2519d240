"""Call: the conversation while it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message

from .. import conversation
from ..desk import Trouble
from ..messages import Opening
from ..page import Page
from ..widgets.prompt import Prompt
from ..widgets.row import Row
from ..widgets.side import Side
from ..widgets.transcript import Transcript
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.calls import LiveCall

    from ..conversation import Picture
    from ..dialogs.meant import Meaning

KINDS = {"retake": "practice: a retake", "fork": "practice: take two"}
"""What the bar says of a call that does not count."""


ECHO_SECONDS = 0.15
"""An answer that is there sooner is shown together with what it answers, in one picture."""


class OverRow(Row):
    """Stands where the prompt was once the call is over."""

    BINDINGS = [
        Binding("enter", "choose", "See how it went"),
        Binding("escape", "screen.leave", "Home"),
    ]


class CallScreen(Page):
    """Talk with the buyer. The call belongs to the desk; here is only its picture."""

    CSS_PATH = "call.tcss"
    AUTO_FOCUS = "#prompt"
    BINDINGS = [
        Binding("ctrl+n", "pause", "Say nothing", priority=True),
        Binding("ctrl+t", "meant", "I meant…", priority=True),
        Binding("ctrl+g", "end", "End", priority=True),
        Binding("pageup", "scroll(-1)", "Earlier turns", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "Later turns", show=False, priority=True),
        Binding("escape", "leave", "Leave, go on later"),
    ]
    NAME = "Call"

    @dataclass
    class Opened(Message):
        """The call has begun, or goes on."""

        live: LiveCall
        picture: Picture
        draft: str

    @dataclass
    class Answered(Message):
        """The buyer has spoken (perhaps anew), or the call has ended."""

        picture: Picture

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self._live: LiveCall | None = None
        self._picture: Picture | None = None
        self._saying: str | None = None
        """What is being answered; None when it is the seller's turn."""

    def body(self) -> ComposeResult:
        """The transcript over the prompt, the buyer beside it where there is room."""
        with Horizontal(id="room"):
            with Vertical(id="talk"):
                yield Transcript(id="transcript")
                yield Words("", id="mood")
                yield Words("", id="banner")
                yield Prompt(id="prompt")
                yield OverRow(
                    words(("The call is over.", "bold"), " Enter shows how it went."), id="over"
                )
            yield Side(id="side")

    def on_mount(self) -> None:
        """Open the call."""
        self.headline("Calling…")
        self.ask(
            partial(conversation.open_call, self._opening), lambda opened: self.Opened(*opened)
        )

    @on(Opened)
    async def begin(self, message: Opened) -> None:
        """Show the call, and the draft where one was left."""
        self._live = message.live
        prompt = self.query_one(Prompt)
        if message.draft and not prompt.text:
            prompt.put(message.draft)
        self.query_one(Side).introduce(message.live)
        await self._draw(message.picture)

    @on(Prompt.Sent)
    async def say(self, message: Prompt.Sent) -> None:
        """Have the buyer answer."""
        await self._speak(message.text)

    @on(Answered)
    async def answered(self, message: Answered) -> None:
        """Show the answer."""
        if self._saying:
            self.query_one(Prompt).take(self._saying)
        self._saying = None
        self.remove_class("-trouble")
        await self._draw(message.picture)

    async def tell(self, trouble: Trouble) -> None:
        """Say why the words that still stand in the prompt could not be saved."""
        if self._picture is None:
            await super().tell(trouble)
            return
        self.query_one("#banner", Words).say(f"Not saved: {trouble}")
        self.add_class("-trouble")
        if self._saying is not None:
            self._saying = None
            await self._draw(self._picture)

    @on(Prompt.Drafted)
    def save_draft(self, message: Prompt.Drafted) -> None:
        """Save what is being typed."""
        if self._live is not None and self._may_speak:
            self.ask(partial(conversation.save_draft, self._live, message.text))

    async def before_leaving(self) -> None:
        """Save the draft at once, and let go of the call."""
        prompt = self.query_one(Prompt)
        prompt.forget_draft()
        if self._live is not None and self._may_speak:
            await self.roleplay.desk.do(partial(conversation.leave, self._live, prompt.text))

    async def action_pause(self) -> None:
        """Say nothing, and let the buyer go on."""
        await self._speak("")

    @work(exit_on_error=False)
    async def action_meant(self) -> None:
        """Correct what was heard, once a turn."""
        live, picture = self._live, self._picture
        if live is None or picture is None or not self._may_speak:
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
            self.ask(partial(conversation.correct, live, meaning), self.Answered)

    @work(exit_on_error=False)
    async def action_end(self) -> None:
        """End the call; ask first if it has begun."""
        live, picture = self._live, self._picture
        if live is None or picture is None or not self._may_speak:
            return
        if not picture.begun:
            self.action_leave()
            return
        from ..dialogs.confirm import ConfirmDialog

        if await self.app.push_screen_wait(
            ConfirmDialog(
                "End the call?",
                "It is scored as it stands and cannot be taken up again. "
                "To go on later, leave it instead.",
                "End it",
                "Keep talking",
            )
        ):
            self.ask(partial(conversation.end, live), self.Answered)

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

    def action_scroll(self, by: int) -> None:
        """Read back, or forth, without leaving the prompt."""
        transcript = self.query_one(Transcript)
        if by < 0:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.scroll_page_down(animate=False)

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
        if action in ("pause", "meant", "end"):
            return self._picture is None or not self._picture.ended
        return True

    @property
    def _may_speak(self) -> bool:
        """It is the seller's turn."""
        return self._picture is not None and not self._picture.ended and self._saying is None

    async def _speak(self, text: str) -> None:
        if self._live is not None and self._may_speak:
            self._saying = text
            self.set_timer(ECHO_SECONDS, self._echo)
            self.ask(partial(conversation.say, self._live, text), self.Answered)

    async def _echo(self) -> None:
        """Show what was said while its answer keeps the seller waiting."""
        if self._saying is not None and self._picture is not None:
            transcript = self.query_one(Transcript)
            if len(transcript.views) == len(self._picture.turns):
                await transcript.expect(self._saying)

    async def _draw(self, picture: Picture) -> None:
        live = self._live
        if live is None:
            return
        before, self._picture = self._picture, picture
        where = live.buyer_name
        if live.kind in KINDS:
            where += f" · {KINDS[live.kind]}"
        if live.forked_at is not None:
            where += f" from turn {live.forked_at}"
        self.headline(where, picture.clock)
        self.query_one("#mood", Words).say(picture.mood)
        self.query_one(Side).show(picture)
        transcript = self.query_one(Transcript)
        with self.app.batch_update():
            await transcript.show(picture.turns, live.buyer_name, picture.notes)
        if before is None or len(before.turns) != len(picture.turns) or picture.ended:
            transcript.to_end()
        if picture.ended:
            self.add_class("-over")
            self.query_one("#over").focus()
            self.refresh_bindings()
