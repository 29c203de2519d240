from __future__ import annotations

import pytest

from roleplay.llm.events import Events

EVENTS = [{"a": "Größe 😀"}, {"b": 1}, {"c": [2]}]
STREAM = (
    ': hello\ndata: {"a":\ndata: "Größe 😀"}\n\nevent: x\nid: 1\ndata:{"b": 1}\n\n\n'
    'data: {"c": [2]}\n\ndata: [DONE]\n\n'
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
def test_a_stream_may_be_cut_anywhere(end: str, begin: str, size: int) -> None:
    data = (begin + STREAM.replace("\n", end)).encode()
    events = Events()
    found = [
        event for at in range(0, len(data), size) for event in events.take(data[at : at + size])
    ]
    assert [*found, *events.end()] == EVENTS
    assert events.done


def test_an_event_is_given_before_the_next_one_comes() -> None:
    events = Events()
    assert list(events.take(b'data: {"a": 1}\n\nda')) == [{"a": 1}]


def test_what_follows_the_end_is_not_read() -> None:
    assert list(Events().take(b"data: [DONE]\n\ndata: what?\n\n")) == []
