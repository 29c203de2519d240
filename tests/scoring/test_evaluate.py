from __future__ import annotations

import pytest

from roleplay.domain.model import digest
from roleplay.scoring import evaluate
from tests.builders import (
    buyer,
    call,
    change,
    check,
    criterion,
    ledger,
    need,
    route,
    rubric,
    scenario,
    seller,
)

CALL = call(
    "buyer: Claims are fine.",
    seller("What tells you so?", "open_question"),
    buyer("Four percent are overpaid.", "number", lines=("reveal",)),
    seller("We sell audits.", "pitch"),
    buyer("I see.", lines=("act",)),
    seller("All the best.", "rapport"),
    ending="seller_ended",
)

YES = check("yes", count={"move": "open_question", "at_least": 1})
NO = check("no", count={"move": "concede", "at_least": 1})
JUDGE = check("judge", judge_only=True)


def one(scorecard, name):
    return next(score for score in scorecard.criteria if score.id == name)


def test_every_criterion_is_scored_or_unscored_with_its_reason():
    card = evaluate(
        CALL,
        rubric=rubric(
            criterion("five", YES),
            criterion("one", NO),
            criterion("open", YES, JUDGE, three=("yes",), five=("yes", "judge")),
            criterion("unscored", JUDGE),
        ),
    )
    assert [(c.level, c.range) for c in card.criteria] == [
        (5, None),
        (1, None),
        (None, (3, 5)),
        (None, None),
    ]
    assert one(card, "unscored").reason
    assert one(card, "open").reason


def test_the_overall_is_the_weighted_mean_of_low_ends_and_leaves_the_unscored_out():
    card = evaluate(
        CALL,
        rubric=rubric(
            criterion("five", YES, weight=2),
            criterion("one", NO, weight=1),
            criterion("open", YES, JUDGE, three=("yes",), five=("yes", "judge"), weight=4),
            criterion("unscored", JUDGE, weight=3),
        ),
    )
    assert card.overall == 3.29  # (2*5 + 1 + 4*3) / 7
    assert card.overall_range == (3.29, 4.43)
    assert card.coverage == 0.3
    assert card.scorable


def test_nothing_assessable_at_all_is_no_score_and_never_zero():
    card = evaluate(CALL, rubric=rubric(criterion("unscored", JUDGE)))
    assert (card.overall, card.overall_range, card.coverage) == (None, None, 0.0)


def test_a_cap_limits_the_whole_call_when_its_check_is_not_met():
    limit = check("no-pitch", count={"move": "pitch", "at_most": 0}, cap=2.0)
    kept = check("no-discount", count={"move": "concede", "at_most": 0}, cap=1.0)
    unknown = check("fine", judge_only=True, cap=1.5)
    card = evaluate(
        CALL,
        rubric=rubric(criterion("five", YES, limit, kept, unknown, three=("yes",), five=("yes",))),
    )
    assert one(card, "five").level == 5
    assert (card.overall, card.overall_range, card.capped_by) == (2.0, (2.0, 2.0), "no-pitch")


def test_a_cap_above_the_score_limits_nothing():
    limit = check("no-pitch", count={"move": "pitch", "at_most": 0}, cap=2.0)
    card = evaluate(CALL, rubric=rubric(criterion("one", NO, limit, three=("no",), five=("no",))))
    assert (card.overall, card.capped_by) == (1.0, None)


# --- routes ---


def kind(name):
    return check(f"is-{name}", ledger={"kind": name, "reached": "stated"})


def routed(**routes):
    return rubric({"id": "value", "best_of": "kind", "routes": routes})


def test_the_best_route_that_the_call_offers_counts():
    scen = scenario(needs=[need("leakage", "unrecognised"), need("speed", "opportunity")])
    record = ledger(change("need", "speed", "stated", 3), needs=("leakage", "speed"))
    card = evaluate(
        CALL,
        rubric=routed(
            unrecognised=route(kind("unrecognised")),
            opportunity=route(kind("opportunity")),
            broker=route(YES),
        ),
        scenario=scen,
        ledger=record,
    )
    value = one(card, "value")
    assert (value.level, value.route, value.not_offered) == (5, "opportunity", ("broker",))
    assert [result.id for result in value.checks] == ["is-opportunity"]


def test_a_call_that_offers_none_of_the_routes_leaves_it_unscored():
    card = evaluate(CALL, rubric=routed(broker=route(YES)), scenario=scenario(), ledger=ledger())
    value = one(card, "value")
    assert (value.level, value.range, value.not_offered) == (None, None, ("broker",))
    assert value.reason


def test_without_a_scenario_every_route_is_assessed_by_what_needs_no_ledger():
    both = route(YES, kind("broker"), three=("yes",), five=("yes", "is-broker"))
    card = evaluate(CALL, rubric=routed(unrecognised=route(kind("unrecognised")), broker=both))
    value = one(card, "value")
    assert (value.level, value.range, value.route) == (None, (3, 5), "broker")
    assert value.not_offered == ()


def test_routes_with_nothing_assessable_are_unscored():
    card = evaluate(CALL, rubric=routed(unrecognised=route(kind("unrecognised"))))
    value = one(card, "value")
    assert (value.level, value.range, value.route) == (None, None, None)
    assert value.reason


# --- not scorable ---

WORDS = ("seller: Good morning to you.", "buyer: Yes?")
GERMAN = (
    "seller: Wie viele Anlagen stehen bei Ihnen gerade still, und wer merkt es zuerst?",
    "buyer: Zwei Anlagen, und gemerkt hat es der Schichtleiter erst am nächsten Morgen.",
)


@pytest.mark.parametrize(
    ("heard", "reason"),
    [
        (call(), "said nothing"),
        (call("buyer: Hello?", "seller: ", "seller:  "), "said nothing"),
        (call(*WORDS), "only once"),
        (call(*WORDS, *WORDS), "only twice"),
        (call(*WORDS, *WORDS, "seller: ", "buyer: Hello?"), "only twice"),
        (call("buyer: A?", "seller: Hi", "seller: Ok", "seller: Bye"), "one word"),
        (call(*WORDS[:1] * 4), "buyer said nothing"),
        (call(*WORDS * 5, ending="buyer_failed"), "failed"),
        (call(*GERMAN * 3), "another language"),
        (call(*(GERMAN[0], "buyer: Sorry, I only speak English.") * 3), "another language"),
    ],
)
def test_a_call_that_cannot_be_scored_says_why(heard, reason):
    card = evaluate(heard, rubric=rubric(criterion("five", YES), criterion("one", NO)))
    assert not card.scorable
    assert reason in card.reason
    assert (card.overall, card.overall_range, card.coverage) == (None, None, 0.0)
    assert [c.id for c in card.criteria] == ["five", "one"]
    assert all(c.level is None and c.range is None and c.reason for c in card.criteria)


def test_three_turns_can_be_scored():
    assert evaluate(call(*WORDS * 3), rubric=rubric(criterion("one", NO))).scorable


def test_a_scorecard_names_what_it_was_made_with_and_repeats_exactly():
    made = rubric(criterion("five", YES))
    scen = scenario()
    cards = [
        evaluate(CALL, rubric=made, scenario=scen, ledger=ledger(), listener="l7") for _ in "ab"
    ]
    assert cards[0].model_dump_json() == cards[1].model_dump_json()
    digests = cards[0].digests
    assert (digests.rubric, digests.scenario, digests.listener) == (
        digest(made),
        digest(scen),
        "l7",
    )
    assert evaluate(CALL, rubric=made).digests.scenario is None
