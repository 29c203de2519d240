"""``people``, ``assign``, ``share`` and ``review``: the work of a rep and of a manager."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Roleplay
from tests.practice.examples import GOOD


@pytest.fixture
def as_(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> Roleplay:
    """Runs a command as somebody, who is named first."""

    def run(person: str, *arguments: object, **more: object):  # type: ignore[no-untyped-def]
        monkeypatch.setenv("ROLEPLAY_PERSON", person)
        return roleplay(*arguments, **more)

    return run


@pytest.fixture
def team(as_: Roleplay, call: str) -> str:
    """Sam, who has a call, and Mia, who manages him; the call."""
    ran = as_("sam", "people", "--add", "Mia", "--role", "manager", "--team", "North")
    assert ran.status == 0
    assert "whoever can open the file" in ran.out
    return call


def test_alone_there_is_nobody(roleplay: Roleplay, call: str) -> None:
    assert roleplay("people").out.startswith("You practise alone.")
    assert roleplay("people", "--json").json() == {
        "schema": "roleplay/1",
        "people": [],
        "said": [],
    }
    assert roleplay("assign").out == "Nothing is assigned.\n"
    assert roleplay("share").out == "Nobody shares a call with you yet.\n"
    assert roleplay("review").out == "Nothing waits for you.\n"
    assert "nobody else is here" in roleplay("share", call).failed(2)


def test_people_are_listed_switched_and_given_roles(as_: Roleplay, team: str, home: Path) -> None:
    ran = as_("sam", "people")
    assert ran.out == "* sam (sam): rep in North\n  Mia (mia): manager in North\n"
    assert as_("mia", "people", "--add", "Ann").out == "Ann (ann) is rep in North.\n"
    assert as_("mia", "people", "--set", "ann", "--role", "manager", "--team", "north").status == 0
    assert "say in which team" in as_("mia", "people", "--set", "ann").failed(2)
    assert "only a manager" in as_("sam", "people", "--add", "Bo").failed(2)
    shown = as_("mia", "people", "--show-practice", "yes", "--team", "North")
    assert shown.out == "Managers of North see on which days their reps practised.\n"
    people = as_("mia", "people", "--json").json()["people"]
    assert next((p["id"], p["days"], p["calls"]) for p in people) == ("sam", 1, 1)
    assert as_("sam", "people", "--use", "Mia").out == "You are Mia from now on.\n"
    assert 'person = "mia"' in (home / "settings.toml").read_text()
    assert "nobody here is called 'Zoe'" in as_("mia", "people", "--use", "Zoe").failed(2)


def test_a_week_of_a_rep_and_a_manager(as_: Roleplay, team: str, lines: Path) -> None:
    asked = as_(
        "mia", "assign", "claims/b", "--to", "North", "--why", "For Tuesday.",
        "--done", "understands=3", "--due", "2099-01-31",
    )  # fmt: skip
    assert "open, due 2099-01-31  to sam: For Tuesday." in asked.out
    (given,) = as_("sam", "assign", "--json").json()["assignments"]
    assert (given["mine"], given["state"], given["due"]) == (True, "open", "2099-01-31")

    played = as_("sam", "practice", "claims", "--variant", "b", "--seller", lines)
    told = played.out.splitlines()
    assert told[0] == "Mia asked for this: For Tuesday."
    assert told[1].startswith("Mia will see the best of your calls, once it is done")
    document = as_("sam", "practice", "claims", "--seller", lines, "--json")
    assert document.json()["scenario"] == "claims"
    (row,) = as_("mia", "share", "--json").json()["calls"]
    (waits,) = as_("mia", "review", "--json").json()["calls"]
    assert row["call"] == waits["call"]
    assert waits["codes"][-1] == "unreviewed"

    call = row["call"][-8:]
    assert as_("mia", "review", call, "--rate", "advance=3", "--blind").status == 0
    assert "advance): rate it" in as_("mia", "review", call, "--blind").out
    assert as_("sam", "review", call, "--json").json()["criteria"][1]["levels"] == []
    assert as_("mia", "review", call, "--reveal").out == "Your levels are seen now.\n"
    praised = as_("mia", "review", call, "--praise", "Yes.", "--turn", 2, "--words", "how do you")
    assert praised.out == "Said.\n"

    seen = as_("sam", "review", call).out
    assert "> Mia: “How do you”: praise: Yes." in seen
    assert "Mia gave 3 blind" in seen
    assert "Mia's 3 counts. The app's stays beside it" in seen
    words = ("--turn", 2, "--words", "know", "--because", "I did ask")
    looked = as_("sam", "review", call, "--second-look", "understands/asks")
    assert looked.out.startswith("Judged again by the app as it is today: met")
    sent = as_("sam", "review", call, "--dispute", "understands/asks", *words)
    assert sent.out == looked.out.rstrip() + " Sent to who coaches you.\n"
    assert as_("mia", "review").out.splitlines()[1].strip().startswith("disputed: asks")
    assert as_("mia", "review", call, "--uphold", "asks", "--because", "Yes.").out == "Answered.\n"
    assert "upheld by Mia: Yes." in as_("sam", "review", call).out
    assert as_("mia", "review", call, "--reviewed").out == "Reviewed.\n"
    assert as_("mia", "review").out == "Nothing waits for you.\n"


def test_sharing_is_told_done_and_taken_back(as_: Roleplay, team: str) -> None:
    told = as_("sam", "share", team, "--ask").out
    assert told.startswith("Mia will see “The CFO who thinks claims are under control”.")
    assert as_("mia", "share").out == "Nobody shares a call with you yet.\n"
    assert "is shared with Mia, names and numbers" in as_("sam", "share", team, "--redact").out
    assert "••••" in as_("mia", "review", team).out
    assert "without names and numbers" in as_("mia", "show", team).failed(2)
    assert as_("sam", "share", team, "--with", "Mia, north", "--json").json()["with_whom"] == [
        "Mia",
        "North",
    ]
    assert GOOD[0] in as_("mia", "show", team).out
    assert "is yours alone" in as_("sam", "share", team, "--stop").out
    assert "there is no call" in as_("mia", "show", team).failed(2)


WAYS = (
    ("show",), ("show", "--json"), ("replay",), ("replay", "--verify"), ("export",),
    ("export", "--format", "json"), ("retry", "--at", "2", "--seller", "-"), ("judge",),
    ("coach",), ("forget",), ("share",), ("share", "--ask"), ("share", "--stop"), ("review",),
    ("review", "--rate", "advance=5", "--because", "I say so"), ("review", "--reveal"),
    ("review", "--comment", "Hm"), ("review", "--reviewed"), ("show", "--cost"),
    ("review", "--uphold", "asks", "--because", "So"), ("show", "--against", "012345"),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_a_private_call_is_reached_by_no_command(
    way: tuple[str, ...], as_: Roleplay, team: str
) -> None:
    command, *options = way
    assert "there is no call" in as_("mia", command, team, *options).failed(2)
    assert as_("sam", "show", team).status == 0


def test_lists_and_searches_hold_ones_own_alone(as_: Roleplay, team: str) -> None:
    assert as_("mia", "history").out.startswith("No calls yet.")
    assert as_("mia", "history", "--search", "claims", "--json").json()["calls"] == []
    assert as_("mia", "replay", "--verify").out == "No finished calls to replay.\n"
    assert as_("mia", "forget", "--everything").out == "Forgotten: 0 calls\n"
    assert as_("sam", "show", team).status == 0


def test_who_goes_is_forgotten(as_: Roleplay, team: str, home: Path) -> None:
    as_("sam", "share", team)
    as_("mia", "review", team, "--comment", "canary words")
    ran = as_("mia", "people", "--forget-me")
    assert ran.out == "Forgotten: 0 calls, what you wrote about others', and your name.\n"
    held = [f for f in home.rglob("*") if f.is_file() and b"canary" in f.read_bytes()]
    assert held == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("assign", "claims"), "say whom you ask and why"),
        (("assign", "claims", "--to", "sam", "--why", "x", "--due", "soon"), "a day such as"),
        (("assign", "claims", "--to", "mia", "--why", "x"), "you do not coach Mia"),
        (("assign", "--hand-in", "nothing"), "no assignment 'nothing'"),
        (("review", "012345", "--rate", "advance=9"), "1 to 5"),
        (("review", "012345", "--dispute", "advance/asks"), "in which turn"),
        (("review", "012345", "--second-look", "advance"), "CRITERION/CHECK"),
        (("people", "--add", "Mia", "--use", "Mia"), "not allowed with"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    arguments: tuple[str, ...], why: str, as_: Roleplay, team: str
) -> None:
    assert why in as_("sam", *arguments).failed(2)
