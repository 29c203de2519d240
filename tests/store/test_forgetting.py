from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput, Broken
from roleplay.store import Store
from tests.store.examples import (
    SKILLS,
    Body,
    Clock,
    ended,
    new_call,
    said,
    scorecard,
    spoken,
)


def words_on_disk(folder: Path, word: str) -> list[str]:
    """The files that hold a word."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if word.encode() in file.read_bytes()]


def fill(store: Store, call: str, word: str) -> None:
    """Puts the word wherever a call can hold it."""
    store.append(call, said(2, f"{word} is what I say"), spoken(3, f"{word} is what you say"))
    store.save_scorecard(call, scorecard(word), SKILLS)
    store.add_note(call, "turning_point", f"at {word}")
    store.save_draft(call, f"and {word}")


def test_what_is_forgotten_is_gone_from_the_disk(
    store: Store, begin: Callable[..., str], path: Path
) -> None:
    body = store.keep("scenario", Body(title="canary-document"))
    gone = begin(scenario_digest=body)
    fork = begin(forked_from=gone, fork_turn=4, scenario_digest=body)
    kept = begin()
    for call, word in ((gone, "canary-call"), (kept, "kept-words")):
        fill(store, call, word)
    store.append(fork, said(4, "canary-fork " * 600))
    (path.parent / "backups").mkdir()
    (path.parent / "backups" / "history-v1-20261101T000000Z.db").write_text("canary-backup")
    assert set(words_on_disk(path.parent, "canary")) >= {"history.db-wal"}

    assert set(store.forget_call(gone[-8:])) == {gone, fork}

    assert words_on_disk(path.parent, "canary") == []
    assert words_on_disk(path.parent, "kept-words") != []
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA freelist_count").fetchone() == (0,)
    raw.close()
    assert [row.id for row in store.calls()] == [kept]
    assert len(store.search("kept")) == 2
    assert store.scorecards(kept)
    assert store.check().counts["document"] == 1
    with pytest.raises(BadInput, match="there is no call"):
        store.call(gone)
    store.close()
    assert words_on_disk(path.parent, "canary") == []


def test_a_seller_is_forgotten_whole(
    store: Store, begin: Callable[..., str], path: Path, digest: str
) -> None:
    for number in range(3):
        call = begin(seller="canary-ann")
        fill(store, call, f"canary-{number}")
        store.open_hidden(call)
        store.append(call, ended())
    kept = begin(seller="bob")
    assert len(store.forget_all("canary-ann")) == 3
    assert words_on_disk(path.parent, "canary") == []
    assert [row.id for row in store.calls()] == [kept]
    assert store.document(digest, Body)
    assert store.forget_all("nobody") == ()


def test_that_a_hidden_part_was_opened_outlasts_the_call(store: Store, call: str) -> None:
    store.open_hidden(call)
    store.forget_call(call)
    assert store.is_opened("ann", "cfo", "a")


def test_erasing_that_was_held_up_is_done_at_the_next_start(
    store: Store, call: str, path: Path, clock: Clock
) -> None:
    fill(store, call, "canary")
    store.close()
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    with (
        Store(path, clock, patience=0.05) as hurried,
        pytest.raises(Broken, match="another window still holds the old state"),
    ):
        hurried.forget_call(call)
    with Store(path, clock, patience=0.05) as waiting:
        assert waiting.calls() == ()
        assert any("not yet erased" in warning for warning in waiting.check().warnings)
    assert words_on_disk(path.parent, "canary") != []
    reader.close()
    with Store(path, clock) as again:
        assert words_on_disk(path.parent, "canary") == []
        assert not any("not yet erased" in warning for warning in again.check().warnings)


def test_forgetting_an_unknown_call_says_so(store: Store, digest: str) -> None:
    with pytest.raises(BadInput, match="there is no call"):
        store.forget_call("01a20945-da20-7000-a264-fcee5422199f")
    assert store.begin_call(new_call(digest))
