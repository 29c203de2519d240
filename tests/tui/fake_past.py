"""What was practised before, as the fakes of practice give it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from roleplay.practice.comparing import CheckMove, CriterionMove, ScoreMoves
from roleplay.practice.exchanges import Exchange, Outcome
from roleplay.practice.history import Choices, HistoryPage, HistoryRow, SaidRow, Wanted
from roleplay.practice.home import CallRow
from roleplay.practice.quoting import Quote
from roleplay.practice.takes import Standing, Step, Take, Takes
from roleplay.practice.trends import LevelPoint, SkillTrend

Wrap = Callable[[str], str]
PITCH = "Our platform checks every file before it is paid, and it is live in eleven weeks."
ASKED = (
    "Nobody multiplied that out. What would it come to, four percent of what you paid last year?"
)
WEEKS = (
    "Eleven weeks. The last replacement ran two years late, so forgive me if I do not write "
    "that down."
)
NINE = "Four percent of paid claims... that would be nine million. I had not seen it like that."


def exchanges(wrap: Wrap = str) -> tuple[Exchange, ...]:
    """Of the first take: two good turns, then a pitch."""
    return (
        Exchange(
            2,
            wrap("Thanks, Dana. When you say under control, what would tell you if it weren't?"),
            wrap("We audit two percent of files after the fact. Nobody has complained."),
            wrap("an open question about the audit"),
            False,
            (Outcome("hint", wrap("let something show, without saying more"), 1, None),),
        ),
        Exchange(
            4,
            wrap("So the two percent audit is the only place an overpayment would show up?"),
            wrap("I suppose it is. The last audit found four percent overpaid."),
            wrap("playing back what they said"),
            True,
            (Outcome("told", wrap("told you: Leakage nobody multiplies out"), 1, None),),
        ),
        pitched(wrap),
    )


def pitched(wrap: Wrap = str) -> Exchange:
    """The turn that is taken again."""
    return Exchange(
        6,
        wrap(PITCH),
        wrap(WEEKS),
        wrap("talking about us or our offering"),
        False,
        (
            Outcome(
                "raised",
                wrap("raised a concern: another replacement"),
                -1,
                Quote(6, 0, 48, wrap(PITCH)[:48]),
            ),
            Outcome("patience", "lost patience", -1, Quote(6, 0, len(PITCH), wrap(PITCH))),
        ),
    )


def takes(wrap: Wrap = str, count: int = 2) -> Takes:
    """A second take that went better, and others where ``count`` is more than two."""
    one = Take("c1", "Take one", "yesterday 14:05", wrap("put off"), 2.7, None)
    two = Take("c3", "Take two", "today 09:10", wrap("agreed a next step"), 3.8, 6)
    more = tuple(
        Take(f"c{place + 3}", f"Take {name}", "today 10:10", wrap("put off"), 3.1, 6)
        for place, name in zip(range(3, count + 1), ("three", "four", "five"), strict=False)
    )
    asked = Exchange(
        6,
        wrap(ASKED),
        wrap(NINE),
        wrap("an open question about the audit"),
        False,
        (
            Outcome(
                "sized",
                wrap("put a number on it: Leakage nobody multiplies out"),
                1,
                Quote(6, 28, len(ASKED), wrap(ASKED)[28:]),
            ),
        ),
    )
    meeting = Exchange(
        8,
        wrap("Who would have to look at that with you? Could we take Thursday with her?"),
        wrap("Priya. Bring her in. Thursday."),
        wrap("asking for a next step about a meeting with claims"),
        False,
        (
            Outcome(
                "agreed",
                wrap("agreed to a meeting with claims"),
                1,
                Quote(8, 41, 73, wrap("Could we take Thursday with her?")),
            ),
        ),
    )
    return Takes(
        title=wrap("The CFO who thinks claims are under control"),
        buyer=wrap("Dana Whitfield"),
        turn=6,
        before=wrap("I suppose it is. The last audit found four percent overpaid."),
        all=(one, two, *more),
        first=one,
        second=two,
        cautions=(),
        steps=(
            Step(
                6,
                pitched(wrap),
                asked,
                wrap(
                    "Dana trusts you more and has more patience left than at this point in "
                    "take one."
                ),
            ),
            Step(8, None, meeting, ""),
        ),
        standings=(
            Standing(
                "need",
                wrap("Leakage nobody multiplies out"),
                "told you",
                "put a number on it",
                1,
                wrap("that would be nine million"),
                Quote(6, 28, len(ASKED), wrap(ASKED)[28:]),
            ),
            Standing(
                "commitment",
                wrap("a meeting with claims"),
                "put off",
                "agreed",
                1,
                wrap("Bring her in. Thursday."),
                Quote(8, 41, 73, wrap("Could we take Thursday with her?")),
            ),
        ),
        scores=ScoreMoves(
            verdict="Take two was better: 3.8 of 5 against 2.7, on what could be judged in both.",
            better=1,
            moves=(
                CriterionMove(
                    wrap("Sizes it with the buyer"),
                    1,
                    4,
                    (
                        CheckMove(
                            wrap("The buyer says a number"),
                            "not_met",
                            "met",
                            (),
                            (Quote(7, 27, 57, wrap("that would be nine million.")),),
                        ),
                    ),
                ),
            ),
            same=(wrap("Understands before proposing, 4 of 5"),),
            left_out=((wrap("Meets concerns"), wrap("take two: no concern was raised")),),
        ),
    )


CALLS = (
    ("The CFO who thinks claims are under control", "today 09:10", "fork", 3.8, "agreed_next_step"),
    ("The CFO who thinks claims are under control", "yesterday 14:05", "first", 2.7, "put_off"),
    ("The friendly meeting", "Thu 16:40", "retake", 3.1, "declined"),
    ("The friendly meeting", "Wed 09:30", "first", 2.2, "hung_up"),
    ("“I heard it is a nightmare to implement”", "12 Nov 2026", "first", 4.1, "agreed_next_step"),
)
ENDINGS = {
    "agreed_next_step": "agreed a next step",
    "put_off": "put off",
    "declined": "the next step was declined",
    "hung_up": "the buyer ended it",
}


def calls(count: int, wrap: Wrap = str) -> tuple[CallRow, ...]:
    """So many calls, newest first."""
    return tuple(
        CallRow(
            f"c{place + 1}",
            wrap(title),
            "cfo",
            "a",
            when,
            kind,
            overall,
            ending,
            wrap(ENDINGS[ending]),
        )
        for place in range(count)
        for title, when, kind, overall, ending in (CALLS[place % len(CALLS)],)
    )


def page(
    rows: tuple[CallRow, ...], wanted: Wanted, after: str | None, limit: int, wrap: Wrap = str
) -> HistoryPage:
    """A page of them; words are found in every call whose number is even."""
    if wanted.kind is not None:
        kinds = ("retake", "fork") if wanted.kind == "practice" else (wanted.kind,)
        rows = tuple(row for row in rows if row.kind in kinds)
    start = int(after) if after is not None else 0
    searched = wanted.words.strip()
    if searched == "zzz":
        rows = ()
    words = wrap("…the only place an overpayment would show up? That audit looks at two percent")
    at = words.lower().find(searched.lower()) if searched else -1
    said = SaidRow(4, "You", words, ((at, at + len(searched)),) if at >= 0 else (), (0, 4))
    return HistoryPage(
        rows=tuple(
            HistoryRow(row, said if searched else None) for row in rows[start : start + limit]
        ),
        next=str(start + limit) if start + limit < len(rows) else None,
        total=None if searched or after is not None else len(rows),
        choices=Choices(
            (("cfo", wrap(CALLS[0][0])), ("friendly", wrap(CALLS[2][0]))),
            (("discovery", "understanding before proposing"), ("value", "creating value")),
            tuple(ENDINGS.items()),
        )
        if after is None
        else None,
    )


def trends(wrap: Wrap = str) -> tuple[SkillTrend, ...]:
    """A skill with a way behind it, one with a single call, one with none."""
    monday = date(2026, 9, 28)
    levels = ((2.1, 1), (2.4, 3), (2.3, 4), (3.2, 2), (3.0, 5), (3.8, 6), (3.6, 4))
    points = tuple(
        LevelPoint(day, f"{day.day} {day:%b}", level, calls)
        for place, (level, calls) in enumerate(levels)
        for day in (monday + timedelta(weeks=place),)
    )
    return (
        SkillTrend("discovery", wrap("Understanding before proposing"), "week", points, 12),
        SkillTrend("value", wrap("Creating value in the call"), "week", points[3:4], 1),
        SkillTrend("concerns", wrap("Meeting concerns"), "week", (), 2),
    )
