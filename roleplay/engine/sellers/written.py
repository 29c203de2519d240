"""A seller who says written lines, but not always in the same words or the same order."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from roleplay.domain.moves import QUESTIONS
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn
from roleplay.listening import Topics, hear

OTHERWISE = 0.5
"""How often a question is put in another of the author's ways of asking for the same thing."""
ASIDE = 0.12
"""How often something is said in between that the lines do not hold."""
LEFT_OUT = 0.08
"""How often a line is forgotten."""
ASIDES = (
    "Sorry, could you say that again?",
    "Right.",
    "Give me a second, I'm writing that down.",
    "",
    "That's useful, thanks.",
    "Hm. Let me think about that.",
)
"""What people say between two thoughts; the empty one is a pause."""


class Written:
    """Says a try's lines as a person might who has them in mind but not by heart.

    The first and the last line are never left out. Nothing is drawn but from ``random``: the same
    seed makes the same seller.

    Args:
        scenario: the call as the variant has it: its ``listen_for`` are the other words.
        lines: one turn each; an empty one is a pause.
        topics: the listener's index of the scenario.
        random: what is drawn from.
    """

    def __init__(
        self, scenario: Scenario, lines: Sequence[str], topics: Topics, random: Random
    ) -> None:
        self._ways = {topic.id: topic.listen_for for topic in scenario.topics()}
        self._left = list(lines)
        self._begun = False
        self._topics = topics
        self._random = random

    def next(self, turns: Sequence[Turn]) -> str | None:
        """What they say now; None when they have nothing left to say.

        Args:
            turns: the conversation so far, the buyer's last words at its end.
        """
        if not self._left:
            return None
        between = self._begun and len(self._left) > 1
        if between and self._random.random() < ASIDE:
            return self._random.choice(ASIDES)
        if between and self._random.random() < LEFT_OUT:
            self._left.pop(0)
        line, self._begun = self._left.pop(0), True
        return self._otherwise(line, turns) if self._random.random() < OTHERWISE else line

    def _otherwise(self, line: str, turns: Sequence[Turn]) -> str:
        """The same turn with its question asked in other words, if the author wrote others."""
        for segment in reversed(hear(line, turns, self._topics).segments):
            ways = self._ways.get(segment.topics[0].id, ()) if segment.topics else ()
            if segment.kind in QUESTIONS and ways:
                asked = self._random.choice(ways).strip().rstrip("?.")
                asked = f"{asked[:1].upper()}{asked[1:]}?"
                return f"{line[: segment.start]}{asked}{line[segment.end :]}".strip()
        return line
