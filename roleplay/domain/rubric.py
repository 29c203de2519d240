"""What a call is scored by: criteria, the checks they rest on, and what each level requires."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from .ledger import CommitmentState, NeedState, ObjectionState
from .model import Id, Model, OneOrMore, Text
from .moves import Focus, Kind, Said, Speaker
from .scenario import NeedKind, Skill


class Count(Model):
    """How many segments (or, by the buyer, things said) fit all that is given."""

    move: Annotated[tuple[Kind, ...], OneOrMore] = ()
    topic: Annotated[tuple[Id, ...], OneOrMore] = ()
    quantifies: bool | None = None
    focus: Annotated[tuple[Focus, ...], OneOrMore] = ()
    builds_on: Literal["buyer"] | None = None
    """Only segments that take up what the buyer said in the turn before."""
    answered: bool | None = None
    """Only segments after which the buyer's turn tells something."""
    by: Speaker = Speaker.SELLER
    met_with: Annotated[tuple[Said, ...], OneOrMore] = ()
    """Only segments after which the buyer's turn says one of these; once for each such turn."""
    not_met_with: Annotated[tuple[Said, ...], OneOrMore] = ()
    """Only segments after which the buyer's turn says none of these; once for each such turn."""
    replies_to: Annotated[tuple[Said, ...], OneOrMore] = ()
    """Only segments that follow on a buyer's turn that says one of these."""
    said: Annotated[tuple[Said, ...], OneOrMore] = ()
    """For the buyer: what the words amount to."""
    in_last: Annotated[int, Field(ge=1)] | None = None
    """For the buyer: only what is said in the last so many of their turns that say anything."""
    before: Kind | None = None
    """Only what comes earlier than the first of this kind; all, if there is none."""
    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Count:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("exactly one of at_least, at_most")
        if self.said and self.by is not Speaker.BUYER:
            raise ValueError("said goes with by: buyer")
        if self.in_last is not None and self.by is not Speaker.BUYER:
            raise ValueError("in_last goes with by: buyer")
        for name in ("met_with", "not_met_with", "replies_to"):
            if getattr(self, name) and self.by is Speaker.BUYER:
                raise ValueError(f"{name} goes with what the seller does")
        return self


Reached = NeedState | ObjectionState | CommitmentState


class LedgerTest(Model):
    """What the buyer came to, by the mind's own record."""

    any_need: bool | None = None
    need: Id | None = None
    kind: NeedKind | None = None
    """Any need of this kind."""
    objection: Id | None = None
    """An objection's id, or ``any``."""
    commitment: Id | None = None
    """A commitment's id, or ``any``."""
    reached: Annotated[tuple[Reached, ...], OneOrMore, Field(min_length=1)]
    """At least (one of) these states."""
    before: Kind | None = None
    """Earlier than the seller's first of this kind."""
    at_least: Annotated[int, Field(ge=1)] = 1
    """How many needs, objections or commitments."""

    @model_validator(mode="after")
    def _one_subject(self) -> LedgerTest:
        subjects = (self.any_need, self.need, self.kind, self.objection, self.commitment)
        if sum(subject is not None for subject in subjects) != 1:
            raise ValueError("exactly one of any_need, need, kind, objection, commitment")
        wanted: type[NeedState] | type[ObjectionState] | type[CommitmentState] = NeedState
        if self.objection is not None:
            wanted = ObjectionState
        elif self.commitment is not None:
            wanted = CommitmentState
        if not all(isinstance(state, wanted) for state in self.reached):
            allowed = ", ".join(list(wanted))
            raise ValueError(f"reached: allowed here: {allowed}")
        return self


MetricName = Literal[
    "seller_turns",
    "talk_share",
    "longest_turn",
    "questions",
    "questions_per_minute",
    "stacked_questions",
    "follow_ups",
    "minutes",
    "contradicted_facts",
    "openings_missed",
]


class MetricTest(Model):
    """A measured value against a bound."""

    name: MetricName
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> MetricTest:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("exactly one of at_least, at_most")
        return self


class Occasion(Model):
    """What must have come up for a check to be assessable."""

    objection: ObjectionState | None = None
    """Some objection came at least this far; on a call without a ledger, a doubt was voiced."""


class Check(Model):
    """One question about the call that is answered met, not met or not assessable."""

    id: Id
    says: Text
    """The question in plain words, shown before the call."""
    count: Count | None = None
    ledger: LedgerTest | None = None
    without_ledger: Count | None = None
    """Beside `ledger` or `ending`: what is counted in its place on a call without, a real one."""
    metric: MetricTest | None = None
    ending: Literal["right"] | None = None
    judge_only: bool | None = None
    """Only a judge can tell; not assessable offline."""
    if_: Occasion | None = Field(default=None, alias="if")
    cap: Annotated[float, Field(ge=1, le=5)] | None = None
    """The most the whole call can score when this is not met."""

    @model_validator(mode="after")
    def _one_test(self) -> Check:
        tests = (self.count, self.ledger, self.metric, self.ending, self.judge_only)
        if sum(test is not None for test in tests) != 1:
            raise ValueError("exactly one of count, ledger, metric, ending, judge_only")
        if self.without_ledger is not None and self.ledger is None and self.ending is None:
            raise ValueError("without_ledger goes with ledger or ending")
        return self


class Level(Model):
    """What reaching a level means, and the checks it requires."""

    anchor: Text
    requires: Annotated[tuple[Id, ...], OneOrMore] = ()


def _level_number(value: Any) -> Any:
    """A level as a file has it, where every key is text."""
    return int(value) if value in ("1", "3", "5") else value


AnchorLevel = Annotated[Literal[1, 3, 5], BeforeValidator(_level_number)]


class Route(Model):
    """One way to satisfy a criterion."""

    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    levels: dict[AnchorLevel, Level]
    """1, 3 and 5; 2 and 4 are computed."""

    @model_validator(mode="after")
    def _levels_fit(self) -> Route:
        if set(self.levels) != {1, 3, 5}:
            raise ValueError("levels must be 1, 3 and 5")
        known = {check.id for check in self.checks}
        for number, level in self.levels.items():
            unknown = [name for name in level.requires if name not in known]
            if unknown:
                raise ValueError(
                    f'levels.{number}.requires: no check "{unknown[0]}",'
                    f" allowed: {', '.join(sorted(known))}"
                )
        return self


class Criterion(Model):
    """One thing a call is scored on."""

    id: Id
    skill: Skill | None = None
    title: str = ""
    weight: Annotated[float, Field(gt=0)] = 1.0
    checks: tuple[Check, ...] = ()
    levels: dict[AnchorLevel, Level] = {}
    best_of: Literal["kind"] | None = None
    """Routes by kind of need: of those the scenario offers, the best one counts."""
    routes: dict[NeedKind, Route] = {}

    @model_validator(mode="after")
    def _one_way(self) -> Criterion:
        if (self.best_of is None) != (not self.routes):
            raise ValueError("best_of and routes go together")
        if self.best_of is None:
            if not (self.checks and self.levels):
                raise ValueError("a criterion has checks and levels, or best_of and routes")
            Route(checks=self.checks, levels=self.levels)
        elif self.checks or self.levels:
            raise ValueError("with best_of, checks and levels stand inside the routes")
        return self

    def all_checks(self) -> Iterator[Check]:
        """Its checks, those of every route included."""
        yield from self.checks
        for route in self.routes.values():
            yield from route.checks


class Rubric(Model):
    """What a call is scored by."""

    id: Id
    title: Text
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
