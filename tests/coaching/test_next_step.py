"""The one thing to practise next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roleplay.coaching.next_step import (
    AT_MOST,
    OpenMoment,
    Played,
    Standing,
    suggest,
    weakest,
)
from roleplay.domain.history import Attempt, ScoreRow
from roleplay.domain.scenario import Scenario, Skill
from tests.builders import scenario


def _call(name: str, skill: str = "discovery", difficulty: int = 3, *variants: str) -> Scenario:
    return scenario(
        id=name,
        skills=skill,
        difficulty=difficulty,
        variants=[{"id": each} for each in variants],
    )


EASY = _call("easy", "discovery", 1, "b")
HARD = _call("hard", "concerns", 5, "b")
VALUE = _call("value", "value", 3)
ALL = (HARD, VALUE, EASY)


def _score(
    skill: str,
    level: int | None,
    days_ago: int = 0,
    attempt: Attempt = Attempt.FIRST,
    retired: bool = False,
) -> ScoreRow:
    return ScoreRow(
        call="x",
        scenario="easy",
        variant="a",
        attempt=attempt,
        criterion=f"c-{skill}",
        skill=skill,
        level=level,
        at=datetime(2026, 11, 23, tzinfo=UTC) - timedelta(days=days_ago),
        retired=retired,
    )


def _played(name: str, variant: str = "a", overall: float | None = 3.0, call: str = "x") -> Played:
    return Played(name, variant, call, overall)


def test_nothing_to_play() -> None:
    assert suggest((), (), ()) is None


def test_the_first_call_is_the_easiest() -> None:
    found = suggest(ALL, (), ())
    assert found is not None
    assert (found.action, found.scenario, found.variant) == ("start", "easy", "a")
    assert "first call" in found.reason


@pytest.mark.parametrize(
    ("scores", "scenario", "action"),
    [
        ((_score("concerns", 1), _score("value", 3)), "hard", "start"),
        ((_score("concerns", 3), _score("value", 1)), "value", "start"),
        ((_score("discovery", 1), _score("value", 3)), "easy", "variant"),
        # A skill that nothing unplayed practises: the easiest buyer not met.
        ((_score("advance", 1),), "value", "start"),
        # Good enough in everything, or nothing known.
        ((_score("concerns", 4), _score("value", 5)), "value", "start"),
        ((), "value", "start"),
        ((_score("concerns", None),), "value", "start"),
        # What does not count does not speak for a skill.
        ((_score("concerns", 1, attempt=Attempt.RETAKE), _score("value", 3)), "value", "start"),
        ((_score("concerns", 1, attempt=Attempt.FORK), _score("value", 3)), "value", "start"),
        ((_score("concerns", 1, retired=True), _score("value", 3)), "value", "start"),
        # A rubric of one's own may name no skill.
        ((_score("", 1), _score("concerns", 2)), "hard", "start"),
        ((_score("charm", 1), _score("concerns", 2)), "hard", "start"),
    ],
)
def test_the_weakest_skill_on_something_not_played(
    scores: tuple[ScoreRow, ...], scenario: str, action: str
) -> None:
    found = suggest(ALL, (_played("easy"),), scores)
    assert found is not None
    assert (found.scenario, found.action) == (scenario, action)


def test_only_the_last_first_attempts_speak_for_a_skill() -> None:
    long_ago = [_score("concerns", 1, days_ago=100 + n) for n in range(20)]
    lately = [_score("concerns", 5, days_ago=n) for n in range(6)]
    found = suggest(ALL, (_played("easy"),), (*long_ago, *lately, _score("value", 3)))
    assert found is not None
    assert found.scenario == "value"


def test_the_reason_says_the_level_and_what_is_new() -> None:
    new = suggest(ALL, (_played("easy"),), (_score("concerns", 1), _score("concerns", 2, 1)))
    assert new is not None
    assert new.reason.startswith("Meeting concerns is at 1.5 of 5 in your first attempts")
    assert "a buyer you have not met" in new.reason
    known = suggest(ALL, (_played("easy"),), (_score("discovery", 1),))
    assert known is not None
    assert known.variant == "b"
    assert "the same call with other needs" in known.reason


def test_a_skill_that_nothing_left_practises_is_no_reason() -> None:
    found = suggest(ALL, (_played("easy"),), (_score("advance", 1),))
    assert found is not None
    assert found.reason == "Next: a buyer you have not met."


def test_when_all_has_been_met_the_last_time_had_decides() -> None:
    everything = (
        _played("easy", "a", 4.0, "easy-again"),
        _played("hard", "b", 3.0, "hard-b"),
        _played("hard", "a", 2.5, "hard-a"),
        _played("value", "a", 4.5, "value-again"),
        _played("value", "a", 1.0, "value-first"),
        _played("easy", "b", None, "easy-b"),
        _played("easy", "a", 1.0, "easy-first"),
        _played("gone", "a", 1.0, "gone"),
    )
    found = suggest(ALL, everything, (_score("concerns", 1),))
    assert found is not None
    assert (found.action, found.call, found.scenario) == ("retake", "hard-a", "hard")
    assert "most left in it" in found.reason


def _moment() -> OpenMoment:
    return OpenMoment("easy", "a", "x", 4, "An opening went by.")


def test_before_a_long_call_the_moment_of_the_last_one_is_taken_again() -> None:
    long = tuple(each.model_copy(update={"minutes": AT_MOST + 1}) for each in ALL)
    found = suggest(long, (_played("easy"),), (), _moment)
    assert found is not None
    assert (found.action, found.call, found.turn) == ("retake", "x", 4)
    assert found.reason == "An opening went by."
    without = suggest(long, (_played("easy"),), (), lambda: None)
    assert without is not None
    assert without.turn is None


def test_a_short_call_comes_before_any_moment() -> None:
    short = tuple(each.model_copy(update={"minutes": AT_MOST}) for each in ALL)

    def never() -> OpenMoment | None:
        raise AssertionError("nobody needs to look")

    found = suggest(short, (_played("easy"),), (), never)
    assert found is not None
    assert found.turn is None


def test_the_call_that_teaches_comes_first_and_never_again() -> None:
    lesson = _call("lesson", "discovery", 1).model_copy(update={"counts": False})
    first = suggest((*ALL, lesson), (), ())
    assert first is not None
    assert first.scenario == "lesson"
    after = suggest((*ALL, lesson), (_played("lesson"),), ())
    assert after is not None
    assert after.scenario == "easy"
    assert suggest((lesson,), (_played("lesson"),), ()) is None


def test_where_a_seller_stands_says_how_many_calls_are_behind_it() -> None:
    rows = (
        _score("concerns", 2),
        _score("concerns", 4).model_copy(update={"call": "y"}),
        _score("value", 5),
    )
    assert weakest(rows) == Standing(Skill.CONCERNS, 3.0, 2)
    assert weakest(()) is None
