"""Saying a turn in a call, and being answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.timer import Timer

from .. import conversation
from ..desk import Trouble
from ..widgets.prompt import Prompt
from ..widgets.row import Row
from ..widgets.transcript import Transcript
from ..widgets.words import Words, words
from .call_room import CallRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from roleplay.practice.workspace import Workspace

    from ..conversation import Picture

ECHO_SECONDS = 0.15
"""An answer that is there sooner is shown together with what it answers, in one picture."""
THINKING_SECONDS = 0.3
"""A buyer who takes longer is said to be thinking."""


class CallTurns(CallRoom):
    """The seller says something, the buyer answers; meanwhile nothing else can be said."""

    @dataclass
    class Answered(Message):
        """The buyer has spoken (perhaps anew), or the call has ended."""

        picture: Picture

    def __init__(self) -> None:
        super().__init__()
        self._saying: str | None = None
        """What is being answered; None when it is the seller's turn."""
        self._waits: list[Timer] = []
        self._hears = conversation.Hears()
        """What the desk tells while an answer comes."""

    @on(Prompt.Sent)
    def say(self, message: Prompt.Sent) -> None:
        """Have the buyer answer."""
        self._speak(message.text)

    @on(Answered)
    def answered(self, message: Answered) -> None:
        """Show the answer."""
        if self._saying:
            self.query_one(Prompt).take(self._saying)
        self._answer_is_here()
        self.show_soon()
        self.remove_class("-trouble")
        self._show(message.picture)

    async def tell(self, trouble: Trouble) -> None:
        """Say why the words that still stand in the prompt could not be saved."""
        if self._picture is None:
            await super().tell(trouble)
            return
        self.query_one("#banner", Words).say(f"Not saved: {trouble}")
        self.add_class("-trouble")
        if self._saying is not None:
            prompt = self.query_one(Prompt)
            if not prompt.text.strip():
                prompt.put(self._saying)
            self._answer_is_here()
            self._show(self._picture)

    @on(Prompt.Silent)
    def action_pause(self) -> None:
        """Say nothing, and let the buyer go on."""
        self._speak("")

    @property
    def _may_speak(self) -> bool:
        """It is the seller's turn."""
        return self._picture is not None and not self._picture.ended and self._saying is None

    def _is_my_turn(self) -> bool:
        """The same, for a key: where it is not, it is said why nothing happens."""
        if self._saying is not None:
            self._think()
        return self._may_speak

    def _speak(self, text: str, closing: bool = False) -> None:
        if self._live is None or not self._is_my_turn():
            return
        self._await(text, partial(conversation.say, self._live, text, closing, self._hears))

    def _await(
        self, saying: str, work: Callable[[Workspace], Picture], *, echo: bool = True
    ) -> None:
        """Have the answer worked out; meanwhile it is not the seller's turn.

        ``echo``: ``saying`` is new, and shown before it is answered.
        """
        self._saying = saying
        self._waits = [self.set_timer(THINKING_SECONDS, self._think)]
        if echo:
            self._waits.append(self.set_timer(ECHO_SECONDS, self._echo))
        self.ask(work, self.Answered)

    def _answer_is_here(self) -> None:
        self._saying = None
        for timer in self._waits:
            timer.stop()
        self.query_one(Prompt).waiting = ""

    def _echo(self) -> None:
        """Show what was said while its answer keeps the seller waiting."""
        if self._saying is not None and self._picture is not None:
            transcript = self.query_one(Transcript)
            if len(transcript.views) == len(self._picture.turns):
                transcript.expect(self._saying)

    def _think(self) -> None:
        if self._saying is not None:
            self.query_one(Prompt).waiting = f"{self._first_name} is thinking…"

    @property
    def _first_name(self) -> str:
        """The buyer's."""
        return self._live.buyer_name.split()[0] if self._live is not None else "The buyer"

    def _show(self, picture: Picture) -> None:
        prompt = self.query_one(Prompt)
        prompt.parting = picture.parting
        prompt.remember([turn.text for turn in picture.turns if turn.speaker == "seller"])
        self.draw(picture)
        if picture.ended:
            self.query_one("#over", Row).say(
                words(
                    ("The call is over. ", "bold"),
                    picture.over,
                    ("\nEnter shows how it went.", "$quiet"),
                )
            )
            self.add_class("-over")
            self.query_one("#over").focus()
            self.refresh_bindings()
