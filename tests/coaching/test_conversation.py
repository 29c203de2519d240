"""A talk about one call: it quotes only that call, and what it cannot show it does not say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roleplay.coaching.conversation import (
    MOST_TURNS,
    NOTHING_TO_SHOW,
    ONLY_THIS_CALL,
    Conversation,
    Exchange,
    Material,
    Reply,
    Sentence,
    place_of,
)
from roleplay.domain.moves import Span
from roleplay.domain.problem import BadInput
from roleplay.domain.requests import Outcome
from roleplay.llm import ModelFailed
from tests.coaching.places import CALL, turns
from tests.fakes import FakeDoor

MATERIAL = Material(CALL, ("They insure boats.",), ("Overall 2.4 of 5", "Understands: 2 of 5"))


def said(says: str, turn: int | None = None, quote: str | None = None) -> dict[str, Any]:
    return {"says": says, "turn": turn, "quote": quote}


def answer(*sentences: dict[str, Any], about: bool = True) -> dict[str, Any]:
    return {"about_the_call": about, "sentences": list(sentences)}


PITCHED = said("You spoke of your platform.", 4, "our platform is the best")
ASKED = said("Ask what the audit tells them instead.")


def talk(*answers: Any, so_far: tuple[Exchange, ...] = ()) -> tuple[Conversation, FakeDoor]:
    door = FakeDoor(answers)
    return Conversation(door, MATERIAL, so_far), door  # type: ignore[arg-type]


def test_what_it_quotes_stands_in_the_call() -> None:
    conversation, _ = talk(answer(PITCHED, ASKED))
    reply = conversation.ask("Where did I lose them?")
    assert reply.text == "You spoke of your platform. Ask what the audit tells them instead."
    (span,) = reply.sentences[0].quotes
    assert CALL[3].text[span.start : span.end] == "our platform is the best"
    assert span.turn == 4
    assert reply.taken_out == 0


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (said("They said so.", 4, "we lose nine million"), "not in turn 4"),
        (said("They said so.", 3, "our platform is the best"), "not in turn 3"),
        (said('They said "we lose nine million a year".'), "nobody said"),
        (said("They said “we audit every file”.", 3), "not in turn 3"),
        (said("That was a 4 of 5 for you."), "a level that the debrief does not hold"),
        (said("You would be at level 4 with it."), "a level that the debrief does not hold"),
        (said("It costs them 40 percent."), "a number nobody gave"),
    ],
)
def test_what_the_call_does_not_bear_out_is_asked_again_and_then_taken_out(
    wrong: dict[str, Any], fault: str
) -> None:
    conversation, door = talk(answer(PITCHED, wrong), answer(PITCHED, wrong))
    reply = conversation.ask("Where did I lose them?")
    assert reply.text == "You spoke of your platform."
    assert reply.taken_out == 1
    (named,) = json.loads(door.asked[1].messages[-1].text)["faults"]
    assert fault in named
    mended, _ = talk(answer(PITCHED, wrong), answer(PITCHED, ASKED))
    assert len(mended.ask("Where did I lose them?").sentences) == 2


def test_levels_and_numbers_of_the_debrief_and_the_call_may_be_told() -> None:
    held = said("At 2.4 of 5 overall, two percent in turn 3 was the thread.", 3, "two percent")
    conversation, _ = talk(answer(held))
    assert conversation.ask("How was I?").sentences


def test_without_any_words_to_show_for_it_nothing_is_said() -> None:
    conversation, _ = talk(answer(ASKED), answer(ASKED))
    assert conversation.ask("What now?").text == NOTHING_TO_SHOW


def test_another_subject_is_refused_in_one_line() -> None:
    conversation, door = talk(answer(PITCHED, about=False))
    assert conversation.ask("Write me a poem.").text == ONLY_THIS_CALL
    assert len(door.asked) == 1


def test_eight_questions_and_no_more() -> None:
    had = tuple(Exchange("Why?", Reply((Sentence("So."),))) for _ in range(MOST_TURNS - 1))
    conversation, door = talk(answer(PITCHED), so_far=had)
    assert conversation.left == 1
    conversation.ask("Where?")
    with pytest.raises(BadInput, match="8 questions"):
        conversation.ask("And?")
    assert len(door.asked) == 1


def test_what_was_asked_before_goes_with_the_question() -> None:
    conversation, door = talk(answer(PITCHED), answer(PITCHED))
    conversation.ask("Where did I lose them?")
    conversation.ask("And before?")
    roles = [message.role for message in door.asked[1].messages]
    assert roles == ["system", "user", "user", "assistant", "user"]
    assert "Where did I lose them?" in door.asked[1].messages[2].text
    assert "You spoke of your platform." in door.asked[1].messages[3].text


def test_a_failure_is_told_and_the_question_not_counted() -> None:
    conversation, _ = talk(ModelFailed(Outcome.RATE_LIMITED, "too many requests."))
    with pytest.raises(ModelFailed, match="too many"):
        conversation.ask("Where?")
    assert conversation.left == MOST_TURNS


@pytest.mark.parametrize("question", ["", "  \n", "\x1b\x00"])
def test_nothing_asked(question: str) -> None:
    with pytest.raises(BadInput, match="ask something"):
        talk()[0].ask(question)


def test_too_much_asked() -> None:
    with pytest.raises(BadInput, match="at most 600 characters"):
        talk()[0].ask("why " * 200)


def test_every_field_that_the_prompt_promises_reaches_it() -> None:
    conversation, door = talk(answer(ASKED), answer(PITCHED))
    conversation.ask("Where?")
    system = door.asked[-1].messages[0].text
    shown = json.loads(door.asked[-1].messages[1].text)
    now = json.loads(door.asked[-1].messages[-1].text)
    for field, value in {**shown, **now}.items():
        assert f"`{field}`" in system
        assert value
    assert [turn["text"] for turn in shown["call"]] == [turn.text for turn in CALL]


@pytest.mark.parametrize(
    "quote",
    [
        "We're fine, that's all",
        "we’re fine that's all"[:10],
        "WE'RE FINE",
        "“we're   fine.”",
        "that's all.",
    ],
)
def test_capitals_marks_and_blanks_do_not_count_in_a_quotation(quote: str) -> None:
    said_so = turns("We’re fine, that’s all — really.")
    assert place_of(quote, said_so, 1) is not None


@pytest.mark.parametrize("quote", ["we're not fine", "fine really", "hat's all", "", "…"])
def test_other_words_are_no_quotation(quote: str) -> None:
    assert place_of(quote, turns("We’re fine, that’s all — really."), 1) is None


def test_places_are_those_of_the_turn_as_it_was_said() -> None:
    said_so = turns("İzmir’s fine. “Really”.")
    assert place_of('"really"', said_so, None) == Span(turn=1, start=15, end=21)
