"""History that outlives the process: one SQLite file, opened as a `Store`.

`Store` is loaded when it is first asked for, so that importing this package costs nothing;
name it under ``TYPE_CHECKING`` for annotations, and import it where a store is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Store

__all__ = ["Store"]


def __getattr__(name: str) -> object:
    if name == "Store":
        from .store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
