"""What a turn is said into, and the parts of it as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from roleplay.domain.moves import Claim, Figure, Kind, Speaker, TopicScore

from . import questions, sizing
from .buyer import leanings
from .claims import claims
from .figures import figures, follows, same
from .remembering import asked_for, buyer_turns, echo, objection_in
from .segmenting import segments, starts_question
from .setting import Setting
from .words import content, tokens

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

    from .topics import Topics

LOOKED_AT = 400
"""Words of a segment from which its kind is told."""
_REMEMBERED = 60
"""Buyer's turns that are looked back on."""


class Scene(NamedTuple):
    """What a turn is said into."""

    turns: Sequence[Turn]
    """The buyer's, oldest first."""
    last: str
    last_words: str
    """The words of the last turn between blanks."""
    last_stems: frozenset[str]
    all_stems: frozenset[str]
    after_objection: float
    difficulty: bool
    asked_for: Kind | None
    given: tuple[Figure, ...]
    from_buyer: tuple[Figure, ...]
    topics: Topics | None
    nth: int
    """Turns of the seller's before this one."""
    asks: bool
    """The buyer's last turn ends by asking."""
    said: tuple[str, ...]
    """What the buyer's last turn may amount to, in steps."""
    spoken: dict[str, float]
    """By how much topics are likelier for what the buyer has just spoken of."""


def scene_of(context: Sequence[Turn], topics: Topics | None) -> Scene:
    """What a turn is said into: ``context`` are the turns before it, oldest first."""
    turns = buyer_turns(context)[-_REMEMBERED:]
    last = turns[-1].text if turns else ""
    from_buyer = tuple(figure for turn in turns for figure in figures(turn.text))
    return Scene(
        turns=turns,
        last=last,
        last_words=f" {' '.join(token.word for token in tokens(last))} ",
        last_stems=frozenset(content(last)),
        all_stems=frozenset(word for turn in turns for word in content(turn.text)),
        after_objection=_objection(turns, topics),
        difficulty=sizing.difficulty_in(last),
        asked_for=asked_for(last),
        given=_once((*from_buyer, *(topics.given if topics else ()))),
        from_buyer=from_buyer,
        topics=topics,
        nth=sum(turn.speaker is Speaker.SELLER for turn in context),
        asks=last.rstrip("\"'”’)] ").endswith("?"),
        said=_said(context),
        spoken=topics.spoken([turn.text for turn in reversed(turns[-3:])]) if topics else {},
    )


def _said(context: Sequence[Turn]) -> tuple[str, ...]:
    """What the buyer's last turn may amount to."""
    for place in range(len(context) - 1, -1, -1):
        if context[place].speaker is Speaker.BUYER:
            return leanings(context[place].text, context[:place])
    return ()


def _once(given: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures without those that say again what one before them said."""
    return tuple({(figure.value, figure.unit): figure for figure in given}.values())


def _objection(turns: Sequence[Turn], topics: Topics | None) -> float:
    """How much an objection of the buyer's stands: 1 in the last turn, less in those before."""
    for back, weight in ((1, 1.0), (2, 0.75), (3, 0.5)):
        if len(turns) < back:
            break
        text = turns[-back].text
        # Where the author wrote the objections, a doubtful word further back is none.
        doubted = objection_in(text) and (back == 1 or topics is None)
        if doubted or (topics is not None and topics.objecting(text)):
            return weight
    return 0.0


class Part(NamedTuple):
    """One thing that is done in a turn, before it is known what."""

    start: int
    end: int
    text: str
    here: list[str]
    """Its words."""
    words: list[str]
    """Those that ask, where others only lead in to a question; else all."""
    marked: bool
    """A question mark ends it."""
    setting: Setting
    """Without the kind of what stands before it."""
    figures: tuple[Figure, ...]
    grounded: bool
    """One of its figures was given, or follows from such."""
    meets: tuple[str, ...]
    """Objections of which it touches what meets them."""
    outright: tuple[TopicScore, ...]
    near: tuple[TopicScore, ...]
    claims: tuple[Claim, ...]


def parts_in(text: str, scene: Scene) -> list[Part]:
    """The parts of a turn, in order."""
    places = segments(text)
    return [_part(text, place, places, scene) for place in range(len(places))]


def _part(text: str, place: int, places: Sequence[tuple[int, int]], scene: Scene) -> Part:
    start, end = places[place]
    piece = text[start:end]
    here = [token.word for token in tokens(piece)[:LOOKED_AT]]
    marked = piece.rstrip("\"'”’)] ").endswith(("?", "？"))
    words = _asked_behind_colon(piece) or _asked_behind_comma(piece, here, marked) or here
    said = figures(piece)
    meets = scene.topics.meets(piece) if scene.topics else ()
    grounded = any(follows(figure, scene.given) for figure in said) if scene.given else False
    outright, near = scene.topics.named(piece, scene.spoken) if scene.topics else ((), ())
    claimed = claims(text, start, end)
    setting = Setting(
        echo=echo(piece, scene.last_stems, figures(scene.last)),
        echo_earlier=echo(piece, scene.all_stems, scene.from_buyer),
        after_objection=scene.after_objection,
        meets=bool(meets),
        claims=bool(claimed),
        step=scene.topics is not None and scene.topics.any_is("commitment", outright[:1]),
        last=place == len(places) - 1,
        has_figure=bool(said),
        mirrors=bool(said) and all(any(same(a, b) for b in figures(scene.last)) for a in said),
        repeats=len(here) > 1 and f" {' '.join(here)} " in scene.last_words,
        sells=scene.topics is not None and scene.topics.sells(words),
        asked_for=scene.asked_for,
        introduces=not marked and not place and len(scene.turns) < 2 and _only_names(piece),
        derived=grounded and sizing.worked_out(said, scene.given),
        place=place,
        parts=len(places),
        nth=scene.nth,
        buyer_asks=scene.asks,
        buyer_words=tuple(scene.last_words.split()),
        buyer_said=scene.said,
    )
    return Part(start, end, piece, here, words, marked, setting, tuple(said), grounded, meets,
                outright, near, claimed)  # fmt: skip


def _only_names(piece: str) -> bool:
    """True for ``Tomasz, Brent Halvorsen, Northmere``, and nothing else."""
    words = piece.strip(".,! ").replace(",", " ").split()
    return 1 < len(words) <= 6 and all(
        word[0].isupper() or word in ("from", "at", "of", "here") for word in words
    )


def _asked_behind_colon(piece: str) -> list[str]:
    """The words of the question that a colon introduces, none where there is no such question."""
    _, colon, behind = piece.partition(":")
    words = tokens(behind)
    if not colon or not words or not starts_question(words, 0):
        return []
    return [token.word for token in words]


_CALLED_FIRST = 4
"""So many words before a comma may call somebody or lead in to a question without a mark."""


def _asked_behind_comma(piece: str, here: Sequence[str], marked: bool) -> list[str]:
    """The words of a question behind ``Seriously,`` or a name, where the whole does not ask."""
    if questions.form(here, marked).strength >= 2 or questions.tag_length(here):
        return []
    words = tokens(piece)
    for i in range(1, len(words)):
        gap = piece[words[i - 1].end : words[i].start]
        if not any(mark in gap for mark in ",–—") or not (marked or i <= _CALLED_FIRST):
            continue
        first = i + 1 if words[i].word in ("and", "so", "but") and i + 1 < len(words) else i
        if starts_question(words, first) and len(words) - first > 2:
            asked = [token.word for token in words[first:]]
            if questions.form(asked, marked).strength >= 2:
                return asked
    return []
