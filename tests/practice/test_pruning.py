"""A variant's call that stands on its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.library import load_scenario, new_scenario_from
from roleplay.practice.pruning import pruned
from tests.builders import commitment, need, objection, scenario

ROOT = Path(__file__).parents[2]
FILES = sorted(p for p in ROOT.glob("scenarios/*/*.yaml") if p.name != "strategy.yaml")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_variant_that_ships_can_be_a_call_of_its_own(tmp_path: Path, file: Path) -> None:
    written = load_scenario(file)
    assert pruned(written) == written
    for variant in written.variant_ids():
        call = pruned(written.variant(variant))
        assert load_scenario(new_scenario_from(call, {}, tmp_path / variant)) == call


def test_what_hangs_on_what_is_not_there_goes_and_the_rest_stays():
    call = scenario(
        needs=[
            need(
                "here",
                listen_for="what is here",
                reveals=[
                    {"say": "One.", "when": {"asked": ["here", "gone"]}},
                    {"say": "Two.", "when": {"asked": "here", "needs": {"gone": "stated"}}},
                    {"say": "Three.", "when": {"asked": "here"}},
                ],
            )
        ],
        objections=[
            objection("doubt", raise_when={"any": [{"asked": "gone"}, {"move": "pitch"}]}),
            objection("fear", raise_when={"told": "gone"}),
        ],
        commitments=[commitment("meet", accept_when={"needs": {"gone": "stated"}})],
        right_ending=["meet", "agreed_next_step"],
        tries={"it": {"seller": ["Hello."], "expect": {"commitments": {"meet": "accepted"}}}},
    )
    left = pruned(call)
    assert [reveal.when.asked for reveal in left.needs[0].reveals] == [("here",)]
    assert [each.id for each in left.objections] == ["doubt"]
    assert len(left.objections[0].raise_when.any) == 1
    assert left.commitments == ()
    assert left.right_ending == ("agreed_next_step",)
    assert left.tries["it"].expect.commitments == {}


def test_a_call_whose_only_right_ending_goes_ends_as_the_seller_will():
    gone = commitment("meet", accept_when={"needs": {"gone": "stated"}})
    assert pruned(scenario(commitments=[gone], right_ending=["meet"])).right_ending == (
        "seller_ended",
    )
