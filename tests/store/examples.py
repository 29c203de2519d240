"""Values to keep: small, whole, and as hostile as what a person may paste."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from roleplay.domain.buyer import Decision, Effect, Line, State
from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.history import NewCall
from roleplay.domain.ledger import Change, CommitmentState, NeedState, ObjectionState
from roleplay.domain.model import Model
from roleplay.domain.moves import Focus, Heard, Kind, Segment, Span, TopicScore
from roleplay.domain.scenario import Act
from roleplay.domain.scorecard import (
    CheckResult,
    CriterionScore,
    Digests,
    Evidence,
    Metric,
    Scorecard,
    Verdict,
)
from roleplay.domain.transcript import (
    CorrectedEvent,
    DecidedEvent,
    EndedEvent,
    Event,
    HeardEvent,
    SaidEvent,
    Spoken,
    SpokenEvent,
    Started,
)

HOSTILE = (
    "",
    " leading, trailing \n\n",
    "'; DROP TABLE call; --",
    '{"event": "ended"}',
    "[@click=app.quit]x[/] [/foo]",
    "👩‍👩‍👧‍👦 שלום <U+202E> e\u0301 é 漢字 \U0001f1ee\U0001f1ea",
    "\\u0000 %s %(x)s :name ?1 $1",
    'NEAR(a b) text:c* -d ^e "',
    "x" * 8_000,
)


class Body(Model):
    """Stands for a scenario or a rubric."""

    title: str
    weights: dict[int, float] = {}


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **time: float) -> None:
        self.time += timedelta(**time)


def state() -> State:
    return State(
        trust=35,
        interest=30,
        patience=60,
        needs={"leakage": NeedState.STATED},
        objections={"nightmare": ObjectionState.RAISED},
        commitments={"audit": CommitmentState.OFFERED},
        rungs={"leakage": 1},
        spoke_of="leakage",
        same_kind=Kind.PITCH,
    )


def heard() -> Heard:
    segment = Segment(
        kind=Kind.OPEN_QUESTION,
        start=0,
        end=4,
        confidence=0.1 + 0.2,
        focus=Focus.IMPLICATION,
        topics=(TopicScore(id="leakage", score=0.75),),
    )
    return Heard(segments=(segment,), dominant=Kind.OPEN_QUESTION)


def started(digest: str, forked_from: tuple[str, int] | None = None) -> Started:
    return Started(
        scenario="cfo",
        variant="a",
        scenario_digest=digest,
        rubric="value",
        rubric_digest=digest,
        seed=7,
        voice="scripted",
        state=state(),
        listener="1",
        mind="1",
        forked_from=forked_from,
    )


def said(turn: int, text: str = "And what does that cost you?") -> SaidEvent:
    return SaidEvent(turn=turn, text=text)


def spoken(turn: int, text: str = "Guidewire, since 2016.") -> SpokenEvent:
    words = Spoken(text=text, parts=((0, len(text)),), used=("Guidewire.",))
    return SpokenEvent(turn=turn, spoken=words, voice="scripted")


def decided(turn: int) -> DecidedEvent:
    span = Span(turn=turn, start=0, end=3)
    decision = Decision(
        lines=(
            Line(kind="reveal", about="leakage", rung=0, say=("Two per cent, perhaps.",)),
            Line(kind="act", act=Act.NARROWS, names=("the audit", "the payments")),
        ),
        changes=(
            Change(
                what="need",
                id="leakage",
                state=NeedState.QUANTIFIED,
                turn=turn + 1,
                earned_by=span,
            ),
            Change(what="objection", id="nightmare", state=ObjectionState.ADMITTED, turn=turn + 1),
            Change(what="commitment", id="audit", state=CommitmentState.ACCEPTED, turn=turn + 1),
        ),
        effects=(Effect(kind=Kind.REFLECTION, trust=3, interest=1, patience=0, span=span),),
    )
    return DecidedEvent(turn=turn, decision=decision, state=state())


def ended() -> EndedEvent:
    return EndedEvent(ending=Ending.AGREED_NEXT_STEP, ended_by=EndedBy.SELLER)


def every_event(digest: str, text: str) -> tuple[Event, ...]:
    """One of each kind, in an order that a call could have."""
    return (
        started(digest, forked_from=("01a20945-da20-7000-a264-fcee5422199f", 4)),
        spoken(1, text),
        said(2, text),
        HeardEvent(turn=2, heard=heard()),
        CorrectedEvent(turn=2, heard=heard()),
        decided(2),
        spoken(3, text),
        ended(),
    )


def new_call(digest: str, **changes: object) -> NewCall:
    values: dict[str, object] = {
        "seller": "ann",
        "scenario": "cfo",
        "variant": "a",
        "scenario_digest": digest,
        "rubric": "value",
        "rubric_digest": digest,
        "seed": 7,
        "voice": "scripted",
    }
    return NewCall.model_validate(values | changes)


def scorecard(quote: str, *, turn: int = 2, start: int = 0, level: int | None = 3) -> Scorecard:
    evidence = Evidence(turn=turn, start=start, end=start + len(quote), quote=quote)
    check = CheckResult(id="asks", verdict=Verdict.MET, value=1.0, evidence=(evidence,))
    return Scorecard(
        rubric="value",
        scorable=True,
        overall=level and float(level),
        overall_range=(2.0, 4.0),
        coverage=1.0,
        criteria=(
            CriterionScore(id="first", level=level, checks=(check,)),
            CriterionScore(id="sizes", level=None, range=(1, 3), reason="nobody counted"),
        ),
        metrics={"talk": Metric(name="talk", value=0.4, reading="You spoke for 40%.")},
        digests=Digests(rubric="r" * 64, scenario=None, listener="1"),
    )


SKILLS = {"first": "discovery", "sizes": "value"}
