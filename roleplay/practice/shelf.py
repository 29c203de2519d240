"""The library as a person chooses from it, and the briefing before a call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from roleplay.domain.fit import fit
from roleplay.domain.history import CallRow
from roleplay.domain.rubric import AnchorLevel, Criterion, Level, Rubric
from roleplay.domain.scenario import Account, Scenario
from roleplay.domain.strategy import Strategy

from .cards import ScenarioCard as ScenarioCard
from .cards import written
from .facets import found
from .home import when_in_words
from .meanings import NEED_KINDS, ending_in_words
from .workspace import Workspace

_MARKS = {True: "+", False: "-", None: "?"}


@dataclass(frozen=True)
class BriefCriterion:
    """A criterion in plain words, before the call."""

    title: str
    weight: float
    levels: tuple[tuple[int, str], ...]
    """(1, 3 or 5; the behaviour it means)."""
    checks: tuple[str, ...]
    """The questions it rests on."""


@dataclass(frozen=True)
class Briefing:
    """All that a seller may know before the call."""

    scenario: str
    variant: str | None
    title: str
    account_lines: tuple[str, ...]
    buyer_line: str
    brief: str
    goal: str
    minutes: int
    offering_lines: tuple[str, ...]
    criteria: tuple[BriefCriterion, ...]


def shelf(workspace: Workspace, query: str = "") -> tuple[ScenarioCard, ...]:
    """The scenarios at hand, easiest first; with a query the best matches first.

    A file that cannot be read is left out, and so are two that give themselves the same id;
    `Library.problems` says why.
    """
    latest: dict[str, list[CallRow]] = defaultdict(list)
    for row in workspace.store.latest(workspace.settings.seller):
        latest[row.scenario].append(row)
    now = workspace.now()
    files = written(workspace)
    cards = []
    for card, facts in files.cards:
        placed = _placed(card, files.strategies.get(card.pack), facts, now)
        cards.append(_played(placed, latest[card.id], now))
    cards.sort(key=lambda card: (card.difficulty, card.title))
    return found(cards, query)


def _placed(
    card: ScenarioCard, strategy: Strategy | None, facts: dict[str, Any], now: datetime
) -> ScenarioCard:
    """The card with how its client stands to the pack's strategy."""
    if strategy is None:
        return card
    fitted = fit(strategy, facts, now.date())
    offering = strategy.offering(facts.get("deal.offering"))
    return replace(
        card,
        fit=fitted.verdict,
        why=tuple((_MARKS[each.holds], each.words) for each in fitted.why),
        offering=offering.title if offering is not None else "",
    )


def _played(card: ScenarioCard, played: Sequence[CallRow], now: datetime) -> ScenarioCard:
    """The card with what the seller did last time, by the last call of each variant."""
    if not played:
        return card
    last = played[0]
    return replace(
        card,
        last=ending_in_words(last.ending, last.ended_by),
        variants_played=tuple(sorted({row.variant for row in played})),
        last_overall=last.overall,
        last_when=when_in_words(last.started_at, now),
        last_kind=last.attempt.value,
        last_at=last.started_at.timestamp(),
    )


def briefing(workspace: Workspace, scenario_id: str, variant: str | None = None) -> Briefing:
    """The briefing of a call; it is the same for every variant.

    Raises:
        BadInput: no such scenario.
    """
    library = workspace.library
    scenario = library.scenario(scenario_id)
    strategy = library.strategy_of(scenario_id)
    return Briefing(
        scenario=scenario.id,
        variant=variant,
        title=scenario.title,
        account_lines=account_lines(scenario.account, strategy.currency if strategy else ""),
        buyer_line=f"{scenario.buyer.name}, {scenario.buyer.role}",
        brief=scenario.brief,
        goal=scenario.goal,
        minutes=scenario.minutes,
        offering_lines=_offering_lines(scenario, strategy),
        criteria=plain_rubric(library.rubric(scenario.rubric)),
    )


def account_lines(account: Account, currency: str = "") -> tuple[str, ...]:
    """The account, a fact a line."""
    facts = [account.name]
    if account.industry:
        facts.append(account.industry)
    if account.employees is not None:
        facts.append(f"{account.employees:,} people")
    if account.revenue is not None:
        facts.append(f"{_amount(account.revenue)} {currency}".strip() + " revenue a year")
    if account.region:
        facts.append(account.region)
    return tuple(facts)


def _amount(value: float) -> str:
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:g} {word}"
    return f"{value:,.0f}"


def _offering_lines(scenario: Scenario, strategy: Strategy | None) -> tuple[str, ...]:
    offering = strategy.offering(scenario.offering) if strategy else None
    if offering is None:
        return ()
    return (
        f"{offering.title} ({offering.kind})",
        *(f"What it takes: {fact}" for fact in offering.implementation),
        *(f"Why it: {fact}" for fact in offering.advantages),
    )


def plain_rubric(rubric: Rubric) -> tuple[BriefCriterion, ...]:
    """A rubric as a seller reads it before the call: nothing is graded in secret."""
    return tuple(_plain(criterion) for criterion in rubric.criteria)


def _plain(criterion: Criterion) -> BriefCriterion:
    if not criterion.routes:
        checks = tuple(check.says for check in criterion.checks)
        return BriefCriterion(criterion.title, criterion.weight, _anchors(criterion.levels), checks)
    levels = []
    questions: dict[str, None] = {}
    for kind, route in criterion.routes.items():
        levels += [
            (number, f"{NEED_KINDS[kind]}: {anchor}") for number, anchor in _anchors(route.levels)
        ]
        questions |= dict.fromkeys(check.says for check in route.checks)
    levels.sort(key=lambda each: each[0])
    return BriefCriterion(criterion.title, criterion.weight, tuple(levels), tuple(questions))


def _anchors(levels: Mapping[AnchorLevel, Level]) -> tuple[tuple[int, str], ...]:
    return tuple((number, levels[number].anchor) for number in sorted(levels))
