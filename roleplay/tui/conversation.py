"""What is asked of practice during a call. All of it is done at the desk."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .messages import Again, Opening, Resume, Start

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn
    from roleplay.practice.calls import HeardLine, LiveCall
    from roleplay.practice.workspace import Workspace

    from .dialogs.meant import Meaning


@dataclass(frozen=True)
class Picture:
    """All that is shown of a call, read in one go: the call itself never leaves the desk."""

    turns: tuple[Turn, ...]
    mood: str
    seconds: float
    """Spoken time so far."""
    minutes: int
    """Spoken time there is."""
    ended: bool
    heard: tuple[HeardLine, ...]
    """Of the last seller turn."""
    can_correct: bool
    corrections: dict[int, str]
    """What the seller said they had meant, by the number of the turn."""
    parting: bool
    """Both have said goodbye; the seller may end it or go on."""
    over: str
    """How it ended and why; empty while it goes on."""
    tip: str | None
    """What a coach says beside the call now."""
    speaker: str = ""
    """The model that speaks for the buyer; empty for the scripted buyer."""
    cuts: Mapping[int, str] = field(default_factory=dict)
    """What is told under a buyer's turn that was cut short, by its number."""
    as_scripted: frozenset[int] = frozenset()
    """The buyer's turns that are in the author's words where a model might have spoken."""
    waiting: bool = False
    """The seller's last turn is kept and has no answer yet."""
    failed: str = ""
    """Why it has none, in one line; empty where nobody has asked for it yet."""

    @property
    def clock(self) -> str:
        """Such as ``2:10 of 12 min``."""
        return f"{int(self.seconds) // 60}:{int(self.seconds) % 60:02d} of {self.minutes} min"

    @property
    def begun(self) -> bool:
        """The seller has said something."""
        return any(turn.speaker == "seller" for turn in self.turns)


@dataclass(frozen=True)
class Hears:
    """Who is told, on the desk's thread, what happens while an answer comes."""

    said: Callable[[], object] = lambda: None
    """The seller's words are kept."""
    sentence: Callable[[int, str], object] = lambda turn, text: None
    """The buyer's turn, and its text so far."""
    wait: Callable[[float, int, str], object] = lambda seconds, number, says: None
    """Seconds until the model is asked again, which try that is, and what went wrong."""


@dataclass(frozen=True)
class Opened:
    """A call as it is when its screen opens."""

    live: LiveCall
    picture: Picture
    draft: str
    """What was being typed when it was left."""
    notes: dict[int, str]
    """The seller's notes to self, by the number of the turn."""


def open_call(opening: Opening, hears: Hears, workspace: Workspace) -> Opened:
    """Begin a call, take one up, or take a turn again."""
    from roleplay.practice.calls import fork, resume, start
    from roleplay.practice.notes import notes_to_self

    match opening:
        case Start(scenario, variant, buyer):
            live = start(workspace, scenario, variant, buyer=buyer)
        case Resume(call):
            # What a model still has to answer is waited for where it can be seen, and left.
            live = resume(workspace, call, ask=False)
        case Again(call, turn, draft):
            live = fork(workspace, call, turn)
            if draft:
                live.save_draft(draft)
    # What has been loaded by now stays: not looking through it again keeps a full collection of
    # garbage, every ten turns or so, from being felt as a stutter.
    gc.freeze()
    live.on_sentence = hears.sentence
    notes = notes_to_self(workspace, live.id) if live.id else {}
    return Opened(live, picture(live), live.draft, notes)


def picture(live: LiveCall) -> Picture:
    """The call as it stands."""
    from roleplay.practice.tips import tip
    from roleplay.practice.worded import as_scripted, cuts

    return Picture(
        turns=live.turns,
        mood=live.mood(),
        seconds=live.seconds,
        minutes=live.minutes,
        ended=live.ended,
        heard=live.heard(),
        can_correct=live.can_correct(),
        corrections=_corrections(live),
        parting=live.parting,
        over=live.over(),
        tip=tip(live),
        speaker=live.speaker,
        cuts=cuts(live.events),
        as_scripted=as_scripted(live.events),
        waiting=live.waiting,
        failed=live.failed,
    )


def _corrections(live: LiveCall) -> dict[int, str]:
    """``I meant: an open question, about the audit`` for each turn that was corrected."""
    kinds, subjects = dict(live.meanings()), dict(live.subjects())
    notes = {}
    for event in live.events:
        if event.event == "corrected":
            heard = event.heard
            about = [subjects[topic.id] for topic in heard.topics if topic.id in subjects]
            subject = f", about {about[0]}" if about else ""
            notes[event.turn] = f"I meant: {kinds[heard.dominant.value]}{subject}"
    return notes


def say(live: LiveCall, text: str, closing: bool, hears: Hears, workspace: Workspace) -> Picture:
    """After the seller has said ``text`` and the buyer has answered; ``closing`` ends the call.

    Where a model did not answer, the picture says so: the seller's words are kept all the same.
    """
    with _heard(live, hears, workspace):
        return _answered(live, lambda: live.say(text, closing=closing))


def go_on_scripted(live: LiveCall, hears: Hears, workspace: Workspace) -> Picture:
    """After the scripted buyer has taken over, with the answer that was still due."""
    live.use_voice("scripted")
    return say(live, "", False, hears, workspace) if live.waiting else picture(live)


@contextmanager
def _heard(live: LiveCall, hears: Hears, workspace: Workspace) -> Iterator[None]:
    """Tell what happens while a model is asked; the scripted buyer is there at once."""
    if not live.speaker:
        yield
        return
    before = workspace.on_wait
    live.on_said = hears.said
    workspace.on_wait = lambda wait: hears.wait(wait.seconds, wait.next_try, wait.says)
    try:
        yield
    finally:
        live.on_said, workspace.on_wait = Hears.said, before


def _answered(live: LiveCall, ask: Callable[[], object]) -> Picture:
    from roleplay.domain.problem import Broken

    try:
        ask()
    except Broken as error:
        if not (live.speaker and live.waiting):
            raise
        return replace(picture(live), failed=str(error))
    return picture(live)


def note(live: LiveCall, turn: int, text: str, workspace: Workspace) -> dict[int, str]:
    """All notes to self after one was written beside a turn, or taken away."""
    from roleplay.practice.notes import note_to_self

    return note_to_self(workspace, live.id, turn, text) if live.id else {}


def correct(live: LiveCall, meaning: Meaning, hears: Hears, workspace: Workspace) -> Picture:
    """After the last turn has been heard as what was meant, and answered anew."""
    with _heard(live, hears, workspace):
        return _answered(live, lambda: live.correct(*meaning))


def save_draft(live: LiveCall, text: str, _: Workspace) -> None:
    """Keep what is being typed."""
    live.save_draft(text)


def leave(live: LiveCall, text: str, saying: str, turns: int, _: Workspace) -> None:
    """Let the call rest, with what was being typed; another window may take it up.

    ``saying`` is what ``text`` begins with that was being said when there were ``turns`` turns; it
    is no draft any more if it was kept.
    """
    from roleplay.practice.calls import leave

    if saying and len(live.turns) > turns:
        text = text[len(saying) :].lstrip("\n")
    leave(live, text)


def end(live: LiveCall, _: Workspace) -> Picture:
    """After the seller has ended it."""
    live.end()
    return picture(live)


def score(live: LiveCall, _: Workspace) -> None:
    """Score it and keep the scorecard."""
    live.score()
