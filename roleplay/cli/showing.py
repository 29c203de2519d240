"""Turns and scorecards in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.domain.moves import Speaker
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import (
    CheckResult,
    CriterionScore,
    JudgeNotes,
    Scorecard,
    Verdict,
)
from roleplay.domain.transcript import Turn
from roleplay.practice.calls import LiveCall
from roleplay.practice.meanings import ending_in_words
from roleplay.practice.shelf import Briefing

MOST_QUOTES = 6
"""Quotes shown for a check; `--json` has them all."""
_MARKS = {Verdict.MET: "+", Verdict.NOT_MET: "-", Verdict.NOT_ASSESSABLE: "?"}


def turn_line(turn: Turn, buyer: str) -> str:
    """A turn as a line: its number, who speaks, what they say."""
    who = "You" if turn.speaker is Speaker.SELLER else buyer.split()[0]
    return f"{turn.turn:>3} {who}: {turn.text or '(a pause)'}"


def briefing_lines(before: Briefing) -> Iterator[str]:
    """What a seller may know before a call, and what it is judged by; an empty line ends it."""
    yield f"Whom you meet: {before.buyer_line}."
    yield f"The account: {', '.join(before.account_lines)}."
    yield f"What you know: {before.brief}"
    yield f"A good outcome: {before.goal}"
    for place, line in enumerate(before.offering_lines):
        yield f"What you bring: {line}" if place == 0 else f"  {line}"
    for criterion in before.criteria:
        yield f"Judged: {criterion.title}, counts {criterion.weight:g}"
    yield f"You have {before.minutes} minutes of spoken time; typing is free."
    yield ""


def scorecard_lines(card: Scorecard, live: LiveCall) -> Iterator[str]:
    """How the call ended and what it was worth."""
    yield f"Ended: {ending_in_words(live.ending, live.ended_by)}."
    yield from card_lines(card, live.rubric)
    if live.id:
        yield f"Kept as {live.id[-8:]}."


def card_lines(card: Scorecard, rubric: Rubric) -> Iterator[str]:
    """Each criterion with its quotes, then the overall."""
    if not card.scorable:
        yield f"Not scorable: {card.reason}"
        return
    titles = {criterion.id: criterion.title or criterion.id for criterion in rubric.criteria}
    says = {c.id: c.says for criterion in rubric.criteria for c in criterion.all_checks()}
    for criterion in card.criteria:
        yield f"{titles.get(criterion.id, criterion.id)}: {_level(criterion)}"
        for check in criterion.checks:
            reason = f" ({check.reason})" if check.reason else ""
            yield f"  {_MARKS[check.verdict]} {says.get(check.id, check.id)}{reason}"
            for evidence in check.evidence[:MOST_QUOTES]:
                how = f" ({evidence.how})" if evidence.how else ""
                yield f"      {evidence.turn}: “{' '.join(evidence.quote.split())}”{how}"
            if len(check.evidence) > MOST_QUOTES:
                yield f"      and {len(check.evidence) - MOST_QUOTES} more"
            yield from _judged_lines(check)
    for metric in card.metrics.values():
        yield f"  {metric.reading}"
    for flag in card.flags:
        fact = f" The fact: “{flag.fact}”" if flag.fact else ""
        yield f"  ! {flag.words.turn}: “{' '.join(flag.words.quote.split())}” {flag.says}{fact}"
    if card.judge is not None:
        yield _judge_line(card.judge)
    yield f"Overall {_overall(card)}"


_SAYS = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "not met",
    Verdict.NOT_ASSESSABLE: "cannot tell",
}


def _judged_lines(check: CheckResult) -> Iterator[str]:
    """What a judge says of a check, where it decided it or says otherwise."""
    judged = check.judged
    if judged is None or not (judged.counts or check.flag or judged.agree[0] < judged.agree[1]):
        return
    same, of = judged.agree
    spread = f", {same} of {of} times" if of > 1 else ""
    who = "decided by the judge" if judged.counts else "the judge"
    says = f": {judged.says}" if judged.says else ""
    yield f"      {who}: {_SAYS[judged.verdict]}{spread}{says}"
    words = judged.evidence if judged.verdict is Verdict.MET else judged.against
    for evidence in () if judged.counts else words[:MOST_QUOTES]:
        yield f"        {evidence.turn}: “{' '.join(evidence.quote.split())}”"
    if check.flag is not None:
        yield f"      for a person to look at: {check.flag}"


def _judge_line(notes: JudgeNotes) -> str:
    line = f"  Judged by {notes.model}: {notes.verified} of {notes.quotes} quotes found."
    for what, why in notes.unscored.items():
        line += f" {what}: {why}"
    return line


def _level(criterion: CriterionScore) -> str:
    if criterion.level is not None:
        return f"{criterion.level} of 5"
    if criterion.range is not None:
        return f"between {criterion.range[0]} and {criterion.range[1]}: {criterion.reason}"
    return f"unscored: {criterion.reason}"


def _overall(card: Scorecard) -> str:
    if card.overall is None:
        return "unscored"
    low, high = card.overall_range or (card.overall, card.overall)
    span = f" (between {low:g} and {high:g})" if high > low else ""
    capped = f", limited by {card.capped_by}" if card.capped_by else ""
    return f"{card.overall:g} of 5{span}, {card.coverage:.0%} of the weight scored{capped}"
