"""What was asked of a model, and what the buyer had half said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from roleplay.domain.problem import BadInput
from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.store import Store
from tests.store.examples import HOSTILE, Clock, ended, said, spoken
from tests.store.test_forgetting import fill, words_on_disk


def request(text: str = "Two per cent.", **changes: object) -> ModelRequest:
    values: dict[str, object] = {
        "role": "buyer",
        "model": "small",
        "prompt_digest": "d" * 64,
        "parameters": {"temperature": 0.7, "seed": None, "stream": True, "max_tokens": 120},
        "outcome": Outcome.ANSWERED,
        "text": text,
        "tokens_in": 100,
        "tokens_out": 10,
        "first_seconds": 0.25,
        "seconds": 1.5,
    }
    return ModelRequest.model_validate(values | changes)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_request_comes_back_as_it_was_with_its_turn_and_time(
    store: Store, call: str, clock: Clock, text: str
) -> None:
    asked = request(text, says=text, outcome=Outcome.CUT_OFF, tokens_out=None)
    store.keep_request(call, asked, 2)
    (kept,) = store.requests(call)
    assert (kept.request, kept.turn, kept.call, kept.at) == (asked, 2, call, clock())


def test_what_no_database_can_hold_is_left_out_and_the_rest_kept(store: Store, call: str) -> None:
    store.keep_request(call, request("a\x00b\ud800c"))
    assert store.requests(call)[0].request.text == "ab?c"


def test_requests_stand_in_the_order_they_were_made(store: Store, call: str) -> None:
    for number in range(5):
        store.keep_request(call, request(str(number)))
    assert [kept.request.text for kept in store.requests(call)] == list("01234")


def test_a_request_for_an_unknown_call_is_refused(store: Store, digest: str) -> None:
    with pytest.raises(BadInput, match="there is no call"):
        store.keep_request("01a20945-da20-7000-a264-fcee5422199f", request())
    with pytest.raises(BadInput, match="there is no call"):
        store.requests("01a20945-da20-7000-a264-fcee5422199f")


def test_what_is_kept_is_never_changed(store: Store, call: str) -> None:
    store.keep_request(call, request())
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        store._database._writing.begin() as connection,
    ):
        connection.exec_driver_sql("UPDATE model_request SET text = 'better'")


def test_tokens_are_added_up_by_time_seller_and_call(
    store: Store, begin: Callable[..., str], clock: Clock
) -> None:
    first, second = begin(), begin(seller="bob")
    store.keep_request(first, request())
    store.keep_request(None, request(tokens_in=1, tokens_out=None))
    clock.pass_by(hours=1)
    later = clock()
    store.keep_request(second, request(tokens_in=5, tokens_out=5))
    assert store.spent() == 121
    assert store.spent(later) == 10
    assert store.spent(later + timedelta(seconds=1)) == 0
    assert store.spent(seller="ann") == 110
    assert store.spent(call_id=second) == 10


def test_costs_are_told_by_role_and_model_and_failures_apart(
    store: Store, begin: Callable[..., str]
) -> None:
    first, second = begin(), begin()
    store.keep_request(first, request())
    store.keep_request(first, request(outcome=Outcome.STALLED, tokens_in=None, tokens_out=None))
    store.keep_request(
        first, request("", outcome=Outcome.UNREACHABLE, tokens_in=None, tokens_out=None)
    )
    store.keep_request(first, request(outcome=Outcome.STOPPED, tokens_in=None, tokens_out=None))
    store.keep_request(first, request(role="judge", model="big", tokens_in=900))
    store.keep_request(second, request())
    store.keep_request(None, request(role="judge"))
    buyer, judge = store.cost_of(first)
    assert (buyer.role, buyer.model, buyer.seller) == ("buyer", "small", None)
    assert (buyer.requests, buyer.failed, buyer.uncounted, buyer.calls) == (4, 2, 2, 1)
    # A reply that a guard has ended is no failure.
    assert buyer.stopped == 1
    assert (buyer.tokens_in, buyer.tokens_out, buyer.seconds) == (100, 10, 6.0)
    assert (judge.model, judge.tokens_in) == ("big", 900)
    found = {(c.seller, c.role, c.model): (c.calls, c.requests) for c in store.costs()}
    assert found == {
        (None, "judge", "small"): (0, 1),
        ("ann", "buyer", "small"): (2, 5),
        ("ann", "judge", "big"): (1, 1),
    }


def test_the_last_turn_is_known(store: Store, call: str) -> None:
    assert store.last_turn(call) == 1
    store.append(call, said(2))
    assert store.last_turn(call) == 2


def test_half_an_answer_is_kept_until_the_turn_is(store: Store, call: str) -> None:
    assert store.half_said(call) is None
    store.append(call, said(2))
    store.save_half_said(call, 3, "Two per")
    store.save_half_said(call, 3, "Two per cent, perhaps.")
    assert store.half_said(call) == (3, "Two per cent, perhaps.")
    store.append(call, spoken(3, "Two per cent, perhaps. Why?"))
    assert store.half_said(call) is None


def test_half_an_answer_stays_where_the_turn_cannot_be_kept(store: Store, call: str) -> None:
    store.append(call, said(2))
    store.save_half_said(call, 3, "Two per")
    with pytest.raises(BadInput, match="cannot be kept"):
        store.append(call, spoken(3, "Two per\x00"))
    assert store.half_said(call) == (3, "Two per")


def test_nothing_is_half_said_once_a_call_has_ended(store: Store, call: str) -> None:
    store.save_half_said(call, 3, "Two per")
    store.append(call, ended())
    assert store.half_said(call) is None
    store.save_half_said(call, 3, "Two per")
    assert store.half_said(call) is None


def test_half_an_answer_and_requests_are_forgotten_with_their_call(
    store: Store, begin: Callable[..., str], path: Path
) -> None:
    gone, kept = begin(), begin()
    for call, word in ((gone, "canary"), (kept, "kept-words")):
        fill(store, call, word)
        store.save_half_said(call, 5, f"{word} half")
        store.keep_request(call, request(f"{word} text", says=f"{word} says", model=f"{word}-m"))
    store.forget_call(gone)
    assert words_on_disk(path.parent, "canary") == []
    assert store.half_said(kept) == (5, "kept-words half")
    assert len(store.requests(kept)) == 1


def test_forgetting_everything_takes_what_belongs_to_no_call(
    store: Store, begin: Callable[..., str], path: Path
) -> None:
    store.keep_request(begin(), request("canary"))
    store.keep_request(None, request("canary"))
    store.forget_all("ann")
    assert words_on_disk(path.parent, "canary") == []
    assert store.spent() == 0
