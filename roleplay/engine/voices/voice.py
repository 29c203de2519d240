"""What every voice is handed, and what it hands back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from roleplay.domain.buyer import Decision, State
from roleplay.domain.transcript import Spoken, Turn


@dataclass(frozen=True)
class Moment:
    """What is to be said, and what a voice may know of the call. Nothing unearned is in it."""

    decision: Decision
    script: Spoken
    """The decision in the author's words: what is told is exactly that, in whatever words."""
    turn: int
    """The buyer's turn."""
    turns: tuple[Turn, ...]
    """The conversation so far; the seller's turn that is answered is the last."""
    state: State
    """The buyer as the decision leaves them."""
    used: tuple[str, ...] = ()
    """The author's lines that were said before."""
    invented: tuple[str, ...] = ()
    """What the voice made up in earlier turns, and is to stay true to."""


@dataclass(frozen=True)
class Sentence:
    """A sentence that may be shown, as soon as it is kept."""

    text: str


@dataclass(frozen=True)
class Worded:
    """The whole turn; what was shown of it before stands at its beginning, word for word."""

    spoken: Spoken
    voice: str
    """Whose words they are."""


class Voice(Protocol):
    """Words decisions."""

    @property
    def name(self) -> str:
        """As it stands in the record."""
        ...

    def say(self, moment: Moment) -> Iterator[Sentence | Worded]:
        """The sentences as they come, none or several, and at last the whole turn.

        Raises:
            ModelFailed: nothing could be said, and nothing was.
        """
        ...

    def interrupt(self) -> None:
        """Stop speaking, from any thread; what has been said stands."""
        ...
