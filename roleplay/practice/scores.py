"""A kept call, heard through to the end and scored."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.moves import Speaker
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import (
    CorrectedEvent,
    EndedEvent,
    Event,
    HeardCall,
    HeardEvent,
    HeardTurn,
    decisions_of,
    ledger_of,
    turns_of,
)
from roleplay.listening import VERSION, hear_buyer
from roleplay.scoring import evaluate


def heard_call(events: Sequence[Event]) -> HeardCall:
    """The conversation of a practice call with what was heard in it, corrections included."""
    heard = {e.turn: e.heard for e in events if isinstance(e, HeardEvent | CorrectedEvent)}
    corrected = {e.turn for e in events if isinstance(e, CorrectedEvent)}
    decided = decisions_of(events)
    ended = next((e for e in events if isinstance(e, EndedEvent)), None)
    turns = turns_of(events)
    result = []
    for place, turn in enumerate(turns):
        buyer = turn.speaker is Speaker.BUYER
        answer = decided.get(turn.turn - 1)
        result.append(
            HeardTurn(
                turn=turn.turn,
                speaker=turn.speaker,
                text=turn.text,
                heard=heard.get(turn.turn),
                said=hear_buyer(turn.text, turns[:place]) if buyer else (),
                lines=tuple(line.kind for line in answer.decision.lines)
                if answer
                else ("opener",)
                if buyer
                else None,
                corrected=turn.turn in corrected,
            )
        )
    last = max(decided.values(), key=lambda each: each.turn, default=None)
    return HeardCall(
        turns=tuple(result),
        ending=ended.ending if ended else None,
        ended_by=ended.ended_by if ended else None,
        openings_missed=len(last.state.missed) if last else 0,
        misheard=last.state.misheard if last else 0,
    )


def score_call(
    scenario: Scenario, strategy: Strategy | None, rubric: Rubric, events: Sequence[Event]
) -> Scorecard:
    """The scorecard of a practice call."""
    return evaluate(
        heard_call(events),
        rubric=rubric,
        scenario=scenario,
        strategy=strategy,
        ledger=ledger_of(scenario, events),
        listener=VERSION,
    )
