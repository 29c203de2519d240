"""Step 1: what the turn does to how the buyer feels, and whether it can earn anything."""

from __future__ import annotations

from roleplay.domain.moves import QUESTIONS, SURE_FROM, Kind

from .effects import effects_of
from .points import Point
from .reply import Reply
from .standing import promised

RUNNING = 3
"""So many turns of one kind in a row that take up nothing, and the buyer remarks on it."""


def feel(reply: Reply, *, unearned: Point | None, free: Point | None) -> bool:
    """Apply the turn's effects.

    Args:
        reply: the answer in the making.
        unearned: a segment the buyer will not let pass: it earns nothing.
        free: a question the buyer will ask back about: it costs nothing either.

    Returns:
        True if the turn is flat: stacked, or the third of its kind; then nothing in it earns.
    """
    points, before = reply.points, reply.before
    same = points.dominant is before.same_kind
    run = 0 if points.takes_up else before.same_kind_run + 1 if same else 1
    kinds = {p.kind for p in points.all} - {Kind.ACKNOWLEDGE, Kind.RAPPORT}
    mirrored = before.reflections_run + 1 if kinds == {Kind.REFLECTION} else 0
    flat = points.stacked or run >= RUNNING or mirrored >= RUNNING
    effects = effects_of(
        reply.scenario.buyer,
        points.all,
        earning=[p for p in points.all if p is not unearned],
        free=[*(p for p in (free, _answers_ask(reply)) if p is not None), *_unsure(reply)],
        flat=flat,
    )
    for effect in effects:
        reply.feel(effect)
    reply.update(
        same_kind=points.dominant,
        same_kind_run=run,
        reflections_run=mirrored,
        promises=(*before.promises, *promised(points, reply.turn)),
        narrowed=None,
        held_back=(),
        last_was_question=any(p.kind in QUESTIONS for p in points.all),
    )
    return flat


def _unsure(reply: Reply) -> list[Point]:
    """What was rather not heard, beside what the turn is mainly about."""
    return [
        point
        for point in reply.points.all
        if point.segment.confidence < SURE_FROM and point.kind is not reply.points.dominant
    ]


def _answers_ask(reply: Reply) -> Point | None:
    """Product talk that answers what the buyer has just asked is no pitch."""
    if reply.before.pending_ask is None:
        return None
    told = (Kind.PITCH, Kind.PROOF, Kind.ANSWER_CONCERN)
    return next((p for p in reply.points.all if p.kind in told), None)
