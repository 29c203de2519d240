"""What was measured, and how it is shown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One number."""

    name: str
    value: float | None
    """None: it could not be measured, which counts as missed."""
    unit: str
    """``x`` a ratio, ``ms``, ``s`` or ``MB``."""
    bound: float | None = None
    """The most it may be; None for a number that is only told."""
    note: str = ""

    @property
    def ok(self) -> bool:
        """Measured, and within its bound."""
        return self.bound is None or (self.value is not None and self.value <= self.bound)


def median(values: Sequence[float]) -> float:
    """The middle value (the upper of two)."""
    return sorted(values)[len(values) // 2]


def share(values: Sequence[float], part: float) -> float:
    """The value below which ``part`` (0-1) of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered) + 0.5) - 1))]


def as_text(rows: Sequence[Row], load: Sequence[float]) -> str:
    """The table."""
    width = max(len(row.name) for row in rows)
    lines = [f"{'':{width}}  {'value':>9}  {'bound':>9}  ok"]
    for row in rows:
        value = "none" if row.value is None else _number(row.value, row.unit)
        bound = "" if row.bound is None else _number(row.bound, row.unit)
        verdict = "" if row.bound is None else "yes" if row.ok else "NO"
        line = f"{row.name:{width}}  {value:>9}  {bound:>9}  {verdict:3} {row.note}"
        lines.append(line.rstrip())
    lines.append(f"load average {load[0]:.1f} before, {load[1]:.1f} after, {os.cpu_count()} cores")
    return "\n".join(lines)


def as_document(rows: Sequence[Row], load: Sequence[float]) -> dict[str, Any]:
    """The table for programs."""
    return {
        "ok": all(row.ok for row in rows),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": {"before": load[0], "after": load[1]},
        "rows": [asdict(row) | {"ok": row.ok} for row in rows],
    }


def _number(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.2f} {unit}"
