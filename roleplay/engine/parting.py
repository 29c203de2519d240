"""How a buyer answers somebody who takes their leave."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.buyer import Decision, Line, State
from roleplay.domain.moves import Heard, Kind
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import Turn

from . import mind

COURTESIES = frozenset({Kind.OTHER, Kind.RAPPORT, Kind.ACKNOWLEDGE})
"""Kinds of which a leave-taking is made. Said on the way out they neither earn nor cost."""
ANSWERS = frozenset(
    {
        Act.CONFIRMS,
        Act.DECLINES,
        Act.PUTS_OFF,
        Act.RESOLVED,
        Act.ADMITTED,
        Act.STEPPED_AWAY,
        Act.DOUBTS,
        Act.CORRECTS,
        Act.REMINDS,
    }
)
"""Acts that are said before a goodbye; any other would only fill the time that is over."""
_GOODBYE = Line(kind="act", act=Act.GOODBYE)


def part(
    scenario: Scenario, state: State, heard: Heard, turns: Sequence[Turn], *, closing: bool
) -> tuple[State, Decision]:
    """What the buyer does about words of farewell, and the buyer after it.

    Whatever else was said in the turn is answered as ever. A buyer who still asks something says
    no goodbye yet, unless the seller's words are ``closing`` ones.
    """
    kept = tuple(segment for segment in heard.segments if segment.kind not in COURTESIES)
    if not kept:
        return state, Decision(lines=(_GOODBYE,))
    dominant = heard.dominant if heard.dominant not in COURTESIES else kept[0].kind
    rest = heard.model_copy(update={"segments": kept, "dominant": dominant})
    after, decision = mind.answer(scenario, state, rest, turns)
    if after.hung_up or (not closing and any(line.kind == "ask" for line in decision.lines)):
        return after, decision
    lines = tuple(line for line in decision.lines if line.act is None or line.act in ANSWERS)
    return after, with_goodbye(decision.model_copy(update={"lines": lines}))


def with_goodbye(decision: Decision) -> Decision:
    """The decision with a goodbye at its end, once."""
    if decision.lines and decision.lines[-1] == _GOODBYE:
        return decision
    return decision.model_copy(update={"lines": (*decision.lines, _GOODBYE)})
