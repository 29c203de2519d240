"""Steps 9 and 10: what the buyer says when nothing else is due."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.buyer import Line
from roleplay.domain.ledger import CommitmentState, NeedState
from roleplay.domain.moves import ASKING, QUESTIONS, Focus, Kind, Wants
from roleplay.domain.scenario import Act, Objection

from .again import insist, repeat
from .objections import unmoved
from .points import Point, open_objection, spent
from .reply import Reply

IMPATIENT_BELOW = 20
"""Patience under which a filling line is an impatient one."""
MISSED_AFTER = 2
"""Seller turns after which a hint that was not taken up counts as missed."""

_NO_ANSWER = QUESTIONS | {Kind.REFLECTION, Kind.ACKNOWLEDGE, Kind.RAPPORT}
"""Kinds that leave what the buyer asked unanswered."""

_MAY_ASK_AGAIN = ASKING | {Kind.ACKNOWLEDGE, Kind.ANSWER_CONCERN, Kind.OTHER}
"""What a turn may mainly do whose question is answered with what was already said."""

_SAID_FOR_ITSELF = frozenset({Kind.PITCH, Kind.ADVANCE, Kind.CONCEDE, Kind.AGENDA})
"""Kinds that, as what a turn mainly does, are answered before a question beside them."""

_ACTS = {
    Kind.RAPPORT: Act.SMALL_TALK,
    Kind.AGENDA: Act.AGENDA,
    Kind.REFLECTION: Act.ACKNOWLEDGED,
    Kind.ACKNOWLEDGE: Act.ACKNOWLEDGED,
    Kind.INSIGHT: Act.INSIGHT,
    Kind.PITCH: Act.PITCH,
    Kind.PROOF: Act.PROOF,
    Kind.ANSWER_CONCERN: Act.PITCH,
    Kind.ADVISE: Act.ADVISE,
    Kind.CONCEDE: Act.CONCEDE,
}


def ask(reply: Reply) -> bool:
    """Let the buyer insist on what was dodged, or ask what they want to know."""
    pending = reply.state.pending_ask
    if pending is not None:
        reply.update(pending_ask=None)
        wanted = reply.scenario.buyer.asks[pending]
        if wanted.if_dodged:
            reply.speak(Line(kind="ask", rung=pending, say=wanted.if_dodged))
            return True
    for place, each in enumerate(reply.scenario.buyer.asks):
        if place not in reply.state.asked and reply.match(each.when) is not None:
            reply.update(asked=(*reply.state.asked, place), pending_ask=place)
            if _unanswered(reply):
                reply.act(Act.UNKNOWN)
            reply.speak(Line(kind="ask", rung=place, say=each.say))
            return True
    return False


def hint(reply: Reply) -> bool:
    """After a question or reflection: the first unsaid hint of a need still hidden.

    Who asks about a need that is not told yet gets that need's hint or none, and who asks about
    the objection that stands gets none, as long as there is something to be said of it: another
    subject would lose the thread.
    """
    asking = [point for point in reply.points.all if point.asks]
    if any(point.segment.wants is Wants.TERMS for point in asking):
        return False  # who asks what the buyer would need hears of nothing else
    objection = open_objection(reply.scenario, reply.state)
    if not asking or (objection is not None and _keeps_to(reply, asking, objection.id)):
        return False
    asked_about = [
        need
        for need in reply.scenario.needs
        if reply.state.rungs.get(need.id, 0) < len(need.reveals)
        and any(point.about(need.id) for point in asking)
    ]
    for need in asked_about or reply.scenario.needs:
        said = reply.state.hints.get(need.id, 0)
        if reply.state.needs[need.id] is NeedState.HIDDEN and said < len(need.hints):
            reply.update(
                hints={**reply.state.hints, need.id: said + 1},
                openings={**reply.state.openings, need.id: reply.turn + 1},
            )
            reply.raise_need(need.id, NeedState.HINTED, None)
            if need not in asked_about and _unanswered(reply):
                reply.act(Act.UNKNOWN)
            reply.speak(Line(kind="hint", about=need.id, rung=said, say=(need.hints[said],)))
            return True
    return False


def _unanswered(reply: Reply) -> list[Point]:
    """The turn's questions, to which nothing was told; a mere ``does that make sense?`` is none.

    Whoever goes on to something of their own says first that they cannot answer.
    """
    return [
        p
        for p in reply.points.all
        if p.kind in QUESTIONS and p.segment.wants in (None, Wants.TERMS)
    ]


def _keeps_to(reply: Reply, asking: Sequence[Point], objection: str) -> bool:
    """True if the objection is asked about outright, or can be told more about."""
    used_up = spent(reply.scenario, reply.before, objection)
    return any(objection in p.named or (p.about(objection) and not used_up) for p in asking)


def notice_answer(reply: Reply) -> None:
    """What the buyer asked is off their mind once they were answered, whatever ends the turn."""
    answered = any(point.kind not in _NO_ANSWER for point in reply.points.all)
    if reply.state.pending_ask is not None and answered:
        reply.update(pending_ask=None)


def notice_openings(reply: Reply) -> None:
    """A hint that two seller turns left untouched was missed."""
    waiting = {}
    missed = list(reply.state.missed)
    for need, hinted in reply.state.openings.items():
        if any(point.about(need) for point in reply.points.all):
            continue
        if reply.turn - hinted >= 2 * MISSED_AFTER - 1:
            missed.append(need)
        else:
            waiting[need] = hinted
    reply.update(openings=waiting, missed=tuple(dict.fromkeys(missed)))


def fill(reply: Reply) -> None:
    """A default line of the act that fits what the seller did, or what was already said of it."""
    asks_last = reply.points.all[-1].kind in QUESTIONS
    if (reply.points.dominant in _MAY_ASK_AGAIN or asks_last) and repeat(reply):
        return
    if reply.points.stacked:
        reply.act(Act.NARROWS)  # having said that it was too much at once, they ask which is meant
        return
    dominant = reply.points.dominant
    objection = open_objection(reply.scenario, reply.state)
    asked = _unanswered(reply)
    if objection is not None and _answers_first(reply, asked, objection):
        unmoved(reply, objection)
    elif asked and dominant not in _SAID_FOR_ITSELF:
        _answer_nothing(reply, asked, objection)
    elif dominant is Kind.ADVANCE:
        _put_off(reply, objection)
    elif dominant in QUESTIONS:
        reply.act(Act.ACKNOWLEDGED)
    elif dominant not in _ACTS:
        reply.act(Act.UNCLEAR)
    elif reply.state.patience < IMPATIENT_BELOW:
        reply.act(Act.IMPATIENT)
    else:
        reply.act(_ACTS[dominant])


def _answer_nothing(reply: Reply, asked: Sequence[Point], objection: Objection | None) -> None:
    """What is said to questions that get no answer: it is kept back, not known or not understood.

    A question about what stands in the way that does not explore it gets it once more.
    """
    if objection is not None and _is_about(objection, asked):
        if not insist(reply, objection, asked=True):
            reply.act(Act.DEFLECTS)
    elif any(_has_more(reply, p) or p.segment.wants is Wants.TERMS for p in asked):
        reply.act(Act.DEFLECTS)
    else:
        facts = reply.points.focus in (Focus.SITUATION, Focus.PROCESS)
        short = all(point.kind is Kind.CLOSED_QUESTION for point in asked)
        reply.act(Act.UNKNOWN if facts or short else Act.UNCLEAR)


def _put_off(reply: Reply, objection: Objection | None) -> None:
    """What is said to a step that this call does not know."""
    reached = set(reply.state.commitments.values())
    if reached == {CommitmentState.ACCEPTED}:
        reply.act(Act.CONFIRMS)
        return
    reply.act(Act.PUTS_OFF if reached else Act.DECLINES)
    if objection is not None:
        insist(reply, objection)


def _answers_first(reply: Reply, asked: Sequence[Point], objection: Objection) -> bool:
    """True for a question about what stands in the way behind words that were to answer it."""
    return any(point.answers for point in reply.points.all) and _is_about(objection, asked)


def _is_about(objection: Objection, asked: Sequence[Point]) -> bool:
    return any(
        objection.id in p.named or (p.segment.takes_up and p.follows == objection.id) for p in asked
    )


def _has_more(reply: Reply, point: Point) -> bool:
    """True if a question is about something that the buyer could say more of."""
    used_up = not point.named and spent(reply.scenario, reply.before, point.follows)
    return point.topical and not used_up
