"""Whatever is typed, pasted or spoken: there is an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.domain.moves import Kind
from roleplay.domain.scenario import Scenario
from roleplay.listening import Topics, hear, hear_buyer
from roleplay.listening.foreign import foreign
from tests.engine.talking import claims
from tests.listening.test_kinds import after

CALL: Scenario = claims()
TOPICS = Topics.of(CALL)
BEFORE = after("We think claims are under control. Why would I change?")

ODD = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="😀👍🏽🇩🇪\u200d\ufe0f?! ", max_size=60),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Mn", "Zl", "Zp"]), max_size=60),
    st.text(alphabet="?!.,;:'\"()-%£$0123456789 ", max_size=120),
    st.lists(
        st.sampled_from(["what", "claims", "\u00e9t\u00e9", "?", "no", "10%", "\x00", "storm"])
    ).map(" ".join),
)


def sound(text: str, topics: Topics | None) -> None:
    heard = hear(text, BEFORE, topics)
    last = 0
    for segment in heard.segments:
        assert last <= segment.start < segment.end <= len(text)
        assert 0 <= segment.confidence <= 1
        last = segment.end


@settings(max_examples=150, deadline=None)
@given(ODD)
def test_any_text_is_heard_in_a_call_and_without_one(text: str) -> None:
    sound(text, TOPICS)
    sound(text, None)
    for said in hear_buyer(text, ()):
        assert 0 <= said.start < said.end <= len(text)
    assert all(0 <= topic.score <= 1 for topic in TOPICS.ranked(text, 0.0))
    assert len(TOPICS.explain(text)) == len(CALL.topics())


@pytest.mark.parametrize(
    "text",
    ["a" * 8_000, "word " * 1_600, "?" * 8_000, "How many claims? " * 470, "\x00" * 8_000,
     "1,000 " * 1_300, "\u202e" * 8_000, "claims" + "\u0301" * 7_000],
)  # fmt: skip
def test_eight_thousand_characters_are_heard(text: str) -> None:
    sound(text, TOPICS)
    sound(text, None)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00\x07", "...", "\ufeff"])
def test_nothing_said_is_a_pause(text: str) -> None:
    heard = hear(text, BEFORE, TOPICS)

    assert heard.dominant is Kind.OTHER
    assert not heard.topics


@pytest.mark.parametrize("text", ["😀😀😀", "👍🏽", "🇩🇪 🇫🇷"])
def test_signs_alone_do_nothing_surely(text: str) -> None:
    assert all(s.kind is Kind.OTHER and s.confidence < 0.5 for s in hear(text, (), TOPICS).segments)


OTHER_LANGUAGES = (
    "Wie viele Lieferungen machen Sie im Monat?",
    "Combien de livraisons faites-vous par mois ?",
    "¿Cuántas entregas hacen ustedes al mes?",
    "Сколько у вас поставок в месяц?",
    "我们每个月有多少次交货",
    "كم عدد الشحنات لديكم في الشهر؟",
    "毎月の配送は何件ですか",
)


@pytest.mark.parametrize("topics", [TOPICS, None])
@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_another_language_does_nothing_surely(text: str, topics: Topics | None) -> None:
    heard = hear(text, (), topics)

    assert foreign(text, ())
    assert heard.dominant is Kind.OTHER
    assert all(s.kind is Kind.OTHER and s.confidence < 0.5 for s in heard.segments)
    assert not heard.topics


def test_a_name_with_marks_is_no_other_language() -> None:
    assert not foreign("How much does the café in Łódź pay for it?", ())
