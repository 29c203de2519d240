"""Whatever a seller says, the buyer tells only what was earned.

The gates are worked out here a second time and from the record alone, without the engine's own
reading of a condition: what must at least be true for a line to have been said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from roleplay.domain.buyer import Line, State
from roleplay.domain.conditions import Condition
from roleplay.domain.ledger import NeedState, ObjectionState
from roleplay.domain.moves import ASKING, QUESTIONS, TELLING, Heard, Kind
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import DecidedEvent, Event, HeardEvent, SpokenEvent, Started
from roleplay.engine.lines import default_lines
from tests.engine.playing import CALLS, calls, play, scenario_of

EVERY_CALL = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Answer:
    """One answer of the buyer's, and all it was decided from."""

    def __init__(self, before: State, heard: Heard, decided: DecidedEvent, spoken: SpokenEvent):
        self.before = before
        self.heard = heard
        self.lines = decided.decision.lines
        self.after = decided.state
        self.turn = decided.turn
        self.words = spoken.spoken
        self.paused = not heard.segments


def answers(events: Sequence[Event]) -> Iterator[Answer]:
    state = next(event.state for event in events if isinstance(event, Started))
    heard, decided = Heard(), None
    for event in events:
        if isinstance(event, HeardEvent):
            heard = event.heard
        elif isinstance(event, DecidedEvent):
            decided = event
        elif isinstance(event, SpokenEvent) and decided is not None:
            yield Answer(state, heard, decided, event)
            state = decided.state


def gate(when: Condition, given: Answer, needs_after: bool) -> bool:
    """Whether what ``when`` asks for was at least possible in that turn."""
    after, state = given.after, given.after if needs_after else given.before
    for wanted, now in (
        (when.trust, after.trust),
        (when.interest, after.interest),
        (when.patience, after.patience),
        (when.turn, given.turn),
    ):
        if wanted is not None and now < wanted:
            return False
    for name, wanted in when.needs.items():
        if name not in state.needs or not any(state.needs[name].at_least(s) for s in wanted):
            return False
    if when.asked and not any(about(name, given, ASKING) for name in when.asked):
        return False
    if when.told and not any(about(name, given, TELLING) for name in when.told):
        return False
    if when.quantifies and not any(sized(name, given) for name in when.quantifies):
        return False
    return not when.any or any(gate(each, given, needs_after) for each in when.any)


def about(name: str, given: Answer, kinds: frozenset[Kind]) -> bool:
    """Some words of such a kind named it, or could be about it without naming it."""
    chosen = given.before.narrowed is not None and name in given.before.narrowed.topics
    if chosen and given.before.narrowed.kind in kinds:
        return any(t.id == name for s in given.heard.segments for t in (*s.topics, *s.near))
    of_kind = [s for s in given.heard.segments if s.kind in kinds]
    if any(topic.id == name for s in of_kind for topic in s.topics):
        return True
    asks = [s for s in of_kind if s.kind in ASKING and not s.topics]
    follows = any(s.takes_up for s in given.heard.segments) and given.before.spoke_of == name
    mirrored = any(
        s.kind is Kind.REFLECTION and any(t.id == name for t in s.topics)
        for s in given.heard.segments
    )
    # What was used up gives way to what a follow-up comes near to; so does nothing at all.
    near = any(t.id == name for s in asks for t in s.near)
    return bool(asks) and (follows or mirrored or near)


def sized(name: str, given: Answer) -> bool:
    """A figure was asked for or used, and what it sizes had been stated before."""
    figures = [s for s in given.heard.segments if s.quantifies and (s.asks_number or s.grounded)]
    named = any(topic.id == name for s in given.heard.segments for topic in s.topics)
    stated = given.before.needs[name].at_least(NeedState.STATED)
    return bool(figures) and stated and (named or given.before.spoke_of == name)


def check_line(scenario: Scenario, line: Line, rungs: dict[str, int], given: Answer) -> None:
    """That line had been earned, and is the author's for what was earned."""
    if line.kind == "reveal":
        need = next(each for each in scenario.needs if each.id == line.about)
        assert line.rung == rungs.get(need.id, 0), "a rung was left out"
        rung = need.reveals[line.rung]
        assert line.say == rung.say
        if given.paused:
            assert given.before.held_back == (need.id,)
            assert given.before.last_was_question
            assert not given.before.pause_used
        else:
            assert gate(rung.when, given, needs_after=True), f"{need.id} rung {line.rung}"
        rungs[need.id] = line.rung + 1
    elif line.kind == "behind":
        objection = next(each for each in scenario.objections if each.id == line.about)
        assert line.say == objection.behind
        assert given.before.objections[objection.id] is ObjectionState.RAISED
        assert any(
            s.kind in ASKING and not (objection.kind == "disguised" and s.kind == "closed_question")
            for s in given.heard.segments
        )
    elif line.kind == "accepts":
        commitment = next(each for each in scenario.commitments if each.id == line.about)
        assert line.say == commitment.accepts
        assert gate(commitment.accept_when, given, needs_after=False)
    elif line.kind == "knows":
        known = next(each for each in scenario.knows if each.id == line.about)
        assert line.say == known.say
        assert about(known.id, given, ASKING)
    elif line.kind == "again":
        told = given.before.rungs.get(line.about, 0) or line.about in given.before.told
        explored = given.before.objections.get(line.about, ObjectionState.LATENT)
        assert told or explored.at_least(ObjectionState.EXPLORED), "it had not been said yet"
    elif line.kind == "hint":
        need = next(each for each in scenario.needs if each.id == line.about)
        assert given.before.needs[need.id] == "hidden"
        assert line.say == (need.hints[line.rung],)


def earned(scenario: Scenario, events: Sequence[Event]) -> None:
    rungs: dict[str, int] = {}
    for answer in answers(events):
        reveals = [line for line in answer.lines if line.kind == "reveal"]
        assert len(reveals) <= 2
        assert len({line.about for line in reveals}) <= 1
        raised = [
            name
            for name, state in answer.after.needs.items()
            if state != answer.before.needs[name] and name in {line.about for line in reveals}
        ]
        assert len(raised) <= 1
        for line in answer.lines:
            check_line(scenario, line, rungs, answer)
        assert {name: n for name, n in answer.after.rungs.items() if n} == rungs
        for line, (start, end) in zip(answer.lines, answer.words.parts, strict=True):
            if line.say:
                assert answer.words.text[start:end] in (*line.say, *_of_act(scenario, line))


def _of_act(scenario: Scenario, line: Line) -> tuple[str, ...]:
    """What may be said for a line whose own words are used up."""
    if line.act is None:
        return ()
    defaults = [default_lines(manner)[line.act] for manner in scenario.buyer.manner]
    return (*scenario.lines.get(line.act, ()), *(words for each in defaults for words in each))


def normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def sentences(text: str) -> set[str]:
    """Its sentences of four words or more, and the whole."""
    parts = {normal(part) for part in re.split(r"(?<=[.?!])\s", text)}
    return {part for part in parts if len(part.split()) >= 4} | {normal(text)}


def secrets(scenario: Scenario) -> dict[tuple[str, str, int], set[str]]:
    """What must be earned, by the line it belongs to, in sentences."""
    found: dict[tuple[str, str, int], set[str]] = {}
    for need in scenario.needs:
        for place, rung in enumerate(need.reveals):
            found["reveal", need.id, place] = {s for say in rung.say for s in sentences(say)}
    for objection in scenario.objections:
        behind = {s for say in objection.behind for s in sentences(say)}
        found["behind", objection.id, 0] = behind
    for commitment in scenario.commitments:
        found["accepts", commitment.id, 0] = {
            s for say in commitment.accepts for s in sentences(say)
        }
    return found


def leaks(scenario: Scenario, events: Sequence[Event]) -> list[tuple[int, str]]:
    """Turns of the buyer that hold a sentence of a line that was not decided by then."""
    locked = secrets(scenario)
    open_by_now = sentences(scenario.buyer.opener)
    found = []
    for answer in answers(events):
        for line in answer.lines:
            rung = line.rung if line.kind == "reveal" else 0
            open_by_now |= locked.pop((line.kind, line.about or "", rung or 0), set())
            open_by_now |= {s for say in line.say for s in sentences(say)}
        text = f" {normal(answer.words.text)} "
        for sentence in set().union(*locked.values()) - open_by_now if locked else ():
            if f" {sentence} " in text:
                found.append((answer.turn, sentence))
    return found


@EVERY_CALL
@given(calls())
def test_whatever_is_said_every_line_was_earned(played):
    call, lines, seed = played
    earned(scenario_of(call), play(call, lines, seed))


@EVERY_CALL
@given(calls())
def test_whatever_is_said_no_words_of_a_locked_line_are_spoken(played):
    call, lines, seed = played
    assert leaks(scenario_of(call), play(call, lines, seed)) == []


@pytest.mark.parametrize("call", CALLS, ids="/".join)
def test_a_seller_who_asks_every_authors_question_earns_all_they_are_told(call):
    scenario = scenario_of(call)
    for lines in (
        [line for topic in scenario.topics() for line in topic.listen_for],
        [line for topic in reversed(scenario.topics()) for line in topic.listen_for],
        [line for each in scenario.tries.values() for line in each.seller],
    ):
        events = play(call, lines)
        earned(scenario, events)
        assert leaks(scenario, events) == []


def test_the_strong_sellers_are_told_enough_for_these_tests_to_mean_something():
    told = 0
    for call in CALLS:
        events = play(call, scenario_of(call).tries["strong"].seller)
        told += sum(line.kind == "reveal" for each in answers(events) for line in each.lines)
    assert told > 40


def test_a_leak_would_be_found():
    call = ("sceptical-cfo", "a")
    events = play(call, ["Good morning."])
    secret = scenario_of(call).needs[0].reveals[-1].say[0]
    spoken = next(e for e in events if isinstance(e, SpokenEvent) and e.turn == 3)
    leaked = spoken.spoken.model_copy(update={"text": f"Well. {secret}"})
    events[events.index(spoken)] = spoken.model_copy(update={"spoken": leaked})
    assert leaks(scenario_of(call), events)


def test_a_line_that_was_not_earned_would_be_found():
    call = ("sceptical-cfo", "a")
    scenario = scenario_of(call)
    events = play(call, ["Good morning."])
    decided = next(e for e in events if isinstance(e, DecidedEvent))
    need = scenario.needs[0]
    line = Line(kind="reveal", about=need.id, rung=0, say=need.reveals[0].say)
    spoken = next(e for e in events if isinstance(e, SpokenEvent) and e.turn == 3)
    given = Answer(decided.state, Heard(), decided, spoken)
    given.paused = False
    with pytest.raises(AssertionError, match=need.id):
        check_line(scenario, line, {}, given)
    with pytest.raises(AssertionError, match="left out"):
        check_line(scenario, line.model_copy(update={"rung": 1}), {}, given)


def test_asking_kinds_are_those_the_design_names():
    assert {Kind.OPEN_QUESTION, Kind.CLOSED_QUESTION} == QUESTIONS
    assert {*QUESTIONS, Kind.REFLECTION} == ASKING
    assert {Kind.INSIGHT, Kind.PROOF, Kind.ADVISE} == TELLING
