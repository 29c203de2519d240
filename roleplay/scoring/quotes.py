"""Whether words that somebody says were said really were, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SAME_FROM = 88.0
"""Likeness, 0 to 100 (rapidfuzz's `partial_ratio` on `plain` text), from which a quote is taken
for the turn's own words. Measured on edited quotes in ``tests/scoring/test_quotes.py``: slips of
spelling and a lost small word stay above it, other words fall below."""
SHORTEST = 6
"""Characters that a quote has at least, unless it is all of the turn."""
LONGEST_GAP = 300
"""Characters that an ellipsis within a quote may stand for."""

_MARKS = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'"}
_MARKS |= dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_DOTS = re.compile(r"\s*(?:\[\s*)?\.{2,}(?:\s*\])?\s*")
_NEGATION = re.compile(
    r"not?|never|nobody|none|nothing|nowhere|without|hardly|barely|rarely|seldom|neither|nor"
    r"|cannot|unless"
)
_OPPOSITE = re.compile(
    r"yes|always|more|less|fewer|most|least|higher|lower|up|down|(?:in|de)creas(?:es?|ed|ing)"
    r"|(?:accept|reject)(?:s|ed)?"
)
_TURNED = re.compile(r"(?:un|dis|in|im|ir|il|non|mis)-?")
"""What, before a word, makes it its own opposite."""


@lru_cache(maxsize=256)
def plain(text: str) -> tuple[str, tuple[int, ...]]:
    """``text`` without differences that are none, and where each of its characters comes from.

    Case, kinds of quotation marks and dashes, runs of white space, an ellipsis in one character
    and invisible characters make no difference. The second value has one index into ``text`` for
    every character of the first.
    """
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(place)
            continue
        if unicodedata.category(character) == "Cf":
            continue
        as_plain = _MARKS.get(character) or unicodedata.normalize("NFKC", character).casefold()
        out.extend(as_plain)
        places.extend([place] * len(as_plain))
    while out and out[-1] == " ":
        out.pop()
        places.pop()
    return "".join(out), tuple(places)


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where in ``text`` the quoted words stand, (start, end) in code points; None if nowhere.

    An ellipsis within the quote stands for words left out, but for no negation. Numbers, negations
    and opposites are never taken one for another, however alike the rest is.
    """
    wanted = plain(quote.strip().strip("\"'“”‘’ "))[0]
    parts = [part for part in _DOTS.split(wanted) if _WORD.search(part)]
    if not any(_long_enough(part, text) for part in parts):
        return None
    first = last = _find_part(parts[0], text, 0)
    for part in parts[1:]:
        if last is None:
            return None
        before = last[1]
        last = _find_part(part, text, before)
        if last is None:
            return None
        left_out = text[before : last[0]]
        if len(left_out) > LONGEST_GAP or _negates(left_out):
            return None
    return None if first is None or last is None else (first[0], last[1])


def _long_enough(wanted: str, text: str) -> bool:
    words = _WORD.findall(wanted)
    if words == _WORD.findall(plain(text)[0]):
        return True
    return len(words) >= 2 and len(wanted) >= SHORTEST


def _find_part(wanted: str, text: str, after: int) -> tuple[int, int] | None:
    """Where one unbroken piece stands, at or after a place."""
    said, places = plain(text)
    begin = next((n for n, place in enumerate(places) if place >= after), len(places))
    at = _whole_words(said, wanted, begin)
    if at is not None:
        start, end = at
    else:
        from rapidfuzz import fuzz

        if len(wanted) > len(said) - begin:
            # The shorter of the two is looked for in the longer: more words than there are.
            wanted_fits = len(wanted) * SAME_FROM / 100 <= len(said) - begin
            if not wanted_fits or fuzz.ratio(wanted, said[begin:]) < SAME_FROM:
                return None
            start, end = begin, len(said)
        else:
            found = fuzz.partial_ratio_alignment(wanted, said[begin:], score_cutoff=SAME_FROM)
            if found is None:
                return None
            start, end = _to_words(said, begin + found.dest_start, begin + found.dest_end)
        begins, ends = _with_neighbours(wanted, said, start, end)
        theirs = said[begins:ends]
        if _telling(wanted) != _telling(theirs) or _turned_round(wanted, theirs):
            return None
    return (places[start], places[end - 1] + 1) if start < end else None


def _whole_words(said: str, wanted: str, begin: int) -> tuple[int, int] | None:
    """Where ``wanted`` stands word for word, not from the middle of a word."""
    at = said.find(wanted, begin)
    while at >= 0:
        end = at + len(wanted)
        if not (_joined(said, at) or _joined(said, end)):
            return at, end
        at = said.find(wanted, at + 1)
    return None


def _joined(said: str, place: int) -> bool:
    """Whether a place lies within a word; ``isn't`` is one."""
    return 0 < place < len(said) and _in_word(said[place - 1]) and _in_word(said[place])


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "'"


def _to_words(said: str, start: int, end: int) -> tuple[int, int]:
    """The place widened to whole words, or narrowed where it only touches a word's edge."""
    while _joined(said, start):
        start -= 1
    while _joined(said, end):
        end += 1
    while start < end and said[start] == " ":
        start += 1
    while end > start and said[end - 1] == " ":
        end -= 1
    return start, end


def _with_neighbours(wanted: str, said: str, start: int, end: int) -> tuple[int, int]:
    """One word more at an end where the quote has another word: it may be the ``not``."""
    words, found = wanted.split(), said[start:end].split()
    if found and words[0] != found[0] and start > 1:
        start = said.rfind(" ", 0, start - 1) + 1
    if found and words[-1] != found[-1] and end < len(said):
        after = said.find(" ", end + 1)
        end = len(said) if after < 0 else after
    return start, end


def _telling(said: str) -> list[str]:
    """The numbers, negations and opposites, in order: with another one it says something else."""
    from roleplay.listening.words import NUMBER_WORDS

    return [
        word
        for word in _words(said)
        if word[0].isdigit()
        or word in NUMBER_WORDS
        or _NEGATION.fullmatch(word)
        or _OPPOSITE.fullmatch(word)
    ]


def _turned_round(one: str, other: str) -> bool:
    """Whether a word of one is the opposite of a word of the other: ``happy`` and ``unhappy``."""
    mine, theirs = set(_words(one)), set(_words(other))
    return any(
        begins is not None and word[begins.end() :] in without
        for words, without in ((mine - theirs, theirs - mine), (theirs - mine, mine - theirs))
        for word in words
        if (begins := _TURNED.match(word)) is not None
    )


def _negates(left_out: str) -> bool:
    """Whether words have a negation in the sentence that goes on after them."""
    sentence = re.split(r"[.!?]\s", plain(left_out)[0])[-1]
    return any(map(_NEGATION.fullmatch, _words(sentence)))


def _words(said: str) -> list[str]:
    return _WORD.findall(said.replace("n't", " not"))
