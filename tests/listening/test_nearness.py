"""Topics by embeddings in a call: embedded aside, asked for a moment, and words alone otherwise."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest

from roleplay.domain.requests import Outcome
from roleplay.listening import Topics, hear
from roleplay.listening.embedding import Vector
from roleplay.listening.nearness import Nearness
from roleplay.llm import ModelFailed
from tests.builders import need, scenario
from tests.fakes import FakeDoor

LONG = 30.0
CALL = scenario(
    needs=[
        {**need("leakage"), "listen_for": ["how do you know claims are paid right"]},
        {**need("storms"), "listen_for": ["what happens in storm season"]},
    ]
)
TOPICS = Topics.of(CALL)
MEANT = "And the bad weather weeks?"


def embed(texts: Sequence[str]) -> tuple[Vector, ...]:
    """An endpoint that knows what bad weather is."""
    return tuple((1.0, 0.0) if "storm" in t or "weather" in t else (0.0, 1.0) for t in texts)


@pytest.fixture
def near() -> Nearness:
    made = Nearness(CALL.topics())
    made.begin(embed)
    made.join(LONG)
    assert made.ready
    return made


def test_what_words_alone_do_not_tell_is_heard_by_nearness(near: Nearness) -> None:
    assert not hear(MEANT, (), TOPICS).topics
    helped = near.said(TOPICS, f"Fair enough. {MEANT}", embed, LONG)
    assert helped is not None
    heard = hear(f"Fair enough. {MEANT}", (), helped)
    assert [topic.id for topic in heard.topics] == ["storms"]
    # The index of the call is nobody's but the call's.
    assert not hear(MEANT, (), TOPICS).topics


def test_a_line_of_the_authors_needs_nothing_else(near: Nearness) -> None:
    line = "How do you know claims are paid right?"
    helped = near.said(TOPICS, line, embed, LONG)
    assert helped is not None
    assert [topic.id for topic in hear(line, (), helped).topics] == ["leakage"]


def test_the_lines_are_asked_once_and_a_turn_at_once() -> None:
    door = FakeDoor()
    near = Nearness(CALL.topics())
    assert near.said(TOPICS, MEANT, door.embed, LONG) is None
    near.join(LONG)
    lines = len(door.embedded)
    near.begin(door.embed)
    near.join(LONG)
    assert near.said(TOPICS, "Fair enough. And the storms?", door.embed, LONG) is not None
    assert door.embedded[lines:] == ["Fair enough.", "And the storms?"]


def test_an_endpoint_that_fails_leaves_what_words_tell_and_is_asked_again(
    near: Nearness,
) -> None:
    def down(texts: Sequence[str]) -> tuple[Vector, ...]:
        raise ModelFailed(Outcome.UNREACHABLE, "refused.")

    def short(texts: Sequence[str]) -> tuple[Vector, ...]:
        return ()

    for bad in (down, short):
        assert near.said(TOPICS, MEANT, bad, LONG) is None
        late = Nearness(CALL.topics())
        late.begin(bad)
        late.join(LONG)
        assert not late.ready
        assert late.said(TOPICS, MEANT, embed, LONG) is None
        late.join(LONG)
        assert late.ready
    assert near.said(TOPICS, MEANT, embed, LONG) is not None


@pytest.fixture
def opened() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_one_that_is_late_is_not_waited_for_nor_asked_more(
    near: Nearness, opened: threading.Event
) -> None:
    asked: list[str] = []

    def slow(texts: Sequence[str]) -> tuple[Vector, ...]:
        asked.extend(texts)
        opened.wait(LONG)
        return embed(texts)

    assert near.said(TOPICS, MEANT, slow, 0.01) is None
    assert near.said(TOPICS, "And the storms?", slow, LONG) is None
    assert asked == [MEANT]
    opened.set()
    near.join(LONG)
    assert near.said(TOPICS, MEANT, slow, LONG) is not None


def test_a_pause_asks_nothing(near: Nearness) -> None:
    door = FakeDoor()
    assert near.said(TOPICS, " … ", door.embed, LONG) is None or door.embedded
    assert near.said(TOPICS, "", door.embed, LONG) is None
