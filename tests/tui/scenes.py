"""Walks past every screen and dialog of the app, on a practice that always says the same.

A walk stops at each scene and gives its name. The snapshots and the pictures are taken there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from roleplay.domain.problem import Broken
from roleplay.settings import Settings
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Again, Rehearse, Resume
from roleplay.tui.widgets.no_answer import NoAnswer
from tests.tui.fake_author import install_author
from tests.tui.fake_practice import SAID, FakePractice, install
from tests.tui.fake_voice import DOWN, NAME, SENTENCES, Wait
from tests.tui.walking import Walk, press, settle, shown, write

Put = Callable[[object, str, object], None]


@dataclass
class Stage:
    """The app, its practice, and somebody at the keys."""

    app: RoleplayApp
    practice: FakePractice
    pilot: Walk

    @property
    def is_wide(self) -> bool:
        return self.app.size.width >= 100

    async def press(self, *keys: str) -> None:
        await press(self.pilot, *keys)

    async def type(self, text: str) -> None:
        await write(self.pilot, text)

    async def until(self, words: str) -> None:
        """Wait for what a thread beside the desk has to say."""
        for _ in range(100):
            if words in shown(self.pilot):
                return
            await self.pilot.pause(0.05)
        raise AssertionError(words)

    async def open(self, show: Callable[[], object]) -> None:
        show()
        await settle(self.pilot)


Scenes = AsyncIterator[str]


async def home(stage: Stage) -> Scenes:
    unfinished = stage.practice.start(None, "cfo")
    unfinished.say("Morning, Dana. Is now still good?")
    await stage.open(stage.app.show_home)
    yield "home"
    await stage.press("question_mark")
    yield "home-keys"
    await stage.press("escape", "end", "ctrl+p")
    await stage.type("light")
    yield "palette"


async def first_start(stage: Stage) -> Scenes:
    stage.practice.empty, stage.practice.lesson = True, "cfo"
    await stage.open(stage.app.show_home)
    yield "first-start"
    await stage.open(stage.app.show_history)
    yield "history-empty"
    await stage.open(stage.app.show_home)
    stage.practice.empty, stage.practice.lesson = False, None
    await stage.open(stage.app.show_sample)
    yield "sample"
    await stage.open(stage.app.leave_sample)
    await stage.open(stage.app.show_library)
    stage.practice.broken = True
    await stage.open(stage.app.show_home)
    yield "trouble"


async def settings(stage: Stage) -> Scenes:
    await stage.open(stage.app.show_settings)
    yield "settings"
    await stage.press("enter")
    await stage.type("A name that is far too long")
    await stage.press("enter")
    yield "settings-name"
    await stage.press("escape", *["down"] * 4)
    yield "settings-packs"
    await stage.press("up", "up", "up", "up", "up", "up", "enter")
    yield "settings-forget"


async def model(stage: Stage) -> Scenes:
    likes = stage.practice.preferences
    assert likes is not None
    await stage.open(stage.app.show_settings)
    await stage.open(stage.app.show_model)
    yield "model-none"
    await stage.press("enter")
    await stage.type("http://nowhere")
    await stage.press("enter")
    yield "model-address"
    for _ in range(14):
        await stage.press("backspace")
    await stage.type("http://127.0.0.1:11434/v1")
    await stage.press("enter", "down", "enter")
    await stage.type("abc")
    yield "model-key"
    await stage.press("enter", "down", "enter", *["backspace"] * 4)
    await stage.type("llama3.1:8b")
    await stage.press("enter")
    yield "model"
    await stage.press("end", *["up"] * 3, "enter")
    await stage.until("as it finds them")
    yield "model-trying"
    likes.trials[-1].goes_on.set()
    await stage.until("does not work")
    yield "model-tried"


async def library(stage: Stage) -> Scenes:
    await stage.open(stage.app.show_library)
    yield "library"
    await stage.press("f2", "down", "space")
    yield "library-filters"
    await stage.press("space", "f2")
    await stage.type("frien")
    yield "library-search"
    await stage.type("zzz")
    yield "library-none"
    await stage.press("escape")
    await stage.open(lambda: stage.app.show_briefing("cfo"))
    yield "briefing"
    await stage.press("end")
    yield "briefing-end"


async def call(stage: Stage) -> Scenes:
    await stage.open(lambda: stage.app.show_briefing("cfo"))
    await stage.press("enter")
    yield "call"
    await stage.type("What would tell you?")
    await stage.press("enter", "f3")
    await stage.type("Ask who owns the audit")
    yield "call-note"
    await stage.press("enter", "ctrl+t")
    yield "call-meant"
    await stage.press("escape", "f2")
    yield "call-side"
    await stage.press("f2", "f1")
    yield "call-keys"
    await stage.press("escape", "ctrl+n")
    yield "call-pause"
    stage.practice.broken = True
    await stage.type("Will this be kept?")
    await stage.press("enter")
    yield "call-trouble"
    stage.practice.broken = False
    await stage.press("ctrl+g")
    yield "call-end"
    await stage.press("enter")
    yield "call-over"


async def by_model(stage: Stage) -> Scenes:
    practice, voice = stage.practice, stage.practice.voice
    practice.buyers_model = NAME
    NoAnswer.now = staticmethod(lambda: 0.0)  # type: ignore[method-assign,assignment]
    await stage.open(lambda: stage.app.show_briefing("cfo"))
    await stage.press("b")
    yield "briefing-model"
    await stage.press("enter")
    goes_on = Event()
    voice.put(*SENTENCES[:2], goes_on, SENTENCES[2])
    await stage.type(SAID[1])
    await stage.pilot.press("enter")
    await stage.until("four percent")
    yield "call-speaking"
    await stage.pilot.press("escape")
    await stage.until("You interrupted")
    yield "call-interrupted"
    voice.put(Wait(), goes_on)
    await stage.type("What would tell you?")
    await stage.pilot.press("enter")
    await stage.until("Try 2 in 12 s")
    yield "call-waiting"
    await stage.pilot.press("escape")
    await stage.until("Leave it")
    voice.put(Broken(DOWN))
    await stage.press("f5")
    await stage.until("Ask again")
    await stage.type("And in a year")
    yield "call-failed"
    await stage.press("f6")
    yield "call-scripted"
    live = practice.calls["live0"]
    live.use_voice("model")
    voice.cut_by = "cut_off"
    voice.put(*SENTENCES[:2])
    await stage.press("enter")
    yield "call-cut"


async def debrief(stage: Stage) -> Scenes:
    stage.practice.had = 2
    stage.practice.note_to_self(None, "c1", 5, "Ask who owns the audit")
    await stage.open(lambda: stage.app.show_debrief("c1"))
    yield "debrief-turned"
    await stage.press("escape")
    yield "debrief-moment"
    await stage.press("s")
    yield "debrief"
    await stage.press("pagedown")
    yield "debrief-further"
    await stage.press("tab", "tab", "tab", "enter")
    yield "debrief-quote"
    await stage.press(*(() if stage.is_wide else ("escape",)), "v", "end")
    if not stage.is_wide:
        await stage.press("v", "end")
    yield "debrief-end"
    stage.app.screen.query_one("#hidden").focus()
    await stage.press("enter")
    yield "debrief-hidden"


async def judged(stage: Stage) -> Scenes:
    model = stage.practice.model
    assert model is not None
    model.is_set_up = True
    stage.app.reflected.add("c1")
    await stage.open(lambda: stage.app.show_debrief("c1"))
    yield "debrief-model"
    model.goes_on.clear()
    await stage.press("j")
    await stage.until("3 of 8 questions")
    yield "judging"
    model.goes_on.set()
    await stage.until("judged it too")
    yield "judged"
    await stage.press("pagedown")
    yield "judged-further"
    await stage.press("j")
    yield "judge-again"
    await stage.press("right", "enter")
    await stage.until("2 of 3 times")
    yield "judged-thrice"
    await stage.press("r")
    yield "scorecards"
    await stage.press("o")
    yield "scorecards-which"
    await stage.press("escape", "escape")
    model.is_small = True
    await stage.press("j", "enter")
    await stage.until("no JSON")
    yield "judged-nonsense"
    model.fails = True
    await stage.press("j", "enter")
    await stage.until("is loaded")
    yield "judge-failed"


async def coach(stage: Stage) -> Scenes:
    model = stage.practice.model
    assert model is not None
    model.is_set_up = True
    stage.app.reflected.add("c1")
    await stage.open(lambda: stage.app.show_debrief("c1"))
    model.goes_on.clear()
    await stage.press("c")
    yield "coach-looking"
    model.goes_on.set()
    await stage.until("Enter tries it")
    yield "coach"
    await stage.type("Why did she go back to the project?")
    await stage.press("enter")
    await stage.until("7 questions are left")
    yield "coach-asked"
    await stage.press("up", "up", "enter")
    yield "coach-quote"
    if not stage.is_wide:
        await stage.press("escape")
    stage.app.screen.query_one("#question").focus()
    model.is_small = True
    await stage.type("And then?")
    await stage.press("enter")
    await stage.until("6 questions are left")
    yield "coach-nothing"
    await stage.press("ctrl+o")
    await stage.until("No line held up")
    yield "coach-none-held"
    model.fails = True
    await stage.type("Why?")
    await stage.press("enter")
    await stage.until("is loaded")
    yield "coach-failed"
    model.fails = model.is_small = False
    await stage.press("ctrl+o")
    await stage.until("Enter tries it")
    stage.app.screen.query("LineRow").first().focus()
    await stage.press("enter")
    yield "coach-try"


async def takes(stage: Stage) -> Scenes:
    stage.practice.had = 3
    await stage.open(lambda: stage.app.show_takes("c3"))
    yield "takes"
    await stage.press("end")
    yield "takes-end"
    await stage.press("o")
    yield "takes-which"
    await stage.press("escape", "escape")
    await stage.open(lambda: stage.app.show_call(Again("c1", 6)))
    yield "take-two"


async def unscored(stage: Stage) -> Scenes:
    stage.practice.unscorable = True
    await stage.open(lambda: stage.app.show_debrief("c1"))
    await stage.press("escape")
    yield "debrief-unscored"
    live = stage.practice.start(None, "cfo")
    live.say("Morning, Dana. Is now still good?")
    await stage.open(lambda: stage.app.show_call(Resume(live.id)))
    yield "call-resumed"


async def history(stage: Stage) -> Scenes:
    await stage.open(stage.app.show_history)
    yield "history"
    await stage.press("slash")
    await stage.type("audit")
    await stage.pilot.pause(0.3)
    await stage.press("enter")
    yield "history-found"
    await stage.press("f")
    yield "history-filters"
    await stage.press("right", "enter")
    yield "history-filtered"
    if not stage.is_wide:
        await stage.press("l")
        yield "history-levels"
    await stage.press("n")
    yield "history-numbers"
    await stage.press(*(() if stage.is_wide else ("l",)), "delete")
    yield "history-forget"


async def author(stage: Stage) -> Scenes:
    await stage.open(lambda: stage.app.show_author(Rehearse("cfo")))
    await stage.type("How so?")
    await stage.press("enter")
    yield "author"
    await stage.type("We audit files.")
    await stage.press("ctrl+t")
    yield "author-what-if"
    await stage.press("escape", "f2")
    yield "author-opens"
    await stage.press("f5")
    yield "author-try"


WALKS = {
    walk.__name__: walk
    for walk in (
        home,
        first_start,
        settings,
        model,
        library,
        call,
        by_model,
        debrief,
        judged,
        coach,
        takes,
        unscored,
        history,
        author,
    )
}


def staged(folder: Path, put: Put = setattr) -> tuple[RoleplayApp, FakePractice]:
    """The app on a fresh practice; ``put`` is monkeypatch's in a test."""
    practice = install(FakePractice(), put)
    install_author(put)
    return RoleplayApp(Settings(folder, "sam", (), ())), practice
