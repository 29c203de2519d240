"""Topics that words are taken for one another of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rapidfuzz import fuzz, process

from roleplay.domain.scenario import Commitment, Knows, Need, Objection, Scenario, Topic
from roleplay.library import FieldPath, Remark
from roleplay.listening import HEARD_FROM, Topics
from roleplay.listening.words import tokens

from .study import Study, short

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
ABOUT_AS_NEAR = 0.03
"""Nearness by which another topic may be farther from a line and still be taken for its own."""


Item = TypeVar("Item", Knows, Need, Objection, Commitment)


def doubled(study: Study) -> Iterator[Remark]:
    """Lines that two topics listen for, each pair of topics once."""
    new = {topic.id for topic in _new(study)}
    if not new:
        return
    for pair, (topic, place, other) in _twins(study.scenario).items():
        if pair & new:
            message = (
                f"{short(topic.listen_for[place])} stands under {other} too, in nearly the same"
                " words: leave it to one of them"
            )
            yield study.remark(_line(topic, place), "doubled", message)


def confused(study: Study) -> Iterator[Remark]:
    """Pairs of topics whose lines are as surely heard as the other, each pair once.

    A line that a seller says in other words is not there to help. So each is heard by a listener
    who has not read it: `PARTS` listeners, each without a part of every topic's lines.
    """
    call = study.scenario
    suspects = _alike(study)
    new = [topic for topic in _new(study) if any(topic.id in pair for pair in suspects)]
    if not new:
        return
    without = [Topics.of(_without(call, part), study.topics) for part in range(PARTS)]
    taken: dict[frozenset[str], list[tuple[Topic, int, str]]] = {}
    for topic in new:
        for place, line in enumerate(topic.listen_for):
            scores = {each.id: each.score for each in without[place % PARTS].ranked(line)}
            least = max(HEARD_FROM, scores.get(topic.id, 0.0) - AS_SURELY)
            for other in _rivals(call, topic):
                pair = frozenset((topic.id, other))
                if pair in suspects and scores.get(other, 0.0) >= least:
                    found = taken.setdefault(pair, [])
                    found.append((topic, place, other))
    suspected = {pair: found for pair, found in taken.items() if _many(call, pair, len(found))}
    twins = _twins(call) if suspected else {}
    for pair, found in suspected.items():
        if pair not in twins:
            topic, place, other = found[0]
            message = (
                f"said in other words, {len(found)} lines like {short(topic.listen_for[place])} are"
                f" as surely heard as {other}: give {topic.id} and {other} words of their own"
            )
            yield study.remark(_line(topic, place), "confused", message)


def _alike(study: Study) -> set[frozenset[str]]:
    """Pairs of topics that may be confused: many of their lines are about as near to the other.

    Which is quick to find, and what is certain takes listeners of their own.
    """
    call = study.scenario
    found: Counter[frozenset[str]] = Counter()
    for topic in _new(study):
        rivals = _rivals(call, topic)
        for place, line in enumerate(topic.listen_for):
            near = study.topics.nearness(line)
            own = near[topic.id][:place] + near[topic.id][place + 1 :]
            least = max(own, default=0.0) - ABOUT_AS_NEAR
            found.update(
                frozenset((topic.id, other))
                for other in rivals
                if max(near[other], default=0.0) >= least
            )
    return {pair for pair, count in found.items() if _many(call, pair, count)}


def _many(call: Scenario, pair: frozenset[str], lines: int) -> bool:
    """True if so many of two topics' lines make them hard to tell apart."""
    whole = sum(len(topic.listen_for) for topic in call.topics() if topic.id in pair)
    return lines >= CONFUSED_LINES and lines / whole >= CONFUSED_SHARE


def _new(study: Study) -> list[Topic]:
    """The topics that the call as written does not have so; a reveal's words hardly matter."""
    first = study.first.scenario.topics() if study.first is not None else ()
    before = [(topic.id, topic.listen_for, topic.called) for topic in first]
    topics = study.scenario.topics()
    return [t for t in topics if (t.id, t.listen_for, t.called) not in before]


def _rivals(call: Scenario, topic: Topic) -> list[str]:
    """Topics that a line of this one could be taken for.

    What may be asked of the buyer and what may be asked about are told apart by form.
    """
    step = topic.of == "commitment"
    alike = [other.id for other in call.topics() if (other.of == "commitment") == step]
    return [name for name in alike if name != topic.id]


def _twins(call: Scenario) -> dict[frozenset[str], tuple[Topic, int, str]]:
    """Pairs of topics with a line that is the same but for a word: whose, which, and the other."""
    found: dict[frozenset[str], tuple[Topic, int, str]] = {}
    seen: list[str] = []
    whose: list[str] = []
    for topic in call.topics():
        rivals = frozenset(_rivals(call, topic))
        for place, line in enumerate(topic.listen_for):
            key = " ".join(token.word for token in tokens(line))
            alike = process.extract_iter(key, seen, scorer=fuzz.ratio, score_cutoff=TWIN_FROM)
            for _, _, at in alike:
                if whose[at] in rivals:
                    found.setdefault(frozenset((topic.id, whose[at])), (topic, place, whose[at]))
            seen.append(key)
            whose.append(topic.id)
    return found


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


def _line(topic: Topic, place: int) -> FieldPath:
    part = topic.of if topic.of == "knows" else f"{topic.of}s"
    return part, topic.id, "listen_for", place
