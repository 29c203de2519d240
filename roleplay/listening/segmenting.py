"""Where one thing a speaker does ends and the next begins."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .phrases import lexicon
from .words import FILLERS, Token, tokens, word_runs, word_set

MOST_SEGMENTS = 60
"""Nobody takes in more things in one turn: what comes after belongs to the last."""
Place = tuple[int, int]
"""First code point, and one past the last."""

_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+|;\s|[。！？]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?i:mr|mrs|ms|dr|prof|st|vs|approx|inc|ltd|co)|(?i:e\.g|i\.e)|(?<!['’])\b[A-HJ-Z])$"
)

WH = word_set("what how why where when who which whose")
AUXILIARIES = word_set("""
    do does did is are was were am can could would will should shall has have had might may
    """)
_SUBJECTS = word_set("""
    you your we they he she it i that this these those there the a an anyone anybody any someone
    somebody everybody people one each all our their his her its my
    """)
_DONE = word_set("a an the it this that these those one each its my his her their")
"""What follows ``do`` and ``have`` where something is done or had, and nothing is asked."""
_LEADS_ON = word_set("""
    know tell me see about of wonder wondering ask asking understand understanding show explain
    on for in with to at depends is are was were that than like describe exactly whatever no
    matter sure idea sense find found learn hear heard curious and/or say remember forget from
    by knows know knowing decide decided figure discuss share us you think sees like
    """)
"""A wh-word after one of these goes on with the same clause."""

_SUBJECT_QUESTIONS = frozenset(
    word_runs("""
    what happens | what happened | what makes | what made | what led | what drives | what
    brought | what causes | who signs | who owns | who decides | who runs | who approves | who
    pays | who makes | who looks | who handles | who else | how many | how much | how often |
    how long | how big | how come | how about | what about | what if | why not | what else |
    what kind | what percentage | what share | what sort | what other | which of
    """)
)
"""How a question begins that has no auxiliary behind its wh-word."""

_BEFORE_WHICH = word_set("at in on for to from with by")
_OPINES = word_set("think reckon guess suppose")
_NO_VERBS = word_set(
    "this always others ours yours theirs business days weeks months years matters"
)
"""Behind ``what`` and ``who`` they are no verbs of a question, although they end like one."""
_PROMPTS = word_runs("""
    tell me | walk me | talk me | help me understand | give me an | say more | go on | any idea
    """)
_PROMPTS_BEGIN = frozenset(prompt[0] for prompt in _PROMPTS)
_FRESH = word_runs("""
    that makes sense | makes sense | got it | fair enough | so you are | so you | it sounds |
    sounds like | our | we have | we do | we offer | we help | we see | we find | i think | i
    would | i understand | i hear | i see | the reason | most | let us | thanks | thank you |
    because | shall we | if we | one of our | that is fair | i appreciate | okay | i am | i will
    """)
"""How a new clause may begin in a stretch without punctuation."""
_FRESH_BEGIN = frozenset(phrase[0] for phrase in _FRESH)

_OPENING = frozenset(
    word_runs("""
    fair enough | that makes sense | makes sense | got it | understood | i hear you | i
    understand | that is fair | thank you | thanks | i appreciate that | fair point | good point
    | that is a fair point | that is a fair concern | hi | hello | good morning | good afternoon
    """)
)
"""What is one thing by itself when a comma or a new question follows it."""

_LONGEST_OPENING = 12
"""Words, fillers before it included, behind which no opening ends."""
_ASKING_TO_COME = word_set("wondering wonder curious ask asking question know tell")
_NOTHING_YET = FILLERS | word_set("just roughly about maybe know mean sorry exactly")
"""Words that make no clause of their own before a question."""
_FIRST_CLAUSE = word_set("if when since given after once because before while")
"""A clause with one of these leads on to the question behind it."""
_GOES_ON = word_runs("go on | say more")
"""Prompts that also end other questions: ``what does it go on``."""
_PROPOSING = word_set("would could can may shall will let")
"""Behind what begins with one of these, ``, who`` tells more of somebody and asks nothing."""
_IF_CLAUSE = 9
"""So many words behind an ``if`` a question may begin that belongs to it."""
_SOMEBODY = word_set("somebody someone anybody anyone person")
_BARELY = 3
"""So few words before a comma only say who or what is asked about."""
_COURTESIES = ("acknowledge", "rapport", "disqualify", "reflection")
_INTRODUCES = 14
"""So many words before a colon belong to the question behind it."""
_RUN_ON = 9
"""Words without punctuation from which a stretch may be cut where a new clause begins."""


@lru_cache(maxsize=256)
def segments(text: str) -> tuple[Place, ...]:
    """The places of the segments of ``text``: trimmed, in order, not overlapping."""
    found: list[Place] = []
    for start, end in sentences(text):
        found.extend(_clauses(text, start, end))
        if len(found) > MOST_SEGMENTS:
            break
    if len(found) > MOST_SEGMENTS:
        rest = _trimmed(text, found[MOST_SEGMENTS - 1][0], len(text))
        found[MOST_SEGMENTS - 1 :] = [rest] if rest else []
    return tuple(found)


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Place, ...]:
    """The places of the sentences of ``text``, trimmed; those without any word are left out."""
    found: list[Place] = []
    begin = 0
    for stop in _STOP.finditer(text):
        if stop[0] == "." and _ABBREVIATION.search(
            text, max(begin, stop.start() - 8), stop.start()
        ):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
    found.append((begin, len(text)))
    places = (_trimmed(text, start, end) for start, end in found)
    return tuple(place for place in places if place is not None)


def _trimmed(text: str, start: int, end: int) -> Place | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start >= end or not any(not c.isspace() and c.isprintable() for c in text[start:end]):
        return None
    if all(c in ".!?…\"'”’)];" for c in text[start:end]):
        return None
    return start, end


def starts_question(words: tuple[Token, ...], i: int) -> bool:
    """True if a question may begin at word ``i``: form alone, whatever stands before it."""
    word = words[i].word
    after = words[i + 1].word if i + 1 < len(words) else ""
    if word in WH:
        if after in AUXILIARIES or (word, after) in _SUBJECT_QUESTIONS:
            return True
        if word in ("what", "who") and len(after) > 3 and after.endswith("s"):
            return after not in _NO_VERBS
        return any(
            words[j].word in AUXILIARIES and j + 1 < len(words) and words[j + 1].word in _SUBJECTS
            for j in range(i + 2, min(i + 5, len(words)))
        )
    if word in _BEFORE_WHICH and after in ("which", "what", "whose"):
        return any(words[j].word in AUXILIARIES for j in range(i + 2, min(i + 6, len(words))))
    if word in ("do", "have", "had") and after in _DONE:
        return False
    if word in AUXILIARIES:
        return after in _SUBJECTS or (
            after == "not" and i + 2 < len(words) and words[i + 2].word in _SUBJECTS
        )
    return word in _PROMPTS_BEGIN and any(_at(words, i, prompt) for prompt in _PROMPTS)


def _at(words: tuple[Token, ...], i: int, phrase: tuple[str, ...]) -> bool:
    return len(words) - i >= len(phrase) and all(
        words[i + k].word == part for k, part in enumerate(phrase)
    )


def _clauses(text: str, start: int, end: int) -> list[Place]:
    """Cuts a sentence where a question, or after one a statement, begins inside it."""
    words = tokens(text[start:end])
    if len(words) < 3:
        return [(start, end)]
    cuts: list[int] = []
    begin = 0
    asking = _begins_asking(words, 0)
    for i in range(1, len(words)):
        if words[i].start == words[i - 1].start:
            continue
        gap = text[start + words[i - 1].end : start + words[i].start]
        if ":" in gap and i - begin <= _INTRODUCES and _begins_asking(words, i):
            asking = True
            continue
        marked = gap != " " and (any(mark in gap for mark in ",:—–") or " - " in gap)
        length = i - begin
        if _opening_ends(words, begin, i) and (
            marked or (length >= 1 and starts_question(words, _real(words, i)))
        ):
            cuts.append(i)
            begin, asking = i, _begins_asking(words, i)
        elif _question_begins(words, begin, i, marked, asking):
            cuts.append(i)
            begin, asking = i, True
        elif not marked and length >= _RUN_ON and _fresh(words, i, text[start:end]):
            cuts.append(i)
            begin, asking = i, False
    places: list[Place] = []
    edges = [0, *(words[i].start for i in cuts), end - start]
    for left, right in pairwise(edges):
        place = _trimmed(text, start + left, start + right)
        if place is not None:
            places.append(_without_comma(text, place))
    return places


def _without_comma(text: str, place: Place) -> Place:
    start, end = place
    while end > start + 1 and text[end - 1] in ",:—–- \t\n":
        end -= 1
    return start, end


def _real(words: tuple[Token, ...], i: int) -> int:
    """The first word from ``i`` on that is no filler, or ``i`` itself."""
    j = i
    while j < len(words) - 1 and words[j].word in FILLERS:
        j += 1
    return j


def _begins_asking(words: tuple[Token, ...], i: int) -> bool:
    return starts_question(words, _real(words, i))


def _opening_ends(words: tuple[Token, ...], begin: int, i: int) -> bool:
    if i - begin > _LONGEST_OPENING:
        return False
    first = _real(words, begin)
    return tuple([token.word for token in words[first:i]]) in _OPENING


def _courtesy(words: tuple[Token, ...]) -> bool:
    """True for a few words that do something by themselves: ``Right, ...``."""
    said = [token.word for token in words]
    scores = lexicon("kinds").scores(said, len(said) - 1)
    return any(scores.get(kind, 0.0) >= 2.0 for kind in _COURTESIES)


def _tag(words: tuple[Token, ...], first: int) -> bool:
    """True if the rest is no more than ``isn't it`` or ``do you``."""
    left = [token.word for token in words[first:]]
    if left[:2] == ["do", "you"] and left[2:3] and left[2] in _OPINES and left[3:4] in ([], ["or"]):
        return True
    return len(left) <= 3 and left[0] in AUXILIARIES and left[-1] in _SUBJECTS


def _question_begins(
    words: tuple[Token, ...], begin: int, i: int, marked: bool, asking: bool
) -> bool:
    """True if the clause that runs since ``begin`` ends before word ``i``, where one asks anew."""
    first, comma = i, marked
    if words[i].word in ("and", "so", "but", "or", "um", "uh", "okay", "now") and i + 1 < len(
        words
    ):
        first = _real(words, i)
        marked = True
    if words[first].word == "i" and words[first + 1 : first + 2] and first + 3 < len(words):
        meant = words[first + 1].word in ("mean", "meant")
        if meant and (starts_question(words, first + 2) or _asks_of_somebody(words, first + 2)):
            return words[i - 1].word not in WH
    if not starts_question(words, first):
        # "Nobody adds it up, so if you had to guess what does it come to?"
        supposing = comma and words[first].word == "if" and not asking
        return supposing and any(
            starts_question(words, j)
            for j in range(first + 3, min(first + _IF_CLAUSE, len(words)))
            if words[j].word in WH
        )
    after = words[first + 1].word if first + 1 < len(words) else ""
    by_its_verb = after not in AUXILIARIES and (words[first].word, after) not in _SUBJECT_QUESTIONS
    if words[first].word == "what" and not marked and by_its_verb:
        return False
    if _tag(words, first):
        return False
    before = words[i - 1].word
    said = {word.word for word in words[begin:i]}
    word = words[first].word
    if word in AUXILIARIES and (before in WH or (said & WH and asking and not marked)):
        return False
    if first == i and before in _LEADS_ON:
        return False
    if said & _ASKING_TO_COME and i - begin <= 8:
        return False
    supposed = words[_real(words, begin)].word == "if"
    if (supposed or not asking) and _leads_in(words, begin, i, comma):
        return False
    if (
        said & {"about"}
        and words[begin].word in ("what", "how", "and")
        and "that" in {word.word for word in words[first : first + 4]}
    ):
        return False
    if not comma and any(_at(words, first, run) for run in _GOES_ON):
        return False
    if word in ("who", "which", "whose", "where", "when") and not marked:
        return False
    somebody = words[begin].word in _PROPOSING or said & _SOMEBODY
    if comma and asking and word in ("who", "which", "whose") and somebody:
        return False
    if comma and not asking and i - begin <= _BARELY and not _courtesy(words[begin:i]):
        return False
    before_it = sum(1 for w in words[begin:i] if w.word not in _NOTHING_YET)
    if before_it < (1 if comma or _courtesy(words[begin:i]) else 3):
        return False
    if word in AUXILIARIES and not marked:
        return words[first + 1].word in ("you", "your") and i - begin >= 4
    return True


def _asks_of_somebody(words: tuple[Token, ...], i: int) -> bool:
    """True for ``do Halloway charge``, where nothing else can be meant."""
    return words[i].word in AUXILIARIES and words[i + 1].word not in _DONE


def _leads_in(words: tuple[Token, ...], begin: int, i: int, comma: bool) -> bool:
    """True if the clause before word ``i`` only says when, since when or why it is asked."""
    for j in range(begin, i):
        if words[j].word in _FIRST_CLAUSE:
            # After a comma, what stands far behind its own clause belongs to that one.
            return not comma or j - begin <= _BARELY + 1
    return False


def _fresh(words: tuple[Token, ...], i: int, text: str) -> bool:
    """True if a new statement plainly begins at word ``i`` of a stretch without punctuation."""
    if words[i].word not in _FRESH_BEGIN:
        return False
    if any(mark in text[:-1] for mark in ".,;:?!") or any(w.word == "if" for w in words[:i]):
        return False
    before = words[i - 1].word
    if before in FILLERS - {"um", "uh", "okay", "yeah"} or before in _LEADS_ON or before in WH:
        return False
    if before in AUXILIARIES or before in ("if", "when", "because", "or", "not", "the", "a", "how"):
        return False
    return any(_at(words, i, phrase) for phrase in _FRESH)
