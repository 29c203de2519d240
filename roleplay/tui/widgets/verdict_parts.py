"""How a call was judged, as widgets: what code found, and what a judge found beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widget import Widget

from .row import Row
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.debriefs import Debrief
    from roleplay.practice.quoting import Quote
    from roleplay.practice.verdicts import (
        CheckView,
        CriterionView,
        FlagView,
        JudgedView,
        JudgeView,
    )

VERDICTS = {"met": "✓", "not_met": "○", "not_assessable": "–"}
"""Signs that are told apart by their shape."""
JUDGE, LOOK = "◆", "!"
"""Before what a judge found, and before what a person should look at."""


class QuoteRow(Row):
    """Words of the call, quoted."""

    BINDINGS = [Binding("enter", "choose", "See it there")]


def quote_row(quote: Quote, classes: str = "") -> QuoteRow:
    """Words of the call, to be seen where they were said."""
    return said_row(quote.words, (quote.turn, quote.start, quote.end), classes)


def said_row(said: str, place: tuple[int, int, int], classes: str = "") -> QuoteRow:
    """The same for words and their place: turn, start and end."""
    return QuoteRow(
        words(f"“{said}”", (f"  turn {place[0]}", "$quiet")), place, classes=f"quote {classes}"
    )


def verdicts(debrief: Debrief) -> list[Widget]:
    """All that the call was judged by."""
    parts: list[Widget] = [Words("How it was judged", id="judged", classes="heading")]
    if not debrief.scorable:
        reason = _to_you(debrief.reason or "there is too little to go on")
        return [*parts, Words(f"Not scored: {reason}", classes="note")]
    parts += _judge(debrief)
    for criterion in debrief.criteria:
        parts += _criterion(criterion)
    if debrief.overall is not None:
        span = debrief.overall_range
        could = f", at most {span[1]:.1f}" if span is not None and span[1] > debrief.overall else ""
        parts.append(
            Words(
                words(
                    "All together: ",
                    (f"{debrief.overall:.1f} of 5", "bold"),
                    (f"{could} · {debrief.coverage:.0%} of the rubric could be judged", "$quiet"),
                ),
                classes="overall",
            )
        )
    if debrief.capped_by:
        parts.append(Words(f"Held down by one question: {debrief.capped_by}", classes="quiet"))
    if debrief.judge is not None:
        parts.append(Words(_counts(debrief), classes="quiet"))
    if debrief.misheard:
        times = "once" if debrief.misheard == 1 else f"{debrief.misheard} times"
        parts.append(
            Words(
                f"We had to ask back {times}. That is ours, and cost you nothing.", classes="quiet"
            )
        )
    if debrief.corrected:
        turns = "1 turn" if debrief.corrected == 1 else f"{debrief.corrected} turns"
        parts.append(Words(f"You corrected what was heard in {turns}.", classes="quiet"))
    parts += _flags(debrief.flags)
    return parts


def _judge(debrief: Debrief) -> list[Widget]:
    """Who judged it, and what can be done about that."""
    parts: list[Widget] = []
    if debrief.judge is not None:
        parts.append(Words(_about(debrief.judge), classes="judge"))
    if debrief.judge_model:
        parts.append(Row(_offer(debrief), id="judge"))
    if debrief.scorecards > 1:
        many = f"{debrief.scorecards} scorecards of this call"
        parts.append(Row(words((many, "bold"), ": who made them, and how they differ"), id="cards"))
    return parts


def no_verdict(trouble: str) -> Words:
    """Why a judge gave no verdict."""
    says = f"{LOOK} The judge gave no verdict. {trouble} The app's score stands."
    return Words(says, id="no-verdict", classes="look")


def _offer(debrief: Debrief) -> str:
    if debrief.judge is not None:
        return "Judge again: with another model, or more than once"
    return (
        f"Have {debrief.judge_model} judge it too: it answers what counting cannot, and shows "
        "the words for it"
    )


def _about(judge: JudgeView) -> str:
    often = "" if judge.repeats == 1 else f" Each question was asked {judge.repeats} times."
    lines = [f"{JUDGE} {judge.model} judged it too.{often} {_quotes(judge)}"]
    if judge.disagreements:
        many = judge.disagreements
        questions = "One question has" if many == 1 else f"{many} questions have"
        lines.append(f"{LOOK} {questions} two answers, marked for a person to look at.")
    if judge.claims:
        lines.append(f"{LOOK} What you claimed was not held against the facts. {judge.claims}")
    return "\n".join(lines)


def _quotes(judge: JudgeView) -> str:
    if not judge.quotes:
        return "It quoted nothing."
    if judge.verified == judge.quotes:
        return (
            "Its quote stands in the call."
            if judge.quotes == 1
            else (f"All of its {judge.quotes} quotes stand in the call.")
        )
    left = judge.quotes - judge.verified
    counted = [says if many == left else f"{many} {says}" for says, many in judge.dropped]
    why = "; ".join(counted)
    found = "None" if not judge.verified else str(judge.verified)
    return f"{found} of its {judge.quotes} quotes stand in the call; {left} left out: {why}."


def _counts(debrief: Debrief) -> str:
    if debrief.overall_counted is None:
        return "Your level and your trend go by the app alone, which gave no overall."
    return (
        f"Your level and your trend go by the app alone: {debrief.overall_counted:.1f} of 5, "
        "the same whichever model you use."
    )


def _to_you(reason: str) -> str:
    """A scorecard's reason, said to the seller who reads it."""
    return reason.replace("The seller", "You").replace("the seller", "you")


def _criterion(criterion: CriterionView) -> list[Widget]:
    lines: list[str | tuple[str, str]] = [
        (criterion.title, "bold"),
        f"   {_dots(criterion)}{criterion.words}",
    ]
    if criterion.reason:
        lines.append((f"\n{criterion.reason}", "$quiet"))
    parts: list[Widget] = [Words(words(*lines), classes="criterion")]
    if criterion.unanswered:
        says = f"{LOOK} {criterion.unanswered} What the app found stands."
        parts.append(Words(says, classes="check look"))
    for check in criterion.checks:
        parts += _check(check)
    return parts


def _dots(criterion: CriterionView) -> str:
    """The level as dots: full up to it, half where it may lie; nothing where it is unscored."""
    if criterion.level is not None:
        low = high = criterion.level
    elif criterion.range is not None:
        low, high = criterion.range
    else:
        return ""
    return f"{'●' * low}{'◐' * (high - low)}{'○' * (5 - high)}  "


def _check(check: CheckView) -> list[Widget]:
    lines: list[str | tuple[str, str]] = [f"{VERDICTS.get(check.verdict, '–')} {check.says}"]
    if check.reason:
        lines.append((f"  {check.reason}", "$quiet"))
    parts: list[Widget] = [
        Words(words(*lines), classes="check"),
        *(quote_row(quote, f"in-check -{check.verdict}") for quote in check.quotes),
    ]
    if check.judged is not None:
        parts.append(Words(_judged(check, check.judged), classes="in-judged"))
        parts += [quote_row(quote, "in-check -judge") for quote in check.judged.quotes]
    if check.look:
        parts.append(Words(f"{LOOK} {check.look}", classes="in-judged look"))
    return parts


def _judged(check: CheckView, judged: JudgedView) -> str:
    same, of = judged.times
    spread = "" if of == 1 else f", {same} of {of} times"
    who = "By the judge" if judged.counts else "Judge"
    # What is told as the check's own reason is not told twice.
    says = "" if not judged.says or judged.says == check.reason else f" {judged.says}"
    return f"{JUDGE} {who}: {judged.words}{spread}.{says}"


def _flags(flags: tuple[FlagView, ...]) -> list[Widget]:
    if not flags:
        return []
    parts: list[Widget] = [Words("For a person to look at", classes="heading")]
    for flag in flags:
        parts.append(quote_row(flag.quote))
        fact = f"\nThe fact: “{flag.fact}”" if flag.fact else ""
        parts.append(Words(f"{LOOK} {flag.says}{fact}", classes="why"))
    return parts
