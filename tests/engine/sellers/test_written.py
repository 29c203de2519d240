"""Simulated sellers who say a try's lines in their own order and words."""

from __future__ import annotations

from random import Random

from roleplay.engine.sellers.written import ASIDES, Written
from roleplay.listening import Topics
from tests.engine.playing import scenario_of

CALL = scenario_of(("sceptical-cfo", "a"))
TOPICS = Topics.of(CALL)
ASKED = next(need for need in CALL.needs if need.id == "deductions").listen_for[0]
LINES = ("Hello there.", f"{ASKED}?", "I see.", "Goodbye then.")


def _said(seed: int) -> list[str]:
    seller = Written(CALL, LINES, TOPICS, Random(seed))
    said = []
    while (line := seller.next(())) is not None:
        said.append(line)
    return said


def test_the_same_seed_is_the_same_seller() -> None:
    assert _said(3) == _said(3)


def test_sellers_differ_from_each_other() -> None:
    assert len({tuple(_said(seed)) for seed in range(20)}) > 5


def test_the_first_and_the_last_line_are_always_said() -> None:
    for seed in range(40):
        said = _said(seed)
        assert said[0] == LINES[0]
        assert said[-1] == LINES[-1]


def test_a_question_is_asked_in_the_author_s_other_words() -> None:
    ways = {
        f"{way.rstrip('?.')[:1].upper()}{way.rstrip('?.')[1:]}?"
        for need in CALL.needs
        for way in need.listen_for
    }
    others = {line for seed in range(40) for line in _said(seed)} - set(LINES) - set(ASIDES)
    assert others
    assert others <= ways
