"""The one moment to take again, the one thing to keep, and the openings that went by."""

from __future__ import annotations

import pytest

from roleplay.coaching.moments import hints_missed, the_keep, the_moment
from roleplay.domain.buyer import Line
from roleplay.domain.ledger import Change, NeedState
from roleplay.domain.scenario import Act
from tests.builders import change
from tests.coaching.examples import CALL, decided, effect, events, state

STATED = {"leakage": NeedState.STATED, "fraud": NeedState.HIDDEN}


def _act(act: Act) -> Line:
    return Line(kind="act", act=act)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act.HANG_UP, "the call was lost"),
        (Act.UNMOVED, "did not touch what was behind"),
        (Act.REMINDS, "did not fit what you had said"),
        (Act.DOUBTS, "was not believed"),
        (Act.CORRECTS, "not what had been said"),
        (Act.MONOTONE, "for the third time"),
        (Act.STACKED, "Three questions at once"),
    ],
)
def test_what_the_buyer_remarked_on_is_a_moment(act: Act, words: str) -> None:
    found = the_moment(CALL, events(decided(2), decided(4, _act(act)), decided(6)))
    assert found is not None
    assert found.turn == 4
    assert words in found.why


@pytest.mark.parametrize("act", [Act.PITCH, Act.GOODBYE, Act.NARROWS, Act.RESOLVED, Act.PAUSE])
def test_other_answers_are_none(act: Act) -> None:
    assert the_moment(CALL, events(decided(2, _act(act)))) is None


def test_a_call_without_a_fault_has_no_moment() -> None:
    assert the_moment(CALL, events()) is None
    assert the_moment(CALL, events(decided(2, Line(kind="reveal", about="leakage")))) is None


def test_the_heaviest_counts_and_of_equals_the_first() -> None:
    found = the_moment(
        CALL,
        events(
            decided(2, _act(Act.STACKED)),
            decided(4, _act(Act.DOUBTS)),
            decided(6, _act(Act.DOUBTS)),
        ),
    )
    assert found is not None
    assert found.turn == 4
    found = the_moment(CALL, events(decided(2, _act(Act.UNMOVED)), decided(4, _act(Act.HANG_UP))))
    assert found is not None
    assert found.turn == 4


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        (None, "before they had a reason of their own"),
        (STATED, "they were not ready for"),
    ],
)
def test_a_step_that_was_declined(needs: dict[str, NeedState] | None, words: str) -> None:
    before = state(needs=needs) if needs else state()
    declined = Line(kind="declines", about="meet-claims")
    found = the_moment(CALL, events(decided(2, after=before), decided(4, declined)))
    assert found is not None
    assert found.turn == 4
    assert words in found.why


def test_a_concern_is_only_a_fault_when_it_comes_before_any_need() -> None:
    raised = Line(kind="objection", about="rip-and-replace")
    early = the_moment(CALL, events(decided(2, raised)))
    assert early is not None
    assert "before they had said what they needed" in early.why
    later = events(decided(2, after=state(needs=STATED)), decided(4, raised))
    assert the_moment(CALL, later) is None


def test_an_opening_that_went_by() -> None:
    hinted = state(openings={"fraud": 3})
    missed = state(missed=("fraud",))
    found = the_moment(CALL, events(decided(2, after=hinted), decided(4), decided(6, after=missed)))
    assert found is not None
    assert (found.turn, found.need) == (6, "fraud")
    again = events(decided(6, after=missed), decided(8, after=missed))
    other = the_moment(CALL, again)
    assert other is not None
    assert other.turn == 6


@pytest.mark.parametrize(
    ("trust", "patience", "is_one"),
    [(-4, -4, True), (-3, -4, False), (0, -8, True), (-9, 2, False)],
)
def test_a_turn_that_cost_goodwill(trust: int, patience: int, is_one: bool) -> None:
    found = the_moment(CALL, events(decided(2, effects=(effect(2, trust, patience),))))
    assert (found is not None) is is_one


def test_what_cost_most_is_the_turn_that_did() -> None:
    cost = [decided(2, effects=(effect(2, -4, -8),)), decided(4, effects=(effect(4, -9, -8),))]
    found = the_moment(CALL, events(*cost, decided(6, effects=(effect(6, 0, -8),))))
    assert found is not None
    assert found.turn == 4


def test_the_need_within_reach_is_the_hinted_one_else_the_first_in_the_file() -> None:
    fault = _act(Act.STACKED)
    first = the_moment(CALL, events(decided(2, fault)))
    hinted = state(needs={"leakage": NeedState.HIDDEN, "fraud": NeedState.HINTED})
    second = the_moment(CALL, events(decided(2, fault), begins=hinted))
    all_said = state(needs={"leakage": NeedState.STATED, "fraud": NeedState.OWNED})
    none = the_moment(CALL, events(decided(2, fault), begins=all_said))
    assert [each and each.need for each in (first, second, none)] == ["leakage", "fraud", None]


def test_after_a_correction_only_what_counts_is_looked_at() -> None:
    assert the_moment(CALL, events(decided(2, _act(Act.STACKED)), decided(2))) is None


# Kept


def _earned(name: str, to: str, turn: int, what: str = "need") -> Change:
    return change(what, name, to, turn + 1, (turn, 0, 9))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ((_earned("leakage", "hinted", 2), _earned("leakage", "stated", 4)), 4),
        ((_earned("leakage", "stated", 2), _earned("leakage", "quantified", 4)), 4),
        ((_earned("leakage", "stated", 2), _earned("fraud", "stated", 4)), 2),
        ((_earned("leakage", "quantified", 2), _earned("leakage", "owned", 4)), 2),
        (
            (
                _earned("rip-and-replace", "explored", 2, "objection"),
                _earned("rip-and-replace", "resolved", 4, "objection"),
            ),
            4,
        ),
        (
            (
                _earned("meet-claims", "offered", 2, "commitment"),
                _earned("meet-claims", "accepted", 4, "commitment"),
            ),
            4,
        ),
        (
            (
                _earned("leakage", "stated", 2),
                _earned("meet-claims", "accepted", 4, "commitment"),
            ),
            2,
        ),
    ],
)
def test_the_words_that_earned_most_are_kept(changes: tuple[Change, ...], kept: int) -> None:
    found = the_keep(events(*(decided(each.turn - 1, changes=(each,)) for each in changes)))
    assert found is not None
    assert found.span.turn == kept
    assert (found.span.start, found.span.end) == (0, 9)


def test_what_no_words_earned_is_not_kept() -> None:
    unearned = change("need", "leakage", "quantified", 3)
    declined = change("commitment", "meet-claims", "declined", 5, (4, 0, 9))
    raised = change("objection", "rip-and-replace", "raised", 7, (6, 0, 9))
    several = [decided(each.turn - 1, changes=(each,)) for each in (unearned, declined, raised)]
    assert the_keep(events(*several)) is None
    assert the_keep(events()) is None


def test_without_a_ledger_entry_the_warmest_words_are_kept() -> None:
    found = the_keep(
        events(
            decided(2, effects=(effect(2, 3), effect(2, -8))),
            decided(4, effects=(effect(4, 6, start=5),)),
            decided(6, effects=(effect(6, 6),)),
        )
    )
    assert found is not None
    assert (found.span.turn, found.span.start, found.trust, found.change) == (4, 5, 6, None)
    assert the_keep(events(decided(2, effects=(effect(2, 0), effect(2, -3))))) is None


# Openings


def test_hints_that_went_by_and_no_others() -> None:
    leak, fraud = (Line(kind="hint", about=name, say=(name,)) for name in ("leakage", "fraud"))
    told = events(decided(2, leak), decided(4, fraud), decided(8, after=state(missed=("fraud",))))
    assert hints_missed(told) == ((5, fraud),)
    assert hints_missed(events()) == ()
