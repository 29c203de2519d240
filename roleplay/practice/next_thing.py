"""The one next thing, from the history and the library: ten minutes at most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from roleplay.coaching.moments import the_moment
from roleplay.coaching.next_step import AT_MOST, ENOUGH, OpenMoment, Played, Suggestion, suggest
from roleplay.domain.history import Attempt, CallRow, ScoreRow
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.scenario import Scenario

from .assignments import inbox
from .home import NextThing
from .workspace import Workspace

A_MOMENT = 5
"""Minutes for a moment taken again: the turn, and a few more to see what it changes."""


def next_thing(workspace: Workspace, scores: Sequence[ScoreRow]) -> NextThing | None:
    """What this seller does best next, given their scores; None when there is nothing to play."""
    store, seller = workspace.store, workspace.settings.seller
    waiting = store.unfinished(seller)
    if waiting:
        row = waiting[0]
        scenario = store.document(row.scenario_digest, Scenario)
        return NextThing(
            title=f"Go on with {scenario.buyer.name}",
            reason="You left this call in the middle; it is exactly where it was.",
            action="resume",
            scenario=row.scenario,
            variant=row.variant,
            call=row.id,
            minutes=min(scenario.minutes, AT_MOST),
            piece=scenario.minutes > AT_MOST,
        )
    asked = _asked_for(workspace)
    if asked is not None:
        return asked
    scenarios = _playable(workspace)
    rows = store.calls(seller=seller, limit=200)
    played = [
        Played(row.scenario, row.variant, row.id, row.overall)
        for row in rows
        if row.attempt is not Attempt.FORK
    ]
    found = suggest(scenarios, played, scores, partial(_moment, workspace, rows))
    return _as_thing(found, scenarios, workspace) if found else None


def _asked_for(workspace: Workspace) -> NextThing | None:
    """What somebody asked this seller to practise and is due first; None if nothing is."""
    if not workspace.store.people():
        return None
    for asked in inbox(workspace):
        for item in asked.items:
            try:
                scenario = workspace.library.scenario(item.scenario)
            except BadInput:
                continue
            if item.is_done or item.variant not in (None, *scenario.variant_ids()):
                continue
            due = f" Due {asked.due.day} {asked.due:%b}." if asked.due is not None else ""
            return NextThing(
                title=scenario.title,
                reason=f"{asked.by} asked: {asked.why}{due}",
                action="start",
                scenario=scenario.id,
                variant=item.variant,
                minutes=min(scenario.minutes, AT_MOST),
                piece=scenario.minutes > AT_MOST,
            )
    return None


def _playable(workspace: Workspace) -> list[Scenario]:
    found = []
    for name in workspace.library.scenario_ids():
        try:
            found.append(workspace.library.scenario(name))
        except BadInput:
            continue
    return found


def _moment(workspace: Workspace, rows: Sequence[CallRow]) -> OpenMoment | None:
    """The moment on which the last call hung; None if it went well or was taken again."""
    last = next((r for r in rows if r.attempt in (Attempt.FIRST, Attempt.RETAKE)), None)
    if last is None or any(row.forked_from == last.id for row in rows):
        return None
    if last.overall is not None and last.overall >= ENOUGH:
        return None
    try:
        scenario = workspace.store.document(last.scenario_digest, Scenario)
        found = the_moment(scenario, workspace.store.events(last.id))
    except (BadInput, Broken):
        # A call of another version cannot be taken again; there is always something else to do.
        return None
    if found is None:
        return None
    return OpenMoment(last.scenario, last.variant, last.id, found.turn, found.why)


def _as_thing(found: Suggestion, scenarios: Sequence[Scenario], workspace: Workspace) -> NextThing:
    if found.turn is not None and found.call is not None:
        row = workspace.store.call(found.call)
        buyer = workspace.store.document(row.scenario_digest, Scenario).buyer.name
        title, minutes, piece = f"One moment with {buyer}, again", A_MOMENT, True
    else:
        scenario = next(s for s in scenarios if s.id == found.scenario)
        title, minutes = scenario.title, min(scenario.minutes, AT_MOST)
        piece = scenario.minutes > AT_MOST
    return NextThing(
        title=title,
        reason=found.reason,
        action=found.action,
        scenario=found.scenario,
        variant=found.variant,
        call=found.call,
        turn=found.turn,
        minutes=minutes,
        piece=piece,
    )
