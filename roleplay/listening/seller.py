"""Hearing a seller's turn: segment by segment, in the light of what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.domain.moves import (
    ASKING,
    QUESTIONS,
    Figure,
    Focus,
    Heard,
    Kind,
    Segment,
    TopicScore,
    Wants,
)

from . import kinds, sizing
from .foreign import foreign
from .likeness import telling
from .proposals import names_a_day_to_come
from .remembering import (
    contradicts,
    points,
    points_back,
    takes_up,
)
from .replies import owns_up
from .scene import LOOKED_AT, Part, Scene, parts_in, scene_of
from .wants import wants
from .words import content, tokens

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

    from .topics import Topics

_STATEMENTS = frozenset(Kind) - QUESTIONS - {Kind.REFLECTION, Kind.RAPPORT, Kind.AGENDA}
_OVER_A_POINTER = 0.5
"""Score from which a topic is meant although the words also point back."""
_OUTWEIGHED = 0.75
"""Score below which a topic gives way to what was said just before in the same turn."""
_POINTED_AT = frozenset(
    {Kind.PITCH, Kind.PROOF, Kind.ADVISE, Kind.ADVANCE, Kind.ANSWER_CONCERN, Kind.CONCEDE}
)
"""What "that" may mean when the seller has just said it themselves."""
_QUOTES = frozenset({"said", "told", "mentioned", "wrote", "say"})
_A_FEW = 3
"""So few words may be all that the buyer said, and a mirror nevertheless."""
_A_MIRROR = 9
"""So many words of the buyer's, said again, are more than a mirror."""
_NOT_UNDERSTOOD = 0.2
"""How surely what is in another language does nothing."""
_MOST_OF_IT = 0.7
"""Share of the buyer's turn that is nearly all of it."""


def hear(text: str, context: Sequence[Turn], topics: Topics | None = None) -> Heard:
    """What a seller's turn does.

    ``context`` holds the earlier turns, oldest first; ``topics`` those of the scenario, None for
    a call without one. Never fails: words that cannot be understood are `Kind.OTHER`, and a text
    without any is a pause, with no segments.
    """
    scene = scene_of(context, topics)
    parts = parts_in(text, scene)
    return together(text, scene, parts, told_of(parts))


def told_of(parts: Sequence[Part]) -> kinds.Told:
    """What each part does, by its words and what they are said into."""
    return kinds.told([(part.words, part.marked, part.setting) for part in parts])


def together(text: str, scene: Scene, parts: Sequence[Part], told: kinds.Told) -> Heard:
    """What the parts of a turn come to, once it is known what each of them does."""
    topics = scene.topics
    heard: list[Segment] = []
    for part, judged in zip(parts, told.parts, strict=True):
        segment = _segment(part, judged, scene, heard)
        if segment.kind is Kind.ADVANCE and topics is not None:
            segment = _named_before(segment, heard, topics, part.text)
        elif segment.kind in QUESTIONS and not segment.takes_up and _unsure(segment):
            segment = _announced(segment, heard, part.text)
        elif segment.kind is Kind.REFLECTION and _checks_back(part.text):
            _check_back(text, heard, scene)
        heard.append(segment)
    if _parrots(text, scene.last_words):
        # To say the buyer's whole turn again shows nothing, and asks for nothing.
        return _nothing(heard, 1.0)
    if _strange(text, scene):
        return _nothing(heard, _NOT_UNDERSTOOD)
    return Heard(segments=tuple(heard), dominant=_dominant(heard, told.dominant))


def _nothing(heard: Sequence[Segment], confidence: float) -> Heard:
    """The same parts, of which none does anything."""
    empty = [
        Segment(kind=Kind.OTHER, start=each.start, end=each.end, confidence=confidence)
        for each in heard
    ]
    return Heard(segments=tuple(empty), dominant=Kind.OTHER)


def _dominant(heard: Sequence[Segment], told: Kind) -> Kind:
    """What the turn is for; where that was heard otherwise in the end, what most of it does."""
    if not heard or any(segment.kind is told for segment in heard):
        return told
    return max(heard, key=lambda segment: segment.end - segment.start).kind


def _parrots(text: str, last_words: str) -> bool:
    """True if a turn is the buyer's last one, or most of it, word for word; a mirror is shorter."""
    words = [token.word for token in tokens(text)[:LOOKED_AT]]
    there = len(last_words.split())
    all_of_it = len(words) == there and there > _A_FEW
    most_of_it = len(words) >= max(_A_MIRROR, _MOST_OF_IT * there)
    return (all_of_it or most_of_it) and f" {' '.join(words)} " in last_words


def _strange(text: str, scene: Scene) -> bool:
    return foreign(text, {token.word for turn in scene.turns for token in tokens(turn.text)})


def _checks_back(said: str) -> bool:
    """True for ``have I got that right?`` and its like, with nothing summed up in it."""
    words = [token.word for token in tokens(said)]
    return len(words) <= 10 and words[-1] == "right" and "i" in words


def _check_back(text: str, heard: list[Segment], scene: Scene) -> None:
    """What is checked with the buyer was summed up: the statement before is a reflection."""
    if heard and heard[-1].kind in _SUMMED_UP and (heard[-1].grounded or heard[-1].takes_up):
        said = text[heard[-1].start : heard[-1].end]
        wrong = contradicts(said, scene.turns)
        changed = {"kind": Kind.REFLECTION, "contradicts": wrong, "claims": ()}
        heard[-1] = heard[-1].model_copy(update=changed)


_SUMMED_UP = frozenset({Kind.INSIGHT, Kind.PROOF, Kind.OTHER, Kind.ANSWER_CONCERN})


def _named_before(
    segment: Segment, before: Sequence[Segment], topics: Topics, said: str
) -> Segment:
    """An advance that names no step is about the one named before it in the same turn.

    Else what is asked for a day is about the one that it comes nearest to.
    """
    if topics.any_is("commitment", segment.topics):
        return segment
    for earlier in reversed(before):
        steps = tuple(t for t in earlier.topics if topics.any_is("commitment", (t,)))
        if steps:
            return segment.model_copy(update={"topics": (*steps, *segment.topics)})
    # "Just Tarn Valley then, shall I make the introduction?"
    meant = before[-1].near if before and before[-1].kind is Kind.OTHER else ()
    if meant and topics.any_is("commitment", meant[:1]):
        return segment.model_copy(update={"topics": (*meant[:1], *segment.topics)})
    nearest = topics.step(said)
    if nearest and names_a_day_to_come([token.word for token in tokens(said)]):
        return segment.model_copy(update={"topics": (*nearest, *segment.topics)})
    return segment


_POINTING = frozenset({"that", "those", "this", "these"})


def _unsure(segment: Segment) -> bool:
    """True if a segment names no topic, or one that is easily outweighed."""
    return not segment.topics or segment.topics[0].score < _OUTWEIGHED


def _announced(segment: Segment, before: Sequence[Segment], said: str) -> Segment:
    """A question about nothing named is about what ``let me ask about the audit`` announced.

    So is one that points back (``and who argues them``) at what was asked just before it.
    """
    if not before or not before[-1].topics:
        return segment
    words = [token.word for token in tokens(said)]
    asked = not segment.topics and before[-1].kind in ASKING and points_back(words)
    mirrored = before[-1].kind is Kind.REFLECTION and bool(_POINTING & set(words))
    if (before[-1].kind is Kind.AGENDA and not segment.topics) or asked or mirrored:
        return segment.model_copy(update={"topics": before[-1].topics, "near": ()})
    return segment


def _segment(part: Part, judged: kinds.Judged, scene: Scene, before: Sequence[Segment]) -> Segment:
    piece, words, said = part.text, part.words, part.figures
    here, outright, near = part.here, part.outright, part.near
    setting, kind = part.setting, judged.kind
    wanted = wants(here, asks=part.marked or kind in QUESTIONS)
    if wanted in (Wants.REPEAT, Wants.AGREEMENT):
        outright, near = (), ()
        kind = Kind.CLOSED_QUESTION if wanted is Wants.REPEAT else kind
    if kind in QUESTIONS and scene.topics is not None:
        # What is asked and not proposed is about no step that could be taken.
        outright, near = scene.topics.without_steps(outright), scene.topics.without_steps(near)
    if kind is Kind.REFLECTION and scene.topics is not None and _QUOTES & set(here[:6]):
        quoted = scene.topics.quoted(piece)
        outright, near = (quoted, ()) if quoted else (outright, near)
    if kind in ASKING and not (outright or setting.repeats) and scene.topics is not None:
        outright = scene.topics.taken_up(piece, [turn.text for turn in reversed(scene.turns)])
    if kind is Kind.OTHER or setting.repeats:
        # What does nothing, or only says the buyer's words again, is about little by itself.
        outright = tuple(topic for topic in outright if topic.score >= _OUTWEIGHED)
    if kind in (Kind.ACKNOWLEDGE, Kind.RAPPORT):
        outright, near = (), ()
    refers = not any(s.kind in _POINTED_AT for s in before)
    taken = takes_up(piece, kind, scene.last, refers) or (
        kind in QUESTIONS and _goes_on(piece, before, outright)
    )
    focus = kinds.focus(words, setting, scene.difficulty) if kind in QUESTIONS else None
    if kind in QUESTIONS and near and not outright and not points(words):
        # Of something else than the last turn: a word they share does not make it a follow-up.
        taken = False
    weak = kind in QUESTIONS and (not outright or outright[0].score < _OVER_A_POINTER)
    if weak and refers and scene.last and (focus is Focus.IMPLICATION or (taken and points(words))):
        # "How many fines is that?": what "that" is weighs more than a word some topic shares, and
        # a consequence is one of what was spoken of.
        taken = True
        outright, near = (), (*outright, *near)
    asks_number = kind in QUESTIONS and sizing.asks_number(words)
    sizes_need = scene.topics is not None and scene.topics.any_is("need", outright)
    return Segment(
        kind=kind,
        start=part.start,
        end=part.end,
        confidence=judged.confidence,
        quantifies=sizing.quantifies(
            kind, words, said, scene.given, scene.from_buyer, taken or sizes_need
        ),
        focus=focus,
        topics=outright,
        near=near[:4],
        takes_up=taken,
        meets=part.meets,
        asks_number=asks_number,
        grounded=part.grounded,
        unsupported=_unsupported(kind, words, part.start, said, scene),
        contradicts=contradicts(piece, scene.turns) if kind is Kind.REFLECTION else None,
        claims=part.claims if kind in _STATEMENTS else (),
        owns_up=kind in _STATEMENTS and owns_up(words),
        wants=wanted,
    )


def _goes_on(piece: str, before: Sequence[Segment], outright: Sequence[TopicScore]) -> bool:
    """True for a question about nothing of its own behind a reflection that took up the buyer."""
    mirrored = bool(before) and before[-1].kind is Kind.REFLECTION
    return mirrored and not outright and all(telling(word) < 1.0 for word in content(piece)[1:])


def _unsupported(
    kind: Kind, words: Sequence[str], start: int, said: Sequence[Figure], scene: Scene
) -> Figure | None:
    if kind in QUESTIONS:
        return None
    figure = sizing.unsupported(kind, words, said, scene.given)
    if figure is None:
        return None
    return figure.model_copy(update={"start": figure.start + start, "end": figure.end + start})
