"""Steps 7 and 8, and the pause: what the buyer tells of what they need and know."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.buyer import Line
from roleplay.domain.ledger import NeedState
from roleplay.domain.moves import QUESTIONS, Kind, Span
from roleplay.domain.scenario import Act, Need

from .conditions import Match
from .points import Point
from .reply import Reply

RUNGS_A_TURN = 2
"""Reveals said in one turn at most; at most one of them changes the need's state."""
PLAINLY_NEARER = 0.1
"""Likelihood by which a fact must be nearer than a need to be told before it."""
ASKED_FIRST = 0.2
"""Likelihood that is added to what a question names, beside what is said back in the same turn."""
SURELY = 0.6
"""Likelihood from which what is asked behind an answer is surely meant."""
TOLD_LATELY = 6
"""Turns of the call within which nobody says again what they have just said in every wording."""


def say_what_was_asked(reply: Reply, *, flat: bool) -> bool:
    """Steps 7 and 8; True if the buyer told something. A ``flat`` turn earns no reveal.

    What is named goes before what is followed up, and a need before a fact, unless the words come
    plainly nearer to the fact.
    """
    if _nearer_to_a_fact(reply) and tell(reply, named=True):
        return True
    return (
        (not flat and reveal(reply, named=True))
        or tell(reply, named=True)
        or (not flat and reveal(reply))
        or tell(reply)
    )


def asks_outright(reply: Reply) -> bool:
    """True if anything is asked or said back by a name that was surely heard.

    Behind an answer that settles something, ``what do you think of it?`` asks for no more.
    """
    return any(
        point.asks and any(topic.score >= SURELY for topic in point.segment.topics)
        for point in reply.points.all
    )


def _nearer_to_a_fact(reply: Reply) -> bool:
    scores = [topic for point in reply.points.all if point.asks for topic in point.segment.topics]
    facts, needs = ({each.id for each in of} for of in (reply.scenario.knows, reply.scenario.needs))
    fact = max((topic.score for topic in scores if topic.id in facts), default=0.0)
    need = max((topic.score for topic in scores if topic.id in needs), default=0.0)
    return fact - need >= PLAINLY_NEARER


def reveal(reply: Reply, *, named: bool = False) -> bool:
    """Say the next rung or two of one need, if its moment has come; True if so.

    A need that is named goes before one that is followed up, and that before one whose moment
    does not depend on words; what was meant more surely before the others; among equals the
    file's order decides. With ``named``, only a need
    that is named.
    """
    ready: list[tuple[tuple[int, float], Need, Match]] = []
    for need in reply.scenario.needs:
        found = _next_rung(reply, need)
        if found is not None and (found.outright or not named):
            by_name = 0 if found.outright else 1 if found.points else 2
            meant = max((_meant(point) for point in found.points), default=0.0)
            ready.append(((by_name, -meant), need, found))
    if not ready:
        return False
    _, need, found = min(ready, key=lambda each: each[0])
    _climb(reply, need, found)
    return True


def _meant(point: Point) -> float:
    """How surely a point is about what it names; what is said back leads up to what is asked."""
    score = max((topic.score for topic in point.segment.topics), default=0.0)
    return score + (ASKED_FIRST if score and point.kind in QUESTIONS else 0.0)


def _next_rung(reply: Reply, need: Need) -> Match | None:
    rung = reply.state.rungs.get(need.id, 0)
    return reply.match(need.reveals[rung].when) if rung < len(need.reveals) else None


def _climb(reply: Reply, need: Need, first: Match) -> None:
    found: Match | None = first
    changed = False
    for _ in range(RUNGS_A_TURN):
        if found is None:
            return
        rung = reply.state.rungs.get(need.id, 0)
        to = need.reveals[rung].becomes or NeedState.HINTED
        if changed and to.rank > reply.state.needs[need.id].rank:
            reply.update(held_back=(need.id,))
            return
        changed = _say_rung(reply, need, rung, found.span) or changed
        found = _next_rung(reply, need)


def _say_rung(reply: Reply, need: Need, rung: int, span: Span | None) -> bool:
    said = need.reveals[rung]
    reply.update(rungs={**reply.state.rungs, need.id: rung + 1})
    reply.speak(Line(kind="reveal", about=need.id, rung=rung, say=said.say))
    return reply.raise_need(need.id, said.becomes or NeedState.HINTED, span)


def tell(reply: Reply, *, named: bool = False) -> bool:
    """Tell what anyone who asks is told; True if it was asked for (with ``named``, by name).

    Nobody says the same sentence twice running: once every wording has been said, it is told
    again only to a question that names it, and not within `TOLD_LATELY` turns. Who asks on about
    what was told just now wants more than the same in other words.
    """
    for point in sorted(reply.points.all, key=_meant, reverse=True):
        for known in reply.scenario.knows:
            told = reply.state.told.get(known.id, ())
            mirror = point.kind is Kind.REFLECTION and not told
            if not (point.kind in QUESTIONS or mirror) or not point.about(known.id):
                continue
            if known.id not in point.named and (named or _just_told(reply, told)):
                continue
            if len(told) >= len(known.say) and (
                known.id not in point.named or reply.turn - told[-1] <= TOLD_LATELY
            ):
                continue
            reply.update(told={**reply.state.told, known.id: (*told, reply.turn)})
            reply.speak(Line(kind="knows", about=known.id, say=known.say))
            return True
    return False


def _just_told(reply: Reply, told: Sequence[int]) -> bool:
    return bool(told) and reply.turn - told[-1] <= 2


def pause(reply: Reply) -> None:
    """A silence: after a question, once a call, the buyer goes on by themselves."""
    before = reply.before
    if before.held_back and before.last_was_question and not before.pause_used:
        name = before.held_back[0]
        need = next(need for need in reply.scenario.needs if need.id == name)
        reply.update(pause_used=True)
        _say_rung(reply, need, before.rungs.get(name, 0), None)
    else:
        reply.act(Act.PAUSE)
    reply.update(last_was_question=False, held_back=())
