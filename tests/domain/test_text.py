from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roleplay.domain.text import clean


def test_what_could_drive_a_terminal_is_gone_and_line_ends_are_one_kind() -> None:
    assert clean("a\x1b[2Jb\x9b1mc\x07\r\nd\re\tf\x00") == "a[2Jb1mc\nd\ne\tf"


def test_what_turns_the_reading_round_is_shown() -> None:
    assert clean("pay\u202e001") == "pay<U+202E>001"


def test_a_family_of_joined_emoji_stays_whole_and_accents_are_composed() -> None:
    assert clean("👩\u200d👧 e\u0301") == "👩\u200d👧 é"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in once)
