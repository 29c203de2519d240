"""What a model is told, as files; read with what is put in their places."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def prompt(name: str) -> str:
    """The prompt of that name, its places still open: ``{{name}}``."""
    return (files(__name__) / f"{name}.md").read_text(encoding="utf-8")
