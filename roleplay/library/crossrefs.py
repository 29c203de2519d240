"""Names inside a file that must fit together: conditions, endings, levels, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice, pairwise
from typing import Any, Literal, NamedTuple

from roleplay.domain.conditions import Condition
from roleplay.domain.endings import Ending
from roleplay.domain.ledger import NeedState
from roleplay.domain.moves import Speaker
from roleplay.domain.problem import Problem
from roleplay.domain.rubric import Check, Criterion, Rubric
from roleplay.domain.scenario import Scenario, Variant
from roleplay.domain.strategy import Rule, Strategy
from roleplay.domain.text import MAX_TURN
from roleplay.domain.tries import Try

from .forms import PARTS, Source, in_variant
from .names import shown, suggestion, unknown
from .safe import MAX_PROBLEMS, FieldPath


class Finding(NamedTuple):
    """Something that does not fit, by the path the form has for it."""

    path: FieldPath
    code: str
    message: str
    key: bool = False
    """It is the key that is wrong, not its value."""
    level: Literal["error", "warning"] = "error"


class _Known(NamedTuple):
    """The ids a scenario may refer to."""

    knows: tuple[str, ...]
    needs: tuple[str, ...]
    objections: tuple[str, ...]
    commitments: tuple[str, ...]
    topics: tuple[str, ...]
    """What can be asked about or told of."""
    silent: frozenset[str]
    """What cannot, as nothing is listened for."""

    @classmethod
    def of(cls, scenario: Scenario) -> _Known:
        spoken = {topic.id for topic in scenario.topics() if topic.listen_for}
        lists = [tuple(item.id for item in getattr(scenario, part)) for part in cls._fields[:4]]
        knows, needs, objections, commitments = lists
        every = (*knows, *needs, *objections, *commitments)
        silent = frozenset(every) - spoken - set(needs)
        topics = tuple(name for name in every if name not in silent)
        return cls(knows, needs, objections, commitments, topics, silent)


def scenario_problems(scenario: Scenario, source: Source) -> list[Problem]:
    """Ids given twice, conditions on what is not there, tries that expect the impossible."""
    known = _Known.of(scenario)
    found = chain(
        _ids(scenario),
        _content(scenario, known),
        _tries(scenario.tries, known),
        *(
            _variant(scenario, change, place, known)
            for place, change in enumerate(scenario.variants)
        ),
    )
    return _placed(found, source)


def rubric_problems(rubric: Rubric, source: Source) -> list[Problem]:
    """Ids given twice, checks that could never count anything."""
    found = list(_repeated(rubric.criteria, ("criteria",), "criterion"))
    for place, criterion in enumerate(rubric.criteria):
        found += _criterion(criterion, ("criteria", place))
    return _placed(found, source)


def strategy_problems(strategy: Strategy, source: Source) -> list[Problem]:
    """Ids given twice, rules that compare what cannot be compared."""
    found = list(_repeated(strategy.offerings, ("offerings",), "offering"))
    for place, offering in enumerate(strategy.offerings):
        found += _repeated(offering.concerns, ("offerings", place, "concerns"), "concern")
    for part, rules in (
        (("ideal_client", "must"), strategy.ideal_client.must),
        (("ideal_client", "should"), strategy.ideal_client.should),
        *((("exceptions", i, "when"), e.when) for i, e in enumerate(strategy.exceptions)),
    ):
        for place, rule in enumerate(rules):
            found += _rule(rule, (*part, place))
    return _placed(found, source)


# Scenario


def _ids(scenario: Scenario) -> Iterator[Finding]:
    first: dict[str, str] = {}
    endings = {ending.value for ending in Ending}
    for part in PARTS:
        for place, item in enumerate(getattr(scenario, part)):
            path = (part, place, "id")
            if item.id in first:
                message = f'"{item.id}" is already {first[item.id]}, allowed: an id of its own'
                yield Finding(path, "duplicate-id", message)
            elif item.id in endings or item.id == "any":
                message = f'"{item.id}" has a meaning of its own, allowed: another id'
                yield Finding(path, "duplicate-id", message)
            first.setdefault(item.id, f"{part}[{place}]")
    names = {"a": "the call as written"}
    for place, change in enumerate(scenario.variants):
        if change.id in names:
            message = f'"{change.id}" is already {names[change.id]}, allowed: an id of its own'
            yield Finding(("variants", place, "id"), "duplicate-id", message)
        names.setdefault(change.id, f"variants[{place}]")


def _content(scenario: Scenario, known: _Known) -> Iterator[Finding]:
    """What of a call, as written or as a variant has it, may name something else."""
    for path, condition in _conditions(scenario):
        yield from _condition(condition, path, known)
    endings = [ending.value for ending in Ending]
    for place, name in enumerate(scenario.right_ending):
        if name not in endings and name not in known.commitments:
            choices = [*endings, *known.commitments]
            message = (
                f"{shown(name)} is no ending and no commitment{suggestion(name, choices) or ','}"
                f" allowed: {', '.join(choices)}"
            )
            yield Finding(("right_ending", place), "unknown-id", message)
    for place, need in enumerate(scenario.needs):
        reached = NeedState.HIDDEN
        for rung, reveal in enumerate(need.reveals):
            state = reveal.becomes
            if state is not None and reached.at_least(state):
                message = f"the need is already {reached.value} here, so this raises nothing"
                path = ("needs", place, "reveals", rung, "becomes")
                yield Finding(path, "raises-nothing", message, level="warning")
            reached = max(reached, state or NeedState.HINTED, key=lambda s: s.rank)


def _conditions(scenario: Scenario) -> Iterator[tuple[FieldPath, Condition]]:
    for place, tip in enumerate(scenario.tips):
        yield ("tips", place, "when"), tip.when
    for place, ask in enumerate(scenario.buyer.asks):
        yield ("buyer", "asks", place, "when"), ask.when
    for place, need in enumerate(scenario.needs):
        for rung, reveal in enumerate(need.reveals):
            yield ("needs", place, "reveals", rung, "when"), reveal.when
    for place, objection in enumerate(scenario.objections):
        yield ("objections", place, "raise_when"), objection.raise_when
    for place, commitment in enumerate(scenario.commitments):
        yield ("commitments", place, "accept_when"), commitment.accept_when


def _condition(condition: Condition, path: FieldPath, known: _Known) -> Iterator[Finding]:
    for key in ("asked", "told"):
        for place, name in enumerate(getattr(condition, key)):
            if name in known.silent:
                message = f'nothing is listened for about "{name}", give it listen_for'
                yield Finding((*path, key, place), "no-topic", message)
            elif name not in known.topics:
                message = unknown("topic", name, known.topics)
                yield Finding((*path, key, place), "unknown-id", message)
    for place, name in enumerate(condition.quantifies):
        if name not in known.needs:
            message = unknown("need", name, known.needs)
            yield Finding((*path, "quantifies", place), "unknown-id", message)
    for name in condition.needs:
        if name not in known.needs:
            message = unknown("need", name, known.needs)
            yield Finding((*path, "needs", name), "unknown-id", message, key=True)
    for place, inner in enumerate(condition.any):
        yield from _condition(inner, (*path, "any", place), known)


def _tries(tries: dict[str, Try], known: _Known) -> Iterator[Finding]:
    for name, attempt in tries.items():
        for place, line in enumerate(attempt.seller):
            if len(line) > MAX_TURN:
                message = f"{len(line):,} characters in a turn, allowed: {MAX_TURN:,}"
                yield Finding(("tries", name, "seller", place), "too-large", message)
        for part in ("needs", "objections", "commitments"):
            for wanted in getattr(attempt.expect, part):
                if wanted not in getattr(known, part):
                    message = unknown(part[:-1], wanted, getattr(known, part))
                    path = ("tries", name, "expect", part, wanted)
                    yield Finding(path, "unknown-id", message, key=True)


def _variant(scenario: Scenario, change: Variant, place: int, known: _Known) -> Iterator[Finding]:
    """What does not fit in the fields that a variant replaces.

    Its conditions may name what it does without: they never hold.
    """
    at: FieldPath = ("variants", place)
    every = (*known.knows, *known.needs, *known.objections, *known.commitments)
    for index, name in enumerate(change.without):
        if name not in every:
            yield Finding((*at, "without", index), "unknown-id", unknown("id", name, every))
    sound = True
    for part in PARTS:
        for name, fields in getattr(change, part).items():
            if name not in getattr(known, part):
                message = unknown(part.removesuffix("s"), name, getattr(known, part))
                yield Finding((*at, part, name), "unknown-id", message, key=True)
            if "id" in fields:
                message = "an id stays what it is in every variant, allowed: the other fields"
                yield Finding((*at, part, name, "id"), "wrong-value", message, key=True)
                sound = False
    if not sound or scenario.variant_ids().index(change.id) != place + 1:
        return
    call = scenario.variant(change.id)
    if change.tries is not None:
        for finding in _tries(change.tries, _Known.of(call)):
            yield finding._replace(path=(*at, *finding.path))
    whole, changed = call.model_dump(), change.model_dump()
    for finding in _content(call, known):
        written = in_variant(finding.path, whole, changed, place)
        if written is not None:
            yield finding._replace(path=written)


# Rubric


def _criterion(criterion: Criterion, path: FieldPath) -> Iterator[Finding]:
    lists: list[tuple[FieldPath, tuple[Check, ...]]] = [((*path, "checks"), criterion.checks)]
    for kind, route in criterion.routes.items():
        lists.append(((*path, "routes", kind.value, "checks"), route.checks))
    for at, checks in lists:
        yield from _repeated(checks, at, "check")
        for place, check in enumerate(checks):
            yield from _check(check, (*at, place))


def _check(check: Check, path: FieldPath) -> Iterator[Finding]:
    """Counts of the buyer's words that could never count anything."""
    for name, count in (("count", check.count), ("without_ledger", check.without_ledger)):
        if count is None or count.by is not Speaker.BUYER:
            continue
        at = (*path, name)
        if not count.said:
            yield Finding(at, "missing", "by: buyer counts what was said, so said is missing")
        for key in ("move", "focus", "quantifies", "builds_on", "answered"):
            if getattr(count, key):
                message = (
                    "this is about the seller's words,"
                    " allowed with by: buyer: said, in_last, before"
                )
                yield Finding((*at, key), "wrong-value", message, key=True)


# Strategy

_NUMBERS = frozenset({"account.employees", "account.revenue", "deal.amount", "deal.hours"})
_DATES = frozenset({"deal.close"})


def _rule(rule: Rule, path: FieldPath) -> Iterator[Finding]:
    compared: dict[str, tuple[Any, ...]] = {
        "at_least": (rule.at_least,),
        "at_most": (rule.at_most,),
        "between": rule.between or (),
    }
    for key, values in compared.items():
        for value in values:
            if value is None:
                continue
            if rule.field not in _NUMBERS | _DATES:
                message = f"{rule.field} is text, allowed for it: equals, in, missing"
                yield Finding((*path, key), "wrong-value", message, key=True)
                break
            wanted = "a date such as 2027-03-31" if rule.field in _DATES else "a number"
            if isinstance(value, date) != (rule.field in _DATES):
                message = f"does not fit {rule.field}, allowed: {wanted}"
                yield Finding((*path, key), "wrong-value", message)
                break
        else:
            if any(low > high for low, high in pairwise(values)):
                message = "the first is larger than the second, allowed: [lowest, highest]"
                yield Finding((*path, key), "wrong-value", message)


# All


def _repeated(items: Iterable[Any], path: FieldPath, what: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        if item.id in first:
            message = (
                f'"{item.id}" is already {what} {first[item.id] + 1}, allowed: an id of its own'
            )
            yield Finding((*path, place, "id"), "duplicate-id", message)
        first.setdefault(item.id, place)


def _placed(found: Iterable[Finding], source: Source) -> list[Problem]:
    return [
        source.problem(source.written(f.path), f.code, f.message, key=f.key, level=f.level)
        for f in islice(found, MAX_PROBLEMS + 1)
    ]
