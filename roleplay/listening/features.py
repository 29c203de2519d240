"""What a segment shows: the features by which the trained models tell what it does.

A feature is a short text. `kind`: words alone and in pairs, how the segment begins and ends, how
it asks, whom it speaks of, what of it the buyer said before, where in its turn it stands, what
came before it, and what the rules make of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from roleplay.domain.moves import Focus, Kind

from .questions import Form
from .setting import Setting
from .words import FILLERS, NUMBER_WORDS, word_set

_MOST_WORDS = 80
"""Words of a segment that are looked at."""
_A_DAY = word_set("""
    monday tuesday wednesday thursday friday saturday sunday tomorrow today tonight
    """)
_A_MONTH = word_set("""
    january february april june july august september october november december
    """)
_WHOSE = (
    ("Y", word_set("you your yours yourself")),
    ("W", word_set("we our us ours")),
    ("I", word_set("i me my mine myself")),
    ("T", word_set("they them their theirs he she him her his")),
)
_LENGTHS = (1, 2, 4, 7, 12, 20, 35)
_BUYERS_LENGTHS = (0, 3, 10, 30)
_THIRD, _TWO_THIRDS = 0.34, 0.67
_STEM = 5
"""So many letters of a longer word are a feature too: its other forms begin with them."""
_BUYERS_LAST = 15
"""Words at the end of the buyer's turn that are looked at."""
_MOST_SCORE = 7
_SOME = 0.5
"""Score of the rules from which it is worth a feature of its own."""


@lru_cache(maxsize=8192)
def classed(word: str) -> str:
    """A word, or what it stands for where any other of its sort would do."""
    if word[:1].isdigit() or word in NUMBER_WORDS:
        return "0#"
    if word in _A_DAY:
        return "@day"
    return "@month" if word in _A_MONTH else word


def level(value: int, edges: Sequence[int]) -> int:
    """How many of the edges a value is beyond."""
    return sum(value > edge for edge in edges)


def _share(value: float) -> int:
    """A share in four steps: none, little, much, nearly all."""
    if value <= 0:
        return 0
    return 1 if value < _THIRD else 2 if value < _TWO_THIRDS else 3


def _wording(words: Sequence[str], bare: Sequence[str]) -> list[str]:
    return [
        *(f"u {word}" for word in dict.fromkeys(words)),
        *(f"b {a} {b}" for a, b in dict.fromkeys(pairwise(words))),
        f"^ {words[0]}",
        f"^^ {' '.join(words[:2])}",
        f"^b {bare[0]}",
        f"^bb {' '.join(bare[:2])}",
        f"^bbb {' '.join(bare[:3])}",
        f"$ {words[-1]}",
        f"$$ {' '.join(words[-2:])}",
    ]


def kind(
    words: Sequence[str],
    marked: bool,
    asked: Form,
    cues: Mapping[Kind, float],
    setting: Setting,
) -> list[str]:
    """What a segment of lower-case ``words`` shows of its kind.

    ``marked`` if a question mark ends it; ``asked`` how its form asks; ``cues`` what the rules
    score for each kind.
    """
    said = [classed(word) for word in words[:_MOST_WORDS]]
    bare = [word for word in said if word not in FILLERS] or said
    shown = _wording(said, bare)
    first = bare[0]
    there = set(said)
    whose = "".join(letter for letter, persons in _WHOSE if persons & there)
    form = f"{int(asked.strength * 2)}{'oc'[not asked.is_open]}{'m' * asked.by_mark_only}"
    length = level(len(said), _LENGTHS)
    echo, earlier = _share(setting.echo), _share(setting.echo_earlier)
    before = setting.previous or "-"
    objected = f"{setting.after_objection:.2f}"
    place, parts = min(setting.place, 3), min(setting.parts, 5)
    asks = setting.buyer_asks
    nth = min(setting.nth, 2)
    shown += (
        "always",
        f"L{length}",
        f"whose {whose}",
        f"form {form}",
        f"form {form} L{length}",
        f"mark {marked}",
        f"echo {echo}",
        f"earlier {earlier}",
        f"echo {echo}{earlier} {whose}",
        f"echo {echo} form {form}",
        f"echo {echo} L{length}",
        f"echo {echo} ^{first}",
        f"whose {whose} form {form}",
        f"whose {whose} L{length}",
        f"p {before}",
        f"p {before} form {form}",
        f"p {before} {whose}",
        f"p {before} ^{first}",
        f"p {before} echo {echo}",
        f"place {place}",
        f"last {setting.last}",
        f"only {parts == 1} L{length}",
        f"parts {parts}",
        f"objected {objected}",
        f"objected {objected} {whose}",
        f"objected {objected} p {before}",
        f"wants {setting.asked_for}",
        f"wants {setting.asked_for} {whose}",
        f"asks {asks}",
        f"asks {asks} form {form} {whose}",
        f"asks {asks} place {min(place, 2)}",
        f"buyer L{level(len(setting.buyer_words), _BUYERS_LENGTHS)}",
        f"nth {nth}",
        f"nth {nth} place {min(place, 2)}",
    )
    shown += (f"s {stem}" for stem in {word[:_STEM]: 1 for word in said if len(word) > _STEM})
    if setting.last and setting.buyer_words:
        shown += (f"B {word}" for word in dict.fromkeys(setting.buyer_words[-_BUYERS_LAST:]))
        shown.append(f"B1 {' '.join(setting.buyer_words[:2])}")
    for name in _FLAGS:
        if getattr(setting, name):
            shown += (name, f"{name} {whose}")
    for each in setting.buyer_said:
        shown += (f"said {each}", f"said {each} {whose}", f"said {each} p {before}",
                  f"said {each} form {form}")  # fmt: skip
    if setting.has_figure:
        shown += (f"figure echo {echo}", f"figure objected {objected}")
    return shown + _ruled(cues)


_FLAGS = ("claims", "has_figure", "mirrors", "repeats", "introduces", "derived", "step", "sells",
          "meets")  # fmt: skip


def _ruled(cues: Mapping[Kind, float]) -> list[str]:
    """What the rules make of it: the best two kinds, and how much speaks for each."""
    ranked = sorted(((score, kind) for kind, score in cues.items() if score > 0), reverse=True)
    shown = [
        f"rule {kind} {int(min(score, _MOST_SCORE))}" for score, kind in ranked if score >= _SOME
    ]
    if ranked:
        shown.append(f"rule1 {ranked[0][1]}")
    if len(ranked) > 1:
        shown.append(f"rule1 {ranked[0][1]} rule2 {ranked[1][1]}")
    return shown


class Asked(NamedTuple):
    """What the seller's last turn leaves a buyer to answer."""

    kinds: frozenset[str] = frozenset()
    """What was heard in it, as far as its own words tell."""
    number: bool = False
    """It asks for a figure."""
    figure: bool = False
    """It holds one."""
    words: frozenset[str] = frozenset()
    """Stems of what it speaks of."""


class Sentence(NamedTuple):
    """A sentence of a buyer's turn, as far as what it amounts to depends on it."""

    words: Sequence[str]
    asks: bool
    units: frozenset[str]
    """The units of the figures in it."""
    place: int
    of: int
    """How many sentences the turn has."""
    stems: frozenset[str]


def said(sentence: Sentence, asked: Asked, cues: Mapping[str, float]) -> list[str]:
    """What a sentence of a buyer's shows of what it amounts to.

    ``cues``: what the lexicon scores for each thing that it may be.
    """
    words = [classed(word) for word in sentence.words[:_MOST_WORDS]] or ["-"]
    bare = [word for word in words if word not in FILLERS] or words
    shown = _wording(words, bare)
    whose = "".join(letter for letter, persons in _WHOSE if persons & set(words))
    length = level(len(words), _LENGTHS)
    denied = bool(_DENIALS & set(words))
    echo = bool(asked.words & sentence.stems)
    shown += (
        "always",
        f"L{length}",
        f"whose {whose}",
        f"whose {whose} L{length}",
        f"asks {sentence.asks}",
        f"asks {sentence.asks} {whose}",
        f"denied {denied}",
        f"place {min(sentence.place, 2)}",
        f"last {sentence.place == sentence.of - 1}",
        f"only {sentence.of == 1} L{length}",
        f"echo {echo}",
        f"number asked {asked.number} {bool(sentence.units)}",
        f"figure before {asked.figure} {bool(sentence.units)}",
    )
    for unit in sorted(sentence.units):
        shown += (f"unit {unit}", f"unit {unit} {whose}")
    for heard in sorted(asked.kinds):
        shown += (f"after {heard}", f"after {heard} ^{bare[0]}", f"after {heard} L{length}",
                  f"after {heard} {whose}", f"after {heard} {bool(sentence.units)}")  # fmt: skip
    shown += (f"cue {name} {int(min(score, _MOST_SCORE))}" for name, score in cues.items() if score)
    return shown


_DENIALS = word_set("no not never nothing nobody none hardly without neither nor")


def focus(words: Sequence[str], by_rule: Focus, setting: Setting, difficulty: bool) -> list[str]:
    """What a question shows of what it is after; ``by_rule``: what the rules take it for."""
    said = [classed(word) for word in words[:_MOST_WORDS]] or ["-"]
    bare = [word for word in said if word not in FILLERS] or said
    echo = _share(setting.echo)
    return [
        *_wording(said, bare),
        "always",
        f"rule {by_rule}",
        f"rule {by_rule} difficulty {difficulty}",
        f"L{level(len(said), _LENGTHS)}",
        f"difficulty {difficulty} ^{bare[0]}",
        f"echo {echo}",
        f"objected {setting.after_objection:.2f}",
        f"nth {min(setting.nth, 3)}",
    ]
