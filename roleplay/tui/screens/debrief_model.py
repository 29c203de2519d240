"""What a model can do about a debrief: judge the call too, and answer as a coach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.containers import VerticalScroll
from textual.message import Message

from ..asking import AsksModel
from ..widgets import debrief_parts as parts
from ..widgets.row import Row
from ..widgets.verdict_parts import no_verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from roleplay.practice.debriefs import Debrief
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

    from ..dialogs.judging import Judging


class WithModel(AsksModel):
    """The part of a debrief for which a model has to be set up."""

    call: str
    _debrief: Debrief | None = None
    _at_coach = False

    @dataclass
    class JudgedNow(Message):
        """A judge's scorecard has been kept."""

    @dataclass
    class ReadAgain(Message):
        """The debrief has been read once more."""

        debrief: Debrief
        judged: bool
        """Because it has been judged."""

    @on(Row.Chosen, "#judge")
    @work(exit_on_error=False)
    async def action_judge(self) -> None:
        """Have a model judge the call; a second time it is asked which one, and how often."""
        debrief = self._debrief
        if debrief is None:
            return
        if self.is_asking or debrief.judge is None:
            self._judge(debrief.judge_model, 1)
            return
        from ..dialogs.judging import JudgeDialog

        model = self.roleplay.settings.model
        chosen: Judging | None = await self.app.push_screen_wait(
            JudgeDialog(debrief.judge_model, model.base_url)
        )
        if chosen is not None:
            self._judge(chosen.model, chosen.repeats)

    def _judge(self, model: str, repeats: int) -> None:
        settings = self.roleplay.settings
        self.ask_model(
            f"{model} judges the call",
            partial(_judge, self.call, repeats, self._told),
            lambda _: self.JudgedNow(),
            None if model == settings.model.of_role("judge") else _with_judge(settings, model),
        )

    def _told(self, done: int, of: int) -> None:
        self.post_message(self.Progress(done, of))

    @on(JudgedNow)
    def read_again(self) -> None:
        """Read the debrief with what the judge found."""
        self.ask(partial(read, self.call), lambda found: self.ReadAgain(found, judged=True))

    @on(ReadAgain)
    async def show_again(self, message: ReadAgain) -> None:
        """Put it in the place of what was shown, and go to the verdicts if they are new."""
        self._debrief = message.debrief
        reading, rest = self.query_one("#reading", VerticalScroll), self.query_one("#rest")
        before = reading.scroll_y
        with self.app.batch_update():
            await rest.remove_children()
            await rest.mount_all(parts.rest(message.debrief))
        self.refresh_bindings()
        if message.judged:
            if not reading.display:
                self.notify("The judge is done: what it found stands beside what the app found.")
            verdicts = self.query_one("#judged")
            self.call_after_refresh(
                reading.scroll_to_widget, verdicts, top=True, animate=False, force=True
            )
        else:
            self.call_after_refresh(reading.scroll_to, y=before, animate=False, force=True)

    def on_screen_resume(self) -> None:
        """Back from the coach: what a model has used for the call has changed."""
        if self._at_coach:
            self._at_coach = False
            self.ask(partial(read, self.call), lambda found: self.ReadAgain(found, judged=False))

    @on(AsksModel.Unanswered)
    async def tell_unanswered(self, message: AsksModel.Unanswered) -> None:
        """Say why there is no verdict, where it would stand; the app's own stands."""
        if not message.trouble:
            self.notify("Stopped. The score of the app stands.", markup=False)
            return
        await self.query("#no-verdict").remove()
        line = no_verdict(message.trouble)
        await self.query_one("#rest").mount(line, before="#judge")
        reading = self.query_one("#reading", VerticalScroll)
        self.call_after_refresh(
            reading.scroll_to_widget, self.query_one("#judged"), top=True, animate=False, force=True
        )

    @on(Row.Chosen, "#coach")
    def action_coach(self) -> None:
        """To the coach."""
        self._at_coach = True
        self.roleplay.show_coach(self.call)

    @on(Row.Chosen, "#cards")
    def action_cards(self) -> None:
        """To the scorecards of this call."""
        self.roleplay.show_scores(self.call)

    def may(self, action: str) -> bool:
        """Whether a model can do that now."""
        debrief = self._debrief
        if debrief is None or not self.has_class("-all"):
            return action == "stop_asking" and self.is_asking
        return {
            "judge": bool(debrief.judge_model),
            "coach": bool(debrief.coach_model),
            "cards": debrief.scorecards > 1,
            "stop_asking": self.is_asking,
        }[action]


def read(call: str, workspace: Workspace) -> Debrief:
    """The debrief of a call."""
    from roleplay.practice.debriefs import debrief

    return debrief(workspace, call)


def _with_judge(settings: Settings, model: str) -> Settings:
    from roleplay.practice.aside import with_model

    return with_model(settings, "judge", model)


def _judge(
    call: str, repeats: int, told: Callable[[int, int], None], workspace: Workspace, stop: Any
) -> None:
    from roleplay.practice.judging import judge_call

    judge_call(workspace, call, repeats=repeats, stop=stop, progress=told)
