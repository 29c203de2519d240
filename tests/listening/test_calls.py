from __future__ import annotations

from roleplay.domain.moves import Said, Speaker
from roleplay.domain.transcript import Turn
from roleplay.listening.calls import hear_call


def heard(*lines):
    turns = [
        Turn(
            turn=place,
            speaker=Speaker.SELLER if line.startswith("S: ") else Speaker.BUYER,
            text=line[3:],
        )
        for place, line in enumerate(lines, start=1)
    ]
    return hear_call(turns).turns


def moves(turn):
    return [(s.kind, turn.text[s.start : s.end]) for s in turn.heard.segments]


WHOLE = (
    "B: Hello?",
    "S: What goes wrong? And how many come back each week?",
    "B: Labels go wrong. About forty come back each week.",
)


def test_what_a_transcript_cuts_in_two_is_heard_as_one():
    _, asked, told = heard(*WHOLE)
    _, first, second, told_first, told_second = heard(
        "B: Hello?",
        "S: What goes wrong?",
        "S: And how many come back each week?",
        "B: Labels go wrong.",
        "B: About forty come back each week.",
    )
    assert moves(first) + moves(second) == moves(asked)
    assert {i.said for i in (*told_first.said, *told_second.said)} == {i.said for i in told.said}
    assert Said.NUMBER in {item.said for item in told_second.said}


def test_a_noise_between_two_parts_only_fills_the_call():
    _, first, noise, second, _ = heard(
        "B: Hello?",
        "S: What goes wrong?",
        "B: Mm-hm.",
        "S: And how many come back each week?",
        "B: About forty.",
    )
    assert (first.fills, noise.fills, second.fills) == (False, True, False)
    assert moves(first) + moves(second) == moves(heard(*WHOLE)[1])


def test_fillers_change_nothing_and_the_words_stay_where_they_are():
    _, plain, _ = heard(*WHOLE)
    text = "S: Um, you know, so, yeah. What goes wrong? And, uh, how many come back each week?"
    _, asked, _ = heard(WHOLE[0], text, WHOLE[2])
    assert [kind for kind, _ in moves(asked)] == [kind for kind, _ in moves(plain)]
    assert moves(asked)[0][1] == "What goes wrong?"


def test_small_talk_is_set_aside_and_what_stands_around_it_goes_together():
    turns = heard(
        "B: About one in twelve orders goes wrong.",
        "S: Lovely weather we're having.",
        "B: It is, isn't it.",
        "S: One in twelve goes wrong?",
        "B: Yes, it costs us a fortune.",
    )
    assert [turn.fills for turn in turns] == [False, True, True, False, False]
    assert turns[2].said == ()
    assert turns[3].heard.segments[0].takes_up


def test_an_answer_is_never_set_aside():
    *_, told = heard("B: Hello?", "S: Shall we say Tuesday at ten?", "B: Yes.")
    assert not told.fills


def test_nothing_said_is_no_trouble():
    assert hear_call(()).turns == ()
    turns = heard("S: ", "B: ", "S: um", "B: ... ", "S: mm")
    assert [turn.text for turn in turns] == ["", "", "um", "... ", "mm"]
