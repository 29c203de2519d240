"""Questions about the conversation itself, and words in another language."""

from __future__ import annotations

import pytest

from roleplay.domain.moves import Kind, Wants
from roleplay.domain.scenario import Scenario
from roleplay.listening import Topics, hear
from tests.engine.talking import claims


def wanted(text: str) -> Wants | None:
    heard = hear(text, ())
    return next((segment.wants for segment in heard.segments if segment.wants), None)


@pytest.mark.parametrize(
    "text",
    [
        "Can you repeat that?", "Sorry, what?", "say again please", "I didn't catch that",
        "Pardon?", "Come again?", "Sorry, could you say that again?", "What was that?",
        "what did you say",
        "One more time please.",
    ],
)  # fmt: skip
def test_who_did_not_hear_it(text):
    assert wanted(text) is Wants.REPEAT


@pytest.mark.parametrize(
    "text",
    [
        "What did you say about the audit?", "What did you say to Malachy?", "Sorry, what system?",
        "Sorry about that.", "Could you repeat that check for two weeks?", "What is that worth?",
        "What about the audit?", "Let me say that again: nothing is replaced.",
    ],
)  # fmt: skip
def test_who_heard_it(text):
    assert wanted(text) is not Wants.REPEAT


@pytest.mark.parametrize(
    "text",
    [
        "We check it first. Does that make sense?", "We check it first. Would that work for you?",
        "We check it first. Have I got that right?", "We check it first. Does that settle it?",
    ],
)  # fmt: skip
def test_who_only_wants_a_yes(text):
    assert wanted(text) is Wants.AGREEMENT


@pytest.mark.parametrize(
    "text",
    [
        "What would you need to see, Helen, before you could tell Martin?",
        "And what do you need from me before Thursday?", "What would it take?",
    ],
)  # fmt: skip
def test_who_asks_what_the_other_side_would_need(text):
    assert wanted(text) is Wants.TERMS


@pytest.mark.parametrize(
    "text", ["Would that suit Beth?", "Does that happen at night?", "What would make sense?"]
)
def test_who_wants_more_than_a_yes(text):
    assert wanted(text) is None


@pytest.fixture(scope="module")
def topics() -> Topics:
    call: Scenario = claims()
    return Topics.of(call)


@pytest.mark.parametrize(
    "text",
    [
        "Combien de livraisons faites-vous par mois ?", "Was kostet Sie das im Jahr?",
        "¿Qué pasa cuando un supermercado les descuenta dinero?", "Hoeveel kost dat u per maand?",
    ],
)  # fmt: skip
def test_another_language_asks_nothing(topics, text):
    heard = hear(text, (), topics)
    assert {segment.kind for segment in heard.segments} == {Kind.OTHER}


@pytest.mark.parametrize(
    "text",
    [
        "so what wld u say ur biggest prob is", "Tomasz, Brent Halvorsen, Northmere.",
        "haha poor Callum", "which ERP r u on, SAP?",
    ],
)  # fmt: skip
def test_typed_fast_is_english(topics, text):
    heard = hear(text, (), topics)
    assert {segment.kind for segment in heard.segments} != {Kind.OTHER}


@pytest.mark.parametrize(
    "text",
    [
        "Who could give us two hours of the data?", "Would you pick up the phone to Stella for me?",
        "Could your data person show me the files, say two hours?", "Half an hour, Thursday week?",
        "Would you run one night of real files through it with me?",
    ],
)  # fmt: skip
def test_who_asks_for_somebodys_time_asks_for_a_step(text):
    assert hear(text, ()).dominant is Kind.ADVANCE


@pytest.mark.parametrize(
    "text",
    [
        "Would you be honest with me?",
        "Can you do the sum with me?",
        "If Julian asked you, what would you show him?",
    ],
)
def test_who_asks_for_an_answer_does_not(text):
    assert hear(text, ()).dominant in (Kind.OPEN_QUESTION, Kind.CLOSED_QUESTION)
