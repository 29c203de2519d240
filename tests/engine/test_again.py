"""What is asked about again is said again, shortly, and earns nothing."""

from __future__ import annotations

import pytest

from roleplay.domain.scenario import Manner
from roleplay.engine.lines import again_lines, default_lines
from tests.builders import need, segment
from tests.engine.talking import EXPLORED, RAISED, STATED, Talk, claims

ASKED = segment("open_question", "leakage")
LONG = (
    "One two three. " + "And so it went on, word after word, until nobody was left to hear it. " * 3
)


def kinds(talk: Talk) -> list[str]:
    return [line.kind for line in talk.last.lines]


def test_a_need_that_waits_for_other_words_is_said_again_and_nothing_changes():
    talk = Talk(claims(), **STATED)
    before = talk.state
    talk.hear(ASKED)
    assert (kinds(talk), talk.said) == (["again"], ["Four percent is overpaid."])
    assert talk.last.changes == ()
    assert talk.state.needs == before.needs
    assert talk.state.rungs == before.rungs


def test_what_only_trust_keeps_back_is_kept_back():
    rungs = [
        {"say": "Some of it.", "when": {"asked": "leakage"}},
        {"say": "All of it.", "when": {"asked": "leakage", "trust": 99}},
    ]
    talk = Talk(
        claims(needs=[need("leakage", listen_for="audit", reveals=rungs)]), rungs={"leakage": 1}
    )
    talk.hear(ASKED)
    assert talk.said == ["deflects"]


def test_what_lies_behind_an_objection_is_said_again():
    talk = Talk(claims(), **EXPLORED)
    talk.hear(segment("open_question", "rip-and-replace"))
    assert kinds(talk) == ["repeats"]


def test_what_was_never_said_is_not_said_again():
    talk = Talk(claims(), **RAISED)
    talk.hear(segment("closed_question", "meet-claims"))
    assert "again" not in kinds(talk)


def test_what_was_just_said_is_only_pointed_at():
    talk = Talk(claims(needs=[], objections=[]))
    talk.hear(segment("open_question", "system"))
    talk.hear(segment("open_question", "system"))
    assert talk.said == ["again"]


def test_a_follow_up_that_can_bring_nothing_new_goes_to_what_it_comes_near_to():
    talk = Talk(claims(), told={"system": (2,)}, spoke_of="system")
    talk.hear(segment("open_question", takes_up=True, near=("leakage",)))
    assert talk.said == ["Two percent is audited."]


def test_only_the_first_sentences_are_said_again():
    talk = Talk(
        claims(needs=[need("leakage", listen_for="audit", reveals=[{"say": LONG, "when": {}}])])
    )
    talk.state = talk.state.model_copy(update={"rungs": {"leakage": 1}})
    talk.hear(ASKED)
    assert LONG.startswith(talk.said[0])
    assert len(talk.said[0].split()) <= 24


def test_who_wants_to_hear_it_again_hears_it_and_it_costs_nothing():
    talk = Talk(claims())
    talk.hear(segment("open_question", "leakage"))
    before = talk.state
    for _ in range(2):
        talk.hear(segment("closed_question", text="Can you repeat that?", wants="repeat"))
        assert (kinds(talk), talk.said) == (["repeats"], ["Two percent is audited."])
        assert talk.state == before
    talk.hear(ASKED)
    assert talk.said == ["Four percent is overpaid."]


def test_who_asks_something_else_beside_it_is_answered():
    talk = Talk(claims())
    talk.hear(
        segment("closed_question", text="Sorry?", wants="repeat"),
        segment("open_question", "leakage"),
    )
    assert talk.said == ["Two percent is audited."]


def test_a_fact_that_was_told_just_now_is_not_told_again_to_who_asks_on():
    known = [{"id": "system", "listen_for": "which system", "say": ["Guidewire.", "It is GW."]}]
    talk = Talk(claims(needs=[], knows=known))
    talk.hear(segment("open_question", "system"))
    talk.hear(segment("closed_question", takes_up=True, focus="situation"))
    assert talk.said == ["unknown"]
    talk.hear(segment("open_question", "system"))
    assert talk.said == ["Guidewire."]  # Talk always takes the first wording.


@pytest.mark.parametrize("manner", Manner)
def test_every_manner_has_its_own_way_of_saying_it_again(manner: Manner):
    lines = again_lines(manner)
    assert len(lines) >= 6
    elsewhere = {line for other in Manner if other is not manner for line in again_lines(other)}
    of_acts = {line for said in default_lines(manner).values() for line in said}
    assert not set(lines) & (elsewhere | of_acts)
