from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from roleplay.domain.endings import Ending
from roleplay.domain.history import Note
from roleplay.domain.problem import BadInput
from roleplay.store import Store
from tests.store.examples import Clock, ended, new_call, said


def test_a_part_of_an_id_names_a_call(store: Store, begin: Callable[..., str]) -> None:
    call, _ = begin(), begin()
    row = store.call(call)
    assert row.id == call
    for name in (call.upper(), call.replace("-", ""), row.short, call[:12], f" {call[-6:]} "):
        assert store.call(name) == row


def test_an_id_that_names_no_single_call_is_refused(
    store: Store, begin: Callable[..., str]
) -> None:
    begin()
    call = begin()
    for name, says in (
        (call[:6], "several calls have"),
        (call[-5:], "too short: give at least 6"),
        ("", "too short"),
        ("ffffffff", "there is no call 'ffffffff': `roleplay history`"),
        ("%%%%%%", "there is no call"),
        ("' OR 1=1", "there is no call"),
        (call + "0", "there is no call"),
    ):
        with pytest.raises(BadInput, match=says):
            store.call(name)


def test_pages_go_from_the_newest_to_the_oldest(store: Store, begin: Callable[..., str]) -> None:
    calls = [begin() for _ in range(7)]
    first = store.calls(limit=3)
    second = store.calls(limit=3, before=first[-1].id)
    third = store.calls(limit=3, before=second[-1].id)
    assert [row.id for row in (*first, *second, *third)] == calls[::-1]


def test_calls_begun_in_one_moment_or_on_a_clock_set_back_keep_their_order(
    store: Store, digest: str, clock: Clock
) -> None:
    calls = []
    for hours in (0, 0, 0, -24, 0):
        clock.pass_by(hours=hours)
        calls.append(store.begin_call(new_call(digest)))
    assert [row.id for row in store.calls()] == calls[::-1]
    assert all(earlier < later for earlier, later in pairwise(calls))


def test_calls_are_filtered(store: Store, begin: Callable[..., str]) -> None:
    anns, bobs, others = begin(), begin(seller="bob"), begin(scenario="other")
    store.append(bobs, ended())
    assert [row.id for row in store.calls(seller="ann")] == [others, anns]
    assert [row.id for row in store.calls(scenario="cfo")] == [bobs, anns]
    assert [row.id for row in store.calls(ending=Ending.AGREED_NEXT_STEP)] == [bobs]
    assert [row.id for row in store.unfinished("ann")] == [others, anns]
    assert store.unfinished("bob") == ()


def test_the_latest_are_the_last_call_of_each_variant(
    store: Store, begin: Callable[..., str]
) -> None:
    begin()
    second = begin()
    other_variant, other_scenario = begin(variant="b"), begin(scenario="other")
    begin(seller="bob")
    assert [row.id for row in store.latest("ann")] == [other_scenario, other_variant, second]
    assert store.latest("nobody") == ()


def test_notes_are_added_not_replaced(store: Store, call: str, clock: Clock) -> None:
    store.add_note(call, "turning_point", "When she said nine million", turn=4)
    store.add_note(call, "turning_point", "No: at the start")
    assert store.notes(call) == (
        Note(
            call=call,
            turn=4,
            kind="turning_point",
            text="When she said nine million",
            at=clock.time,
        ),
        Note(call=call, turn=None, kind="turning_point", text="No: at the start", at=clock.time),
    )


def test_turns_are_found_by_their_words(store: Store, call: str) -> None:
    store.append(call, said(2, "Wie groß ist die Leckage im Café?"), said(4, "Leckage, again"))
    assert [found.turn for found in store.search("leckage")] == [4, 2]
    assert [found.text for found in store.search("CAFE leckage")] == [
        "Wie groß ist die Leckage im Café?"
    ]
    assert store.search("leckage", limit=1)[0].call == call
    assert store.search("turn") == store.search("  ") == ()


def test_no_search_is_a_wrong_one(store: Store) -> None:
    letters = Random(3)
    for _ in range(500):
        words = "".join(letters.choices("""ab "'*:^-+()NEAR ORAND{}[]\\%_;?é漢\n\t""", k=12))
        assert store.search(words) == ()
