"""Whether a line could have been said at a moment of a call: what code can prove of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from roleplay.domain.buyer import State
from roleplay.domain.ledger import NeedState, ObjectionState
from roleplay.domain.moves import ASKING, SURE_FROM, Kind, Speaker
from roleplay.domain.rubric import Check, Rubric
from roleplay.domain.scorecard import Scorecard, Verdict
from roleplay.domain.transcript import Turn
from roleplay.listening import hear
from roleplay.listening.figures import figures

from .known import Known

if TYPE_CHECKING:
    from roleplay.listening import Topics

SAME_FROM = 80
"""Likeness of words in any order, 0 to 100, from which two lines are the same."""
PARROTED_FROM = 90
"""The same for the buyer's words: to say them back and ask on from them is a good line."""
_SHORTEST = 3
"""Words that a line has at least."""
_MARKUP = re.compile(r"[*_`#<>\[\]{}|“”\"]|^\s*[-•]|^\w{1,20}:\s")
_SCORE = re.compile(r"\b\d+(?:\.\d+)?\s*(?:/|of|out of)\s*\d+\b|\bscor(?:e|es|ed|ing)\b", re.I)


@dataclass(frozen=True)
class Aim:
    """What a line said at the moment must do."""

    says: str
    """As the rubric asks it."""
    kinds: frozenset[Kind]
    check: str | None = None
    """The rubric's check that asks for it; None where no check that is unmet does."""


@dataclass(frozen=True)
class Place:
    """A moment of a call, and what may be said there."""

    turn: int
    """The seller's."""
    turns: tuple[Turn, ...]
    """The whole call."""
    aim: Aim
    most_words: int
    topics: Topics
    known: Known
    """At the moment."""
    known_after: Known
    """At the end of the call."""
    state: State
    """The buyer's before the moment."""

    @cached_property
    def before(self) -> tuple[Turn, ...]:
        """The turns before the moment."""
        return tuple(turn for turn in self.turns if turn.turn < self.turn)

    @cached_property
    def said(self) -> str:
        """What the seller did say."""
        return next((turn.text for turn in self.turns if turn.turn == self.turn), "")


def faults(line: str, place: Place, need: str | None = None, others: Sequence[str] = ()) -> str:
    """What is wrong with a line said at a place, in words; empty if nothing is.

    Args:
        line: what would be said.
        place: the moment.
        need: id of the need it is to open the way to; None for any.
        others: lines that are suggested already.
    """
    words = len(line.split())
    if words < _SHORTEST:
        return "too short to be a turn"
    if words > place.most_words:
        return f"{words} words long; allowed: {place.most_words}"
    if _MARKUP.search(line):
        return "holds marks that nobody says"
    own = [turn.text for turn in place.before if turn.speaker is Speaker.SELLER]
    if any(_alike(line, said) for said in (place.said, *own)):
        return "is what they said themselves"
    if any(_alike(line, other) for other in others):
        return "is the same as the other line"
    theirs = [turn.text for turn in place.before if turn.speaker is Speaker.BUYER]
    if any(_alike(line, text, PARROTED_FROM) for text in theirs):
        return "is what the buyer said"
    heard = hear(line, place.before, place.topics)
    if heard.stacked:
        return "asks several questions at once"
    sure = {s.kind for s in heard.segments if s.confidence >= SURE_FROM}
    if not sure & place.aim.kinds:
        kinds = ", ".join(sorted(place.aim.kinds))
        surely = "" if heard.dominant not in place.aim.kinds else "not surely "
        return f"is {surely}heard as {heard.dominant.value}; allowed: {kinds}"
    if Kind.PITCH in sure and Kind.PITCH not in place.aim.kinds:
        return "speaks of what is sold"
    named = [topic.id for topic in heard.topics]
    if need is not None and named and need not in named:
        return "is about something else than the need it is tied to"
    if any(segment.contradicts is not None for segment in heard.segments):
        return "does not fit what the buyer said"
    beyond = place.known.beyond(line, heard)
    if beyond:
        return f"uses what could not be known at that moment: {beyond}"
    return ""


def why_fault(why: str, place: Place) -> bool:
    """True if a reason given for a line cannot stand: a score, or what the call never showed."""
    if not why or _MARKUP.search(why.replace("“", "").replace("”", "")) or _SCORE.search(why):
        return True
    heard = hear(why, place.turns, place.topics)
    return len(figures(why)) > 1 or bool(place.known_after.beyond(why, heard))


def aim_at(rubric: Rubric, card: Scorecard, before: State, skill: str | None = None) -> Aim:
    """What a line at a moment must do: what an unmet check asks for that fits the moment.

    Args:
        rubric: the call's.
        card: its scorecard: checks that are met ask for nothing more.
        before: the buyer before the moment.
        skill: the one to work on; its checks go first.
    """
    fitting = _fitting(before)
    unmet = {c.id for each in card.criteria for c in each.checks if c.verdict is Verdict.NOT_MET}
    criteria = sorted(rubric.criteria, key=lambda each: each.skill != skill)
    for criterion in criteria:
        for check in criterion.all_checks():
            kinds = frozenset(_asked_of_seller(check)) & fitting
            if check.id in unmet and kinds:
                return Aim(check.says, kinds, check.id)
    concern = any(state is ObjectionState.RAISED for state in before.objections.values())
    says = "Explore what is behind their concern" if concern else "Get them to tell you more"
    return Aim(says, fitting & ASKING)


def _fitting(before: State) -> frozenset[Kind]:
    """The kinds that can do good at a moment, by where the buyer stands.

    A step is never among them: what makes the buyer ready for one is worth more than the asking.
    """
    raised = [s for s in before.objections.values() if s.rank in (1, 2)]
    if any(state is ObjectionState.RAISED for state in raised):
        return ASKING
    if raised:
        return ASKING | {Kind.ANSWER_CONCERN}
    if any(need.at_least(NeedState.STATED) for need in before.needs.values()):
        return ASKING | {Kind.INSIGHT}
    return ASKING


def _asked_of_seller(check: Check) -> tuple[Kind, ...]:
    for count in (check.count, check.without_ledger):
        if count is not None and count.by is Speaker.SELLER and count.at_least:
            return count.move
    return ()


def _alike(one: str, other: str, least: float = SAME_FROM) -> bool:
    return bool(other) and fuzz.token_sort_ratio(one.lower(), other.lower()) >= least
