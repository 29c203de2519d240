"""What a buyer never says is not said; what an author wrote for the moment always is."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from roleplay.domain.buyer import Decision, Line
from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Act, Manner, Scenario
from roleplay.domain.transcript import Spoken, Turn
from roleplay.engine import mind
from roleplay.engine.lines import default_lines
from roleplay.engine.voices.faults import Fault
from roleplay.engine.voices.guarding import Guard
from roleplay.engine.voices.unsaid import lines_of
from roleplay.engine.voices.voice import Moment
from roleplay.listening.segmenting import sentences
from tests.engine.modelled import SHIPPED, lines_in, shipped

SELLER = "What does a normal week look like for you?"


def moment(
    scenario: Scenario, words: str, line: Line | None = None, seller: str = SELLER, *said: str
) -> Moment:
    """The buyer is to say those words now; ``said`` are their turns before."""
    turns = [Turn(turn=1, speaker=Speaker.BUYER, text=scenario.buyer.opener)]
    for text in (*said, None):
        number = len(turns) + 1
        turns.append(Turn(turn=number, speaker=Speaker.SELLER, text=seller))
        if text is not None:
            turns.append(Turn(turn=number + 1, speaker=Speaker.BUYER, text=text))
    line = line or Line(kind="act", act=Act.ACKNOWLEDGED)
    return Moment(
        decision=Decision(lines=(line,)),
        script=Spoken(text=words, parts=((0, len(words)),), used=(words,)),
        turn=len(turns) + 1,
        turns=tuple(turns),
        state=mind.begin(scenario, None),
    )


def fault(sentence: str, at: Moment, scenario: Scenario, *shown: str) -> Fault | None:
    guard = Guard(scenario, at)
    refused = guard.refuses(guard.tidied(sentence), shown)
    return refused.fault if refused is not None else None


def never() -> Iterator[tuple[Fault, str]]:
    kind = Fault.ROLE
    for line in lines_in("never.txt"):
        if line.strip("[]") in set(Fault):
            kind = Fault(line.strip("[]"))
        else:
            yield kind, line


NEVER = tuple(never())


def test_there_are_enough_of_them():
    roles = [text for kind, text in NEVER if kind in (Fault.ROLE, Fault.REASONING)]
    assert len(roles) >= 60
    assert {kind for kind, _ in NEVER} >= {Fault.HELPING, Fault.LABEL, Fault.GIVES_IN}


@pytest.mark.parametrize("name", ["sceptical-cfo", "leaving-present"])
def test_what_a_buyer_never_says_is_refused(name):
    scenario = shipped(name)
    at = moment(scenario, "Not today.", Line(kind="declines", say=("Not today.",)))
    missed = [(kind, text) for kind, text in NEVER if fault(text, at, scenario) is None]
    assert not missed


@pytest.mark.parametrize("name", SHIPPED)
def test_what_the_author_wrote_for_now_may_always_be_said(name):
    scenario = shipped(name)
    own = [line for lines in scenario.lines.values() for line in lines if "{" not in line]
    refused = []
    for words in (*lines_of(scenario), *own):
        at = moment(scenario, words, Line(kind="reveal", say=(words,)))
        shown: list[str] = []
        for start, end in sentences(words):
            if fault(words[start:end], at, scenario, *shown):
                refused.append(words[start:end])
            shown.append(words[start:end])
    assert not refused


def test_hardly_any_good_line_is_refused_where_another_was_written():
    """A model says an act in words that are not the author's; here they are another author's."""
    refused, looked_at = [], 0
    draw = random.Random(0)
    for name in SHIPPED:
        scenario = shipped(name)
        for act in (a for a in Act if a not in (Act.CONFIRMS, Act.RESOLVED, Act.ADMITTED)):
            for manner in Manner:
                options = [w for w in default_lines(manner)[act] if "{" not in w]
                words, other = draw.sample(options, 2)
                at = moment(scenario, words, Line(kind="act", act=act))
                for start, end in sentences(other):
                    looked_at += 1
                    if found := fault(other[start:end], at, scenario):
                        refused.append((found, other[start:end]))
    assert looked_at > 1000
    assert len(refused) <= looked_at / 200, refused


CFO = shipped("sceptical-cfo")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It was two point four million last year.", Fault.UNEARNED),
        ("Bev posts them to sales allowances.", Fault.UNEARNED),
        ("Pallister drives for us.", Fault.UNEARNED),
        ("pallister drives for us.", Fault.UNEARNED),
        ("We contest a tenth of what comes off.", Fault.UNEARNED),
        ("We lost 17,400 pallets.", Fault.NUMBER),
        ("It costs us nineteen percent.", Fault.NUMBER),
        ("Das ist leider nicht möglich, wir haben dafür keine Zeit.", Fault.LANGUAGE),
        ("我们没有问题。", Fault.LANGUAGE),
        ("What does a normal week look like for you?", Fault.PARROTS),
        (" ".join(["word"] * 70), Fault.TOO_MUCH),
        ("...", Fault.NOTHING),
    ],
)
def test_what_only_the_call_can_tell(sentence, expected):
    assert fault(sentence, moment(CFO, "I see."), CFO) is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "We have fourteen hundred and fifty people here.",
        "Rates came down six percent.",
        "I spent the weekend walking the dog.",
        "Give me two minutes.",
        "You'd have to ask somebody else, I'm afraid.",
    ],
)
def test_what_anybody_may_know(sentence):
    assert fault(sentence, moment(CFO, "I see."), CFO) is None


def test_a_guess_of_the_sellers_is_not_confirmed():
    guess = "Are the supermarkets taking two point four million a year off you?"
    assert fault("Yes.", moment(CFO, "I see.", None, guess), CFO) is Fault.CONFIRMS
    assert fault("I couldn't say.", moment(CFO, "I see.", None, guess), CFO) is None
    assert fault("Yes.", moment(CFO, "I see."), CFO) is None
    assert fault("Two point four million, you say?", moment(CFO, "Hm.", None, guess), CFO) is (
        Fault.UNEARNED
    )


def test_what_was_said_before_is_not_said_again():
    before = "I keep my own counsel on that for now."
    at = moment(CFO, "I see.", None, SELLER, before)
    assert fault(before, at, CFO) is Fault.REPEATS
    assert (
        fault("I see where you are going, and no.", at, CFO, "I see where you are going, and no.")
        is Fault.REPEATS
    )


def test_the_buyer_is_nobody_else():
    at = moment(CFO, "I see.")
    assert fault("The customer was Helen Straker.", at, CFO) is Fault.REASONING
    assert fault("Yes, I'm Helen Straker.", at, CFO) is None


def test_a_reply_begins_with_what_is_to_be_told():
    told = Line(kind="knows", say=("Pallister has the south, Dunmore the north.",))
    at = moment(CFO, told.say[0], told)
    stray = "Everybody likes a nice song about a garden in the spring."
    assert fault(stray, at, CFO) is Fault.OFF_POINT
    assert fault("In the south it is Pallister who does it for us.", at, CFO) is None
    assert fault(stray, at, CFO, "Pallister has the south.") is not Fault.OFF_POINT


def test_nobody_says_more_than_their_manner_allows():
    at = moment(shipped("ten-minutes"), "No.")
    most = Guard(shipped("ten-minutes"), at).most
    shown = ["A sentence of a few words."] * (most + 1)
    more = "One more thing before I go."
    assert fault(more, at, shipped("ten-minutes"), *shown) is Fault.TOO_MUCH
    assert fault(more, at, shipped("ten-minutes"), *shown[1:]) is None
    assert fault("Not one.", at, shipped("ten-minutes"), *shown) is None
    assert fault("Not one.", at, shipped("ten-minutes"), *["No."] * 9) is Fault.TOO_MUCH


@pytest.mark.parametrize(
    "sentence",
    [
        "Our drivers stand about at the gates for hours.",
        "Money is short, the bank has stopped lending.",
        "It's a few hundred fines every month.",
        "We do a couple of million of that.",
    ],
)
def test_what_a_model_guesses_of_the_business_is_not_said(sentence):
    found = fault(sentence, moment(CFO, "I see."), CFO)
    assert found in (Fault.BEYOND, Fault.NUMBER, Fault.UNEARNED)


@pytest.mark.parametrize(
    "sentence",
    [
        "There was a queue at the baker's this morning.",
        "That's a fair few words for one question.",
        "What do you mean, fines?",
        "I'd need to see how that holds up before I say anything.",
    ],
)
def test_what_has_to_do_with_nothing_is_no_secret(sentence):
    seller = "And the fines, what do they come to?"
    assert fault(sentence, moment(CFO, "I see.", None, seller), CFO) is None


def test_an_author_may_have_a_buyer_say_what_to_ask():
    line = Line(kind="knows", say=("I count things. Ask me how many.",))
    asks = "You could ask me how many there are."
    assert fault(asks, moment(CFO, line.say[0], line), CFO) is None
    assert fault(asks, moment(CFO, "I see."), CFO) is Fault.HELPING


def test_an_agreement_needs_a_decision():
    yes = "Let's set up a call."
    agreed = Line(kind="accepts", about="meet", say=("Thursday at ten, then.",))
    assert fault(yes, moment(CFO, "I see."), CFO) is Fault.GIVES_IN
    assert fault(yes, moment(CFO, "Thursday at ten, then.", agreed), CFO) is None


@pytest.mark.parametrize(
    "label", ["Helen: ", "Helen Straker: ", "**Helen:** ", "HELEN: ", "Buyer: ", "Helen (CFO): "]
)
def test_the_buyers_own_name_before_their_words_is_left_out(label):
    guard = Guard(CFO, moment(CFO, "I see."))
    assert guard.tidied(f"{label}I see.") == "I see."
    assert guard.tidied('"I see."') == "I see."
