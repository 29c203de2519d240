"""How the buyer seems, as a person on the call would notice it: never as a number."""

from __future__ import annotations

from roleplay.domain.buyer import State
from roleplay.domain.ledger import ObjectionState

SHIFT = 6
"""A change of trust in one turn that shows."""


def mood(name: str, now: State, before: State) -> str:
    """One sentence about the buyer after a turn, by what they were like before it."""
    first = name.split()[0]
    if now.hung_up:
        return f"{first} has gone."
    return f"{_bearing(first, now)} {_change(now, before)}".strip()


def _bearing(first: str, now: State) -> str:
    objected = any(
        state in (ObjectionState.RAISED, ObjectionState.EXPLORED)
        for state in now.objections.values()
    )
    if now.patience < 20:
        return f"{first} is looking for a way to end this."
    if now.patience < 35:
        return f"{first} keeps an eye on the clock."
    if objected and now.trust < 50:
        return f"{first} has sat back, arms folded."
    if objected:
        return f"{first} is waiting to hear what you make of that."
    if now.trust >= 65 and now.interest >= 60:
        return f"{first} is leaning in and thinking aloud."
    if now.trust >= 50 and now.interest >= 45:
        return f"{first} is listening, and writes something down."
    if now.interest >= 55:
        return f"{first} is curious, and not yet convinced of you."
    if now.trust >= 50:
        return f"{first} is at ease with you, if not gripped."
    if now.trust >= 30:
        return f"{first} is polite and gives little away."
    return f"{first} answers as briefly as manners allow."


def _change(now: State, before: State) -> str:
    if now.trust - before.trust >= SHIFT:
        return "Something in that landed."
    if now.trust - before.trust <= -SHIFT:
        return "That went down badly."
    if before.patience - now.patience >= SHIFT:
        return "That cost you some patience."
    return ""
