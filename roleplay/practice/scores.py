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
    DecidedEvent,
    EndedEvent,
    Event,
    HeardCall,
    HeardEvent,
    HeardTurn,
    SpokenEvent,
    Turn,
    decisions_of,
    ledger_of,
    turns_of,
)
from roleplay.listening import VERSION, hear_buyer
from roleplay.scoring import evaluate


def heard_call(events: Sequence[Event]) -> HeardCall:
    """The conversation of a practice call with what was heard in it, corrections included."""
    decided = decisions_of(events)
    ended = next((e for e in events if isinstance(e, EndedEvent)), None)
    turns = turns_of(events)
    heard: dict[int, list[HeardEvent | CorrectedEvent]] = {}
    spoken: dict[int, SpokenEvent] = {}
    for event in events:
        if isinstance(event, HeardEvent | CorrectedEvent):
            heard.setdefault(event.turn, []).append(event)
        elif isinstance(event, SpokenEvent):
            spoken[event.turn] = event
    last = decided[max(decided)].state if decided else None
    return HeardCall(
        turns=tuple(
            _sellers(turn, heard.get(turn.turn, ()))
            if turn.speaker is Speaker.SELLER
            else _buyers(turn, turns[:place], spoken[turn.turn], decided.get(turn.turn - 1))
            for place, turn in enumerate(turns)
        ),
        ending=ended.ending if ended else None,
        ended_by=ended.ended_by if ended else None,
        openings_missed=len(last.missed) if last else 0,
        misheard=last.misheard if last else 0,
    )


def _sellers(turn: Turn, about: Sequence[HeardEvent | CorrectedEvent]) -> HeardTurn:
    return HeardTurn(
        turn=turn.turn,
        speaker=turn.speaker,
        text=turn.text,
        heard=about[-1].heard if about else None,
        corrected=any(isinstance(e, CorrectedEvent) for e in about),
    )


def _buyers(
    turn: Turn, before: Sequence[Turn], spoken: SpokenEvent, decided: DecidedEvent | None
) -> HeardTurn:
    return HeardTurn(
        turn=turn.turn,
        speaker=turn.speaker,
        text=turn.text,
        said=hear_buyer(turn.text, before),
        lines=tuple(line.kind for line in decided.decision.lines) if decided else ("opener",),
        parts=spoken.spoken.parts,
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
