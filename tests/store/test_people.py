"""Who sees what: every method of the store answers to who asks, once people were added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from roleplay.domain.assignment import Done, Item, NewAssignment
from roleplay.domain.history import Sought
from roleplay.domain.people import Role
from roleplay.domain.problem import BadInput
from roleplay.domain.review import NewComment, NewDispute, NewRating
from roleplay.store import Store
from tests.store.examples import SKILLS, Body, Clock, ended, new_call, said, scorecard, spoken
from tests.store.test_forgetting import words_on_disk

As = Callable[[str | None], Any]


@pytest.fixture
def a_team(path: Path, clock: Clock) -> dict[str, str]:
    """Ann and Bob are reps of north, Mia is their manager; each rep has one scored call."""
    calls: dict[str, str] = {}
    with Store(path, clock) as store:
        digest = store.keep("scenario", Body(title="The CFO"))
        for name in ("ann", "bob"):
            clock.pass_by(minutes=1)
            call = store.begin_call(new_call(digest, seller=name))
            store.append(call, spoken(1), said(2, f"{name} says so"), spoken(3))
            store.save_scorecard(call, scorecard(name), SKILLS)
            store.add_note(call, "to_self", f"{name} to self")
            store.append(call, ended())
            calls[name] = call
        store.add_people(("ann", "Ann"), ("bob", "Bob"), ("mia", "Mia"))
        team = store.add_team("North").id
        for person, role in (("ann", Role.REP), ("bob", Role.REP), ("mia", Role.MANAGER)):
            store.set_member(team, person, role)
    return {**calls, "team": team}


@pytest.fixture
def asks(path: Path, clock: Clock) -> Callable[[str], Any]:
    @contextmanager
    def asks(person: str) -> Iterator[Store]:
        clock.pass_by(minutes=1)
        with Store(path, clock, principal=person) as store:
            yield store

    return asks


def test_without_people_everything_is_seen_as_ever(store: Store, call: str, path: Path) -> None:
    store.close()
    with Store(path, store._now, principal="somebody else") as again:
        assert again.call(call).id == call
        assert again.people() == again.members() == again.teams() == again.assignments() == ()
        again.forget_call(call)
        assert again.tombstones() == ()


READS: tuple[Callable[[Store, str], object], ...] = (
    lambda store, call: store.call(call),
    lambda store, call: store.call(call[-8:]),
    lambda store, call: store.events(call),
    lambda store, call: store.scorecards(call),
    lambda store, call: store.notes(call),
    lambda store, call: store.draft(call),
    lambda store, call: store.half_said(call),
    lambda store, call: store.takes(call),
    lambda store, call: store.requests(call),
    lambda store, call: store.cost_of(call),
    lambda store, call: store.last_turn(call),
    lambda store, call: store.comments(call),
    lambda store, call: store.ratings(call),
    lambda store, call: store.disputes(call),
    lambda store, call: store.shares(call),
    lambda store, call: store.reviewed(call),
    lambda store, call: store.calls(before=call),
)
WRITES: tuple[Callable[[Store, str], object], ...] = (
    lambda store, call: store.append(call, said(4)),
    lambda store, call: store.claim(call),
    lambda store, call: store.save_draft(call, "mine now"),
    lambda store, call: store.save_half_said(call, 5, "mine now"),
    lambda store, call: store.add_note(call, "to_self", "mine now"),
    lambda store, call: store.save_scorecard(call, scorecard("bob"), SKILLS),
    lambda store, call: store.open_hidden(call),
    lambda store, call: store.forget_call(call),
    lambda store, call: store.share(call, person="ann"),
    lambda store, call: store.begin_call(
        new_call(store.call(call).scenario_digest, forked_from=call)
    ),
    lambda store, call: store.dispute(
        call, NewDispute(criterion="first", check="asks", turn=2, start=0, end=3, text="No"), ""
    ),
)


@pytest.mark.parametrize("reads", [*READS, *WRITES])
def test_a_private_call_is_not_there_for_anybody_else(
    reads: Callable[[Store, str], object], a_team: dict[str, str], asks: As
) -> None:
    for person in ("ann", "mia"):
        with asks(person) as store, pytest.raises(BadInput, match="there is no call"):
            reads(store, a_team["bob"])


@pytest.mark.parametrize("writes", WRITES)
def test_a_shared_call_can_be_looked_at_and_not_written_to(
    writes: Callable[[Store, str], object], a_team: dict[str, str], asks: As
) -> None:
    call = a_team["bob"]
    with asks("bob") as store:
        store.share(call, team=a_team["team"])
        before = store.scorecards(call)
    with asks("ann") as store:
        with pytest.raises(BadInput, match="is not yours"):
            writes(store, call)
        assert store.scorecards(call) == before
        assert (store.notes(call), store.requests(call)) == ((), ())


def test_lists_hold_ones_own_calls_alone(a_team: dict[str, str], asks: As) -> None:
    with asks("ann") as store:
        everybodys = Sought(seller="bob")
        assert store.calls(seller="bob") == store.page(everybodys) == store.latest("bob") == ()
        assert store.count(everybodys) == 0
        assert store.said("says", everybodys) == store.last_of_each("bob") == ()
        assert store.score_history("bob") == store.recent_levels("bob", 6) == ()
        assert store.level_days("bob") == store.unfinished("bob") == ()
        assert [row.seller for row in store.calls()] == ["ann"]
        assert [found.call for found in store.search("says")] == [a_team["ann"]]
        assert store.score_history("ann")
        assert store.said("says", Sought(seller="ann"))


def test_nobody_begins_a_call_or_forgets_in_anothers_name(a_team: dict[str, str], asks: As) -> None:
    with asks("ann") as store:
        digest = store.call(a_team["ann"]).scenario_digest
        with pytest.raises(BadInput, match="theirs alone"):
            store.begin_call(new_call(digest, seller="bob"))
        with pytest.raises(BadInput, match="theirs alone"):
            store.forget_all("bob")
    with asks("bob") as store:
        assert store.call(a_team["bob"])


def test_sharing_and_no_longer_sharing_are_facts_of_which_the_last_holds(
    a_team: dict[str, str], asks: As, path: Path
) -> None:
    call = a_team["bob"]
    for shared, times in ((True, 1), (False, 0), (True, 1)):
        with asks("bob") as store:
            store.share(call, person="mia", shared=shared, redacted=True)
            assert len(store.shares(call)) == times
        with asks("mia") as store:
            assert len(store.shared_calls()) == times
            assert len(store.score_history("bob")) == 2 * times
        with asks("ann") as store:
            assert store.shared_calls() == ()
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT count(*) FROM share").fetchone() == (3,)
    raw.close()


def test_who_leaves_the_team_sees_nothing_shared_with_it(a_team: dict[str, str], asks: As) -> None:
    with asks("bob") as store:
        store.share(a_team["bob"], team=a_team["team"])
    with asks("ann") as store:
        assert store.shared_calls()
        store.set_member(a_team["team"], "ann", Role.REP, joined=False)
        assert store.shared_calls() == ()


TABLES = ("member", "share", "comment", "rating", "revealed", "dispute", "answer", "reviewed")


def test_what_was_said_is_never_changed_even_past_the_program(
    a_team: dict[str, str], asks: As, path: Path
) -> None:
    reviewed(a_team, asks)
    raw = sqlite3.connect(path)
    for table in TABLES:
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            raw.execute(f"UPDATE {table} SET at = at")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        raw.execute("UPDATE score SET level = 5")
    raw.close()


def reviewed(a_team: dict[str, str], asks: As, word: str = "words") -> str:
    """Bob's call, shared with Mia, with something of everything that can be said of it."""
    call = a_team["bob"]
    dispute = NewDispute(criterion="first", check="asks", turn=2, start=0, end=3, text=f"B {word}")
    with asks("bob") as store:
        store.share(call, person="mia")
        key = store.dispute(call, dispute, f"second {word}")
    with asks("mia") as store:
        store.comment(call, NewComment(text=f"M {word}", turn=2, start=0, end=3))
        store.rate(call, [NewRating(criterion="first", level=4, reason=f"M {word}")], blind=True)
        store.reveal(call)
        store.answer(call, key, upheld=True, text=f"M {word}")
        store.mark_reviewed(call)
    return call


def test_what_is_said_of_a_call_has_the_asker_for_its_author(
    a_team: dict[str, str], asks: As
) -> None:
    call = reviewed(a_team, asks)
    with asks("bob") as store:
        assert [c.author for c in store.comments(call)] == ["mia"]
        assert [(r.author, r.level, r.blind) for r in store.ratings(call)] == [("mia", 4, True)]
        (dispute,) = store.disputes(call)
        assert (dispute.author, dispute.answered_by, dispute.upheld) == ("bob", "mia", True)
        assert [r.author for r in store.reviewed(call)] == ["mia"]
        with pytest.raises(BadInput, match="of their own"):
            store.rate(call, [NewRating(criterion="first", level=5)])
        with pytest.raises(BadInput, match="of their own"):
            store.mark_reviewed(call)
    with asks("boss") as store, pytest.raises(BadInput, match="no call"):
        store.comment(call, NewComment(text="I am nobody"))


def test_a_blind_rating_is_its_authors_alone_until_it_is_revealed(
    a_team: dict[str, str], asks: As
) -> None:
    call = a_team["bob"]
    with asks("bob") as store:
        store.share(call, team=a_team["team"])
    with asks("mia") as store:
        store.rate(call, [NewRating(criterion="first", level=2)], blind=True)
        assert [r.revealed for r in store.ratings(call)] == [False]
    for person in ("bob", "ann"):
        with asks(person) as store:
            assert store.ratings(call) == store.every_rating() == ()
    with asks("bob") as store, pytest.raises(BadInput, match="of their own"):
        store.reveal(call)
    with asks("ann") as store:
        store.reveal(call)
    with asks("bob") as store:
        assert store.ratings(call) == ()
    with asks("mia") as store:
        store.reveal(call)
        with pytest.raises(BadInput, match="blind no more"):
            store.rate(call, [NewRating(criterion="first", level=5)], blind=True)
    with asks("bob") as store:
        assert [(r.level, r.revealed) for r in store.ratings(call)] == [(2, True)]
        assert store.every_rating() == store.ratings(call)
        store.share(call, team=a_team["team"], shared=False)
    with asks("mia") as store:
        assert store.every_rating() == ()


def test_an_answer_is_given_once_and_not_by_who_disputes(a_team: dict[str, str], asks: As) -> None:
    call = reviewed(a_team, asks)
    with asks("mia") as store:
        (dispute,) = store.disputes(call)
        with pytest.raises(BadInput, match="answered already"):
            store.answer(call, dispute.id, upheld=False, text="No")
    with asks("bob") as store:
        again = NewDispute(criterion="first", check="asks", turn=2, start=0, end=3, text="Still")
        key = store.dispute(call, again, "")
        with pytest.raises(BadInput, match="disputed already"):
            store.dispute(call, again, "")
        with pytest.raises(BadInput, match="of their own"):
            store.answer(call, key, upheld=True, text="Yes")


@pytest.mark.parametrize(("turn", "start", "end"), [(9, 0, 1), (2, 3, 3), (2, 0, 500)])
def test_words_that_are_not_there_are_refused(
    turn: int, start: int, end: int, a_team: dict[str, str], asks: As
) -> None:
    with asks("bob") as store, pytest.raises(BadInput, match="has no"):
        store.comment(a_team["bob"], NewComment(text="Here", turn=turn, start=start, end=end))


def test_an_assignment_is_seen_by_who_gave_it_and_who_was_given_it(
    a_team: dict[str, str], asks: As
) -> None:
    with asks("mia") as store:
        digest = store.call(share_with_mia(a_team, asks)).rubric_digest
        key = store.assign(
            NewAssignment(
                items=(Item(kind="scenario", name="cfo"),),
                people=("bob",),
                why="For Tuesday",
                done=Done(criterion="first", level=3),
                rubric="value",
                rubric_digest=digest,
            )
        )
        assert store.assignment(key[-8:]).by == "mia"
    with asks("bob") as store:
        (mine,) = store.assignments()
        assert (mine.why, mine.done, mine.withdrawn) == (
            "For Tuesday",
            Done(criterion="first", level=3),
            False,
        )
        with pytest.raises(BadInput, match="only who gave"):
            store.withdraw(key)
    with asks("ann") as store:
        assert store.assignments() == ()
        with pytest.raises(BadInput, match="no assignment"):
            store.assignment(key)
    with asks("mia") as store:
        store.withdraw(key)
        assert store.assignment(key).withdrawn


def share_with_mia(a_team: dict[str, str], asks: As) -> str:
    with asks("bob") as store:
        store.share(a_team["bob"], person="mia")
    return a_team["bob"]


def test_a_person_is_forgotten_with_every_word_and_counts_stay_explainable(
    a_team: dict[str, str], asks: As, path: Path
) -> None:
    call = reviewed(a_team, asks, "canary")
    with asks("mia") as store:
        items = (Item(kind="drill", name="size-it"),)
        store.assign(NewAssignment(items=items, people=("bob",), why="canary why"))
        assert words_on_disk(path.parent, "canary") != []
        store.forget_all("mia", person_too=True)
        (stone,) = store.tombstones()
        assert stone.counts == {
            "comment": 1,
            "rating": 1,
            "answer": 1,
            "share": 1,
            "assignment": 1,
        }
    on_disk = path.read_bytes()
    for word in (b"M canary", b"canary why", b"Mia"):
        assert word not in on_disk
    with asks("bob") as store:
        (dispute,) = store.disputes(call)
        assert dispute.answered_by is None
        store.forget_all("bob")
        assert words_on_disk(path.parent, "canary") == []
        assert store.tombstones()[-1].counts == {"call": 1, "scorecard": 1, "dispute": 1}
        assert [person.id for person in store.people()] == ["ann", "bob"]
        assert store.check().intact
