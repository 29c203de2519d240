"""What a terminal sends becomes events: keys as Textual has them, a paste as one."""

from __future__ import annotations

import pytest
from textual import constants
from textual.events import Key, Paste

from roleplay.tui.driver import LOOK_SECONDS, PASTE_BEGINS, PASTE_ENDS, Incoming

HELLO = f"a{PASTE_BEGINS}Hello\x00, you\r\n{PASTE_ENDS}b"


def told(*parts: str) -> list[str]:
    """What arrives, in order: a key's name, or a paste's text in quotes."""
    incoming, found = Incoming(), []
    for part in parts:
        for event in incoming.feed(part):
            if isinstance(event, Key):
                found.append(event.key)
            if isinstance(event, Paste):
                found.append(f"“{event.text}”")
    return found


def test_a_paste_is_one_event_between_keys() -> None:
    assert told(HELLO) == ["a", "“Hello, you\r\n”", "b"]


@pytest.mark.parametrize("at", range(1, len(HELLO)))
def test_a_paste_may_come_in_two_parts(at: int) -> None:
    # Where its first mark is cut in two, Textual reads it, letter by letter.
    assert told(HELLO[:at], HELLO[at:]) == ["a", "“Hello, you\r\n”", "b"]


def test_a_paste_may_come_letter_by_letter_after_its_mark() -> None:
    assert told(PASTE_BEGINS, *HELLO[len(PASTE_BEGINS) + 1 :]) == ["“Hello, you\r\n”", "b"]


def test_keys_in_a_paste_are_words_of_it() -> None:
    assert told(f"{PASTE_BEGINS}\x1b[A\x1b{PASTE_ENDS}\x1b[A") == ["“\x1b[A\x1b”", "up"]


def test_escape_is_looked_at_again_as_soon_as_it_may_be_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
    incoming = Incoming()
    assert incoming.patience == LOOK_SECONDS
    assert list(incoming.feed("\x1b")) == []
    assert incoming.patience == 0.0
    assert [event.key for event in incoming.tick() if isinstance(event, Key)] == ["escape"]
    assert incoming.patience == LOOK_SECONDS
