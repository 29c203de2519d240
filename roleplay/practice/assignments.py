"""Practice that somebody asks of others: given, done, handed in.

What of it will be shared stands in the assignment and is told before the first word. Only calls
begun after it was given count, and only finished ones from their beginning: no second takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from roleplay.domain.assignment import Assignment, Done, Item, NewAssignment, Shares
from roleplay.domain.history import MACHINE, Attempt, CallRow
from roleplay.domain.problem import BadInput
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import clean

from .calls import reopen, variant_of
from .people import me, names, people_named
from .scores import score_call
from .who_may import Doing, OfPerson, refuse
from .workspace import Workspace

LOOKED_AT = 50
"""Calls of a scenario that may count toward an assignment."""
_SHARES = {
    Shares.BEST: "the best of your calls",
    Shares.LAST: "the last of your calls",
    Shares.FIRSTS: "each first attempt at a variant, however it goes,",
}


@dataclass(frozen=True)
class ItemLine:
    """One call of an assignment."""

    scenario: str
    variant: str | None
    title: str
    attempts: int
    """Finished calls that count; for who gave it, those that were handed in."""
    is_done: bool
    """For who gave it: everybody handed in a call by which it is done."""


@dataclass(frozen=True)
class AssignmentLine:
    """An assignment, as whoever gave it or was given it sees it."""

    id: str
    by: str
    """The name of who gave it."""
    people: tuple[str, ...]
    """The names of whom it was given to."""
    why: str
    items: tuple[ItemLine, ...]
    due: date | None
    attempts: int | None
    done: str
    """What it counts as done by, in words."""
    will_share: str
    """What will be shared and with whom, in a sentence."""
    state: str
    """``open``, ``late``, ``done`` or ``withdrawn``."""
    mine: bool
    """It was given to whoever asks."""
    handed_in: tuple[str, ...]
    """The ids of the calls that were shared because of it, newest first."""


def assign(
    workspace: Workspace,
    scenarios: Sequence[str],
    people: Sequence[str],
    why: str,
    *,
    due: date | None = None,
    attempts: int | None = None,
    done: str | None = None,
    shares: str = "best",
) -> AssignmentLine:
    """Ask people to practise.

    Args:
        workspace: where.
        scenarios: one call, or several in their order; ``claims/b`` asks for a variant.
        people: names of people, or of teams for their reps.
        why: in words that they read.
        due: the last day for it.
        attempts: at each call at most so many count.
        done: ``criterion=level``, such as ``understands-first=4``, on the rubric of the first
            call; None: one finished call of each is enough.
        shares: ``best``, ``last`` or ``firsts``: which calls are shared with who asks.

    Raises:
        BadInput: no such call, person or criterion, or somebody whom they do not coach.
    """
    who, called = me(workspace), names(workspace)
    receivers = people_named(workspace, tuple(people))
    for each in receivers:
        refuse(who, Doing.ASSIGN, OfPerson(each, called[each]))
    items = tuple(_item(workspace, written) for written in scenarios)
    if not items:
        raise BadInput("say which call to practise")
    rubric = workspace.library.rubric(workspace.library.scenario(items[0].name).rubric)
    if due is not None and due < workspace.now().astimezone().date():
        raise BadInput(f"{due.isoformat()} is over; give a day from today on")
    try:
        new = NewAssignment(
            items=items,
            people=receivers,
            why=clean(why),
            due=due,
            attempts=attempts,
            done=_done(done, rubric),
            rubric=rubric.id,
            rubric_digest=workspace.store.keep("rubric", rubric),
            shares=_shares(shares),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    return line(workspace, workspace.store.assignment(workspace.store.assign(new)))


def assignments(workspace: Workspace) -> tuple[AssignmentLine, ...]:
    """Those that whoever asks gave or was given, newest first."""
    return tuple(line(workspace, each) for each in workspace.store.assignments())


def inbox(workspace: Workspace) -> tuple[AssignmentLine, ...]:
    """What whoever asks still has to practise: what is due first comes first."""
    waiting = [
        found
        for each in workspace.store.assignments()
        if workspace.settings.seller in each.people and not each.withdrawn
        if (found := line(workspace, each)).state in ("open", "late")
    ]
    return tuple(sorted(waiting, key=lambda a: (a.due is None, a.due or date.max, a.id)))


def before_call(workspace: Workspace, scenario_id: str) -> tuple[str, ...]:
    """What to tell before the first word of a call: who asked for it, and what they will see."""
    if not workspace.store.people():
        return ()
    lines = []
    for each in inbox(workspace):
        if any(item.scenario == scenario_id for item in each.items):
            lines += [f"{each.by} asked for this: {each.why}", each.will_share]
    return tuple(lines)


def hand_in(workspace: Workspace, name: str) -> AssignmentLine:
    """Share now what an assignment will share, without waiting for its end.

    Raises:
        BadInput: no such assignment, it is not one's own, or nothing was finished for it.
    """
    found = workspace.store.assignment(name)
    if workspace.settings.seller not in found.people:
        raise BadInput("it was given to others: only they can hand it in")
    chosen = [
        row for item in found.items for row in _to_share(found, _counted(workspace, found, item))
    ]
    if not chosen:
        raise BadInput("nothing to hand in yet: finish a call of it first")
    _share(workspace, found, chosen)
    return line(workspace, found)


def withdraw(workspace: Workspace, name: str) -> None:
    """Take back an assignment; what was shared for it stays shared.

    Raises:
        BadInput: no such assignment, or another gave it.
    """
    workspace.store.withdraw(workspace.store.assignment(name).id)


def settle(workspace: Workspace, call_id: str) -> None:
    """Share what an assignment said it would, now that a call is finished and scored.

    What was handed in, or taken back since, is not shared once more: what comes after an
    assignment is done is the rep's own again.
    """
    store = workspace.store
    row = store.call(call_id)
    for found in store.assignments():
        if found.withdrawn or row.seller not in found.people:
            continue
        for item in found.items:
            counted = _counted(workspace, found, item)
            if row.id not in {each.id for each in counted}:
                continue
            known = {each.id for each in counted if store.was_shared(each.id, found.by)}
            if found.shares is Shares.FIRSTS:
                _share(
                    workspace, found, [r for r in _to_share(found, counted) if r.id not in known]
                )
                continue
            over = found.attempts is not None and len(counted) >= found.attempts
            if not known and (over or _is_done(workspace, found, counted)):
                _share(workspace, found, _to_share(found, counted))


def line(workspace: Workspace, found: Assignment) -> AssignmentLine:
    """An assignment in words."""
    called, seller = names(workspace), workspace.settings.seller
    mine = seller in found.people
    items = tuple(_item_line(workspace, found, item, mine=mine) for item in found.items)
    by = called.get(found.by, found.by)
    return AssignmentLine(
        id=found.id,
        by=by,
        people=tuple(called.get(each, each) for each in found.people),
        why=found.why,
        items=items,
        due=found.due,
        attempts=found.attempts,
        done=_done_in_words(workspace, found),
        will_share=_will_share(found, by),
        state=_state(workspace, found, items),
        mine=mine,
        handed_in=tuple(row.id for row in _handed_in(workspace, found, mine=mine)),
    )


def _will_share(found: Assignment, by: str) -> str:
    first = f"{by} will see {_SHARES[found.shares]}"
    if found.shares is Shares.FIRSTS:
        return f"{first} as soon as it is finished; nothing else."
    end = "once it is done"
    if found.attempts is not None:
        end += f" or {found.attempts} {'call is' if found.attempts == 1 else 'calls are'} had"
    return f"{first}, {end}, or when you hand it in; nothing else."


def _state(workspace: Workspace, found: Assignment, items: Sequence[ItemLine]) -> str:
    if found.withdrawn:
        return "withdrawn"
    if all(item.is_done for item in items):
        return "done"
    today = workspace.now().astimezone().date()
    return "late" if found.due is not None and found.due < today else "open"


def _item(workspace: Workspace, written: str) -> Item:
    name, _, variant = written.partition("/")
    scenario = variant_of(workspace, name, variant or None)
    if not scenario.counts:
        raise BadInput(f"{name} teaches the app; it is nothing to assign")
    return Item(kind="scenario", name=name, variant=variant or None)


def _done(written: str | None, rubric: Rubric) -> Done | None:
    if written is None:
        return None
    criterion, _, level = written.partition("=")
    allowed = [each.id for each in rubric.criteria]
    if criterion not in allowed:
        raise BadInput(f"no criterion {criterion!r}; allowed: {', '.join(allowed)}")
    if level not in ("1", "2", "3", "4", "5"):
        raise BadInput(f"{written!r} is not allowed here: such as {allowed[0]}=4, from 1 to 5")
    return Done(criterion=criterion, level=int(level))


def _shares(written: str) -> Shares:
    try:
        return Shares(written)
    except ValueError:
        raise BadInput(f"no {written!r}; allowed: {', '.join(Shares)}") from None


def _done_in_words(workspace: Workspace, found: Assignment) -> str:
    if found.done is None or found.rubric_digest is None:
        return "one finished call of each" if len(found.items) > 1 else "one finished call"
    rubric = workspace.store.document(found.rubric_digest, Rubric)
    title = next((c.title for c in rubric.criteria if c.id == found.done.criterion), "")
    return f"a {found.done.level} on “{title or found.done.criterion}”"


def _item_line(workspace: Workspace, found: Assignment, item: Item, *, mine: bool) -> ItemLine:
    if mine:
        counted = _counted(workspace, found, item)
        done = _is_done(workspace, found, counted)
    else:
        shared = _handed_in(workspace, found, mine=False)
        counted = tuple(row for row in shared if row.scenario == item.name)
        theirs = ([row for row in counted if row.seller == person] for person in found.people)
        done = all(_is_done(workspace, found, rows) for rows in theirs)
    try:
        title = workspace.library.scenario(item.name).title
    except BadInput:
        # Its pack is gone: what it was called is not known any more.
        title = item.name
    return ItemLine(
        scenario=item.name,
        variant=item.variant,
        title=title,
        attempts=len(counted),
        is_done=done,
    )


def _counted(workspace: Workspace, found: Assignment, item: Item) -> tuple[CallRow, ...]:
    """Whoever asks' own calls that count, newest first."""
    rows = workspace.store.calls(
        seller=workspace.settings.seller, scenario=item.name, limit=LOOKED_AT
    )
    counting = [
        row
        for row in rows
        if row.attempt in (Attempt.FIRST, Attempt.RETAKE)
        and row.ending is not None
        and row.started_at >= found.at
        and item.variant in (None, row.variant)
    ]
    return tuple(counting if found.attempts is None else counting[-found.attempts :])


def _handed_in(workspace: Workspace, found: Assignment, *, mine: bool) -> tuple[CallRow, ...]:
    """The calls that are shared because of it, newest first: one's own, or those given to one."""
    if not mine:
        return workspace.store.shared_calls(assigned=found.id)
    own = {row.id: row for item in found.items for row in _counted(workspace, found, item)}
    shared = [
        row
        for row in own.values()
        if any(each.assignment == found.id for each in workspace.store.shares(row.id))
    ]
    return tuple(sorted(shared, key=lambda row: row.id, reverse=True))


def _is_done(workspace: Workspace, found: Assignment, counted: Sequence[CallRow]) -> bool:
    if found.done is None:
        return bool(counted)
    wanted = found.done
    for row in counted:
        levels = {c.id: c.level for c in _card(workspace, found, row).criteria}
        if (levels.get(wanted.criterion) or 0) >= wanted.level:
            return True
    return False


def _card(workspace: Workspace, found: Assignment, row: CallRow) -> Scorecard:
    """The call's scorecard by the rubric as it was when the practice was assigned."""
    if found.rubric_digest in (None, row.rubric_digest):
        for kept in reversed(workspace.store.scorecards(row.id)):
            if kept.author == MACHINE and kept.scorecard.rubric == row.rubric:
                return kept.scorecard
    rubric = workspace.store.document(found.rubric_digest or row.rubric_digest, Rubric)
    scenario = workspace.store.document(row.scenario_digest, Scenario)
    try:
        strategy = workspace.library.strategy_of(scenario.id)
    except BadInput:
        strategy = None
    return score_call(scenario, strategy, rubric, reopen(workspace, row.id, Doing.LOOK).events)


def _to_share(found: Assignment, counted: Sequence[CallRow]) -> list[CallRow]:
    """Those of the calls that count, newest first, which the assignment shares."""
    if found.shares is Shares.FIRSTS:
        return [row for row in counted if row.attempt is Attempt.FIRST]
    if found.shares is Shares.LAST:
        return list(counted[:1])
    return [max(counted, key=lambda row: (row.overall or 0.0, row.id))] if counted else []


def _share(workspace: Workspace, found: Assignment, rows: Sequence[CallRow]) -> None:
    """Share calls with who gave the assignment; what is shared so already is not said again."""
    for row in rows:
        shares = workspace.store.shares(row.id)
        if not any(s.person == found.by for s in shares):
            workspace.store.share(row.id, person=found.by, assignment=found.id)
