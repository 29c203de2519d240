from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.domain.history import Attempt
from roleplay.domain.problem import BadInput
from roleplay.store import Store
from tests.store.examples import SKILLS, Clock, new_call, said, scorecard, spoken


def test_a_scorecard_comes_back_with_its_quotes(store: Store, call: str, path: Path) -> None:
    store.append(call, said(2, "👩‍👩‍👧 So what does that cost?"))
    start = len("👩‍👩‍👧 ")
    card = scorecard("So what", start=start)
    kept = store.save_scorecard(call, card, SKILLS)
    (found,) = store.scorecards(call)
    assert (found.id, found.call, found.author) == (kept, call, "machine")
    assert found.scorecard == card
    raw = sqlite3.connect(path)
    assert "So what" not in raw.execute("SELECT body FROM scorecard").fetchone()[0]
    raw.close()


@pytest.mark.parametrize(("turn", "start"), [(2, 1), (2, 400), (9, 0), (1, 0)])
def test_a_quote_that_was_not_said_is_refused(
    store: Store, call: str, turn: int, start: int
) -> None:
    store.append(call, said(2, "So what?"))
    with pytest.raises(BadInput, match=f"not what turn {turn} says"):
        store.save_scorecard(call, scorecard("So what", turn=turn, start=start), SKILLS)
    assert store.scorecards(call) == ()


def test_a_fork_may_quote_the_turns_before_it(store: Store, call: str, digest: str) -> None:
    store.append(call, said(2, "Tell me more"), spoken(3), said(4, "Buy now"))
    fork = store.begin_call(new_call(digest, forked_from=call, fork_turn=4))
    store.append(fork, said(4, "So what?"))
    again = store.begin_call(new_call(digest, forked_from=fork, fork_turn=4))
    for of in (fork, again):
        card = scorecard("Tell me", turn=2)
        store.save_scorecard(of, card, SKILLS)
        assert store.scorecards(of)[0].scorecard == card
    with pytest.raises(BadInput, match="not what turn 4 says"):
        store.save_scorecard(fork, scorecard("Buy now", turn=4), SKILLS)
    with pytest.raises(BadInput, match="not what turn 4 says"):
        store.save_scorecard(again, scorecard("So what", turn=4), SKILLS)


def test_what_is_made_after_the_clock_was_set_back_still_comes_last(
    store: Store, call: str, clock: Clock, path: Path, digest: str
) -> None:
    store.append(call, said(2, "So what?"))
    store.save_scorecard(call, scorecard("So what", level=2), SKILLS)
    store.add_note(call, "turning_point", "before")
    clock.pass_by(days=-1)
    with Store(path, clock) as later:
        later.save_scorecard(call, scorecard("So what", level=5), SKILLS)
        later.add_note(call, "turning_point", "after")
        assert later.begin_call(new_call(digest)) > call
    assert [one.scorecard.overall for one in store.scorecards(call)] == [2.0, 5.0]
    assert [note.text for note in store.notes(call)] == ["before", "after"]


def test_a_new_scorecard_stands_beside_the_old_one(store: Store, call: str) -> None:
    store.append(call, said(2, "So what?"))
    for level, author in ((2, "machine"), (5, "Maria"), (4, "machine")):
        store.save_scorecard(call, scorecard("So what", level=level), SKILLS, author=author)
    found = store.scorecards(call)
    assert [(one.author, one.scorecard.overall) for one in found] == [
        ("machine", 2.0),
        ("Maria", 5.0),
        ("machine", 4.0),
    ]
    assert store.call(call).overall == 4.0
    assert [row.level for row in store.score_history("ann")] == [4, None]


def test_every_criterion_has_a_skill(store: Store, call: str) -> None:
    store.append(call, said(2, "So what?"))
    with pytest.raises(BadInput, match="the criterion sizes has no skill"):
        store.save_scorecard(call, scorecard("So what"), {"first": "discovery"})
    assert store.scorecards(call) == ()


def test_only_first_attempts_at_what_was_not_opened_count(
    store: Store, begin: Callable[..., str], clock: Clock
) -> None:
    began = []
    for changes in ({}, {}, {"variant": "b"}, {"seller": "bob"}):
        call = begin(**changes)
        began.append(clock.time)
        store.append(call, said(2, "So what?"))
        clock.pass_by(days=1)
        store.save_scorecard(call, scorecard("So what"), SKILLS)
    opened = store.calls(scenario="cfo", seller="ann")[0].id
    store.open_hidden(opened)
    store.open_hidden(opened)
    assert store.is_opened("ann", "cfo", "b")
    assert not store.is_opened("ann", "cfo", "a")
    assert not store.is_opened("bob", "cfo", "b")
    rows = [row for row in store.score_history("ann") if row.criterion == "first"]
    assert [(row.variant, row.attempt, row.retired, row.counts, row.at) for row in rows] == [
        ("a", Attempt.FIRST, False, True, began[0]),
        ("a", Attempt.RETAKE, False, False, began[1]),
        ("b", Attempt.FIRST, True, False, began[2]),
    ]
    assert {row.skill for row in rows} == {"discovery"}
    assert [row.at for row in store.score_history("ann", since=began[2])] == [began[2]] * 2


def test_the_recent_levels_are_the_newest_that_count_of_each_skill(
    store: Store, begin: Callable[..., str], clock: Clock
) -> None:
    began = []
    for variant in ("a", "b", "c", "a"):
        call = begin(variant=variant)
        began.append(clock.time)
        store.append(call, said(2, "So what?"))
        clock.pass_by(days=1)
        store.save_scorecard(call, scorecard("So what"), SKILLS)
    store.open_hidden(store.calls(scenario="cfo", seller="ann")[1].id)
    whole = [row for row in store.score_history("ann") if row.counts and row.level is not None]
    assert [row.at for row in whole] == began[:2]
    assert [*store.recent_levels("ann", 2)] == whole[::-1]
    assert [row.at for row in store.recent_levels("ann", 1)] == [began[1]]
    assert store.recent_levels("bob", 6) == ()
