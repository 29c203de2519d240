"""The coach of a finished call: what could have been said instead, and a talk about it.

What a model answered is kept with the call and shown again without asking again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from roleplay.coaching.coach import (
    NOTHING_SHOWN,
    ShownNeed,
    Suggested,
    Suggestions,
    alternatives,
    usual_words,
)
from roleplay.coaching.conversation import (
    MOST_ASKED,
    MOST_TURNS,
    Conversation,
    Exchange,
    Material,
    Reply,
    Sentence,
)
from roleplay.coaching.fitting import Place, aim_at
from roleplay.coaching.known import Known, in_brief, in_strategy
from roleplay.coaching.moments import Moment, the_moment
from roleplay.coaching.next_step import weakest
from roleplay.domain.buyer import State
from roleplay.domain.ledger import NeedState
from roleplay.domain.model import digest
from roleplay.domain.moves import Span
from roleplay.domain.problem import BadInput
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import Started, decisions_of, ledger_of
from roleplay.listening import Topics

from .calls import LiveCall, reopen
from .debriefs import Debrief, debrief, scorecard_of
from .quoting import answer_that_came
from .who_may import Doing
from .workspace import Workspace

if TYPE_CHECKING:
    from roleplay.llm import Door, Stop

__all__ = [
    "MOST_ASKED",
    "MOST_TURNS",
    "Exchange",
    "Reply",
    "Suggested",
    "Suggestions",
    "ask",
    "suggestions",
    "talk",
]

SUGGESTED = "suggested"
"""The kind of note under which suggested lines are kept."""
TALKED = "talked"
"""The kind of note under which a question and its answer are kept."""
_LEVELS = 60
"""Levels of the last calls that say which skill needs practice most."""
Found = TypeVar("Found")


def suggestions(
    workspace: Workspace, call_id: str, *, again: bool = False, stop: Stop | None = None
) -> Suggestions | None:
    """Two lines that could have been said at the moment the debrief shows; None without one.

    Args:
        workspace: where the call is kept.
        call_id: which call.
        again: ask for others, although some are kept.
        stop: stops it.

    Raises:
        BadInput: no such call, it is not finished, or no model is set up for the coach.
        ModelFailed: the model did not answer.
    """
    live = _finished(workspace, call_id)
    kept = _kept(workspace, live, SUGGESTED, _suggestions_of)
    if kept and not again:
        return kept[-1]
    moment = the_moment(live.scenario, live.events)
    if moment is None or not scorecard_of(workspace, live).scorable:
        return None
    shown = _needs_shown(workspace, live)
    if not shown:
        return Suggestions(moment.turn, (), NOTHING_SHOWN)
    found = alternatives(
        _door(workspace, live),
        _place(workspace, live, moment),
        shown,
        wrong=moment.why,
        briefing=list(in_brief(live.scenario)),
        offering=list(in_strategy(live.scenario, _strategy(workspace, live))),
        stop=stop,
    )
    _keep(workspace, live, SUGGESTED, asdict(found), found.turn)
    return found


def talk(workspace: Workspace, call_id: str) -> tuple[Exchange, ...]:
    """What was asked of the coach about a call and answered, oldest first.

    Raises:
        BadInput: no such call, or it is not finished.
    """
    return _kept(workspace, _finished(workspace, call_id), TALKED, _exchange_of)


def ask(workspace: Workspace, call_id: str, question: str, stop: Stop | None = None) -> Reply:
    """Ask the coach something about a call; question and answer are kept.

    Raises:
        BadInput: no such call, it is not finished, nothing is asked or too much, no question is
            left, or no model is set up for the coach.
        ModelFailed: the model did not answer; the question is not counted.
    """
    live = _finished(workspace, call_id)
    so_far = _kept(workspace, live, TALKED, _exchange_of)
    seen = debrief(workspace, call_id)
    material = Material(live.turns, tuple(in_brief(live.scenario)), tuple(_debrief_lines(seen)))
    conversation = Conversation(_door(workspace, live), material, so_far)
    reply = conversation.ask(question, stop)
    _keep(workspace, live, TALKED, asdict(conversation.so_far[-1]))
    return reply


def _finished(workspace: Workspace, call_id: str) -> LiveCall:
    live = reopen(workspace, call_id, Doing.CHANGE)
    if not live.ended:
        raise BadInput(f"call {call_id} is not finished; the coach looks at finished calls")
    return live


def _door(workspace: Workspace, live: LiveCall) -> Door:
    door = workspace.door(live.id)
    if door is None or not door.has("coach"):
        raise BadInput(
            "no model is set up for the coach; set one under Settings, Model, "
            "or with ROLEPLAY_LLM_BASE_URL and ROLEPLAY_LLM_MODEL"
        )
    return door


def _strategy(workspace: Workspace, live: LiveCall) -> Strategy | None:
    try:
        return workspace.library.strategy_of(live.scenario.id)
    except BadInput:
        # Its pack is gone or broken: what the call itself shows is left.
        return None


def _place(workspace: Workspace, live: LiveCall, moment: Moment) -> Place:
    scenario, strategy, turns = live.scenario, _strategy(workspace, live), live.turns
    standing = weakest(workspace.store.recent_levels(workspace.settings.seller, _LEVELS))
    before = _state_before(live, moment.turn)
    return Place(
        turn=moment.turn,
        turns=turns,
        aim=aim_at(
            live.rubric,
            scorecard_of(workspace, live),
            before,
            standing.skill if standing else None,
        ),
        most_words=usual_words(turns),
        topics=workspace.topics(digest(scenario), lambda: Topics.of(scenario)),
        known=Known(scenario, strategy, [turn for turn in turns if turn.turn < moment.turn]),
        known_after=Known(scenario, strategy, turns),
        state=before,
    )


def _state_before(live: LiveCall, turn: int) -> State:
    state = next(event.state for event in live.events if isinstance(event, Started))
    for decided in sorted(decisions_of(live.events).values(), key=lambda each: each.turn):
        if decided.turn < turn:
            state = decided.state
    return state


def _needs_shown(workspace: Workspace, live: LiveCall) -> list[ShownNeed]:
    """The needs of which the debrief shows something: said, hinted, or opened afterwards."""
    ledger = ledger_of(live.scenario, live.events)
    opened = workspace.store.is_opened(workspace.settings.seller, live.scenario.id, live.variant)
    shown = []
    for need in live.scenario.needs:
        stated = ledger.first("need", need.id, NeedState.STATED)
        change = stated or ledger.first("need", need.id, NeedState.HINTED)
        words = answer_that_came(live.events, change).words if change else ""
        if stated or (opened and need.reveals):
            shown.append(ShownNeed(need.id, need.title, words or need.reveals[0].say[0]))
        elif words:
            shown.append(ShownNeed(need.id, f"“{words}”", words))
    return shown


def _debrief_lines(seen: Debrief) -> list[str]:
    lines = [f"It ended: {seen.ending_words}."]
    if seen.overall is not None:
        lines.append(f"Overall {seen.overall:g} of 5")
    for criterion in seen.criteria:
        lines.append(f"{criterion.title}: {criterion.words}")
        lines += [f"- {check.says} {check.verdict}" for check in criterion.checks]
    lines += [f"{row.title}: {row.stands}" for row in seen.ledger]
    lines += [line for _, line in seen.metrics]
    if seen.moment is not None:
        lines.append(f"The moment to take again is turn {seen.moment.turn}: {seen.moment.why}")
    return lines


def _keep(
    workspace: Workspace, live: LiveCall, kind: str, what: dict[str, Any], turn: int | None = None
) -> None:
    if live.id is not None:
        text = json.dumps(what, ensure_ascii=False, default=lambda value: value.model_dump())
        workspace.store.add_note(live.id, kind, text, turn)


def _kept(
    workspace: Workspace, live: LiveCall, kind: str, read: Callable[[dict[str, Any]], Found]
) -> tuple[Found, ...]:
    notes = workspace.store.notes(live.id) if live.id is not None else ()
    return tuple(read(json.loads(note.text)) for note in notes if note.kind == kind)


def _suggestions_of(kept: dict[str, Any]) -> Suggestions:
    lines = tuple(Suggested(**line) for line in kept["lines"])
    return Suggestions(kept["turn"], lines, kept["note"], tuple(kept["left_out"]))


def _exchange_of(kept: dict[str, Any]) -> Exchange:
    sentences = tuple(
        Sentence(each["says"], tuple(Span(**span) for span in each["quotes"]))
        for each in kept["reply"]["sentences"]
    )
    return Exchange(kept["asked"], Reply(sentences, kept["reply"]["taken_out"]))
