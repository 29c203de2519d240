"""A kept call, judged: what is kept of it, by whom, and what is told when it cannot be."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.cli.judging import judge as judge_command
from roleplay.domain.history import MACHINE
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.requests import Outcome
from roleplay.domain.scorecard import DISAGREE
from roleplay.llm import Ask, Endpoint, Limits, ModelFailed, Stop
from roleplay.practice import calls
from roleplay.practice.debriefs import debrief
from roleplay.practice.judging import judge_call
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from roleplay.settings.model import ModelSettings
from tests.fakes import FakeDoor
from tests.practice.examples import GOOD, Clock, play, settings
from tests.scoring.judges import answering

MODEL = ModelSettings(base_url="http://127.0.0.1:9/v1", model="small")


class Opener:
    """Opens doors that answer what `answers` says, and keeps them."""

    def __init__(self) -> None:
        self.answers: Any = answering("not_met")
        self.asked: list[Ask] = []

    def __call__(self, endpoint: Endpoint, limits: Limits, **hooks: Any) -> FakeDoor:
        hooks.pop("on_wait")

        def answer(ask: Ask) -> Any:
            self.asked.append(ask)
            return self.answers(ask)

        return FakeDoor(answer, roles=endpoint.models, **hooks)


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def workspace(tmp_path: Path, opener: Opener) -> Iterator[Workspace]:
    at = replace(
        settings(tmp_path / "home"),
        preferences=Preferences(model=MODEL),
        rubric_folders=(Path(__file__).parents[2] / "rubrics",),
    )
    with Workspace(at, Clock(), opener) as opened:
        yield opened


def test_the_scorecard_is_kept_beside_that_of_code(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    of_code = calls.reopen(workspace, call).score()
    done = judge_call(workspace, call)
    kept = workspace.store.scorecards(call)
    assert kept[-1].author == "judge:small"
    assert kept[-1].scorecard == done.scorecard
    assert {each.author for each in kept[:-1]} == {MACHINE}
    assert done.before == of_code
    assert done.scorecard.judge is not None
    assert done.scorecard.judge.model == "small"
    assert [each.request.role for each in workspace.store.requests(call)]


def test_code_counts_in_a_practice_call_and_a_person_is_told(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    done = judge_call(workspace, call)
    assert done.before is not None
    assert done.scorecard.overall == done.before.overall
    assert not done.differences
    flagged = [c for each in done.scorecard.criteria for c in each.checks if c.flag == DISAGREE]
    assert flagged


def test_the_trend_stays_with_what_code_made(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    calls.reopen(workspace, call).score()
    before = workspace.store.score_history(workspace.settings.seller)
    judge_call(workspace, call)
    assert workspace.store.score_history(workspace.settings.seller) == before


def test_judged_by_another_rubric_the_debrief_keeps_its_own(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    own = calls.reopen(workspace, call).rubric.id
    other = next(name for name in workspace.library.rubric_ids() if name != own)
    done = judge_call(workspace, call, rubric=other)
    assert done.scorecard.rubric == other
    assert done.before is None
    titles = {c.title or c.id for c in calls.reopen(workspace, call).rubric.criteria}
    assert {view.title for view in debrief(workspace, call).criteria} == titles


def test_the_same_answers_make_the_same_scorecard(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    assert judge_call(workspace, call).scorecard == judge_call(workspace, call).scorecard


def test_nothing_is_kept_when_the_model_answers_nothing(
    workspace: Workspace, opener: Opener
) -> None:
    call = play(workspace, GOOD)
    before = workspace.store.scorecards(call)
    opener.answers = lambda ask: ModelFailed(Outcome.UNREACHABLE, "nothing listens at fake:1.")
    with pytest.raises(Broken, match="nothing listens at fake:1"):
        judge_call(workspace, call)
    assert workspace.store.scorecards(call) == before


def test_nothing_is_kept_when_somebody_stops_it(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    before = workspace.store.scorecards(call)
    stop = Stop()
    stop.set()
    with pytest.raises(ModelFailed) as stopped:
        judge_call(workspace, call, stop=stop)
    assert stopped.value.outcome is Outcome.STOPPED
    assert workspace.store.scorecards(call) == before


def test_how_far_it_is(workspace: Workspace) -> None:
    seen: list[tuple[int, int]] = []
    judge_call(workspace, play(workspace, GOOD), progress=lambda *at: seen.append(at))
    of = seen[0][1]
    assert seen == [(done, of) for done in range(1, of + 1)]


def test_a_call_that_is_not_finished_is_not_judged(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    assert live.id is not None
    with pytest.raises(BadInput, match="not finished"):
        judge_call(workspace, live.id)


def test_a_call_of_two_words_is_not_shown_to_a_judge(workspace: Workspace, opener: Opener) -> None:
    with pytest.raises(BadInput, match="cannot be scored"):
        judge_call(workspace, play(workspace, ("Hello.",)))
    assert not opener.asked


def test_without_a_model_it_says_what_to_do(workspace: Workspace) -> None:
    call = play(workspace, GOOD)
    workspace.use(settings(workspace.settings.home))
    with pytest.raises(BadInput, match="no model is set up for a judge; name one in Settings"):
        judge_call(workspace, call)


def test_in_the_shell(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    call = play(workspace, GOOD)
    asked = {"call": call, "rubric": None, "repeats": 3, "json": False}
    assert judge_command(workspace, Namespace(**asked)) == 0
    told = capsys.readouterr().out
    assert "Judged by small" in told
    assert "for a person to look at: checks and judge disagree" in told
    assert judge_command(workspace, Namespace(**{**asked, "json": True})) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["scorecard"]["judge"]["repeats"] == 3
    assert document["differences"] == []
