"""Measure everything and print it; 1 when a bound is missed."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from roleplay.cli import NEW_OBJECTS

from . import checking, coaching, keys, opening, scoring, screens, sentence, shell, turns
from .table import Row, as_document, as_text
from .terminal import NotShownError

PARTS = {
    "opening": opening,
    "keys": keys,
    "screens": screens,
    "turns": turns,
    "sentence": sentence,
    "scoring": scoring,
    "coaching": coaching,
    "shell": shell,
    "checking": checking,
}
ROUNDS, QUICK_ROUNDS = 9, 3
"""Starts of each app at each size; how often the rest is repeated follows from it."""


def main() -> int:
    """Run the parts that were asked for."""
    ask = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    ask.add_argument("--json", action="store_true", help="print one JSON document")
    ask.add_argument("--quick", action="store_true", help="fewer repetitions, noisier numbers")
    ask.add_argument("--only", choices=tuple(PARTS), action="append", help="these parts alone")
    asked = ask.parse_args()
    rounds = QUICK_ROUNDS if asked.quick else ROUNDS
    gc.set_threshold(NEW_OBJECTS)  # as in the program itself
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="roleplay-benchmarks-") as folder:
        rows = list(_measured(asked.only or list(PARTS), Path(folder), rounds))
    load = (before, os.getloadavg()[0])
    print(json.dumps(as_document(rows, load), indent=2) if asked.json else as_text(rows, load))
    return 0 if all(row.ok for row in rows) else 1


def _measured(parts: list[str], scratch: Path, rounds: int) -> Iterator[Row]:
    for name in PARTS:
        if name in parts:
            print(f"measuring {name}", file=sys.stderr)
            try:
                yield from PARTS[name].measure(scratch, rounds)
            except NotShownError as error:
                yield Row(f"{name}, the rest", None, "", 0.0, str(error))


if __name__ == "__main__":
    sys.exit(main())
