"""What is meant by other words than the author's: runs of small words, and things wanted."""

from __future__ import annotations

from collections.abc import Set

from .words import stem, word_set

_SAID_OTHERWISE = tuple(
    (f" {said} ", stem(word))
    for word, ways in (
        ("approve", "say yes|says yes|said yes|sign off|signs off|sign it off|signs it off"),
        ("approve", "have the say|has the say|have a say|has a say|agree to spending"),
        ("approve", "to agree|would agree|must agree|agree to it|agree to this|agree to that"),
        ("employee", "how many of you|how many are you|people work|people do you|people have you"),
        ("deduct", "take off|takes off|taken off|took off|knock off|knocked off"),
        ("deduct", "hold back|held back|holds back"),
        ("customer", "sell to|selling to|sells to|supply to|buys from|buy from"),
    )
    for said in ways.split("|")
)
"""Runs of words that hold nothing but function words, and the word that says the same."""

_DATA = frozenset(
    stem(word)
    for word in word_set("""
    data file record sample invoice remittance payment proof order export log report extract
    deduction ticket spreadsheet statement figure example contract timesheet
    """)
)
_A_MEETING = frozenset(stem(word) for word in word_set("meet minute introduce join call sit"))


def otherwise(words: str) -> tuple[str, ...]:
    """Stems of what ``words`` (in lower case, one blank between two) say by small words alone."""
    padded = f" {words} "
    return tuple(word for said, word in _SAID_OTHERWISE if said in padded)


def wants_the_same(said: Set[str], line: Set[str]) -> bool:
    """True for two sets of stems of steps that both want data, or both a meeting."""
    return any(said & wanted and line & wanted for wanted in (_DATA, _A_MEETING))
