"""The same call with other numbers, temper or needs."""

from __future__ import annotations

import pytest

from tests.builders import commitment, need, objection, person, segment
from tests.engine.talking import LADDER, Talk, claims

VARIANTS = [
    {
        "id": "b",
        "start": {"trust": 5, "interest": 6, "patience": 7},
        "manner": ["warm"],
        "warms_to": ["agenda"],
        "cools_on": ["proof"],
        "right_ending": ["disqualified"],
        "needs": {"leakage": {"reveals": [{"say": "Not here.", "when": {"asked": "leakage"}}]}},
        "objections": {"rip-and-replace": {"says": "No again.", "raise_when": {"move": "proof"}}},
        "commitments": {"meet-claims": {"accepts": "Friday."}},
        "knows": {"system": {"say": "SAP."}},
        "tries": {"b-only": {"seller": ["Hello."]}},
    },
    {"id": "c", "without": ["leakage", "rip-and-replace"]},
]


def written():
    return claims(
        buyer=person(),
        variants=VARIANTS,
        needs=[
            need("leakage", listen_for="audit", reveals=LADDER),
            need(
                "waste",
                listen_for="waste",
                reveals=[
                    {"say": "Both.", "when": {"asked": "waste", "needs": {"leakage": "hidden"}}},
                ],
            ),
        ],
        commitments=[
            commitment("meet-claims", accept_when={}),
            commitment("sign", accept_when={"needs": {"leakage": "hidden"}}),
        ],
        objections=[objection("rip-and-replace", listen_for="last time")],
        tries={"strong": {"seller": ["Hi."]}},
    )


def test_the_scenario_as_written_is_variant_a_and_counts_as_one():
    assert written().variant_ids() == ("a", "b", "c")
    assert written().variant("a") == written()


def test_an_unknown_variant_is_an_error():
    with pytest.raises(KeyError):
        written().variant("z")


def test_a_variant_keeps_the_brief_and_the_opener():
    a, b = written(), written().variant("b")
    assert (b.brief, b.buyer.opener, b.goal) == (a.brief, a.buyer.opener, a.goal)


def test_a_variant_has_its_own_numbers_and_temper():
    talk = Talk(written().variant("b"))
    assert talk.felt == (5, 6, 7)
    talk.hear(segment("agenda"))
    assert talk.felt == (7, 6, 7)
    talk.hear(segment("proof"))
    assert talk.felt == (3, 7, 5)
    assert talk.scenario.buyer.manner == ("warm",)
    assert talk.scenario.right_ending == ("disqualified",)
    assert set(talk.scenario.tries) == {"b-only"}


def test_a_variant_replaces_fields_by_id_and_leaves_the_others():
    talk = Talk(written().variant("b"))
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["Not here."]
    talk.hear(segment("open_question", "system"))
    assert talk.said == ["SAP."]
    talk.hear(segment("proof"))
    assert talk.said == ["No again."]
    talk.hear(segment("open_question", "rip-and-replace"))
    assert talk.said == ["rip-and-replace behind."]
    assert talk.scenario.needs[0].title == "leakage"


def test_what_a_variant_is_without_is_not_there():
    talk = Talk(written().variant("c"))
    assert set(talk.state.needs) == {"waste"}
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["unclear"]
    talk.hear(segment("pitch"))
    assert talk.said == ["pitch"]


def test_a_condition_on_an_id_in_without_never_holds():
    talk = Talk(written().variant("c"))
    talk.hear(segment("advance", "sign"))
    assert talk.said == ["sign declines."]
    talk.hear(segment("open_question", "waste"))
    assert talk.said == ["deflects"]
    talk = Talk(written())
    talk.hear(segment("advance", "sign"))
    assert talk.said == ["sign accepts."]
