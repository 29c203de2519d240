"""What a turn does to how the buyer feels."""

from __future__ import annotations

from collections.abc import Collection

from roleplay.domain.buyer import Effect
from roleplay.domain.moves import Kind
from roleplay.domain.scenario import Buyer

from .points import Point

DEFAULTS: dict[Kind, tuple[int, int, int]] = {
    Kind.RAPPORT: (1, 0, -1),
    Kind.AGENDA: (1, 0, 0),
    Kind.OPEN_QUESTION: (2, 1, 0),
    Kind.CLOSED_QUESTION: (0, 0, -1),
    Kind.REFLECTION: (3, 1, 0),
    Kind.ACKNOWLEDGE: (1, 0, 0),
    Kind.INSIGHT: (2, 3, 0),
    Kind.PITCH: (-2, 0, -8),
    Kind.PROOF: (0, 1, -2),
    Kind.ANSWER_CONCERN: (1, 1, 0),
    Kind.ADVISE: (-1, 0, -2),
    Kind.ADVANCE: (0, 0, -2),
    Kind.CONCEDE: (-2, 0, 0),
    Kind.DISQUALIFY: (2, 0, 0),
    Kind.OTHER: (0, 0, -6),
}
"""Trust, interest and patience that each distinct kind in a turn adds, before this buyer's own
``effects``, ``warms_to`` and ``cools_on``."""

NEEDS_TOPIC = frozenset({Kind.OPEN_QUESTION, Kind.REFLECTION, Kind.INSIGHT})
"""Kinds that earn nothing unless they are about something: form alone is worth nothing."""

COOLS_BY = 4
"""Trust that a kind in ``cools_on`` takes besides its own effect."""

UNEXPLORED_ANSWER = -3
"""Trust lost by answering an objection that was not explored."""


def effects_of(
    buyer: Buyer,
    points: Collection[Point],
    *,
    earning: Collection[Point],
    free: Collection[Point],
    flat: bool,
) -> tuple[Effect, ...]:
    """The effects of a turn, one for each distinct kind.

    Args:
        buyer: whose feelings they are.
        points: everything the turn does.
        earning: those of them that may earn something.
        free: those of them that cost nothing and earn nothing.
        flat: nothing in this turn earns anything.
    """
    result = []
    for kind in dict.fromkeys(point.kind for point in points):
        of_kind = [p for p in points if p.kind is kind and p not in free]
        if not of_kind:
            continue
        earners = [p for p in of_kind if p in earning and (kind not in NEEDS_TOPIC or p.topical)]
        trust, interest, patience = _effect(buyer, of_kind[0], earns=bool(earners) and not flat)
        if trust or interest or patience:
            result.append(
                Effect(
                    kind=kind,
                    trust=trust,
                    interest=interest,
                    patience=patience,
                    span=(earners or of_kind)[0].span,
                )
            )
    return tuple(result)


def _effect(buyer: Buyer, point: Point, *, earns: bool) -> tuple[int, int, int]:
    kind = point.kind
    if kind is Kind.ANSWER_CONCERN and not point.answers:
        kind = Kind.PITCH  # nobody had raised anything
    trust, interest, patience = buyer.effects.get(kind, DEFAULTS[kind])
    if kind in buyer.warms_to and trust > 0:
        trust *= 2
    if not earns:
        trust, interest, patience = min(trust, 0), min(interest, 0), min(patience, 0)
    if kind in buyer.cools_on:
        trust -= COOLS_BY
    return trust, interest, patience
