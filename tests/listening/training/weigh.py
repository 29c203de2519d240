"""Fits the weights of `roleplay.listening.weighing`, and shows how each call fares unseen.

``python -m tests.listening.training.weigh``
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from roleplay.library import Library
from roleplay.listening import Topics
from roleplay.listening.weighing import Evidence

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
LABELLED = ("paraphrases", "fresh")
OTHER = ("turns", "unseen", "held_out")
"""Seller lines from calls of other kinds: about nothing in the shipped ones."""
_OTHER_COUNTS = 0.25
_HOLDING_BACK = 3.0
"""Strength of the ridge that keeps weights small."""
_ROUNDS = 25


class Row(NamedTuple):
    """One line against all topics of one scenario."""

    scenario: str
    source: str
    text: str
    topic: str | None
    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def rows() -> list[Row]:
    """All lines, with the evidence as the listener has it."""
    library = Library([HERE.parents[2] / "scenarios"])
    labelled = [(name, each) for name in LABELLED for each in _lines(name)]
    scenarios = sorted({each["scenario"] for _, each in labelled})
    topics = {name: Topics.of(library.scenario(name)) for name in scenarios}
    labelled += [
        ("other", {"scenario": scenario, "seller": each["seller"], "topic": None})
        for name in OTHER
        for each in _lines(name)
        for scenario in scenarios
    ]
    found = []
    for source, each in labelled:
        evidence = topics[each["scenario"]].evidence(each["seller"])
        if evidence:
            names, weighed = zip(*evidence, strict=True)
            row = Row(each["scenario"], source, each["seller"], each["topic"], names, weighed)
            found.append(row)
    return found


def _lines(name: str) -> list[dict[str, str]]:
    text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def fit(data: Sequence[Row]) -> list[float]:
    """Weights and, last, the bias: logistic regression, by Newton's method."""
    cases = [
        (
            [*evidence, 1.0],
            float(name == row.topic),
            1.0 if row.source != "other" else _OTHER_COUNTS,
        )
        for row in data
        for name, evidence in zip(row.names, row.evidence, strict=True)
    ]
    size = len(cases[0][0])
    spread = [_spread([case[0][i] for case in cases]) for i in range(size - 1)] + [1.0]
    weights = [0.0] * size
    for _ in range(_ROUNDS):
        slope = [_HOLDING_BACK * w * s * s for w, s in zip(weights, spread, strict=True)]
        slope[-1] = 0.0
        bend = [[0.0] * size for _ in range(size)]
        for i in range(size - 1):
            bend[i][i] = _HOLDING_BACK * spread[i] ** 2
        for x, wanted, counts in cases:
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, x, strict=True))))
            wrong, steep = counts * (p - wanted), counts * p * (1 - p)
            for i, value in enumerate(x):
                slope[i] += wrong * value
                if steep > 1e-9:
                    row = bend[i]
                    for j, other in enumerate(x):
                        row[j] += steep * value * other
        step = _solved(bend, slope)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(len(rows)):
            if k != i:
                share = rows[k][i] / rows[i][i]
                rows[k] = [a - share * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def show(name: str, data: Sequence[Row], weights: Sequence[float], source: str) -> None:
    """How often the best topic is right, wrong, or taken up although there is none."""
    best = []
    for row in data:
        if row.source == source:
            scores = [
                1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, [*e, 1.0], strict=True))))
                for e in row.evidence
            ]
            score, place = max((score, place) for place, score in enumerate(scores))
            best.append((score, row.names[place] == row.topic, row.topic is None))
    named = [each for each in best if not each[2]]
    nothing = [each for each in best if each[2]]
    text = f"{name:18} {source:12}"
    if named:
        text += f" best right {sum(ok for _, ok, _ in named) / len(named):.2f}"
    for least in (0.3, 0.4, 0.5, 0.6):
        text += f" | {least}:"
        if named:
            right = sum(ok and score >= least for score, ok, _ in named) / len(named)
            wrong = sum(not ok and score >= least for score, ok, _ in named) / len(named)
            text += f" right {right:.2f} wrong {wrong:.2f}"
        text += f" taken {sum(score >= least for score, *_ in nothing) / len(nothing):.3f}"
    print(text)


def main() -> None:
    """Print the weights, and the figures of each call with weights fitted on the others."""
    data = rows()
    for scenario in sorted({row.scenario for row in data}):
        weights = fit([row for row in data if row.scenario != scenario])
        for source in (*LABELLED, "other"):
            show(scenario, [row for row in data if row.scenario == scenario], weights, source)
    weights = fit(data)
    for source in (*LABELLED, "other"):
        show("fitted on all", data, weights, source)
    print(Evidence(*(round(weight, 2) for weight in weights[:-1])), "bias", round(weights[-1], 2))


if __name__ == "__main__":
    main()
