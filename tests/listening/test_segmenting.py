"""Spans: exact, in order, inside the text, for any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.domain.moves import Kind
from roleplay.listening import hear, hear_buyer
from roleplay.listening.segmenting import segments

WORDS = st.lists(
    st.sampled_from(
        (
            *("so", "um", "what", "how", "do", "you", "we", "they", "claims", "4%", "nine", "half"),
            *("million.", "?", ",", "—", "why?", "got", "it", "is", "that", "right", "a", "third"),
            *("of", "and", "because", "Thursday", "not", "😀", "\n", "don't", "£30k", "1.9e9"),
        )
    ),
    max_size=60,
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300) | WORDS)
def test_spans_lie_in_the_text_in_order_trimmed_and_apart(text: str) -> None:
    for spans in (hear(text, ()).segments, hear_buyer(text, ())):
        for span in spans:
            quote = text[span.start : span.end]
            assert 0 <= span.start < span.end <= len(text)
            assert quote == quote.strip()
    ends = [0, *(segment.end for segment in hear(text, ()).segments)]
    starts = [segment.start for segment in hear(text, ()).segments]
    assert all(end <= start for end, start in zip(ends, starts, strict=False))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Got it, how many files?", ["Got it", "how many files?"]),
        ("  Hello.  Why? ", ["Hello.", "Why?"]),
        ("Mr. Smith pays 4.5m. Why?", ["Mr. Smith pays 4.5m.", "Why?"]),
        ("I was wondering, how do you do it?", ["I was wondering, how do you do it?"]),
        ("you check two percent so how do you know about the rest",
         ["you check two percent", "so how do you know about the rest"]),
        ("tell me how it works and what happens then",
         ["tell me how it works and what happens then"]),
        ("People who have nothing left", ["People who have nothing left"]),
        ("...", []),
        ("", []),
    ],
)  # fmt: skip
def test_where_one_thing_ends_and_the_next_begins(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in segments(text)] == parts


@pytest.mark.parametrize(
    "text",
    ["x" * 8000, "a " * 4000, "? " * 4000, "1 " * 4000, "what " * 1600, "half a " * 1300,
     "((" * 4000, "你好" * 4000, "😀" * 4000, "so what do you " * 500, "1,1." * 2000],
)  # fmt: skip
def test_long_and_hostile_turns_are_answered(text: str) -> None:
    assert hear(text, ()).dominant in Kind
    assert isinstance(hear_buyer(text, ()), tuple)


@pytest.mark.parametrize("text", ["😀😀", "\x01\x02 \x07", "你好", "\u202e\u2066", "ñ", "—"])
def test_what_cannot_be_understood_is_other_and_unsure(text: str) -> None:
    heard = hear(text, ())

    assert heard.dominant is Kind.OTHER
    assert all(segment.confidence <= 0.5 for segment in heard.segments)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_pause_has_no_segments(text: str) -> None:
    assert hear(text, ()).segments == ()
