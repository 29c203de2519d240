"""Beginning a call: anew, where it was left, or again from a turn of another."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.history import Attempt, NewCall
from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Event, SaidEvent, Started

from .live import HeardLine, LiveCall
from .played import started
from .voices import MODEL, SCRIPTED, can_speak, check_voice, warm
from .who_may import Doing
from .whose import look
from .workspace import Workspace

__all__ = [
    "HeardLine",
    "LiveCall",
    "fork",
    "get_ready",
    "leave",
    "next_variant",
    "reopen",
    "resume",
    "start",
    "variant_of",
]


def start(
    workspace: Workspace,
    scenario_id: str,
    variant: str | None = None,
    seed: int | None = None,
    save: bool = True,
    buyer: str = SCRIPTED,
) -> LiveCall:
    """Begin a call.

    Args:
        workspace: where it is kept.
        scenario_id: which scenario.
        variant: which variant; None for the next one this seller has not played.
        seed: for the choice among wordings; None for another one at each attempt.
        save: keep it.
        buyer: who speaks for the buyer, ``scripted`` or ``model``.

    Raises:
        BadInput: no such scenario or variant, or no model is set up.
        Broken: it cannot be kept.
    """
    check_voice(workspace, buyer)
    written = variant_of(workspace, scenario_id, variant)
    rubric = workspace.library.rubric(written.rubric)
    before = _attempts(workspace, scenario_id) if save else ()
    chosen = variant or _next_variant(written, before)
    live = LiveCall(
        workspace,
        written.variant(chosen),
        rubric,
        variant=chosen,
        seed=seed if seed is not None else len(before),
    )
    attempt = None if written.counts else Attempt.LESSON
    _open(workspace, live, save=save, attempt=attempt, buyer=buyer)
    return live


def get_ready(
    workspace: Workspace, scenario_id: str, variant: str | None = None, buyer: str = SCRIPTED
) -> None:
    """Do beforehand what the beginning of a call would wait for; nothing is kept.

    Raises:
        BadInput: no such scenario or variant.
    """
    written = variant_of(workspace, scenario_id, variant)
    chosen = variant or next_variant(workspace, scenario_id)
    rubric = workspace.library.rubric(written.rubric)
    LiveCall(workspace, written.variant(chosen), rubric, variant=chosen, seed=0)
    if buyer == MODEL:
        warm(workspace, None)


def variant_of(workspace: Workspace, scenario_id: str, variant: str | None) -> Scenario:
    """The scenario as it is written, once it is known to have that variant.

    Raises:
        BadInput: no such scenario or variant.
    """
    written = workspace.library.scenario(scenario_id)
    if variant is not None and variant not in written.variant_ids():
        allowed = ", ".join(written.variant_ids())
        raise BadInput(f"{scenario_id} has no variant {variant!r}; allowed: {allowed}")
    return written


def _open(
    workspace: Workspace,
    live: LiveCall,
    *,
    save: bool,
    buyer: str,
    attempt: Attempt | None = None,
    forked_from: tuple[str, int] | None = None,
    prefix: Sequence[Event] = (),
) -> None:
    """Enter the call in the history and say the opener, or what came before the fork."""
    begun = _beginning(live, buyer, forked_from)
    if save:
        store = workspace.store
        store.keep("scenario", live.scenario)
        store.keep("rubric", live.rubric)
        live.id = store.begin_call(
            NewCall(
                seller=workspace.settings.seller,
                scenario=live.scenario.id,
                variant=live.variant,
                scenario_digest=begun.scenario_digest,
                rubric=live.rubric.id,
                rubric_digest=begun.rubric_digest,
                seed=live.seed,
                voice=buyer,
                attempt=attempt,
                forked_from=forked_from[0] if forked_from else None,
                fork_turn=forked_from[1] if forked_from else None,
            )
        )
        live.kind = store.call(live.id).attempt.value
    else:
        workspace.begin_unkept()
    live.use_voice(buyer)
    live.listener.get_ready()
    if forked_from is None:
        live.keep(live.call.start(begun))
    else:
        # What came before the fork stays where it was first kept.
        live.keep([begun])
        live.read([begun, *prefix])


def _beginning(live: LiveCall, buyer: str, forked_from: tuple[str, int] | None) -> Started:
    begun = started(live.call, live.variant, live.rubric, live.seed, buyer)
    return begun.model_copy(update={"forked_from": forked_from})


def resume(workspace: Workspace, call_id: str, *, ask: bool = True) -> LiveCall:
    """Take an unfinished call up exactly where it was left.

    What a model had half said is its turn. One that is not set up any longer makes way for the
    scripted buyer, and one that fails leaves the call `waiting`; so does one that is not asked.

    Args:
        workspace: where it is kept.
        call_id: which call.
        ask: a model that has not answered yet is asked at once; False leaves that to `say("")`.

    Raises:
        BadInput: no such call, or it has ended.
        Broken: it is open in another window.
    """
    store = workspace.store
    row = look(workspace, call_id, Doing.CHANGE)
    if row.ending is not None:
        raise BadInput(f"call {row.short} has ended; `roleplay show {row.short}` shows it")
    # Held before it is read: another window may have been adding to it.
    store.claim(row.id)
    live = reopen(workspace, row.id)
    if not store.events(row.id):
        store.append(row.id, live.events[0])
    live.use_voice(_voice_there(workspace, row.voice))
    live.listener.get_ready()
    if ask or not live.would_ask:
        live.go_on()
    return live


def leave(live: LiveCall, draft: str = "") -> None:
    """Let the call rest: the draft is kept, and another window may take it up."""
    live.save_draft(draft)
    if live.id is not None:
        live.workspace.store.release(live.id)


def reopen(workspace: Workspace, call_id: str, doing: Doing = Doing.READ) -> LiveCall:
    """A kept call as it stands, without adding anything to it.

    Args:
        workspace: where it is kept.
        call_id: which call.
        doing: what for; with `Doing.LOOK` the caller leaves out what is not to be seen.

    Raises:
        BadInput: no such call, or it is another's and not shared for that.
    """
    store = workspace.store
    row = look(workspace, call_id, doing)
    origin = (row.forked_from, row.fork_turn) if row.forked_from and row.fork_turn else None
    original = reopen(workspace, origin[0], doing) if origin else None
    live = LiveCall(
        workspace,
        store.document(row.scenario_digest, Scenario),
        store.document(row.rubric_digest, Rubric),
        variant=row.variant,
        seed=row.seed,
        call_id=row.id,
        kind=row.attempt,
        original=original,
        redone=row.fork_turn,
    )
    # Without events: the process was stopped as the call was entered, before it began.
    begun, *own = store.events(row.id) or (_beginning(live, row.voice, origin),)
    before = _before(original, origin[1]) if original and origin else []
    live.read([begun, *before, *own])
    return live


def fork(
    workspace: Workspace,
    call_id: str,
    turn: int,
    seed: int | None = None,
    save: bool = True,
    buyer: str | None = None,
) -> LiveCall:
    """Take two: the same call up to that seller turn, which is then said anew.

    ``buyer`` says who speaks for the buyer from there on; None for who did, if they still can.

    Raises:
        BadInput: no such call, the turn is not one of the seller's, or no model is set up.
    """
    original = reopen(workspace, call_id, Doing.CHANGE)
    if buyer is None:
        buyer = _voice_there(workspace, original.begun.voice)
    check_voice(workspace, buyer)
    said = [event.turn for event in original.events if isinstance(event, SaidEvent)]
    if turn not in said:
        turns = ", ".join(str(number) for number in said) or "none"
        raise BadInput(f"turn {turn} is not one of the seller's; allowed: {turns}")
    live = LiveCall(
        workspace,
        original.scenario,
        original.rubric,
        variant=original.variant,
        seed=original.seed if seed is None else seed,
        kind=Attempt.FORK,
        original=original,
        redone=turn,
    )
    _open(
        workspace,
        live,
        save=save,
        buyer=buyer,
        forked_from=(original.id or call_id, turn),
        prefix=_before(original, turn),
    )
    return live


def _voice_there(workspace: Workspace, name: str) -> str:
    """That voice, or the scripted one where no model is set up."""
    return MODEL if name == MODEL and can_speak(workspace) else SCRIPTED


def _before(original: LiveCall, turn: int) -> list[Event]:
    """What happened in a call before a seller turn, its beginning left out."""
    events = original.events
    place = next(n for n, e in enumerate(events) if isinstance(e, SaidEvent) and e.turn == turn)
    return events[1:place]


def _attempts(workspace: Workspace, scenario_id: str) -> tuple[str, ...]:
    """The variants this seller has played of a scenario, newest first."""
    rows = workspace.store.calls(seller=workspace.settings.seller, scenario=scenario_id, limit=200)
    return tuple(row.variant for row in rows if row.attempt is not Attempt.FORK)


def next_variant(workspace: Workspace, scenario_id: str) -> str:
    """The variant that this seller plays next when they name none.

    Raises:
        BadInput: no such scenario.
    """
    written = workspace.library.scenario(scenario_id)
    return _next_variant(written, _attempts(workspace, scenario_id))


def _next_variant(scenario: Scenario, played: Sequence[str]) -> str:
    """The first variant not played; when all have been, the one longest ago."""
    ids = scenario.variant_ids()
    unplayed = [name for name in ids if name not in played]
    if unplayed:
        return unplayed[0]
    return max(ids, key=lambda name: played.index(name))
