"""The level per skill over time: what counts, what a point is, how many calls stand behind it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from roleplay.practice import calls
from roleplay.practice.debriefs import open_hidden
from roleplay.practice.trends import SkillTrend, trends
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, POOR, Clock, play, settings


class _Store:
    """Says what the levels of each day were."""

    def __init__(self, days: list[tuple[date, float, int, bool]]) -> None:
        from roleplay.domain.history import LevelDay

        self._days = tuple(
            LevelDay(day=day, skill="discovery", counts=counts, calls=calls, level=level)
            for day, level, calls, counts in days
        )

    def level_days(self, seller: str) -> tuple[object, ...]:
        return self._days


def _of(tmp_path: Path, *days: tuple[date, float, int, bool]) -> SkillTrend:
    workspace = Workspace(settings(tmp_path), Clock())
    workspace._store = _Store(list(days))  # type: ignore[assignment]
    (found,) = trends(workspace)
    return found


def test_first_attempts_make_the_level_and_practice_is_left_out(workspace: Workspace) -> None:
    assert trends(workspace) == ()
    first = play(workspace)
    play(workspace, POOR)
    fork = calls.fork(workspace, first, 8)
    fork.say(GOOD[4])
    fork.end()
    fork.score()
    found = {each.skill: each for each in trends(workspace)}
    discovery = found["discovery"]
    assert discovery.title == "Understanding before proposing"
    assert [(p.level, p.calls, p.few) for p in discovery.points] == [(5.0, 1, True)]
    assert discovery.practice == 2
    open_hidden(workspace, first)
    assert {each.skill: each for each in trends(workspace)}["discovery"].points == ()


MONDAY = date(2026, 11, 2)


def test_few_days_are_points_of_their_own(tmp_path: Path) -> None:
    found = _of(tmp_path, (MONDAY, 2.0, 1, True), (MONDAY + timedelta(days=21), 3.0, 3, True))
    assert found.unit == "day"
    assert [(p.label, p.few) for p in found.points] == [("2 Nov", True), ("23 Nov", False)]


def test_weeks_weigh_their_days_by_their_calls(tmp_path: Path) -> None:
    found = _of(
        tmp_path,
        (MONDAY, 2.0, 3, True),
        (MONDAY + timedelta(days=6), 4.0, 1, True),
        (MONDAY + timedelta(days=7), 4.0, 1, False),
        (MONDAY + timedelta(days=30), 5.0, 2, True),
    )
    assert found.unit == "week"
    assert [(p.since, p.level, p.calls) for p in found.points] == [
        (MONDAY, 2.5, 4),
        (date(2026, 11, 30), 5.0, 2),
    ]
    assert (found.calls, found.practice) == (6, 1)


@pytest.mark.parametrize(("days", "unit"), [(182, "week"), (183, "month")])
def test_a_long_time_is_months(tmp_path: Path, days: int, unit: str) -> None:
    found = _of(tmp_path, (MONDAY, 2.0, 1, True), (MONDAY + timedelta(days=days), 3.0, 1, True))
    assert found.unit == unit
    assert found.points[0].label == ("Nov 2026" if unit == "month" else "2 Nov")
