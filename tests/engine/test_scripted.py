"""The words of a scripted buyer."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from roleplay.domain.buyer import Decision, Line
from roleplay.domain.scenario import Act, Manner
from roleplay.domain.transcript import SpokenEvent
from roleplay.engine.lines import default_lines
from roleplay.engine.voices.scripted import Scripted
from tests.builders import person
from tests.engine.playing import calls, play, scenario_of
from tests.engine.talking import claims


def voice(manner="direct", seed=0, **lines) -> Scripted:
    return Scripted(claims(buyer=person(manner=manner), lines=lines), seed)


def said(speaker: Scripted, line: Line, turns: int) -> list[str]:
    """What it says for that line, turn after turn of one call."""
    used: list[str] = []
    texts = []
    for turn in range(1, turns + 1):
        spoken = speaker.words(Decision(lines=(line,)), turn, used)
        used += spoken.used
        texts.append(spoken.text)
    return texts


PITCH = Line(kind="act", act=Act.PITCH)


@pytest.mark.parametrize("manner", list(Manner))
def test_no_line_is_repeated_while_others_are_left(manner):
    for act in Act:
        left = [words for words in default_lines(manner)[act] if "{" not in words]
        texts = said(voice(manner), Line(kind="act", act=act), len(left))
        assert sorted(texts) == sorted(left)


def test_when_all_lines_are_used_up_the_buyer_still_speaks():
    lines = default_lines(Manner.DIRECT)[Act.PITCH]
    texts = said(voice(), PITCH, len(lines) + 3)
    assert all(text in lines for text in texts)


def test_the_authors_wordings_take_turns():
    line = Line(kind="knows", about="system", say=("Guidewire.", "We run Guidewire.", "Guidewire!"))
    texts = said(voice(), line, 3)
    assert sorted(texts) == sorted(line.say)
    assert said(voice(), line, 5)[3] in line.say


def test_lines_within_one_turn_are_not_repeated_either():
    speaker = voice(pitch=["One.", "Two."])
    spoken = speaker.words(Decision(lines=(PITCH, PITCH)), 1, ())
    assert sorted(spoken.used) == ["One.", "Two."]


def test_the_same_seed_makes_the_same_words():
    assert said(voice(seed=4), PITCH, 5) == said(voice(seed=4), PITCH, 5)


def test_another_seed_makes_other_words():
    assert len({tuple(said(voice(seed=seed), PITCH, 5)) for seed in range(8)}) > 4


def test_the_authors_lines_override_the_manners_act_by_act():
    own = ("No pitch today.", "Not again.")
    speaker = voice(pitch=list(own))
    assert sorted(said(speaker, PITCH, 2)) == sorted(own)
    other = said(speaker, Line(kind="act", act=Act.PROOF), 1)
    assert other[0] in default_lines(Manner.DIRECT)[Act.PROOF]


def test_several_manners_lend_their_lines_together():
    both = [*default_lines(Manner.DIRECT)[Act.PITCH], *default_lines(Manner.WARM)[Act.PITCH]]
    texts = said(voice(["direct", "warm"]), PITCH, len(both))
    assert sorted(texts) == sorted(both)


NAMED = {
    Act.NARROWS: ("the audit", "the payments"),
    Act.DOUBTS: ("thirty percent",),
    Act.CORRECTS: ("Four percent is overpaid",),
    Act.REMINDS: ("no work for your people", "two analysts"),
}


@pytest.mark.parametrize("manner", list(Manner))
@pytest.mark.parametrize("act", NAMED)
def test_what_a_line_names_is_put_in(manner, act):
    names = NAMED[act]
    for text in said(voice(manner), Line(kind="act", act=act, names=names), 3):
        assert "{" not in text
        assert any(name.casefold() in text.casefold() for name in names)


@pytest.mark.parametrize("manner", list(Manner))
@pytest.mark.parametrize("act", NAMED)
def test_where_there_is_nothing_to_name_lines_that_name_something_are_avoided(manner, act):
    count = len(default_lines(manner)[act]) + 2
    for text in said(voice(manner), Line(kind="act", act=act), count):
        assert "{" not in text
        assert "}" not in text


def test_topics_are_named_as_a_choice():
    texts = said(
        voice(narrows=["{topics}?"]),
        Line(kind="act", act=Act.NARROWS, names=("the audit", "the payments")),
        1,
    )
    assert texts == ["The audit, or the payments?"]


def test_a_promise_and_what_is_said_now_stand_in_their_places():
    speaker = voice(reminds=["You said {promise}. Now it's {now}."])
    line = Line(kind="act", act=Act.REMINDS, names=NAMED[Act.REMINDS])
    assert said(speaker, line, 1) == ["You said no work for your people. Now it's two analysts."]


def test_the_authors_line_that_cannot_be_filled_gives_way_to_the_manners():
    speaker = voice(doubts=["Where does {words} come from?"])
    (text,) = said(speaker, Line(kind="act", act=Act.DOUBTS), 1)
    assert text in default_lines(Manner.DIRECT)[Act.DOUBTS]


def test_a_commitment_line_the_author_left_out_is_the_manners():
    (text,) = said(voice(), Line(kind="declines", act=Act.DECLINES, about="meet-claims"), 1)
    assert text in default_lines(Manner.DIRECT)[Act.DECLINES]


def test_each_line_of_a_decision_stands_where_its_part_says():
    reveal = Line(kind="reveal", about="leakage", rung=0, say=("Two percent is audited.",))
    spoken = voice().words(Decision(lines=(PITCH, reveal)), 3, ())
    (first, second) = spoken.parts
    assert spoken.text[slice(*first)] == spoken.used[0]
    assert spoken.text[slice(*second)] == "Two percent is audited."
    assert spoken.text == f"{spoken.used[0]} Two percent is audited."


@settings(max_examples=40, deadline=None, derandomize=True)
@given(calls())
def test_in_a_whole_call_no_line_comes_twice_while_others_are_left(played):
    call, lines, seed = played
    scenario = scenario_of(call)
    manners = scenario.buyer.manner
    events = play(call, lines, seed)
    used = Counter(
        words
        for e in events
        if isinstance(e, SpokenEvent) and e.turn > 1
        for words in e.spoken.used
    )
    twice = {words for words, times in used.items() if times > 1}
    for act in Act:
        options = [
            *scenario.lines.get(act, ()),
            *(words for manner in manners for words in default_lines(manner)[act]),
        ]
        plain = {words for words in options if "{" not in words}
        if twice & plain:
            assert plain <= set(used)
    for event in events:
        if isinstance(event, SpokenEvent):
            assert "{" not in event.spoken.text or any("{" in line for line in lines)
