"""What may still open in a call: ladders, objections and commitments, and what each waits for.

For the author of the call: a seller must never be shown any of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roleplay.domain.buyer import State
from roleplay.domain.conditions import Condition
from roleplay.domain.ledger import CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import Heard, Kind
from roleplay.domain.scenario import Commitment, Need, Objection, ObjectionKind, Scenario
from roleplay.engine.conditions import Lack, lacking
from roleplay.engine.points import open_objection, points_of


@dataclass(frozen=True)
class Rung:
    """One rung of a need's ladder."""

    number: int
    """From 1."""
    says: str
    becomes: str
    """The state it raises the need to; empty where it names none."""
    said: bool
    next: bool
    waits: tuple[str, ...]
    """Of the next rung: what of its ``when`` does not hold, in words."""


@dataclass(frozen=True)
class NeedRow:
    """A need and its ladder after a turn."""

    id: str
    title: str
    state: str
    before: str
    hints: tuple[int, int]
    """How many have been said, and how many there are."""
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class GateRow:
    """An objection or a commitment after a turn."""

    id: str
    kind: str
    """The objection's kind; empty for a commitment."""
    state: str
    before: str
    says: str
    waits: tuple[str, ...]
    """What it takes to get further, in words; empty once it is settled."""


class Gates:
    """What a turn has left closed, and why."""

    def __init__(
        self, scenario: Scenario, before: State, after: State, heard: Heard, turn: int
    ) -> None:
        """``before`` and ``after`` that seller ``turn``, in which that was heard."""
        self._scenario = scenario
        self._before, self._after = before, after
        self._heard = heard
        self._turn = turn
        self._points = points_of(scenario, before, heard, turn)
        self._stated = tuple(
            name for name, reached in before.needs.items() if reached.at_least(NeedState.STATED)
        )
        self._objected = open_objection(scenario, after)

    def needs(self) -> tuple[NeedRow, ...]:
        """Every need with its ladder."""
        return tuple(self._need(need) for need in self._scenario.needs)

    def objections(self) -> tuple[GateRow, ...]:
        """Every objection."""
        return tuple(
            GateRow(
                id=each.id,
                kind=each.kind.value,
                state=self._after.objections[each.id].value,
                before=self._before.objections[each.id].value,
                says=each.says[0],
                waits=self._objection(each),
            )
            for each in self._scenario.objections
        )

    def commitments(self) -> tuple[GateRow, ...]:
        """Every commitment."""
        return tuple(
            GateRow(
                id=each.id,
                kind="",
                state=self._after.commitments[each.id].value,
                before=self._before.commitments[each.id].value,
                says=each.accepts[0],
                waits=self._commitment(each),
            )
            for each in self._scenario.commitments
        )

    def _waits(self, when: Condition) -> tuple[str, ...]:
        return lacks_in_words(
            lacking(when, self._points, self._after, self._turn, stated_before=self._stated)
        )

    def _settled_first(self) -> tuple[str, ...]:
        return (f"{self._objected.id} to be settled first",) if self._objected else ()

    def _need(self, need: Need) -> NeedRow:
        said = self._after.rungs.get(need.id, 0)
        waits: tuple[str, ...] = ()
        if said < len(need.reveals):
            waits = self._waits(need.reveals[said].when) or self._passed_over(need)
        return NeedRow(
            id=need.id,
            title=need.title,
            state=self._after.needs[need.id].value,
            before=self._before.needs[need.id].value,
            hints=(self._after.hints.get(need.id, 0), len(need.hints)),
            rungs=tuple(
                Rung(
                    number=place + 1,
                    says=reveal.say[0],
                    becomes=reveal.becomes.value if reveal.becomes is not None else "",
                    said=place < said,
                    next=place == said,
                    waits=waits if place == said else (),
                )
                for place, reveal in enumerate(need.reveals)
            ),
        )

    def _passed_over(self, need: Need) -> tuple[str, ...]:
        """Why a rung whose moment had come was not said."""
        if need.id in self._after.held_back:
            return ("a pause or another question (one new state a turn)",)
        return ("a turn of its own: something else was said in this one",)

    def _objection(self, objection: Objection) -> tuple[str, ...]:
        state = self._after.objections[objection.id]
        if state is ObjectionState.LATENT:
            return (*self._settled_first(), *self._waits(objection.raise_when))
        if state is ObjectionState.RAISED:
            hidden = objection.kind is ObjectionKind.DISGUISED
            asked = "an open question or reflection" if hidden else "a question or reflection"
            return (f"{asked} about it before anything is told",)
        if state is ObjectionState.EXPLORED:
            if not objection.met_by:
                return ("any answer to it",)
            return ("an answer that touches " + " · ".join(objection.met_by),)
        return ()

    def _commitment(self, commitment: Commitment) -> tuple[str, ...]:
        if self._after.commitments[commitment.id] is CommitmentState.ACCEPTED:
            return ()
        asked = any(segment.kind is Kind.ADVANCE for segment in self._heard.segments)
        waits = (*self._waits(commitment.accept_when), *self._settled_first())
        return waits if asked else (*waits, "to be asked for")


_WORDS = {
    "asked": "a question or reflection about",
    "told": "an insight, proof or advice about",
    "quantifies": "a number sized with them about",
}


def lacks_in_words(lacks: Iterable[Lack]) -> tuple[str, ...]:
    """A phrase for each part that does not hold: ``trust 40 (now 36)``."""
    return tuple(_lack(lack) for lack in lacks)


def _lack(lack: Lack) -> str:
    wanted = " or ".join(lack.wanted)
    if lack.key == "any":
        return "one of: " + ", or ".join(" and ".join(lacks_in_words(way)) for way in lack.ways)
    if lack.key == "turn":
        return f"turn {wanted} (now {lack.now})"
    if lack.key == "needs":
        return f"{lack.of} {wanted} (now {lack.now or 'not in this variant'})"
    if lack.key in _WORDS:
        beside = f", being {' or '.join(lack.beside)}" if lack.beside else ""
        return f"{_WORDS[lack.key]} {wanted}{beside}"
    now = lack.now or "none"
    if lack.key in ("move", "focus"):
        mainly = "mainly" if lack.key == "move" else "after"
        return f"a turn that is {mainly} {wanted} (now {now})"
    return f"{lack.key} {wanted} (now {now})"
