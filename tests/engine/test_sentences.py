"""A stream cut anywhere is the same sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.engine.voices.sentences import LONGEST, Sentences


def cut(text: str, *sizes: int) -> list[str]:
    """The sentences of a text that comes in pieces of those sizes, over and over."""
    sentences, found, at, turn = Sentences(), [], 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        found += sentences.feed(text[at : at + size])
        at, turn = at + size, turn + 1
    return found + sentences.finish()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Three. No more.", ["Three.", "No more."]),
        ("It fell to 4.2 percent. Fine.", ["It fell to 4.2 percent.", "Fine."]),
        ("Mr. Smith has it, e.g. rates. Ask him.", ["Mr. Smith has it, e.g. rates.", "Ask him."]),
        ('He said "No." Then he left.', ['He said "No."', "Then he left."]),
        ("We bought it in 2022. It broke.", ["We bought it in 2022.", "It broke."]),
        ("No end mark", ["No end mark"]),
        ("Why? Because! So.", ["Why?", "Because!", "So."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("I work for Kerr Ltd. in Leeds. You?", ["I work for Kerr Ltd. in Leeds.", "You?"]),
        ("", []),
        (" \n .", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sizes", [(1,), (2, 3), (5, 1, 4), (1000,)])
def test_however_it_is_cut(text, sentences, sizes):
    assert cut(text, *sizes) == sentences


@pytest.mark.parametrize("tag", ["think", "thinking", "reasoning", "THINK"])
@pytest.mark.parametrize("sizes", [(1,), (3, 2), (1000,)])
def test_what_a_model_thinks_aloud_is_no_part_of_it(tag, sizes):
    text = f"\n<{tag}>The user wants this. So I deflect.</{tag}>\n\nNot today. Sorry."
    assert cut(text, *sizes) == ["Not today.", "Sorry."]
    assert cut(f"<{tag}>It never ends. Never", *sizes) == []


def test_a_sentence_is_handed_on_as_soon_as_it_is_whole():
    sentences = Sentences()
    assert sentences.feed("That is it.") == ["That is it."]
    assert sentences.feed(" It fell by 4.") == []
    assert sentences.feed("2 percent") == []
    assert sentences.feed(".") == ["It fell by 4.2 percent."]


def test_what_never_ends_is_handed_on_all_the_same():
    sentences = Sentences()
    found = sentences.feed("word " * LONGEST)
    assert found
    assert len(found[0]) > LONGEST


@given(st.text(alphabet="ab .?!4\n\"'…,", max_size=60), st.lists(st.integers(1, 9), min_size=1))
def test_no_word_is_lost_or_made_up(text, sizes):
    said = "".join(c for c in "".join(cut(text, *sizes)) if c.isalnum())
    assert said == "".join(c for c in text if c.isalnum())
