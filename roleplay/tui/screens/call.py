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

from ..desk import Trouble
from ..messages import Again, Opening, Resume, Start
from ..page import Page
from ..widgets.prompt import Prompt
from ..widgets.row import Row
from ..widgets.transcript import Transcript
from ..widgets.words import Words, words

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn
    from roleplay.practice.calls import HeardLine, LiveCall
    from roleplay.practice.workspace import Workspace

    from ..dialogs.meant import Meaning

KINDS = {"retake": "a retake, for practice", "fork": "take two, for practice"}
"""What the bar says of a call that does not count."""


@dataclass(frozen=True)
class Picture:
    """All that is shown of a call, read at the desk in one go."""

    turns: tuple[Turn, ...]
    mood: str
    seconds: float
    ended: bool
    heard: tuple[HeardLine, ...]
    can_correct: bool


class _Over(Row):
    """Stands where the prompt was once the call is over."""

    BINDINGS = [Binding("enter", "choose", "See how it went")]


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
        Binding("escape", "home", "Home"),
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
        """The buyer has spoken, or the call has ended."""

        picture: Picture

    @dataclass
    class Corrected(Message):
        """The buyer has answered anew."""

        picture: Picture
        turn: int
        note: str

    @dataclass
    class Scored(Message):
        """The scorecard has been kept."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self._live: LiveCall | None = None
        self._picture: Picture | None = None
        self._saying: str | None = None
        """What is being answered; None when it is the seller's turn."""
        self._notes: dict[int, str] = {}

    def body(self) -> ComposeResult:
        """The transcript over the prompt, the buyer beside it where there is room."""
        with Horizontal(id="room"):
            with Vertical(id="talk"):
                yield Transcript(id="transcript")
                yield Words("", id="mood")
                yield Words("", id="banner")
                yield Prompt(id="prompt")
                yield _Over("", id="over")
            with Vertical(id="side"):
                yield Words("", id="who")
                yield Words("", id="side-mood")
                yield Words("", id="side-clock")
                yield Words("", id="side-heard")
                yield Words("", id="take-one")

    def on_mount(self) -> None:
        """Open the call."""
        prompt = self.query_one(Prompt)
        prompt.border_title = "Enter sends · Ctrl+J new line"
        self.ask(partial(_open, self._opening), lambda opened: self.Opened(*opened))

    @on(Opened)
    async def begin(self, message: Opened) -> None:
        """Show the call, and the draft where one was left."""
        self._live = live = message.live
        prompt = self.query_one(Prompt)
        if message.draft and not prompt.text:
            prompt.put(message.draft)
        self.query_one("#who", Words).say(words((live.buyer_name, "bold"), f"\n{live.buyer_role}"))
        if live.take_one:
            self.query_one("#take-one", Words).say(
                words(("The first time you said\n", "$quiet"), live.take_one[0].text)
            )
        await self._draw(message.picture)

    @on(Prompt.Sent)
    async def say(self, message: Prompt.Sent) -> None:
        """Have the buyer answer."""
        if self._live is not None and self._saying is None and not self._over:
            self.query_one(Prompt).put("")
            await self._speak(message.text)

    @on(Answered)
    async def answered(self, message: Answered) -> None:
        """Show the answer."""
        self._saying = None
        self.remove_class("-waiting", "-trouble")
        await self._draw(message.picture)

    @on(Corrected)
    async def corrected(self, message: Corrected) -> None:
        """Show the answer given anew, and that it was."""
        self._notes[message.turn] = message.note
        await self._draw(message.picture)

    async def tell(self, trouble: Trouble) -> None:
        """Keep the words in the prompt, and say why they could not be saved."""
        if self._live is None or self._picture is None:
            await super().tell(trouble)
            return
        self.query_one("#banner", Words).say(f"Not saved: {trouble}")
        self.add_class("-trouble")
        if self._saying is not None:
            prompt = self.query_one(Prompt)
            typed_since = f"\n{prompt.text}" if prompt.text else ""
            prompt.put(self._saying + typed_since)
            self._saying = None
            self.remove_class("-waiting")
            await self._draw(self._picture)

    @on(Prompt.Drafted)
    def save_draft(self, message: Prompt.Drafted) -> None:
        """Save what is being typed."""
        if self._live is not None and self._saying is None and not self._over:
            self.ask(partial(_save_draft, self._live, message.text))

    @on(Prompt.Trimmed)
    def trimmed(self, message: Prompt.Trimmed) -> None:
        """Say that a paste did not fit."""
        self.notify(
            f"A turn holds 8,000 characters: {message.dropped:,} of the paste were left out.",
            severity="warning",
            markup=False,
        )

    async def before_leaving(self) -> None:
        """Save the draft at once."""
        prompt = self.query_one(Prompt)
        prompt.forget_draft()
        if self._live is not None and self._saying is None and not self._over:
            await self.roleplay.desk.do(partial(_save_draft, self._live, prompt.text))

    async def action_pause(self) -> None:
        """Say nothing, and let the buyer go on."""
        await self._speak("")

    @work(exit_on_error=False)
    async def action_meant(self) -> None:
        """Correct what was heard, once a turn."""
        live, picture = self._live, self._picture
        if live is None or picture is None or self._saying is not None:
            return
        if not picture.can_correct:
            said = any(turn.speaker == "seller" for turn in picture.turns)
            why = "This turn has been corrected already." if said else "You have said nothing yet."
            self.notify(why, markup=False)
            return
        from ..dialogs.meant import MeantDialog

        dialog = MeantDialog(picture.heard, live.meanings(), live.subjects())
        meaning = await self.app.push_screen_wait(dialog)
        if meaning is not None:
            turn = next(t.turn for t in reversed(picture.turns) if t.speaker == "seller")
            says = dict(live.meanings()).get(meaning[0], meaning[0])
            note = f"I meant: {says}"
            if meaning[1] is not None:
                note += f", about {dict(live.subjects()).get(meaning[1], meaning[1])}"
            self.ask(
                partial(_correct, live, meaning),
                lambda picture: self.Corrected(picture, turn, note),
            )

    @work(exit_on_error=False)
    async def action_end(self) -> None:
        """End the call; ask first if it has begun."""
        live, picture = self._live, self._picture
        if live is None or picture is None or self._saying is not None or self._over:
            return
        if not any(turn.speaker == "seller" for turn in picture.turns):
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
            self.ask(partial(_end, live), self.Answered)

    @work(exit_on_error=False)
    async def action_leave(self) -> None:
        """Back to Home (or to the debrief a take two came from); the call can be resumed."""
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
    def finish(self) -> None:
        """Have the call scored."""
        if self._live is not None:
            self.ask(partial(_score, self._live), lambda _: self.Scored())

    @on(Scored)
    def debrief(self) -> None:
        """Go on to what became of it."""
        if self._live is not None and self._live.id is not None and self.is_current:
            self.roleplay.show_debrief(self._live.id, instead=True)

    def action_home(self) -> None:
        """Home, without the debrief; it can be read later."""
        self.roleplay.show_home()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        if action == "home":
            return self._over
        if action in ("pause", "meant", "end", "leave"):
            return not self._over
        return True

    @property
    def _over(self) -> bool:
        return self._picture is not None and self._picture.ended

    async def _speak(self, text: str) -> None:
        if self._live is None or self._saying is not None or self._over:
            return
        self._saying = text
        self.add_class("-waiting")
        await self.query_one(Transcript).expect(text)
        self.ask(partial(_say, self._live, text), self.Answered)

    async def _draw(self, picture: Picture) -> None:
        live = self._live
        if live is None:
            return
        had = len(self._picture.turns) if self._picture is not None else 0
        self._picture = picture
        clock = f"{_clock(picture.seconds)} of {live.minutes} min"
        where = [live.buyer_name]
        if live.kind in KINDS:
            where.append(KINDS[live.kind])
        if live.forked_at is not None:
            where.append(f"from turn {live.forked_at}")
        self.headline(" · ".join(where), clock)
        self.query_one("#mood", Words).say(picture.mood)
        self.query_one("#side-mood", Words).say(picture.mood)
        self.query_one("#side-clock", Words).say(
            words((clock, "bold"), "\n", ("of spoken time; typing is free", "$quiet"))
        )
        self.query_one("#side-heard", Words).say(_heard(picture.heard))
        with self.app.batch_update():
            await self.query_one(Transcript).show(picture.turns, live.buyer_name, self._notes)
        if len(picture.turns) != had or picture.ended:
            self.query_one(Transcript).to_end()
        if picture.ended:
            self.add_class("-over")
            self.query_one("#over", Row).say(
                words(("The call is over.", "bold"), " Enter shows how it went.")
            )
            self.query_one("#over").focus()
        self.refresh_bindings()


def _open(opening: Opening, workspace: Workspace) -> tuple[LiveCall, Picture, str]:
    from roleplay.practice.calls import fork, resume, start

    match opening:
        case Start(scenario, variant):
            live = start(workspace, scenario, variant)
        case Resume(call):
            live = resume(workspace, call)
        case Again(call, turn):
            live = fork(workspace, call, turn)
    return live, _picture(live), live.draft


def _picture(live: LiveCall) -> Picture:
    return Picture(
        live.turns, live.mood(), live.seconds, live.ended, live.heard(), live.can_correct()
    )


def _say(live: LiveCall, text: str, _: Workspace) -> Picture:
    live.say(text)
    return _picture(live)


def _correct(live: LiveCall, meaning: Meaning, _: Workspace) -> Picture:
    live.correct(*meaning)
    return _picture(live)


def _save_draft(live: LiveCall, text: str, _: Workspace) -> None:
    live.save_draft(text)


def _end(live: LiveCall, _: Workspace) -> Picture:
    live.end()
    return _picture(live)


def _score(live: LiveCall, _: Workspace) -> None:
    live.score()


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _heard(lines: tuple[HeardLine, ...]) -> str:
    if not lines:
        return ""
    heard = ", ".join(
        line.kind_in_words + (f" about {line.topic_in_words}" if line.topic_in_words else "")
        for line in lines
    )
    return f"Heard: {heard}"
