"""What the buyer tells: the ladder of a need, what anyone is told, and a silence that works."""

from __future__ import annotations

import pytest

from tests.builders import need, objection, segment
from tests.engine.talking import LADDER, STATED, Talk, claims

ASK = segment("open_question", "leakage")


def ladder(*rungs, **fields):
    """A call whose need has those rungs: each is (what it becomes, when)."""
    reveals = [
        {"say": f"Rung {place}.", "when": when, "becomes": becomes}
        for place, (becomes, when) in enumerate(rungs, start=1)
    ]
    return claims(needs=[need("leakage", listen_for="audit", reveals=reveals)], **fields)


ASKED = {"asked": "leakage"}


def test_never_a_rung_before_those_above_it():
    talk = Talk(ladder(("stated", {"trust": 99}), ("quantified", ASKED)))
    talk.hear(ASK)
    assert "Rung 2." not in talk.said
    assert talk.need == "hidden"


def test_each_rung_is_said_once():
    talk = Talk(ladder((None, ASKED)))
    talk.hear(ASK)
    talk.hear(ASK)
    assert talk.said == ["again"]


def test_at_most_two_reveals_a_turn_of_which_one_changes_the_state():
    talk = Talk(ladder(("stated", ASKED), (None, ASKED), (None, ASKED), ("quantified", ASKED)))
    talk.hear(ASK)
    assert talk.said == ["Rung 1.", "Rung 2."]
    talk.hear(ASK)
    assert talk.said == ["Rung 3.", "Rung 4."]


def test_a_second_rung_that_changes_the_state_waits():
    talk = Talk(ladder(("stated", ASKED), ("quantified", ASKED)))
    talk.hear(ASK)
    assert (talk.said, talk.need) == (["Rung 1."], "stated")
    talk.hear(ASK)
    assert (talk.said, talk.need) == (["Rung 2."], "quantified")


def test_the_first_rung_hints_and_so_changes_the_state():
    talk = Talk(ladder((None, ASKED), ("stated", ASKED)))
    talk.hear(ASK)
    assert (talk.said, talk.need) == (["Rung 1."], "hinted")


def test_one_need_a_turn():
    reveals = {
        name: [{"say": f"{name}.", "when": {"asked": ["leakage", "waste"]}}]
        for name in ("leakage", "waste")
    }
    call = claims(needs=[need(n, listen_for=n, reveals=reveals[n]) for n in ("leakage", "waste")])
    talk = Talk(call)
    talk.hear(segment("open_question", "waste"), segment("open_question", "leakage"))
    assert talk.said == ["leakage."]


def test_becomes_only_raises():
    talk = Talk(ladder(("stated", ASKED), ("hinted", ASKED)), needs={"leakage": "quantified"})
    talk.hear(ASK)
    assert (talk.said, talk.need) == (["Rung 1.", "Rung 2."], "quantified")


def test_without_becomes_a_need_is_at_least_hinted():
    talk = Talk(ladder((None, ASKED)))
    talk.hear(ASK)
    assert talk.need == "hinted"


def test_a_need_is_owned_by_becomes():
    talk = Talk(ladder(("owned", ASKED)))
    talk.hear(ASK)
    assert talk.need == "owned"


def test_sizing_an_unstated_need_gives_no_number():
    talk = Talk(claims())
    talk.hear(segment("closed_question", "leakage", quantifies=True, asks_number=True))
    assert talk.said == ["Two percent is audited."]


def test_the_question_that_gets_a_need_said_has_not_sized_it():
    sizes = {"quantifies": "leakage"}
    talk = Talk(ladder(("stated", ASKED), (None, sizes), ("quantified", sizes)))
    sized = segment("closed_question", "leakage", quantifies=True, asks_number=True)
    talk.hear(sized)
    assert (talk.said, talk.need) == (["Rung 1."], "stated")
    talk.hear(sized)
    assert (talk.said, talk.need) == (["Rung 2.", "Rung 3."], "quantified")


def test_a_reveal_names_the_words_that_earned_it():
    talk = Talk(claims())
    talk.hear(segment("rapport", text="Hello."), segment("open_question", "leakage", text="How?"))
    (change,) = talk.last.changes
    assert (change.id, change.state, change.turn) == ("leakage", "hinted", 3)
    span = change.earned_by
    assert talk.turns[1].text[span.start : span.end] == "How?"


@pytest.mark.parametrize("kind", ["open_question", "closed_question"])
def test_knows_is_told_to_anyone_who_asks(kind):
    talk = Talk(claims())
    talk.hear(segment(kind, "system"))
    assert talk.said == ["Guidewire."]


def test_what_was_said_in_every_wording_is_not_said_again_at_once_but_later():
    talk = Talk(claims(objections=[], needs=[]))
    asked = segment("open_question", "system")
    talk.hear(asked)
    talk.hear(asked)
    assert talk.said == ["again"]
    talk.hear(segment("agenda"))
    talk.hear(asked)
    assert talk.said == ["Guidewire."]
    assert talk.last.lines[0].kind == "again"
    talk.hear(segment("agenda"))
    talk.hear(asked)
    assert talk.last.lines[0].kind == "knows"


def test_a_reflection_is_told_it_only_once():
    talk = Talk(claims(objections=[]))
    talk.hear(segment("reflection", "system"))
    assert talk.said == ["Guidewire."]
    talk.hear(segment("reflection", "system"))
    assert talk.said == ["acknowledged"]


@pytest.mark.parametrize("kind", ["pitch", "insight", "rapport"])
def test_knows_is_told_to_nobody_who_does_not_ask(kind):
    talk = Talk(claims(objections=[]))
    talk.hear(segment(kind, "system"))
    assert talk.said != ["Guidewire."]


def test_of_two_knows_the_one_named_outright_goes_before_the_one_followed_up():
    knows = [
        {"id": "system", "listen_for": "which system", "say": "Guidewire."},
        {"id": "staff", "listen_for": "how many people", "say": "Forty."},
    ]
    talk = Talk(claims(knows=knows), "system")
    talk.hear(segment("open_question", takes_up=True), segment("closed_question", "staff"))
    assert talk.said == ["Forty."]


def test_a_reveal_goes_before_a_knows():
    talk = Talk(claims())
    talk.hear(segment("open_question", "system", "leakage"))
    assert talk.said == ["Two percent is audited."]


HELD_BACK = (("stated", ASKED), ("quantified", ASKED))


def test_a_pause_lets_out_the_rung_the_one_state_limit_held_back():
    talk = Talk(ladder(*HELD_BACK))
    talk.hear(ASK)
    talk.pause()
    assert (talk.said, talk.need) == (["Rung 2."], "quantified")
    assert talk.last.changes[0].earned_by is None


def test_a_pause_lets_out_one_rung_once_a_call():
    talk = Talk(ladder(*HELD_BACK, ("owned", ASKED), (None, ASKED)))
    talk.hear(ASK)
    talk.pause()
    talk.pause()
    assert talk.said == ["pause"]
    talk.hear(ASK)
    assert talk.said == ["Rung 3.", "Rung 4."]
    talk = Talk(ladder(*HELD_BACK), pause_used=True)
    talk.hear(ASK)
    talk.pause()
    assert (talk.said, talk.need) == (["pause"], "stated")


def test_a_pause_lets_out_nothing_that_something_else_held_back():
    held_by_trust = (("stated", ASKED), ("quantified", {"asked": "leakage", "trust": 99}))
    held_by_two_a_turn = ((None, ASKED), (None, ASKED), (None, ASKED))
    for rungs in (held_by_trust, held_by_two_a_turn):
        talk = Talk(ladder(*rungs))
        talk.hear(ASK)
        talk.pause()
        assert talk.said == ["pause"]


def test_a_pause_works_only_after_a_question():
    talk = Talk(ladder(*HELD_BACK))
    talk.hear(segment("reflection", "leakage"))
    assert talk.said == ["Rung 1."]
    talk.pause()
    assert talk.said == ["pause"]


def test_a_pause_works_only_right_after():
    talk = Talk(ladder(*HELD_BACK))
    talk.hear(ASK)
    talk.hear(segment("open_question", "system"))
    talk.pause()
    assert talk.said == ["pause"]


def test_a_silence_that_did_not_work_is_not_the_one_of_the_call():
    talk = Talk(ladder(*HELD_BACK))
    talk.pause()
    talk.hear(ASK)
    talk.pause()
    assert talk.said == ["Rung 2."]


def test_a_pause_after_a_raised_objection_is_a_pause():
    call = claims(objections=[objection("rip-and-replace", raise_when={"move": "pitch"})])
    talk = Talk(call)
    talk.hear(segment("pitch"))
    talk.pause()
    assert (talk.said, talk.objection) == (["pause"], "raised")


def test_a_need_whose_moment_needs_no_words_waits_for_one_that_is_asked_about():
    silent = need("waste", reveals=[{"say": "By the way.", "when": {"turn": 2}}])
    call = claims(needs=[silent, need("leakage", listen_for="audit", reveals=LADDER)])
    talk = Talk(call)
    talk.hear(ASK)
    assert talk.said == ["Two percent is audited."]
    talk.hear(segment("rapport"))
    assert talk.said == ["By the way."]


def test_the_number_comes_once_the_need_is_stated():
    talk = Talk(claims(), **STATED)
    talk.hear(segment("closed_question", "leakage", quantifies=True, asks_number=True))
    assert (talk.said, talk.need) == (["That is nine million."], "quantified")


def test_a_fact_that_is_asked_for_by_name_goes_before_a_need_that_is_followed_up():
    talk = Talk(claims(), opener_topic="leakage")
    talk.hear(
        segment("reflection", takes_up=True),
        segment("open_question", "system"),
        dominant="open_question",
    )
    assert talk.said == ["Guidewire."]


def test_a_fact_that_the_words_come_plainly_nearer_to_goes_before_a_need():
    words, asked = segment("open_question", "leakage", "system")
    need_heard, fact_heard = asked.topics
    for score, said in ((0.85, "Two percent is audited."), (0.6, "Guidewire.")):
        talk = Talk(claims())
        heard = (need_heard.model_copy(update={"score": score}), fact_heard)
        talk.hear((words, asked.model_copy(update={"topics": heard})))
        assert talk.said == [said]
