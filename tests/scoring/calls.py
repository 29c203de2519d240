"""Calls whose standing people agree on, with what a listener and a buyer's record make of them."""

from __future__ import annotations

from roleplay.domain.ledger import Change, Ledger, What
from roleplay.domain.transcript import HeardCall
from tests.builders import buyer, call, change, ledger, seg, seller

OPENER = buyer("I have fifteen minutes. I think claims are under control.", lines=("opener",))


def earned(heard: HeardCall, what: What, name: str, state: str, turn: int) -> Change:
    """An entry of the ledger that the whole seller turn before the buyer's earned."""
    words = heard.turns[turn - 2].text
    return change(what, name, state, turn, (turn - 1, 0, len(words)))


def strong() -> tuple[HeardCall, Ledger]:
    heard = call(
        OPENER,
        seller(
            "When you say under control, what would tell you if it weren't?",
            "open_question",
            takes_up=True,
            focus="problem",
        ),
        buyer("We audit two percent of files after the fact.", "number", lines=("reveal",)),
        seller(
            "Two percent. And what does the audit find?",
            seg("Two percent.", "reflection", takes_up=True),
            seg("And what does the audit find?", "open_question", takes_up=True, focus="problem"),
        ),
        buyer(
            "Four percent overpaid, because nobody has the time to look.",
            "difficulty",
            "cause",
            "number",
            lines=("reveal",),
        ),
        seller(
            "If that holds for all you pay, what does it come to in a year?",
            "open_question",
            takes_up=True,
            focus="implication",
            quantifies=True,
        ),
        buyer(
            "Four percent of paid claims... nine million.",
            "number",
            "consequence",
            lines=("reveal",),
        ),
        seller("It could be found beside the system you have.", "pitch"),
        buyer("We are not doing another core replacement.", "doubt", lines=("objection",)),
        seller("What happened with the last one?", "open_question", takes_up=True, focus="problem"),
        buyer("It ran two years late.", "difficulty", lines=("behind",)),
        seller(
            "Two years late; so nothing is replaced here: it runs beside the core.",
            "answer_concern",
            takes_up=True,
        ),
        buyer("Then it is a different thing.", "acceptance", lines=("act",)),
        seller("Who decides on money in claims?", "closed_question", focus="process"),
        buyer("Priya does, and the board from half a million.", "number", lines=("knows",)),
        seller(
            "Who on Priya's side would know the files?",
            "open_question",
            takes_up=True,
            focus="process",
        ),
        buyer("Her audit lead, and he would be glad of it.", "acceptance", lines=("knows",)),
        seller(
            "Since Priya decides: shall we show the nine million to her and the audit lead?",
            "advance",
            takes_up=True,
        ),
        buyer("Bring her in. Thursday.", "commitment", lines=("accepts",)),
        ending="agreed_next_step",
    )
    record = ledger(
        earned(heard, "need", "leakage", "hinted", 3),
        earned(heard, "need", "leakage", "stated", 5),
        earned(heard, "need", "leakage", "quantified", 7),
        earned(heard, "objection", "rip-and-replace", "raised", 9),
        earned(heard, "objection", "rip-and-replace", "explored", 11),
        earned(heard, "objection", "rip-and-replace", "resolved", 13),
        earned(heard, "commitment", "meet-claims", "accepted", 19),
        earned(heard, "need", "leakage", "owned", 19),
    )
    return heard, record


def parrot() -> tuple[HeardCall, Ledger]:
    """Reflects every line."""
    told = buyer("We audit two percent of files.", "number", lines=("reveal",))
    heard = call(
        OPENER,
        seller("So claims are under control.", "reflection", takes_up=True),
        told,
        seller("You audit two percent of files.", "reflection", takes_up=True),
        buyer("And four percent were overpaid.", "difficulty", "number", lines=("reveal",)),
        seller("Four percent were overpaid.", "reflection", takes_up=True, quantifies=True),
        buyer("You keep saying what I say.", lines=("act",)),
        seller("I keep saying what you say.", "reflection", takes_up=True),
        buyer("Yes.", lines=("act",)),
        ending="seller_ended",
    )
    record = ledger(
        earned(heard, "need", "leakage", "hinted", 3),
        earned(heard, "need", "leakage", "stated", 5),
    )
    return heard, record


def interrogator() -> tuple[HeardCall, Ledger]:
    """Twelve questions; no answer is used; ends by asking for the meeting, and gets it."""
    replies = [
        buyer("Guidewire, since 2016.", "number", lines=("knows",)),
        buyer("We audit two percent.", "number", lines=("reveal",)),
        buyer("Four percent were overpaid.", "difficulty", "number", lines=("reveal",)),
        buyer("I could not tell you.", lines=("act",)),
    ]
    focuses = ["situation", "problem", "implication", "process"]
    turns = [OPENER]
    for number in range(12):
        kind = "open_question" if number % 2 else "closed_question"
        asked = f"And what about point {number + 1}?"
        turns += [seller(asked, kind, focus=focuses[number % 4]), replies[number % 4]]
    turns += [
        seller("Can we meet your head of claims?", "advance"),
        buyer("Fine. Thursday.", "commitment", lines=("accepts",)),
    ]
    heard = call(*turns, ending="agreed_next_step")
    record = ledger(
        earned(heard, "need", "leakage", "hinted", 5),
        earned(heard, "need", "leakage", "stated", 7),
        earned(heard, "commitment", "meet-claims", "accepted", 27),
    )
    return heard, record


def quiz_taker() -> tuple[HeardCall, Ledger]:
    """Names the topics in order, one after the other."""
    heard = call(
        OPENER,
        seller(
            "How do you know claims are under control?",
            "open_question",
            focus="problem",
            topics=("leakage",),
        ),
        buyer("We audit two percent.", "number", lines=("reveal",)),
        seller(
            "What do you lose to overpayment?",
            "open_question",
            focus="implication",
            topics=("leakage",),
            quantifies=True,
        ),
        buyer("Four percent is overpaid.", "difficulty", "number", lines=("reveal",)),
        seller(
            "What happened with the last replacement?",
            "open_question",
            focus="problem",
            topics=("rip-and-replace",),
        ),
        buyer("It ran late.", "difficulty", lines=("act",)),
        seller("Could we meet your head of claims?", "advance", topics=("meet-claims",)),
        buyer("Not yet. What would she get from it?", "put_off", lines=("declines",)),
        ending="declined",
    )
    record = ledger(
        earned(heard, "need", "leakage", "hinted", 3),
        earned(heard, "need", "leakage", "stated", 5),
        earned(heard, "commitment", "meet-claims", "offered", 9),
        earned(heard, "commitment", "meet-claims", "declined", 9),
    )
    return heard, record


def stuffed() -> tuple[HeardCall, Ledger]:
    """Every keyword of the method in long turns about the seller."""
    speech = (
        "Leakage, overpayment, implications and payoff: our platform quantifies four percent, "
        "and have you thought of the cost of doing nothing?"
    )
    turn = seller(
        speech,
        seg(
            "Leakage, overpayment, implications and payoff: our platform quantifies four percent",
            "pitch",
            quantifies=True,
            takes_up=True,
            topics=("leakage",),
        ),
        seg(
            "have you thought of the cost of doing nothing?",
            "closed_question",
            focus="implication",
            topics=("leakage",),
        ),
    )
    heard = call(
        OPENER,
        turn,
        buyer("We audit two percent.", "number", lines=("reveal",)),
        turn,
        buyer("That is a lot of words.", lines=("act",)),
        turn,
        buyer("We are not doing another core replacement.", "doubt", lines=("objection",)),
        turn,
        buyer("I have heard you.", lines=("act",)),
        ending="seller_ended",
    )
    record = ledger(
        earned(heard, "need", "leakage", "hinted", 3),
        earned(heard, "objection", "rip-and-replace", "raised", 7),
    )
    return heard, record


def weak() -> tuple[HeardCall, Ledger]:
    """Pitches, answers unasked, promises to send something."""
    heard = call(
        OPENER,
        seller("We are the leading platform.", "pitch"),
        buyer("I see.", lines=("act",)),
        seller("It has eleven modules.", "pitch"),
        buyer("We are not doing another core replacement.", "doubt", lines=("objection",)),
        seller("It is easy, really.", "answer_concern"),
        buyer("Hm.", lines=("act",)),
        seller("I'll send you something.", "advance"),
        buyer("Useful. Send me something.", "put_off", lines=("puts_off",)),
        ending="put_off",
    )
    record = ledger(
        earned(heard, "objection", "rip-and-replace", "raised", 5),
        earned(heard, "commitment", "meet-claims", "offered", 9),
    )
    return heard, record


MUST_NOT_WIN = {
    "parrot": parrot,
    "interrogator": interrogator,
    "quiz-taker": quiz_taker,
    "stuffed": stuffed,
}
