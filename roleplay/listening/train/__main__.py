"""Learns the listener's models anew: ``python -m roleplay.listening.train [--corpus DIR]``."""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path

from roleplay.library import Library
from roleplay.listening import Topics, linear

from . import learning
from .corpus import calls

HERE = Path(__file__).parents[3]
CORPUS = HERE / "tests" / "listening" / "corpus"


def main() -> int:
    """Writes kinds.bin, purposes.bin, focuses.bin and buyers.bin; 2 for a corpus with faults."""
    ask = argparse.ArgumentParser(prog="python -m roleplay.listening.train", description=__doc__)
    ask.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR",
                     help="labelled calls (default: those of the repository)")  # fmt: skip
    ask.add_argument("--out", type=Path, default=linear.FOLDER, metavar="DIR",
                     help="where the models are written (default: into the package)")  # fmt: skip
    asked = ask.parse_args()
    try:
        learnt_from = [call for call in calls(asked.corpus) if not call.held_out]
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not any(call.moves for call in learnt_from):
        print(f"{asked.corpus}: there are no labelled calls", file=sys.stderr)
        return 2

    def tell(what: str) -> None:
        print(what, flush=True)

    # What a seller replies to is told by what the buyer is heard to say.
    buyers, said = learning.buyers(learnt_from, tell)
    _write(asked.out, "buyers", buyers)
    linear.model.cache_clear()
    sellers = learning.sellers(learnt_from, said, _topics_of, tell)
    for name in sellers._fields:
        _write(asked.out, name, getattr(sellers, name))
    return 0


@cache
def _topics_of(scenario: str) -> Topics:
    return Topics.of(Library([HERE / "scenarios"]).scenario(scenario))


def _write(folder: Path, name: str, table: linear.Table) -> None:
    data = linear.written(table)
    (folder / f"{name}.bin").write_bytes(data)
    print(f"{name}.bin: {len(table.weights)} features, {len(data) / 1e3:.0f} kB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
