"""Which step of the mind made a line, for authors who ask why the buyer said it."""

from __future__ import annotations

from enum import Enum

from roleplay.domain.buyer import Decision, Line
from roleplay.domain.scenario import Act


class Step(Enum):
    """The steps of a turn in the scenario form's order, and what goes before or ends them."""

    REMARK = "remark"
    """The turn was too much of one thing: the buyer remarks on it before whatever follows."""
    PATIENCE = "patience"
    STEPPED_AWAY = "stepped_away"
    """The seller steps back, and is answered before anything is held against them."""
    STANDS_UP = "stands_up"
    """A figure is doubted, a summary corrected, a promise recalled."""
    ASKS_BACK = "asks_back"
    """A question too near to a topic to refuse and too far to be sure of is narrowed."""
    OBJECTION_MET = "objection_met"
    OBJECTION_RAISED = "objection_raised"
    COMMITMENT = "commitment"
    REVEAL = "reveal"
    KNOWS = "knows"
    ASKS_OR_HINTS = "asks_or_hints"
    FILLS = "fills"
    SILENCE = "silence"
    CLOCK = "clock"
    """The call's time is up."""


_BY_KIND = {
    "behind": Step.OBJECTION_MET,
    "objection": Step.OBJECTION_RAISED,
    "accepts": Step.COMMITMENT,
    "declines": Step.COMMITMENT,
    "puts_off": Step.COMMITMENT,
    "reveal": Step.REVEAL,
    "knows": Step.KNOWS,
    "ask": Step.ASKS_OR_HINTS,
    "hint": Step.ASKS_OR_HINTS,
}
_BY_ACT = {
    Act.STACKED: Step.REMARK,
    Act.MONOTONE: Step.REMARK,
    Act.HANG_UP: Step.PATIENCE,
    Act.STEPPED_AWAY: Step.STEPPED_AWAY,
    Act.DOUBTS: Step.STANDS_UP,
    Act.CORRECTS: Step.STANDS_UP,
    Act.REMINDS: Step.STANDS_UP,
    Act.UNMOVED: Step.OBJECTION_MET,
    Act.RESOLVED: Step.OBJECTION_MET,
    Act.ADMITTED: Step.OBJECTION_MET,
    Act.PAUSE: Step.SILENCE,
    Act.GOODBYE: Step.CLOCK,
}


def steps_of(decision: Decision) -> tuple[Step, ...]:
    """The step that made each line of a decision, in the lines' order."""
    stacked = any(line.act is Act.STACKED for line in decision.lines)
    return tuple(_step(line, stacked) for line in decision.lines)


def _step(line: Line, stacked: bool) -> Step:
    if line.kind in _BY_KIND:
        return _BY_KIND[line.kind]
    if line.act is Act.NARROWS and not stacked:
        return Step.ASKS_BACK
    if line.act is Act.CONFIRMS and line.about is not None:
        return Step.COMMITMENT
    return _BY_ACT.get(line.act, Step.FILLS) if line.act is not None else Step.FILLS
