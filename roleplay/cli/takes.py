"""``show CALL --against OTHER``: two takes of a call, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.practice.comparing import CheckMove
from roleplay.practice.documents import as_json, takes_document
from roleplay.practice.exchanges import Exchange
from roleplay.practice.takes import Standing, Take, Takes, takes
from roleplay.practice.workspace import Workspace

SIGNS = {1: "+", 0: " ", -1: "-"}


def show_takes(workspace: Workspace, call: str, against: str, *, json: bool) -> int:
    """Print both takes from where they part."""
    found = takes(workspace, call, against)
    if json:
        print(as_json(takes_document(found)))
    else:
        for line in _lines(found):
            print(line)
    return 0


def _lines(found: Takes) -> Iterator[str]:
    which = f"{found.first.name} and {found.second.name.lower()}"
    yield f"{found.title}. {which}, from turn {found.turn} on."
    yield found.scores.verdict
    yield from found.cautions
    name = found.buyer.split()[0]
    if found.before:
        yield f"{name} had just said: {found.before}"
    for step in found.steps:
        yield f"Turn {step.turn}"
        yield from _side(found.first, step.first, name)
        yield from _side(found.second, step.second, name)
        if step.felt:
            yield f"  {step.felt}"
    if found.standings:
        yield f"Where {name} stood at the end"
        for standing in found.standings:
            yield from _standing(standing, found)
    if found.scores.moves:
        yield "What moved in the score"
        for move in found.scores.moves:
            sign = SIGNS[1 if move.second > move.first else -1]
            yield f"  {sign} {move.title}: {move.first} of 5, then {move.second} of 5"
            for check in move.checks:
                yield from _check(check, found)
    if found.scores.same:
        yield f"As before: {'; '.join(found.scores.same)}"
    for title, why in found.scores.left_out:
        yield f"Left out: {title} ({why})"


def _side(take: Take, exchange: Exchange | None, name: str) -> Iterator[str]:
    if exchange is None:
        yield f"  {take.name}: the call was over by then."
        return
    yield f"  {take.name}: {exchange.said or '(a pause)'}"
    if exchange.heard:
        yield f"      heard as {exchange.heard}"
    if exchange.answered:
        yield f"      {name}: {exchange.answered}"
    for outcome in exchange.outcomes:
        by = f", by “{' '.join(outcome.words.words.split())}”" if outcome.words else ""
        yield f"    {SIGNS[outcome.gain]} {name} {outcome.says}{by}"


def _standing(standing: Standing, found: Takes) -> Iterator[str]:
    yield (
        f"  {SIGNS[standing.moved]} {standing.title}: {found.first.name.lower()} {standing.first}, "
        f"{found.second.name.lower()} {standing.second}"
    )


def _check(check: CheckMove, found: Takes) -> Iterator[str]:
    first, second = (verdict.replace("_", " ") for verdict in (check.first, check.second))
    yield f"      {check.says}: {first}, then {second}"
    for take, quotes in ((found.first, check.first_quotes), (found.second, check.second_quotes)):
        for quote in quotes[:2]:
            yield f"        {take.name.lower()}, {quote.turn}: “{' '.join(quote.words.split())}”"
