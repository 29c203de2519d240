"""What an answer in a drill did, judged as it is said by the words that did it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roleplay.domain.drill import Drill, DrillTry, Must, MustResult
from roleplay.domain.moves import SURE_FROM, Heard, Kind, Segment
from roleplay.domain.scorecard import Evidence

if TYPE_CHECKING:
    from roleplay.listening import Topics

_OWN = 0.7
"""Share of the words that tell something from which a summary is the buyer's own."""


def judge(drill: Drill, line: int, text: str, topics: Topics | None = None) -> DrillTry:
    """What an answer to one of the drill's lines did, with the words that did it.

    Args:
        drill: the drill.
        line: place of the line that is answered, from 0.
        text: what the seller said.
        topics: those of the scenario, for a moment of a practice call.
    """
    from roleplay.listening import hear

    turns = drill.lines[line].turns
    heard = hear(text, turns, topics)
    nth = turns[-1].turn + 1
    results = tuple(_result(must, text, turns[-1].text, heard, nth) for must in drill.must)
    return DrillTry(line=line, text=text, results=results)


def _result(must: Must, text: str, buyer: str, heard: Heard, turn: int) -> MustResult:
    def words(segment: Segment) -> Evidence:
        return Evidence(
            turn=turn,
            start=segment.start,
            end=segment.end,
            quote=text[segment.start : segment.end],
            confidence=segment.confidence,
        )

    def no(why: str, segment: Segment | None = None) -> MustResult:
        shown = words(segment) if segment is not None else None
        return MustResult(says=must.says, met=False, evidence=shown, why=why)

    sure = [each for each in heard.taken_in if each.confidence >= SURE_FROM]
    for segment in sure:
        if segment.kind in must.never:
            return no(f"this was heard as {in_words(segment.kind)}", segment)
    if not heard.segments:
        return no("nothing was said")
    if must.most_words is not None and len(text.split()) > must.most_words:
        return no(f"{len(text.split())} words, allowed: {must.most_words}")
    if must.never:
        return MustResult(says=must.says, met=True)
    found = [
        each
        for each in heard.taken_in
        if each.confidence >= must.sure_from and (not must.kinds or each.kind in must.kinds)
    ]
    if not found:
        unsure = next((each for each in heard.segments if each.kind in must.kinds), None)
        if unsure is not None:
            return no("this was not heard surely enough; say it more plainly", unsure)
        return no(f"heard as {in_words(heard.dominant)}")
    for asked, does, why in _TESTS:
        if asked(must):
            left = [each for each in found if does(each, text, buyer, must)]
            if not left:
                return no(why, found[0])
            found = left
    best = max(found, key=lambda each: each.confidence)
    return MustResult(says=must.says, met=True, evidence=words(best))


_Asked = Callable[[Must], bool]
_Does = Callable[[Segment, str, str, Must], bool]

_TESTS: tuple[tuple[_Asked, _Does, str], ...] = (
    (lambda m: bool(m.focus), lambda s, text, buyer, m: s.focus in m.focus and _tells(text, s),
     "a question, but not after that"),
    (lambda m: m.takes_up, lambda s, text, buyer, m: s.takes_up and _goes_on(text, s, buyer),
     "it could be said to anybody: it does not use what they said"),
    (lambda m: m.sizes, lambda s, text, buyer, m: s.asks_number or s.quantifies,
     "no number is asked for or worked out"),
    (lambda m: m.grounded, lambda s, text, buyer, m: s.grounded,
     "none of their figures is in it"),
    (lambda m: m.own_words, lambda s, text, buyer, m: not _parrots(text, s, buyer),
     "these are their words"),
    (lambda m: m.dated, lambda s, text, buyer, m: _dated(text), "no day is named"),
    (lambda m: m.costs, lambda s, text, buyer, m: _costs(text), "it costs them nothing"),
)  # fmt: skip


def in_words(kind: Kind) -> str:
    """What a kind is called in a sentence."""
    return _KINDS.get(kind, kind.value.replace("_", " "))


_KINDS = {
    Kind.OPEN_QUESTION: "an open question",
    Kind.CLOSED_QUESTION: "a closed question",
    Kind.REFLECTION: "a summary of what they said",
    Kind.ACKNOWLEDGE: "sympathy",
    Kind.INSIGHT: "something new to them",
    Kind.PITCH: "a pitch",
    Kind.PROOF: "a customer story",
    Kind.ANSWER_CONCERN: "an answer to the concern",
    Kind.ADVISE: "advice",
    Kind.ADVANCE: "asking for a step",
    Kind.CONCEDE: "giving something away",
    Kind.DISQUALIFY: "stepping back",
    Kind.AGENDA: "setting the agenda",
    Kind.RAPPORT: "small talk",
    Kind.OTHER: "nothing in particular",
}


def _tells(text: str, segment: Segment) -> bool:
    """True for words that are about something: ``How are you?`` is about nothing."""
    from roleplay.listening.words import content

    return bool(content(text[segment.start : segment.end]))


_POINTERS = frozenset(
    {"he", "her", "him", "it", "she", "that", "them", "then", "there", "they", "those", "why"}
)


def _goes_on(text: str, segment: Segment, buyer: str) -> bool:
    """True where the words name what the buyer spoke of, or point at it.

    Stricter than the listener, which lets ``this year`` point back: a question that fits every
    answer is just what is not to be learnt.
    """
    from roleplay.listening.words import content, tokens

    words = text[segment.start : segment.end]
    pointed = any(token.word.split("'")[0] in _POINTERS for token in tokens(words))
    return pointed or bool(set(content(words)) & set(content(buyer)))


def _parrots(text: str, segment: Segment, buyer: str) -> bool:
    """True where most of what tells something in the words was the buyer's."""
    from roleplay.listening.words import content

    own = content(text[segment.start : segment.end])
    theirs = set(content(buyer))
    return bool(own) and sum(word in theirs for word in own) > _OWN * len(own)


def _dated(text: str) -> bool:
    from roleplay.listening.proposals import names_a_day_to_come
    from roleplay.listening.words import tokens

    return names_a_day_to_come([token.word for token in tokens(text)])


_GIVING = frozenset(
    {
        *("ask", "bring", "choose", "collect", "draft", "export", "get", "give", "include"),
        *("introduce", "invite", "involve", "join", "lend", "let", "name", "open", "pick"),
        *("prepare", "pull", "put", "run", "send", "set", "share", "show", "walk"),
    }
)
"""What a buyer can do that takes something of theirs: a person, data, access, an hour."""
_SELLERS = frozenset({"i", "we", "us"})


def _costs(text: str) -> bool:
    """True where the buyer is the one who is to do something: ``could you bring``, ``send me``."""
    from roleplay.listening.words import tokens

    said = [token.word for token in tokens(text)]
    for place, word in enumerate(said):
        if word not in _GIVING:
            continue
        before = said[max(0, place - 2) : place]
        if "you" in before or not _SELLERS & set(said[max(0, place - 3) : place]):
            return True
    return False
