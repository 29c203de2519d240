"""What a buyer's words amount to."""

import pytest

from roleplay.domain.moves import Said
from roleplay.listening import hear_buyer
from tests.listening.test_kinds import after


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("We lose files. It rains.", "We lose files.", Said.DIFFICULTY),
        ("Fine. The line stops twice a shift.", "The line stops twice a shift.", Said.DIFFICULTY),
        ("It's because the depots don't talk.", "It's because the depots don't talk.", Said.CAUSE),
        ("So we end up paying twice.", "So we end up paying twice.", Said.CONSEQUENCE),
        ("That would be nine million.", "That would be nine million.", Said.NUMBER),
        ("I'm not sure.", "I'm not sure.", Said.DOUBT),
        ("We tried that.", "We tried that.", Said.DOUBT),
        ("Not another platform.", "Not another platform.", Said.DOUBT),
        ("Fair enough, yes.", "Fair enough, yes.", Said.ACCEPTANCE),
        ("That makes sense.", "That makes sense.", Said.ACCEPTANCE),
        ("Useful. Send me something.", "Send me something.", Said.PUT_OFF),
        ("Ring me again in the autumn.", "Ring me again in the autumn.", Said.PUT_OFF),
        ("Let me think.", "Let me think.", Said.PUT_OFF),
        ("I'll send you the files by Friday.", "I'll send you the files by Friday.",
         Said.COMMITMENT),
    ],
)  # fmt: skip
def test_each_thing_is_heard_with_its_words(text: str, quote: str, said: Said) -> None:
    found = [text[s.start : s.end] for s in hear_buyer(text, ()) if s.said is said]

    assert found == [quote]


def test_a_plain_yes_to_a_step_is_a_commitment() -> None:
    context = [*after("Hm."), *after("x", "Could you introduce me to your head of claims?")[1:]]

    heard = hear_buyer("Bring her in. Thursday.", context)

    assert heard
    assert {s.said for s in heard} == {Said.COMMITMENT}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("That's not a problem for us.", Said.DIFFICULTY),
        ("Since 2016.", Said.NUMBER),
        ("Is it slow because of us?", Said.CAUSE),
        ("That makes sense, but we tried it.", Said.ACCEPTANCE),
        ("Maybe Thursday, if I can find the time.", Said.COMMITMENT),
        ("Not yet.", Said.COMMITMENT),
        ("Guidewire, since 2016. It works.", Said.ACCEPTANCE),
        ("How many do you have?", Said.NUMBER),
    ],
)
def test_what_is_not_plain_is_not_heard(text: str, said: Said) -> None:
    assert said not in {s.said for s in hear_buyer(text, after("Shall we meet?"))}
