"""When a drill comes up again: just before it would be forgotten, by FSRS.

The scheduler is that of the `fsrs` package (Free Spaced Repetition Scheduler, version 6) with its
default weights, which were fitted to flashcards and not to sales drills. What is spaced here is a
kind of drill on a skill, or a moment of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from roleplay.domain.development import Standing
from roleplay.domain.drill import Drill, DrillCard, DrillTry, Outcome
from roleplay.domain.problem import BadInput

if TYPE_CHECKING:
    import fsrs

KEPT = 0.9
"""Likelihood of still doing it right at which it is due again."""
LONGEST = 60
"""Days after which every drill comes up again, however well it went."""
HARDER_FROM = (2.5, 3.5)
"""Levels of the skill from which a drill is asked at step 2, and at step 3."""


def card(drill: Drill, now: datetime) -> DrillCard:
    """A drill that is to be done for the first time: due at once.

    Raises:
        BadInput: ``now`` has no offset.
    """
    return DrillCard(
        drill=drill.id,
        kind=drill.kind,
        skill=drill.skill,
        step=drill.step,
        source=drill.source,
        due=_utc(now),
    )


def due(cards: Iterable[DrillCard], now: datetime) -> tuple[DrillCard, ...]:
    """The drills whose time has come, those most nearly forgotten first; new ones come last."""
    at = _utc(now)
    there = [each for each in cards if each.due <= at]
    return tuple(sorted(there, key=lambda each: (each.last is None, _known(each, at), each.drill)))


def upcoming(cards: Iterable[DrillCard], now: datetime) -> DrillCard | None:
    """The one to do next: the first that is due, else that which is due soonest."""
    every = tuple(cards)
    there = due(every, now)
    return there[0] if there else min(every, key=lambda each: each.due, default=None)


def outcome(tries: Sequence[DrillTry]) -> Outcome:
    """How a drill went, by its answers in order.

    Easy if all of several were earned; good if the first was, and half of all; hard if any other
    was; forgotten if none was.
    """
    earned = [each.earned for each in tries]
    if not any(earned):
        return "forgotten"
    if all(earned) and len(earned) > 1:
        return "easy"
    return "good" if earned[0] and 2 * sum(earned) >= len(earned) else "hard"


def after(card: DrillCard, went: Outcome, now: datetime, level: float | None = None) -> DrillCard:
    """The card after the drill was done.

    Args:
        card: as it was.
        went: from `outcome`.
        now: when it was done, with its offset.
        level: where the seller stands in the skill, 1.0 to 5.0; the drill gets harder as it rises.

    Raises:
        BadInput: ``now`` has no offset.
    """
    import fsrs

    at = _utc(now)
    ratings = {
        "forgotten": fsrs.Rating.Again,
        "hard": fsrs.Rating.Hard,
        "good": fsrs.Rating.Good,
        "easy": fsrs.Rating.Easy,
    }
    reviewed, _ = _scheduler().review_card(_as_fsrs(card), ratings[went], at)
    return card.model_copy(
        update={
            "due": reviewed.due,
            "last": at,
            "stability": reviewed.stability,
            "difficulty": reviewed.difficulty,
            "times": card.times + 1,
            "step": card.step if level is None else step_for(level),
        }
    )


def step_for(level: float | Standing | None) -> int:
    """How hard a drill is asked of somebody who stands there: 1 to 3; 1 where it is not known."""
    if level is None:
        return 1
    at = level.level if isinstance(level, Standing) else level
    return 1 + sum(at >= edge for edge in HARDER_FROM)


def _known(card: DrillCard, at: datetime) -> float:
    """How likely it still goes right, 0 to 1."""
    if card.last is None:
        return 0.0
    return float(_scheduler().get_card_retrievability(_as_fsrs(card), at))


@cache
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    # A drill is practised for minutes and then left for days: there are no steps within a day,
    # and the same answers always lead to the same dates.
    return fsrs.Scheduler(
        desired_retention=KEPT,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def _as_fsrs(card: DrillCard) -> fsrs.Card:
    import fsrs

    return fsrs.Card(
        # Without a number of its own a card waits a millisecond for the clock to give it one.
        card_id=1,
        state=fsrs.State.Learning if card.last is None else fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last,
    )


def _utc(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise BadInput(f"{now.isoformat()} has no offset, allowed: a time with one")
    return now.astimezone(UTC)
