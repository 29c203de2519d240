"""What real calls misheard: the cause of each is mended in general, and one line of it kept."""

from functools import cache
from pathlib import Path

import pytest

from roleplay.domain.moves import Heard
from roleplay.library import Library
from roleplay.listening import Topics, hear
from tests.listening.test_kinds import after

LIBRARY = Library([Path(__file__).parents[2] / "scenarios"])
CFO, ROLLOUT, YES = "sceptical-cfo", "nightmare-rollout", "easy-yes"


@cache
def topics(scenario: str) -> Topics:
    return Topics.of(LIBRARY.scenario(scenario))


def said(scenario: str, buyer: str | tuple[str, ...], seller: str) -> Heard:
    earlier = (buyer,) if isinstance(buyer, str) else buyer
    return hear(seller, after(*earlier), topics(scenario))


TENDER = (
    "Twenty minutes. And I'll save us both some time: freight is under control. We went out to "
    "tender eighteen months ago and rates came down six percent."
)
WINDOW = (
    "Nobody checks, that's the honest answer. The window's thirty days and our proof arrives "
    "after forty, so we contest one in ten and swallow the rest."
)
NO_SAP = "I am not putting another system on top of SAP."
MOVED = (
    "The problem is not the motorway. The depot moves the slot, sometimes twice, by email, and "
    "the fine is still counted from the first one."
)
PIOTR = "He said fourteen months, and four had been promised. Piotr does not exaggerate."
QUESTIONS = "You do ask a lot of questions, for somebody who's come to sell me something."
SOLD = "I've read your website top to bottom and I'm sold. Tell me where to sign."
VANS = "It was ninety-one thousand. Two vans, and the girls drive. Nobody may mention it at dinner."


@pytest.mark.parametrize(
    ("scenario", "buyer", "seller", "kinds"),
    [
        # Purpose and structure of the conversation are agenda, whoever "we" are in them.
        (CFO, TENDER, "I'd like to ask where the money goes after a lorry is loaded, you tell me "
         "where I'm wrong, and at the end we both say whether it's worth a second conversation.",
         "agenda"),
        (YES, SOLD, "Before anybody signs, could I ask how it all works here, and at the end we "
         "both say whether we're any use to you?", "agenda"),
        (YES, SOLD, "Before we talk about a contract, may I ask you how it all works here? Then "
         "we can both say whether we're any use to you.", "agenda agenda"),
        (CFO, TENDER, "Is it all right if I ask a few questions first?", "agenda"),
        (CFO, TENDER, "Before I say anything about us, I'd like to understand how it works today.",
         "agenda"),
        # What the product does is pitch to the end of the sentence.
        (CFO, "It's about three percent.", "Delivery Ledger ties each deduction to the delivery it "
         "was taken for, so you can argue it inside the thirty days with the proof attached.",
         "pitch"),
        (CFO, "We pay extras.", "That's what Delivery Ledger shows: every extra, per delivery, and "
         "whose fault it was.", "pitch"),
        (ROLLOUT, MOVED, "Delivery Ledger shows you that for every delivery, and it attaches the "
         "proof.", "pitch"),
        (CFO, "We're on SAP.", "It reads from SAP and writes nothing back, so you needn't worry.",
         "pitch"),
        # The same in reply to an objection is an answer.
        (CFO, NO_SAP, "It reads from SAP and writes nothing back, so you needn't worry.",
         "answer_concern"),
        (CFO, "It's not the right time. We're going into year end.", "The data "
         "check costs you nothing and comes before any contract, so there's nothing to sign and "
         "nothing to pay before the December test.", "answer_concern"),
        (CFO, NO_SAP, "What if Daniel was part of it from day one, so it's his project as much as "
         "yours?", "answer_concern"),
        (ROLLOUT, PIOTR, "He's right, and it was our fault.", "answer_concern"),
        # A question is never an answer.
        (ROLLOUT, PIOTR, "Is proof of delivery on paper at your sites?", "closed_question"),
        (ROLLOUT, "I have no people.", "What happens if you take a planner off the desk for that?",
         "open_question"),
        (YES, VANS, "Roughly what share does it take off the sales, and what does that come to in "
         "pounds a year?", "closed_question closed_question"),
        (CFO, TENDER, "And what about the money the retailers take off you for late or incomplete "
         "deliveries, where does that end up?", "open_question"),
        (YES, SOLD, "What does the delivery money go on?", "open_question"),
        # Proposals, however they are put, are advance.
        (CFO, WINDOW, "What I'd suggest is that we do a two week data check with you.", "advance"),
        (CFO, WINDOW, "I'd suggest we do a two week data check with you.", "advance"),
        (CFO, WINDOW, "And would half an hour with you and Daniel together on Thursday make sense, "
         "so that he hears it from you first?", "advance"),
        (CFO, WINDOW, "Would it make sense to take a sample of last quarter's deductions and look "
         "at how many were really late?", "advance"),
        (CFO, WINDOW, "And shall we fix half an hour with you and Daniel together, for Thursday?",
         "advance"),
        (ROLLOUT, MOVED, "And would you speak to somebody who has done it?", "advance"),
        (ROLLOUT, MOVED, "We could do the two week data check before anything else.", "advance"),
        (ROLLOUT, MOVED, "I could put you through to a client who had paper as well, at Norwood "
         "Dairy. Would you ring them by Tuesday?", "advance advance"),
        (YES, VANS, "May I introduce you to Tarn Valley Hauliers, who pool pallets for small "
         "makers?", "advance"),
        (YES, VANS, "Shall I put you in touch?", "advance"),
        (CFO, WINDOW, "I'll ring you in the second week of January.", "advance"),
        (CFO, WINDOW, "I'll send you one page on it, and we speak after April.", "advance"),
        # Stepping away from the deal, and from nothing less.
        (YES, VANS, "Then I don't think we're a fit, Des.", "disqualify"),
        (YES, VANS, "It wouldn't be right to sell it to you, and I'd rather you kept your money.",
         "disqualify"),
        (YES, VANS, "You'd be paying us more than you could ever save.", "disqualify"),
        (ROLLOUT, MOVED, "Then don't buy Delivery Ledger now.", "disqualify"),
        (CFO, "Bev checks each one and we win nine in ten.", "Then that really is under control, "
         "and I'd leave it with them.", "reflection"),
        (YES, QUESTIONS, "Then honestly Des, I don't think our product is for you.", "disqualify"),
        (YES, QUESTIONS, "If it isn't right for you I'll tell you and you keep your money.",
         "answer_concern"),
        (YES, QUESTIONS, "I'm only asking because I don't want to sell you something you don't "
         "need.", "answer_concern"),
        # The buyer's own words, said back to them, are reflection.
        (YES, SOLD, "You wrote to us that you're losing a fortune on deliveries.", "reflection"),
        (ROLLOUT, ("It means that every Monday I defend a number that is not mine.", "Why?",
                   "Sandra takes it as proof that we cannot plan."),
         "Every Monday you defend a number that isn't yours.", "reflection"),
        (ROLLOUT, PIOTR, "Fourteen months instead of four.", "reflection"),
        (YES, VANS, "Ninety-one thousand, and a silence at dinner.", "reflection"),
        (CFO, "Kerr and Dunmore bill it, so we pay for the same delivery twice.",
         "You pay for the same delivery twice.", "reflection"),
        (CFO, "Bev posts them to sales allowances and we move on.", "Bev posts it and you move on.",
         "reflection"),
        (YES, "There's a trial with Fennick, forty stores.", "The trial caught my ear.",
         "reflection"),
        (CFO, TENDER, "You mentioned the tender took six percent off the rates.", "reflection"),
        (ROLLOUT, ("And the emails, nobody keeps them. So I cannot prove it.", "I see.", PIOTR),
         "And because nobody keeps the emails you can't prove anything.", "reflection"),
        (ROLLOUT, PIOTR, "Fourteen months is awful.", "reflection"),
        # What introduces a question belongs to it, and leave to ask it is no agenda.
        (CFO, TENDER, "Switching to the other side: what do the supermarkets deduct when you "
         "deliver late?", "open_question"),
        (ROLLOUT, PIOTR, "Can I ask how it is at your sites, are drivers' signatures electronic?",
         "closed_question"),
        (ROLLOUT, MOVED, "Do you charge any of it on to the hauliers when they were the ones who "
         "were late?", "closed_question"),
        (ROLLOUT, MOVED, "And the hauliers, do they pay their share?", "closed_question"),
        (CFO, WINDOW, "ouch and what does that mean for the board", "acknowledge open_question"),
        (CFO, WINDOW, "and on the customer side do supermarkets take deductions",
         "closed_question"),
        (CFO, NO_SAP, "what is it about SAP", "open_question"),
        (CFO, TENDER, "Helen, what happened to the bill?", "open_question"),
        (CFO, WINDOW, "What does that add up to over a year?", "closed_question"),
        (ROLLOUT, "I have no people.", "Who could you spare, if anybody?", "closed_question"),
        # The details of a step are part of it.
        (CFO, WINDOW, "Could we take three months of remittances from one customer? It's two "
         "hours of Bev's time.", "advance advance"),
        (ROLLOUT, MOVED, "Would you be up for a two week check on one retailer's deliveries, so "
         "you can see for yourself?", "advance"),
        (ROLLOUT, MOVED, "Would you talk to the people at Norwood Dairy, who had the same "
         "problem?", "advance"),
        (ROLLOUT, "It is all on paper.", "Honestly, with paper you shouldn't start now.",
         "disqualify"),
        (YES, VANS, "Let me put you in touch with Tarn Valley, they look after small makers.",
         "advance"),
        # What the buyer has asked for and only we can tell is pitch, and no lesson.
        (CFO, "Roughly what does this cost?", "Between 180 and 320 thousand in the first year, of "
         "which 45 is set-up.", "pitch"),
        (ROLLOUT, MOVED, "Most of our clients find that a third of their fines are wrong.",
         "insight"),
        # What tells nothing by itself goes on with what was being told.
        (CFO, WINDOW, "Many of our clients see that; the rate goes down and the extras go up.",
         "insight insight"),
        # Courtesies.
        (ROLLOUT, PIOTR, "I'd be wary as well.", "acknowledge"),
        (YES, VANS, "If you'd rather not talk about it that's fine.", "acknowledge"),
        (ROLLOUT, PIOTR, "That sounds exhausting.", "acknowledge"),
        (CFO, "It's a risk.", "Don't worry about that.", "acknowledge"),
        (ROLLOUT, "I have no people to give you.", "That's a real limit.", "acknowledge"),
        (YES, SOLD, "I know you're busy.", "acknowledge"),
        (YES, SOLD, "What a lovely place, Des.", "rapport"),
        (YES, SOLD, "Thank you, Des, that's a warm welcome.", "acknowledge rapport"),
        # Advice may be put as what I would do.
        (YES, VANS, "What I'd do is set a minimum order and have one day for each valley.",
         "advise"),
        (CFO, WINDOW, "If it's none, I'll say so and we're done.", "other"),
    ],
)  # fmt: skip
def test_what_is_done(scenario: str, buyer: str | tuple[str, ...], seller: str, kinds: str) -> None:
    assert " ".join(s.kind for s in said(scenario, buyer, seller).segments) == kinds


@pytest.mark.parametrize(
    ("scenario", "buyer", "seller", "focus"),
    [
        (CFO, WINDOW, "What would it make possible if part of that came back?", "payoff"),
        (CFO, WINDOW, "What would it change for you if some of that came back?", "payoff"),
        (CFO, WINDOW, "What would it be worth to you all to get part of that back?", "payoff"),
        (CFO, WINDOW, "What does that lead to for you, further down the line?", "implication"),
        (ROLLOUT, MOVED, "What happens if you take a planner off the desk?", "implication"),
        (CFO, WINDOW, "What stops you from contesting more of them?", "problem"),
    ],
)  # fmt: skip
def test_what_is_asked_after(scenario: str, buyer: str, seller: str, focus: str) -> None:
    assert said(scenario, buyer, seller).focus == focus


@pytest.mark.parametrize(
    ("buyer", "seller"),
    [
        (WINDOW, "Roughly what percentage comes off like that, and what does it come to over a "
                 "year?"),
        (WINDOW, "So the window has closed. And what does that come to over a year in pounds?"),
        (WINDOW, "If you had to guess, how big is that in a year?"),
        (WINDOW, "So nobody checks. How much comes off in a year, roughly?"),
        (MOVED, "How many fines is that in a month, and what does it come to over a year?"),
        (MOVED, "How many would that be a month, and what does each one cost you?"),
        (MOVED, "What's that worth?"),
        (MOVED, "How much is that?"),
        (VANS, "Roughly what share does it take off the sales?"),
        ("We lose files.", "What would four percent of paid claims come to in a year?"),
        (WINDOW, "How many of those a month?"),
    ],
)  # fmt: skip
def test_asking_for_the_size_of_it(buyer: str, seller: str) -> None:
    asked = [s for s in said(CFO, buyer, seller).segments if s.asks_number]

    assert asked
    assert all(s.quantifies for s in asked)


@pytest.mark.parametrize(
    ("buyer", "seller"),
    [
        ("Three weeks they lie in a box.", "Three weeks, and half of them in a box."),
        ("We had a project in 2021.", "So that was three years ago."),
        ("Come back in January.", "Two weeks, then."),
        (NO_SAP, "The data check takes two weeks."),
    ],
)
def test_a_duration_said_back_sizes_nothing(buyer: str, seller: str) -> None:
    assert not said(CFO, buyer, seller).quantifies


@pytest.mark.parametrize(
    ("scenario", "buyer", "seller", "taken"),
    [
        (CFO, WINDOW, "What does that lead to for the year as a whole?", True),
        (CFO, WINDOW, "What does that lead to for you, further down the line?", True),
        (CFO, WINDOW, "What would it be worth to you all to get part of that back?", True),
        (CFO, "Four percent of paid claims. That would be nine million.",
         "What happens to the board's forecast if that nine million goes on?", True),
        (CFO, WINDOW, "So nobody checks. How much comes off in a year, roughly?", True),
        (ROLLOUT, MOVED, "Besides you, who would want that to stop, and what would they do with "
         "it?", True),
        (ROLLOUT, MOVED, "How many fines is that in a month?", True),
        (ROLLOUT, MOVED, "What does each one cost you?", True),
        (ROLLOUT, MOVED, "Why's that?", True),
        (ROLLOUT, MOVED, "Who would be glad to see that money back?", True),
        (ROLLOUT, MOVED, "What's the knock-on for the people around you?", True),
        (ROLLOUT, MOVED, "What happens if that carries on for another year?", True),
        (CFO, TENDER, "What do you think of the weather?", False),
        (CFO, TENDER, "How many people work here?", False),
        (CFO, TENDER, "Is there anything you would like to ask me before we go on?", False),
        (CFO, WINDOW, "Which bank do you use these days?", False),
    ],
)  # fmt: skip
def test_what_takes_up_the_last_turn(scenario: str, buyer: str, seller: str, taken: bool) -> None:
    questions = [s for s in said(scenario, buyer, seller).segments if s.focus is not None]

    assert questions[-1].takes_up is taken


@pytest.mark.parametrize(
    ("buyer", "seller"),
    [
        ("The rate came down six. The invoice didn't. I've a man looking into it.",
         "So the rate came down and the invoice didn't, and somebody is on it."),
        ("I've a man looking into it.", "So you've a man looking into it."),
        ("We contest one in twenty. Three million, one hundred and fifty thousand a year.",
         "Three million, one hundred and fifty thousand, and one in twenty contested."),
        ("We contest one in twenty.",
         "Three million, one hundred and fifty thousand, and one in twenty contested."),
    ],
)  # fmt: skip
def test_what_is_right_is_not_corrected(buyer: str, seller: str) -> None:
    assert not [s for s in said(CFO, buyer, seller).segments if s.contradicts]


@pytest.mark.parametrize(
    ("scenario", "text", "topic"),
    [
        (
            CFO,
            "When one of the four short-pays you for a late or short delivery, who checks "
            "whether it really was late?",
            "deductions",
        ),
        (YES, "How many people work here?", "staff"),
        (YES, "What is it about the questions?", "all-these-questions"),
        (YES, "What goes on at the moment with the volumes?", "transport"),
        (CFO, "What about the decision you took last summer?", None),
    ],
)
def test_what_is_named(scenario: str, text: str, topic: str | None) -> None:
    outright, _ = topics(scenario).named(text)

    assert [found.id for found in outright][:1] == ([topic] if topic else [])


def test_a_question_is_about_what_was_announced() -> None:
    heard = said(CFO, TENDER, "Let me ask about the deductions. How does anybody find out?")

    assert [s.topics[0].id for s in heard.segments] == ["deductions", "deductions"]


def test_an_advance_is_about_the_step_named_before_it_in_the_turn() -> None:
    heard = said(YES, VANS, "I could introduce you to Tarn Valley Hauliers. Shall I do that?")

    assert [s.topics[0].id for s in heard.segments if s.kind == "advance"] == [
        "refer-to-partner",
        "refer-to-partner",
    ]


@pytest.mark.parametrize("line", ["It takes no work from your people at all.",
                                  "You won't have to do a thing."])  # fmt: skip
def test_no_work_at_all_is_a_claim(line: str) -> None:
    claims = [c for s in said(ROLLOUT, "I have no people.", line).segments for c in s.claims]

    assert [(c.subject, c.amount) for c in claims] == [("effort", 0)]
