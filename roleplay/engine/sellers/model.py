"""A seller whom a model plays: it knows what a person would who has read the briefing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Scenario
from roleplay.domain.text import MAX_TURN, clean
from roleplay.domain.transcript import Turn

if TYPE_CHECKING:
    from roleplay.llm import Door

TURNS = 12
"""Turns after which the seller has nothing left to say."""
TOKENS = 120
"""Of one turn, at most."""
END = "[END]"
"""What the model writes when it would end the call."""


class ModelSeller:
    """Asks a model for the seller's next turn.

    Args:
        scenario: only its briefing, its goal and who is on the line reach the prompt.
        door: to the model; its role is ``seller``.
        turns: after so many of its own it hangs up.
    """

    def __init__(self, scenario: Scenario, door: Door, *, turns: int = TURNS) -> None:
        prompt = (files("roleplay.engine") / "prompts" / "seller.md").read_text("utf-8")
        known = {
            "brief": scenario.brief,
            "goal": scenario.goal,
            "account": scenario.account.model_dump(mode="json", exclude_none=True),
            "on the line": f"{scenario.buyer.name}, {scenario.buyer.role}",
        }
        self._system = prompt.replace("{known}", json.dumps(known, ensure_ascii=False, indent=1))
        self._door = door
        self._turns = turns

    def next(self, turns: Sequence[Turn]) -> str | None:
        """What the model says now; None when it would end the call.

        Args:
            turns: the conversation so far, the buyer's words at its end.

        Raises:
            ModelFailed: it did not answer.
        """
        from roleplay.llm import Ask, Message

        said = sum(turn.speaker is Speaker.SELLER for turn in turns)
        if said >= self._turns:
            return None
        talk = tuple(
            Message("assistant" if turn.speaker is Speaker.SELLER else "user", turn.text or "...")
            for turn in turns
        )
        ask = Ask(
            role="seller",
            messages=(Message("system", self._system), *talk),
            most_tokens=TOKENS,
            temperature=0.7,
            seed=said,
        )
        words = clean("".join(self._door.stream(ask))).strip()[:MAX_TURN]
        line, end, _ = words.partition(END)
        line = " ".join(line.split())
        return line or (None if end or said else "Hello.")
