"""``simulate``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from roleplay.domain.problem import Broken
from roleplay.practice.documents import as_json
from roleplay.practice.simulating import Simulation
from roleplay.practice.simulating import simulate as simulated
from roleplay.practice.workspace import Workspace

from .practising import seller_lines


def simulate(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Play calls in bulk and report what came of them.

    After Ctrl+C, or a model that fails, of those there are.
    """
    lines = None
    if asked.seller == "-" or Path(asked.seller).is_file():
        lines = seller_lines(asked.seller)
    report: Simulation | None = None
    failed: Broken | None = None
    try:
        for report in simulated(
            workspace,
            asked.scenario,
            asked.seller,
            lines=lines,
            calls=asked.calls,
            variant=asked.variant,
            buyer=asked.buyer,
            seed=asked.seed,
        ):
            _progress(f"{len(report.calls)} of {asked.calls} calls")
    except KeyboardInterrupt:
        if report is None:
            raise
    except Broken as error:
        if report is None:
            raise
        failed = error
    finally:
        _progress("")
    assert report is not None
    if asked.json:
        print(as_json(report.document()))
    else:
        print("\n".join(_words(report)))
    if failed is not None:
        raise failed
    return 0


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _words(report: Simulation) -> list[str]:
    """The report as a person reads it."""
    count = len(report.calls)
    calls = "1 call" if count == 1 else f"{count} calls"
    lines = [f"{report.scenario}: {calls}, seller {report.seller}, buyer {report.buyer}", ""]
    lines.append("How they ended")
    lines += [f"  {n:4}  {name.replace('_', ' ')}" for name, n in report.endings.most_common()]
    if report.spread is not None:
        low, lower, middle, upper, high = report.spread
        lines += [
            "",
            f"Overall: median {middle:.1f}, half of them from {lower:.1f} to {upper:.1f},"
            f" all from {low:.1f} to {high:.1f}",
        ]
    if report.needs:
        lines += ["", "How far each need came"]
        width = max(len(name) for name in report.needs)
        for name, states in report.needs.items():
            told = ", ".join(f"{state} {n}" for state, n in states.most_common())
            lines.append(f"  {name:{width}}  {told}")
    lines += ["", "What the buyer got wrong, per 100 of their turns"]
    lines += [f"  {n:5.1f}  {kind}" for kind, n in report.faults.items()] or ["  nothing"]
    if report.remarks:
        lines += ["", *report.remarks]
    return lines
