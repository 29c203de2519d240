"""One turn of a call with the buyer's mind open, for the author of the call.

Everything here names what a seller must never be shown: ids, gates, thresholds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roleplay.domain.buyer import Decision, Line, State
from roleplay.domain.moves import Heard, Segment, TopicScore
from roleplay.domain.scenario import Scenario
from roleplay.engine.points import Points, points_of
from roleplay.engine.steps import Step, steps_of
from roleplay.listening import Topics

from .gates import GateRow, Gates, NeedRow

FURTHER_FROM = 0.15
"""Score, 0 to 1, from which a topic that was not heard is worth showing to its author."""
FURTHER_MOST = 3
"""How many such topics are shown for a segment."""

STEPS: dict[Step, str] = {
    Step.REMARK: "1 effects: the buyer remarks on the form of it",
    Step.PATIENCE: "2 patience is at 0",
    Step.STEPPED_AWAY: "2 the seller steps back",
    Step.STANDS_UP: "3 stands up for what was said",
    Step.ASKS_BACK: "3 asks which topic was meant",
    Step.OBJECTION_MET: "4 the raised objection",
    Step.OBJECTION_RAISED: "5 an objection is raised",
    Step.COMMITMENT: "6 a commitment asked for",
    Step.REVEAL: "7 the need's next rung",
    Step.KNOWS: "8 a fact anyone is told",
    Step.ASKS_OR_HINTS: "9 the buyer asks, or lets slip a hint",
    Step.FILLS: "10 nothing else was due",
    Step.SILENCE: "a pause",
    Step.CLOCK: "the call's time is up",
}
"""The steps of a turn, numbered as the scenario form numbers them."""


@dataclass(frozen=True)
class Cause:
    """Some words that moved a gauge."""

    by: int
    kind: str
    quote: str


@dataclass(frozen=True)
class GaugeRow:
    """Trust, interest or patience after a turn."""

    name: str
    value: int
    """0 to 100."""
    before: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class SegmentRow:
    """One thing that was heard in the turn."""

    quote: str
    kind: str
    confidence: float
    """0 to 1."""
    tags: tuple[str, ...]
    """Such as ``focus problem``, ``quantifies``, ``takes up what was said``."""
    topics: tuple[TopicScore, ...]
    """Heard outright."""
    near: tuple[TopicScore, ...]
    """Between the two thresholds, or too alike to choose."""
    further: tuple[TopicScore, ...]
    """The runners-up below both thresholds."""


@dataclass(frozen=True)
class Reason:
    """One line of the answer, and why it was said."""

    step: str
    line: str
    """Which line of the file, or which act: ``need leakage, rung 2``."""
    words: str


@dataclass(frozen=True)
class OpenTurn:
    """A seller's turn, the answer, and the mind after it. Turn 1 is the opener, nothing said."""

    turn: int
    said: str
    answer: str
    gauges: tuple[GaugeRow, ...]
    dominant: str
    heard: tuple[SegmentRow, ...]
    reasons: tuple[Reason, ...]
    needs: tuple[NeedRow, ...]
    objections: tuple[GateRow, ...]
    commitments: tuple[GateRow, ...]
    ended: str
    """How the call ended with this turn; empty while it goes on."""

    def heard_in_short(self) -> str:
        """``open_question about leakage; pitch``."""
        return "; ".join(
            segment.kind
            + (f" about {', '.join(t.id for t in segment.topics)}" if segment.topics else "")
            for segment in self.heard
        )

    def lines_in_short(self) -> str:
        """``need leakage, rung 2; act agenda``."""
        return "; ".join(reason.line for reason in self.reasons)


@dataclass(frozen=True)
class Moment:
    """What there is to know of one turn, before it is put into rows."""

    scenario: Scenario
    topics: Topics
    turn: int
    said: str
    heard: Heard
    before: State
    after: State
    decision: Decision
    answer: str
    parts: tuple[tuple[int, int], ...]
    """Where in the answer each line of the decision stands."""
    ended: str = ""


def open_turn(moment: Moment) -> OpenTurn:
    """The rows of a turn."""
    scenario, before = moment.scenario, moment.before
    points = points_of(scenario, before, moment.heard, moment.turn)
    gates = Gates(scenario, before, moment.after, moment.heard, moment.turn)
    return OpenTurn(
        turn=moment.turn,
        said=moment.said,
        answer=moment.answer,
        gauges=_gauges(moment),
        dominant=moment.heard.dominant.value if moment.heard.segments else "",
        heard=tuple(_segment(moment, segment) for segment in moment.heard.segments),
        reasons=_reasons(moment, points),
        needs=gates.needs(),
        objections=gates.objections(),
        commitments=gates.commitments(),
        ended=moment.ended,
    )


def _gauges(moment: Moment) -> tuple[GaugeRow, ...]:
    return tuple(
        GaugeRow(
            name=name,
            value=getattr(moment.after, name),
            before=getattr(moment.before, name),
            causes=tuple(
                Cause(
                    by=getattr(effect, name),
                    kind=effect.kind.value,
                    quote=moment.said[effect.span.start : effect.span.end],
                )
                for effect in moment.decision.effects
                if getattr(effect, name)
            ),
        )
        for name in ("trust", "interest", "patience")
    )


def _segment(moment: Moment, segment: Segment) -> SegmentRow:
    quote = moment.said[segment.start : segment.end]
    heard = {topic.id for topic in (*segment.topics, *segment.near)}
    further = [t for t in moment.topics.ranked(quote, FURTHER_FROM) if t.id not in heard]
    return SegmentRow(
        quote=quote,
        kind=segment.kind.value,
        confidence=segment.confidence,
        tags=tuple(_tags(segment)),
        topics=segment.topics,
        near=segment.near,
        further=tuple(further[:FURTHER_MOST]),
    )


def _tags(segment: Segment) -> Iterable[str]:
    if segment.focus is not None:
        yield f"focus {segment.focus.value}"
    if segment.quantifies:
        yield "quantifies"
    if segment.asks_number:
        yield "asks for the number"
    if segment.grounded:
        yield "uses a figure that was given"
    if segment.takes_up:
        yield "takes up what was said"
    if segment.meets:
        yield f"touches what meets {', '.join(segment.meets)}"
    if segment.unsupported is not None:
        yield "a figure from nowhere"
    if segment.contradicts is not None:
        yield f"contradicts turn {segment.contradicts}"


def _reasons(moment: Moment, points: Points) -> tuple[Reason, ...]:
    decision = moment.decision
    words = [moment.answer[start:end] for start, end in moment.parts]
    words += [moment.answer] * (len(decision.lines) - len(words))
    return tuple(
        Reason(step=STEPS[step], line=_line(line, points), words=said)
        for line, step, said in zip(decision.lines, steps_of(decision), words, strict=False)
    )


def _line(line: Line, points: Points) -> str:
    about = f" {line.about}" if line.about else ""
    if line.kind == "reveal":
        return f"need{about}, rung {(line.rung or 0) + 1}"
    if line.kind == "hint":
        return f"need{about}, hint {(line.rung or 0) + 1}"
    if line.kind == "ask":
        return f"buyer.asks, number {(line.rung or 0) + 1}"
    if line.kind in ("objection", "behind"):
        return f"objection{about}, {'says' if line.kind == 'objection' else 'behind'}"
    if line.kind in ("accepts", "declines", "puts_off"):
        return f"commitment{about}, {line.kind}"
    if line.kind == "act" and line.act is not None:
        follows = sorted({p.follows for p in points.all if p.follows and not p.named})
        after = f", following up {', '.join(follows)}" if follows and not about else ""
        return f"act {line.act.value}{about}{after}"
    return f"{line.kind}{about}"


def differences(before: OpenTurn, now: OpenTurn) -> tuple[str, ...]:
    """What came out differently in the same turn of two playings, in words."""
    told = []
    if before.heard_in_short() != now.heard_in_short():
        told.append(
            f"heard: {now.heard_in_short() or 'nothing'};"
            f" before: {before.heard_in_short() or 'nothing'}"
        )
    if before.lines_in_short() != now.lines_in_short():
        told.append(f"answered by: {now.lines_in_short()}; before: {before.lines_in_short()}")
    elif before.answer != now.answer:
        told.append(f"other words; before: “{before.answer}”")
    moved = [
        f"{gauge.name} {gauge.value}, before {was.value}"
        for was, gauge in zip(before.gauges, now.gauges, strict=True)
        if was.value != gauge.value
    ]
    if moved:
        told.append("; ".join(moved))
    told += _states_apart(before, now)
    if before.ended != now.ended:
        told.append(f"the call: {now.ended or 'goes on'}; before: {before.ended or 'went on'}")
    return tuple(told)


def _states_apart(before: OpenTurn, now: OpenTurn) -> Iterable[str]:
    def states(turn: OpenTurn) -> dict[str, str]:
        rows: Sequence[NeedRow | GateRow] = (*turn.needs, *turn.objections, *turn.commitments)
        return {row.id: row.state for row in rows}

    was = states(before)
    for name, state in states(now).items():
        if was.get(name, "not there") != state:
            yield f"{name} {state}, before {was.get(name, 'not there')}"
