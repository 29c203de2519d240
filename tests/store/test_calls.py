from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roleplay.domain.history import Attempt
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.transcript import CorrectedEvent, SaidEvent, spoken_seconds
from roleplay.store import Store
from tests.store.examples import (
    HOSTILE,
    Body,
    Clock,
    ended,
    every_event,
    heard,
    new_call,
    said,
    spoken,
    started,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_event_comes_back_as_it_was(store: Store, digest: str, text: str) -> None:
    call = store.begin_call(new_call(digest))
    events = every_event(digest, text)
    store.append(call, *events)
    assert store.events(call) == events


def test_words_stand_in_one_place_of_the_table(store: Store, call: str, path: Path) -> None:
    store.append(call, said(2, "only-once"), spoken(3, "also-once"))
    with sqlite3.connect(path) as raw:
        bodies = raw.execute("SELECT body FROM event").fetchall()
        texts = raw.execute("SELECT text FROM event ORDER BY seq").fetchall()
    raw.close()
    assert not any("-once" in body for (body,) in bodies)
    assert [text for (text,) in texts[1:]] == ["only-once", "also-once"]


@pytest.mark.parametrize("text", ["a\x00b", "half a pair \ud83d"])
def test_words_no_database_holds_are_refused(store: Store, call: str, text: str) -> None:
    with pytest.raises(BadInput, match="cannot be kept"):
        store.append(call, said(2, text))
    with pytest.raises(BadInput, match="cannot be kept"):
        store.append(call, SaidEvent(turn=2, text="well"), spoken(3, text))
    with pytest.raises(BadInput, match="cannot be kept"):
        store.save_draft(call, text)
    assert len(store.events(call)) == 1


def test_a_turn_is_written_once(store: Store, call: str) -> None:
    store.append(call, said(2))
    with pytest.raises(BadInput, match="turn 2 of this call is already written"):
        store.append(call, said(2, "what I meant to say"))
    assert store.events(call)[1:] == (said(2),)


def test_events_are_added_all_or_none(store: Store, call: str) -> None:
    with pytest.raises(BadInput, match="already written"):
        store.append(call, said(2), spoken(2))
    assert len(store.events(call)) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET text = 'better'",
        "UPDATE document SET body = '{}'",
        "UPDATE call SET seller = 'bob'",
        "INSERT INTO event SELECT x'01', call_id, seq, 9, event, text, body, at FROM event",
    ],
)
def test_what_happened_cannot_be_changed(store: Store, call: str, path: Path, change: str) -> None:
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match=r"only ever added|changes once|UNIQUE"):
        raw.execute(change)
    raw.close()


def test_a_call_ends_once(store: Store, call: str, clock: Clock, path: Path) -> None:
    store.append(call, said(2, "one two three"), ended())
    row = store.call(call)
    assert (row.ending, row.ended_by, row.ended_at) == ("agreed_next_step", "seller", clock.time)
    assert row.minutes == pytest.approx(spoken_seconds(6, 2) / 60)
    with pytest.raises(BadInput, match="the call has ended"):
        store.append(call, said(4))
    store.append(call, CorrectedEvent(turn=2, heard=heard()))
    store.save_draft(call, "too late")
    assert store.draft(call) == ""
    assert list((path.parent / "open").iterdir()) == []
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="changes once"):
        raw.execute("UPDATE call SET ending = 'hung_up'")
    raw.close()


def test_a_draft_is_replaced_and_goes_when_it_is_said(store: Store, call: str) -> None:
    assert store.draft(call) == ""
    store.save_draft(call, "So wh")
    store.save_draft(call, "So what")
    assert store.draft(call) == "So what"
    store.append(call, said(2, "So what?"))
    assert store.draft(call) == ""


def test_a_draft_outlives_what_the_buyer_says(store: Store, call: str) -> None:
    store.append(call, said(2))
    store.save_draft(call, "And")
    store.append(call, spoken(3))
    assert store.draft(call) == "And"


def test_only_the_first_call_in_which_something_was_said_is_the_first(
    store: Store, begin: Callable[..., str]
) -> None:
    unused, first = begin(), begin()
    store.append(first, said(2))
    assert store.call(unused).attempt is Attempt.FIRST
    assert store.call(first).attempt is Attempt.FIRST
    assert store.call(begin()).attempt is Attempt.RETAKE
    assert store.call(begin(variant="b")).attempt is Attempt.FIRST
    assert store.call(begin(seller="bob")).attempt is Attempt.FIRST
    assert store.call(begin(attempt=Attempt.RETAKE, scenario="other")).attempt is Attempt.RETAKE


def test_a_fork_knows_where_it_comes_from(
    store: Store, call: str, digest: str, begin: Callable[..., str]
) -> None:
    store.append(call, said(2), spoken(3), said(4))
    fork = store.begin_call(new_call(digest, forked_from=call[-8:], fork_turn=4))
    store.append(fork, started(digest, forked_from=(call, 4)), said(4, "one two"), ended())
    row = store.call(fork)
    assert (row.attempt, row.forked_from, row.fork_turn) == (Attempt.FORK, call, 4)
    assert row.minutes == pytest.approx(spoken_seconds(3 + 6 + 3 + 2, 4) / 60)
    assert len(store.events(fork)) == 3


def test_a_call_needs_what_it_was_played_with(store: Store) -> None:
    with pytest.raises(BadInput, match="kept before their call begins"):
        store.begin_call(new_call("0" * 64))
    assert store.calls() == ()


def test_a_document_is_kept_once(store: Store, digest: str) -> None:
    body = Body(title="The CFO")
    assert store.keep("scenario", body) == digest
    assert store.document(digest, Body) == body
    weighed = Body(title="Weights", weights={1: 0.5, 3: 2})
    assert store.document(store.keep("rubric", weighed), Body) == weighed
    assert store.check().counts["document"] == 2
    with pytest.raises(BadInput, match="nothing is kept"):
        store.document("f" * 64, Body)


def test_an_event_of_another_version_is_named(store: Store, call: str, path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute(
        "INSERT INTO event SELECT x'01', call_id, 2, NULL, 'sang', NULL, '{}', at FROM event"
    )
    raw.commit()
    raw.close()
    with pytest.raises(Broken, match=f"the call {call} was written by another version"):
        store.events(call)


def test_a_call_is_open_in_one_window(store: Store, call: str, path: Path, clock: Clock) -> None:
    with Store(path, clock) as other:
        for attempt in (
            lambda: other.claim(call),
            lambda: other.append(call, said(2)),
            lambda: other.save_draft(call, "mine"),
            lambda: other.forget_call(call),
        ):
            with pytest.raises(Broken, match="open in another window"):
                attempt()
        assert len(other.events(call)) == 1
        store.release(call)
        other.claim(call)
        with pytest.raises(Broken, match="open in another window"):
            store.append(call, said(2))
        other.append(call, ended())
        store.claim(call)


def test_an_unknown_call_takes_nothing(store: Store, path: Path) -> None:
    unknown = "01a20945-da20-7000-a264-fcee5422199f"
    with pytest.raises(BadInput, match="there is no call"):
        store.append(unknown, said(2))
    with pytest.raises(BadInput, match="there is no call"):
        store.save_draft(unknown, "x")
    with pytest.raises(BadInput, match="there is no call"):
        store.claim("nonsense")
    assert not (path.parent / "open").exists()


def test_threads_share_a_store(store: Store, begin: Callable[..., str]) -> None:
    calls = [begin() for _ in range(4)]

    def talk(call: str) -> None:
        for turn in range(2, 22):
            store.append(call, said(turn, f"{turn}"))
            store.save_draft(call, f"{turn}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(talk, calls))
    assert [len(store.events(call)) for call in calls] == [21] * 4
