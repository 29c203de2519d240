"""What a seller says buying will take, and whether that holds against how it really is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from roleplay.domain.moves import Claim

from .figures import TIME_UNITS, figures
from .phrases import Phrases
from .segmenting import sentences
from .words import tokens

_NONE = {
    "effort": """
1: no work for | no work on your | no effort | zero effort | without any effort/work | nothing for you * to do | nothing for your * to do
1: your * nothing to do | have nothing to do | we do everything | we do all the | we do it all | no extra work | no additional work
1: will not need any of your | do not need any of your | does not need any of your | will not need your people/team/analysts/time | no time from your
1: none of your people/team/analysts | without your people/team | zero work | no burden on your | hands off | no training needed/required
1: will not take any of your | does not take any of your | your people/team/staff will not have to | your people/team/staff do not have to
""",
    "cost": """
1: costs/cost you nothing | costs/cost nothing | no cost | zero cost | free of charge | for free | at no charge | no set up fee/cost | no setup fee/cost | no implementation fee/cost
1: no extra cost/charge | no additional cost/charge | is free | no hidden cost/costs/fees
""",
    "time": """
1: takes/take no time | instantly | immediately live | live immediately | live overnight | no downtime | no waiting
""",
    "replacement": """
1: nothing is/gets/will be replaced | nothing to replace | no replacement | no rip and replace | no rip | does not replace | will not replace | do not replace
1: without replacing | not have to replace | not need to replace | keep your * system/platform/core/software/machines/tools | runs/sits/run/sit beside/alongside
1: runs/sits/run/sit on top | works/work alongside/beside | no migration | nothing gets ripped | replaces nothing | not replacing
""",
    "data": """
1: no integration | no data * needed/required | without any data | without integration | no access to your | does not touch your data | do not need * data | does not need * data
1: no data migration | no interface/interfaces | plug and play | no extract | will not need * data
""",
}
_SOME = {
    "effort": """
1: of your analysts/people/team/staff/engineers/experts/managers/planners/colleagues | your analysts/people/team/staff/engineers/experts will need/have
1: from your analysts/people/team/staff/engineers/experts/side | need/needs/takes/take/require/requires * analysts/people/engineers/staff/experts/champion
1: work on your side | effort from | effort on your | hours * from your | days * from your | of their time | work for your | analysts/engineers/people for
""",
    "cost": """
1: it costs | the price is | it will cost | would cost | set up fee | setup fee | implementation fee | costs you | licence is | license is | the fee is | it is * a year | priced at
1: starts at | fee of | price of | cost of * is | there is a charge | costs extra | subscription is
""",
    "time": """
1: live in/within/after | up and running in/within | takes/take/took about/around/roughly | implementation takes/is | go live in/after/within | rolled out in/within
1: done in/within | ready in/within | working in/within | installed in/within | weeks to go | months to go | weeks to set | it takes | will take | would take | set up in/within | setup in/within
1: running in/within | implemented in/within | results in/within | deployed in/within | onboarded in/within | takes * weeks/months/days | integration takes | weeks/months from contract
""",
    "replacement": """
1: replaces your | replace your | have to replace | need to replace | migrate from | migrate off | migration from | switch off your | retire your | replaced by ours | phase out
""",
    "data": """
1: need/needs/require/requires * data/extract/extracts/feed/access/files/export/records/history | data extract/feed/access/export | access to your
1: integration with | integrate with your | connect to your | connects to your | an interface to/with | api access | months/years of data/history/claims | historical data
""",
}
_LENGTHS = frozenset(TIME_UNITS)


@cache
def _none() -> Phrases[str]:
    return Phrases(_NONE)


@cache
def _some() -> Phrases[str]:
    return Phrases(_SOME)


def claims(text: str, start: int, end: int) -> tuple[Claim, ...]:
    """What the statement between two places of a turn says buying will take."""
    piece = text[start:end]
    return tuple(
        claim.model_copy(update={"start": start, "end": end}) for claim in _in_statement(piece)
    )


def _in_statement(text: str) -> Iterable[Claim]:
    words = [token.word for token in tokens(text)]
    absent = _none().scores(words)
    present = _some().scores(words)
    found = figures(text)
    for subject in ("effort", "cost", "time", "replacement", "data"):
        if subject in absent:
            yield Claim(subject=subject, amount=0.0, start=0, end=len(text))
            continue
        if subject not in present:
            continue
        units = {"effort": _LENGTHS | {"people"}, "cost": {"money", "count"}, "time": _LENGTHS}
        fitting = [f for f in found if f.unit in units.get(subject, ())]
        if subject == "effort":
            fitting.sort(key=lambda figure: figure.unit != "people")
        if subject == "cost" and fitting:
            fitting.sort(key=lambda figure: (figure.unit != "money", -figure.value))
            if fitting[0].unit != "money" and fitting[0].value < 100:
                fitting = []
        if fitting:
            yield Claim(
                subject=subject,
                amount=fitting[0].value,
                unit=fitting[0].unit,
                start=0,
                end=len(text),
            )
        elif subject != "time" or any(word in _LONG for word in words):
            yield Claim(subject=subject, amount=None, start=0, end=len(text))


_LONG = frozenset(["weeks", "months", "days", "hours", "years", "week", "month", "while", "long"])


def contradicted(promised: Sequence[Claim], facts: Sequence[str]) -> tuple[Claim, ...]:
    """The claims that implementation facts deny: by number, or none where some is needed.

    A number contradicts when it lies below three quarters of the least or above one and a half
    times the most that the facts say of the same subject and unit.
    """
    real = [claim for fact in facts for claim in _of_fact(fact)]
    return tuple(
        claim
        for claim in promised
        if _denied(claim, [f for f in real if f.subject == claim.subject])
    )


def _of_fact(fact: str) -> Iterable[Claim]:
    """What a fact says, each of its figures included: ``10 to 14 weeks`` allows both."""
    for start, end in sentences(fact):
        piece = fact[start:end]
        for claim in _in_statement(piece):
            yield claim
            if claim.amount:
                for figure in figures(piece):
                    if figure.unit == claim.unit and figure.value != claim.amount:
                        yield claim.model_copy(update={"amount": figure.value})
        if not any(claim.subject == "time" for claim in _in_statement(piece)):
            for figure in figures(piece):
                if figure.unit in _LENGTHS and _about_going_live(piece):
                    yield Claim(subject="time", amount=figure.value, unit=figure.unit,
                                start=0, end=len(piece))  # fmt: skip


def _about_going_live(text: str) -> bool:
    return bool({token.word for token in tokens(text)} & {
        "live", "implementation", "rollout", "go", "results", "pilot", "running", "setup",
    })  # fmt: skip


def _denied(claim: Claim, facts: Sequence[Claim]) -> bool:
    if not facts:
        return False
    if claim.amount == 0:
        return all(fact.amount != 0 for fact in facts)
    if claim.amount is None:
        return all(fact.amount == 0 for fact in facts)
    comparable = [_size(fact) for fact in facts if fact.amount and _comparable(fact, claim)]
    if not comparable:
        return all(fact.amount == 0 for fact in facts)
    said = _size(claim)
    return said < 0.75 * min(comparable) or said > 1.5 * max(comparable)


def _comparable(a: Claim, b: Claim) -> bool:
    if a.unit in _LENGTHS and b.unit in _LENGTHS:
        return True
    return a.unit == b.unit or {a.unit, b.unit} <= {"money", "count"}


def _size(claim: Claim) -> float:
    return (claim.amount or 0.0) * TIME_UNITS.get(claim.unit, 1.0)
