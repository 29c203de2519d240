"""What a seller says buying will take, and whether that holds against how it really is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roleplay.domain.moves import Claim

from .figures import TIME_UNITS, figures
from .phrases import lexicon
from .segmenting import sentences
from .words import tokens, word_set

_LENGTHS = frozenset(TIME_UNITS)


def claims(text: str, start: int, end: int) -> tuple[Claim, ...]:
    """What the statement between two places of a turn says buying will take."""
    piece = text[start:end]
    return tuple(
        claim.model_copy(update={"start": start, "end": end}) for claim in _in_statement(piece)
    )


def _in_statement(text: str) -> Iterable[Claim]:
    words = [token.word for token in tokens(text)]
    heard = lexicon("claims").scores(words)
    found = figures(text)
    for subject in ("effort", "cost", "time", "replacement", "data"):
        if f"{subject} none" in heard:
            yield Claim(subject=subject, amount=0.0, start=0, end=len(text))
            continue
        if f"{subject} some" not in heard:
            continue
        units = {"effort": _LENGTHS | {"people"}, "cost": {"money", "count"}, "time": _LENGTHS}
        fitting = [f for f in found if f.unit in units.get(subject, ())]
        if subject == "effort":
            fitting.sort(key=lambda figure: figure.unit != "people")
        if subject == "time":
            if any(figure.unit == "people" for figure in found):
                continue
            fitting.sort(key=lambda figure: -figure.value * TIME_UNITS[figure.unit])
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


_LONG = word_set("weeks months days hours years week month while long")


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
