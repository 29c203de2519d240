"""What a call is like when a model speaks for the buyer: sentence by sentence, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from .. import conversation
from ..desk import Trouble
from ..widgets.no_answer import NoAnswer
from ..widgets.prompt import Prompt
from ..widgets.row import Row
from ..widgets.transcript import Transcript
from ..widgets.words import Words
from .call_turns import CallTurns

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from roleplay.practice.workspace import Workspace

    from ..conversation import Picture

SLOW_SECONDS = 12.0
"""A model that is silent for so long is spoken of, and the ways on without it are offered."""
STOPS_SECONDS = 0.2
"""How often a model is told to stop until it has: it may only just have been asked."""


class CallModel(CallTurns):
    """Shows what a model says as it comes; the ways on without it stand above the prompt."""

    class Kept(Message):
        """What the seller said is kept, and a model is asked for the answer."""

    @dataclass
    class Speaking(Message):
        """More of the buyer's answer may be shown."""

        turn: int
        text: str

    @dataclass
    class Waiting(Message):
        """The model failed, and is asked again."""

        seconds: float
        next_try: int
        says: str

    def __init__(self) -> None:
        super().__init__()
        self.awaits_model = False
        """A model has been asked and has not finished."""
        self._speaking = False
        """Some of its answer is shown."""
        self._then = ""
        """The action that follows once it has been stopped."""
        self._patience: list[Timer] = []
        self._hears = conversation.Hears(
            said=lambda: self.post_message(self.Kept()),
            sentence=lambda turn, text: self.post_message(self.Speaking(turn, text)),
            wait=lambda *told: self.post_message(self.Waiting(*told)),
        )

    @on(Kept)
    def kept(self) -> None:
        """The words leave the prompt: what is typed from now on is the next turn."""
        if self.awaits_model and self._saying:
            self._echo()
            self.query_one(Prompt).take(self._saying)
            self._saying = ""

    @on(Speaking)
    def speak(self, message: Speaking) -> None:
        """Show the sentences that there are."""
        if not self.awaits_model or self._live is None:
            return
        transcript, no_answer = self.query_one(Transcript), self.query_one(NoAnswer)
        if no_answer.shown:
            no_answer.put_away()
        if len(transcript.views) < message.turn - 1:
            self._echo()
        transcript.speak(message.turn, self._live.buyer_name, message.text)
        if not self._speaking:
            self._speaking = True
            self.call_after_refresh(self._told_speaking)
        self.show_soon()

    def _told_speaking(self) -> None:
        """What goes with the first sentence, and need not be in one picture with it."""
        self._think()
        self.refresh_bindings()

    @on(Waiting)
    def wait(self, message: Waiting) -> None:
        """Say what happened and when it is tried again; nobody has to wait for that."""
        if self.awaits_model and not self._then:
            self.query_one(NoAnswer).wait(message.says, message.seconds, message.next_try)
            self._think()
            self.refresh_bindings()

    @on(Row.Chosen, "NoAnswer Row")
    async def take_way(self, message: Row.Chosen) -> None:
        """With the mouse, or with Tab and Enter."""
        message.stop()
        await self.run_action(message.row.value)

    def action_ask_again(self) -> None:
        """Ask the model once more for the answer."""
        if self.awaits_model:
            self._stop("ask_again")
        elif self._live is not None:
            work = partial(conversation.say, self._live, "", False, self._hears)
            self._await("", work, echo=False)

    def action_scripted(self) -> None:
        """Let the scripted buyer answer, and go on for the rest of this call."""
        if self.awaits_model:
            self._stop("scripted")
        elif self._live is not None:
            work = partial(conversation.go_on_scripted, self._live, self._hears)
            self._await("", work, echo=False)

    def action_interrupt(self) -> None:
        """Stop the buyer in mid-answer: what has been said stands."""
        self._stop()

    def action_stop_waiting(self) -> None:
        """Wait no longer for the model."""
        self._stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on whether the model is silent, speaks or has failed."""
        match action:
            case "ask_again" | "scripted":
                return self._picture is not None and self.query_one(NoAnswer).shown
            case "interrupt":
                return self.awaits_model and self._speaking
            case "stop_waiting":
                return self.awaits_model and not self._speaking
            case "leave":
                return not self.awaits_model
            case "pause" | "meant" | "end" if self.awaits_model:
                return False
            case "pause" | "meant" if self._picture is not None and self._picture.waiting:
                return False
        return super().check_action(action, parameters)

    def _speak(self, text: str, closing: bool = False) -> None:
        """Say something, unless what was said before still waits for its answer."""
        picture, prompt = self._picture, self.query_one(Prompt)
        if picture is None or not picture.waiting or not self._may_speak:
            super()._speak(text, closing)
        elif text.strip():
            if not prompt.text.strip():
                prompt.put(text)
            self.post_message(Prompt.Drafted(prompt.own_words))
            self.notify("What you said before comes first; this stays where it is.", markup=False)
        else:
            self.action_ask_again()

    def _await(
        self, saying: str, work: Callable[[Workspace], Picture], *, echo: bool = True
    ) -> None:
        super()._await(saying, work, echo=echo)
        self.query_one(NoAnswer).put_away()
        if self._picture is not None and self._picture.speaker:
            self.awaits_model, self._speaking, self._then = True, False, ""
            self._patience = [self.set_timer(SLOW_SECONDS, self._slow)]
        self.refresh_bindings()

    def _answer_is_here(self) -> None:
        super()._answer_is_here()
        self._stop_timers()
        if self.awaits_model:
            self.awaits_model = self._speaking = False
            self.refresh_bindings()

    def _show(self, picture: Picture) -> None:
        super()._show(picture)
        then, self._then = self._then, ""
        if picture.ended or (not picture.waiting and then != "scripted"):
            self.query_one(NoAnswer).put_away()
        elif then == "scripted":
            self.action_scripted()
        elif then == "ask_again" or not picture.failed:
            self.action_ask_again()
        else:
            self.query_one(NoAnswer).fail(picture.failed)
            self.query_one(Prompt).waiting = f"{self._first_name} has not answered yet"
            self.refresh_bindings()

    def _think(self) -> None:
        super()._think()
        if self.awaits_model:
            does, action, stops = (
                ("speaking", "interrupt", "interrupts")
                if self._speaking
                else ("thinking", "stop-waiting", "stops waiting")
            )
            key = self.roleplay.key_for(f"call.{action}", "escape")
            self.query_one(Prompt).waiting = f"{self._first_name} is {does}… · {key} {stops}"

    def _slow(self) -> None:
        if self.awaits_model and not self._speaking:
            self.query_one(NoAnswer).slow(self._first_name, SLOW_SECONDS)
            self.refresh_bindings()

    def _stop(self, then: str = "") -> None:
        """Stop the model, and do ``then``; it has stopped when its answer is here."""
        if self._live is not None and self.awaits_model:
            self._then = then
            self._live.interrupt()
            self._patience.append(self.set_interval(STOPS_SECONDS, self._live.interrupt))

    def _stop_timers(self) -> None:
        for timer in self._patience:
            timer.stop()
        self._patience = []

    async def _keep_draft_beside(self, text: str) -> None:
        """Keep what is typed while the model speaks: the desk is busy with it."""
        if self._live is None:
            return
        try:
            await self.roleplay.desk.beside(partial(conversation.save_draft, self._live, text))
        except Trouble as trouble:
            self.query_one("#banner", Words).say(f"Not saved: {trouble}")
            self.add_class("-trouble")
