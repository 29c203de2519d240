from __future__ import annotations

import pytest

from roleplay.llm.redacting import Redaction

KEY = "k/9f+3a7c-55e1_zz"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"key {KEY} is wrong", "key [key] is wrong"),
        (f"key {KEY.upper()} is wrong", "key [key] is wrong"),
        ("key k/9f+3a7c\n  -55e1_zz is wrong", "key [key] is wrong"),
        ("at ?q=k%2F9f%2B3a7c-55e1_zz", "at ?q=[key]"),
        ("sk-proj-abc_DEF-123456 and sk-ab****yz", "[key] and [key]"),
        ("Authorization: Bearer abcdef.123-456", "Authorization: Bearer [key]"),
        ("Proxy basic dXNlcjpwYXNz", "Proxy basic [key]"),
        ("http://me:secret@host:80/v1", "http://[key]@host:80/v1"),
        ("/v1?api-key=abc123&x=1", "/v1?api-key=[key]&x=1"),
        ('{"api_key": "0123456789abc"}', '{"api_key": "[key]"}'),
        ("gsk_0123456789abc hf_0123456789abc", "[key] [key]"),
    ],
)
def test_keys_are_taken_out(text: str, left: str) -> None:
    assert Redaction(KEY)(text) == left


@pytest.mark.parametrize("length", range(4, len(KEY) + 1))
def test_a_key_that_was_cut_off_is_taken_out(length: int) -> None:
    assert Redaction(KEY)(f"not valid: {KEY[:length]}…") == "not valid: [key]…"
    assert Redaction("plain9key8words7")("we use plain… words") == "we use [key]… words"


@pytest.mark.parametrize(
    "text",
    [
        "We ask the basic question first.",
        "The key is the monthly close; it takes nine days.",
        "Their risk-based plan, task-oriented people, sk-1.",
        "see http://127.0.0.1:8080/v1?page=2",
        "authorization: required, api key: ask your manager",
        "the bearer of bad news is me",
    ],
)
def test_words_stay(text: str) -> None:
    assert Redaction("none")(text) == text
