"""What the listener makes of the author's own words.

Needs that nobody finds, topics that are confused, concerns that no answer meets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from roleplay.domain.ledger import ObjectionState
from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Commitment, Knows, Need, Objection, Scenario, Topic
from roleplay.domain.transcript import Turn
from roleplay.engine import mind
from roleplay.engine.points import points_of
from roleplay.library import Remark
from roleplay.listening import HEARD_FROM, Topics, hear
from roleplay.listening.words import content, tokens

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
TWIN_FROM = 92.0
"""Likeness of two lines, 0 to 100, from which they say the same."""
PARTS = 4
"""Parts into which each topic's lines are dealt out."""
CONFUSED_LINES = 3
"""Lines of two topics that must be taken for the other one before they are called confused."""
CONFUSED_SHARE = 0.33
"""And the share of all their lines."""
AS_SURELY = 0.05
"""Score by which another topic may be below a line's own and is still as surely heard."""

Item = TypeVar("Item", Knows, Need, Objection, Commitment)


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


# Topics


def confused(study: Study) -> Iterator[Remark]:
    """Pairs of topics that words are taken for one another of, each pair once.

    A line that a seller says in other words is not there to help: so each is heard by a listener
    who has not read it: `PARTS` listeners, each without a part of every topic's lines.
    """
    call = study.scenario
    before = _listening(study.first.scenario) if study.first is not None else []
    new = [t for t in call.topics() if (t.id, t.listen_for, t.called) not in before]
    if not new:
        return
    told: set[frozenset[str]] = set()
    for topic, place, other in _twins(call):
        pair = frozenset((topic.id, other))
        if pair not in told and (topic in new or any(each.id == other for each in new)):
            message = (
                f"{short(topic.listen_for[place])} stands under {other} too, in nearly the same"
                " words: leave it to one of them"
            )
            path = (_part(topic), topic.id, "listen_for", place)
            yield study.remark(path, "confused", message)
        told.add(pair)
    without = [Topics.of(_without(call, part)) for part in range(PARTS)]
    taken: dict[frozenset[str], list[tuple[Topic, int, str]]] = {}
    for topic in new:
        for place, line in enumerate(topic.listen_for):
            scores = {each.id: each.score for each in without[place % PARTS].ranked(line)}
            own = scores.pop(topic.id, 0.0)
            for other in _rivals(call, topic) & scores.keys():
                if scores[other] >= max(HEARD_FROM, own - AS_SURELY):
                    pair = frozenset((topic.id, other))
                    taken.setdefault(pair, []).append((topic, place, other))
    lines = {topic.id: len(topic.listen_for) for topic in call.topics()}
    for pair, found in taken.items():
        if (
            pair not in told
            and len(found) >= CONFUSED_LINES
            and len(found) >= CONFUSED_SHARE * sum(lines[name] for name in pair)
        ):
            topic, place, other = found[0]
            message = (
                f"said in other words, {len(found)} lines like {short(topic.listen_for[place])} are"
                f" as surely heard as {other}: give {topic.id} and {other} words of their own"
            )
            path = (_part(topic), topic.id, "listen_for", place)
            yield study.remark(path, "confused", message)


def _rivals(call: Scenario, topic: Topic) -> set[str]:
    """Topics that a line of this one could be taken for.

    What may be asked of the buyer and what may be asked about are told apart by form.
    """
    step = topic.of == "commitment"
    alike = {other.id for other in call.topics() if (other.of == "commitment") == step}
    return alike - {topic.id}


def _twins(call: Scenario) -> Iterator[tuple[Topic, int, str]]:
    """Lines that stand under another topic too, all but for a word: topic, place, other topic."""
    seen: list[tuple[str, str]] = []
    for topic in call.topics():
        rivals = _rivals(call, topic)
        for place, line in enumerate(topic.listen_for):
            key = " ".join(token.word for token in tokens(line))
            for other, theirs in seen:
                if theirs in rivals and fuzz.ratio(key, other) >= TWIN_FROM:
                    yield topic, place, theirs
                    break
            seen.append((key, topic.id))


def _without(call: Scenario, part: int) -> Scenario:
    """The call without every `PARTS`-th line that it listens for, from the one at ``part``."""

    def fewer(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(
            item.model_copy(
                update={
                    "listen_for": tuple(
                        line for at, line in enumerate(item.listen_for) if at % PARTS != part
                    )
                    or item.listen_for
                }
            )
            for item in items
        )

    parts = {
        "knows": fewer(call.knows),
        "needs": fewer(call.needs),
        "objections": fewer(call.objections),
        "commitments": fewer(call.commitments),
    }
    return call.model_copy(update=parts)


def _listening(call: Scenario) -> list[tuple[str, tuple[str, ...], str | None]]:
    """What decides which topic words are about; a reveal's words hardly do."""
    return [(topic.id, topic.listen_for, topic.called) for topic in call.topics()]


def _part(topic: Topic) -> str:
    return topic.of if topic.of == "knows" else f"{topic.of}s"


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
