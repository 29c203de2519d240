"""What is asked of practice during a call. All of it is done at the desk."""

from __future__ import annotations

import gc
from dataclasses import dataclass
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

    @property
    def clock(self) -> str:
        """Such as ``2:10 of 12 min``."""
        return f"{int(self.seconds) // 60}:{int(self.seconds) % 60:02d} of {self.minutes} min"

    @property
    def begun(self) -> bool:
        """The seller has said something."""
        return any(turn.speaker == "seller" for turn in self.turns)


@dataclass(frozen=True)
class Opened:
    """A call as it is when its screen opens."""

    live: LiveCall
    picture: Picture
    draft: str
    """What was being typed when it was left."""
    notes: dict[int, str]
    """The seller's notes to self, by the number of the turn."""


def open_call(opening: Opening, workspace: Workspace) -> Opened:
    """Begin a call, take one up, or take a turn again."""
    from roleplay.practice.calls import fork, resume, start
    from roleplay.practice.notes import notes_to_self

    match opening:
        case Start(scenario, variant):
            live = start(workspace, scenario, variant)
        case Resume(call):
            live = resume(workspace, call)
        case Again(call, turn):
            live = fork(workspace, call, turn)
    # What has been loaded by now stays: not looking through it again keeps a full collection of
    # garbage, every ten turns or so, from being felt as a stutter.
    gc.freeze()
    notes = notes_to_self(workspace, live.id) if live.id else {}
    return Opened(live, picture(live), live.draft, notes)


def picture(live: LiveCall) -> Picture:
    """The call as it stands."""
    from roleplay.practice.tips import tip

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


def say(live: LiveCall, text: str, closing: bool, _: Workspace) -> Picture:
    """After the seller has said ``text`` and the buyer has answered; ``closing`` ends the call."""
    live.say(text, closing=closing)
    return picture(live)


def note(live: LiveCall, turn: int, text: str, workspace: Workspace) -> dict[int, str]:
    """All notes to self after one was written beside a turn, or taken away."""
    from roleplay.practice.notes import note_to_self

    return note_to_self(workspace, live.id, turn, text) if live.id else {}


def correct(live: LiveCall, meaning: Meaning, _: Workspace) -> Picture:
    """After the last turn has been heard as what was meant."""
    live.correct(*meaning)
    return picture(live)


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
