"""What is at hand before a call: the strategy's words for this buyer, and the last time."""

from __future__ import annotations

import pytest

from roleplay.domain.problem import BadInput
from roleplay.domain.strategy import Offering
from roleplay.practice import calls
from roleplay.practice.at_hand import at_hand, role_of
from roleplay.practice.debriefs import say_where_it_turned
from roleplay.practice.notes import note_to_self
from roleplay.practice.workspace import Workspace
from tests.practice.examples import play


def test_before_the_first_call_there_is_no_last_time(workspace: Workspace) -> None:
    found = at_hand(workspace, "claims")
    assert (found.variant, found.played, found.variant_played) == ("a", 0, False)
    assert found.variants == ("a", "b", "c")
    assert found.last is None


def test_the_last_time_is_told_with_what_the_seller_wrote(workspace: Workspace) -> None:
    call = play(workspace)
    say_where_it_turned(workspace, call, "at the audit")
    note_to_self(workspace, call, 3, "ask Priya")
    found = at_hand(workspace, "claims")
    assert (found.variant, found.played, found.variant_played) == ("b", 1, False)
    assert found.last is not None
    assert "variant a: agreed a next step" in found.last.line
    assert (found.last.turned, found.last.notes) == ("at the audit", ("ask Priya",))
    assert found.last.overall == 5.0
    assert at_hand(workspace, "claims", "a").variant_played


def test_a_call_that_goes_on_is_no_last_time(workspace: Workspace) -> None:
    calls.start(workspace, "claims").say("Hello.")
    assert at_hand(workspace, "claims").last is None


def test_the_value_is_that_for_the_buyers_role() -> None:
    value = {"CFO": "money", "Owner": "all", "Head of procurement": "tenders", "Head": "a team"}
    offering = Offering(id="o", title="O", kind="strategic", value=value)
    assert role_of(offering, "CFO") == "CFO"
    assert role_of(offering, "Group CFO, Europe") == "CFO"
    assert role_of(offering, "head of procurement") == "Head of procurement"
    assert role_of(offering, "Buyer") is None


def test_an_unknown_scenario_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadInput):
        at_hand(workspace, "claim")
