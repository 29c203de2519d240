"""Fits the weights of `roleplay.listening.weighing`, and shows how each call fares unseen.

``python -m tests.listening.training.weigh`` (numpy; see README.md)
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from rapidfuzz import fuzz

from roleplay.domain.scenario import Commitment, Knows, Need, Objection, Scenario, Topic
from roleplay.library import Library
from roleplay.listening import HEARD_FROM, Topics
from roleplay.listening.weighing import SUREST, Evidence, Nothing

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
CALLS = HERE.parent / "corpus" / "calls"
COUNTS = {"asked_one": 1.0, "paraphrases": 0.5, "fresh": 0.5, "others": 0.1}
"""What a line counts, by where it is from; `others` are sellers in calls of other trades."""
AS_LABELLED = ("paraphrases", "fresh")
"""Sets that are older than some facts of the calls: those facts are left out for them."""
_NOTHING_COUNTS = 2.0
_FEW, _FEW_COUNTS = 4, 0.35
"""Each line is looked at again as if authors had written that many lines a topic, for less."""
_OTHERS = 800
_ROUNDS, _STEP, _RIDGE = 600, 0.05, 1.0
_END = re.compile(r"(?<=[.?!])\s+")
_SHIFTS = (-0.4, 0.0, 0.4, 0.6, 0.8, 1.0)


_SAME = 66
"""Likeness of two lines' words, 0 to 100, from which one was written after the other."""
Item = TypeVar("Item", Knows, Need, Objection, Commitment)


class Row(NamedTuple):
    """One line against all topics of one call."""

    call: str
    source: str
    few: bool
    right: int
    """The place of the topic that was meant; that behind the last one for none of them."""
    topics: Any
    """A row of evidence a topic."""
    nothing: Any
    counts: float


def rows() -> list[Row]:
    """All lines, with the evidence as the listener has it."""
    library = Library([HERE.parents[2] / "scenarios"])
    said = [(name, each) for name in COUNTS if name != "others" for each in _lines(name)]
    calls = sorted({each["scenario"] for _, each in said})
    said += [("others", each) for each in _others(calls)]
    known: dict[tuple[str, str, bool], tuple[Topics, list[str]]] = {}
    found = []
    for source, each in said:
        for few in (False, True):
            key = each["scenario"], source if source in AS_LABELLED else "", few
            if key not in known:
                known[key] = _topics(_unread(library.scenario(key[0])), key[1], few)
            topics, names = known[key]
            evidence, nothing = topics.evidence(each["seller"])
            counts = COUNTS[source] * (_FEW_COUNTS if few else 1.0)
            if source == "asked_one" and each["topic"] is None:
                counts *= _NOTHING_COUNTS
            found.append(
                Row(
                    call=each["scenario"],
                    source=source,
                    few=few,
                    right=names.index(each["topic"]) if each["topic"] else len(names),
                    topics=np.array(evidence, dtype=float),
                    nothing=np.array(nothing, dtype=float),
                    counts=counts,
                )
            )
    return found


def _unread(call: Scenario) -> Scenario:
    """The call without the author's lines that say what a line of `asked_one` says.

    Some were written after those had been read: with them it would not be other words any more.
    """
    said: dict[str, list[str]] = {}
    for each in _lines("asked_one"):
        if each["scenario"] == call.id and each["topic"]:
            said.setdefault(each["topic"], []).append(each["seller"].lower())

    def fewer(item: Item) -> Item:
        kept = tuple(
            line
            for line in item.listen_for
            if all(fuzz.token_set_ratio(line.lower(), x) < _SAME for x in said.get(item.id, ()))
        )
        return item.model_copy(update={"listen_for": kept or item.listen_for[:1]})

    return call.model_copy(
        update={
            "knows": tuple(map(fewer, call.knows)),
            "needs": tuple(map(fewer, call.needs)),
            "objections": tuple(map(fewer, call.objections)),
            "commitments": tuple(map(fewer, call.commitments)),
        }
    )


def _topics(call: Scenario, as_labelled: str, few: bool) -> tuple[Topics, list[str]]:
    if as_labelled:
        labels = {each["topic"] for each in _lines(as_labelled)}
        knows = tuple(each for each in call.knows if each.id in labels)
        call = call.model_copy(update={"knows": knows})
    topics: Sequence[Topic] = call.topics()
    if few:
        topics = [t.model_copy(update={"listen_for": t.listen_for[:_FEW]}) for t in topics]
    names = f"{call.buyer.name} {call.account.name}"
    return Topics(topics, names=names, brief=call.brief), [topic.id for topic in topics]


def _lines(name: str) -> list[dict[str, Any]]:
    text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _others(calls: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Sellers' sentences from calls of other trades, dealt out over ours."""
    sentences = [
        sentence
        for path in sorted(CALLS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("S:")
        for sentence in _END.split(line[2:].strip())
        if len(sentence.split()) >= _FEW
    ]
    random.Random(7).shuffle(sentences)
    for place, sentence in enumerate(sentences[:_OTHERS]):
        yield {"scenario": calls[place % len(calls)], "seller": sentence, "topic": None}


def fit(data: Sequence[Row]) -> tuple[Any, Any]:
    """Weights of a topic's evidence and of what speaks for none: a conditional logit, by Adam."""
    most = max(len(row.topics) for row in data)
    size, none = data[0].topics.shape[1], len(data[0].nothing)
    topics = np.zeros((len(data), most, size))
    shut = np.ones((len(data), most), dtype=bool)
    wanted = np.zeros((len(data), most + 1))
    for place, row in enumerate(data):
        topics[place, : len(row.topics)] = row.topics
        shut[place, : len(row.topics)] = False
        wanted[place, row.right if row.right < len(row.topics) else most] = 1.0
    nothing = np.array([row.nothing for row in data])
    counts = np.array([row.counts for row in data])
    whole = counts.sum()
    weights, pace, bent = (np.zeros(size + none) for _ in range(3))
    for turn in range(1, _ROUNDS + 1):
        speaks = topics @ weights[:size]
        speaks[shut] = -1e9
        off = (_shares(np.c_[speaks, nothing @ weights[size:]]) - wanted) * counts[:, None]
        slope = np.r_[np.einsum("nk,nka->a", off[:, :most], topics), off[:, most] @ nothing]
        slope = (slope + _RIDGE * weights) / whole
        pace = 0.9 * pace + 0.1 * slope
        bent = 0.99 * bent + 0.01 * slope**2
        step = _STEP if turn < 0.7 * _ROUNDS else _STEP / 5
        weights -= step * (pace / (1 - 0.9**turn)) / (np.sqrt(bent / (1 - 0.99**turn)) + 1e-8)
    return weights[:size], weights[size:]


def _shares(speaks: Any) -> Any:
    raised = np.exp(speaks - speaks.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def show(data: Sequence[tuple[Row, Any]], shift: float) -> None:
    """How often the best topic is heard and right, heard and wrong, or heard where none is."""
    print(f"none {shift:+.1f}", end="")
    kinds: list[tuple[str, Callable[[Row], bool]]] = [
        (
            f"{source}{' (few)' if few else ''}",
            lambda r, s=source, f=few: (r.source, r.few) == (s, f),
        )
        for few in (False, True)
        for source in COUNTS
    ]
    for name, belongs in kinds:
        heard = []
        for row, speaks in data:
            if belongs(row):
                shares = (
                    SUREST * _shares((speaks + np.r_[np.zeros(len(row.topics)), shift])[None])[0]
                )
                best = int(shares[:-1].argmax())
                heard.append((best == row.right, shares[best] >= HEARD_FROM, row.right))
        counts = [len(row.topics) for row, _ in data if belongs(row)]
        meant = [(ok, sure) for (ok, sure, at), n in zip(heard, counts, strict=True) if at < n]
        none = [sure for (_, sure, at), n in zip(heard, counts, strict=True) if at == n]
        text = f" | {name}"
        if meant:
            text += f" best {_mean(ok for ok, _ in meant):.3f}"
            text += f" right {_mean(ok and sure for ok, sure in meant):.3f}"
            text += f" wrong {_mean(not ok and sure for ok, sure in meant):.3f}"
        print(f"{text} taken {_mean(none):.3f}", end="")
    print()


def _mean(values: Any) -> float:
    return float(np.mean(list(values)))


def main() -> None:
    """Print the figures of each call with weights fitted on the others, and the weights of all."""
    data = rows()
    unseen = []
    for call in sorted({row.call for row in data}):
        topics, nothing = fit([row for row in data if row.call != call])
        unseen += [
            (row, np.r_[row.topics @ topics, row.nothing @ nothing])
            for row in data
            if row.call == call
        ]
    for shift in _SHIFTS:
        show(unseen, shift)
    topics, nothing = fit(data)
    print(Evidence(*(round(float(each), 2) for each in topics)))
    print(Nothing(*(round(float(each), 2) for each in nothing)))


if __name__ == "__main__":
    main()
