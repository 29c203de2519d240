"""The room a call is held in: the transcript, what stands beside it, and notes to self."""

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
from ..page import Page
from ..widgets.column import Column
from ..widgets.no_answer import NoAnswer
from ..widgets.prompt import Prompt
from ..widgets.row import Row
from ..widgets.side import HEADINGS, PARTS, Side, who_speaks
from ..widgets.tip import Tip
from ..widgets.transcript import Transcript
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.calls import LiveCall

    from ..conversation import Picture
    from ..dialogs.noting import Noted

FOLDS = {part: f"Fold “{heading}”" for part, heading in HEADINGS.items()}
"""What the keys that close a part of what stands beside the call are called."""
KINDS = {
    "retake": "practice: a retake",
    "fork": "practice: take two",
    "lesson": "a first call, to learn",
}
"""What the bar says of a call that does not count."""


class OverRow(Row):
    """Stands where the prompt was once the call is over."""

    BINDINGS = [
        Binding("enter", "choose", "See how it went"),
        Binding("escape", "screen.leave", "Home"),
    ]


class CallRoom(Page):
    """Shows a call, and keeps the seller's notes beside its turns."""

    BINDINGS = [
        Binding("f2", "side", "Side", priority=True, id="call.side"),
        Binding("f3", "note", "Note", priority=True, id="call.note"),
        Binding(
            "ctrl+r",
            "undo_note",
            "Undo the note",
            show=False,
            priority=True,
            id="call.undo-note",
        ),
        Binding("f4", "hide_tip", "Hide the tip", show=False, priority=True, id="call.hide-tip"),
        Binding("pageup", "scroll(-1)", "Earlier turns", show=False, priority=True, id="call.up"),
        Binding("pagedown", "scroll(1)", "Later turns", show=False, priority=True, id="call.down"),
        *(
            Binding(f"alt+{n}", f"fold('{part}')", FOLDS[part], show=False, id=f"call.{part}")
            for n, part in enumerate(PARTS, start=1)
        ),
    ]

    @dataclass
    class NotesKept(Message):
        """A note has been written or taken away."""

        notes: dict[int, str]
        before: Noted
        """What stood there, to put it back."""

    def __init__(self) -> None:
        super().__init__()
        self._live: LiveCall | None = None
        self._picture: Picture | None = None
        self._notes: dict[int, str] = {}
        self._note_before: Noted | None = None
        self._note_lost: Noted | None = None
        """A note that could not be kept: it stands there again when the dialog opens."""

    def body(self) -> ComposeResult:
        """The transcript and what stands beside it, over the prompt."""
        with Vertical(id="talk"):
            with Horizontal(id="room"):
                yield Transcript(id="transcript")
                yield Side(id="side")
            yield Words("", id="mood")
            yield Words("", id="banner")
            yield Tip(id="tip")
            yield NoAnswer(id="no-answer")
            yield Prompt(id="prompt")
            yield OverRow("", id="over")

    def draw(self, picture: Picture) -> None:
        """Show the call as it stands."""
        live = self._live
        if live is None:
            return
        before, self._picture = self._picture, picture
        where = live.buyer_name
        if live.kind in KINDS:
            where += f" · {KINDS[live.kind]}"
        if live.forked_at is not None:
            where += f" from turn {live.forked_at}"
        if (speaks := who_speaks(picture)) is not None:
            where += f" · {speaks}"
        transcript = self.query_one(Transcript)
        with self.app.batch_update():
            self.headline(where, picture.clock)
            self.query_one("#mood", Words).say(picture.mood)
            self.query_one(Side).show(picture, self._notes)
            self.query_one(Tip).say(picture.tip)
            under = self._under_turns(picture)
            transcript.show_turns(picture.turns, live.buyer_name, under, picture.as_scripted)
        if before is None or len(before.turns) != len(picture.turns) or picture.ended:
            transcript.to_end()

    def action_hide_tip(self) -> None:
        """Put away what the coach says."""
        self.query_one(Tip).put_away()

    def action_side(self) -> None:
        """Show or hide what stands beside the call; where there is no room, in its place."""
        self.toggle_class("-no-side" if self.has_class("-wide") else "-side")

    def action_fold(self, part: str) -> None:
        """Close or open a part of what stands beside the call."""
        self.query_one(Side).fold(part)

    def action_scroll(self, by: int) -> None:
        """Read back, or forth, without leaving the prompt."""
        (self._read.scroll_page_up if by < 0 else self._read.scroll_page_down)(animate=False)

    @property
    def _read(self) -> Column:
        """What is read back in: the transcript, or what is shown in its place."""
        side, transcript = self.query_one(Side), self.query_one(Transcript)
        return transcript if transcript.display else side

    @work(exit_on_error=False)
    async def action_note(self, turn: int | None = None) -> None:
        """Write a note beside a turn, the last one if none is named."""
        picture = self._picture
        if self._live is None or picture is None:
            return
        from ..dialogs.noting import NoteDialog

        notes, turn = dict(self._notes), turn or picture.turns[-1].turn
        if self._note_lost is not None:
            turn, notes[turn] = self._note_lost
        noted = await self.app.push_screen_wait(
            NoteDialog(self.query_one(Transcript).views, notes, turn)
        )
        if noted is not None:
            self._keep_note(*noted)

    def action_undo_note(self) -> None:
        """Put the note back as it was before it was last changed."""
        if self._note_before is not None:
            self._keep_note(*self._note_before)

    @on(NotesKept)
    def notes_kept(self, message: NotesKept) -> None:
        """Show the notes."""
        self._notes, self._note_before = message.notes, message.before
        self._note_lost = None
        self.remove_class("-trouble")
        if self._picture is not None:
            self.draw(self._picture)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something."""
        match action:
            case "undo_note":
                return self._note_before is not None
            case "hide_tip":
                return self.query_one(Tip).has_class("-said")
            case "fold":
                return parameters[0] in self.query_one(Side).parts
            case "scroll":
                return self._read.max_scroll_y > 0
        return True

    def _keep_note(self, turn: int, text: str) -> None:
        if self._live is None or text.strip() == self._notes.get(turn, ""):
            return
        before = (turn, self._notes.get(turn, ""))
        self._note_lost = (turn, text)
        self.ask(
            partial(conversation.note, self._live, turn, text),
            lambda notes: self.NotesKept(notes, before),
        )

    def _under_turns(self, picture: Picture) -> dict[int, str]:
        """What stands under each turn: what was meant, where it was cut, and the note beside it."""
        under = {**picture.corrections, **{n: f"╌ {cut}" for n, cut in picture.cuts.items()}}
        for turn, note in self._notes.items():
            under[turn] = f"{under[turn]}\n✎ {note}" if turn in under else f"✎ {note}"
        return under
