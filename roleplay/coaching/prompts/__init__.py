"""What the coach is told, a file for each thing it does."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal


@cache
def prompt(name: Literal["alternatives", "conversation"]) -> str:
    """The prompt of that name."""
    return (files(__package__) / f"{name}.md").read_text(encoding="utf-8").strip()
