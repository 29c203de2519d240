"""Every way an endpoint fails, in the opening turn, in mid-call and for the judge.

``pytest tests/faults/test_endpoint.py``: over 200 cases against a server that misbehaves on the
socket. Nothing crashes, no turn is lost, and every failure names its cause and a way on.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from roleplay.domain.problem import Broken
from roleplay.domain.requests import Outcome
from roleplay.domain.transcript import SpokenEvent, ledger_of
from roleplay.llm import Door, Endpoint, Limits
from roleplay.practice import calls
from roleplay.practice.judging import judge_call
from roleplay.practice.worded import cuts
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.llm.faults import CASES, Case
from tests.llm.misbehaving import KEY, Server, well
from tests.practice.examples import GOOD, Clock, settings

LINES = GOOD[:3]
NEXT_STEP = re.compile(
    r"\?|\b(set|check|ask|try|take|choose|name|shorten|wait|look|see|start|allow|go on)\b",
    re.IGNORECASE,
)
"""Something to do, or a question that leads there."""
WITHIN = 20.0
"""Seconds for a case, of which it takes one or two: what hangs is found out, nothing is timed."""


class Endpoints:
    """One server, and doors to it with the limits of the case."""

    def __init__(self) -> None:
        self.server = Server({"m": well})
        self.limits = Limits()

    def fail(self, case: Case | None) -> None:
        self.server.behaviours["m"] = case.behave if case else well
        self.limits = case.limits if case else Limits()

    def open(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> Door:
        return Door(replace(endpoint, key=KEY), self.limits, **hooks)


@pytest.fixture(scope="module")
def endpoints() -> Iterator[Endpoints]:
    made = Endpoints()
    yield made
    made.server.close()


@pytest.fixture(scope="module")
def workspace(
    tmp_path_factory: pytest.TempPathFactory, endpoints: Endpoints
) -> Iterator[Workspace]:
    home = settings(tmp_path_factory.mktemp("faults") / "home")
    model = ModelSettings(
        base_url=endpoints.server.url, model="m", tokens_per_call=0, tokens_per_day=0
    )
    with Workspace(
        replace(home, preferences=Preferences(model=model)), Clock(), endpoints.open
    ) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def as_scripted(workspace: Workspace) -> calls.LiveCall:
    """The same call with the scripted buyer."""
    live = calls.start(workspace, "claims", "a", seed=0)
    for line in LINES:
        live.say(line)
    return live


@pytest.mark.parametrize("before", [0, 1], ids=["opening turn", "mid-call"])
@pytest.mark.parametrize("fault", CASES)
def test_a_call_goes_on_whatever_the_endpoint_does(
    fault: str,
    before: int,
    workspace: Workspace,
    endpoints: Endpoints,
    as_scripted: calls.LiveCall,
) -> None:
    case = CASES[fault]
    endpoints.fail(None)
    live = calls.start(workspace, "claims", "a", seed=0, buyer="model")
    for line in LINES[:before]:
        live.say(line)
    endpoints.fail(case)
    workspace.close_doors()
    failed = _said_within(live, LINES[before])

    assert live.turns[len(live.turns) - (1 if failed else 2)].text == LINES[before]
    if failed:
        assert live.waiting
        assert live.failed == str(failed)
        _is_a_choice(str(failed), case)
        assert _within(lambda: live.say("")) is not None
        live.use_voice("scripted")
        live.say("")
    else:
        _is_no_error(live, case)
    endpoints.fail(None)
    workspace.close_doors()
    for line in LINES[before + 1 :]:
        live.say(line)

    kept = calls.reopen(workspace, live.id or "")
    assert kept.turns == live.turns
    assert [t.text for t in live.turns if t.speaker == "seller"] == list(LINES)
    assert ledger_of(live.scenario, live.events) == ledger_of(live.scenario, as_scripted.events)
    assert KEY not in repr(live.events)
    requests = workspace.store.requests(live.id or "")
    assert KEY not in repr(requests)


@pytest.mark.parametrize("fault", CASES)
def test_a_judge_that_fails_leaves_the_score_and_says_why(
    fault: str, workspace: Workspace, endpoints: Endpoints, as_scripted: calls.LiveCall
) -> None:
    case = CASES[fault]
    live = calls.start(workspace, "claims", "a", seed=0)
    for line in GOOD[:5]:
        live.say(line)
    live.end()
    offline = live.score()
    endpoints.fail(case)
    workspace.close_doors()
    try:
        judged = judge_call(workspace, live.id or "")
    except Broken as failed:
        _is_a_choice(str(failed), case)
    else:
        assert KEY not in repr(judged)
    again = calls.reopen(workspace, live.id or "")
    assert again.turns == live.turns
    assert again.score().overall == offline.overall


def _said_within(live: calls.LiveCall, text: str) -> Broken | None:
    return _within(lambda: live.say(text))


def _within(work: Any) -> Broken | None:
    """What went wrong, if anything did; it ends in time."""
    watch = threading.Timer(WITHIN, _hangs)
    watch.start()
    try:
        work()
    except Broken as failed:
        return failed
    finally:
        watch.cancel()
    return None


def _hangs() -> None:
    import _thread

    _thread.interrupt_main()


def _is_a_choice(says: str, case: Case) -> None:
    """One line: where, what, and what to do; no key, no traceback."""
    assert "\n" not in says
    assert "127.0.0.1" in says
    assert NEXT_STEP.search(says), says
    assert case.words.lower() in says.lower()
    assert "Traceback" not in says
    assert KEY not in says


def _is_no_error(live: calls.LiveCall, case: Case) -> None:
    """The buyer said something of their own, and where it was cut short that is marked."""
    event = next(e for e in reversed(live.events) if isinstance(e, SpokenEvent))
    text = event.spoken.text.lower()
    assert text.strip()
    assert "error" not in text
    assert "http" not in text
    if event.voice == "model" and case.outcome is not Outcome.ANSWERED:
        assert event.spoken.cut
        assert cuts(live.events)[event.turn].endswith(".")
