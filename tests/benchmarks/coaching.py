"""A team's heat map, a seller's priorities and raters' agreement, from values in memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from roleplay.coaching.calibration import between
from roleplay.coaching.priorities import priorities
from roleplay.coaching.team import heat_map
from roleplay.domain.development import Rated
from roleplay.domain.history import Attempt, ScoreRow

from .table import Row, median

SELLERS, SKILLS, DAYS, CALLS = 20, 8, 90, 60
HEAT_MAP_MS = 20.0
RATED = 60

_NOW = datetime(2026, 11, 24, tzinfo=UTC)


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """What a manager waits for once the levels are read; ``scratch`` is not used."""
    rng = Random(1)
    rows = {f"seller {n}": _levels(n, rng) for n in range(SELLERS)}
    number = sum(map(len, rows.values()))
    name = f"heat map of {SELLERS} sellers by {SKILLS} skills over {DAYS} days"
    took = _took(lambda: heat_map(rows, _NOW), rounds)
    yield Row(name, took, "ms", HEAT_MAP_MS, f"{number:,} levels, of {CALLS} calls each")
    first = rows["seller 0"]
    yield Row("one seller's priorities", _took(lambda: priorities(first, _NOW), rounds), "ms")
    ratings = _ratings(rng)
    agreed = _took(lambda: between(ratings, "one", "two", Random(1)), rounds)
    yield Row(f"agreement of two on {RATED} calls, with its intervals", agreed, "ms")


def _took(work: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(3 * rounds):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)


def _levels(seller: int, rng: Random) -> list[ScoreRow]:
    return [
        ScoreRow(
            call=f"{seller}-{call}",
            scenario="audit",
            variant="a",
            attempt=rng.choice((Attempt.FIRST, Attempt.RETAKE)),
            criterion=f"criterion-{skill}",
            skill=f"skill-{skill}",
            level=rng.randint(1, 5),
            at=_NOW - timedelta(days=rng.random() * DAYS),
            retired=False,
        )
        for call in range(CALLS)
        for skill in range(SKILLS)
    ]


def _ratings(rng: Random) -> list[Rated]:
    found = []
    for call in range(RATED):
        for criterion in ("understands-first", "creates-value", "sizes-it"):
            level = rng.randint(1, 5)
            other = min(5, max(1, level + rng.choice((-1, 0, 0, 1))))
            for rater, given in (("one", level), ("two", other)):
                found.append(Rated(rater=rater, call=f"{call}", criterion=criterion, level=given))
    return found
