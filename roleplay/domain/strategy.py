"""How this company means to win: whom it serves, with what, and why they choose it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .model import Day, Id, Model, OneOrMore, Text

FIELDS = frozenset(
    {f"account.{name}" for name in ("name", "industry", "employees", "revenue", "region")}
    | {f"deal.{name}" for name in ("stage", "amount", "close", "offering", "owner", "hours")}
)
"""What a rule may look at."""

OPERATORS = ("equals", "in", "at_least", "at_most", "between", "missing")


class Rule(Model):
    """One thing that must, or should, be so; exactly one operator."""

    field: str
    equals: str | None = None
    in_: Annotated[tuple[str, ...], OneOrMore] | None = Field(default=None, alias="in")
    at_least: float | Day | None = None
    at_most: float | Day | None = None
    between: tuple[float, float] | tuple[Day, Day] | None = None
    missing: bool | None = None
    weight: Annotated[float, Field(gt=0)] = 1.0
    """Share in the fit; only a ``should`` uses it."""

    @model_validator(mode="after")
    def _one_operator(self) -> Rule:
        if self.field not in FIELDS:
            allowed = ", ".join(sorted(FIELDS))
            raise ValueError(f'field: no field "{self.field}", allowed: {allowed}')
        values = (self.equals, self.in_, self.at_least, self.at_most, self.between, self.missing)
        if sum(value is not None for value in values) != 1:
            raise ValueError(f"a rule has exactly one of {', '.join(OPERATORS)}")
        return self

    def holds(self, facts: dict[str, Any]) -> bool | None:
        """Whether it is so, by ``{"account.employees": 5200, ...}``; None if that is not known."""
        value = facts.get(self.field)
        if self.missing is not None:
            return (value is None) is self.missing
        if value is None:
            return None
        if self.equals is not None:
            return str(value).casefold() == self.equals.casefold()
        if self.in_ is not None:
            return str(value).casefold() in {item.casefold() for item in self.in_}
        if self.between is not None:
            return bool(self.between[0] <= value <= self.between[1])
        if self.at_least is not None:
            return bool(value >= self.at_least)
        return bool(value <= self.at_most)


class Reason(Model):
    """Why clients who fit choose us."""

    reason: Text
    proof: Text
    holds_for: Text


class IdealClient(Model):
    """The target market, as rules."""

    must: tuple[Rule, ...] = ()
    should: tuple[Rule, ...] = ()
    fit_from: Annotated[float, Field(ge=0, le=1)] = 0.6
    """Weight share of the ``should`` rules from which a client fits."""


class Concern(Model):
    """What makes sellers or buyers hesitate about an offering."""

    id: Id
    says: Text
    kind: Literal["real", "perceived"]
    answer: Text


class Offering(Model):
    """Something sold."""

    id: Id
    title: Text
    kind: Literal["strategic", "traditional"]
    value: dict[str, Text] = {}
    """Where it creates value, by the buyer's role."""
    implementation: tuple[Text, ...] = ()
    """What it really takes."""
    advantages: tuple[Text, ...] = ()
    concerns: tuple[Concern, ...] = ()


class ExceptionReason(StrEnum):
    """Why some Off Strategy business is fine."""

    LONGER_TERM = "longer_term"
    LEVERAGE = "leverage"
    LOW_EFFORT = "low_effort"


class StrategyException(Model):
    """Off Strategy business that is accepted, and what must come true of it."""

    reason: ExceptionReason
    when: tuple[Rule, ...] = ()
    must_prove: Text | None = None
    until: Day | None = None


class Strategy(Model):
    """What a pack's calls, deals and rubrics refer to."""

    id: Id | None = None
    company: Text | None = None
    """Who we are."""
    currency: str = "EUR"
    objectives: tuple[Text, ...] = ()
    why_us: tuple[Reason, ...] = ()
    ideal_client: IdealClient = IdealClient()
    target_accounts: tuple[Text, ...] = ()
    """A client named here is On by client whatever the rules say."""
    offerings: tuple[Offering, ...] = ()
    exceptions: tuple[StrategyException, ...] = ()
    red_flag: Annotated[float, Field(ge=0, le=1)] = 0.30
    """The On Strategy share at or below which the pipeline is in trouble."""

    def offering(self, name: str | None) -> Offering | None:
        """The offering of that id."""
        return next((o for o in self.offerings if o.id == name), None)
