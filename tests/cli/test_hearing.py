"""``listen`` and ``score``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Roleplay

SEGMENT = {"kind", "quote", "start", "end", "confidence", "quantifies", "focus", "topics"}


def _line(text: str, *context: tuple[str, str]) -> bytes:
    turns = [{"speaker": who, "text": said} for who, said in context]
    return (json.dumps({"text": text, "context": turns}) + "\n").encode()


def test_listen_has_every_field(roleplay: Roleplay) -> None:
    text = "How do you know claims are under control? We are the leader."
    typed = _line(text, ("buyer", "Claims are fine.")) + b"\n" + _line("")
    ran = roleplay("listen", "-", "--json", "--scenario", "claims", typed=typed)
    assert (ran.status, ran.err) == (0, "")
    first, pause = (json.loads(line) for line in ran.out.splitlines())
    for found in (first, pause):
        assert set(found) == {"schema", "moves", "dominant", "quantifies", "focus", "topics"}
        assert found["schema"] == "roleplay/1"
    assert [move["kind"] for move in first["moves"]] == ["open_question", "pitch"]
    for move in first["moves"]:
        assert set(move) >= SEGMENT
        assert text[move["start"] : move["end"]] == move["quote"]
        assert 0 <= move["confidence"] <= 1
    assert first["topics"][0]["id"] == "leakage"
    assert set(first["topics"][0]) == {"id", "score"}
    assert pause["moves"] == []


def test_listen_without_a_scenario_hears_no_topics(roleplay: Roleplay) -> None:
    ran = roleplay("listen", "-", "--json", typed=_line("How do you know claims are fine?"))
    assert json.loads(ran.out)["topics"] == []


def test_another_language_is_told_of_once(roleplay: Roleplay) -> None:
    typed = _line("Wie viele Anlagen stehen gerade still?") + _line("Combien cela vous coûte ?")

    for options in ((), ("--scenario", "claims")):
        ran = roleplay("listen", "-", *options, typed=typed)

        assert ran.status == 0
        assert ran.out.count("not in English") == 1


def test_listen_in_words_and_from_a_file(roleplay: Roleplay, tmp_path: Path) -> None:
    path = tmp_path / "turns.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + _line("Why?") + _line(""))
    ran = roleplay("listen", path)
    assert ran.status == 0
    assert "open_question" in ran.out
    assert "(a pause)" in ran.out


def test_listen_tells_an_author_which_line_to_add(roleplay: Roleplay) -> None:
    lines = (
        {"text": "and who keeps an eye on the money going out?", "topic": "leakage"},
        {"text": "How do you know claims are fine?", "topic": "leakage"},
        {"text": "how sure are you of all those files"},
    )
    typed = b"\n".join(json.dumps(line).encode() for line in lines)

    ran = roleplay("listen", "-", "--scenario", "claims", typed=typed)

    assert ran.status == 0
    assert "leakage was meant, nothing was heard: add this line to listen_for of leakage" in ran.out
    assert ran.out.count("leakage was meant") == 1
    assert "about no topic; the nearest is" in ran.out
    wrong = roleplay(
        "listen", "-", "--scenario", "claims", typed=b'{"text": "Why?", "topic": "leekage"}'
    ).failed(2)
    assert "-:1 topic: 'leekage' is no topic of the call; one of " in wrong


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"hello",
        b"[]",
        b"7",
        b"null",
        b"[" * 100_000,
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": "a", "context": {}}',
        b'{"text": "a", "context": null}',
        b'{"text": "a", "context": [5]}',
        b'{"text": "a", "context": [{"speaker": "both", "text": "b"}]}',
        b'{"text": "a", "context": [{"speaker": ["seller"], "text": "b"}]}',
        b'{"text": "a", "context": [{"speaker": "buyer"}]}',
        b'{"text": "' + b"x" * 40_001 + b'"}',
        b'{"text": 1' + b"0" * 5_000 + b"}",
        b"\xff\xfe",
    ],
    ids=lambda line: str(line[:40]),
)
def test_a_bad_line_stops_with_its_number(roleplay: Roleplay, line: bytes) -> None:
    ran = roleplay("listen", "-", "--json", typed=_line("Why?") + line + b"\n" + _line("How?"))
    assert "-:2" in ran.failed(2)
    assert ran.out.count("\n") == (0 if line.startswith(b"\xff") else 1)


def test_what_is_heard_drives_no_terminal(roleplay: Roleplay) -> None:
    hostile = "Why\x1b[2J do\u202e you\x9b31m \ud800 ask?\x7f"
    for options in ((), ("--json",)):
        ran = roleplay("listen", "-", *options, typed=_line(hostile, ("buyer", hostile)))
        assert ran.status == 0
        assert not set(ran.out) & set("\x1b\x9b\u202e\x7f\ud800")
    document = json.loads(ran.out)
    for move in document["moves"]:
        whole = hostile.replace("\ud800", "?")
        assert whole[move["start"] : move["end"]] == move["quote"]


def test_listen_to_nothing(roleplay: Roleplay) -> None:
    assert roleplay("listen", "-", "--json").out == ""
    assert "/nowhere" in roleplay("listen", "/nowhere").failed(2)
    assert "cannot be read" in roleplay("listen", "/").failed(2)
    line = roleplay("listen", "-", "--scenario", "claim", typed=_line("Why?")).failed(2)
    assert 'did you mean "claims"' in line
    assert "not a text file" in roleplay("listen", "-", typed=b"\x7fELF\0\0").failed(2)


CALL = (
    "Priya: What makes you say that claims are under control?\n"
    "Tom: The problem is that nobody checks them. We lose nine million a year.\n"
    "Priya: So nobody checks. What follows from that for you?\n"
    "Tom: It means we overpay every month.\n"
    "Priya: Could we meet your head of claims on Thursday?\n"
    "Tom: All right, Thursday at ten.\n"
)


def test_score_has_a_result_for_each_file(roleplay: Roleplay, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(CALL)
    bad.write_bytes(b"\x00\x01")
    command = ("score", good, bad, tmp_path / "none.txt", "--seller", "priya", "--json")
    ran = roleplay(*command)
    assert (ran.status, ran.err) == (2, "")
    results = ran.json()["results"]
    assert [set(each) for each in results] == [{"file", "scorecard", "error"}] * 3
    assert [each["file"] for each in results] == [str(path) for path in command[1:4]]
    assert [each["error"] is None for each in results] == [True, False, False]
    assert [each["scorecard"] is None for each in results] == [False, True, True]
    card = results[0]["scorecard"]
    assert card["rubric"] == "value-creation"
    assert card["scorable"]
    turns = [line.split(": ", 1)[1] for line in CALL.splitlines()]
    evidence = [e for c in card["criteria"] for check in c["checks"] for e in check["evidence"]]
    assert evidence
    for each in evidence:
        assert turns[each["turn"] - 1][each["start"] : each["end"]] == each["quote"]
    assert roleplay("score", good, "--seller", "priya", "--json").status == 0


def test_score_in_words(roleplay: Roleplay, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(CALL.replace("Priya", "Seller"))
    bad.write_text("No names here.\n")
    ran = roleplay("score", good, bad, "--rubric", "plain")
    assert ran.status == 2
    assert "Understands before proposing" in ran.out
    assert ran.err == f"roleplay: {bad}:1: expected 'Name: what they said'\n"


def test_score_by_a_rubric_there_is_not(roleplay: Roleplay, tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_text(CALL)
    line = roleplay("score", path, "--rubric", "value-creatoin").failed(2)
    assert 'did you mean "value-creation"' in line
    assert "--seller NAME, one of: Priya, Tom" in roleplay("score", path).failed(2)


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_call_too_short_is_not_scorable(roleplay: Roleplay, tmp_path: Path, turns: int) -> None:
    path = tmp_path / "call.json"
    said = [{"speaker": "seller", "text": "Hi"}, {"speaker": "buyer", "text": "No"}] * turns
    path.write_text(json.dumps({"turns": said or [{"speaker": "seller", "text": ""}]}))
    card = roleplay("score", path, "--json").json()["results"][0]["scorecard"]
    assert (card["scorable"], card["overall"]) == (False, None)
    assert card["reason"]
    assert all(c["level"] is None and c["reason"] for c in card["criteria"])
