"""Names, addresses and numbers taken out of what is shared, as far as they can be told.

Every character of them becomes a dot: what stands around keeps its place, so that a comment on
words of a turn is on the same words for everybody. It is a best effort, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn
from roleplay.listening.figures import figures

DOT = "•"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\+?\d(?:[\d\s().,/-]*\d)?")
_NAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Herr|Frau|Mme|M)\.?\s+([A-Z][\w'-]+)"
    r"|\b(?:my name is|this is|I'm|I am|called)\s+([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?)"
)
_LEAST = 3
"""Letters of a name's part that is looked for by itself: ``de`` and ``of`` are no names."""
_NO_NAME = frozenset({"the", "and", "for", "group", "bank", "company", "insurance", "services"})


def names_of(scenario: Scenario, people: Iterable[str]) -> tuple[str, ...]:
    """The names that are known to come up in a call, longest first, their parts included."""
    whole = [scenario.buyer.name, scenario.account.name or "", *people]
    parts = [part for name in whole for part in re.findall(r"[^\W\d_]+", name)]
    found = {n for n in whole if n.strip()} | {
        p for p in parts if len(p) >= _LEAST and p.lower() not in _NO_NAME
    }
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def redacted(text: str, names: Sequence[str]) -> str:
    """``text``, as long as it was, with dots for names, e-mail addresses, links and numbers."""
    spans = [(m.start(), m.end()) for m in _ADDRESS.finditer(text)]
    spans += [(m.start(), m.end()) for m in _DIGITS.finditer(text)]
    spans += [(figure.start, figure.end) for figure in figures(text)]
    spans += [m.span(m.lastindex or 0) for m in _NAMED.finditer(text)]
    if names:
        known = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
        spans += [(m.start(), m.end()) for m in known.finditer(text)]
    letters = list(text)
    for start, end in spans:
        for place in range(start, end):
            if not letters[place].isspace():
                letters[place] = DOT
    return "".join(letters)


def redacted_turns(turns: Sequence[Turn], names: Sequence[str]) -> tuple[Turn, ...]:
    """The turns of a call without names and numbers, every word at its place."""
    return tuple(turn.model_copy(update={"text": redacted(turn.text, names)}) for turn in turns)
