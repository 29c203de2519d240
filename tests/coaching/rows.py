"""Levels of past calls, for tests of what follows from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from roleplay.domain.history import Attempt, ScoreRow

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def row(
    level: int | None,
    days: float,
    *,
    skill: str = "value",
    criterion: str = "",
    call: str = "",
    attempt: str = "first",
    retired: bool = False,
) -> ScoreRow:
    return ScoreRow(
        call=call or f"{skill}-{attempt}-{days}",
        scenario="audit",
        variant="a",
        attempt=Attempt(attempt),
        criterion=criterion or f"{skill}-1",
        skill=skill,
        level=level,
        at=NOW - timedelta(days=days),
        retired=retired,
    )


def rows(levels: list[int], days: list[float], **fields) -> list[ScoreRow]:
    return [row(level, day, **fields) for level, day in zip(levels, days, strict=True)]
