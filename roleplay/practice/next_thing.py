"""The one next thing, from the history and the library."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.coaching.next_step import Played, Suggestion, suggest
from roleplay.domain.history import Attempt
from roleplay.domain.problem import BadInput
from roleplay.domain.scenario import Scenario

from .home import NextThing
from .workspace import Workspace


def next_thing(workspace: Workspace) -> NextThing | None:
    """What this seller does best next; None when there is nothing to play."""
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
            minutes=scenario.minutes,
        )
    scenarios = _playable(workspace)
    rows = store.calls(seller=seller, limit=200)
    played = [
        Played(row.scenario, row.variant, row.id, row.overall)
        for row in rows
        if row.attempt is not Attempt.FORK
    ]
    found = suggest(scenarios, played, store.score_history(seller))
    return _as_thing(found, scenarios) if found else None


def _playable(workspace: Workspace) -> list[Scenario]:
    found = []
    for name in workspace.library.scenario_ids():
        try:
            found.append(workspace.library.scenario(name))
        except BadInput:
            continue
    return found


def _as_thing(found: Suggestion, scenarios: Sequence[Scenario]) -> NextThing:
    scenario = next(s for s in scenarios if s.id == found.scenario)
    return NextThing(
        title=scenario.title,
        reason=found.reason,
        action=found.action,
        scenario=found.scenario,
        variant=found.variant,
        call=found.call,
        minutes=scenario.minutes,
    )
