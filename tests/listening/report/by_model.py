"""What a model's ear adds, by models that are made up: readers' labels with known mistakes in them.

``python -m tests.listening.report.by_model``

Turns of the calls kept for tests in which one thing is done and one is heard, so that it is plain
what a label is for. A made-up model names the first reader's kind as often as it is meant to be
right; else a kind that readers take it for (or any, where they never do). How right it is and what
is heard are both told by the first reader.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from roleplay.domain.moves import Kind, TopicScore
from roleplay.library import Library
from roleplay.listening import Topics
from roleplay.listening.kinds import Judged
from roleplay.listening.second import RELIABILITY, topics_weighed, weighed
from roleplay.listening.topics import outright_and_near

from .corpus import SellerTurn, labelled, sellers

ROOT = Path(__file__).parents[3]
ROUNDS = 20
RIGHT = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
"""How right the made-up models are."""


class Labelled(NamedTuple):
    """One thing that was done, by the first reader and as it was heard offline."""

    reader: Kind
    other_reader: Kind
    offline: Judged


class Result(NamedTuple):
    """How often the kind is the reader's."""

    offline: float
    model: float
    both: float
    sure: float
    """Mean confidence of what counts."""


def material() -> list[Labelled]:
    """The turns with one thing in them."""
    return [_one(turn) for turn in sellers(labelled()) if _is_plain(turn)]


def _is_plain(turn: SellerTurn) -> bool:
    read = all(len(turn.at.moves.get(reader, ())) == 1 for reader in ("first", "second"))
    return read and len(turn.heard.segments) == 1


def _one(turn: SellerTurn) -> Labelled:
    (segment,) = turn.heard.segments
    judged = Judged(segment.kind, segment.confidence)
    return Labelled(turn.dominant("first"), turn.dominant("second"), judged)


def made_up(some: list[Labelled], right: float, random: Random) -> list[Kind]:
    """What a model that is right so often hears: its mistakes are those that readers make."""
    taken_for: dict[Kind, list[Kind]] = {}
    for each in some:
        if each.other_reader is not each.reader:
            taken_for.setdefault(each.reader, []).append(each.other_reader)
    heard = []
    for each in some:
        wrong = taken_for.get(each.reader) or [kind for kind in Kind if kind is not each.reader]
        heard.append(each.reader if random.random() < right else random.choice(wrong))
    return heard


def weigh(some: list[Labelled], right: float, stated: float) -> Result:
    """What comes of weighing a model that is so right, and is taken to be as ``stated``."""
    random = Random(f"{right}")
    tally: Counter[str] = Counter()
    sure = 0.0
    for _ in range(ROUNDS):
        for each, model in zip(some, made_up(some, right, random), strict=True):
            both = weighed(each.offline, (model,), stated)
            tally["offline"] += each.offline.kind is each.reader
            tally["model"] += model is each.reader
            tally["both"] += both.kind is each.reader
            sure += both.confidence
    count = ROUNDS * len(some)
    return Result(tally["offline"] / count, tally["model"] / count, tally["both"] / count,
                  sure / count)  # fmt: skip


class TopicResult(NamedTuple):
    """How often the first topic named is the one that was meant."""

    right: float
    wrong: float
    taken: float
    """Lines about nothing in the call that are taken for a topic."""
    model: float
    """How often the model names the topic that was meant."""


def topics(named: float, astray: float = 0.2) -> TopicResult:
    """What comes of weighing a model that names so many of the topics meant.

    Args:
        named: how often it names the topic that was meant; 0 for no model at all.
        astray: how often it names another one where it does not.
    """
    random = Random(f"{named} {astray}")
    tally: Counter[str] = Counter()
    for ranked, meant in _asked():
        others = [topic.id for topic in ranked if topic.id != meant]
        said = set()
        if meant is not None and random.random() < named:
            said.add(meant)
        elif random.random() < astray:
            said.add(random.choice(others))
        outright, _ = outright_and_near(topics_weighed(ranked, said) if named else ranked)
        first = outright[0].id if outright else None
        kind = "nothing" if meant is None else "something"
        tally[kind] += 1
        tally["model"] += meant in said
        tally[f"{kind} {'right' if first == meant else 'wrong' if first else 'refused'}"] += 1
    about = tally["something"]
    return TopicResult(
        right=tally["something right"] / about,
        wrong=tally["something wrong"] / about,
        taken=tally["nothing wrong"] / tally["nothing"],
        model=tally["model"] / about,
    )


@cache
def _asked() -> list[tuple[tuple[TopicScore, ...], str | None]]:
    """Lines that nothing was fitted on: every topic's likelihood offline, and which was meant."""
    library = Library([ROOT / "scenarios"])
    known: dict[str, Topics] = {}
    found = []
    lines = (ROOT / "tests" / "listening" / "data" / "asked_two.jsonl").read_text(encoding="utf-8")
    for row in map(json.loads, lines.splitlines()):
        name = row["scenario"]
        if name not in known:
            known[name] = Topics.of(library.scenario(name))
        found.append((known[name].ranked(row["seller"], 0.0), row["topic"]))
    return found


def show() -> None:
    """Print the figures."""
    some = material()
    agreed = sum(each.reader is each.other_reader for each in some) / len(some)
    print(f"{len(some)} turns; the two readers agree on {agreed:.3f} of them")
    print("model right | stated | offline  model  both | mean confidence")
    for right in RIGHT:
        for stated in sorted({right, RELIABILITY}):
            found = weigh(some, right, stated)
            print(
                f"       {right:.1f}  |  {stated:.1f}   |  {found.offline:.3f}  {found.model:.3f}"
                f"  {found.both:.3f} | {found.sure:.3f}"
            )
    print("topics: model names | right  wrong | about nothing: taken up")
    for named in (0.0, 0.6, 0.8, 0.9):
        got = topics(named)
        print(f"        {got.model:.3f}       | {got.right:.3f}  {got.wrong:.3f} | {got.taken:.3f}")


if __name__ == "__main__":
    show()
