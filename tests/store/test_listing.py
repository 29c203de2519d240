"""Calls among many: pages, filters, the words that were said, levels by day, takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.history import Attempt, Sought
from roleplay.domain.problem import BadInput
from roleplay.domain.transcript import CorrectedEvent, EndedEvent
from roleplay.store import Store
from tests.store.examples import HOSTILE, SKILLS, Clock, ended, heard, said, scorecard, spoken

ANN = Sought(seller="ann")
Begin = Callable[..., str]


def _ids(store: Store, sought: Sought) -> list[str]:
    return [row.id for row in store.page(sought)]


def _scored(store: Store, call: str, level: int) -> str:
    store.append(call, said(2, "What would it cost?"))
    store.save_scorecard(call, scorecard("What would it cost?", level=level), SKILLS)
    return call


def test_pages_go_on_where_the_one_before_ended(store: Store, begin: Begin) -> None:
    calls = [begin() for _ in range(7)]
    first = store.page(ANN, 3)
    second = store.page(ANN, 3, first[-1].id)
    third = store.page(ANN, 3, second[-1].id)
    assert [row.id for row in (*first, *second, *third)] == calls[::-1]
    assert store.count(ANN) == 7
    with pytest.raises(BadInput, match="there is no call"):
        store.page(ANN, 3, "ffffffff")


def test_each_filter_alone_and_together(store: Store, begin: Begin, clock: Clock) -> None:
    first = _scored(store, begin(), 2)
    store.append(first, ended())
    clock.pass_by(days=3)
    noon = clock.time
    other = _scored(store, begin(scenario="other"), 4)
    store.append(other, EndedEvent(ending=Ending.PUT_OFF, ended_by=EndedBy.SELLER))
    again = begin()
    store.append(again, said(2))
    begin(seller="bob")
    assert _ids(store, ANN) == [again, other, first]
    for sought, found in (
        ({"scenario": "other"}, [other]),
        ({"ending": Ending.PUT_OFF}, [other]),
        ({"kinds": (Attempt.FIRST,)}, [other, first]),
        ({"kinds": (Attempt.RETAKE, Attempt.FORK)}, [again]),
        ({"since": noon}, [again, other]),
        ({"until": noon}, [first]),
        ({"least": 3.0}, [other]),
        ({"most": 3.0}, [first]),
        ({"least": 2.0, "most": 4.0}, [other, first]),
        ({"skill": "discovery"}, [other, first]),
        ({"skill": "value"}, []),
        ({"skill": "discovery", "until": noon}, [first]),
    ):
        asked = ANN.model_copy(update=sought)
        assert _ids(store, asked) == found, sought
        assert store.count(asked) == len(found)


def test_the_words_found_are_where_they_are_said_to_be(store: Store, begin: Begin) -> None:
    call = begin()
    store.append(call, said(2, "Wie groß ist die Leckage im Café, und die Leckagen?"))
    (found,) = store.said("CAFE leck", ANN)
    assert (found.call.id, found.turn) == (call, 2)
    words = [found.text[start:end] for start, end in found.places]
    assert words == ["Leckage", "Café", "Leckagen"]
    assert store.said("ca", ANN) == ()
    assert store.said("leckage", Sought(seller="bob")) == ()
    assert store.said("  ", ANN) == ()


def test_what_was_said_is_found_in_pages_and_under_filters(store: Store, begin: Begin) -> None:
    calls = [begin(scenario=name) for name in ("one", "two", "one", "two")]
    for call in calls:
        store.append(call, said(2, "the audit"), spoken(3, "which audit?"))
    first = store.said("audit", ANN, 3)
    second = store.said("audit", ANN, 3, first[-1].place)
    found = [(each.call.id, each.turn) for each in (*first, *second)]
    assert found[:4] == [(calls[3], 3), (calls[3], 2), (calls[2], 3), (calls[2], 2)]
    assert len(set(found)) == 6
    asked = Sought(seller="ann", scenario="two")
    assert {each.call.scenario for each in store.said("audit", asked)} == {"two"}


def test_words_that_a_correction_took_back_are_not_found(store: Store, call: str) -> None:
    store.append(call, said(2, "And?"), spoken(3, "We use an abacus."))
    store.append(call, CorrectedEvent(turn=2, heard=heard()), spoken(3, "Four percent, I fear."))
    assert store.said("abacus", ANN) == ()
    assert [each.turn for each in store.said("percent", ANN)] == [3]


def test_no_search_is_a_wrong_one_and_no_text_breaks_it(store: Store, begin: Begin) -> None:
    call = begin()
    for place, text in enumerate((*HOSTILE, "\x02audit\x03 audit")):
        store.append(call, said(2 * place + 2, text))
    (found,) = store.said("audit", ANN)
    assert found.places == ()
    letters = Random(3)
    for _ in range(200):
        words = "".join(letters.choices("""ab "'*:^-+()NEAR ORAND{}[]\\%_;?é漢\n\t""", k=12))
        for each in store.said(words, ANN):
            assert all(0 <= start < end <= len(each.text) for start, end in each.places)


def test_levels_are_added_up_by_day_skill_and_whether_they_count(
    store: Store, begin: Begin, clock: Clock
) -> None:
    clock.time = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    _scored(store, begin(), 2)
    _scored(store, begin(variant="b"), 4)
    _scored(store, begin(), 5)
    rescored = _scored(store, begin(scenario="other"), 1)
    store.save_scorecard(rescored, scorecard("What would it cost?", level=3), SKILLS)
    clock.pass_by(days=1)
    _scored(store, begin(scenario="third"), 5)
    _scored(store, begin(seller="bob"), 1)
    first = date(2026, 11, 2)
    rows = [(d.day, d.skill, d.counts, d.calls, d.level) for d in store.level_days("ann")]
    assert sorted(rows) == [
        (first, "discovery", False, 1, 5.0),
        (first, "discovery", True, 3, 3.0),
        (first + timedelta(days=1), "discovery", True, 1, 5.0),
    ]
    opened = store.page(ANN)[-1]
    store.open_hidden(opened.id)
    assert sum(d.calls for d in store.level_days("ann") if d.counts) == 3


def test_the_last_call_of_each_scenario(store: Store, begin: Begin) -> None:
    begin()
    other, last = begin(scenario="other"), begin()
    begin(scenario="bobs", seller="bob")
    assert [row.id for row in store.last_of_each("ann")] == [last, other]


def test_takes_are_the_whole_family_whoever_is_asked(store: Store, begin: Begin) -> None:
    root = begin()
    store.append(root, said(2), spoken(3), said(4))
    fork = begin(forked_from=root, fork_turn=4)
    store.append(fork, said(4))
    of_fork = begin(forked_from=fork, fork_turn=4)
    begin()
    for call in (root, fork, of_fork):
        assert [row.id for row in store.takes(call)] == [root, fork, of_fork]
