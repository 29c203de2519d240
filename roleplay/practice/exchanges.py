"""A call, exchange by exchange: what the seller said, how it was heard, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roleplay.domain.buyer import Decision, Effect, Line
from roleplay.domain.ledger import Change, CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import Heard, Speaker
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import (
    CorrectedEvent,
    DecidedEvent,
    Event,
    HeardEvent,
    Turn,
    decisions_of,
    turns_of,
)

from .live import LiveCall
from .meanings import KINDS
from .quoting import Quote, quote_of

FELT = 3
"""Points of trust in one turn that show in the buyer."""
WORE = 6
"""Points of patience in one turn that show in the buyer."""


@dataclass(frozen=True)
class Outcome:
    """Something that came of what the seller said."""

    id: str
    """The same for the same thing in two takes of one moment."""
    says: str
    """In a few words, of the buyer: ``told you: Leakage nobody multiplies out``."""
    gain: int
    """1 if it was earned, -1 if it cost something, 0 if neither."""
    words: Quote | None
    """The seller's own words that did it; None where no words did (a pause)."""


@dataclass(frozen=True)
class Exchange:
    """A seller's turn and the buyer's answer."""

    turn: int
    """The seller's."""
    said: str
    """Empty for a pause."""
    answered: str
    """Empty if the call ended before the buyer could."""
    heard: str
    """How it was heard, such as ``an open question about the audit``."""
    corrected: bool
    """The seller said what they had meant."""
    outcomes: tuple[Outcome, ...]


def exchanges(live: LiveCall, first: int = 1) -> tuple[Exchange, ...]:
    """The exchanges of a call from turn ``first`` on."""
    events, names = live.events, dict(live.subjects())
    decided, heard, corrected = decisions_of(events), _heard(events), _corrected(events)
    answers = {turn.turn - 1: turn.text for turn in live.turns if turn.speaker is Speaker.BUYER}
    return tuple(
        Exchange(
            turn=turn.turn,
            said=turn.text,
            answered=answers.get(turn.turn, ""),
            heard=heard_in_words(heard.get(turn.turn), names),
            corrected=turn.turn in corrected,
            outcomes=_outcomes(live.scenario, events, decided.get(turn.turn)),
        )
        for turn in _sellers(events)
        if turn.turn >= first
    )


def heard_in_words(heard: Heard | None, names: Mapping[str, str]) -> str:
    """What was heard in a turn; ``names`` are the topics that may be named."""
    if heard is None:
        return ""
    parts = []
    for segment in heard.segments:
        about = next((names[topic.id] for topic in segment.topics if topic.id in names), None)
        parts.append(KINDS[segment.kind] + (f" about {about}" if about else ""))
    return ", ".join(dict.fromkeys(parts))


def _sellers(events: Sequence[Event]) -> Iterator[Turn]:
    return (turn for turn in turns_of(events) if turn.speaker is Speaker.SELLER)


def _heard(events: Sequence[Event]) -> dict[int, Heard]:
    return {e.turn: e.heard for e in events if isinstance(e, HeardEvent | CorrectedEvent)}


def _corrected(events: Sequence[Event]) -> frozenset[int]:
    return frozenset(e.turn for e in events if isinstance(e, CorrectedEvent))


def _outcomes(
    scenario: Scenario, events: Sequence[Event], decided: DecidedEvent | None
) -> tuple[Outcome, ...]:
    """What came of a turn, what was earned first."""
    if decided is None:
        return ()
    decision = decided.decision
    found = [
        *(_of_change(scenario, events, change) for change in decision.changes),
        *(_of_line(scenario, decision, line) for line in decision.lines),
        *_of_effects(events, decision.effects),
    ]
    told = list({each.id: each for each in found if each is not None}.values())
    return tuple(sorted(told, key=lambda each: -each.gain))


def _of_change(scenario: Scenario, events: Sequence[Event], change: Change) -> Outcome | None:
    says, gain = _reached(scenario, change)
    if not says:
        return None
    words = quote_of(events, change.earned_by) if change.earned_by else None
    return Outcome(f"{change.what} {change.id} {change.state}", says, gain, words)


def _reached(scenario: Scenario, change: Change) -> tuple[str, int]:
    titles = {need.id: need.title for need in scenario.needs}
    titles |= {o.id: o.called or "a concern" for o in scenario.objections}
    titles |= {c.id: c.called or c.id.replace("-", " ") for c in scenario.commitments}
    name = titles[change.id]
    said: dict[object, tuple[str, int]] = {
        NeedState.HINTED: ("let something show, without saying more", 1),
        NeedState.STATED: (f"told you: {name}", 1),
        NeedState.QUANTIFIED: (f"put a number on it: {name}", 1),
        NeedState.OWNED: (f"made it their own: {name}", 1),
        ObjectionState.RAISED: (f"raised a concern: {name}", -1),
        ObjectionState.EXPLORED: (f"told you what is behind the concern: {name}", 1),
        ObjectionState.RESOLVED: (f"let the concern go: {name}", 1),
        ObjectionState.ADMITTED: (f"took your honest answer: {name}", 1),
        CommitmentState.ACCEPTED: (f"agreed to {name}", 1),
        CommitmentState.DECLINED: (f"said no to {name}", -1),
    }
    return said.get(change.state, ("", 0))


_ACTS: dict[Act, tuple[str, int]] = {
    Act.UNMOVED: ("was not moved by your answer", -1),
    Act.MONOTONE: ("had heard the same kind of turn three times running", -1),
    Act.STACKED: ("heard only the first of your questions", -1),
    Act.DOUBTS: ("did not believe a figure", -1),
    Act.CORRECTS: ("said that this is not what they had told you", -1),
    Act.REMINDS: ("held you to what you had said before", -1),
    Act.HANG_UP: ("ended the call", -1),
    Act.IMPATIENT: ("grew short with you", -1),
    Act.DEFLECTS: ("gave nothing away", 0),
    Act.UNCLEAR: ("did not follow", 0),
    Act.NARROWS: ("asked which of two things you meant", 0),
    Act.PAUSE: ("let the silence be", 0),
}


def _of_line(scenario: Scenario, decision: Decision, line: Line) -> Outcome | None:
    if line.kind == "act" and line.act in _ACTS:
        says, gain = _ACTS[line.act]
        return Outcome(f"act {line.act}", says, gain, None)
    if line.kind == "puts_off":
        names = {c.id: c.called or c.id.replace("-", " ") for c in scenario.commitments}
        return Outcome(
            f"put off {line.about}", f"put off {names.get(line.about or '', 'it')}", -1, None
        )
    if line.kind == "knows":
        return Outcome(f"knows {line.about}", "answered with a fact", 0, None)
    if line.kind == "again":
        return Outcome(f"again {line.about}", "had told you that before", 0, None)
    changed = any(change.id == line.about for change in decision.changes)
    if line.kind == "reveal" and not changed:
        return Outcome(f"more {line.about} {line.rung}", "told you more", 1, None)
    return None


def _of_effects(events: Sequence[Event], effects: Sequence[Effect]) -> Iterator[Outcome]:
    """How the turn was felt, where it shows, with the words that did most of it."""
    if not effects:
        return
    trust = sum(effect.trust for effect in effects)
    patience = sum(effect.patience for effect in effects)
    if abs(trust) >= FELT:
        sign = 1 if trust > 0 else -1
        most = max(effects, key=lambda effect: sign * effect.trust)
        says = "warmed to you" if trust > 0 else "trusted you less"
        yield Outcome(f"trust {sign}", says, sign, quote_of(events, most.span))
    if patience <= -WORE:
        most = min(effects, key=lambda effect: effect.patience)
        yield Outcome("patience -1", "lost patience", -1, quote_of(events, most.span))
