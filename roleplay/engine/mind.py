"""The mind: what a buyer decides to say. A pure function of scenario, state and what was heard.

The steps are those of the scenario form ("What a scenario's words mean"), in its order. The mind
knows every fact of the scenario; a voice is given only what is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.buyer import Decision, Narrowed, State
from roleplay.domain.ledger import CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import Heard, Kind
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import Turn

from .again import asked_to_repeat, say_again
from .commitments import answer_offers, asks_beyond, beyond, offer
from .feelings import feel
from .filling import ask, fill, hint, notice_answer, notice_openings
from .objections import Met, meet_objection, raise_objection
from .points import Point
from .reply import Reply
from .standing import Stand, nameable, stand, unsure
from .telling import asks_outright, pause, say_what_was_asked

VERSION = "mind-6"
"""Changes whenever the same words could come to another decision."""


def begin(scenario: Scenario, opener_topic: str | None) -> State:
    """The buyer as the call starts, having just said the opener, which is about that topic."""
    start = scenario.buyer.start
    return State(
        trust=start.trust,
        interest=start.interest,
        patience=start.patience,
        needs={need.id: NeedState.HIDDEN for need in scenario.needs},
        objections={o.id: ObjectionState.LATENT for o in scenario.objections},
        commitments={c.id: CommitmentState.NONE for c in scenario.commitments},
        spoke_of=opener_topic,
    )


def answer(
    scenario: Scenario, state: State, heard: Heard, turns: Sequence[Turn]
) -> tuple[State, Decision]:
    """What the buyer does about the seller's turn, and the buyer after it.

    Args:
        scenario: the call, as the variant that is played has it.
        state: the buyer before this turn.
        heard: what the listener heard in it; no segments for a pause.
        turns: the conversation so far; the seller's turn is the last.
    """
    reply = Reply(scenario, state, heard, turns)
    if not reply.points.all:
        pause(reply)
    elif asked_to_repeat(reply):
        say_again(reply)
    else:
        _answer(reply)
    return reply.state, reply.decision()


def _answer(reply: Reply) -> None:
    fault = stand(reply.points, reply.before, reply.turns)
    vague = None if fault else unsure(reply.points, reply.before)

    # 1. Effects, and what an advance asks for.
    flat = feel(reply, unearned=fault.point if fault else None, free=vague)
    offers = offer(reply)
    if reply.state.stepped_away is not None and asks_beyond(reply, offers):
        reply.update(stepped_away=None)
    notice_openings(reply)
    notice_answer(reply)
    if flat:
        reply.act(Act.STACKED if reply.points.stacked else Act.MONOTONE)

    # 2. Patience.
    if reply.state.patience <= 0:
        reply.update(hung_up=True)
        reply.act(Act.HANG_UP)
        return

    # Who is told that it is not for them picks no holes in how it was said; but to step back and
    # ask for the order in one breath is not stepping back.
    if reply.points.dominant is Kind.DISQUALIFY and not beyond(reply, offers):
        reply.update(stepped_away=reply.turn)
        reply.act(Act.STEPPED_AWAY)
        answer_offers(reply, offers, settled=False)
        return

    # 3. Standing up for what was said; asking back.
    if fault is not None:
        _stand_up(reply, fault)
        return
    if vague is not None:
        _ask_back(reply, vague)
        return

    # 4 to 6. Objections and commitments.
    met = meet_objection(reply)
    if met is Met.SPOKE or (met is Met.STANDS and raise_objection(reply)):
        return
    settled = met is Met.SETTLED
    if answer_offers(reply, offers, settled=settled):
        return

    # 7 to 10. What the buyer tells, asks, lets slip or fills the silence with.
    if settled and not asks_outright(reply):
        return
    if say_what_was_asked(reply, flat=flat) or settled:
        return
    if met is Met.UNMOVED and reply.points.dominant is not Kind.ADVANCE:
        reply.act(Act.UNMOVED)
    elif reply.points.stacked or not (ask(reply) or hint(reply)):
        fill(reply)  # whoever was asked too much at once asks which is meant


def _stand_up(reply: Reply, fault: Stand) -> None:
    reply.act(Act(fault.kind), names=fault.words)


def _ask_back(reply: Reply, question: Point) -> None:
    near = tuple(topic.id for topic in question.segment.near[:3])
    reply.act(Act.NARROWS, names=nameable(reply.scenario, reply.before, near))
    reply.update(
        narrowed=Narrowed(kind=question.kind, topics=near), misheard=reply.state.misheard + 1
    )
