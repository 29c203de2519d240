"""Words in a call that are meant for whoever scores it, and not for the other side.

They are found by what no one says to a buyer: to leave the rules of scoring, to a judge by that
name, the mark itself, the marks of a prompt's own structure, the other side's words under their
name, and all of these hidden in code, in look-alike letters or in another language. What is found
never counts as evidence and is not sent to a judge; a person is shown it.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from roleplay.domain.moves import BuyerSaid, Kind, Segment
from roleplay.domain.transcript import HeardCall, HeardTurn

from .meant import MARKS, NAMED, ORDERS, SHOP_TALK_FROM, STRUCTURE, labels, weight
from .quotes import plain


@dataclass(frozen=True, slots=True)
class Aimed:
    """Where in a turn the words stand, and what they try."""

    turn: int
    start: int
    end: int
    why: str

    def touches(self, turn: int, start: int, end: int) -> bool:
        """Whether words at that place have any of these in them."""
        return turn == self.turn and start < self.end and self.start < end


def aimed_in(call: HeardCall, names: Collection[str] = ()) -> tuple[Aimed, ...]:
    """What in a call is aimed at its judge, at most one stretch a turn.

    Args:
        call: the call.
        names: what the people in it are called, so that ``Dana:`` is known for a name.
    """
    found = ((turn, aimed_at_judge(turn.text, names)) for turn in call.turns)
    return tuple(Aimed(turn.turn, *where) for turn, where in found if where is not None)


def without(call: HeardCall, aimed: Collection[Aimed]) -> HeardCall:
    """The call with nothing heard in words that are aimed at a judge; every turn keeps its text."""
    if not aimed:
        return call
    return call.model_copy(update={"turns": tuple(_deaf_to(turn, aimed) for turn in call.turns)})


def _deaf_to(turn: HeardTurn, aimed: Collection[Aimed]) -> HeardTurn:
    mine = [each for each in aimed if each.turn == turn.turn]
    if not mine:
        return turn

    def kept(item: Segment | BuyerSaid) -> bool:
        return not any(each.touches(turn.turn, item.start, item.end) for each in mine)

    heard = turn.heard
    if heard is not None:
        segments = tuple(segment for segment in heard.segments if kept(segment))
        kinds = [segment.kind for segment in segments]
        dominant = heard.dominant if heard.dominant in kinds else (kinds or [Kind.OTHER])[0]
        heard = heard.model_copy(update={"segments": segments, "dominant": dominant})
    said = tuple(item for item in turn.said if kept(item))
    return turn.model_copy(update={"heard": heard, "said": said})


def spoken_to_the_other(call: HeardCall, aimed: Collection[Aimed]) -> HeardCall:
    """The call without the turns that are aimed at a judge from end to end."""
    kept = tuple(turn for turn in call.turns if unaimed(turn, aimed) != LEFT_OUT)
    return call.model_copy(update={"turns": kept})


LEFT_OUT = "[...]"
"""Stands for words that are not shown to a judge."""


def unaimed(turn: HeardTurn, aimed: Iterable[Aimed]) -> str:
    """What a turn says without the words aimed at a judge."""
    for each in aimed:
        if each.turn == turn.turn:
            return f"{turn.text[: each.start]}{LEFT_OUT}{turn.text[each.end :]}".strip()
    return turn.text


def aimed_at_judge(text: str, names: Collection[str] = ()) -> tuple[int, int, str] | None:
    """Where a turn's words are aimed at a judge, from the first to the last, and how."""
    hits = list(_hits(text, names))
    if not hits:
        return None
    start, end = min(hit[0] for hit in hits), max(hit[1] for hit in hits)
    return start, end, min(hits)[2]


def _hits(text: str, names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    structure = STRUCTURE.search(text)
    if structure is not None:
        yield structure.start(), len(text), "looks like part of a prompt"
    spoken_for = (*labels(frozenset(names)).finditer(text), *NAMED.finditer(text))
    for label in spoken_for:
        line_end = text.find("\n", label.end())
        yield (
            label.start(),
            len(text) if line_end < 0 else line_end,
            "puts words in someone's mouth",
        )
    goes_on = ""
    for start, end in _sentences(text):
        sentence = text[start:end]
        if sentence.rstrip("\"')] ").endswith("?"):
            goes_on = ""
        elif goes_on:
            # What follows an order belongs to it, up to the next question to the buyer.
            yield start, end, goes_on
            continue
        why = _why(sentence)
        if why:
            yield start, end, why
            goes_on = why


def _why(sentence: str) -> str:
    """How a sentence is meant for a judge; empty if it is not."""
    if any("\U000e0000" <= character <= "\U000e007f" for character in sentence):
        return "has invisible words in it"
    if _says_it(plain(sentence)[0]):
        return "tells a judge what to do"
    if any(_says_it(view) for view in _views(sentence)):
        return "tells a judge what to do, in disguise"
    if any(_is_text(decoded) for decoded in _decoded(sentence)):
        return "has words in code in it"
    return ""


_SENTENCE = re.compile(r"[^\n]+?(?:[.!?。！？]+[\"')\]]*(?=\s|$)|(?=\n)|$)")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text):
        if found[0].strip():
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield start, found.end()


def _says_it(said: str) -> bool:
    asks = said.rstrip(" \"')]").endswith("?")
    if ORDERS.search(said):
        return True
    return not asks and (bool(MARKS.search(said)) or weight(said) >= SHOP_TALK_FROM)


_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһкмтвнıοαεικρτυν", "aeopcyxijsdhkmtbhioaeikptuv")
_FOR_LETTERS = str.maketrans("013457@$!", "oieastasi")
_APART = re.compile(r"\b(?:\w[.\-_*· ]){3,}\w\b")
_WRITTEN_OUT = {"ur": "your", "u": "you", "pls": "please", "n": "and", "pts": "points"}
_SHORT = re.compile(rf"\b(?:{'|'.join(_WRITTEN_OUT)})\b")
_MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[0-9@$!])[\w@$!]+")


def _views(sentence: str) -> Iterator[str]:
    """The sentence as somebody may have meant it to be read."""
    said = _SHORT.sub(lambda found: _WRITTEN_OUT[found[0]], plain(sentence)[0])
    yield said
    alike = said.translate(_LOOK_ALIKE)
    yield alike
    yield _MIXED.sub(lambda found: found[0].translate(_FOR_LETTERS), alike)
    yield _APART.sub(lambda found: re.sub(r"[.\-_*· ]", "", found[0]), alike)
    yield codecs.encode(said, "rot13")
    yield said[::-1]


_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[ :]?){12,}")


def _decoded(sentence: str) -> Iterator[str]:
    for found in _BASE64.findall(sentence):
        with_end = found.rstrip("=") + "=" * (-len(found.rstrip("=")) % 4)
        try:
            yield base64.b64decode(
                with_end, altchars=b"-_" if set("-_") & set(found) else None
            ).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
    for found in _HEX.findall(sentence):
        try:
            yield bytes.fromhex(re.sub(r"[ :]", "", found)).decode("utf-8")
        except ValueError:
            continue


def _is_text(decoded: str) -> bool:
    letters = sum(character.isalpha() or character == " " for character in decoded)
    return len(decoded) >= 8 and " " in decoded and letters >= 0.8 * len(decoded)
