"""Lines as people type them who know nothing but the brief: no marks, asides, half-sentences."""

import pytest

from roleplay.domain.moves import Kind, Said
from roleplay.listening import hear, hear_buyer
from tests.listening.test_kinds import after
from tests.listening.test_misheard import (
    CFO,
    NO_SAP,
    PIOTR,
    QUESTIONS,
    ROLLOUT,
    TENDER,
    VANS,
    WINDOW,
    YES,
    said,
)

CAR = "One car in six sits on the ramp waiting for something."
YEARLY = "That's two point four million a year. And we contest a tenth of it."


@pytest.mark.parametrize(
    ("scenario", "buyer", "seller", "kinds"),
    [
        # A question is heard behind a name, an aside, a late "since" and a supposition.
        (YES, VANS, "Seriously, who buys the jars, supermarkets or farm shops?", "closed_question"),
        (ROLLOUT, "I had dinner with Piotr Maj.", "I gather you had dinner with Piotr Maj since "
         "then, what did he tell you", "reflection open_question"),
        (ROLLOUT, PIOTR, "But I meant the drivers: at which depots is it still signed on paper?",
         "closed_question"),
        (ROLLOUT, PIOTR, "sounds like a lot of their time is going on chasing things, what takes "
         "up most of their week", "reflection open_question"),
        (CFO, "Nobody adds it up.", "nobody adds it up, so if you had to guess what does "
         "it come to in a year", "reflection closed_question"),
        (CFO, CAR, "waiting for what mostly", "open_question"),
        (CFO, CAR, "who signs off what goes on the card", "closed_question"),
        (ROLLOUT, PIOTR, "That was our mistake, not Piotr's. What worries you most about it?",
         "answer_concern open_question"),
        (ROLLOUT, PIOTR, "Tell me about the fines, what do the supermarkets take off?",
         "open_question"),
        # A guess with a question mark and a remark in passing answer nothing.
        (CFO, NO_SAP, "Bolted on to SAP by whom?", "open_question"),
        (YES, QUESTIONS, "My wife asks more before coffee.", "reflection"),
        (ROLLOUT, PIOTR, "Tomasz, Brent Halvorsen, Northmere.", "rapport"),
        # What somebody is asked to do by a day is a step.
        (CFO, WINDOW, "Could Bev pull the last three months of those deductions by Friday week?",
         "advance"),
        (CFO, WINDOW, "would that work in the second week of January, say Tuesday 12th",
         "advance"),
        (CFO, WINDOW, "Is there somebody in finance, who could pull the orders by next Friday?",
         "advance"),
        (CFO, WINDOW, "So, Bev, three months of deductions, by Friday the fourth. Yes or no?",
         "advance advance"),
        (ROLLOUT, PIOTR, "The clause in your contracts lets you charge waiting time back.",
         "pitch"),
        # What is only supposed is no step, and a motive is no stepping away.
        (CFO, WINDOW, "So what if you didn't walk in with it?", "open_question"),
        (YES, QUESTIONS, "its just I don't want to sell you something that isn't right for you",
         "answer_concern"),
        # What others take off is no discount of ours.
        (CFO, WINDOW, "does Halloway take anything off you as well when a load is late",
         "closed_question"),
        (CFO, WINDOW, "I could take ten percent off if you sign today", "concede"),
        # What is checked with the buyer was a summary.
        (CFO, YEARLY, "So call it two million waved through, plus the rest. Have I got that right?",
         "reflection reflection"),
    ],
)  # fmt: skip
def test_what_is_done(scenario: str, buyer: str, seller: str, kinds: str) -> None:
    assert " ".join(s.kind for s in said(scenario, buyer, seller).segments) == kinds


@pytest.mark.parametrize(
    ("scenario", "seller", "topic"),
    [
        (CFO, "does anybody at Merriden check why lorries wait or get turned away", "extras"),
        (ROLLOUT, "who besides you would have to say yes for this to go anywhere", "say-so"),
        (YES, "how many of you are there at Pargeters all in", "staff"),
    ],
)
def test_what_is_asked_about(scenario: str, seller: str, topic: str | None) -> None:
    heard = said(scenario, "I see.", seller)

    assert [t.id for t in heard.topics][:1] == ([topic] if topic else [])


def test_a_question_that_leaves_it_to_a_pronoun_is_about_the_one_before_it() -> None:
    heard = said(CFO, TENDER, "is that deductions for late deliveries? and who decides to argue "
                              "them")  # fmt: skip

    assert [t.id for t in heard.segments[-1].topics] == ["deductions"]


def test_a_step_asked_for_a_day_is_the_nearest_one() -> None:
    heard = said(CFO, WINDOW, "Could Bev pull three months of those deductions by Friday week?")

    assert "sample" in [t.id for t in heard.topics]


def test_a_turn_that_bargains_on_has_not_stepped_away() -> None:
    heard = said(YES, VANS, "I don't think you need us. But sign anyway, 70 percent off!")

    assert heard.dominant is not Kind.DISQUALIFY


def test_reasons_do_not_outweigh_the_stepping_away() -> None:
    heard = said(YES, VANS, "We're not right for you. Ours starts at a hundred and eighty thousand "
                            "the first year, and it's built for firms that fight with "
                            "supermarkets.")  # fmt: skip

    assert heard.dominant is Kind.DISQUALIFY


@pytest.mark.parametrize(
    ("buyer", "seller", "doubted"),
    [
        ("Rates came down.", "Firms your size save 2.7 million pounds a year with it, easy.", True),
        ("It was 180,000.", "So seven hundred and fifty-six thousand pounds.", True),
        ("It was 180,000.", "So a hundred and eighty thousand pounds.", False),
        ("It's ninety-one thousand a year, eighty drops a week.",
         "So that's about 22 quid a drop.", False),
    ],
)  # fmt: skip
def test_numbers_that_are_nobodys(buyer: str, seller: str, doubted: bool) -> None:
    heard = hear(seller, after(buyer))

    assert any(s.unsupported for s in heard.segments) is doubted


def test_a_month_is_no_year() -> None:
    heard = said(CFO, YEARLY, "So you lose two point four million a month.")

    assert [s.contradicts for s in heard.segments] == [1]


@pytest.mark.parametrize(
    ("line", "objection"),
    [
        ("It only reads, it writes nothing back.", "another-system"),
        ("The last fourteen took eleven weeks, the worst one nineteen.", "nightmare"),
    ],
)
def test_an_answer_need_not_repeat_the_objection(line: str, objection: str) -> None:
    scenario = CFO if objection == "another-system" else ROLLOUT

    assert objection in said(scenario, "No.", line).segments[0].meets


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Twenty minutes.", False),
        ("Please tell me why the two of us are sitting here.", False),
        ("We went out to tender eighteen months ago.", False),
        ("It's forty minutes a drop.", True),
        ("The trouble is it was ninety-one thousand pounds.", True),
    ],
)
def test_the_numbers_of_the_business(line: str, number: bool) -> None:
    assert (Said.NUMBER in {each.said for each in hear_buyer(line, ())}) is number


def test_nobody_takes_in_more_than_sixty_things() -> None:
    heard = hear("Why is that? " * 500, after("We lose files."))

    assert len(heard.segments) == 60
    assert heard.segments[-1].end == len(("Why is that? " * 500).rstrip())
