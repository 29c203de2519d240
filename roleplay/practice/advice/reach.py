"""The furthest that any seller could get: every fact, state and step that can come about at all.

What is worked out here is generous: it takes for granted that nothing stands in the way of anything
else. So what it finds out of reach is out of reach for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from roleplay.domain.conditions import Condition
from roleplay.domain.ledger import NeedState
from roleplay.domain.moves import ASKING, QUESTIONS, TELLING, Kind, Segment, Span
from roleplay.domain.scenario import Buyer, Need, Scenario
from roleplay.engine.effects import effects_of
from roleplay.engine.points import Point

FASTEST_TURN = 15.0
"""Seconds of call time that a turn and its answer take at least: twelve words and fourteen."""
IN_ONE_TURN = 2
"""Kinds of words that a seller is thought to put in each turn, the two that earn most."""


def turns_within(minutes: int) -> int:
    """The most turns that a seller has in a call of so many minutes."""
    return max(1, int(minutes * 60 / FASTEST_TURN))


class Reach:
    """What can come about in one call, and why the rest cannot."""

    def __init__(
        self,
        scenario: Scenario,
        opener_topic: str | None = None,
        *,
        asking: bool = True,
        granting: bool = False,
    ) -> None:
        """Work it out.

        Args:
            scenario: the call, as the variant that is looked at has it.
            opener_topic: what the opener is about.
            asking: with False, for a seller who never asks about anything or tells of it.
            granting: every reveal, objection and commitment is taken to be within reach: what is
                out of reach then lacks something of its own.
        """
        self.scenario = scenario
        self._asking = asking
        self._granting = granting
        self.seller_turns = turns_within(scenario.minutes)
        self.needs = {need.id: NeedState.HIDDEN for need in scenario.needs}
        self.rungs = {need.id: 0 for need in scenario.needs}
        self.raised: set[str] = set()
        self.accepted: set[str] = set()
        self._listened_for = {topic.id for topic in scenario.topics() if topic.listen_for}
        self._spoken_of = {opener_topic} if opener_topic else set()
        while self._go_further():
            pass

    @cached_property
    def gauges(self) -> dict[str, int]:
        """The most that trust, interest and patience can come to."""
        start = self.scenario.buyer.start
        gains = _gains(self.scenario.buyer)
        return {
            name: min(100, getattr(start, name) + self.seller_turns * gain)
            for name, gain in zip(("trust", "interest", "patience"), gains, strict=True)
        }

    def can_speak_of(self, name: str) -> bool:
        """A seller can ask about it: by name, or by following up what the buyer says."""
        return self._asking and (name in self._listened_for or name in self._spoken_of)

    def why_not(self, when: Condition) -> str | None:
        """Why a ``when`` can never hold; None if it can."""
        return next(self._missing(when), None)

    def _missing(self, when: Condition) -> Iterator[str]:
        yield from self._unfelt(when)
        last = 2 * self.seller_turns
        if when.turn is not None and when.turn > last:
            minutes = self.scenario.minutes
            yield f"turn {when.turn}, and a call of {minutes} minutes has {last} at most"
        for need, wanted in when.needs.items():
            reached = self.needs.get(need)
            if reached is None:
                yield f'a need "{need}", which this call does not have'
            elif not any(reached.at_least(each) for each in wanted):
                least = min(wanted, key=lambda state: state.rank)
                yield (
                    f"{need} {least.value}, and nothing that can be said brings it further"
                    f" than {reached.value}"
                )
        yield from self._unheard(when)
        arms = [self.why_not(each) for each in when.any]
        if arms and all(arm is not None for arm in arms):
            yield f"any of {len(arms)} things, none of which can be (the first: {arms[0]})"

    def _unfelt(self, when: Condition) -> Iterator[str]:
        for name, most in self.gauges.items():
            least = getattr(when, name)
            start = getattr(self.scenario.buyer.start, name)
            if least is None or least <= most:
                continue
            if most == start:
                yield f"{name} {least}, and it starts at {start} and nothing raises it"
            else:
                minutes = self.scenario.minutes
                yield (
                    f"{name} {least}, and nobody gets from {start} beyond {most}"
                    f" in {minutes} minutes"
                )

    def _unheard(self, when: Condition) -> Iterator[str]:
        for key, names in (
            ("asked", when.asked),
            ("told", when.told),
            ("quantifies", when.quantifies),
        ):
            if not names:
                continue
            if not any(self.can_speak_of(name) for name in names):
                known = {topic for topic in names if topic in self._ids}
                said = " or ".join(names)
                yield (
                    f"words about {said}, which nothing listens for and nothing the buyer says"
                    " leads to"
                    if known
                    else f"words about {said}, which this call does not have"
                )
            if key == "quantifies" and not any(
                self.needs.get(name, NeedState.HIDDEN).at_least(NeedState.STATED) for name in names
            ):
                yield f"{' or '.join(names)} to be sized, and nobody ever states it"
            fitting = {"asked": ASKING, "told": TELLING}.get(key)
            if fitting and when.move and not fitting & set(when.move):
                moves = " or ".join(when.move)
                yield f"{key} with move {moves}, allowed: {', '.join(sorted(fitting))}"
            asks = key != "told" and (not when.move or bool(QUESTIONS & set(when.move)))
            if when.focus and not asks:
                yield f"{key} with a focus, and only questions have one"

    @cached_property
    def _ids(self) -> set[str]:
        call = self.scenario
        parts = (call.knows, call.needs, call.objections, call.commitments)
        return {item.id for part in parts for item in part}

    def _go_further(self) -> bool:
        """Let come about what can by now; False once nothing is new."""
        before = (dict(self.needs), dict(self.rungs), len(self.raised), len(self.accepted))
        spoken = len(self._spoken_of)
        for need in self.scenario.needs:
            self._climb(need)
        for known in self.scenario.knows:
            if self.can_speak_of(known.id):
                self._spoken_of.add(known.id)
        for objection in self.scenario.objections:
            if self._granting or self.why_not(objection.raise_when) is None:
                self.raised.add(objection.id)
                self._spoken_of.add(objection.id)
        for commitment in self.scenario.commitments:
            self._spoken_of.add(commitment.id)
            if commitment.id in self.accepted:
                continue
            if not self._granting and self.why_not(commitment.accept_when) is not None:
                continue
            self.accepted.add(commitment.id)
            for part in commitment.accept_when.parts():
                for name, wanted in part.needs.items():
                    reached = self.needs.get(name)
                    if reached and any(reached.at_least(each) for each in wanted):
                        self.needs[name] = NeedState.OWNED
        after = (dict(self.needs), dict(self.rungs), len(self.raised), len(self.accepted))
        return before != after or spoken != len(self._spoken_of)

    def _climb(self, need: Need) -> None:
        if need.hints and self._asking:
            self._reach(need, NeedState.HINTED)
        for rung in range(self.rungs[need.id], len(need.reveals)):
            reveal = need.reveals[rung]
            if not self._granting and self.why_not(reveal.when) is not None:
                return
            self.rungs[need.id] = rung + 1
            self._reach(need, reveal.becomes or NeedState.HINTED)

    def _reach(self, need: Need, state: NeedState) -> None:
        self._spoken_of.add(need.id)
        if state.rank > self.needs[need.id].rank:
            self.needs[need.id] = state


def _gains(buyer: Buyer) -> Sequence[int]:
    """The most that one turn adds to trust, interest and patience."""
    added = [gain(buyer, kind) for kind in Kind]
    return [
        sum(sorted((max(0, each[place]) for each in added), reverse=True)[:IN_ONE_TURN])
        for place in range(3)
    ]


def gain(buyer: Buyer, kind: Kind) -> tuple[int, int, int]:
    """What well-placed words of a kind do to this buyer's trust, interest and patience."""
    span = Span(turn=2, start=0, end=1)
    segment = Segment(kind=kind, start=0, end=1, confidence=1.0)
    point = Point(segment, kind, named=("it",), follows=None, answers=True, span=span)
    found = effects_of(buyer, [point], earning=[point], free=(), flat=False)
    return (found[0].trust, found[0].interest, found[0].patience) if found else (0, 0, 0)
