"""A call judged by a model, now or later, by its own rubric or by another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roleplay.domain.ledger import Ledger
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import HeardCall, Turn, ledger_of
from roleplay.listening import VERSION
from roleplay.listening.calls import hear_call
from roleplay.scoring import Difference, differences, evaluate

from .calls import LiveCall, reopen
from .model_setup import is_here
from .scores import heard_call
from .who_may import Doing
from .workspace import Workspace

if TYPE_CHECKING:
    from roleplay.llm import Door, Stop

__all__ = ["Difference", "JudgedCall", "judge_call", "judge_transcript"]

AUTHOR = "judge:"
"""How the author of a judge's scorecard begins; the model's name follows."""

AT_ONCE = 4
"""Requests under way at the same time."""
AT_ONCE_HERE = 1
"""The same on this machine, where most servers answer one after the other: what stands in line
there would run out of the time in which a first word has to come."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class JudgedCall:
    """A kept call and what a judge made of it."""

    live: LiveCall
    rubric: Rubric
    scorecard: Scorecard
    before: Scorecard | None
    """The call's last scorecard by that rubric before this one."""
    differences: tuple[Difference, ...]
    """From that one to this."""


def judge_call(
    workspace: Workspace,
    call_id: str,
    *,
    rubric: str | None = None,
    repeats: int = 1,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> JudgedCall:
    """Judge a finished call, and keep the scorecard beside those it has.

    Args:
        workspace: where the call is kept; which model judges is in its settings.
        call_id: which call.
        rubric: by which rubric; None for the one it was played by, as it was then.
        repeats: how often each question is asked: odd, 1 or more.
        stop: stops it; then nothing is kept.
        progress: told how many requests are done, of how many.

    Raises:
        BadInput: no such call or rubric, it is not finished or cannot be scored, or no model is
            set up for a judge.
        Broken: the model answered nothing; nothing is kept.
    """
    live = reopen(workspace, call_id, Doing.CHANGE)
    if live.id is None or not live.ended:
        raise BadInput(f"call {call_id} is not finished; there is nothing to judge yet")
    by = live.rubric if rubric is None else workspace.library.rubric(rubric)
    earlier = [
        each.scorecard
        for each in workspace.store.scorecards(live.id)
        if each.scorecard.rubric == by.id
    ]
    card = _judged(
        workspace,
        live.id,
        heard_call(live.events),
        by,
        scenario=live.scenario,
        strategy=_strategy(workspace, live.scenario),
        ledger=ledger_of(live.scenario, live.events),
        repeats=repeats,
        stop=stop,
        progress=progress,
    )
    if card.judge is None or not card.scorable:
        raise BadInput(f"call {call_id} cannot be scored: {card.reason}")
    workspace.store.keep("rubric", by)
    skills = {c.id: c.skill.value if c.skill else "" for c in by.criteria}
    workspace.store.save_scorecard(live.id, card, skills, AUTHOR + card.judge.model)
    before = earlier[-1] if earlier else None
    return JudgedCall(
        live, by, card, before, differences(before, card) if before is not None else ()
    )


def judge_transcript(
    workspace: Workspace,
    turns: Sequence[Turn],
    rubric: Rubric,
    *,
    repeats: int = 1,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Scorecard:
    """The scorecard of a call from outside, with a judge; nothing of it is kept.

    Raises:
        BadInput: no model is set up for a judge.
        Broken: the model answered nothing.
    """
    return _judged(
        workspace,
        None,
        hear_call(turns),
        rubric,
        repeats=repeats,
        stop=stop,
        progress=progress,
    )


def _judged(
    workspace: Workspace,
    call_id: str | None,
    call: HeardCall,
    rubric: Rubric,
    *,
    scenario: Scenario | None = None,
    strategy: Strategy | None = None,
    ledger: Ledger | None = None,
    repeats: int,
    stop: Stop | None,
    progress: Progress | None,
) -> Scorecard:
    from roleplay.scoring.judge import judge

    model = workspace.settings.model
    judging = judge(
        call,
        rubric=rubric,
        door=_door(workspace, call_id),
        model=model.models["judge"],
        scenario=scenario,
        strategy=strategy,
        ledger=ledger,
        repeats=repeats,
        at_once=AT_ONCE_HERE if is_here(model.base_url) else AT_ONCE,
        stop=stop,
        progress=progress,
    )
    if judging.asked and judging.failed == judging.asked:
        raise Broken(next(iter(judging.notes.unscored.values())))
    return evaluate(
        call,
        rubric=rubric,
        scenario=scenario,
        strategy=strategy,
        ledger=ledger,
        listener=VERSION,
        judging=judging,
    )


def _door(workspace: Workspace, call_id: str | None) -> Door:
    door = workspace.door(call_id, kept=call_id is not None)
    if door is None or not door.has("judge"):
        raise BadInput(
            "no model is set up for a judge; name one in Settings, or in ROLEPLAY_LLM_BASE_URL"
            " and ROLEPLAY_LLM_MODEL"
        )
    return door


def _strategy(workspace: Workspace, scenario: Scenario) -> Strategy | None:
    try:
        return workspace.library.strategy_of(scenario.id)
    except BadInput:
        # Its pack is gone or broken: what the call itself shows can be judged all the same.
        return None
