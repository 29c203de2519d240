"""A buyer's turn said back, a fault owned, a limit told, a question meant otherwise."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Heard, Kind
from roleplay.listening import hear
from tests.listening.test_kinds import after

NIGHTMARE = (
    "A nightmare, he said. I am not going through that. He said fourteen months, and four had "
    "been promised."
)
BOXES = "He had boxes. Boxes of paper in the canteen, and his planners typing at night."


def heard(buyer: str, seller: str) -> Heard:
    return hear(seller, after(buyer))


@pytest.mark.parametrize("buyer", [NIGHTMARE, BOXES, "You've lost me there."])
def test_the_buyers_whole_turn_said_back_shows_nothing(buyer):
    turn = heard(buyer, buyer)
    assert {segment.kind for segment in turn.segments} == {Kind.OTHER}
    assert not any(s.takes_up or s.meets or s.topics for s in turn.segments)


@pytest.mark.parametrize("seller", ["Boxes of paper.", "Planners, typing at night?"])
def test_a_mirror_is_still_a_reflection(seller):
    turn = heard(BOXES, seller)
    assert turn.dominant is Kind.REFLECTION
    assert turn.segments[0].takes_up


@pytest.mark.parametrize(
    "seller",
    [
        "That was our mistake, not Piotr's.",
        "Nine of their depots were on paper and we didn't look before we promised.",
        "It was fourteen months and I'm not going to dress it up.",
    ],
)
def test_a_fault_of_ones_own_is_owned(seller):
    assert heard(NIGHTMARE, seller).segments[0].owns_up


@pytest.mark.parametrize(
    "seller",
    ["That was Brackwell's fault, not ours.", "It's not our fault.", "Was that our mistake?"],
)
def test_nothing_else_owns_up(seller):
    assert not any(s.owns_up for s in heard(NIGHTMARE, seller).segments)


KINDS = {
    "That's not something we can do anything about, and I'd be lying if I said it was.": (
        Kind.ANSWER_CONCERN
    ),
    "I can hear that landed badly.": Kind.ACKNOWLEDGE,
    "So let me ask it properly.": Kind.AGENDA,
    "So I'll come back to you with the two numbers you gave me and nothing else.": Kind.ADVANCE,
    "I meant do Halloway charge you a penalty when it misses": Kind.CLOSED_QUESTION,
    "What I meant was who decides it": Kind.CLOSED_QUESTION,
    "I asked what broke in 2021.": Kind.OPEN_QUESTION,
    "I'm asking who signs.": Kind.CLOSED_QUESTION,
    "So fourteen months, and four had been promised.": Kind.REFLECTION,
}


@pytest.mark.parametrize("seller", KINDS)
def test_what_it_is(seller):
    assert heard(NIGHTMARE, seller).dominant is KINDS[seller]


def test_a_question_behind_what_was_not_meant_is_heard():
    turn = heard(
        "Go on.", "No no Im not talking price at all, I meant do Halloway charge you a penalty"
    )
    assert turn.segments[-1].kind is Kind.CLOSED_QUESTION


def test_the_terms_of_a_step_belong_to_it():
    turn = heard(
        "I could see you in March.",
        "Can we meet again, then? Your second week of March, you and Gareth and me, and you ask "
        "for the payment files before I come.",
    )
    assert [segment.kind for segment in turn.segments] == [Kind.ADVANCE, Kind.ADVANCE]
