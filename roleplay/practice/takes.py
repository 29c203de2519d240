"""Two takes of one moment, side by side: what changed in the buyer, and which words changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roleplay.domain.buyer import State
from roleplay.domain.history import CallRow
from roleplay.domain.ledger import (
    CommitmentState,
    Ledger,
    NeedState,
    ObjectionState,
    What,
)
from roleplay.domain.problem import BadInput
from roleplay.domain.transcript import decisions_of, ledger_of

from .calls import LiveCall, reopen
from .comparing import ScoreMoves, score_moves
from .debriefs import scorecard_of
from .exchanges import Exchange, exchanges
from .home import when_in_words
from .meanings import STATES, ending_in_words
from .quoting import Quote, answer_that_came, quote_of
from .whose import look
from .workspace import Workspace

FELT = 5
"""Points of trust, interest or patience between two takes that a person would notice."""
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Take:
    """One way a moment went."""

    call: str
    name: str
    """``Take one``, in the order in which they were had."""
    when: str
    ending: str
    """How it ended, in words."""
    overall: float | None
    turn: int | None
    """The turn that was said anew; None for the call that was first."""


@dataclass(frozen=True)
class Step:
    """The same place in both takes."""

    turn: int
    first: Exchange | None
    """None when that take had ended."""
    second: Exchange | None
    felt: str
    """How the buyer stood to the seller after it, second take against first; empty if alike."""


@dataclass(frozen=True)
class Standing:
    """Where something stood with the buyer at the end of both takes."""

    what: What
    title: str
    first: str
    """In words."""
    second: str
    moved: int
    """1 if the second take got further, -1 if less far, 0 if as far."""
    answer: str
    """The buyer's words in the take that got further; empty if neither did."""
    earned_by: Quote | None
    """The seller's words that earned it there."""


@dataclass(frozen=True)
class Takes:
    """Two takes of a call, from where they part."""

    title: str
    buyer: str
    turn: int
    """The first turn that is not the same."""
    before: str
    """What the buyer had just said."""
    all: tuple[Take, ...]
    """Every finished take of the call, oldest first."""
    first: Take
    second: Take
    cautions: tuple[str, ...]
    """What to bear in mind when comparing them."""
    steps: tuple[Step, ...]
    standings: tuple[Standing, ...]
    scores: ScoreMoves
    """How the scores differ."""


def takes(workspace: Workspace, call_id: str, against: str | None = None) -> Takes:
    """Two takes side by side.

    Args:
        workspace: where they are kept.
        call_id: one of them.
        against: the other; None for what the call was taken again from, or for a call that was
            first its last take.

    Raises:
        BadInput: no such call, one is not finished, there is no other take, or they are not
            calls with the same buyer.
    """
    one = look(workspace, call_id)
    kept = workspace.store.takes(one.id)
    family = _family(workspace, kept)
    if against is None:
        other = workspace.store.call(_other(one, family))
    else:
        other = workspace.store.call(against)
    if other.id == one.id:
        raise BadInput("a call cannot be set beside itself; name another take of it")
    earlier, later = sorted((one, other), key=lambda row: row.id)
    first, second = _finished(workspace, earlier), _finished(workspace, later)
    if first.scenario.id != second.scenario.id:
        raise BadInput(
            f"{earlier.short} and {later.short} are calls with different buyers; only takes of "
            "one call can be set side by side"
        )
    names = {take.call: take for take in family}
    turn = _parting(kept, earlier, later)
    one_take = names.get(earlier.id) or _take(workspace, earlier, "Earlier call")
    other_take = names.get(later.id) or _take(workspace, later, "Later call")
    return Takes(
        title=second.title,
        buyer=second.buyer_name,
        turn=turn,
        before=next((t.text for t in second.turns if t.turn == turn - 1), ""),
        all=family,
        first=one_take,
        second=other_take,
        cautions=_cautions(first, second),
        steps=_steps(first, second, turn, one_take.name.lower()),
        standings=_standings(first, second),
        scores=score_moves(
            second.rubric,
            scorecard_of(workspace, first),
            scorecard_of(workspace, second),
            (one_take.name, other_take.name),
        ),
    )


def _family(workspace: Workspace, rows: Sequence[CallRow]) -> tuple[Take, ...]:
    return tuple(
        _take(workspace, row, f"Take {_NUMBERS[place] if place < 9 else place + 1}")
        for place, row in enumerate(rows)
        if row.ending is not None
    )


def _take(workspace: Workspace, row: CallRow, name: str) -> Take:
    return Take(
        call=row.id,
        name=name,
        when=when_in_words(row.started_at, workspace.now()),
        ending=ending_in_words(row.ending, row.ended_by),
        overall=row.overall,
        turn=row.fork_turn,
    )


def _other(one: CallRow, family: Sequence[Take]) -> str:
    if one.forked_from is not None:
        return one.forked_from
    others = [take.call for take in family if take.call != one.id]
    if not others:
        raise BadInput(f"call {one.short} has no second take that is finished")
    return others[-1]


def _finished(workspace: Workspace, row: CallRow) -> LiveCall:
    live = reopen(workspace, row.id)
    if not live.ended:
        raise BadInput(f"call {row.short} is not finished; it can be set beside others after that")
    return live


def _parting(rows: Sequence[CallRow], first: CallRow, second: CallRow) -> int:
    """The turn from which on two calls differ; the seller's first if they have none in common."""
    known = {row.id: row for row in rows}
    one, other = _line(known, first), _line(known, second)
    return max((min(one[call], other[call]) for call in one.keys() & other.keys()), default=2)


def _line(known: Mapping[str, CallRow], row: CallRow) -> dict[str, int]:
    """The calls that this one is made of, each with the first turn that is no longer its."""
    turn = 10**9
    line = {row.id: turn}
    while row.forked_from is not None and row.forked_from in known:
        turn = min(turn, row.fork_turn or turn)
        row = known[row.forked_from]
        line[row.id] = turn
    return line


def _cautions(first: LiveCall, second: LiveCall) -> tuple[str, ...]:
    found = []
    if first.variant != second.variant:
        found.append(
            f"These are variants {first.variant} and {second.variant}: "
            "the same brief, with other things behind it."
        )
    elif first.scenario != second.scenario:
        found.append("The call was rewritten between the two, so the buyer is not quite the same.")
    if first.rubric != second.rubric:
        found.append("The rubric was changed between the two.")
    return tuple(found)


def _steps(first: LiveCall, second: LiveCall, turn: int, earlier: str) -> tuple[Step, ...]:
    one = {each.turn: each for each in exchanges(first, turn)}
    other = {each.turn: each for each in exchanges(second, turn)}
    states = [
        {t: d.state for t, d in decisions_of(live.events).items()} for live in (first, second)
    ]
    name = second.buyer_name.split()[0]
    steps, last = [], ""
    for place in sorted(one.keys() | other.keys()):
        felt = ""
        if place in states[0] and place in states[1]:
            felt = _felt(states[0][place], states[1][place])
            felt = f"{name} {felt} than at this point in {earlier}." if felt else ""
        steps.append(Step(place, one.get(place), other.get(place), felt if felt != last else ""))
        last = felt or last
    return tuple(steps)


def _felt(first: State, second: State) -> str:
    """How the buyer stands to the seller in the second take, against the first."""
    parts = [
        more if difference > 0 else less
        for difference, more, less in (
            (second.trust - first.trust, "trusts you more", "trusts you less"),
            (second.interest - first.interest, "is more interested", "is less interested"),
            (second.patience - first.patience, "has more patience left", "has less patience left"),
        )
        if abs(difference) >= FELT
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _standings(first: LiveCall, second: LiveCall) -> tuple[Standing, ...]:
    """What either take came to. What stayed hidden in both stays hidden here."""
    scenario = second.scenario
    ledgers = ledger_of(first.scenario, first.events), ledger_of(scenario, second.events)
    rows: list[Standing] = []
    for need in scenario.needs:
        states = [ledger.need(need.id) for ledger in ledgers]
        if any(state.at_least(NeedState.STATED) for state in states):
            moved = _sign(states[1].rank - states[0].rank)
            rows.append(_standing("need", need.id, need.title, states, moved, first, second))
    for objection in scenario.objections:
        stood = [ledger.objection(objection.id) for ledger in ledgers]
        if any(state is not ObjectionState.LATENT for state in stood):
            name = objection.called or objection.says[0]
            moved = _sign(_settled(stood[1]) - _settled(stood[0]))
            rows.append(_standing("objection", objection.id, name, stood, moved, first, second))
    for asked in scenario.commitments:
        came = [ledger.commitment(asked.id) for ledger in ledgers]
        if any(state is not CommitmentState.NONE for state in came):
            name = asked.called or asked.id.replace("-", " ")
            moved = _sign(_agreed(came[1]) - _agreed(came[0]))
            rows.append(_standing("commitment", asked.id, name, came, moved, first, second))
    return tuple(rows)


def _settled(state: ObjectionState) -> int:
    """A concern that never came up is as good as one that was let go."""
    return 3 if state is ObjectionState.LATENT else state.rank


def _agreed(state: CommitmentState) -> int:
    return 1 if state is CommitmentState.ACCEPTED else 0


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _standing(
    what: What,
    name: str,
    title: str,
    states: Sequence[NeedState | ObjectionState | CommitmentState],
    moved: int,
    first: LiveCall,
    second: LiveCall,
) -> Standing:
    live = second if moved > 0 else first
    ledger: Ledger = ledger_of(live.scenario, live.events)
    changes = [c for c in ledger.changes if c.what == what and c.id == name] if moved else []
    span = changes[-1].earned_by if changes else None
    return Standing(
        what=what,
        title=title[:1].upper() + title[1:],
        first=STATES[states[0]],
        second=STATES[states[1]],
        moved=moved,
        answer=answer_that_came(live.events, changes[-1]).words if changes else "",
        earned_by=quote_of(live.events, span) if span else None,
    )
