"""Step 6, and the part of step 1 that leads to it: what the seller asks the buyer to do."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.domain.buyer import Line
from roleplay.domain.ledger import CommitmentState, NeedState
from roleplay.domain.moves import Kind, Span
from roleplay.domain.scenario import Act, Commitment

from .again import insist
from .points import Point, open_objection
from .reply import Reply


@dataclass(frozen=True)
class Offer:
    """A commitment that this turn asks for, and the words."""

    commitment: Commitment
    span: Span


def offer(reply: Reply) -> list[Offer]:
    """What an advance asks for becomes offered, whatever then ends the turn."""
    offers: dict[str, Offer] = {}
    for point in reply.points.all:
        if point.kind is Kind.ADVANCE:
            for commitment in _asked_for(reply, point):
                offers.setdefault(commitment.id, Offer(commitment, point.span))
    for each in offers.values():
        if reply.state.commitments[each.commitment.id] is not CommitmentState.ACCEPTED:
            reply.reach("commitment", each.commitment.id, CommitmentState.OFFERED, each.span)
    return list(offers.values())


def _asked_for(reply: Reply, point: Point) -> list[Commitment]:
    commitments = reply.scenario.commitments
    named = {c.id: c for c in commitments if c.id in point.named}
    if named:
        return [next(named[name] for name in point.named if name in named)]
    standing = [
        c for c in commitments if reply.before.commitments[c.id] is not CommitmentState.ACCEPTED
    ]
    if len(standing) == 1:
        return standing
    if point.segment.takes_up:
        return [c for c in standing if c.id == reply.before.spoke_of]
    # Who has asked for one step and asks again means that one.
    asked = (CommitmentState.OFFERED, CommitmentState.DECLINED)
    again = [c for c in standing if reply.before.commitments[c.id] in asked]
    return again if len(again) == 1 else []


def beyond(reply: Reply, offers: list[Offer]) -> bool:
    """Something is asked for that is no right ending of this call."""
    return any(each.commitment.id not in reply.scenario.right_ending for each in offers)


def asks_beyond(reply: Reply, offers: list[Offer]) -> bool:
    """The turn mainly pitches, or asks for something that is no right ending of this call."""
    return reply.points.dominant is Kind.PITCH or beyond(reply, offers)


def answer_offers(reply: Reply, offers: list[Offer], *, settled: bool) -> bool:
    """Accept, put off or decline what was asked for; True if the buyer spoke.

    When an objection was ``settled`` in this turn, an offer that was put off because of it is
    taken up again, if it can be accepted now.
    """
    for each in offers:
        _answer(reply, each)
    objection = open_objection(reply.scenario, reply.state)
    if offers and objection is not None and reply.lines[-1].kind == "puts_off":
        insist(reply, objection)
    if offers or not settled:
        return bool(offers)
    for commitment in reply.scenario.commitments:
        waits = reply.state.commitments[commitment.id] is CommitmentState.OFFERED
        if waits and reply.match(commitment.accept_when) is not None:
            _accept(reply, commitment, None)
            return True
    return False


def _answer(reply: Reply, asked: Offer) -> None:
    commitment = asked.commitment
    if reply.state.commitments[commitment.id] is CommitmentState.ACCEPTED:
        reply.act(Act.CONFIRMS, about=commitment.id)
        return
    objection = open_objection(reply.scenario, reply.state)
    if objection is None and reply.match(commitment.accept_when) is not None:
        _accept(reply, commitment, asked.span)
    elif objection is not None or reply.match(commitment.accept_when, gauges=False) is not None:
        reply.speak(
            Line(kind="puts_off", act=Act.PUTS_OFF, about=commitment.id, say=commitment.puts_off)
        )
    else:
        reply.reach("commitment", commitment.id, CommitmentState.DECLINED, asked.span)
        reply.speak(
            Line(kind="declines", act=Act.DECLINES, about=commitment.id, say=commitment.declines)
        )


def _accept(reply: Reply, commitment: Commitment, span: Span | None) -> None:
    reply.reach("commitment", commitment.id, CommitmentState.ACCEPTED, span)
    reply.speak(Line(kind="accepts", about=commitment.id, say=commitment.accepts))
    for part in commitment.accept_when.parts():
        for name, wanted in part.needs.items():
            reached = reply.state.needs.get(name)
            if reached is not None and any(reached.at_least(each) for each in wanted):
                reply.raise_need(name, NeedState.OWNED, span)
