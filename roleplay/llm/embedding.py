"""Embeddings, read out of what an endpoint sends."""

from __future__ import annotations

import math

from roleplay.domain.requests import Outcome

from .faults import Fault


def directions(rows: list[object], count: int) -> list[tuple[float, ...]]:
    """The directions, of unit length, in the order of the texts that were sent.

    Args:
        rows: as the endpoint sent them: ``index`` and ``embedding``.
        count: of the texts that were sent.

    Raises:
        Fault: MALFORMED; not as many, not numbered from 0, or without a direction.
    """
    if len(rows) != count:
        raise Fault(Outcome.MALFORMED, f"it sent {len(rows)} embeddings for {count} texts.")
    placed: dict[int, tuple[float, ...]] = {}
    for at, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("embedding"), list):
            raise Fault(Outcome.MALFORMED, "it sent no embeddings.")
        number = row.get("index", at)
        placed[number if isinstance(number, int) else at] = _unit(row["embedding"])
    if sorted(placed) != list(range(count)):
        raise Fault(Outcome.MALFORMED, "its embeddings are not numbered from 0.")
    return [placed[at] for at in range(count)]


def _unit(numbers: list[object]) -> tuple[float, ...]:
    values = [float(n) for n in numbers if isinstance(n, (int, float)) and math.isfinite(n)]
    length = math.hypot(*values)
    if len(values) != len(numbers) or length == 0.0:
        raise Fault(Outcome.MALFORMED, "an embedding has no direction.")
    return tuple(value / length for value in values)
