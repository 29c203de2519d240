"""What the buyer would tell a colleague."""

from __future__ import annotations

import pytest

from roleplay.coaching.colleague import to_a_colleague
from roleplay.domain.endings import Ending
from roleplay.domain.ledger import Change
from tests.builders import change, ledger, need, scenario

CALLED = {**need("leakage", "unrecognised"), "called": "the overpaid claims"}
HINTED = change("need", "leakage", "hinted", 3)
STATED = change("need", "leakage", "stated", 3)
SIZED = change("need", "leakage", "quantified", 5)
OWNED = change("need", "leakage", "owned", 7)
RAISED = change("objection", "rip-and-replace", "raised", 7)
RESOLVED = change("objection", "rip-and-replace", "resolved", 9)
OFFERED = change("commitment", "meet-claims", "offered", 9)
ACCEPTED = change("commitment", "meet-claims", "accepted", 9)
DECLINED = change("commitment", "meet-claims", "declined", 9)


@pytest.mark.parametrize(
    ("changes", "ending", "words"),
    [
        ((), Ending.SELLER_ENDED, "I don't think they found out much"),
        ((), Ending.OUT_OF_TIME, "I don't think they found out much"),
        ((HINTED,), Ending.SELLER_ENDED, "I don't think they found out much"),
        ((), Ending.HUNG_UP, "so I ended it"),
        ((STATED, SIZED), Ending.HUNG_UP, "so I ended it"),
        ((OFFERED,), Ending.PUT_OFF, "They wanted a meeting."),
        ((OFFERED, DECLINED), Ending.DECLINED, "They wanted a meeting."),
        ((ACCEPTED,), Ending.AGREED_NEXT_STEP, "I said yes to a next step; ask me what for"),
        ((STATED,), Ending.SELLER_ENDED, "I told them about the overpaid claims."),
        ((STATED, RAISED), Ending.SELLER_ENDED, "less so when I said what worries me"),
        ((STATED, RAISED, RESOLVED), Ending.SELLER_ENDED, "I told them about the overpaid claims."),
        ((STATED, ACCEPTED), Ending.AGREED_NEXT_STEP, "We're taking it a step further."),
        ((STATED, SIZED), Ending.PUT_OFF, "and then left me alone with it"),
        ((STATED, SIZED, ACCEPTED), Ending.AGREED_NEXT_STEP, "We go on."),
        ((STATED, SIZED, OWNED, ACCEPTED), Ending.AGREED_NEXT_STEP, "We go on."),
        # An accepted step makes a need the buyer's own without a number.
        ((STATED, OWNED, ACCEPTED), Ending.AGREED_NEXT_STEP, "We're taking it a step further."),
    ],
)
def test_by_what_they_came_to(changes: tuple[Change, ...], ending: Ending, words: str) -> None:
    said = to_a_colleague(scenario(needs=[CALLED]), ledger(*changes), ending)
    assert words in said
    if any(each.what == "need" and each.state != "hinted" for each in changes):
        assert "the overpaid claims" in said or ending is Ending.HUNG_UP


@pytest.mark.parametrize(
    ("right", "changes", "well"),
    [
        ("disqualified", (), True),
        ("agreed_next_step", (), False),
        ("agreed_next_step", (ACCEPTED,), False),
        (["agreed_next_step", "meet-claims"], (ACCEPTED,), True),
    ],
)
def test_stepping_away_is_right_only_where_it_is(
    right: str | list[str], changes: tuple[Change, ...], well: bool
) -> None:
    call = scenario(right_ending=right)
    said = to_a_colleague(call, ledger(*changes), Ending.DISQUALIFIED)
    assert ("I'd take their call again" in said) is well
    assert ("Odd, really" in said) is not well


def test_a_need_without_words_of_its_own_is_not_named() -> None:
    said = to_a_colleague(scenario(), ledger(STATED), Ending.SELLER_ENDED)
    assert "leakage" not in said
    assert "something I hadn't looked at in a while" in said


@pytest.mark.parametrize("ending", [*Ending, None])
def test_there_is_a_sentence_for_every_ending(ending: Ending | None) -> None:
    said = to_a_colleague(scenario(needs=[]), ledger(needs=()), ending)
    assert said.endswith((".", "for."))
    assert len(said) < 150
