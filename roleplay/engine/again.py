"""What is asked about again: the buyer says shortly what they have already said of it.

It earns nothing, and it is no answer: whoever asks again learns only that they were heard.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.buyer import Line
from roleplay.domain.ledger import ObjectionState
from roleplay.domain.moves import QUESTIONS, Focus, Kind, Speaker, Wants
from roleplay.domain.scenario import Objection
from roleplay.domain.transcript import Turn

from .points import OF_ITS_OWN, Point, open_objection, spent
from .reply import Reply

_SHORTLY = 24
"""Words after which no further sentence is said again."""
_LATELY = 2
"""Buyer's turns in which nobody says again what stands in the way."""
_BY_THE_WAY = frozenset({Kind.ACKNOWLEDGE, Kind.RAPPORT, Kind.OTHER})


def repeat(reply: Reply) -> bool:
    """Say again what the buyer has said of what is asked about; True if so.

    Not what they hold back for want of trust, interest or patience: of that they say that they
    hold it back. What they have just said, or said twice, they only refer to.
    """
    for point in reply.points.all:
        if point.kind not in QUESTIONS:
            continue
        line = next(
            (line for name in _subjects(reply, point) if (line := _said(reply, name))), None
        )
        if line is None:
            continue
        lately = _lately(line, reply.turns)
        standing = open_objection(reply.scenario, reply.before)
        if standing is not None and standing.id == line.about:
            # They have heard what lies behind it, and it still stands.
            shortly = Line(kind="repeats", about=line.about, say=_shortened(line, reply.turns))
            reply.speak(line.model_copy(update={"say": ()}) if lately else shortly)
            return True
        follows_up = not point.named and point.follows == line.about
        used_up = follows_up and spent(reply.scenario, reply.before, line.about)
        if used_up and not _wants_a_view(point):
            return False  # they do not know it
        if follows_up and lately and not used_up:
            return False  # there is more to it, and they keep it back
        say = () if lately or used_up else _shortened(line, reply.turns)
        reply.speak(line.model_copy(update={"say": say}))
        return True
    return False


def asked_to_repeat(reply: Reply) -> bool:
    """True if the turn only wants to hear once more what was said."""
    wants = {p.segment.wants for p in reply.points.all if p.kind not in _BY_THE_WAY}
    return wants == {Wants.REPEAT}


def say_again(reply: Reply) -> None:
    """What the buyer has just said, once more; it costs nothing and earns nothing."""
    said = next(t.text for t in reversed(reply.turns) if t.speaker is Speaker.BUYER)
    reply.lines.append(Line(kind="repeats", about=reply.before.spoke_of, say=(said,)))


def insist(reply: Reply, objection: Objection, *, asked: bool = False) -> bool:
    """Say in other words than before what stands in the way and nobody has explored.

    Not right after it was said, unless it is ``asked`` about, and not when there are no other
    words left for it. True if it was said.
    """
    if reply.state.objections[objection.id] is not ObjectionState.RAISED:
        return False
    said = [turn.text for turn in reply.turns if turn.speaker is Speaker.BUYER]
    holds = [any(each in text for each in objection.says) for text in said]
    fresh = tuple(each for each in objection.says if not any(each in text for text in said))
    if not fresh or not any(holds) or (any(holds[-_LATELY:]) and not asked):
        return False
    reply.speak(Line(kind="repeats", about=objection.id, say=fresh))
    return True


def _wants_a_view(point: Point) -> bool:
    """True for an open question about more than facts: not to know is no answer to it."""
    facts = point.segment.focus in (Focus.SITUATION, Focus.PROCESS)
    return point.kind is Kind.OPEN_QUESTION and not facts


def _subjects(reply: Reply, point: Point) -> tuple[str, ...]:
    """What a question is about; what was put off waits for the objection that stands."""
    objection = open_objection(reply.scenario, reply.before)
    steps = {c.id for c in reply.scenario.commitments}
    if not point.named and point.follows in steps and objection is not None:
        return () if point.segment.focus in OF_ITS_OWN else (objection.id,)
    return point.named or ((point.follows,) if point.follows else ())


def _said(reply: Reply, name: str) -> Line | None:
    """The last that was said of it, or None if nothing was or there is more to be had."""
    state = reply.before
    for need in reply.scenario.needs:
        rung = state.rungs.get(need.id, 0)
        if need.id == name and rung:
            if rung < len(need.reveals) and _withheld(reply, name):
                return None
            return Line(kind="again", about=name, rung=rung - 1, say=need.reveals[rung - 1].say)
    for known in reply.scenario.knows:
        if known.id == name and known.id in state.told:
            return Line(kind="again", about=name, say=known.say)
    for objection in reply.scenario.objections:
        told = objection.behind or objection.says
        if objection.id == name and state.objections[name].at_least(ObjectionState.EXPLORED):
            return Line(kind="again", about=name, say=told)
    return None


def _withheld(reply: Reply, name: str) -> bool:
    """True if only trust, interest or patience keep the buyer from saying more of a need."""
    need = next(need for need in reply.scenario.needs if need.id == name)
    when = need.reveals[reply.state.rungs.get(name, 0)].when
    return reply.match(when) is None and reply.match(when, gauges=False) is not None


def _lately(line: Line, turns: Sequence[Turn]) -> bool:
    """True for what was said in the last turn, or has been said twice: nobody says it once more."""
    said = [turn.text for turn in turns if turn.speaker is Speaker.BUYER]
    shortly = [_shortly(each) for each in line.say]
    times = sum(any(each in text for each in shortly) for text in said)
    return times > 1 or any(each in said[-1] for each in shortly)


def _shortened(line: Line, turns: Sequence[Turn]) -> tuple[str, ...]:
    """In a wording that was not used yet, if there is one, and in a sentence or two."""
    before = [turn.text for turn in turns]
    fresh = tuple(each for each in line.say if not any(each in text for text in before))
    return tuple(_shortly(each) for each in fresh or line.say)


def _shortly(text: str) -> str:
    """The first sentences of a text, as many as one says again."""
    taken: list[str] = []
    for sentence in text.replace("? ", "?\0").replace("! ", "!\0").replace(". ", ".\0").split("\0"):
        words = sum(len(each.split()) for each in taken)
        if taken and words + len(sentence.split()) > _SHORTLY:
            break
        taken.append(sentence)
    return " ".join(taken)
