from __future__ import annotations

import sys
from types import ModuleType
from typing import get_args

import pytest

from roleplay.domain.moves import Claim
from roleplay.domain.rubric import MetricName
from roleplay.domain.strategy import Strategy
from roleplay.scoring import evaluate
from roleplay.scoring.metrics import measure
from roleplay.scoring.reading import Reading
from tests.builders import buyer, call, check, criterion, ledger, rubric, scenario, seg, seller

CALL = call(
    "buyer: One two three four.",
    seller(
        "Who? When? And why is that so?",
        seg("Who?", "closed_question"),
        seg("When?", "closed_question"),
        seg("And why is that so?", "open_question", takes_up=True),
    ),
    buyer("Five six."),
    seller("Right, so it is.", "reflection", takes_up=True),
    openings_missed=2,
)


def values(heard, **known):
    return {name: found.metric for name, found in measure(Reading(heard, **known)).items()}


def test_each_metric_has_its_value_and_a_plain_reading():
    found = values(CALL, ledger=ledger())
    assert {name: metric.value for name, metric in found.items()} == {
        "seller_turns": 2,
        "talk_share": 0.647,
        "longest_turn": 7,
        "questions": 3,
        "questions_per_minute": 11.776,
        "stacked_questions": 1,
        "follow_ups": 2,
        "minutes": 0.255,
        "openings_missed": 2,
    }
    assert found["talk_share"].reading == "You spoke 65% of the words."
    assert found["longest_turn"].reading == "Your longest turn had 7 words."
    assert found["minutes"].reading == "Spoken aloud, the call would last 0.3 minutes."
    assert all(metric.name == name for name, metric in found.items())


def test_an_empty_call_divides_by_nothing():
    assert set(values(call())) == {
        "seller_turns",
        "questions",
        "stacked_questions",
        "follow_ups",
        "minutes",
    }


def test_every_metric_of_a_rubric_can_be_measured_or_says_why_not():
    for name in get_args(MetricName):
        made = rubric(criterion("c", check(metric={"name": name, "at_most": 0})))
        card = evaluate(call(*["buyer: So?", "seller: We are here now."] * 3), rubric=made)
        (result,) = card.criteria[0].checks
        assert (result.value is None) is (name in ("contradicted_facts", "openings_missed"))
        assert result.verdict != "not_assessable" or result.reason


STRATEGY = Strategy.model_validate(
    {
        "offerings": [
            {
                "id": "claims",
                "title": "Claims",
                "kind": "strategic",
                "implementation": ["Two analysts for six weeks."],
            },
            {"id": "bare", "title": "Bare", "kind": "traditional"},
        ]
    }
)


@pytest.fixture
def facts(monkeypatch):
    """A listener that takes every claim of no effort as contradicted; what it was handed."""
    handed = []
    fake = ModuleType("roleplay.listening")

    def contradicted(claims, facts):
        handed.append(tuple(facts))
        return tuple(claim for claim in claims if claim.amount == 0)

    fake.contradicted = contradicted
    monkeypatch.setitem(sys.modules, "roleplay.listening", fake)
    return handed


def claiming(amount):
    text = "It takes your people nothing at all."
    claim = Claim(subject="effort", amount=amount, start=9, end=35)
    return call(
        "buyer: What does it take?",
        seller(text, seg(text, "pitch", claims=(claim,))),
        *["buyer: So?", "seller: We are here now."] * 3,
    )


def test_a_claim_against_the_facts_is_counted_and_shown(facts):
    made = rubric(
        criterion("c", check(metric={"name": "contradicted_facts", "at_most": 0}, cap=2.0))
    )
    card = evaluate(
        claiming(0), rubric=made, scenario=scenario(offering="claims"), strategy=STRATEGY
    )
    assert card.metrics["contradicted_facts"].value == 1
    (result,) = card.criteria[0].checks
    assert [words.quote for words in result.evidence] == ["your people nothing at all"]
    assert facts == [("Two analysts for six weeks.",)]


def test_the_real_listener_finds_a_claim_that_the_facts_deny():
    known = {"scenario": scenario(offering="claims"), "strategy": STRATEGY}
    assert values(claiming(0), **known)["contradicted_facts"].value == 1
    assert values(claiming(None), **known)["contradicted_facts"].value == 0


def test_a_claim_that_fits_the_facts_is_none(facts):
    found = values(claiming(2.0), scenario=scenario(offering="claims"), strategy=STRATEGY)
    assert found["contradicted_facts"].value == 0


@pytest.mark.parametrize(
    "known",
    [
        {"strategy": STRATEGY},
        {"scenario": scenario(offering="claims")},
        {"scenario": scenario(), "strategy": STRATEGY},
        {"scenario": scenario(offering="bare"), "strategy": STRATEGY},
    ],
)
def test_without_facts_no_claim_can_be_judged(known):
    assert "contradicted_facts" not in values(claiming(0), **known)


def readings(heard, **known):
    return {name: metric.reading for name, metric in values(heard, **known).items()}


def test_what_never_happened_reads_as_a_person_would_say_it():
    quiet = readings(call("buyer: Yes?", seller("Right.", "acknowledge")), ledger=ledger())
    assert quiet["questions"] == "You asked no questions."
    assert quiet["stacked_questions"] == "You never asked 3 questions in one breath."
    assert quiet["follow_ups"] == "You never took up what the buyer had just said."
    assert quiet["openings_missed"].startswith("No openings of the buyer's")


def test_what_happened_once_or_twice_says_so():
    said = readings(CALL)
    assert said["stacked_questions"] == "You asked 3 questions or more in one breath once."
    assert said["follow_ups"] == "You took up what the buyer had just said twice."
