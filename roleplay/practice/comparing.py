"""How the scores of two takes differ, with the words that each difference rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import CheckResult, CriterionScore, Scorecard
from roleplay.scoring import Comparison, compare

from .quoting import Quote


@dataclass(frozen=True)
class CheckMove:
    """A question of the rubric that was answered differently."""

    says: str
    first: str
    """``met``, ``not_met`` or ``not_assessable``."""
    second: str
    first_quotes: tuple[Quote, ...]
    second_quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class CriterionMove:
    """A criterion that has another level in the second take."""

    title: str
    first: int
    second: int
    checks: tuple[CheckMove, ...]


@dataclass(frozen=True)
class ScoreMoves:
    """What changed in the score from one take to another."""

    verdict: str
    """Which was better by what could be judged in both, or why that cannot be said."""
    better: int
    """1 if the second was better, -1 if it was worse, 0 if neither or if it cannot be said."""
    moves: tuple[CriterionMove, ...] = ()
    same: tuple[str, ...] = ()
    """Criteria with the same level in both, such as ``Meets concerns, 3 of 5``."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Criteria that cannot be compared, each with the reason."""


def score_moves(
    rubric: Rubric, first: Scorecard, second: Scorecard, names: tuple[str, str]
) -> ScoreMoves:
    """How two scorecards differ on what could be judged in both.

    Args:
        rubric: of the second, for the words of its criteria and checks.
        first: of the earlier take.
        second: of the later take.
        names: what the takes are called, such as ``Take one``.
    """
    for card, name in zip((first, second), names, strict=True):
        if not card.scorable:
            reason = card.reason or "there is too little to go on"
            return ScoreMoves(f"The scores cannot be compared. {name} has none: {reason}", 0)
    try:
        comparison = compare(first, second)
    except BadInput as error:
        return ScoreMoves(str(error), 0)
    titles = {criterion.id: criterion.title or criterion.id for criterion in rubric.criteria}
    verdict, better = _verdict(comparison, names[1])
    return ScoreMoves(
        verdict=verdict,
        better=better,
        moves=_moves(rubric, first, second, comparison, titles),
        same=tuple(
            f"{titles.get(change.id, change.id)}, {change.after} of 5"
            for change in comparison.changes
            if not change.gained
        ),
        left_out=_left_out(first, second, comparison, titles, names),
    )


def _verdict(comparison: Comparison, name: str) -> tuple[str, int]:
    before, after, gained = comparison.before, comparison.after, comparison.gained
    if before is None or after is None or gained is None:
        return "The scores cannot be compared: nothing could be judged in both.", 0
    figures = f"{after:.1f} of 5 against {before:.1f}, on what could be judged in both"
    if gained > 0:
        return f"{name} was better: {figures}.", 1
    if gained < 0:
        return f"{name} was worse: {figures}.", -1
    return f"Neither take was better: {after:.1f} of 5, on what could be judged in both.", 0


def _moves(
    rubric: Rubric,
    first: Scorecard,
    second: Scorecard,
    comparison: Comparison,
    titles: Mapping[str, str],
) -> tuple[CriterionMove, ...]:
    says = {c.id: c.says for criterion in rubric.criteria for c in criterion.all_checks()}
    earlier, later = _by_id(first), _by_id(second)
    return tuple(
        CriterionMove(
            title=titles.get(change.id, change.id),
            first=change.before,
            second=change.after,
            checks=check_moves(earlier[change.id], later[change.id], says),
        )
        for change in comparison.changes
        if change.gained
    )


def _by_id(card: Scorecard) -> dict[str, CriterionScore]:
    return {criterion.id: criterion for criterion in card.criteria}


def check_moves(
    before: CriterionScore, after: CriterionScore, says: Mapping[str, str]
) -> tuple[CheckMove, ...]:
    """The checks of a criterion that two scorecards answer differently; ``says`` by their ids."""
    earlier = {check.id: check for check in before.checks}
    return tuple(
        CheckMove(
            says=says.get(check.id, check.id),
            first=earlier[check.id].verdict.value,
            second=check.verdict.value,
            first_quotes=_quotes(earlier[check.id]),
            second_quotes=_quotes(check),
        )
        for check in after.checks
        if check.id in earlier and earlier[check.id].verdict is not check.verdict
    )


def _quotes(check: CheckResult) -> tuple[Quote, ...]:
    return tuple(Quote(e.turn, e.start, e.end, e.quote) for e in check.evidence)


def _left_out(
    first: Scorecard,
    second: Scorecard,
    comparison: Comparison,
    titles: Mapping[str, str],
    names: tuple[str, str],
) -> tuple[tuple[str, str], ...]:
    cards = tuple(zip(names, (_by_id(first), _by_id(second)), strict=True))
    return tuple((titles.get(name, name), _why(name, cards)) for name in comparison.left_out)


def _why(name: str, cards: tuple[tuple[str, dict[str, CriterionScore]], ...]) -> str:
    for take, card in cards:
        if name not in card:
            return f"{take.lower()} was not judged by it"
        if card[name].level is None:
            return f"{take.lower()}: {card[name].reason or 'it could not be judged'}"
    return "it could not be judged in both"
