"""What buyers say in drills, and an answer to each that does all that is asked.

The answers are no model speeches: short, spoken, one thing at a time. Each is heard by the offline
listener to do what its drill asks for at its hardest, as a test.
"""

from __future__ import annotations

from typing import NamedTuple

from roleplay.domain.drill import DrillKind
from roleplay.domain.scenario import Skill


class Told(NamedTuple):
    """What a drill is about, in words."""

    skill: Skill
    title: str
    task: str
    why: str


class Exchange(NamedTuple):
    """A buyer's line and an answer to it."""

    buyer: str
    answer: str
    given: str = ""
    """The feature that is to become a question."""
    behind: str = ""
    """What lies behind a concern, once it is explored."""
    settled: str = ""
    """An answer to what lies behind it."""


EXPLORING = "What makes you say that?"
"""What the seller has asked where a drill begins behind a concern."""

TOLD: dict[DrillKind, Told] = {
    DrillKind.FEATURE_QUESTION: Told(
        Skill.VALUE,
        "A feature into a question",
        "Do not tell them about the feature. Ask the question whose honest answer would make them "
        "want it.",
        "A feature answers a problem. Until they have said the problem, it answers nothing.",
    ),
    DrillKind.TAKE_UP: Told(
        Skill.DISCOVERY,
        "Take up this answer",
        "Ask one question that could only follow on what they just said.",
        "The next question on your list was written before they spoke. This one was not.",
    ),
    DrillKind.REFLECT: Told(
        Skill.DISCOVERY,
        "Say it back, not their words",
        "Tell them what you heard, in your own words, and stop there.",
        "People go on talking to somebody who has understood. An echo only shows you can hear.",
    ),
    DrillKind.SIZE_IT: Told(
        Skill.VALUE,
        "Size it with them",
        "Get a number out of this, theirs and not yours.",
        "A problem without a number loses to the next problem that has one.",
    ),
    DrillKind.MEET_CONCERN: Told(
        Skill.CONCERNS,
        "Meet this concern",
        "Do not answer it yet. Find out what is behind it.",
        "The first thing they say is seldom what stops them. Answer that, and you have answered "
        "nothing.",
    ),
    DrillKind.STEP_AWAY: Told(
        Skill.QUALIFICATION,
        "Step away gracefully",
        "Tell them straight that this is not for them, and leave them better off for the call.",
        "The hour you do not spend here goes to somebody who needs you. They will remember who "
        "told them.",
    ),
    DrillKind.ADVANCE: Told(
        Skill.ADVANCE,
        "Ask for something that costs them",
        "Ask for a next step in which they do something: bring a person, send data, give access.",
        "A meeting is free to say yes to. What they put in themselves shows whether they mean it.",
    ),
}

LINES: dict[DrillKind, tuple[Exchange, ...]] = {
    DrillKind.FEATURE_QUESTION: (
        Exchange(
            "So what does it do that our adjusters don't?",
            "When a claim has been overpaid, what does it cost you by the time you find out?",
            given="It flags an overpaid claim before the money leaves.",
        ),
        Exchange(
            "Everybody tells me theirs is easy to use.",
            "What problems does it cause when a new nurse can't find her way round the system?",
            given="A new nurse can use it after twenty minutes.",
        ),
        Exchange(
            "Go on then. Two minutes.",
            "What happens to your drivers when a delivery slot moves at six in the morning?",
            given="It plans the routes anew whenever a slot changes.",
        ),
        Exchange(
            "I had a look at your site. Nice dashboards.",
            "What problems does it cause you when the stock figures are a week old?",
            given="Stock figures from all shops, updated every hour.",
        ),
    ),
    DrillKind.TAKE_UP: (
        Exchange(
            "We're fine, mostly. Month end gets a bit lively.",
            "What happens at month end when it gets lively?",
        ),
        Exchange(
            "The night shift does it their own way. Always has.",
            "What problems does that cause you, when the night shift does it their own way?",
        ),
        Exchange(
            "Priya used to check those by hand. She left in May.",
            "What has gone wrong since Priya left and nobody checks those by hand?",
        ),
        Exchange(
            "The auditors mentioned it again, but they mention everything.",
            "What happens to you if the auditors mention it a third time?",
        ),
    ),
    DrillKind.REFLECT: (
        Exchange(
            "I've got three systems, two of them older than my daughter, and everyone swears by "
            "a different one.",
            "So it sounds like nobody trusts the same numbers.",
        ),
        Exchange(
            "Last time somebody promised me six months I was still explaining it to the board two "
            "years later.",
            "It sounds as if you paid for that delay with your own reputation.",
        ),
        Exchange(
            "My people don't complain. They just go home at nine.",
            "So you're saying they're worn out and too loyal to tell you.",
        ),
        Exchange(
            "Honestly, if Brent says yes it happens, and if he's in a mood it doesn't.",
            "So it sounds like everything here hangs on one man.",
        ),
    ),
    DrillKind.SIZE_IT: (
        Exchange(
            "Some of the pallets come back. Maybe four a day, and somebody has to restack them.",
            "Four pallets a day: how many hours does that restacking cost you in a week?",
        ),
        Exchange(
            "We've got eleven sites and each one closes its books on its own. Two days, give or "
            "take.",
            "Eleven sites at two days each: what do those twenty-two days cost you every month?",
        ),
        Exchange(
            "Nine nurses left last year. Agency fills the gap.",
            "Nine nurses gone: how much did agency cover for those nine cost you last year?",
        ),
        Exchange(
            "About one invoice in twenty bounces. It gets sorted.",
            "One in twenty: how many invoices is that a month, and what does sorting one cost you?",
        ),
    ),
    DrillKind.MEET_CONCERN: (
        Exchange(
            "We're not doing another big IT project.",
            "What happened with the last big project?",
            behind="The last one ran two years late, and I was the one who stood up in front of "
            "the board.",
            settled="It won't run two years late, because it runs beside your core system: nothing "
            "is replaced, and you can switch it off any day.",
        ),
        Exchange(
            "It's too expensive.",
            "Too expensive compared with what?",
            behind="I've got forty thousand left this year and it has to last till March.",
            settled="It needn't come out of that forty thousand: the first site starts in April, "
            "and nothing is due before then.",
        ),
        Exchange(
            "My team will never use it.",
            "What makes you think they'd never use it?",
            behind="They got a new tool in January and another one in June. They're done.",
            settled="Your team wouldn't get a third tool: it works inside the one they got in "
            "June, so there's nothing new for them to learn.",
        ),
        Exchange(
            "I don't like our data leaving the building.",
            "What worries you most about data leaving the building?",
            behind="We had a supplier lose a laptop in 2023. Four hundred patient letters.",
            settled="There is no laptop to lose, because your patient letters stay on your own "
            "servers and none of our people can copy them.",
        ),
    ),
    DrillKind.STEP_AWAY: (
        Exchange(
            "There's three of us and we do it all in a spreadsheet. Works fine. But send me an "
            "offer.",
            "With three of you and a spreadsheet that works, I don't think we're the right fit. "
            "You should stay with the spreadsheet until there are ten of you.",
        ),
        Exchange(
            "We signed with Helvar in September, for three years. I thought I'd hear you anyway.",
            "Then I don't think we're a fit for you now, not with three years of Helvar "
            "left. You should ask Helvar for a review every spring.",
        ),
        Exchange(
            "Between us, the plant closes next autumn. But there's budget till then.",
            "If the plant closes next autumn, this isn't right for you and I'd rather not sell it "
            "to you. You should spend that budget on the people there.",
        ),
        Exchange(
            "All we need is somebody to print the labels. Two hundred a week.",
            "For two hundred labels a week, honestly, we're not a good fit for you. You should "
            "ask your local printer.",
        ),
    ),
    DrillKind.ADVANCE: (
        Exchange(
            "Nine million. Nobody ever multiplied that out. Right. Send me something.",
            "If it's nine million, could you bring your head of claims to a meeting on Thursday?",
        ),
        Exchange(
            "I can see it helping the night shift. Leave it with me.",
            "Since it's the night shift, could you send me last month's night shift figures by "
            "Friday?",
        ),
        Exchange(
            "It's interesting. Call me after the holidays.",
            "Could you introduce me to whoever signs off, so the three of us can meet on the "
            "twelfth of January?",
        ),
        Exchange(
            "The ward sisters would have to like it, of course.",
            "Could you get two of the ward sisters together with us for an hour next Tuesday?",
        ),
    ),
}
