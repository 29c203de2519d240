"""The library as a person chooses from it, and the briefing before a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roleplay.domain.history import CallRow
from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import AnchorLevel, Criterion, Level, Rubric
from roleplay.domain.scenario import Account, Scenario
from roleplay.domain.strategy import Strategy

from .meanings import NEED_KINDS, ending_in_words
from .workspace import Workspace

FOUND_FROM = 60
"""rapidfuzz score (0-100) from which a card is what was searched for."""


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario on the shelf."""

    id: str
    title: str
    pack: str
    buyer: str
    role: str
    account: str
    stage: str
    skills: tuple[str, ...]
    difficulty: int
    """1 to 5."""
    minutes: int
    last: str
    """What came of the last call, as a phrase; empty if there was none."""
    variants_played: tuple[str, ...]
    variants: tuple[str, ...]


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

    A file that cannot be read is left out; `Library.problems` says why.
    """
    library = workspace.library
    rows = workspace.store.calls(seller=workspace.settings.seller, limit=1000)
    cards = []
    for name in library.scenario_ids():
        try:
            scenario = library.scenario(name)
        except BadInput:
            continue
        played = [row for row in rows if row.scenario == name]
        cards.append(_card(scenario, library.pack_of(name), played))
    cards.sort(key=lambda card: (card.difficulty, card.title))
    return tuple(cards) if not query.strip() else _best(cards, query)


def _card(scenario: Scenario, pack: str, played: Sequence[CallRow]) -> ScenarioCard:
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        pack=pack,
        buyer=scenario.buyer.name,
        role=scenario.buyer.role,
        account=scenario.account.name,
        stage=scenario.stage.value,
        skills=tuple(skill.value for skill in scenario.skills),
        difficulty=scenario.difficulty,
        minutes=scenario.minutes,
        last=ending_in_words(played[0].ending, played[0].ended_by) if played else "",
        variants_played=tuple(sorted({row.variant for row in played})),
        variants=scenario.variant_ids(),
    )


def _best(cards: Sequence[ScenarioCard], query: str) -> tuple[ScenarioCard, ...]:
    from rapidfuzz.fuzz import WRatio, partial_ratio

    wanted = query.casefold().strip()
    scored = []
    for card in cards:
        text = " ".join((card.title, card.buyer, card.role, card.account, card.stage, *card.skills))
        text = text.casefold()
        score = max(WRatio(wanted, text), min(partial_ratio(w, text) for w in wanted.split()))
        if score >= FOUND_FROM:
            scored.append((score, card))
    scored.sort(key=lambda each: -each[0])
    return tuple(card for _, card in scored)


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
