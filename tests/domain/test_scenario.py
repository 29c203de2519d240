from __future__ import annotations

import pytest
from pydantic import ValidationError

from roleplay.domain.ledger import Change, CommitmentState, Ledger, NeedState, ObjectionState
from roleplay.domain.strategy import Rule
from roleplay.domain.transcript import spoken_seconds
from tests import builders as made


def test_the_call_as_written_is_variant_a() -> None:
    written = made.scenario(needs=[made.need("leak")])
    assert written.variant(None) is written
    assert written.variant("a") is written
    with pytest.raises(KeyError):
        written.variant("z")


def test_a_variant_replaces_fields_by_id_and_leaves_out_what_it_is_without() -> None:
    written = made.scenario(
        needs=[made.need("leak"), made.need("fines")],
        variants=[
            {
                "id": "b",
                "start": {"trust": 9, "interest": 8, "patience": 7},
                "needs": {"leak": {"title": "Another leak"}},
                "without": ["fines"],
            }
        ],
    )
    other = written.variant("b")
    assert [need.id for need in other.needs] == ["leak"]
    assert other.needs[0].title == "Another leak"
    assert other.needs[0].kind is written.needs[0].kind
    assert other.buyer.start.trust == 9
    assert other.buyer.opener == written.buyer.opener
    assert written.variant_ids() == ("a", "b")


def test_a_knows_without_an_id_is_named_by_its_place() -> None:
    made_of = made.scenario(
        knows=[
            {"listen_for": "which system", "say": "Guidewire."},
            {"id": "size", "listen_for": "how many people", "say": "Forty."},
            {"listen_for": "which bank", "say": "Two."},
        ]
    )
    assert [known.id for known in made_of.knows] == ["knows-1", "size", "knows-3"]


def test_states_are_ordered_and_admitted_is_as_good_as_resolved() -> None:
    assert NeedState.OWNED.at_least(NeedState.STATED)
    assert not NeedState.HINTED.at_least(NeedState.STATED)
    assert ObjectionState.ADMITTED.at_least(ObjectionState.RESOLVED)
    assert ObjectionState.RESOLVED.at_least(ObjectionState.ADMITTED)


def test_the_ledger_keeps_every_entry_and_tells_when_a_state_was_first_reached() -> None:
    ledger = Ledger(
        needs=("leak",),
        commitments=("meet",),
        changes=(
            Change(what="need", id="leak", state=NeedState.HINTED, turn=3),
            Change(what="need", id="leak", state=NeedState.QUANTIFIED, turn=7),
            Change(what="commitment", id="meet", state=CommitmentState.ACCEPTED, turn=9),
        ),
    )
    first = ledger.first("need", "leak", NeedState.STATED)
    assert first is not None
    assert first.turn == 7
    assert ledger.accepted() == ("meet",)
    assert ledger.as_states()["needs"] == {"leak": "quantified"}


@pytest.mark.parametrize(
    ("rule", "value", "holds"),
    [
        ({"equals": "UK"}, "uk", True),
        ({"in": ["UK", "IE"]}, "FR", False),
        ({"at_least": 1000}, 1000, True),
        ({"at_most": 1000}, 1001, False),
        ({"between": [10, 20]}, 15, True),
        ({"missing": True}, None, True),
        ({"missing": True}, 3, False),
        ({"equals": "UK"}, None, None),
    ],
)
def test_a_rule_holds_or_not_or_is_not_known(
    rule: dict[str, object], value: object, holds: bool | None
) -> None:
    made_of = Rule.model_validate({"field": "account.region", **rule})
    assert made_of.holds({"account.region": value}) is holds


def test_a_rule_has_one_operator_and_a_known_field() -> None:
    with pytest.raises(ValidationError, match="exactly one of"):
        Rule.model_validate({"field": "deal.amount", "at_least": 1, "at_most": 2})
    with pytest.raises(ValidationError, match="allowed"):
        Rule.model_validate({"field": "deal.size", "at_least": 1})


def test_call_time_is_spoken_time() -> None:
    assert spoken_seconds(140, 0) == 60.0
    assert spoken_seconds(0, 3) == 6.0
