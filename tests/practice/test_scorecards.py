"""The scorecards of one call: listed with their authors, compared, and put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roleplay.domain.problem import BadInput, Broken
from roleplay.practice import calls, scorecards
from roleplay.practice.aside import Aside, with_model
from roleplay.practice.debriefs import debrief
from roleplay.practice.history import Wanted, look_through
from roleplay.practice.judging import judge_call
from roleplay.practice.workspace import Workspace
from roleplay.settings import Preferences
from tests.practice.examples import GOOD, Clock, play, settings
from tests.practice.test_judging import MODEL, Opener
from tests.scoring.judges import answering, says, shown


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


@pytest.fixture
def call(workspace: Workspace) -> str:
    made = play(workspace, GOOD)
    calls.reopen(workspace, made).score()
    return made


def judged_as(opener: Opener, verdict: str, quote: tuple[int, str]) -> None:
    """A judge who answers everything alike and shows the same words for it."""

    def answer(ask: Any) -> dict[str, object]:
        document = shown(ask)
        if "facts" in document:
            return {"claims": []}
        against = (quote,) if verdict == "not_met" else ()
        return {
            "checks": [
                says(check["id"], verdict, *(() if against else (quote,)), against=against)
                for check in document["checks"]
            ]
        }

    opener.answers = answer


def test_the_one_that_counts_and_the_one_that_is_shown_are_told(
    workspace: Workspace, call: str
) -> None:
    alone = scorecards.scorecards(workspace, call)
    assert [(card.author, card.counts, card.shown) for card in alone[-1:]] == [
        ("The app alone", True, True)
    ]
    judge_call(workspace, call, repeats=3)
    *_, by_code, by_judge = scorecards.scorecards(workspace, call)
    assert (by_code.counts, by_code.shown) == (True, False)
    assert (by_judge.counts, by_judge.shown) == (False, True)
    assert (by_judge.author, by_judge.model, by_judge.repeats) == (
        "The app and small",
        "small",
        3,
    )
    assert by_judge.when.startswith("today")


def test_a_debrief_tells_what_the_judge_found_beside_what_code_found(
    workspace: Workspace, call: str, opener: Opener
) -> None:
    before = debrief(workspace, call)
    assert before.judge is None
    assert (before.judge_model, before.coach_model) == ("small", "small")
    judged_as(opener, "not_met", (2, "How do you know claims are under control"))
    judge_call(workspace, call)
    seen = debrief(workspace, call)
    assert seen.judge is not None
    assert seen.judge.verified
    assert seen.judge.disagreements
    assert seen.scorecards == before.scorecards + 1
    assert seen.overall_counted == before.overall
    checks = [check for criterion in seen.criteria for check in criterion.checks]
    differing = [check for check in checks if check.look]
    assert len(differing) == seen.judge.disagreements
    assert all("The app says met, the judge says not met." in each.look for each in differing)
    text = {turn.turn: turn.text for turn in seen.turns}
    quotes = [quote for check in checks if check.judged for quote in check.judged.quotes]
    assert quotes
    assert all(text[q.turn][q.start : q.end] == q.words for q in quotes)


def test_quotes_that_were_not_said_are_counted_by_why(
    workspace: Workspace, call: str, opener: Opener
) -> None:
    judged_as(opener, "met", (2, "words that nobody has ever said in here"))
    judge_call(workspace, call)
    seen = debrief(workspace, call)
    assert seen.judge is not None
    assert seen.judge.verified == 0
    assert dict(seen.judge.dropped)["not what was said in that turn"] > 0
    assert sum(many for _, many in seen.judge.dropped) == seen.judge.quotes
    answers = [c.judged for criterion in seen.criteria for c in criterion.checks if c.judged]
    assert {each.words for each in answers if not each.says.startswith("It is")} == {"cannot tell"}


def test_a_criterion_without_an_answer_says_why(
    workspace: Workspace, call: str, opener: Opener
) -> None:
    asked: list[str] = []
    usual = answering("not_met")

    def answer(ask: Any) -> Any:
        asked.append("")
        return "no JSON at all" if len(asked) == 1 else usual(ask)

    opener.answers = answer
    judge_call(workspace, call)
    unanswered = [each.unanswered for each in debrief(workspace, call).criteria if each.unanswered]
    assert len(unanswered) == 1
    assert unanswered[0].startswith("The judge gave no answer: ")


def test_two_of_one_call_are_compared(workspace: Workspace, call: str, opener: Opener) -> None:
    judged_as(opener, "not_met", (2, "How do you know claims are under control"))
    judge_call(workspace, call)
    judge_call(workspace, call, rubric="meeting-concerns")
    first, second, other = scorecards.scorecards(workspace, call)[-3:]
    beside = scorecards.beside(workspace, call, first.id, second.id)
    assert (beside.first, beside.second) == (first, second)
    assert beside.same
    assert not beside.only
    across = scorecards.beside(workspace, call, second.id, other.id)
    assert other.rubric == "meeting-concerns"
    assert across.only
    with pytest.raises(BadInput, match="has no scorecard nowhere"):
        scorecards.beside(workspace, call, first.id, "nowhere")


def test_tokens_of_a_call_are_told(workspace: Workspace, call: str) -> None:
    assert debrief(workspace, call).tokens == 0
    judge_call(workspace, call)
    used = debrief(workspace, call).tokens
    assert used > 0
    assert [row.tokens for row in look_through(workspace, Wanted()).rows] == [used]


def test_what_is_done_aside_has_the_same_history_and_leaves_it_open(
    workspace: Workspace, call: str
) -> None:
    aside = Aside(workspace.settings)
    seen = aside.do(
        workspace, lambda own, stop: (own is workspace, own.store is workspace.store, stop.is_set)
    )
    assert seen == (False, True, False)
    assert workspace.store.call(call).id == call
    aside.stop()
    assert aside.stopped
    assert aside.do(workspace, lambda own, stop: stop.is_set)
    with pytest.raises(Broken, match="no"):
        Aside(workspace.settings).do(workspace, _breaks)


def _breaks(workspace: Workspace, stop: object) -> None:
    raise Broken("no")


def test_another_model_goes_before_the_file_and_the_environment(workspace: Workspace) -> None:
    other = with_model(workspace.settings, "judge", "big")
    assert other.model.models == {"buyer": "small", "judge": "big", "coach": "small"}
    named = replace(other, environ={"ROLEPLAY_LLM_MODEL_JUDGE": "named"})
    assert with_model(named, "judge", "big").model.models["judge"] == "big"
