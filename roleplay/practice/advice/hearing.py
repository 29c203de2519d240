"""What the listener makes of the author's own words: needs not found, concerns not met."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.domain.ledger import ObjectionState
from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Need, Objection
from roleplay.domain.transcript import Turn
from roleplay.engine import mind
from roleplay.engine.points import points_of
from roleplay.library import Remark
from roleplay.listening import hear
from roleplay.listening.words import content

from .study import Study, short

CARRIERS = (
    "{0}.",
    "I understand. {0}.",
    "That's a fair worry. The answer is that {1}.",
    "With us {1}.",
    "Our way is this: {1}.",
    "What we do is that {1}.",
)
"""Sentences in which a seller could say a phrase of ``met_by``."""


def unheard(study: Study) -> Iterator[Remark]:
    """Needs that nobody finds, and ``try_saying`` that is not heard as what it is for."""
    call = study.scenario
    opener = Turn(turn=1, speaker=Speaker.BUYER, text=call.buyer.opener)
    start = mind.begin(call, study.topics.best(call.buyer.opener))
    for need in call.needs:
        if study.first is not None and need in study.first.scenario.needs:
            continue
        if need.try_saying:
            heard = hear(need.try_saying, [opener], study.topics)
            points = points_of(call, start, heard, 2)
            if not any(point.about(need.id) for point in points.all):
                took = list(
                    dict.fromkeys(n for p in points.all for n in (*p.named, p.follows) if n)
                )
                instead = f"is heard as being about {took[0]}" if took else "is not heard as this"
                message = f"{instead}: add a line like it to listen_for of {need.id}"
                yield study.remark(("needs", need.id, "try_saying"), "try-not-heard", message)
        if need.listen_for and need.reveals and not _leads(study, need):
            message = (
                "nothing leads to this need: no word it listens for is in the brief, the opener,"
                " or anything else the buyer can say; add a hint, or let another line mention it"
            )
            yield study.remark(("needs", need.id, "listen_for"), "nothing-leads", message)


def _leads(study: Study, need: Need) -> bool:
    """Some word that is listened for stands where a seller can come upon it."""
    if need.hints:
        return True
    call = study.scenario
    wanted = {word for line in (*need.listen_for, need.called or "") for word in content(line)}
    said = [*study.known]
    said += [line for known in call.knows for line in known.say]
    for other in call.needs:
        if other.id != need.id:
            said += [*other.hints, *(line for rung in other.reveals for line in rung.say)]
    for objection in call.objections:
        said += [*objection.says, *objection.behind]
    said += [line for ask in call.buyer.asks for line in ask.say]
    return any(wanted & set(content(text)) for text in said)


# Objections


def unmet(study: Study) -> Iterator[Remark]:
    """Objections that no phrase of ``met_by`` settles when a seller says it."""
    for objection in study.scenario.objections:
        if study.first is not None and _answered(objection) in map(
            _answered, study.first.scenario.objections
        ):
            continue
        deaf = [
            place
            for place, phrase in enumerate(objection.met_by)
            if not _settles(study, objection, phrase)
        ]
        if not deaf:
            continue
        field = ("objections", objection.id, "met_by")
        if len(deaf) == len(objection.met_by):
            message = "no phrase here is heard as an answer: write it as a seller would say it"
            yield study.remark(field, "never-met", message)
            continue
        for place in deaf:
            phrase = objection.met_by[place]
            kinds = [segment.kind for segment in hear(f"{phrase}.", (), study.topics).segments]
            taken = f"is heard as {kinds[0].value.replace('_', ' ')}" if kinds else "is not heard"
            message = (
                f"{short(phrase)} {taken} and not as an answer to this: say in it what is done,"
                " as a seller would"
            )
            yield study.remark((*field, place), "phrase-not-heard", message)


def _answered(objection: Objection) -> tuple[object, ...]:
    """What decides whether an answer settles it."""
    return objection.id, objection.kind, objection.says, objection.behind, objection.met_by


def _settles(study: Study, objection: Objection, phrase: str) -> bool:
    call = study.scenario
    begun = mind.begin(call, None)
    state = begun.model_copy(
        update={
            "objections": {**begun.objections, objection.id: ObjectionState.EXPLORED},
            "spoke_of": objection.id,
        }
    )
    before = (
        Turn(turn=1, speaker=Speaker.BUYER, text=call.buyer.opener),
        Turn(turn=2, speaker=Speaker.SELLER, text="Why is that?"),
        Turn(
            turn=3,
            speaker=Speaker.BUYER,
            text=" ".join((*objection.says[:1], *objection.behind[:1])),
        ),
    )
    phrase = phrase.rstrip(".")
    for carrier in CARRIERS:
        said = carrier.format(phrase[:1].upper() + phrase[1:], phrase)
        heard = hear(said, before, study.topics)
        turns = (*before, Turn(turn=4, speaker=Speaker.SELLER, text=said))
        after, _ = mind.answer(call, state, heard, turns)
        if after.objections[objection.id] in (ObjectionState.RESOLVED, ObjectionState.ADMITTED):
            return True
    return False
