"""How fast turns are heard, on one core and without a model server."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from roleplay.listening import hear
from roleplay.listening.train.corpus import Call


def report(calls: Sequence[Call]) -> dict[str, Any]:
    """Milliseconds of processor time a turn: turns heard once, each after all before it."""
    taken = []
    for call in calls:
        for turn in call.sellers():
            context = turn.context
            began = time.process_time()
            hear(turn.text, context)
            taken.append(1e3 * (time.process_time() - began))
    taken.sort()
    return {
        "turns": len(taken),
        "mean ms": sum(taken) / len(taken),
        "p95 ms": taken[int(0.95 * (len(taken) - 1))],
    }
