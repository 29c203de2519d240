"""Prints how well the listener hears, as Markdown or, with ``--json``, as one document."""

from __future__ import annotations

import argparse
import json
from typing import Any

from . import baseline, buyers, development, kinds, speed
from .corpus import labelled


def main() -> None:
    """Measure everything and print it."""
    ask = argparse.ArgumentParser(prog="python -m tests.listening.report", description=__doc__)
    ask.add_argument("--json", action="store_true", help="print one JSON document")
    asked = ask.parse_args()
    everything = (*labelled(), *labelled(held_out=False))
    figures = {
        "Sellers, in calls that were never learnt from": kinds.report(),
        "Buyers, in calls that were never learnt from": buyers.report(),
        "Whole calls beside two coaches": buyers.ranking(everything),
        "Dialogues that people coded": development.report(),
        "Speed": speed.report(labelled()),
        "TF-IDF with logistic regression on the same turns": baseline.report(),
    }
    print(json.dumps(figures, indent=2) if asked.json else markdown(figures))


def markdown(figures: dict[str, Any]) -> str:
    """The figures as headings, lists and tables."""
    lines = ["# How well the listener hears", ""]
    for title, section in figures.items():
        lines += [f"## {title}", "", *_section(section, 0), ""]
    return "\n".join(lines)


def _section(found: Any, depth: int) -> list[str]:
    if isinstance(found, dict):
        if found and all(isinstance(each, dict) and _flat(each) for each in found.values()):
            return _table(found)
        lines = []
        for name, each in found.items():
            if isinstance(each, dict | list):
                lines += ["", f"{'#' * min(6, 3 + depth)} {name}", "", *_section(each, depth + 1)]
            else:
                lines.append(f"- {name}: {_plain(each)}")
        return lines
    if found and all(isinstance(each, dict) for each in found):
        return _table({str(place): each for place, each in enumerate(found, start=1)})
    return [f"- {_plain(each)}" for each in found]


def _flat(row: dict[str, Any]) -> bool:
    return not any(isinstance(each, dict | list) for each in row.values())


def _table(rows: dict[str, dict[str, Any]]) -> list[str]:
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    head = ["", *columns]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for name, row in rows.items():
        cells = [name, *(_plain(row.get(column, "")) for column in columns)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return str(value).replace("|", "/")


if __name__ == "__main__":
    main()
