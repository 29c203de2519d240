"""A call, looked back on: one moment to take again, one thing to keep, and every score's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.coaching.colleague import to_a_colleague
from roleplay.coaching.moments import Kept, hints_missed, the_keep, the_moment
from roleplay.domain.ledger import (
    CommitmentState,
    Ledger,
    NeedState,
    ObjectionState,
    What,
)
from roleplay.domain.problem import BadInput
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import MAX_TURN, clean
from roleplay.domain.transcript import (
    CorrectedEvent,
    Event,
    Turn,
    decisions_of,
    ledger_of,
    turns_of,
)

from .calls import LiveCall, reopen
from .exchanges import Exchange, exchanges
from .meanings import NEED_KINDS, STATES, ending_in_words
from .notes import notes_to_self
from .quoting import Quote, answer_that_came, line_said, quote_of
from .spending import tokens
from .verdicts import (
    CheckView,
    CriterionView,
    FlagView,
    JudgeView,
    capped_by,
    criteria,
    flags,
    judge_of,
)
from .worded import cuts
from .workspace import Workspace

__all__ = [
    "CheckView",
    "CriterionView",
    "Debrief",
    "FlagView",
    "HiddenNeed",
    "JudgeView",
    "LedgerRow",
    "MomentView",
    "Quote",
    "debrief",
    "open_hidden",
    "say_where_it_turned",
    "scorecard_of",
]

State = NeedState | ObjectionState | CommitmentState

TURNING_POINT = "turning_point"
"""The kind of note that answers "Where did it turn?"."""


@dataclass(frozen=True)
class MomentView:
    """The one moment worth taking again."""

    turn: int
    seller_words: str
    what_followed: str
    why: str
    try_saying: str | None
    """The author's line for it: shown after the rep's own second try, or a skip."""


@dataclass(frozen=True)
class LedgerRow:
    """Something the buyer came to."""

    what: str
    title: str
    state: str
    words: str
    """The buyer's own."""
    turn: int | None
    start: int = 0
    """Where in the turn the words stand."""
    end: int = 0
    stands: str = ""
    """The state, in words."""


@dataclass(frozen=True)
class HiddenNeed:
    """What stayed hidden: shown only when asked for."""

    title: str
    kind_in_words: str
    state: str
    never_heard: tuple[str, ...]
    try_saying: str | None


@dataclass(frozen=True)
class Debrief:
    """All of a finished call, in the order in which it is looked at."""

    call: str
    scenario: str
    variant: str
    title: str
    buyer: str
    kind: str
    ending_words: str
    scorable: bool
    reason: str | None
    buyer_says: str
    moment: MomentView | None
    keep: Quote | None
    criteria: tuple[CriterionView, ...]
    ledger: tuple[LedgerRow, ...]
    left: int
    """Needs left for another meeting."""
    metrics: tuple[tuple[str, str], ...]
    missed: tuple[Quote, ...]
    """Openings the buyer gave that were not taken up."""
    misheard: int
    """Questions that had to be asked back about: our doing."""
    corrected: int
    turns: tuple[Turn, ...]
    overall: float | None
    overall_range: tuple[float, float] | None
    coverage: float
    hidden_opened: bool
    exchanges: tuple[Exchange, ...] = ()
    """How each turn of the seller's was heard, and what came of it."""
    takes: int = 1
    """Finished takes of this call, itself included: from two on they can be set side by side."""
    turned: str = ""
    """The rep's own line on where it turned; empty if there is none."""
    notes: tuple[tuple[int, str], ...] = ()
    """The rep's notes to self, each with its turn."""
    cuts: tuple[tuple[int, str], ...] = ()
    """What is told of each buyer's turn that was cut short."""
    capped_by: str = ""
    """The question whose answer limits the overall; empty for none."""
    judge: JudgeView | None = None
    """How a model took part in what is shown; None where code alone made it."""
    flags: tuple[FlagView, ...] = ()
    """Words that a person should look at."""
    scorecards: int = 1
    """Scorecards that are kept of the call."""
    overall_counted: float | None = None
    """The overall that level and trend go by: of the last scorecard code alone made."""
    tokens: int = 0
    """What models have used for the call so far, asked and answered."""
    judge_model: str = ""
    """The model that can judge the call; empty for none."""
    coach_model: str = ""
    """The model that can be asked about the call; empty for none."""


def debrief(workspace: Workspace, call_id: str) -> Debrief:
    """The debrief of a finished call.

    Raises:
        BadInput: no such call, or it is not finished.
    """
    live = _finished(workspace, call_id)
    scenario, events = live.scenario, live.events
    card = scorecard_of(workspace, live)
    ledger = ledger_of(scenario, events)
    decisions = decisions_of(events)
    last = decisions[max(decisions)].state if decisions else None
    notes = workspace.store.notes(call_id)
    opened = workspace.store.is_opened(workspace.settings.seller, scenario.id, live.variant)
    models = workspace.settings.model.models
    return Debrief(
        call=live.id or call_id,
        scenario=scenario.id,
        variant=live.variant,
        title=live.title,
        buyer=live.buyer_name,
        kind=live.kind,
        ending_words=ending_in_words(live.ending, live.ended_by),
        scorable=card.scorable,
        reason=card.reason,
        buyer_says=to_a_colleague(scenario, ledger, live.ending),
        moment=_moment(scenario, events) if card.scorable else None,
        keep=_keep(events) if card.scorable else None,
        criteria=criteria(live.rubric, card),
        ledger=_ledger_rows(scenario, ledger, events),
        left=sum(not ledger.need(name).at_least(NeedState.STATED) for name in ledger.needs),
        metrics=tuple((name, metric.reading) for name, metric in card.metrics.items()),
        missed=tuple(line_said(events, turn, line) for turn, line in hints_missed(events)),
        misheard=last.misheard if last else 0,
        corrected=sum(isinstance(event, CorrectedEvent) for event in events),
        turns=live.turns,
        overall=card.overall,
        overall_range=card.overall_range,
        coverage=card.coverage,
        hidden_opened=opened,
        exchanges=exchanges(live),
        turned=next((n.text for n in reversed(notes) if n.kind == TURNING_POINT), ""),
        notes=tuple(notes_to_self(workspace, call_id).items()),
        cuts=tuple(cuts(live.events).items()),
        takes=sum(row.ending is not None for row in workspace.store.takes(call_id)),
        capped_by=capped_by(live.rubric, card),
        judge=judge_of(card),
        flags=flags(card.flags),
        scorecards=len(workspace.store.scorecards(call_id)),
        overall_counted=workspace.store.call(call_id).overall,
        tokens=tokens(workspace.store.cost_of(call_id)),
        judge_model=models.get("judge", "") if card.scorable else "",
        coach_model=models.get("coach", ""),
    )


def scorecard_of(workspace: Workspace, live: LiveCall) -> Scorecard:
    """The call's last scorecard by the rubric it was played by; made now if a crash came before."""
    kept = workspace.store.scorecards(live.id) if live.id else ()
    own = [each.scorecard for each in kept if each.scorecard.rubric == live.rubric.id]
    return own[-1] if own else live.score()


def say_where_it_turned(workspace: Workspace, call_id: str, text: str) -> None:
    """Keep the rep's own line about where the call turned."""
    text = clean(text).strip()[:MAX_TURN]
    if text:
        workspace.store.add_note(call_id, TURNING_POINT, text)


def open_hidden(workspace: Workspace, call_id: str) -> tuple[HiddenNeed, ...]:
    """What stayed hidden; asking for it retires this variant from the trend.

    Raises:
        BadInput: no such call, or it is not finished.
    """
    live = _finished(workspace, call_id)
    ledger = ledger_of(live.scenario, live.events)
    decisions = decisions_of(live.events)
    rungs = decisions[max(decisions)].state.rungs if decisions else {}
    if live.id is not None:
        workspace.store.open_hidden(live.id)
    return tuple(
        HiddenNeed(
            title=need.title,
            kind_in_words=NEED_KINDS[need.kind],
            state=ledger.need(need.id).value,
            never_heard=tuple(r.say[0] for r in need.reveals[rungs.get(need.id, 0) :]),
            try_saying=need.try_saying,
        )
        for need in live.scenario.needs
        if rungs.get(need.id, 0) < len(need.reveals)
    )


def _finished(workspace: Workspace, call_id: str) -> LiveCall:
    live = reopen(workspace, call_id)
    if not live.ended:
        raise BadInput(f"call {call_id} is not finished; there is nothing to look back on yet")
    return live


def _moment(scenario: Scenario, events: Sequence[Event]) -> MomentView | None:
    found = the_moment(scenario, events)
    if found is None:
        return None
    said = {turn.turn: turn.text for turn in turns_of(events)}
    needs = {need.id: need for need in scenario.needs}
    return MomentView(
        turn=found.turn,
        seller_words=said[found.turn] or "(a pause)",
        what_followed=said.get(found.turn + 1, ""),
        why=found.why,
        try_saying=needs[found.need].try_saying if found.need in needs else None,
    )


def _keep(events: Sequence[Event]) -> Quote | None:
    kept = the_keep(events)
    if kept is None:
        return None
    return quote_of(events, kept.span, _earned(kept, events))


def _earned(kept: Kept, events: Sequence[Event]) -> str:
    if kept.change is None:
        return "It was where they warmed to you most."
    answer = answer_that_came(events, kept.change).words
    state = kept.change.state
    if isinstance(state, CommitmentState):
        return f"They agreed to it: “{answer}”"
    if isinstance(state, ObjectionState):
        came = "told you what was behind it" if state is ObjectionState.EXPLORED else "let it go"
        return f"They {came}: “{answer}”"
    return f"It got you this: “{answer}”"


def _ledger_rows(
    scenario: Scenario, ledger: Ledger, events: Sequence[Event]
) -> tuple[LedgerRow, ...]:
    """What the buyer came to: needs they spoke of, deepest first, then the rest."""
    titles = {
        **{need.id: need.title for need in scenario.needs},
        **{o.id: o.says[0] for o in scenario.objections},
        **{c.id: c.called or c.id.replace("-", " ") for c in scenario.commitments},
    }
    stated = [n for n in ledger.needs if ledger.need(n).at_least(NeedState.STATED)]
    stated.sort(key=lambda name: -ledger.need(name).rank)
    rows: list[tuple[What, str, State]] = [("need", n, ledger.need(n)) for n in stated]
    rows += [
        ("objection", name, ledger.objection(name))
        for name in ledger.objections
        if ledger.objection(name) is not ObjectionState.LATENT
    ]
    rows += [
        ("commitment", name, ledger.commitment(name))
        for name in ledger.commitments
        if ledger.commitment(name) is not CommitmentState.NONE
    ]
    result = []
    for what, name, state in rows:
        change = [c for c in ledger.changes if c.what == what and c.id == name][-1]
        answer = answer_that_came(events, change)
        result.append(
            LedgerRow(
                what=what,
                title=titles[name],
                state=state.value,
                words=answer.words,
                turn=change.turn,
                start=answer.start,
                end=answer.end,
                stands=STATES[state],
            )
        )
    return tuple(result)
