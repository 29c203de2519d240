"""What is said between screens, and what a call is opened with."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from .desk import Trouble


@dataclass
class Failed(Message):
    """What was asked of practice could not be done."""

    trouble: Trouble


@dataclass(frozen=True)
class Start:
    """A new call on a scenario."""

    scenario: str
    variant: str | None = None
    """None: the next one that has not been played."""
    buyer: str = "scripted"
    """Who speaks for the buyer: ``scripted`` or ``model``."""


@dataclass(frozen=True)
class Resume:
    """An unfinished call, where it was left."""

    call: str


@dataclass(frozen=True)
class Again:
    """A call taken again from one of its seller turns: take two."""

    call: str
    turn: int
    """From 1; a seller's."""
    draft: str = ""
    """What to begin with in the line, to be changed and said; empty for nothing."""


Opening = Start | Resume | Again


@dataclass(frozen=True)
class Rehearse:
    """A call to be played by its author, with the buyer's mind open."""

    target: str
    """The scenario's file, or its id."""
    variant: str | None = None
    """None: as it is written."""
    seed: int = 0
