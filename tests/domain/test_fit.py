"""On or Off Strategy, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roleplay.domain.fit import facts_of, fit
from roleplay.domain.strategy import Strategy
from tests.builders import scenario

TODAY = date(2026, 11, 23)
STRATEGY = Strategy.model_validate(
    {
        "ideal_client": {
            "must": [{"field": "account.employees", "at_least": 500}],
            "should": [
                {"field": "account.region", "in": ["UK", "IE"], "weight": 2},
                {"field": "account.revenue", "at_least": 80_000_000, "weight": 1},
            ],
            "fit_from": 0.6,
        },
        "target_accounts": ["Merriden Foods"],
        "exceptions": [
            {
                "reason": "longer_term",
                "when": [{"field": "account.employees", "between": [300, 499]}],
                "must_prove": "A signed listing.",
                "until": "2026-12-31",
            }
        ],
    }
)


def verdict(today: date = TODAY, **account: Any) -> str:
    return fit(STRATEGY, {f"account.{n}": v for n, v in account.items()}, today).verdict


@pytest.mark.parametrize(
    ("account", "wanted"),
    [
        ({"employees": 500, "region": "uk"}, "on"),
        ({"employees": 500, "region": "UK", "revenue": 1.0}, "on"),
        ({"employees": 499, "region": "UK"}, "off_accepted"),
        ({"employees": 31, "region": "UK"}, "off"),
        ({"employees": 900, "region": "US", "revenue": 9e9}, "off"),
        ({"employees": 900, "revenue": 9e9}, "unknown"),
        ({"region": "UK"}, "unknown"),
        ({"region": "US", "revenue": 1.0}, "off"),
        ({"name": "merriden foods", "employees": 3}, "on"),
        ({}, "unknown"),
    ],
)
def test_the_verdict(account: dict[str, Any], wanted: str) -> None:
    assert verdict(**account) == wanted


def test_an_exception_runs_out() -> None:
    assert verdict(date(2026, 12, 31), employees=400) == "off_accepted"
    assert verdict(date(2027, 1, 1), employees=400) == "off"


def test_every_rule_is_told_with_what_is_known() -> None:
    told = fit(STRATEGY, {"account.employees": 1450, "account.revenue": 2.12e8}, TODAY).why
    assert [(each.holds, each.words) for each in told] == [
        (True, "employees 1,450, at least 500"),
        (None, "region not known, wanted UK or IE"),
        (True, "revenue 212 million, at least 80 million"),
    ]


def test_what_an_exception_must_prove_is_told() -> None:
    told = fit(STRATEGY, {"account.employees": 400}, TODAY).why[-1].words
    assert told == "accepted for a longer-term opportunity; to be proved: A signed listing."


def test_the_facts_of_a_call() -> None:
    call = scenario(
        account={"name": "Quay", "employees": 40}, deal={"amount": 5}, offering="ledger"
    )
    assert facts_of(call) == {
        "account.name": "Quay",
        "account.employees": 40,
        "deal.amount": 5,
        "deal.offering": "ledger",
    }
