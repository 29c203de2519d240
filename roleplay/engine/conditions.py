"""Whether a scenario's ``when`` holds at a moment of the call."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from roleplay.domain.buyer import State
from roleplay.domain.conditions import Condition
from roleplay.domain.moves import TELLING, Focus, Span

from .points import Point, Points


@dataclass(frozen=True)
class Match:
    """That a condition holds, and by which of the seller's words."""

    points: tuple[Point, ...] = ()

    @property
    def outright(self) -> bool:
        """Some of the words name their topic."""
        return any(point.named for point in self.points)

    @property
    def span(self) -> Span | None:
        """The first of the words; None when the condition looks at no words."""
        return self.points[0].span if self.points else None


def match(
    when: Condition,
    points: Points,
    state: State,
    turn: int,
    *,
    stated_before: Collection[str],
    gauges: bool = True,
) -> Match | None:
    """How a ``when`` holds, or None if it does not.

    Args:
        when: what must hold.
        points: what the turn amounts to.
        state: the buyer after the turn's effects.
        turn: the seller's turn.
        stated_before: needs that were stated before this turn: the question that gets a need
            said has not sized it.
        gauges: with False, trust, interest and patience are taken to be high enough.
    """
    if gauges and not _felt(when, state):
        return None
    if when.turn is not None and turn < when.turn:
        return None
    for need, wanted in when.needs.items():
        reached = state.needs.get(need)
        if reached is None or not any(reached.at_least(each) for each in wanted):
            return None
    found: list[Point] = []
    topical = _topical(when, stated_before)
    for _, names, does in topical:
        hit = _first(when, points, names, does)
        if hit is None:
            return None
        found.append(hit)
    if not topical:
        if when.move and points.dominant not in when.move:
            return None
        if when.focus and points.focus not in when.focus:
            return None
        if when.move or when.focus:
            found += [p for p in points.all if not when.move or p.kind in when.move][:1]
    if when.any:
        inner = [
            match(each, points, state, turn, stated_before=stated_before, gauges=gauges)
            for each in when.any
        ]
        held = next((each for each in inner if each is not None), None)
        if held is None:
            return None
        found += held.points
    return Match(tuple(found))


@dataclass(frozen=True)
class Lack:
    """One part of a ``when`` that does not hold."""

    key: str
    """The key of the ``when``: ``trust``, ``needs``, ``asked`` and so on."""
    wanted: tuple[str, ...] = ()
    """What would do, any of it: a number, states, topics, kinds."""
    now: str = ""
    """What there is instead; empty where there is nothing."""
    of: str = ""
    """For ``needs``: the need."""
    beside: tuple[str, ...] = ()
    """For ``asked``, ``told`` and ``quantifies``: kinds and focuses that same segment must have."""
    ways: tuple[tuple[Lack, ...], ...] = ()
    """For ``any``: what each of the conditions lacks."""


def lacking(
    when: Condition, points: Points, state: State, turn: int, *, stated_before: Collection[str]
) -> tuple[Lack, ...]:
    """Every part of a ``when`` that does not hold; none exactly where `match` finds that it does.

    The arguments are those of `match`.
    """
    lacks = [
        Lack(gauge, (str(least),), str(now))
        for gauge, least, now in (
            ("trust", when.trust, state.trust),
            ("interest", when.interest, state.interest),
            ("patience", when.patience, state.patience),
            ("turn", when.turn, turn),
        )
        if least is not None and now < least
    ]
    for need, wanted in when.needs.items():
        reached = state.needs.get(need)
        if reached is None or not any(reached.at_least(each) for each in wanted):
            now = reached.value if reached is not None else ""
            lacks.append(Lack("needs", tuple(each.value for each in wanted), now, of=need))
    topical = _topical(when, stated_before)
    beside = tuple(each.value for each in (*when.move, *when.focus))
    lacks += [
        Lack(key, names, beside=beside)
        for key, names, does in topical
        if _first(when, points, names, does) is None
    ]
    if not topical:
        if when.move and points.dominant not in when.move:
            now = points.dominant.value if points.all else ""
            lacks.append(Lack("move", tuple(kind.value for kind in when.move), now))
        if when.focus and points.focus not in when.focus:
            focus = points.focus.value if points.focus is not None else ""
            lacks.append(Lack("focus", tuple(f.value for f in when.focus), focus))
    ways = tuple(
        lacking(each, points, state, turn, stated_before=stated_before) for each in when.any
    )
    if ways and all(ways):
        lacks.append(Lack("any", ways=ways))
    return tuple(lacks)


_Does = Callable[[Point, str], bool]


def _topical(
    when: Condition, stated_before: Collection[str]
) -> list[tuple[str, tuple[str, ...], _Does]]:
    """The keys of a ``when`` that look for words about something: the topics, and what fits."""
    keys: list[tuple[str, tuple[str, ...], _Does]] = [
        ("asked", when.asked, lambda point, name: point.asks and point.about(name)),
        ("told", when.told, lambda point, name: point.kind in TELLING and point.about(name)),
        ("quantifies", when.quantifies, lambda point, name: _sizes(point, name, stated_before)),
    ]
    return [each for each in keys if each[1]]


def _felt(when: Condition, state: State) -> bool:
    wanted = ((when.trust, state.trust), (when.interest, state.interest))
    return all(least is None or now >= least for least, now in wanted) and (
        when.patience is None or state.patience >= when.patience
    )


def _first(
    when: Condition,
    points: Points,
    names: tuple[str, ...],
    does: Callable[[Point, str], bool],
) -> Point | None:
    """The first segment that does it about one of the names, one that names it outright first."""
    fits = [
        point
        for point in points.all
        if any(does(point, name) for name in names)
        and (not when.move or point.kind in when.move)
        and (not when.focus or _asks_for(point.segment.focus, when.focus))
    ]
    return next((p for p in fits if p.named), fits[0] if fits else None)


def _asks_for(focus: Focus | None, wanted: Collection[Focus]) -> bool:
    """What follows from a difficulty and what it would be worth to be rid of it are one answer."""
    return focus in wanted or (focus in _WORTH and not _WORTH.isdisjoint(wanted))


_WORTH = frozenset({Focus.IMPLICATION, Focus.PAYOFF})


def _sizes(point: Point, need: str, stated_before: Collection[str]) -> bool:
    return (
        need in stated_before
        and point.about(need)
        and point.segment.quantifies
        and (point.segment.asks_number or point.segment.grounded)
    )
