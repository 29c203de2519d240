"""What a coach says beside a call that teaches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.domain.history import Attempt
from roleplay.practice import calls
from roleplay.practice.home import home
from roleplay.practice.tips import ENGLISH_ONLY, GOODBYE, GOODBYE_PLAIN, tip
from roleplay.practice.workspace import Workspace
from roleplay.settings import Settings
from tests.practice.examples import Clock

ROOT = Path(__file__).parents[2]
OPENING = "You say you're fine for phones. What is it like there at eight on a Monday?"


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(
        Settings(tmp_path / "home", "sam", (ROOT / "scenarios",), (ROOT / "rubrics",)), Clock()
    ) as workspace:
        yield workspace


def test_each_tip_comes_once_and_follows_what_was_said(shipped: Workspace) -> None:
    live = calls.start(shipped, "first-call", "a", 0)
    tips = live.scenario.tips
    assert tip(live) == tips[0].say
    live.say(OPENING)
    opened = tip(live)
    assert opened is not None
    assert "opened something" in opened
    live.say("And what happens to the people who get nobody?")
    assert tip(live) not in (None, opened)
    live.say("Pickup is the leading service and our agents are the best.")
    told = tip(live)
    assert told is not None
    assert "told her about the product" in told
    live.say("Our agents are really the best there is.")
    assert tip(live) != told


def test_a_call_taken_up_again_has_the_tip_it_was_left_with(shipped: Workspace) -> None:
    live = calls.start(shipped, "first-call", "a", 0)
    live.say(OPENING)
    assert live.id is not None
    assert tip(calls.reopen(shipped, live.id)) == tip(live)


def test_there_is_none_after_the_end_or_in_other_calls(shipped: Workspace) -> None:
    live = calls.start(shipped, "first-call", "a", 0)
    live.end()
    assert tip(live) is None
    assert tip(calls.start(shipped, "sceptical-cfo", "a", 0, save=False)) is None


def test_line_by_line_no_tip_speaks_of_a_bar(shipped: Workspace) -> None:
    live = calls.start(shipped, "first-call", "a", 0, save=False)
    live.say("Hello there, Winnie.")
    for tip_ in live.scenario.tips:
        assert "bar below" not in (tip_.plain or tip_.say)
    live.say("Lovely weather.")
    assert tip(live, plain=True) != tip(live)


def test_the_first_call_never_counts_and_never_comes_next(shipped: Workspace) -> None:
    first = home(shipped).next
    assert first is not None
    assert (first.scenario, home(shipped).lesson) == ("first-call", "first-call")
    live = calls.start(shipped, "first-call", "a", 0)
    live.say(OPENING)
    live.say("And what happens to the people who get nobody?")
    live.say("How many of those calls go unanswered in a week?")
    live.end()
    assert live.score().overall is not None
    assert live.kind == Attempt.LESSON.value
    assert not any(row.counts for row in shipped.store.score_history("sam"))
    after = home(shipped)
    assert after.next is not None
    assert after.next.scenario != "first-call"
    assert (after.lesson, after.skill) == (None, None)


def test_a_goodbye_is_answered_with_how_to_end(shipped: Workspace) -> None:
    live = calls.start(shipped, "first-call", "a", 0)
    live.say(OPENING)
    live.say("Thank you for your time. Goodbye.")
    assert live.parting
    assert tip(live) == GOODBYE
    assert tip(live, plain=True) == GOODBYE_PLAIN
    live.end()
    assert tip(live) is None


def test_a_language_the_listener_does_not_know_is_said_so_once(shipped: Workspace) -> None:
    live = calls.start(shipped, "sceptical-cfo", "a", 0)
    assert tip(live) is None
    live.say("Guten Tag Frau Straker, was kostet Sie das alles eigentlich im Jahr?")
    assert tip(live) == ENGLISH_ONLY
    live.say("Und wer prüft die Abzüge der Supermärkte, wenn etwas zu spät kommt?")
    assert tip(live) is None
    live.say("What does it cost you in a year?")
    assert tip(live) is None
