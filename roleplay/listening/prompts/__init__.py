"""What a model that listens is told: the codebook in short."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def codebook() -> str:
    """The prompt: how to answer, the fifteen moves, and where they meet."""
    return (files(__package__) / "listener.md").read_text(encoding="utf-8").strip()
