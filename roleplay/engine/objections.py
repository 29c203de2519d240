"""Steps 4 and 5: what stands in the way is explored, answered, left standing or raised."""

from __future__ import annotations

from enum import Enum

from roleplay.domain.buyer import Effect, Line
from roleplay.domain.ledger import ObjectionState
from roleplay.domain.moves import ASKING, QUESTIONS, Kind
from roleplay.domain.scenario import Act, Objection, ObjectionKind

from .effects import UNEXPLORED_ANSWER
from .points import Point, open_objection
from .reply import Reply


class Met(Enum):
    """What became of the raised objection in this turn."""

    SPOKE = "spoke"
    """The buyer has answered; the turn ends."""
    UNMOVED = "unmoved"
    """The answer changed nothing, but the turn goes on to ask about something else, or for a
    step."""
    SETTLED = "settled"
    """It is resolved or admitted; the turn goes on."""
    STANDS = "stands"
    """It stands in silence, or there is none."""


def meet_objection(reply: Reply) -> Met:
    """What the turn does about the raised objection."""
    objection = open_objection(reply.scenario, reply.state)
    if objection is None:
        return Met.STANDS
    explored = reply.state.objections[objection.id] is ObjectionState.EXPLORED
    asked = _explores(reply, objection)
    if asked is not None and not explored:
        reply.reach("objection", objection.id, ObjectionState.EXPLORED, asked.span)
        reply.speak(Line(kind="behind", about=objection.id, say=objection.behind))
        return Met.SPOKE
    answers = [p for p in reply.points.all if p.answers]
    if not answers:
        return Met.STANDS
    touching = [p for p in answers if not objection.met_by or objection.id in p.segment.meets]
    if not (explored and touching) and reply.points.dominant in ASKING:
        return Met.STANDS  # the turn mainly asks; half an answer beside it is let pass
    if not explored:
        reply.feel(
            Effect(
                kind=Kind.ANSWER_CONCERN,
                trust=UNEXPLORED_ANSWER,
                interest=0,
                patience=0,
                span=answers[0].span,
            )
        )
    if not explored or not touching:
        if _asks_on(reply, objection, answers[-1]) or _asks_for_a_step(reply):
            return Met.UNMOVED
        unmoved(reply, objection)
        return Met.SPOKE
    real = objection.kind is ObjectionKind.REAL
    settled = ObjectionState.ADMITTED if real else ObjectionState.RESOLVED
    reply.reach("objection", objection.id, settled, touching[0].span)
    reply.act(Act.ADMITTED if real else Act.RESOLVED, about=objection.id)
    return Met.SETTLED


def unmoved(reply: Reply, objection: Objection) -> None:
    """Say that this was no answer; what is asked next without a name is about the objection."""
    reply.act(Act.UNMOVED, about=objection.id)
    reply.update(spoke_of=objection.id)


def _asks_for_a_step(reply: Reply) -> bool:
    return any(point.kind is Kind.ADVANCE for point in reply.points.all)


def _explores(reply: Reply, objection: Objection) -> Point | None:
    """A question or reflection about it before anything is sold in the turn.

    Behind an answer only a question that names it will do.
    """
    answered = False
    for point in reply.points.all:
        if point.segment.kind in (Kind.PITCH, Kind.PROOF):
            return None
        answered = answered or point.kind is Kind.ANSWER_CONCERN
        if answered and not (point.kind in QUESTIONS and objection.id in point.named):
            continue
        hidden = objection.kind is ObjectionKind.DISGUISED and point.kind is Kind.CLOSED_QUESTION
        if point.asks and point.about(objection.id) and not hidden:
            return point
    return None


def _asks_on(reply: Reply, objection: Objection, answer: Point) -> bool:
    """True if the turn asks outright about something else behind the answer."""
    behind = reply.points.all[reply.points.all.index(answer) + 1 :]
    return any(p.kind in QUESTIONS and p.named and not p.about(objection.id) for p in behind)


def raise_objection(reply: Reply) -> bool:
    """Raise the first latent objection whose moment has come; True if one was."""
    if open_objection(reply.scenario, reply.state) is not None:
        return False
    for objection in reply.scenario.objections:
        if reply.state.objections[objection.id] is not ObjectionState.LATENT:
            continue
        found = reply.match(objection.raise_when)
        if found is not None:
            reply.reach("objection", objection.id, ObjectionState.RAISED, found.span)
            reply.speak(Line(kind="objection", about=objection.id, say=objection.says))
            return True
    return False
