"""A call to practise: who is on the line, what they know, need, fear and may agree to."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .conditions import Condition, Gauge
from .ledger import NeedState
from .model import Day, Id, Lines, Model, OneOrMore, Text, remembered
from .moves import Kind
from .tips import Tip
from .tries import Try


class Stage(StrEnum):
    """Where in the sale the call takes place."""

    PROSPECTING = "prospecting"
    DISCOVERY = "discovery"
    VALUE = "value"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    RENEWAL = "renewal"
    INTERNAL = "internal"


class Skill(StrEnum):
    """What a call lets a seller practise."""

    DISCOVERY = "discovery"
    VALUE = "value"
    CONCERNS = "concerns"
    ADVANCE = "advance"
    QUALIFICATION = "qualification"
    COACHING = "coaching"


class Manner(StrEnum):
    """How a buyer talks; default lines ship for each."""

    DIRECT = "direct"
    GUARDED = "guarded"
    NUMERATE = "numerate"
    WARM = "warm"
    HURRIED = "hurried"
    TALKATIVE = "talkative"


class Act(StrEnum):
    """What a buyer does when no author's line is due; each has default lines in each manner."""

    SMALL_TALK = "small_talk"
    AGENDA = "agenda"
    ACKNOWLEDGED = "acknowledged"
    PITCH = "pitch"
    PROOF = "proof"
    INSIGHT = "insight"
    ADVISE = "advise"
    CONCEDE = "concede"
    IMPATIENT = "impatient"
    UNCLEAR = "unclear"
    DEFLECTS = "deflects"
    NARROWS = "narrows"
    UNKNOWN = "unknown"
    MONOTONE = "monotone"
    STACKED = "stacked"
    DOUBTS = "doubts"
    CORRECTS = "corrects"
    REMINDS = "reminds"
    UNMOVED = "unmoved"
    RESOLVED = "resolved"
    ADMITTED = "admitted"
    CONFIRMS = "confirms"
    DECLINES = "declines"
    PUTS_OFF = "puts_off"
    STEPPED_AWAY = "stepped_away"
    PAUSE = "pause"
    HANG_UP = "hang_up"
    GOODBYE = "goodbye"


class NeedKind(StrEnum):
    """Which way of creating value a need opens."""

    RECOGNISED = "recognised"
    UNRECOGNISED = "unrecognised"
    OPPORTUNITY = "opportunity"
    OTHER_SOLUTION = "other_solution"
    BROKER = "broker"


class ObjectionKind(StrEnum):
    """What can come of an objection."""

    PERCEIVED = "perceived"
    REAL = "real"
    DISGUISED = "disguised"


class Account(Model):
    """The company on the other side."""

    name: Text
    industry: str | None = None
    employees: Annotated[int, Field(ge=0)] | None = None
    revenue: Annotated[float, Field(ge=0)] | None = None
    """A year, in the pack's currency."""
    region: str | None = None


class CallDeal(Model):
    """The deal that the call is about, as far as it is known."""

    stage: str | None = None
    amount: Annotated[float, Field(ge=0)] | None = None
    """In the pack's currency."""
    close: Day | None = None
    owner: str | None = None
    hours: Annotated[float, Field(ge=0)] | None = None
    """Hours the seller's side has spent on it."""


class Gauges(Model):
    """How the buyer feels, 0 to 100 each."""

    trust: Gauge
    interest: Gauge
    patience: Gauge


class Ask(Model):
    """Something the buyer wants to know, asked once when its moment has come."""

    say: Lines
    when: Condition = Condition()
    if_dodged: Lines = ()
    """Said once if the seller's next turn does not answer."""


Delta = Annotated[int, Field(ge=-100, le=100)]


class Buyer(Model):
    """The person on the line."""

    name: Text
    role: Text
    manner: Annotated[tuple[Manner, ...], OneOrMore, Field(min_length=1)]
    opener: Text
    """Turn 1 of the call, said word for word."""
    start: Gauges
    warms_to: Annotated[tuple[Kind, ...], OneOrMore] = ()
    """Kinds whose gain in trust counts twice."""
    cools_on: Annotated[tuple[Kind, ...], OneOrMore] = ()
    """Kinds that cost 4 more trust."""
    effects: dict[Kind, tuple[Delta, Delta, Delta]] = {}
    """Trust, interest, patience for a kind, in place of the defaults."""
    asks: tuple[Ask, ...] = ()


class Knows(Model):
    """A fact that anyone who asks is told."""

    id: Id = ""
    """Default: ``knows-1`` and so on, by place."""
    listen_for: Lines
    say: Lines
    called: Text | None = None
    """The words this buyer would use for it."""


class Reveal(Model):
    """One rung of what the buyer tells about a need."""

    say: Lines
    when: Condition
    becomes: NeedState | None = None
    """The state the need is raised to; None raises a hidden need to hinted."""


class Need(Model):
    """One way to create value in this call."""

    id: Id
    title: Text
    kind: NeedKind
    listen_for: Lines = ()
    hints: Lines = ()
    """Bait: said after a question that led nowhere, while the need is hidden."""
    try_saying: Text | None = None
    """A line a good seller could say at the start, from the brief and what has been said."""
    reveals: tuple[Reveal, ...] = ()
    """A ladder: no rung is said before those above it."""
    called: Text | None = None


class Objection(Model):
    """Something that stands in the way until it is explored and answered."""

    id: Id
    listen_for: Lines = ()
    says: Lines
    behind: Lines = ()
    """What lies behind it: learned only if it is explored."""
    kind: ObjectionKind
    raise_when: Condition
    met_by: Lines = ()
    """What an answer must touch; without it any answer after exploring does."""
    called: Text | None = None


class Commitment(Model):
    """Something the buyer can be asked to do."""

    id: Id
    listen_for: Lines = ()
    accept_when: Condition
    accepts: Lines
    declines: Lines = ()
    puts_off: Lines = ()
    called: Text | None = None


class Variant(Model):
    """The same call with other numbers, temper or needs: it cannot be learned by heart."""

    id: Id
    start: Gauges | None = None
    manner: Annotated[tuple[Manner, ...], OneOrMore] | None = None
    warms_to: Annotated[tuple[Kind, ...], OneOrMore] | None = None
    cools_on: Annotated[tuple[Kind, ...], OneOrMore] | None = None
    needs: dict[Id, dict[str, Any]] = {}
    """Fields replaced, by id; likewise for the next three."""
    objections: dict[Id, dict[str, Any]] = {}
    commitments: dict[Id, dict[str, Any]] = {}
    knows: dict[Id, dict[str, Any]] = {}
    without: Annotated[tuple[Id, ...], OneOrMore] = ()
    """Needs, objections, commitments or knows that this variant does not have."""
    right_ending: Annotated[tuple[Id, ...], OneOrMore] | None = None
    tries: dict[str, Try] | None = None


TopicOf = Literal["knows", "need", "objection", "commitment"]


class Topic(Model):
    """Something that can be spoken of in the call."""

    id: str
    of: TopicOf
    listen_for: tuple[str, ...]
    called: str | None = None
    words: tuple[str, ...] = ()
    """What else the author wrote about it: title, hints, reveals, ``try_saying``."""
    met_by: tuple[str, ...] = ()
    """For an objection: what an answer must touch."""


class Scenario(Model):
    """A call to practise, as its author wrote it or as one of its variants."""

    id: Id
    title: Text
    skills: Annotated[tuple[Skill, ...], OneOrMore, Field(min_length=1)]
    stage: Stage
    difficulty: Annotated[int, Field(ge=1, le=5)]
    minutes: Annotated[int, Field(ge=1, le=120)]
    """Spoken time: words of both sides at 140 a minute and two seconds a turn."""
    rubric: Id
    offering: Id | None = None
    """From this pack's strategy."""
    account: Account
    deal: CallDeal | None = None
    brief: Text
    """What the seller may know before the call."""
    goal: Text
    """What a good outcome is."""
    buyer: Buyer
    knows: tuple[Knows, ...] = ()
    needs: tuple[Need, ...] = ()
    objections: tuple[Objection, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    right_ending: Annotated[tuple[Id, ...], OneOrMore, Field(min_length=1)]
    """Endings or commitment ids."""
    lines: dict[Act, Lines] = {}
    """Said before the manner's default lines, act by act; those follow once these are used up."""
    tips: tuple[Tip, ...] = ()
    """What a coach says beside the call, in this order; the first that holds and is unsaid."""
    counts: bool = True
    """False for a call that teaches the app: it never counts for a level, nor comes up next."""
    variants: tuple[Variant, ...] = ()
    tries: dict[str, Try] = {}

    @model_validator(mode="before")
    @classmethod
    def _name_knows(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("knows"), (list, tuple)):
            return data
        named = [
            {"id": f"knows-{place}", **item} if isinstance(item, dict) else item
            for place, item in enumerate(data["knows"], start=1)
        ]
        return {**data, "knows": named}

    def variant(self, name: str | None) -> Scenario:
        """This call as variant ``name`` has it; None or ``a`` is the call as written.

        Raises `KeyError` for a variant it does not have, and pydantic's `ValidationError`
        when the fields a variant replaces make no valid call.
        """
        if name in (None, "a"):
            return self
        change = next((v for v in self.variants if v.id == name), None)
        if change is None:
            raise KeyError(name)
        return Scenario.model_validate(varied(self.model_dump(), change.model_dump()))

    def variant_ids(self) -> tuple[str, ...]:
        """``a`` and the variants' own ids."""
        return ("a", *(v.id for v in self.variants))

    def topics(self) -> tuple[Topic, ...]:
        """What can be spoken of by name, in file order: all that has ``listen_for``."""
        return _topics(self)


@remembered
def _topics(call: Scenario) -> tuple[Topic, ...]:
    known = (
        Topic(id=k.id, of="knows", listen_for=k.listen_for, called=k.called, words=k.say)
        for k in call.knows
    )
    needed = (
        Topic(
            id=n.id,
            of="need",
            listen_for=n.listen_for,
            called=n.called,
            words=(
                n.title,
                *((n.try_saying,) if n.try_saying else ()),
                *n.hints,
                *(line for reveal in n.reveals for line in reveal.say),
            ),
        )
        for n in call.needs
    )
    feared = (
        Topic(
            id=o.id,
            of="objection",
            listen_for=o.listen_for,
            called=o.called,
            words=(*o.says, *o.behind),
            met_by=o.met_by,
        )
        for o in call.objections
    )
    asked = (
        Topic(id=c.id, of="commitment", listen_for=c.listen_for, called=c.called)
        for c in call.commitments
    )
    return tuple(t for t in (*known, *needed, *feared, *asked) if t.listen_for or t.met_by)


def varied(scenario: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``scenario`` with those of a variant put in their place."""
    gone = set(change.get("without") or ())
    result = {**scenario, "buyer": dict(scenario["buyer"]), "variants": ()}
    for field in ("start", "manner", "warms_to", "cools_on"):
        if change.get(field) is not None:
            result["buyer"][field] = change[field]
    for field in ("right_ending", "tries"):
        if change.get(field) is not None:
            result[field] = change[field]
    for part in ("needs", "objections", "commitments", "knows"):
        replaced = change.get(part) or {}
        items = [{**item, **replaced.get(item["id"], {})} for item in scenario.get(part) or ()]
        result[part] = tuple(item for item in items if item["id"] not in gone)
    return result
