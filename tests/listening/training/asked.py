"""How often a seller's line is understood: what they asked about, named, refused or misheard.

``python -m tests.listening.training.asked [asked_one] [asked_two]``
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from roleplay.library import Library
from roleplay.listening import Topics

HERE = Path(__file__).parent
DATA = HERE.parent / "data"


def figures(name: str) -> dict[str, Counter[str]]:
    """Each call's lines by how they were heard: right, near, refused or wrong; taken, left."""
    library = Library([HERE.parents[2] / "scenarios"])
    found: dict[str, Counter[str]] = {}
    topics: dict[str, Topics] = {}
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        scenario = row["scenario"]
        if scenario not in topics:
            topics[scenario] = Topics.of(library.scenario(scenario))
        outright, near = topics[scenario].named(row["seller"])
        heard = outright[0].id if outright else None
        if row["topic"] is None:
            kind = "taken" if heard else "left"
        elif heard is not None:
            kind = "right" if heard == row["topic"] else "wrong"
        else:
            kind = "near" if row["topic"] in [topic.id for topic in near] else "refused"
        found.setdefault(scenario, Counter())[kind] += 1
    return found


def show(name: str) -> None:
    """Print the figures of one set of lines, a call a line."""
    found = figures(name)
    print(f"{name:22} right  near  refused wrong | nothing: taken up")
    for scenario, counts in [*sorted(found.items()), ("all", sum(found.values(), Counter()))]:
        named = sum(counts[kind] for kind in ("right", "near", "refused", "wrong"))
        nothing = counts["taken"] + counts["left"]
        shares = "  ".join(
            f"{counts[kind] / max(named, 1):.3f}" for kind in ("right", "near", "refused", "wrong")
        )
        print(f"  {scenario:20} {shares} | {counts['taken']}/{nothing}")


if __name__ == "__main__":
    for each in sys.argv[1:] or ("asked_one", "asked_two"):
        show(each)
