"""What the ledger says was told was told; and where it stands in the reply."""

from __future__ import annotations

import pytest

from roleplay.domain.buyer import Decision, Line
from roleplay.domain.scenario import Act
from roleplay.domain.transcript import Spoken
from roleplay.engine import mind
from roleplay.engine.voices.conveying import conveys, whole
from roleplay.engine.voices.guarding import Guard
from roleplay.engine.voices.voice import Moment
from roleplay.listening.segmenting import sentences
from tests.engine.modelled import shipped

CFO = shipped("sceptical-cfo")
BILL = "Rates are down six. The bill's up four. Volume, mostly."
HAULIERS = "Three. Pallister has the south, Dunmore the north, and Kerr does Scotland."


def moment(*lines: tuple[Line, str]) -> Moment:
    text, parts = "", []
    for _, words in lines:
        start = len(text) + 1 if text else 0
        text = f"{text} {words}" if text else words
        parts.append((start, len(text)))
    return Moment(
        decision=Decision(lines=tuple(line for line, _ in lines)),
        script=Spoken(text=text, parts=tuple(parts), used=tuple(words for _, words in lines)),
        turn=3,
        turns=(),
        state=mind.begin(CFO, None),
    )


def line(kind: str, words: str, **fields) -> tuple[Line, str]:
    return Line(kind=kind, say=(words,), **fields), words


def act(name: str, words: str) -> tuple[Line, str]:
    return Line(kind="act", act=Act(name)), words


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        (BILL, "The rates came down six, but the bill went up four. Mostly that's volume.", True),
        (BILL, "The rates came down, but the bill went up. Mostly that's volume.", False),
        (HAULIERS, "Pallister does the south, Dunmore the north, Kerr goes to Scotland.", True),
        (HAULIERS, "A few firms: one in the south, one in the north, one in Scotland.", False),
        (HAULIERS, "I'd rather not say.", False),
        ("It costs thirty-eight pounds forty.", "It costs us £38.40.", True),
    ],
)  # fmt: skip
def test_a_line_is_said_with_its_names_and_numbers(written, text, said):
    assert conveys(Line(kind="knows", say=(written,)), written, text) is said


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (
            "knows",
            "About four thousand two hundred deliveries a month, so fifty thousand a year.",
            "Roughly 4,200 drops a month, call it 50,000 a year.",
        ),
        (
            "objection",
            "I am not putting another system on top of SAP.",
            "Let me stop you there. I'm not bolting anything else onto SAP.",
        ),
        (
            "ask",
            "What does this thing cost? Roughly. I won't hold you to the pound.",
            "Ballpark, what would I be paying for it?",
        ),
        (
            "accepts",
            "I'll put half an hour in with Daniel for Thursday at four, the three of us.",
            "Fine, Thursday at four then, half an hour, you, me and Daniel.",
        ),
        ("declines", "Too soon. Put it in an email.", "It's too soon. Send me an email."),
    ],
)
def test_as_a_person_would_put_it_nothing_is_refused_or_added(kind, written, said):
    at = moment(line(kind, written, about="x"))
    guard, shown = Guard(CFO, at), []
    for start, end in sentences(said):
        assert guard.refuses(said[start:end], shown) is None
        shown.append(said[start:end])
    assert whole(CFO, at, said, cut=False).text == said


def test_a_refusal_is_not_said_by_its_opposite():
    refusal = Line(kind="declines", say=("I will not meet your team on Thursday.",))
    assert not conveys(refusal, refusal.say[0], "I will meet your team on Thursday.")
    assert conveys(refusal, refusal.say[0], "No, I won't meet your team on Thursday.")


def test_what_a_reply_leaves_out_is_added_as_it_is_written():
    at = moment(line("knows", HAULIERS), line("reveal", BILL, about="extras", rung=0))
    spoken = whole(CFO, at, "Pallister does the south, Dunmore the north, Kerr Scotland.", cut=True)
    assert spoken.text == f"Pallister does the south, Dunmore the north, Kerr Scotland. {BILL}"
    assert [spoken.text[a:b] for a, b in spoken.parts] == [spoken.text[:59], BILL]
    assert spoken.used == at.script.used
    assert spoken.cut


def test_nothing_is_added_to_a_reply_that_says_it_all():
    at = moment(act("stacked", "That's three. The first one."), line("knows", HAULIERS))
    said = "One at a time. Pallister in the south, Dunmore in the north, Kerr up in Scotland."
    spoken = whole(CFO, at, said, cut=False)
    assert spoken.text == said
    assert [said[a:b] for a, b in spoken.parts] == [said[:14], said[15:]]


def test_of_a_reply_in_another_order_each_line_is_found():
    at = moment(line("reveal", BILL, about="extras", rung=0), line("knows", HAULIERS))
    said = (
        "Pallister has the south, Dunmore the north, Kerr Scotland. "
        "Rates are down six and the bill's up four, volume mostly."
    )
    spoken = whole(CFO, at, said, cut=False)
    assert spoken.text == said
    assert [said[a:b][:5] for a, b in spoken.parts] == ["Rates", "Palli"]


def test_a_goodbye_is_said():
    at = moment(act("goodbye", "Thanks for the call. Goodbye."))
    assert whole(CFO, at, "Right, thanks, bye.", cut=False).text == "Right, thanks, bye."
    assert whole(CFO, at, "It is raining here.", cut=False).text.endswith("Goodbye.")


def test_what_a_voice_made_up_is_remembered():
    at = moment(act("small_talk", "Fine, thank you."))
    spoken = whole(CFO, at, "Fine. My dog Biscuit kept me up all night.", cut=False)
    assert spoken.invented == ("My dog Biscuit kept me up all night.",)
    assert whole(CFO, at, "Fine, thank you.", cut=False).invented == ()
