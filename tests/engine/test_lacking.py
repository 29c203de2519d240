"""Which part of a ``when`` is not met, and which step made a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from roleplay.domain.buyer import Decision, Line, State
from roleplay.domain.conditions import Condition
from roleplay.domain.ledger import NeedState
from roleplay.domain.moves import Heard
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import DecidedEvent, HeardEvent, Started
from roleplay.engine import mind
from roleplay.engine.conditions import Lack, lacking, match
from roleplay.engine.points import points_of
from roleplay.engine.steps import Step, steps_of
from tests.builders import heard, segment
from tests.engine.playing import calls, play, scenario_of
from tests.engine.talking import claims

OPEN = segment("open_question", "leakage", focus="problem")


def lacks(when: dict[str, object], *said: object, turn: int = 2, **state: object) -> list[Lack]:
    call = claims()
    begun = mind.begin(call, None).model_copy(update=state)
    _, as_heard = heard(*said)  # type: ignore[arg-type]
    points = points_of(call, begun, as_heard, turn)
    condition = Condition.model_validate(when)
    return list(lacking(condition, points, begun, turn, stated_before=()))


def test_each_gauge_is_told_with_what_it_is() -> None:
    told = lacks({"trust": 40, "interest": 20, "patience": 90}, trust=36, patience=50)
    assert told == [Lack("trust", ("40",), "36"), Lack("patience", ("90",), "50")]


def test_the_turn_and_the_states_of_needs() -> None:
    told = lacks({"turn": 8, "needs": {"leakage": "stated"}})
    assert told == [Lack("turn", ("8",), "2"), Lack("needs", ("stated",), "hidden", of="leakage")]
    assert lacks({"needs": {"gone": "stated"}}) == [Lack("needs", ("stated",), of="gone")]


def test_words_about_something_and_what_they_must_be_beside() -> None:
    assert lacks({"asked": "leakage"}, OPEN) == []
    assert lacks({"told": ["leakage", "system"]}, OPEN) == [Lack("told", ("leakage", "system"))]
    assert lacks({"asked": "leakage", "focus": "implication"}, OPEN) == [
        Lack("asked", ("leakage",), beside=("implication",))
    ]


def test_alone_move_and_focus_are_the_turns() -> None:
    assert lacks({"move": "pitch", "focus": "payoff"}, OPEN) == [
        Lack("move", ("pitch",), "open_question"),
        Lack("focus", ("payoff",), "problem"),
    ]


def test_any_tells_what_each_way_lacks_and_nothing_once_one_holds() -> None:
    either = {"any": [{"move": "pitch"}, {"trust": 90}]}
    assert lacks(either, OPEN, trust=36) == [
        Lack(
            "any",
            ways=((Lack("move", ("pitch",), "open_question"),), (Lack("trust", ("90",), "36"),)),
        )
    ]
    assert lacks(either, segment("pitch")) == []


def _conditions(scenario: Scenario) -> list[Condition]:
    return [
        *(reveal.when for need in scenario.needs for reveal in need.reveals),
        *(objection.raise_when for objection in scenario.objections),
        *(commitment.accept_when for commitment in scenario.commitments),
        *(ask.when for ask in scenario.buyer.asks),
    ]


@settings(deadline=None)
@given(calls())
def test_nothing_is_lacking_exactly_where_a_condition_holds(
    played: tuple[tuple[str, str], list[str], int],
) -> None:
    scenario = scenario_of(played[0])
    state: State | None = None
    said = Heard()
    for event in play(*played):
        if isinstance(event, Started):
            state = event.state
        elif isinstance(event, HeardEvent):
            said = event.heard
        elif isinstance(event, DecidedEvent):
            assert state is not None
            points = points_of(scenario, state, said, event.turn)
            stated = [n for n, s in state.needs.items() if s.at_least(NeedState.STATED)]
            for when in _conditions(scenario):
                now = (when, points, event.state, event.turn)
                holds = match(*now, stated_before=stated) is not None
                assert holds is not lacking(*now, stated_before=stated)
            state = event.state


@settings(deadline=None)
@given(calls())
def test_every_line_of_every_decision_has_a_step(
    played: tuple[tuple[str, str], list[str], int],
) -> None:
    for event in play(*played):
        if isinstance(event, DecidedEvent):
            steps = steps_of(event.decision)
            assert len(steps) == len(event.decision.lines)
            if any(line.kind == "reveal" for line in event.decision.lines):
                assert Step.REVEAL in steps


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        ([Line(kind="act", act=Act.NARROWS)], (Step.ASKS_BACK,)),
        (
            [Line(kind="act", act=Act.STACKED), Line(kind="act", act=Act.NARROWS)],
            (Step.REMARK, Step.FILLS),
        ),
        ([Line(kind="act", act=Act.CONFIRMS, about="meet")], (Step.COMMITMENT,)),
        ([Line(kind="act", act=Act.CONFIRMS)], (Step.FILLS,)),
        ([Line(kind="puts_off", act=Act.PUTS_OFF, about="meet")], (Step.COMMITMENT,)),
        ([Line(kind="hint", about="leakage")], (Step.ASKS_OR_HINTS,)),
        ([Line(kind="act", act=Act.PAUSE)], (Step.SILENCE,)),
    ],
)
def test_the_step_of_a_line(lines: list[Line], steps: tuple[Step, ...]) -> None:
    assert steps_of(Decision(lines=tuple(lines))) == steps
