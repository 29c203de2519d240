"""The one moment of a call worth doing again, and the one thing worth keeping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roleplay.domain.buyer import Line, State
from roleplay.domain.ledger import Change, CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import Span
from roleplay.domain.scenario import Act, Need, Scenario
from roleplay.domain.transcript import DecidedEvent, Event, Started, decisions_of

FALL = 8
"""Trust and patience together that the costliest turn must cost to be worth a second look."""


@dataclass(frozen=True)
class Moment:
    """A seller's turn that could have gone another way."""

    turn: int
    why: str
    """What happened there, in a sentence."""
    weight: int
    """How much hung on it: the heaviest is the one that is shown."""
    need: str | None = None
    """The need that was within reach."""


@dataclass(frozen=True)
class Kept:
    """Words of the seller's that earned something."""

    span: Span
    change: Change | None
    """What they earned in the ledger, if anything."""
    trust: int = 0
    """What they earned in trust, if nothing in the ledger."""


_REMARKS: dict[Act, tuple[int, str]] = {
    Act.HANG_UP: (10, "Here the call was lost: there was no patience left."),
    Act.UNMOVED: (7, "The answer did not touch what was behind the concern."),
    Act.REMINDS: (6, "This did not fit what you had said before, and it was noticed."),
    Act.DOUBTS: (5, "A figure that nobody here had given was not believed."),
    Act.CORRECTS: (5, "The summary was not what had been said."),
    Act.MONOTONE: (
        5,
        "The same kind of turn for the third time, and nothing in it that took them further.",
    ),
    Act.STACKED: (4, "Three questions at once: only the first one was heard."),
}


def the_moment(scenario: Scenario, events: Sequence[Event]) -> Moment | None:
    """The seller's turn on which most hung and that went wrong; None if none did."""
    found = list(_moments(scenario, events))
    return min(found, key=lambda each: (-each.weight, each.turn), default=None)


def _moments(scenario: Scenario, events: Sequence[Event]) -> Iterator[Moment]:
    started = next(event for event in events if isinstance(event, Started))
    before = started.state
    decisions = sorted(decisions_of(events).values(), key=lambda each: each.turn)
    costliest = max(decisions, key=_cost, default=None)
    for decided in decisions:
        yield from _in_turn(scenario, decided, before)
        if decided is costliest and _cost(decided) >= FALL:
            need = _within_reach(scenario, before)
            why = "This cost more goodwill than anything else you said."
            yield Moment(decided.turn, why, 3, need.id if need else None)
        before = decided.state


def _cost(decided: DecidedEvent) -> int:
    return -sum(effect.trust + effect.patience for effect in decided.decision.effects)


def _in_turn(scenario: Scenario, decided: DecidedEvent, before: State) -> Iterator[Moment]:
    within_reach = _within_reach(scenario, before)
    name = within_reach.id if within_reach else None
    for line in decided.decision.lines:
        if line.kind == "act" and line.act in _REMARKS:
            weight, why = _REMARKS[line.act]
            yield Moment(decided.turn, why, weight, name)
        elif line.kind == "declines":
            yield Moment(decided.turn, _declined(before), 8, name)
        elif line.kind == "objection" and not _anything(before, NeedState.STATED):
            why = "This brought up a concern before they had said what they needed."
            yield Moment(decided.turn, why, 6, name)
    for need in decided.state.missed:
        if need not in before.missed:
            why = "They had left an opening just before, and it went by."
            yield Moment(decided.turn, why, 6, need)


def _declined(before: State) -> str:
    if not _anything(before, NeedState.STATED):
        return "You asked for a step before they had a reason of their own to take it."
    return "You asked for a step they were not ready for."


def _anything(state: State, least: NeedState) -> bool:
    return any(need.at_least(least) for need in state.needs.values())


def _within_reach(scenario: Scenario, state: State) -> Need | None:
    """The need that was closest to being said: one that was hinted, else the first in the file."""
    open_needs = [
        need
        for need in scenario.needs
        if need.try_saying and not state.needs[need.id].at_least(NeedState.STATED)
    ]
    hinted = [need for need in open_needs if state.needs[need.id] is NeedState.HINTED]
    return (hinted or open_needs or [None])[0]  # type: ignore[list-item]


def the_keep(events: Sequence[Event]) -> Kept | None:
    """The seller's words that earned most: the deepest entry in the ledger, else most trust."""
    decisions = list(decisions_of(events).values())
    earned = [
        change
        for decided in decisions
        for change in decided.decision.changes
        if change.earned_by is not None and _worth(change) > 0
    ]
    if earned:
        best = max(earned, key=lambda change: (_worth(change), -change.turn))
        assert best.earned_by is not None
        return Kept(best.earned_by, best)
    effects = [e for decided in decisions for e in decided.decision.effects if e.trust > 0]
    if not effects:
        return None
    warmest = max(effects, key=lambda effect: (effect.trust, -effect.span.turn))
    return Kept(warmest.span, None, warmest.trust)


def _worth(change: Change) -> int:
    """How much an entry says for the words that earned it; 0 for those that say nothing."""
    worth: dict[object, int] = {
        NeedState.OWNED: 0,  # earned by what came before, not by the asking
        NeedState.QUANTIFIED: 5,
        NeedState.STATED: 4,
        NeedState.HINTED: 1,
        ObjectionState.RESOLVED: 4,
        ObjectionState.ADMITTED: 4,
        ObjectionState.EXPLORED: 3,
        CommitmentState.ACCEPTED: 3,
    }
    return worth.get(change.state, 0)


def hints_missed(events: Sequence[Event]) -> tuple[tuple[int, Line], ...]:
    """The hints that went by untouched: the buyer's turn, and the line."""
    decisions = sorted(decisions_of(events).values(), key=lambda each: each.turn)
    if not decisions:
        return ()
    missed = decisions[-1].state.missed
    return tuple(
        (decided.turn + 1, line)
        for decided in decisions
        for line in decided.decision.lines
        if line.kind == "hint" and line.about in missed
    )
