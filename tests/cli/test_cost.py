"""What a model cost, in the shell."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from roleplay.domain.requests import ModelRequest, Outcome
from roleplay.practice.workspace import Workspace
from tests.cli.conftest import Roleplay
from tests.practice.examples import play, settings


def asked_for(home: Path, call: str | None = None) -> str:
    """Keeps three requests with a call, and gives its id."""
    with Workspace(settings(home), lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)) as workspace:
        call = call or play(workspace)
        told = {"tokens_in": 1200, "tokens_out": 40, "first_seconds": 0.31, "seconds": 1.25}
        for role, outcome, turn, extra in (
            ("buyer", Outcome.ANSWERED, 2, told),
            ("buyer", Outcome.STALLED, 4, {"seconds": 15.0, "says": "it stalled\x1b[2J."}),
            ("judge", Outcome.STOPPED, None, told),
        ):
            request = ModelRequest.model_validate(
                {
                    "role": role,
                    "model": "small",
                    "prompt_digest": "d" * 64,
                    "parameters": {"temperature": 0.0},
                    "outcome": outcome,
                    "text": "canary words",
                    **extra,
                }
            )
            workspace.store.keep_request(call, request, turn)
    return call


def test_a_calls_cost_is_told_request_by_request_and_in_all(roleplay: Roleplay, home: Path) -> None:
    ran = roleplay("show", asked_for(home), "--cost")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "  2 buyer, small: answered, 1,200 in, 40 out, 1.2 s, first word 0.3 s",
        "  4 buyer, small: it stopped talking, not counted in, not counted out, 15.0 s",
        "      it stalled[2J.",
        "    judge, small: stopped, 1,200 in, 40 out, 1.2 s, first word 0.3 s",
        "buyer, small: 2 requests (1 failed), 1,200 tokens in, 40 out, 16.2 s; "
        "1 of them not counted by the endpoint",
        "judge, small: 1 request (1 stopped early), 1,200 tokens in, 40 out, 1.2 s",
        "in all: 3 requests (1 failed, 1 stopped early), 2,400 tokens in, 80 out, 17.5 s; "
        "1 of them not counted by the endpoint",
    ]


def test_a_calls_cost_as_json(roleplay: Roleplay, home: Path) -> None:
    call = asked_for(home)
    document = roleplay("show", call[-8:], "--cost", "--json").json()
    assert (document["call"], document["tokens"]) == (call, 2480)
    assert [cost["role"] for cost in document["costs"]] == ["buyer", "judge"]
    assert document["requests"][1]["outcome"] == "stalled"
    assert "text" not in document["requests"][0]


def test_a_call_without_a_model_cost_nothing(roleplay: Roleplay, home: Path) -> None:
    with Workspace(settings(home)) as workspace:
        call = play(workspace)
    assert roleplay("show", call, "--cost").out == "No model was asked.\n"
    assert roleplay("show", call, "--cost", "--json").json()["tokens"] == 0
    assert roleplay("history", "--cost").out == "No model was asked.\n"
    assert "requests" not in roleplay("export", call, "--format", "json").json()


def test_everybodys_cost_is_told_per_rep(roleplay: Roleplay, home: Path) -> None:
    asked_for(home)
    ran = roleplay("history", "--cost")
    assert ran.out.splitlines()[0] == "sam"
    assert ran.out.splitlines()[-1].startswith(
        "  in all: 3 requests (1 failed, 1 stopped early), 2,400 tokens in"
    )
    (sam,) = roleplay("history", "--cost", "--json").json()["sellers"]
    assert (sam["seller"], sam["tokens"]) == ("sam", 2480)


def test_an_export_holds_what_was_asked(roleplay: Roleplay, home: Path) -> None:
    call = asked_for(home)
    document = roleplay("export", call, "--format", "json").json()
    assert [each["text"] for each in document["requests"]] == ["canary words"] * 3
    assert document["requests"][0]["parameters"] == {"temperature": 0.0}


def test_the_cost_of_no_call_is_one_line(roleplay: Roleplay) -> None:
    assert "there is no call" in roleplay("show", "01a20945-da20", "--cost").failed(2)
