"""What a buyer never says: the faults that a model's sentence may have."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from roleplay.domain.scenario import Manner

_FORMS = Path(__file__).parent / "faults.txt"


class Fault(StrEnum):
    """Why a sentence is not said."""

    ROLE = "role"
    REASONING = "reasoning"
    DIRECTION = "stage_direction"
    LABEL = "label"
    MARKUP = "markup"
    LANGUAGE = "language"
    UNEARNED = "unearned"
    BEYOND = "beyond"
    NUMBER = "number"
    HELPING = "helping"
    GIVES_IN = "gives_in"
    SOFTENS = "softens"
    CONFIRMS = "confirms"
    REPEATS = "repeats"
    PARROTS = "parrots"
    CONTRADICTS = "contradicts"
    OFF_POINT = "off_point"
    TOO_MUCH = "too_much"
    NOTHING = "nothing"

    @property
    def says(self) -> str:
        """What is wrong, in one line, as one would tell the speaker."""
        return _SAYS[self]


_SAYS = {
    Fault.ROLE: "You spoke as the caller or as an assistant. You are the buyer.",
    Fault.REASONING: "You thought aloud about your task. Say only what the buyer says.",
    Fault.DIRECTION: "You described an action or read an instruction. Give spoken words only.",
    Fault.LABEL: "You put a name before a line. Give the buyer's own words only.",
    Fault.MARKUP: "You used formatting. Give plain spoken words.",
    Fault.LANGUAGE: "You left the language of the call. Speak plain English.",
    Fault.UNEARNED: "You told something that is not in what you are to say now.",
    Fault.BEYOND: "You told more of your business than your lines do. Tell nothing else of it.",
    Fault.NUMBER: "You used a number that nobody gave. Use only the numbers in your lines.",
    Fault.HELPING: "You helped the caller to sell. A buyer never coaches.",
    Fault.GIVES_IN: "You agreed to something, or dropped a concern, that is not in your lines.",
    Fault.SOFTENS: "You took the edge off a refusal. Refuse as your lines do.",
    Fault.CONFIRMS: "You confirmed a guess of the caller's. Neither confirm nor deny guesses.",
    Fault.REPEATS: "You said again what you had said before. Find other words.",
    Fault.PARROTS: "You gave the caller's words back. Use your own.",
    Fault.CONTRADICTS: "You called something of yours by another name than before. Keep to it.",
    Fault.OFF_POINT: "You did not say what you were to say. Begin with it.",
    Fault.TOO_MUCH: "You said more than this buyer would. Be shorter.",
    Fault.NOTHING: "You said nothing.",
}

MOST_SENTENCES = {
    Manner.HURRIED: 2,
    Manner.GUARDED: 2,
    Manner.DIRECT: 3,
    Manner.NUMERATE: 3,
    Manner.WARM: 4,
    Manner.TALKATIVE: 5,
}
"""Sentences in a turn of each manner, where the author's own lines do not take more."""
MOST_WORDS = 60
"""Words in a sentence."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern a section of the file."""
    lines: dict[str, list[str]] = {}
    section: list[str] = []
    for line in _FORMS.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            section = lines.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return {
        name: re.compile("|".join(f"(?:{line})" for line in each), re.IGNORECASE)
        for name, each in lines.items()
    }


def shows(fault: Fault, text: str) -> str | None:
    """The words by which a sentence shows a fault; None if there are none."""
    found = _patterns()[fault.value].search(text.replace("’", "'"))
    return found[0] if found else None


BY_FORM = (
    Fault.REASONING,
    Fault.DIRECTION,
    Fault.LABEL,
    Fault.MARKUP,
    Fault.ROLE,
    Fault.HELPING,
)
"""Faults that a sentence shows by itself, in the order in which they are looked for."""
