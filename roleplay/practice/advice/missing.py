"""What sellers ask for in most calls, and this one would miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from roleplay.domain.scenario import Topic
from roleplay.library import Remark
from roleplay.listening import Topics
from roleplay.listening.words import tokens

from .study import Study, short

_WAYS = Path(__file__).parent / "ways.txt"
MOST_TOLD = 5
"""Topics of one call that are told of at most."""
SUBJECT_FROM = 0.7
"""Share of a subject's ways that must be heard as one topic: then that topic is the subject."""


def missed(study: Study) -> Iterator[Remark]:
    """Topics that are not heard in what sellers commonly ask for them, and the line to add."""
    if study.first is not None:
        return
    told: set[str] = set()
    for ways in common_ways():
        found = _unheard(study.topics, ways)
        topic = next((t for t in study.scenario.topics() if found and t.id == found[0]), None)
        if found is None or topic is None or topic.id in told or len(told) == MOST_TOLD:
            continue
        told.add(topic.id)
        message = (
            f"{short(found[1])} would be missed, and other ways to ask the same are heard as this:"
            " add a line like it"
        )
        yield study.remark((_part(topic), topic.id, "listen_for"), "would-be-missed", message)


def _unheard(topics: Topics, ways: Sequence[str]) -> tuple[str, str] | None:
    """The topic that most ways are heard as, and the first way that is heard as nothing at all."""
    heard = [topics.named(way) for way in ways]
    best = [outright[0].id if outright else "" for outright, _ in heard]
    topic = max(best, key=lambda name: best.count(name) if name else 0)
    if not topic or best.count(topic) < SUBJECT_FROM * len(ways):
        return None
    lost = [way for way, (outright, near) in zip(ways, heard, strict=True) if not outright + near]
    return (topic, lost[0]) if lost else None


@cache
def common_ways() -> tuple[tuple[str, ...], ...]:
    """The ways to ask for each subject."""
    subjects: list[list[str]] = []
    for line in _WAYS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            subjects.append([])
        elif tokens(line) and not line.startswith("#"):
            subjects[-1].append(line)
    return tuple(map(tuple, subjects))


def _part(topic: Topic) -> str:
    return topic.of if topic.of == "knows" else f"{topic.of}s"
