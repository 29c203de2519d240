"""Whether words propose or ask for something to be done, by their form alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .phrases import lexicon
from .words import FILLERS, word_set


def proposes(words: Sequence[str]) -> bool:
    """True for words that offer a step or ask for one: ``shall we``, ``could you send``."""
    heard = _heard(words)
    if "asks only" in heard:
        return False
    return "proposes" in heard or _makes_sense(words)


def _makes_sense(words: Sequence[str]) -> bool:
    """True for ``would <a step of any length> make sense``."""
    return bool({"would", "could"} & set(words[:2])) and ("make", "sense") in pairwise(words)


def asks_for_a_day(words: Sequence[str]) -> bool:
    """True for what somebody is asked to do by a day to come: ``could Bev send it by Friday``."""
    if not names_a_day_to_come(words):
        return False
    leads = FILLERS | {"then", "and", "or", "please"}
    core = [word for word in words if word not in leads]
    if not core or core[0] in ("what", "how", "why", "which", "when", "where", "did", "do", "does"):
        return False
    pairs = set(pairwise(core))
    if core[0] in ("i", "we") and {"want", "need"} & set(core[1:3]):
        return True
    if core[0] in _ASKS_LEAVE:
        somebody = core[0] in ("can", "could", "will", "would") and core[1:2] != []
        named = somebody and core[1] not in _NOT_ASKED
        return named or bool({"you", "we", "us", "me", "i", "that", "this"} & set(core[1:]))
    return any((a, b) in pairs for a in _ASKS_LEAVE for b in ("you", "we", "i")) or any(
        (who, a) in pairs for who in ("who", "somebody", "someone") for a in _ASKS_LEAVE
    )


_ASKS_LEAVE = word_set("can could will would shall may")
_NOT_ASKED = word_set("it they he she the there these those your his her their")
_ORDINAL = ("st", "nd", "rd", "th")
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS = word_set("""
    january february march april june july august september october november december
    """)
_BEFORE_A_DAY = word_set("by on for before next this until from say in of")
_WHICH_WEEK = word_set("next this first second third last")


def names_a_day_to_come(words: Sequence[str]) -> bool:
    """True for words with ``by Friday``, ``next week``, ``in January``, ``tomorrow``."""
    for before, word in pairwise(words):
        if before in ("the", *_DAYS) and word[0].isdigit() and word.endswith(_ORDINAL):
            return True
        if word == "tomorrow" or (word in _DAYS | _MONTHS and before in _BEFORE_A_DAY):
            return True
        if word in ("week", "month", "weeks") and before in ("two", *_WHICH_WEEK, *_DAYS):
            return before != "two" or "in" in words
    return False


def lends(words: Sequence[str]) -> bool:
    """True for what asks for somebody's time, in any form: ``who could give us two hours``."""
    if "lends" in _heard(words):
        return True
    leads = FILLERS | {"then", "and", "or", "please"}
    core = [word for word in words if word not in leads]
    together = {("with", "me"), ("with", "us")} & set(pairwise(core))
    asked = set(core[:1]) <= {"would", "could", "can", "will"} and core[1:2] == ["you"]
    return bool(together) and asked and bool(_DONE_TOGETHER & set(core[2:4]))


_DONE_TOGETHER = word_set("run go sit meet try test drive visit join count")
"""What somebody is asked to do ``with me``, later; a sum is done in this very call."""


def may_propose(words: Sequence[str]) -> bool:
    """True also for how a step is only named: ``a two week check``, ``do the check``."""
    return bool(_heard(words) & {"proposes", "might"})


def _heard(words: Sequence[str]) -> set[str]:
    leads = FILLERS | {"then", "perhaps", "maybe", "also"}
    first = next((i for i, word in enumerate(words) if word not in leads), 0)
    return set(lexicon("proposals").scores(words, first))
