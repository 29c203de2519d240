"""Transcripts from outside: what is read, and what is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roleplay.domain.moves import Speaker
from roleplay.domain.problem import BadInput
from roleplay.practice.imports import read_transcript, score_transcript
from roleplay.practice.workspace import Workspace


def _file(folder: Path, content: str | bytes) -> Path:
    path = folder / "call.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _said(path: Path, seller: str | None = None) -> list[tuple[str, str]]:
    return [(turn.speaker.value, turn.text) for turn in read_transcript(path, seller)]


def test_names_and_json_are_read_alike(tmp_path: Path) -> None:
    named = _said(_file(tmp_path, "Seller: Hello.\nBuyer: Hi.\nWho is it?\n\nSeller: Me: again.\n"))
    assert named == [("seller", "Hello."), ("buyer", "Hi. Who is it?"), ("seller", "Me: again.")]
    turns = [{"speaker": who, "text": text} for who, text in named]
    assert _said(_file(tmp_path, json.dumps({"turns": turns}))) == named


def test_neighbouring_lines_of_one_side_are_one_turn(tmp_path: Path) -> None:
    text = "\ufeffRep: One.\r\nRep: Two.\r\nAnn: Three.\r\nBob: Four.\r\nRep: Five.\r\n"
    turns = read_transcript(_file(tmp_path, text))
    assert [(turn.turn, turn.text) for turn in turns] == [
        (1, "One. Two."),
        (2, "Three. Four."),
        (3, "Five."),
    ]


def test_the_seller_may_be_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "Priya: Hello.\nTom: Hi.\n")
    assert [who for who, _ in _said(path, "tom")] == ["buyer", "seller"]
    with pytest.raises(
        BadInput, match="it is not clear who sells; say --seller NAME, one of: Priya"
    ):
        read_transcript(path)
    with pytest.raises(BadInput, match=r"nobody is called 'Ann'.*Priya, Tom"):
        read_transcript(path, "Ann")


def test_what_could_drive_a_terminal_is_dropped(tmp_path: Path) -> None:
    said = _said(_file(tmp_path, "Seller: a\x1b[31mb\u202ec\x9b\nBuyer: d\n"))
    assert said[0][1] == "a[31mb<U+202E>c"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "nothing is said"),
        (b"   \n\n", "nothing is said"),
        (b"%PDF-1.7\x00\x01", "not a text file"),
        ("Seller: hi".encode("utf-16"), "not a text file"),
        (b"Seller: hi\nBuyer: \xff\n", r"call.txt:2: not UTF-8 text"),
        (b"Just some words.\n", r"call.txt:1: expected 'Name: what they said'"),
        (b"{", r"call.txt:1:2: not valid JSON"),
        (b"[" * 200_000, "not valid JSON"),
        (b"[]", 'expected {"turns"'),
        (b'{"turns": {}}', 'expected {"turns"'),
        (b'{"turns": []}', "nothing is said"),
        (b'{"turns": [7]}', r"turns\[0\]: expected a speaker and a text"),
        (b'{"turns": [{"speaker": "seller", "text": 5}]}', r"turns\[0\]"),
        (b'{"turns": [{"speaker": " ", "text": "a"}]}', r"turns\[0\]"),
        (b'{"turns": [{"speaker": "x", "text": "a"}]}', "it is not clear who sells"),
        (b'{"turns": 1' + b"0" * 5_000 + b"}", "not valid JSON"),
        (b"Seller: " + b"x" * 10_000_000, "more than 2,000,000 bytes"),
        (b"Seller: " + b"word " * 9_000, "44,999 characters on end by one side"),
        (b"Seller: a\nBuyer: b\n" * 10_001, "20,002 turns, at most 20,000"),
        (b"Seller: a\n" + b"x y\n" * 400_000, "characters on end by one side"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_transcript_says_so(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message) as told:
        read_transcript(_file(tmp_path, content))
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400


@pytest.mark.parametrize("path", ["/", "/nowhere/call.txt", "/proc/self/mem", "/dev/zero"])
def test_what_cannot_be_read_says_so(path: str) -> None:
    with pytest.raises(BadInput, match=path):
        read_transcript(Path(path))


def test_a_transcript_is_scored_without_a_ledger(
    played: tuple[Workspace, str], tmp_path: Path
) -> None:
    lines = [
        "Seller: What makes you say that claims are under control?",
        "Buyer: The problem is that nobody checks them. We lose nine million a year.",
        "Seller: So nobody checks. What follows from that for you?",
        "Buyer: It means we overpay every month.",
        "Seller: Could we meet your head of claims on Thursday?",
        "Buyer: All right, Thursday at ten.",
    ]
    turns = read_transcript(_file(tmp_path, "\n".join(lines)))
    card = score_transcript(turns, played[0].library.rubric("plain"))
    assert card.scorable
    assert card.digests.scenario is None
    said = {turn.turn: turn for turn in turns}
    quotes = [each for c in card.criteria for check in c.checks for each in check.evidence]
    assert quotes
    for each in quotes:
        assert said[each.turn].text[each.start : each.end] == each.quote
    assert said[1].speaker is Speaker.SELLER
