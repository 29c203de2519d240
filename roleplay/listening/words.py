"""Words as they are compared: tokens with their place, light stems, words that carry no topic."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


def word_set(words: str) -> frozenset[str]:
    """The words of a text, by blanks."""
    return frozenset(words.split())


def word_runs(runs: str) -> tuple[tuple[str, ...], ...]:
    """Runs of words parted by ``|``, in order."""
    return tuple(tuple(run.split()) for run in runs.split("|"))


class Token(NamedTuple):
    """A word in lower case, contractions written out, and where it stands."""

    word: str
    start: int
    end: int
    """Both halves of a contraction have the place of the whole."""


_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e\d{1,2})?[^\W\d_]*|[^\W_]+(?:['’][^\W_]+)*")

_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_IS = word_set("what who how where when why that it there here he she let everything")
_WHOLE = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "kinda": ("kind", "of"),
    "gimme": ("give", "me"),
    "lemme": ("let", "me"),
    "dunno": ("do", "not", "know"),
    "ok": ("okay",),
    "u": ("you",),
    "ur": ("your",),
    "pls": ("please",),
    "thx": ("thanks",),
    "cos": ("because",),
    "coz": ("because",),
}
_UNMARKED = {
    word.replace("'", ""): word
    for word in sorted(
        word_set("""
        can't won't don't doesn't didn't isn't aren't wasn't weren't couldn't wouldn't shouldn't
        haven't hasn't hadn't let's i'm i've you're you've you'd we've they're they've that's what's
        who's how's there's where's here's when's why's he's she's that'll it'll they'd
        """)
    )
}
"""Contractions as speech-to-text writes them, where no other word is spelt that way."""


_LET_DO = word_set(
    "you me us them him her it people the your our anyone everyone anybody everybody"
)
"""Behind ``lets`` these are allowed something; before anything else it is ``let us``."""
_IT_IS = word_set("""
    a an the not just only all been going really so very too still about fine ok okay good great
    bad hard like that because been never always more
    """)
"""Behind ``its`` these make it ``it is``."""


@lru_cache(maxsize=8192)
def _written_out(word: str) -> tuple[str, ...]:
    word = _UNMARKED.get(word, word)
    if word in _WHOLE:
        return _WHOLE[word]
    head, mark, tail = word.partition("'")
    if not mark:
        return (word,)
    if tail == "t" and head.endswith("n"):
        return (head[:-1], "not")
    if tail in _ENDINGS:
        return (head, _ENDINGS[tail])
    if tail == "s":
        return (head, "is") if head in _IS else (head,)
    return (word,)


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text``, in order."""
    found: list[Token] = []
    straight = text.replace("’", "'")
    said = [(match[0].lower(), *match.span()) for match in _WORD.finditer(straight)]
    for place, (word, start, end) in enumerate(said):
        following = said[place + 1][0] if place + 1 < len(said) else ""
        parts = _written_out(word)
        if word == "lets" and following in _LET_DO:
            parts = ("lets",)
        elif word == "id" and text[start:end].islower():
            parts = ("i", "would")
        elif word == "its" and following in _IT_IS:
            parts = ("it", "is")
        found.extend(Token(part, start, end) for part in parts)
    return tuple(found)


FUNCTION_WORDS = word_set("""
    a about above actually after again all already also although always am an and any anybody
    anyone anything are around as at away back basically be because been before being below
    between bit both but by can could did do does doing done down during each either else enough
    ever every everybody everyone everything exactly few for from further get gets getting give
    given go goes going gone got great had has have having he hello her here hers hey hi him his
    how however i if in into is it its just kind know let like little look lot lots made make
    makes making many may maybe me mean means might mine more most much must my neither never no
    nobody nor not nothing now of off often oh ok okay on once one ones only or other others
    ought our ours out over own per perhaps please pretty probably put quite rather really right
    said same say saying says see seen shall she should since so some somebody someone something
    somewhere sort still such sure take taken takes taking tell than thank thanks that the their
    theirs them then there these they thing things think this those though through to today
    together too try trying under until up upon us use used using very want wanted wants was way
    we well were what whatever when where whether which while who whom whose why will with
    within without would yeah yes yet you your yours bring come comes coming happen happened
    happening happens help helps keep mind need needs talk talking day days week weeks month
    months year years quarter time times good bad new point question questions moment minute
    minutes hour hours end side first last next big small long short best better people team
    company business um uh er erm hmm mhm alright right anyway honest honestly fair nice
    different able work working works myself yourself yourselves himself herself itself ourselves
    themselves upwards mostly ballpark besides apart anywhere everywhere nowhere
    """)
"""Words that say nothing about what is spoken of."""

NUMBER_WORDS = word_set(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion percent half third quarter grand dozen
    """
)
"""Words by which figures are said: what they are about, other words say."""

FILLERS = word_set(
    "ha haha hm ah um uh er erm hmm mhm well so and but okay ok yeah yes right like now oh"
)
"""Words that may stand before what a segment really begins with."""

_IRREGULAR = {
    "paid": "pay", "lost": "lose", "loss": "lose", "losses": "lose", "losing": "lose",
    "spent": "spend", "bought": "buy", "ran": "run", "running": "run", "fell": "fall",
    "grew": "grow", "growth": "grow", "sold": "sell", "sales": "sale", "met": "meet",
    "felt": "feel", "kept": "keep", "built": "build", "found": "find", "left": "leave",
    "broke": "break", "broken": "break", "chose": "choose", "wrote": "write", "drove": "drive",
    "multiplied": "multiply", "decision": "decide", "decisions": "decide", "hired": "hire",
    "hiring": "hire", "analyses": "analys", "analysis": "analys", "analyst": "analyst",
    "overpaid": "overpay", "went": "go", "gone": "go", "came": "come", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "brought": "bring", "thought": "think",
    "told": "tell", "held": "hold", "thrown": "throw", "threw": "throw", "stole": "steal",
    "insurance": "insur", "insurer": "insur", "insurers": "insur",
    "delivery": "deliver", "deliveries": "deliver", "costly": "cost", "children": "child",
    "shipped": "ship", "cancellation": "cancel", "renewal": "renew", "approval": "approv",
}  # fmt: skip
_SUFFIXES = (
    ("ness", 4), ("ations", 4), ("ation", 4), ("ments", 4), ("ment", 4), ("ates", 4), ("ated", 4),
    ("ating", 4), ("ate", 4), ("ages", 4), ("age", 4), ("ings", 3), ("ing", 3), ("ied", 3),
    ("ies", 3), ("ed", 3), ("ly", 4), ("es", 4), ("s", 3), ("e", 3),
)  # fmt: skip


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """``word`` without its commonest endings, so that its forms are equal."""
    if word in _IRREGULAR:
        return _without_e(_IRREGULAR[word])
    if len(word) < 4 or word[0].isdigit():
        return word
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                break
            word = word[: -len(suffix)]
            if suffix in ("ied", "ies"):
                return word + "y"
            break
    word = _without_e(word)
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    return word


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@lru_cache(maxsize=1024)
def content(text: str) -> tuple[str, ...]:
    """Stems of the words of ``text`` that say what it is about, in order; figures are none."""
    return tuple(
        stem(token.word)
        for token in tokens(text)
        if len(token.word) > 1
        and not token.word[0].isdigit()
        and token.word not in FUNCTION_WORDS
        and token.word not in NUMBER_WORDS
    )


_GRAMMAR = word_set(
    """
    a an the and or but if so to of in on at by for from with as into than is are was were be been
    am do does did have has had can could would will should shall may might must not i you he she
    it we they me him her us them my your his its our their this that these those there here what
    how why when where who which whose
    """
)
"""Words of which no line is made."""


@lru_cache(maxsize=1024)
def all_but_grammar(text: str) -> tuple[str, ...]:
    """Stems of every word of ``text`` but the barest grammar, for lines with little content."""
    return tuple(stem(token.word) for token in tokens(text) if token.word not in _GRAMMAR)
