"""The order of the steps, and that the mind is a pure function."""

from __future__ import annotations

from roleplay.domain.moves import Figure
from roleplay.engine import mind
from tests.builders import commitment, heard, need, objection, person, segment
from tests.engine.talking import LADDER, Talk, claims

ALL_AT_ONCE = (
    segment(
        "insight",
        text="You lose nine percent.",
        unsupported=Figure(value=9, unit="percent", start=0, end=3),
    ),
    segment("open_question", "leakage", "system", takes_up=True),
    segment("advance", "meet-claims"),
)


def everything_at_once(**state):
    """A call in which each step has something to say to `ALL_AT_ONCE`."""
    call = claims(
        buyer=person(asks=[{"say": "What does it cost?"}]),
        needs=[need("leakage", listen_for="audit", reveals=LADDER)],
        objections=[
            objection(
                "rip-and-replace", listen_for="last time", raise_when={"move": "open_question"}
            )
        ],
        commitments=[commitment("meet-claims")],
    )
    return Talk(call, "leakage", **state)


def test_each_step_goes_before_those_after_it():
    talk = everything_at_once(patience=2)
    talk.hear(*ALL_AT_ONCE, dominant="open_question")
    assert talk.said == ["hang_up"]

    talk = everything_at_once()
    talk.hear(*ALL_AT_ONCE, dominant="open_question")
    assert talk.said == ["doubts"]

    talk = everything_at_once()
    talk.hear(*ALL_AT_ONCE[1:])
    assert talk.said == ["rip-and-replace says."]

    talk = everything_at_once(objections={"rip-and-replace": "raised"})
    talk.hear(segment("open_question", "rip-and-replace", "leakage"), ALL_AT_ONCE[2])
    assert talk.said == ["rip-and-replace behind."]

    settled = {"objections": {"rip-and-replace": "resolved"}}
    talk = everything_at_once(**settled)
    talk.hear(*ALL_AT_ONCE[1:])
    assert talk.said == ["meet-claims accepts."]

    talk = everything_at_once(**settled)
    talk.hear(ALL_AT_ONCE[1])
    assert talk.said == ["Two percent is audited."]

    talk = everything_at_once(**settled, rungs={"leakage": 3})
    talk.hear(ALL_AT_ONCE[1])
    assert talk.said == ["Guidewire."]

    talk = everything_at_once(**settled, rungs={"leakage": 3})
    talk.hear(segment("open_question", "leakage"))
    assert talk.said == ["unknown", "What does it cost?"]

    talk = everything_at_once(**settled, rungs={"leakage": 3}, asked=(0,))
    talk.hear(segment("open_question", "leakage"))
    assert [line.kind for line in talk.last.lines] == ["again"]


def test_patience_0_hangs_up():
    talk = Talk(claims(), patience=8)
    talk.hear(segment("pitch"))
    assert (talk.said, talk.state.hung_up) == (["hang_up"], True)


def test_patience_above_0_does_not_hang_up():
    talk = Talk(claims(), patience=9)
    talk.hear(segment("pitch"))
    assert not talk.state.hung_up


def test_the_mind_is_a_pure_function():
    talk = Talk(claims(), "leakage")
    text, as_heard = heard(segment("open_question", "leakage"))
    turns = (*talk.turns, talk.turns[0].model_copy(update={"turn": 2, "text": text}))
    before = talk.state.model_dump_json()
    first = mind.answer(talk.scenario, talk.state, as_heard, turns)
    second = mind.answer(talk.scenario, talk.state, as_heard, turns)
    assert first == second
    assert talk.state.model_dump_json() == before


def test_the_buyer_begins_as_the_scenario_says():
    state = mind.begin(claims(buyer=person(start={"trust": 1, "interest": 2, "patience": 3})), None)
    assert (state.trust, state.interest, state.patience) == (1, 2, 3)
    assert state.needs == {"leakage": "hidden"}
    assert state.objections == {"rip-and-replace": "latent"}
    assert state.commitments == {"meet-claims": "none"}
    assert state.spoke_of is None


def test_every_turn_is_answered_with_at_least_one_line():
    for kind in ("rapport", "other", "advance", "closed_question", "disqualify"):
        talk = Talk(claims(needs=[], objections=[], commitments=[], knows=[]))
        assert talk.hear(segment(kind)).lines
        assert talk.pause().lines
