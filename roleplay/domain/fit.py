"""Whether a client is one that the strategy wants, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from .model import Model
from .scenario import Scenario
from .strategy import ExceptionReason, Rule, Strategy

Verdict = Literal["on", "off", "off_accepted", "unknown"]
"""On Strategy; Off; Off for a reason that the strategy accepts; too little is known."""

_LABELS = {
    "account.name": "name",
    "account.industry": "industry",
    "account.employees": "employees",
    "account.revenue": "revenue",
    "account.region": "region",
    "deal.stage": "stage",
    "deal.amount": "deal",
    "deal.close": "close",
    "deal.offering": "offering",
    "deal.owner": "owner",
    "deal.hours": "hours spent",
}
_REASONS = {
    ExceptionReason.LONGER_TERM: "a longer-term opportunity",
    ExceptionReason.LEVERAGE: "leverage elsewhere",
    ExceptionReason.LOW_EFFORT: "little effort",
}


class FitReason(Model):
    """One rule of the strategy, and how it comes out."""

    holds: bool | None
    """None: it is not known."""
    words: str
    """Such as ``employees 1,450, at least 500``."""


class Fit(Model):
    """How a client stands to a strategy."""

    verdict: Verdict
    why: tuple[FitReason, ...]


def facts_of(scenario: Scenario) -> dict[str, Any]:
    """What is known of a call's account and deal, by the names that rules use."""
    facts = {
        f"account.{name}": value
        for name, value in scenario.account.model_dump().items()
        if value is not None
    }
    deal = scenario.deal.model_dump() if scenario.deal is not None else {}
    facts |= {f"deal.{name}": value for name, value in deal.items() if value is not None}
    if scenario.offering is not None:
        facts["deal.offering"] = scenario.offering
    return facts


def fit(strategy: Strategy, facts: dict[str, Any], today: date) -> Fit:
    """The verdict on a client, by ``{"account.employees": 5200, ...}``.

    A target account fits. Else every ``must`` holds and the ``should`` that hold weigh at least
    ``fit_from`` of all; what is not known counts for neither side, and where it could turn the
    verdict, that is ``unknown``. A client who does not fit is accepted where all rules of an
    exception hold that has not run out.
    """
    name = str(facts.get("account.name", ""))
    if name.casefold() in (target.casefold() for target in strategy.target_accounts):
        return Fit(verdict="on", why=(FitReason(holds=True, words=f"{name} is a target account"),))
    ideal = strategy.ideal_client
    musts = [rule.holds(facts) for rule in ideal.must]
    why = tuple(
        FitReason(holds=rule.holds(facts), words=_in_words(rule, facts))
        for rule in (*ideal.must, *ideal.should)
    )
    low, high = (
        _share(ideal.should, facts, unknown=False),
        _share(ideal.should, facts, unknown=True),
    )
    if False in musts or high < ideal.fit_from:
        accepted = tuple(_accepted(strategy, facts, today))
        return Fit(verdict="off_accepted" if accepted else "off", why=(*why, *accepted))
    if None in musts or low < ideal.fit_from:
        return Fit(verdict="unknown", why=why)
    return Fit(verdict="on", why=why)


def _share(rules: tuple[Rule, ...], facts: dict[str, Any], *, unknown: bool) -> float:
    """The weight share of the rules that hold, 0 to 1, those not known taken as ``unknown``."""
    whole = sum(rule.weight for rule in rules)
    if not whole:
        return 1.0
    found = [(rule.weight, rule.holds(facts)) for rule in rules]
    return sum(weight for weight, holds in found if (unknown if holds is None else holds)) / whole


def _accepted(strategy: Strategy, facts: dict[str, Any], today: date) -> Iterator[FitReason]:
    for each in strategy.exceptions:
        over = each.until is not None and each.until < today
        if not over and each.when and all(rule.holds(facts) for rule in each.when):
            proof = f"; to be proved: {each.must_prove}" if each.must_prove else ""
            yield FitReason(holds=True, words=f"accepted for {_REASONS[each.reason]}{proof}")


def _in_words(rule: Rule, facts: dict[str, Any]) -> str:
    value = facts.get(rule.field)
    known = "not known" if value is None else _shown(value)
    return f"{_LABELS[rule.field]} {known}, {_wanted(rule)}"


def _wanted(rule: Rule) -> str:
    if rule.missing is not None:
        return "wanted unknown" if rule.missing else "wanted known"
    if rule.equals is not None:
        return f"wanted {rule.equals}"
    if rule.in_ is not None:
        return f"wanted {' or '.join(rule.in_)}"
    if rule.between is not None:
        return f"between {_shown(rule.between[0])} and {_shown(rule.between[1])}"
    if rule.at_least is not None:
        return f"at least {_shown(rule.at_least)}"
    return f"at most {_shown(rule.at_most)}"


def _shown(value: Any) -> str:
    if isinstance(value, int | float):
        for size, word in ((1e9, "billion"), (1e6, "million")):
            if value >= size:
                return f"{value / size:g} {word}"
        return f"{value:,.0f}"
    return str(value)
