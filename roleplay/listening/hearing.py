"""What a listener makes of a turn, whoever has a say in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from roleplay.domain.moves import Disagreement, Heard, Help

from .seller import hear

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

    from .topics import Topics


class Hearing(NamedTuple):
    """What was heard in a seller's turn, and how that came about."""

    heard: Heard
    disagreements: tuple[Disagreement, ...] = ()
    """Where a model heard otherwise, or gave no answer in time."""
    helped_by: tuple[Help, ...] = ()
    """What had a say beside code."""


Listen = Callable[[str, "Sequence[Turn]", "Topics"], Hearing]
"""Hears a seller's turn, given the turns before it, oldest first, and the call's topics. It never
fails, and is never waited for beyond a deadline of its own."""


def by_code(text: str, context: Sequence[Turn], topics: Topics) -> Hearing:
    """By code alone: nothing is asked of anybody, and the same words are always heard the same."""
    return Hearing(hear(text, context, topics))
