"""Which part of a turn does which of the moves that a reader named, in order."""

from __future__ import annotations

from collections.abc import Sequence

_SKIPPED = -2.5
"""What it costs to leave a move without words where there are words enough."""
_SKIPPED_FOR_WANT = -0.5
"""The same where the turn has fewer parts than the reader named moves."""
_SHARED_FOR_WANT = -1.0
"""What it costs there that two parts are one move."""


def aligned(parts: Sequence[Sequence[float]], moves: Sequence[int]) -> list[int]:
    """For each part the place of its move in ``moves``: the likeliest way, in order.

    ``parts`` holds for each part of the turn how likely each kind is (logarithms); ``moves`` the
    kinds that the reader named, as places in those rows. Viterbi's algorithm.
    """
    enough = len(parts) >= len(moves)
    skipped = _SKIPPED if enough else _SKIPPED_FOR_WANT
    shared = 0.0 if enough else _SHARED_FOR_WANT
    ways = [skipped * move + parts[0][kind] for move, kind in enumerate(moves)]
    came_from: list[list[int]] = []
    for part in parts[1:]:
        through: list[int] = []
        onward: list[float] = []
        for move, kind in enumerate(moves):
            costs = [
                ways[before] + (shared if before == move else skipped * (move - before - 1))
                for before in range(move + 1)
            ]
            best = max(range(move + 1), key=costs.__getitem__)
            through.append(best)
            onward.append(costs[best] + part[kind])
        came_from.append(through)
        ways = onward
    last = len(moves) - 1
    place = max(range(len(moves)), key=lambda move: ways[move] + skipped * (last - move))
    found = [place]
    for through in reversed(came_from):
        place = through[place]
        found.append(place)
    return found[::-1]
