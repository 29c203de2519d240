"""Gates: what can never open, and what opens to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.domain.buyer import Decision, State
from roleplay.domain.conditions import Condition
from roleplay.domain.ledger import CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import (
    ASKING,
    QUESTIONS,
    Focus,
    Heard,
    Kind,
    Segment,
    Speaker,
    TopicScore,
)
from roleplay.domain.scenario import Commitment, Need, Scenario
from roleplay.domain.transcript import Turn
from roleplay.engine import mind
from roleplay.library import Remark

from .reach import Reach, gain
from .study import Study

MOST_TURNS = 24
"""Turns in which a seller who asks nothing tries to win: a twelve-minute call has hardly more."""

_WITHOUT_ASKING = tuple(
    kind for kind in Kind if kind not in {*ASKING, Kind.ADVANCE, Kind.DISQUALIFY}
)


def closed_gates(study: Study) -> Iterator[Remark]:
    """What no seller can ever reach, with the reason."""
    reach, call = study.reach, study.scenario
    for place, ask in enumerate(call.buyer.asks):
        why = reach.why_not(ask.when)
        if why is not None:
            path = ("buyer", "asks", place, "when")
            yield study.remark(path, "never-asked", f"the buyer never asks this: it wants {why}")
    for known in call.knows:
        if not reach.can_speak_of(known.id):
            message = "nobody can ask for this: give it listen_for"
            yield study.remark(("knows", known.id), "never-told", message)
    for need in call.needs:
        rung = reach.rungs[need.id]
        if rung < len(need.reveals):
            why = reach.why_not(need.reveals[rung].when)
            below = len(need.reveals) - rung - 1
            rest = f", nor the {below} below it" if below else ""
            message = f"this reveal is never said{rest}: it wants {why}"
            yield study.remark(
                ("needs", need.id, "reveals", rung, "when"), "unreachable-reveal", message
            )
    for objection in call.objections:
        if objection.id not in reach.raised:
            why = reach.why_not(objection.raise_when)
            message = f"this objection is never raised: it wants {why}"
            yield study.remark(("objections", objection.id, "raise_when"), "never-raised", message)
    yield from _never_accepted(study)


def _never_accepted(study: Study) -> Iterator[Remark]:
    """Commitments out of reach, but for one that belongs to another variant."""
    reach, call = study.reach, study.scenario
    for commitment in call.commitments:
        if commitment.id in reach.accepted:
            continue
        right = {commitment.id, "agreed_next_step"} & set(call.right_ending)
        if (not right or _another_way(study)) and study.possible_elsewhere(commitment.id):
            continue
        why = study.granted.why_not(commitment.accept_when)
        if why is None:
            continue
        message = f"nobody can be given this: it wants {why}"
        path = ("commitments", commitment.id, "accept_when")
        yield study.remark(path, "never-accepted", message)


def _another_way(study: Study) -> bool:
    """Some right ending can be had."""
    known = {commitment.id for commitment in study.scenario.commitments}
    return any(
        bool(study.reach.accepted)
        if name == "agreed_next_step"
        else name in study.reach.accepted or name not in known
        for name in study.scenario.right_ending
    )


# What opens to anybody: found by playing the mind itself


def open_gates(study: Study) -> Iterator[Remark]:
    """Reveals that any turn of some form opens, and steps given to who asks nothing."""
    for need in study.scenario.needs:
        for rung, reveal in enumerate(need.reveals):
            if reveal.becomes is None or not reveal.becomes.at_least(NeedState.STATED):
                continue
            if not _names_nothing(reveal.when):
                continue
            form = _opened_by(study.scenario, need, rung)
            if form is not None:
                message = (
                    f"{form} opens this, whatever it is about: name what must be asked or told"
                    f" (asked: {need.id})"
                )
                path = ("needs", need.id, "reveals", rung, "when")
                yield study.remark(path, "form-alone", message)
    mute = Reach(study.scenario, asking=False)
    for commitment in study.scenario.commitments:
        right = {commitment.id, "agreed_next_step"} & set(study.scenario.right_ending)
        if not right or commitment.id not in mute.accepted:
            continue
        won = _won_without_asking(study.scenario, commitment)
        if won is not None:
            message = (
                f"a seller who asks nothing is given this in turn {won[-1][0]}"
                f" ({_in_words(won)}): let accept_when name a need that must be stated first"
            )
            gate = ("commitments", commitment.id, "accept_when")
            yield study.remark(gate, "won-without-asking", message)


def _names_nothing(when: Condition) -> bool:
    """A condition, or an arm of it, could hold for words about nothing."""
    if when.asked or when.told or when.quantifies:
        return False
    return not when.any or any(_names_nothing(each) for each in when.any)


def _opened_by(call: Scenario, need: Need, rung: int) -> str | None:
    """The form that alone gets a rung said from a buyer who feels as well as can be."""
    before = mind.begin(call, None)
    reached = NeedState.HIDDEN
    for said in need.reveals[:rung]:
        reached = max(reached, said.becomes or NeedState.HINTED, key=lambda state: state.rank)
    state = before.model_copy(
        update={
            "trust": 100,
            "interest": 100,
            "patience": 100,
            "rungs": {need.id: rung},
            "needs": {**before.needs, need.id: reached},
            "objections": dict.fromkeys(before.objections, ObjectionState.RESOLVED),
        }
    )
    for kind in Kind:
        for focus in (None, *Focus) if kind in QUESTIONS else (None,):
            _, decision = _turn(call, state, 200, kind, focus=focus)
            if any(line.kind == "reveal" and line.about == need.id for line in decision.lines):
                return f"any {'question' if focus else _plain(kind)}"
    return None


def _won_without_asking(call: Scenario, commitment: Commitment) -> list[tuple[int, Kind]] | None:
    """The turns of a seller who asks nothing and is given the commitment; None if none is."""
    earns = [kind for kind in _WITHOUT_ASKING if any(g > 0 for g in gain(call.buyer, kind))]
    pleasant = [kind for kind in earns if gain(call.buyer, kind)[2] >= 0] or [Kind.RAPPORT]
    named = {kind for gate in _gates(call) for kind in gate if kind in _WITHOUT_ASKING}
    sequences: list[Sequence[Kind]] = [(), pleasant, earns, *((kind,) for kind in named)]
    for cycle in sequences:
        state = mind.begin(call, None)
        told: list[tuple[int, Kind]] = []
        for place in range(MOST_TURNS if cycle else 1):
            turn = 2 * place + 2
            after, _ = _turn(call, state, turn, Kind.ADVANCE, about=commitment.id)
            if after.commitments[commitment.id] is CommitmentState.ACCEPTED:
                return [*told, (turn, Kind.ADVANCE)]
            if not cycle or state.hung_up:
                break
            kind = cycle[place % len(cycle)]
            told.append((turn, kind))
            state, _ = _turn(call, state, turn, kind)
    return None


def _gates(call: Scenario) -> Iterator[Sequence[Kind]]:
    """The kinds that conditions of the call name."""
    for need in call.needs:
        for reveal in need.reveals:
            yield from (part.move for part in reveal.when.parts())
    for commitment in call.commitments:
        yield from (part.move for part in commitment.accept_when.parts())


def _turn(
    call: Scenario,
    state: State,
    turn: int,
    kind: Kind,
    *,
    focus: Focus | None = None,
    about: str | None = None,
) -> tuple[State, Decision]:
    """The mind's answer to a turn of one kind, about nothing or about one topic."""
    segment = Segment(
        kind=kind,
        start=0,
        end=1,
        confidence=1.0,
        focus=focus,
        topics=(TopicScore(id=about, score=1.0),) if about else (),
    )
    heard = Heard(segments=(segment,), dominant=kind)
    return mind.answer(call, state, heard, [Turn(turn=turn, speaker=Speaker.SELLER, text="-")])


def _in_words(won: Sequence[tuple[int, Kind]]) -> str:
    kinds = list(dict.fromkeys(_plain(kind) for _, kind in won[:-1]))
    return f"{', '.join(kinds)}, then the ask" if kinds else "by asking for it at once"


def _plain(kind: Kind) -> str:
    return kind.value.replace("_", " ")
