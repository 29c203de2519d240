"""What is told of a buyer's turns where a model may have spoken."""

from __future__ import annotations

import pytest

from roleplay.domain.requests import Outcome
from roleplay.domain.transcript import Event, Spoken, SpokenEvent, Started
from roleplay.practice.worded import as_scripted, cuts

TEXT = "It goes out by about noon. Nobody multiplied that out."


def spoken(turn: int, *, by: str = "", at: int | None = None, voice: str = "model") -> SpokenEvent:
    said = Spoken(text=TEXT, cut=bool(by), cut_by=by, cut_at=at)
    return SpokenEvent(turn=turn, spoken=said, voice=voice)


@pytest.mark.parametrize("by", [*(outcome.value for outcome in Outcome), "guard", "closed", "new"])
def test_every_cut_is_one_plain_line(by: str) -> None:
    at_the_end = cuts([spoken(3, by=by, at=len(TEXT))])[3]
    assert at_the_end.endswith(".")
    assert "{" not in at_the_end
    assert "as scripted" not in at_the_end
    before = cuts([spoken(3, by=by, at=26)])[3]
    assert "after “by about noon.”" in before
    assert before.endswith("The rest is as scripted.")


def test_what_is_told_depends_on_who_stopped_it() -> None:
    told = cuts(
        [spoken(3, by="stopped"), spoken(5, by="cut_off"), spoken(7), spoken(9, by="closed")]
    )
    assert told == {
        3: "You interrupted here.",
        5: "The connection was lost here.",
        9: "The app was closed here.",
    }


def test_an_answer_given_anew_is_no_cut_one() -> None:
    assert cuts([spoken(3, by="stopped"), spoken(3)]) == {}


def test_the_authors_words_are_told_only_where_a_model_might_have_spoken() -> None:
    begun = Started.model_construct(voice="model")
    written: list[Event] = [spoken(1, voice="scripted"), spoken(3, voice="scripted")]
    assert as_scripted(written) == frozenset()
    assert as_scripted([begun, *written]) == {3}
    assert as_scripted([*written, spoken(5)]) == {3}
    assert as_scripted([begun, *written, spoken(3)]) == frozenset()
