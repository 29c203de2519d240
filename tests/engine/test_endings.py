"""How a call ended: the first of the list that applies."""

from __future__ import annotations

import pytest

from roleplay.domain.buyer import State
from roleplay.domain.endings import EndedBy, Ending
from roleplay.engine.endings import ending_of


def ended(by: str = "seller", *commitments: str, **fields) -> Ending:
    state = State(
        trust=50,
        interest=50,
        patience=50,
        needs={},
        objections={},
        commitments={f"c-{place}": made for place, made in enumerate(commitments)},
        **fields,
    )
    return ending_of(state, EndedBy(by))


APPLY = {
    "buyer_failed": ("failure", {}, ()),
    "hung_up": ("buyer", {"hung_up": True}, ()),
    "disqualified": ("seller", {"stepped_away": 4}, ()),
    "agreed_next_step": ("seller", {}, ("accepted",)),
    "declined": ("seller", {}, ("declined",)),
    "put_off": ("seller", {}, ("offered",)),
}
"""What makes each apply, in their order."""


@pytest.mark.parametrize("name", APPLY)
def test_each_ending_by_itself(name):
    by, fields, commitments = APPLY[name]
    assert ended(by, "none", *commitments, **fields) == name


def test_the_first_that_applies_goes_before_those_after_it():
    order = list(APPLY)
    for place, name in enumerate(order):
        from_here = [APPLY[each] for each in order[place:]]
        by = "failure" if name == "buyer_failed" else "buyer" if name == "hung_up" else "seller"
        fields = {key: value for _, more, _ in from_here for key, value in more.items()}
        commitments = [made for _, _, some in from_here for made in some]
        assert ended(by, *commitments, **fields) == name


@pytest.mark.parametrize("by", ["seller", "clock"])
def test_who_ends_it_decides_only_when_nothing_was_asked_for(by):
    left = "out_of_time" if by == "clock" else "seller_ended"
    assert ended(by) == left
    assert ended(by, "none") == left
    assert ended(by, "accepted") == "agreed_next_step"
    assert ended(by, "offered") == "put_off"


def test_the_endings_stand_in_their_order():
    assert [ending.value for ending in Ending] == [*APPLY, "out_of_time", "seller_ended"]
    assert [by.value for by in EndedBy] == ["seller", "buyer", "clock", "failure"]
