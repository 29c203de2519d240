"""``practice`` and ``retry``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from roleplay.library import load_scenario
from tests.cli.conftest import Roleplay
from tests.practice.examples import GOOD, PACKS, POOR

CALL = {
    "schema",
    "call",
    "scenario",
    "variant",
    "seed",
    "turns",
    "ledger",
    "ending",
    "ended_by",
    "unused_lines",
    "scorecard",
}
CARD = {
    "rubric",
    "scorable",
    "reason",
    "overall",
    "overall_range",
    "coverage",
    "criteria",
    "metrics",
}


def test_every_field_of_the_contract(roleplay: Roleplay, lines: Path) -> None:
    ran = roleplay("practice", "claims", "--seller", lines, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("\n") == 1
    found = ran.json()
    assert set(found) == CALL
    assert (found["scenario"], found["variant"], found["seed"]) == ("claims", "a", 0)
    assert [turn["turn"] for turn in found["turns"]] == list(range(1, 16))
    assert found["turns"][0] == {
        "turn": 1,
        "speaker": "buyer",
        "text": "I have fifteen minutes, and I'll be honest: I think claims are under control.",
        "voice": "scripted",
    }
    assert found["turns"][1] == {"turn": 2, "speaker": "seller", "text": GOOD[0]}
    assert found["turns"][5]["text"] == ""
    assert found["ledger"] == {
        "needs": {"leakage": found["ledger"]["needs"]["leakage"], "fraud": "hidden"},
        "objections": {"rip-and-replace": "resolved"},
        "commitments": {"meet-claims": "accepted"},
    }
    assert found["ledger"]["needs"]["leakage"] in ("stated", "owned")
    assert (found["ending"], found["ended_by"]) == ("agreed_next_step", "seller")
    assert found["unused_lines"] == 0


def test_the_scorecard_rests_on_words_that_were_said(roleplay: Roleplay, lines: Path) -> None:
    found = roleplay("practice", "claims", "--seller", lines, "--json").json()
    card = found["scorecard"]
    assert set(card) >= CARD
    assert (card["rubric"], card["scorable"], card["reason"]) == ("plain", True, None)
    assert (card["overall"], card["overall_range"], card["coverage"]) == (5.0, [5.0, 5.0], 1.0)
    said = {turn["turn"]: turn["text"] for turn in found["turns"]}
    evidence = []
    for criterion in card["criteria"]:
        assert set(criterion) >= {"id", "level", "checks"}
        for check in criterion["checks"]:
            assert check["verdict"] in ("met", "not_met", "not_assessable")
            assert check["evidence"] or check["verdict"] != "met"
            evidence += check["evidence"]
    for each in evidence:
        assert said[each["turn"]][each["start"] : each["end"]] == each["quote"]
    assert evidence
    assert {"seller_turns", "talk_share", "minutes"} <= set(card["metrics"])


def _without_call(out: str) -> str:
    document: dict[str, Any] = json.loads(out)
    call = document.pop("call")
    return out.replace(json.dumps(call), '"X"')


def test_the_same_seed_and_words_give_the_same_bytes(roleplay: Roleplay, lines: Path) -> None:
    command = ("practice", "claims", "--seller", lines, "--json", "--seed", "7")
    one, two = roleplay(*command), roleplay(*command)
    assert one.out != two.out
    assert _without_call(one.out) == _without_call(two.out)
    typed = roleplay(
        "practice", "claims", "--seller", "-", "--json", "--seed", "7", typed=lines.read_bytes()
    )
    assert _without_call(typed.out) == _without_call(one.out)
    unsaved = roleplay(*command, "--no-save").json()
    assert unsaved.pop("call") is None
    assert unsaved == {k: v for k, v in one.json().items() if k != "call"}


def test_in_words(roleplay: Roleplay, lines: Path) -> None:
    ran = roleplay("practice", "claims", "--seller", lines)
    assert ran.status == 0
    for line in GOOD:
        assert line in ran.out
    assert "  6 You: (a pause)" in ran.out
    assert "Ended: agreed a next step." in ran.out
    assert "Overall 5 of 5" in ran.out
    assert "Kept as " in ran.out
    assert "\x1b" not in ran.out


def test_lines_left_over_are_counted(roleplay: Roleplay) -> None:
    typed = "\n".join((*POOR, *POOR)).encode()
    found = roleplay("practice", "claims", "--seller", "-", "--json", typed=typed).json()
    assert (found["ending"], found["ended_by"]) == ("hung_up", "buyer")
    said = sum(turn["speaker"] == "seller" for turn in found["turns"])
    assert found["unused_lines"] == 2 * len(POOR) - said > 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"\n\nHello.", ["", "", "Hello."]),
        (b"Hello.\n\n", ["Hello.", ""]),
        (b"\xef\xbb\xbfHello.\r\nBye.\r\n", ["Hello.", "Bye."]),
        (b"  Hello.\t\n", ["Hello."]),
    ],
)
def test_one_turn_a_line_and_an_empty_line_a_pause(
    roleplay: Roleplay, typed: bytes, said: list[str]
) -> None:
    found = roleplay("practice", "claims", "--seller", "-", "--json", typed=typed).json()
    turns = [turn["text"] for turn in found["turns"] if turn["speaker"] == "seller"]
    assert turns == said


def test_nothing_is_kept_with_no_save(roleplay: Roleplay, lines: Path) -> None:
    assert "Kept as" not in roleplay("practice", "claims", "--seller", lines, "--no-save").out
    assert roleplay("history", "--json").json()["calls"] == []


def test_a_variant_by_name(roleplay: Roleplay, lines: Path) -> None:
    command = ("practice", "claims", "--seller", lines, "--json", "--variant")
    found = roleplay(*command, "c").json()
    assert found["variant"] == "c"
    assert "fraud" not in found["ledger"]["needs"]
    assert "has no variant 'z'; allowed: a, b, c" in roleplay(*command, "z").failed(2)


def test_line_by_line(roleplay: Roleplay) -> None:
    typed = b"How do you know claims are under control?\n" + b"x" * 8_001 + b"\n\n\xff\x1b[2J?\n"
    ran = roleplay("practice", "claims", "--plain", typed=typed)
    assert ran.status == 0
    assert "We audit two percent of files after the fact." in ran.out
    assert ran.err == "roleplay: a turn has at most 8,000 characters, this one 8,001\n"
    assert "\x1b" not in ran.out
    assert "Kept as " in ran.out


def test_line_by_line_begins_with_the_briefing(roleplay: Roleplay) -> None:
    ran = roleplay("practice", "claims", "--plain", typed=b"")
    briefing, _, call = ran.out.partition("\n\n")
    scenario = load_scenario(PACKS / "harbour" / "claims.yaml")
    assert scenario.brief in briefing
    assert scenario.goal in briefing
    assert "Judged: " in briefing
    assert scenario.buyer.opener not in briefing
    assert scenario.buyer.opener in call


def test_line_by_line_as_json_prints_one_document(roleplay: Roleplay) -> None:
    typed = b"How do you know claims are under control?\n"
    ran = roleplay("practice", "claims", "--plain", "--json", typed=typed)
    assert len(ran.json()["turns"]) == 3
    assert "We audit two percent of files after the fact." in ran.err


def test_text_that_could_drive_a_terminal(roleplay: Roleplay) -> None:
    typed = "\x1b]0;owned\x07[bold red]What[/] is\u202e it?\x9b31m \ud7ff\u200f\n" * 3
    for options in ((), ("--json",)):
        ran = roleplay("practice", "claims", "--seller", "-", *options, typed=typed.encode())
        assert ran.status == 0
        assert not set(ran.out) & set("\x1b\x07\x9b\u202e\u200f")
        assert "[bold red]What[/]" in ran.out
        assert "<U+202E>" in ran.out


# Refused


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (b"Hello.\n" + b"x" * 8_001, "-:2: a turn has at most 8,000 characters, this one 8,001"),
        (b"word " * 2_000_000, "-: more than 4,000,000 bytes; expected one seller turn a line"),
        (b"Hello.\n\nIt is \xff.\n", "-:3: not UTF-8 text"),
        (b"\x89PNG\x00\x01", "-: not a text file; expected one seller turn a line"),
        ("Hello.".encode("utf-16"), "-: not a text file"),
    ],
    ids=["long line", "10 MB", "bytes", "binary", "UTF-16"],
)
def test_lines_that_cannot_be_said_begin_no_call(
    roleplay: Roleplay, typed: bytes, message: str
) -> None:
    ran = roleplay("practice", "claims", "--seller", "-", typed=typed)
    assert message in ran.failed(2)
    assert roleplay("history", "--json").json()["calls"] == []


@pytest.mark.parametrize("file", ["/nowhere/lines.txt", "/", "/proc/self/mem", "/dev/zero"])
def test_a_file_of_lines_that_cannot_be_read(roleplay: Roleplay, file: str) -> None:
    assert file in roleplay("practice", "claims", "--seller", file).failed(2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("claim", "--seller", "-"), 'no scenario "claim", did you mean "claims"?'),
        (("\x1b[31mclaims\u202e", "--seller", "-"), "no scenario"),
        (("../../etc/passwd", "--seller", "-"), "no scenario"),
        (("claims", "--seller", "-", "--buyer", "model"), "use --buyer scripted"),
        (("claims", "--seller", "-", "--seed", "x"), "'x' is not allowed here: a whole number"),
        (("claims", "--seller", "-", "--seed", "9" * 30), "a whole number from -9223372036854"),
        (("claims", "--seller", "-", "--buyer", "alien"), "invalid choice: 'alien'"),
        (("claims", "--seller", "-", "--packs", "/nowhere"), "/nowhere: there is no such folder"),
        (("claims", "--frobnicate"), "--frobnicate"),
        ((), "SCENARIO"),
        (("claims",), "the app needs a terminal; use --seller FILE, --seller - or --plain"),
        (("claims", "--json"), "--json goes with --seller FILE"),
        (("claims", "--no-save"), "--no-save goes with --seller FILE"),
        (("claims", "--seed", "3"), "--seed goes with --seller FILE"),
        (("claim",), "no scenario"),
        (("claims", "--variant", "z"), "has no variant 'z'"),
    ],
    ids=str,
)
def test_wrong_use_is_one_line(
    roleplay: Roleplay, arguments: tuple[str, ...], message: str
) -> None:
    line = roleplay("practice", *arguments).failed(2)
    assert message in line
    assert "\u202e" not in line


# Retry


def test_a_turn_taken_again(roleplay: Roleplay, lines: Path) -> None:
    first = roleplay("practice", "claims", "--seller", lines, "--json").json()
    typed = "\n".join(GOOD[1:]).encode()
    command = ("retry", first["call"][-8:], "--at", "4", "--seller", "-")
    again = roleplay(*command, "--json", typed=typed).json()
    assert again.pop("forked_from") == {"call": first["call"], "turn": 4}
    assert again.pop("call") != first["call"]
    assert again == {key: value for key, value in first.items() if key != "call"}
    in_words = roleplay(*command, typed=b"Never mind.\n")
    assert "  4 You: Never mind." in in_words.out
    rows = roleplay("history", "--json").json()["calls"]
    assert [row["kind"] for row in rows] == ["fork", "fork", "first"]


def test_a_retry_without_its_pack(roleplay: Roleplay, lines: Path) -> None:
    first = roleplay("practice", "claims", "--seller", lines, "--json").json()
    typed = "\n".join(GOOD).encode()
    command = ("retry", first["call"], "--at", "2", "--seller", "-", "--json")
    assert roleplay(*command, typed=typed, packs=None).json()["scorecard"]["overall"] == 5.0


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("3", "turn 3 is not one of the seller's; allowed: 2, 4, 6"),
        ("1", "turn 1 is not one of the seller's"),
        ("-4", "turn -4 is not one of the seller's"),
        ("99", "turn 99 is not one of the seller's"),
        ("x", "invalid int value: 'x'"),
    ],
)
def test_only_a_turn_of_ones_own_is_taken_again(
    roleplay: Roleplay, call: str, lines: Path, at: str, message: str
) -> None:
    assert message in roleplay("retry", call, "--at", at, "--seller", lines).failed(2)


def test_a_retry_of_nothing(roleplay: Roleplay, lines: Path) -> None:
    line = roleplay("retry", "deadbeef", "--at", "2", "--seller", lines).failed(2)
    assert "there is no call 'deadbeef'" in line


# Packs


def test_packs_before_and_after_the_command(
    roleplay: Roleplay, lines: Path, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(PACKS / "harbour", tmp_path / "more" / "haven")
    (tmp_path / "more" / "haven" / "claims.yaml").unlink()
    renewal = tmp_path / "more" / "haven" / "renewal.yaml"
    renewal.write_text(renewal.read_text().replace("id: renewal", "id: haven-renewal"))
    rubric = tmp_path / "more" / "haven" / "rubrics" / "plain.yaml"
    rubric.unlink()
    for scenario in ("haven-renewal", "claims", "sceptical-cfo"):
        ran = roleplay(
            *("--packs", tmp_path / "more", "practice", scenario, "--seller", lines, "--no-save")
        )
        assert ran.status == 0, ran.err


def test_two_calls_of_one_name_are_an_error_that_names_both_files(
    roleplay: Roleplay, lines: Path, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(PACKS / "harbour", tmp_path / "more" / "haven")
    both = (tmp_path / "more/haven/claims.yaml", PACKS / "harbour/claims.yaml")
    ran = roleplay("--packs", tmp_path / "more", "practice", "claims", "--seller", lines)
    assert ran.status == 2
    assert all(str(path) in ran.err for path in both)
    report = roleplay("--packs", tmp_path / "more", "check")
    assert report.status == 1
    assert all(str(path) in report.out for path in both)
    assert roleplay("--packs", tmp_path / "more", "history").status == 0


def test_a_pack_in_the_data_folder_is_there(roleplay: Roleplay, lines: Path, home: Path) -> None:
    import shutil

    shutil.copytree(PACKS / "harbour", home / "packs" / "harbour")
    assert roleplay("practice", "claims", "--seller", lines, packs=None).status == 0


def test_a_broken_call_says_where(roleplay: Roleplay, lines: Path, tmp_path: Path) -> None:
    pack = tmp_path / "more" / "bad"
    pack.mkdir(parents=True)
    text = (PACKS / "harbour" / "renewal.yaml").read_text()
    (pack / "bad.yaml").write_text(
        text.replace("renewal", "bad").replace("minutes: 8", "minutes: x")
    )
    ran = roleplay("--packs", tmp_path / "more", "practice", "bad", "--seller", lines)
    assert ran.status == 2
    assert f"{pack / 'bad.yaml'}:6:" in ran.err
    assert "minutes" in ran.err
