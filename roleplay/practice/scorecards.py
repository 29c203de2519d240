"""All scorecards of one call: who made them, which one counts, and how two of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.domain.history import MACHINE, KeptScorecard
from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import Rubric
from roleplay.scoring import differences

from .calls import reopen
from .comparing import CheckMove, check_moves
from .home import when_in_words
from .judging import AUTHOR
from .verdicts import level_in_words
from .workspace import Workspace

__all__ = ["CardLine", "CardsBeside", "CriterionBeside", "beside", "scorecards"]


@dataclass(frozen=True)
class CardLine:
    """A scorecard of a call."""

    id: str
    author: str
    """Who made it, in words."""
    model: str
    """The judge's model; empty where code or a person made it."""
    repeats: int
    """How often a judge was asked each question; 0 where none was."""
    when: str
    overall: float | None
    coverage: float
    """0 to 1: the weight share of criteria with a level."""
    rubric: str
    """What it was judged by, where that is not the call's own rubric; else empty."""
    counts: bool
    """Level and trend go by this one."""
    shown: bool
    """The debrief shows this one."""


@dataclass(frozen=True)
class CriterionBeside:
    """A criterion that two scorecards see differently."""

    title: str
    first: str
    """Its level on the first, in words."""
    second: str
    checks: tuple[CheckMove, ...]


@dataclass(frozen=True)
class CardsBeside:
    """Two scorecards of one call."""

    first: CardLine
    second: CardLine
    differing: tuple[CriterionBeside, ...]
    same: tuple[str, ...]
    """Criteria that have the same level and the same answers on both."""
    only: tuple[str, ...]
    """Criteria that only one of them has."""


def scorecards(workspace: Workspace, call_id: str) -> tuple[CardLine, ...]:
    """The scorecards of a call, oldest first.

    Raises:
        BadInput: no such call.
    """
    live = reopen(workspace, call_id)
    return _lines(workspace, live.rubric, workspace.store.scorecards(call_id))


def beside(workspace: Workspace, call_id: str, first: str, second: str) -> CardsBeside:
    """How two scorecards of a call differ, by their ids.

    Raises:
        BadInput: no such call, or it has no such scorecard.
    """
    rubric = reopen(workspace, call_id).rubric
    kept = workspace.store.scorecards(call_id)
    cards = {each.id: each for each in kept}
    for wanted in (first, second):
        if wanted not in cards:
            raise BadInput(f"call {call_id} has no scorecard {wanted}")
    lines = {each.id: each for each in _lines(workspace, rubric, kept)}
    one, other = cards[first].scorecard, cards[second].scorecard
    known = [workspace.store.document(card.digests.rubric, Rubric) for card in (one, other)]
    titles = {c.id: c.title or c.id for each in known for c in each.criteria}
    says = {c.id: c.says for each in known for k in each.criteria for c in k.all_checks()}
    before = {each.id: each for each in one.criteria}
    after = {each.id: each for each in other.criteria}
    moved = {each.criterion for each in differences(one, other)}
    both = [name for name in after if name in before]
    differing = [
        name
        for name in both
        if name in moved or level_in_words(before[name]) != level_in_words(after[name])
    ]
    return CardsBeside(
        first=lines[first],
        second=lines[second],
        differing=tuple(
            CriterionBeside(
                title=titles.get(name, name),
                first=level_in_words(before[name]),
                second=level_in_words(after[name]),
                checks=check_moves(before[name], after[name], says),
            )
            for name in differing
        ),
        same=tuple(
            f"{titles.get(name, name)}, {level_in_words(after[name])}"
            for name in both
            if name not in differing
        ),
        only=tuple(
            titles.get(name, name) for name in dict.fromkeys((*before, *after)) if name not in both
        ),
    )


def _lines(
    workspace: Workspace, rubric: Rubric, kept: Sequence[KeptScorecard]
) -> tuple[CardLine, ...]:
    counting = next((each.id for each in reversed(kept) if each.author == MACHINE), None)
    shown = next((each.id for each in reversed(kept) if each.scorecard.rubric == rubric.id), None)
    now = workspace.now()
    return tuple(
        CardLine(
            id=each.id,
            author=_author(each.author),
            model=each.scorecard.judge.model if each.scorecard.judge is not None else "",
            repeats=each.scorecard.judge.repeats if each.scorecard.judge is not None else 0,
            when=when_in_words(each.at, now),
            overall=each.scorecard.overall,
            coverage=each.scorecard.coverage,
            rubric="" if each.scorecard.rubric == rubric.id else each.scorecard.rubric,
            counts=each.id == counting,
            shown=each.id == shown,
        )
        for each in kept
    )


def _author(author: str) -> str:
    if author == MACHINE:
        return "The app alone"
    if author.startswith(AUTHOR):
        return f"The app and {author.removeprefix(AUTHOR)}"
    return author
