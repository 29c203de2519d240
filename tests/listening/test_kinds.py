"""Kinds compete: each line of the codebook's table and of its "Where they meet"."""

import json
from collections import Counter
from pathlib import Path

import pytest

from roleplay.domain.moves import Focus, Kind, Speaker
from roleplay.domain.transcript import Turn
from roleplay.listening import hear

DATA = Path(__file__).parent / "data"


def after(*texts: str) -> list[Turn]:
    """Turns that alternate and end with the buyer's."""
    first = len(texts) % 2
    return [
        Turn(
            turn=place,
            speaker=Speaker.BUYER if (place % 2) == first else Speaker.SELLER,
            text=text,
        )
        for place, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    ("buyer", "seller", "kind"),
    [
        ("We look every day.", "What does Kent look on in the morning?", "closed_question"),
        ("The errors keep coming.", "Would you know what's causing them?", "open_question"),
        ("It has been a hard year.", "Go on.", "open_question"),
        ("There is more to it.", "The ugly version.", "open_question"),
        ("We would have to see it.", "Would a trial be possible?", "advance"),
        ("It could help.", "Shall we say Tuesday?", "advance"),
        ("Good morning.", "Hi, how are you?", "rapport"),
        ("We have six.", "Six.", "reflection"),
        ("Nobody told Billy.", "nobody told billy", "reflection"),
        ("We have six.", "got it", "acknowledge"),
        ("It is what it is.", "Let me check.", "other"),
        ("We cannot find the people.", "So you're saying you can't find the people?", "reflection"),
        ("How does it work?", "Our platform reads them at night.", "pitch"),
        ("We are not doing another core replacement.",
         "Nothing is replaced; it runs beside the core.", "answer_concern"),
        ("We are not doing another core replacement.",
         "I can see why.", "acknowledge"),
        ("I heard it was a nightmare.", "Ours is the leading platform, with dashboards.", "pitch"),
        ("We are small.", "We can't, so we're not the right people for this.", "disqualify"),
        ("It is too expensive.", "I could do ten percent off.", "concede"),
        ("What now?", "If I were you I'd count them for a week first.", "advise"),
    ],
)  # fmt: skip
def test_where_kinds_meet(buyer: str, seller: str, kind: str) -> None:
    assert hear(seller, after(buyer)).dominant == kind


def test_does_that_suit_you_after_an_agenda_is_agenda() -> None:
    heard = hear("I'd like to use our time to understand claims. Does that suit you?", after("Hi."))

    assert [segment.kind for segment in heard.segments] == [Kind.AGENDA, Kind.AGENDA]


@pytest.mark.parametrize("tag", ["isn't it?", "right?", "don't you?"])
def test_a_rhetorical_tag_is_no_question(tag: str) -> None:
    heard = hear(f"You check every file by hand, {tag}", after("We check files by hand."))

    assert not {s.kind for s in heard.segments} & {Kind.OPEN_QUESTION, Kind.CLOSED_QUESTION}


@pytest.mark.parametrize(
    "lecture",
    [
        "You need a partner who understands your market and people, you want somebody who gives"
        " you the right insight at the right moment, you deserve support around the clock and you "
        "should never again have to wait for an answer when your customers are waiting for you.",
        "You have to think of your future, you have to modernise, you can't stand still while your"
        " competitors are moving, you know that as well as I do and you owe it to them.",
    ],
)
def test_a_lecture_is_no_reflection(lecture: str) -> None:
    heard = hear(lecture, after("We have two depots."))

    assert Kind.REFLECTION not in {segment.kind for segment in heard.segments}


@pytest.mark.parametrize(
    "said",
    [
        "how do you decide which depot a load leaves from",
        "um so yeah what happens to the friday run when she leaves",
        "okay and uh how many files do you check in a month",
        "does anyone look at the rest of them",
        "thanks and how often does that happen you know",
    ],
)
def test_questions_are_heard_without_punctuation(said: str) -> None:
    kinds = {segment.kind for segment in hear(said, after("We check some.")).segments}

    assert kinds & {Kind.OPEN_QUESTION, Kind.CLOSED_QUESTION}


def test_questions_asked_in_one_breath_are_counted() -> None:
    heard = hear("what is the system, who runs it, and when does it renew", after("Hello."))

    assert len([s for s in heard.segments if s.focus is not None]) == 3


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("Which system is it?", Focus.SITUATION),
        ("What goes wrong with it?", Focus.PROBLEM),
        ("What happens if it stops for a day?", Focus.IMPLICATION),
        ("What would it be worth to you to see it sooner?", Focus.PAYOFF),
        ("Who needs to approve the budget?", Focus.PROCESS),
    ],
)
def test_what_a_question_is_after(question: str, focus: Focus) -> None:
    assert hear(question, after("We run it ourselves.")).focus is focus


@pytest.mark.parametrize(
    ("name", "rows", "least"),
    [("turns.jsonl", 190, 0.85), ("held_out.jsonl", 40, 0.4)],
)
def test_agreement_with_the_labelled_turns(name: str, rows: int, least: float) -> None:
    """The rules were shaped on the first file; nothing may be tuned on the second."""
    labelled = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]
    meant = [row["dominant"] for row in labelled]
    heard = [str(hear(row["seller"], after(row["buyer"])).dominant) for row in labelled]

    assert len(labelled) >= rows
    assert kappa(meant, heard) >= least


def kappa(left: list[str], right: list[str]) -> float:
    """Cohen's kappa."""
    agreed = sum(a == b for a, b in zip(left, right, strict=True)) / len(left)
    counts = Counter(left), Counter(right)
    chance = sum(counts[0][kind] * counts[1][kind] for kind in counts[0]) / len(left) ** 2
    return (agreed - chance) / (1 - chance)
