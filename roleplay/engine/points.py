"""A heard turn as this buyer takes it, at this moment of the call."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.domain.buyer import State
from roleplay.domain.ledger import ObjectionState
from roleplay.domain.moves import ASKING, QUESTIONS, Focus, Heard, Kind, Segment, Span, Wants
from roleplay.domain.scenario import Objection, Scenario

_MAY_ANSWER = frozenset({Kind.ANSWER_CONCERN, Kind.PITCH, Kind.PROOF, Kind.INSIGHT, Kind.ADVISE})
_MAY_CHOOSE = frozenset({Kind.OTHER, Kind.ACKNOWLEDGE, Kind.REFLECTION, Kind.AGENDA, Kind.RAPPORT})


@dataclass(frozen=True)
class Point:
    """One segment, and what it is about for this buyer."""

    segment: Segment
    kind: Kind
    """The segment's kind, or answer_concern where it answers the raised objection."""
    named: tuple[str, ...]
    """Topics named outright."""
    follows: str | None
    """What it is about without naming it: what the buyer last spoke of, or the objection."""
    answers: bool
    """It answers the raised objection."""
    span: Span

    @property
    def asks(self) -> bool:
        """A question or a reflection."""
        return self.kind in ASKING

    @property
    def topical(self) -> bool:
        """It is about something of this scenario."""
        return bool(self.named) or self.follows is not None

    def about(self, name: str) -> bool:
        """It is about that topic, named or followed up."""
        return name in self.named or name == self.follows


@dataclass(frozen=True)
class Points:
    """All of a turn that the buyer takes in."""

    all: tuple[Point, ...]
    dominant: Kind
    focus: Focus | None
    stacked: bool
    """Three questions or more; those after the first are not among `all`."""

    @property
    def takes_up(self) -> bool:
        """Anything in the turn builds on what the buyer said."""
        return any(point.segment.takes_up for point in self.all)


def open_objection(scenario: Scenario, state: State) -> Objection | None:
    """The objection that has been raised and is not settled, if there is one."""
    unsettled = (ObjectionState.RAISED, ObjectionState.EXPLORED)
    return next((o for o in scenario.objections if state.objections[o.id] in unsettled), None)


def points_of(scenario: Scenario, state: State, heard: Heard, turn: int) -> Points:
    """What a heard turn amounts to for this buyer now."""
    topics = {topic.id for topic in scenario.topics()}
    objection = open_objection(scenario, state)
    points: list[Point] = []
    checked = any(segment.wants is Wants.AGREEMENT for segment in heard.taken_in)
    for segment in heard.taken_in:
        points.append(
            _point(scenario, state, segment, topics, objection, points, turn, checked=checked)
        )
    dominant = heard.dominant
    if heard.stacked and all(segment.kind is not dominant for segment in heard.taken_in):
        dominant = next(s.kind for s in heard.taken_in if s.kind in QUESTIONS)
    focus = Heard(segments=heard.taken_in, dominant=dominant).focus
    of_dominant = [p for p in points if p.segment.kind is dominant]
    taken_as = {p.kind for p in of_dominant}
    if taken_as in ({Kind.ANSWER_CONCERN}, {Kind.ACKNOWLEDGE}):
        dominant = taken_as.pop()
    elif len(points) == 1:
        dominant = points[0].kind
    return Points(tuple(points), dominant, focus, heard.stacked)


def _point(
    scenario: Scenario,
    state: State,
    segment: Segment,
    topics: set[str],
    objection: Objection | None,
    before: list[Point],
    turn: int,
    *,
    checked: bool,
) -> Point:
    """A segment as a point; ``checked`` where the turn asks whether it answers what stands."""
    kind = segment.kind
    named = tuple(topic.id for topic in segment.topics if topic.id in topics)
    if state.narrowed is not None and not named:
        meant = [t.id for t in segment.near if t.id in state.narrowed.topics]
        named = tuple(meant[:1])
    if state.narrowed is not None and kind in _MAY_CHOOSE:
        chosen = tuple(name for name in named if name in state.narrowed.topics)
        if chosen:
            named, kind = chosen[:1], state.narrowed.kind
    if kind in ASKING and segment.takes_up and _rather_follows(scenario, state, segment, named):
        named = ()
    raised = objection is not None and state.objections[objection.id] is ObjectionState.RAISED
    if raised and kind in ASKING and segment.takes_up:
        # Nobody asks about an objection that they have not heard yet.
        heard = (t for t in named if state.objections.get(t) is not ObjectionState.LATENT)
        named = tuple(heard)
    if raised and segment.owns_up and kind is Kind.ANSWER_CONCERN:
        kind = Kind.ACKNOWLEDGE  # before it is known what lies behind, to own up answers nothing
    answers = objection is not None and (
        kind is Kind.ANSWER_CONCERN
        or (
            kind in _MAY_ANSWER
            and (objection.id in segment.meets or objection.id in named or (checked and not raised))
        )
    )
    follows = None
    if not named:
        follows = _followed(scenario, state, segment, kind, objection, before)
    return Point(
        segment=segment,
        kind=Kind.ANSWER_CONCERN if answers else kind,
        named=named,
        follows=follows,
        answers=answers,
        span=Span(turn=turn, start=segment.start, end=segment.end),
    )


def _rather_follows(
    scenario: Scenario, state: State, segment: Segment, named: tuple[str, ...]
) -> bool:
    """True where something used up was hardly named, and the buyer has more to say of the last."""
    # What was chosen of several that were offered is named plainly, however near it was heard.
    hardly = bool(named and segment.topics) and segment.topics[0].score < _HARDLY
    more = state.spoke_of is not None and not spent(scenario, state, state.spoke_of)
    return hardly and more and all(spent(scenario, state, name) for name in named)


_HARDLY = 0.6
"""Likelihood under which what is named may rather be what was just spoken of."""


def _followed(
    scenario: Scenario,
    state: State,
    segment: Segment,
    kind: Kind,
    objection: Objection | None,
    before: list[Point],
) -> str | None:
    """What a segment that names no topic is about."""
    if kind in ASKING:
        if objection is not None and _after(state, segment, objection):
            return objection.id
        if segment.takes_up:
            near = next((t.id for t in segment.near if not spent(scenario, state, t.id)), None)
            return near if near and spent(scenario, state, state.spoke_of) else state.spoke_of
        # "So four percent, overpaid. What did that come to?": the question follows the mirror.
        if before and before[-1].kind is Kind.REFLECTION:
            return before[-1].named[0] if before[-1].named else before[-1].follows
        return _guessed(scenario, state, segment) if kind in QUESTIONS else None
    # The buyer's own figure, multiplied out, is about what they were just speaking of.
    if segment.quantifies and (segment.takes_up or segment.grounded):
        return state.spoke_of
    return None


OF_ITS_OWN = frozenset({Focus.SITUATION, Focus.PROCESS, Focus.PAYOFF, Focus.IMPLICATION})
"""What a question is after that is about something else than what stands in the way."""


def _after(state: State, segment: Segment, objection: Objection) -> bool:
    """True for a question about what stands in the way without naming it.

    It follows up what the buyer has just said of it, or asks what the trouble is and nothing else.
    """
    if state.objections[objection.id] is not ObjectionState.RAISED:
        # What lies behind it is known: only who asks for the trouble hears of it again.
        waits = state.spoke_of in (objection.id, *state.commitments)
        return waits and segment.focus is Focus.PROBLEM and not segment.near
    if any(topic.id == objection.id for topic in segment.near):
        return True
    if segment.takes_up:
        waits = state.spoke_of in (None, objection.id, *state.commitments)
        return waits or not segment.near
    return segment.focus not in OF_ITS_OWN and not segment.near


_GUESSED_FROM = 0.3
"""Likelihood from which a question may be about something that anyone is told."""


def _guessed(scenario: Scenario, state: State, segment: Segment) -> str | None:
    """What anyone who asks is told, where a question comes near to nothing else.

    A wrong guess gives nothing away; of what must be earned the buyer asks back.
    """
    near = [topic for topic in segment.near if topic.score >= _GUESSED_FROM]
    open_to_all = {known.id for known in scenario.knows} - set(state.told)
    if len(near) == 1 and len(segment.near) == 1 and near[0].id in open_to_all:
        return near[0].id
    return None


def spent(scenario: Scenario, state: State, name: str | None) -> bool:
    """True if the buyer has said all that there is to be said of it."""
    for need in scenario.needs:
        if need.id == name:
            return state.rungs.get(name, 0) >= len(need.reveals)
    if name in state.objections:
        return state.objections[name].at_least(ObjectionState.EXPLORED)
    return name in state.told or name in state.commitments
