"""A seller whom a model plays."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Speaker
from roleplay.domain.transcript import Turn
from roleplay.engine.sellers.model import ModelSeller
from roleplay.llm import ModelFailed
from tests.engine.playing import scenario_of
from tests.fakes import FakeDoor

CALL = scenario_of(("sceptical-cfo", "a"))
OPENER = Turn(turn=1, speaker=Speaker.BUYER, text=CALL.buyer.opener)


def test_it_knows_the_briefing_and_nothing_that_is_hidden() -> None:
    door = FakeDoor(["What changed?"])
    ModelSeller(CALL, door).next([OPENER])
    (system, *talk) = door.asked[0].messages
    for known in (CALL.brief.split(".")[0], CALL.goal.split(",")[0], CALL.buyer.name):
        assert known in system.text
    assert "{known}" not in system.text
    assert [message.text for message in talk] == [CALL.buyer.opener]
    hidden = [line for need in CALL.needs for reveal in need.reveals for line in reveal.say]
    hidden += [line for objection in CALL.objections for line in objection.behind]
    hidden += [need.title for need in CALL.needs]
    assert not [line for line in hidden if line in system.text]


def test_it_hangs_up_when_the_model_would() -> None:
    assert ModelSeller(CALL, FakeDoor(["Thank you, goodbye. [END]"])).next([OPENER]) == (
        "Thank you, goodbye."
    )
    said = Turn(turn=2, speaker=Speaker.SELLER, text="Hello.")
    assert ModelSeller(CALL, FakeDoor(["[END]"])).next([OPENER, said]) is None


def test_it_has_only_so_many_turns() -> None:
    said = [Turn(turn=n, speaker=Speaker.SELLER, text="Hello.") for n in (2, 4)]
    door = FakeDoor(["never asked"])
    assert ModelSeller(CALL, door, turns=2).next([OPENER, *said]) is None
    assert door.asked == []


def test_a_model_that_is_down_is_no_seller_s_line() -> None:
    with pytest.raises(ModelFailed):
        ModelSeller(CALL, FakeDoor([])).next([OPENER])
