"""Two lines, each proved; what does not hold is asked for once again and then left out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from roleplay.coaching.coach import (
    NONE_HELD,
    ONE_HELD,
    ShownNeed,
    Suggestions,
    alternatives,
    usual_words,
)
from roleplay.domain.requests import Outcome
from roleplay.llm import ModelFailed
from tests.coaching.places import CALL, NEEDS, place, turns
from tests.fakes import FakeDoor

ONE = "You audit two percent after the fact. What does that tell you about the rest?"
OTHER = "How did you come to look at so few of the files?"
THIRD = "What would have to turn up in an audit for you to worry?"
LEAKS = "So four percent is overpaid to garages. How come?"


def lines(*texts: str, need: str = "need-1", why: str = "It takes up their audit.") -> Any:
    """An answer of the model's."""
    return {"lines": [{"line": text, "need": need, "why": why} for text in texts]}


def asked(door: FakeDoor, needs: tuple[ShownNeed, ...] = NEEDS) -> Suggestions:
    return alternatives(
        door,  # type: ignore[arg-type]
        place(),
        needs,
        wrong="This cost goodwill.",
        briefing=["They insure boats."],
        offering=["Nothing is replaced."],
    )


def sent(door: FakeDoor, number: int = -1) -> Any:
    """What the model was shown."""
    return json.loads(door.asked[number].messages[-1].text)


def test_both_hold() -> None:
    door = FakeDoor([lines(ONE, OTHER)])
    found = asked(door)
    assert [each.line for each in found.lines] == [ONE, OTHER]
    assert (found.turn, found.note, found.left_out) == (4, "", ())
    assert {each.need_called for each in found.lines} == {"Leakage nobody multiplies out"}
    assert len(door.asked) == 1


def test_what_does_not_hold_is_asked_for_once_again_with_its_fault() -> None:
    door = FakeDoor([lines(ONE, LEAKS), lines(OTHER)])
    assert [each.line for each in asked(door).lines] == [ONE, OTHER]
    faults = sent(door)["faults"]
    assert [each["line"] for each in faults] == [LEAKS]
    assert "could not be known" in faults[0]["fault"]


def test_nothing_rather_than_a_bad_line() -> None:
    door = FakeDoor([lines(LEAKS, ONE), lines(LEAKS, ONE), lines(OTHER)])
    found = asked(door)
    assert [each.line for each in found.lines] == [ONE]
    assert found.note == ONE_HELD
    assert len(door.asked) == 2
    none = asked(FakeDoor([lines(LEAKS), lines(LEAKS)]))
    assert (none.lines, none.note) == ((), NONE_HELD)


def test_a_line_is_tied_to_a_need_that_the_debrief_shows() -> None:
    door = FakeDoor([lines(ONE, OTHER, need="leakage"), lines(ONE, OTHER)])
    assert len(asked(door).lines) == 2
    assert "not in `needs`" in sent(door)["faults"][0]["fault"]


def test_a_reason_that_invents_is_told_by_code_instead() -> None:
    (line, _) = asked(FakeDoor([lines(ONE, OTHER, why="That would be 5 of 5.")])).lines
    assert line.why == "It opens the way to what they later said: “It found four percent overpaid.”"


def test_a_line_about_another_subject_opens_no_way_to_the_need() -> None:
    about = "What is overpaid among the files you audit?"
    assert len(asked(FakeDoor([lines(ONE, about)])).lines) == 2
    elsewhere = replace(NEEDS[0], id="fraud")
    door = FakeDoor([lines(ONE, about), lines(OTHER)])
    found = asked(door, needs=(elsewhere,))
    assert about not in [each.line for each in found.lines]
    assert "something else" in sent(door)["faults"][0]["fault"]


def test_what_is_stopped_is_not_taken_for_all_there_is() -> None:
    stopped = ModelFailed(Outcome.STOPPED, "stopped.")
    with pytest.raises(ModelFailed, match="stopped"):
        asked(FakeDoor([lines(ONE, LEAKS), stopped]))


def test_a_model_that_fails_at_first_is_told_and_afterwards_costs_only_the_second_line() -> None:
    down = ModelFailed(Outcome.UNREACHABLE, "nothing listens at fake:1 (refused).")
    with pytest.raises(ModelFailed, match="nothing listens"):
        asked(FakeDoor([down]))
    assert [each.line for each in asked(FakeDoor([lines(ONE, LEAKS), down])).lines] == [ONE]


def test_every_field_that_the_prompt_promises_reaches_it() -> None:
    door = FakeDoor([lines(LEAKS), lines(ONE, OTHER)])
    asked(door)
    system, shown = door.asked[-1].messages[0].text, sent(door)
    for field in shown:
        assert f"`{field}`" in system, field
        assert shown[field], field
    assert shown["their_lines"] == [turn.text for turn in CALL if turn.speaker == "seller"]
    assert [turn["turn"] for turn in shown["call_so_far"]] == [1, 2, 3]
    assert shown["they_said"] == CALL[3].text
    assert shown["needs"] == [{"id": "need-1", "buyer_words": "It found four percent overpaid."}]
    assert set(shown["kinds"]) == {"open_question", "closed_question", "reflection"}


def test_nothing_said_later_is_called_known() -> None:
    door = FakeDoor([lines(ONE, OTHER)])
    asked(door)
    known = {
        name: value for name, value in sent(door).items() if name not in ("their_lines", "needs")
    }
    assert "overpaid" not in json.dumps(known)


def test_a_suggestion_is_at_most_twice_as_long_as_their_usual_turn() -> None:
    short = turns("Hello.", "Why is that?")
    long = turns("Hello.", "and so " * 50)
    middling = turns(
        "Hello.",
        "What do you lose to claims that nobody looks at twice, in a year, roughly, all told?",
    )
    assert usual_words(short) == 24
    assert usual_words(middling) == 34
    assert usual_words(long) == 60
