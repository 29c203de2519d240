"""A made-up history in a folder of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import sample
from roleplay.practice.home import home
from roleplay.practice.workspace import Workspace
from roleplay.settings import Settings

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def own(home: Path) -> Settings:
    return Settings(home, "sam", (ROOT / "scenarios",), (ROOT / "rubrics",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[tuple[int, int]]]:
    settings = own(tmp_path_factory.mktemp("home"))
    told: list[tuple[int, int]] = []
    assert sample.make(settings, lambda done, of: told.append((done, of)), now=lambda: NOW)
    return settings, told


def test_it_is_six_weeks_of_somebody_who_gets_better(
    made: tuple[Settings, list[tuple[int, int]]],
) -> None:
    with Workspace(made[0].for_sample()) as workspace:
        rows = workspace.store.calls(limit=100)[::-1]
        view = home(workspace)
    assert {row.seller for row in rows} == {made[0].for_sample().seller}
    assert all(NOW - timedelta(days=44) < row.started_at < NOW for row in rows)
    assert all(row.started_at.astimezone().weekday() < 5 for row in rows)
    assert {row.attempt.value for row in rows} == {"first", "retake", "fork"}
    assert all(row.ending is not None for row in rows)
    levels = [row.overall for row in rows if row.attempt.value == "first" and row.overall]
    third = len(levels) // 3
    assert sum(levels[-third:]) / third > sum(levels[:third]) / third + 1
    assert view.skill is not None
    assert view.recent


def test_it_never_meets_the_persons_own_history(
    made: tuple[Settings, list[tuple[int, int]]],
) -> None:
    with Workspace(made[0]) as workspace:
        assert workspace.store.calls(limit=100) == ()
        assert home(workspace).is_new


def test_progress_is_told(made: tuple[Settings, list[tuple[int, int]]]) -> None:
    told = made[1]
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == len(told) - 1


def test_what_is_there_is_not_made_again(made: tuple[Settings, list[tuple[int, int]]]) -> None:
    told: list[int] = []
    assert sample.make(made[0], lambda done, _: told.append(done))
    assert told == []


def test_called_off_it_leaves_nothing(tmp_path: Path) -> None:
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert not sample.make(own(tmp_path), cancelled=enough, now=lambda: NOW)
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_thrown_away(tmp_path: Path) -> None:
    settings = own(tmp_path)
    (settings.sample / "open").mkdir(parents=True)
    mine = tmp_path / "mine"
    mine.touch()
    sample.throw_away(settings)
    sample.throw_away(settings)
    assert list(tmp_path.iterdir()) == [mine]


def test_without_calls_to_play_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no shipped calls"):
        sample.make(Settings(tmp_path / "home", "sam", (tmp_path,), ()))
    assert not (tmp_path / "home" / "sample").exists()
