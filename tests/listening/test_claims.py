"""What a seller says buying will take, and whether it holds."""

import pytest

from roleplay.listening import contradicted, hear
from tests.listening.test_kinds import after

FACTS = (
    "Runs beside the core system; nothing is replaced.",
    "Needs two claims analysts for six weeks.",
    "Live in 10 to 14 weeks.",
    "Needs a monthly data extract.",
)


def claimed(text: str) -> list[tuple[str, float | None, str]]:
    segments = hear(text, after("What would it take?")).segments
    return [(c.subject, c.amount, c.unit) for s in segments for c in s.claims]


@pytest.mark.parametrize(
    ("seller", "claims"),
    [
        ("There's no work for your people.", [("effort", 0, "count")]),
        ("We do everything, your team has nothing to do.", [("effort", 0, "count")]),
        ("It takes no work from your people at all.", [("effort", 0, "count")]),
        ("It needs two of your analysts.", [("effort", 2, "people")]),
        ("It takes one data person two days a week.", [("effort", 1, "people")]),
        ("It needs some of your analysts.", [("effort", None, "count")]),
        ("Nothing is replaced.", [("replacement", 0, "count")]),
        ("It runs beside your core system.", [("replacement", 0, "count")]),
        ("You'd have to replace your billing system.", [("replacement", None, "count")]),
        ("We're live in six weeks.", [("time", 6, "week")]),
        ("It costs £40,000 a year.", [("cost", 4e4, "money")]),
        ("No integration needed.", [("data", 0, "count")]),
        ("We need a data extract from you.", [("data", None, "count")]),
        ("How much work is it for your people today?", []),
        ("That makes sense.", []),
    ],
)
def test_what_buying_takes(seller: str, claims: list[tuple[str, float | None, str]]) -> None:
    assert claimed(seller) == claims


@pytest.mark.parametrize(
    ("seller", "denied"),
    [
        ("There's no work for your people.", True),
        ("It needs two of your analysts.", False),
        ("It needs one of your analysts.", True),
        ("It needs some of your analysts.", False),
        ("Nothing is replaced.", False),
        ("You'd have to replace your core system.", True),
        ("We're live in twelve weeks.", False),
        ("We're live in three months.", False),
        ("We're live in two weeks.", True),
        ("No integration, no data needed.", True),
        ("It costs nothing.", False),
    ],
)
def test_claims_are_held_against_the_facts(seller: str, denied: bool) -> None:
    segments = hear(seller, after("What would it take?")).segments
    claims = [claim for segment in segments for claim in segment.claims]

    assert claims
    assert bool(contradicted(claims, FACTS)) is denied


def test_without_facts_nothing_is_contradicted() -> None:
    segments = hear("There's no work for your people.", after("And?")).segments

    assert contradicted(segments[0].claims, ()) == ()


def test_no_work_at_all_is_against_a_fact_that_somebody_is_given():
    facts = ("The client gives one data person two days a week for six weeks.",)
    claimed = [
        c for s in hear("There's no work for your team at all.", ()).segments for c in s.claims
    ]
    assert contradicted(claimed, facts)
    honest = [
        c
        for s in hear("You give one data person two days a week for six weeks.", ()).segments
        for c in s.claims
    ]
    assert not contradicted(honest, facts)
