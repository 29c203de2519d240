"""Calls that are kept: looked through, searched, played back, worked out again, forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from roleplay.coaching.next_step import SKILLS
from roleplay.domain.endings import Ending
from roleplay.domain.history import SHORT_ID, Attempt, FoundWords, Sought
from roleplay.domain.history import CallRow as Kept
from roleplay.domain.moves import Speaker
from roleplay.engine.replay import Difference, helped, verify

from .calls import LiveCall, reopen
from .home import CallRow, as_row, title_of
from .meanings import ending_in_words
from .who_may import Doing
from .whose import look
from .workspace import Workspace

Kind = Literal["first", "retake", "fork", "practice"]
"""``practice`` is everything that is no first attempt."""
_KINDS: dict[Kind | None, tuple[Attempt, ...]] = {
    None: (),
    "first": (Attempt.FIRST,),
    "retake": (Attempt.RETAKE,),
    "fork": (Attempt.FORK,),
    "practice": (Attempt.RETAKE, Attempt.FORK, Attempt.LESSON),
}
BEFORE, AFTER = 24, 44
"""Characters shown of a turn before the first word that was found, and from there on."""


@dataclass(frozen=True)
class Wanted:
    """What the history is asked for; what is left out is not asked for."""

    scenario: str | None = None
    skill: str | None = None
    ending: str | None = None
    kind: Kind | None = None
    since: date | None = None
    """The first day, where the seller is."""
    until: date | None = None
    """The last day, itself included."""
    least: float | None = None
    """An overall of so much or more, 1.0 to 5.0."""
    most: float | None = None
    words: str = ""
    """Said in one turn, by either side."""


@dataclass(frozen=True)
class SaidRow:
    """A turn in which the words looked for were said, cut to a line around the first."""

    turn: int
    who: str
    """``You``, or ``The buyer``."""
    words: str
    places: tuple[tuple[int, int], ...]
    """Where in `words` those stand that were looked for."""
    span: tuple[int, int]
    """Where in the turn the first of them stands."""


@dataclass(frozen=True)
class HistoryRow:
    """A call of the history, and the turn that was found in it if words were looked for."""

    call: CallRow
    said: SaidRow | None = None
    tokens: int = 0
    """What models have used for it, asked and answered."""


@dataclass(frozen=True)
class Choices:
    """What can be asked for, each value with its words."""

    scenarios: tuple[tuple[str, str], ...]
    """Those there are calls of."""
    skills: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HistoryPage:
    """A page of the history."""

    rows: tuple[HistoryRow, ...]
    next: str | None
    """What to ask for to get the page after it; None if this is the last."""
    total: int | None
    """Calls in all pages; None if words were looked for, or this is not the first page."""
    choices: Choices | None = None
    """What can be asked for; on the first page only."""


@dataclass(frozen=True)
class Replayed:
    """A kept call, worked out again."""

    call: str
    difference: Difference | None
    """None when everything comes out as it was."""
    helped: tuple[int, ...] = ()
    """The seller's turns in which a model or embeddings had a say in what was heard: what was made
    of it is worked out again, what was heard stands as it was kept."""


def look_through(
    workspace: Workspace, wanted: Wanted, after: str | None = None, limit: int = 50
) -> HistoryPage:
    """This seller's calls, newest first, a page at a time.

    With ``wanted.words`` a row is a turn, and a call may come up more than once.
    """
    sought, store = _sought(workspace, wanted), workspace.store
    if wanted.words.strip():
        place = int(after) if after is not None else None
        found = store.said(wanted.words, sought, limit, place)
        rows = [_row(workspace, each.call, _said(each)) for each in found]
        following = str(found[-1].place) if len(found) == limit else None
    else:
        calls = store.page(sought, limit, after)
        rows = [_row(workspace, each) for each in calls]
        following = calls[-1].id if len(calls) == limit else None
    first = after is None
    counted = first and not wanted.words.strip()
    return HistoryPage(
        rows=tuple(rows),
        next=following,
        total=store.count(sought) if counted else None,
        choices=choices(workspace) if first else None,
    )


def _row(workspace: Workspace, kept: Kept, said: SaidRow | None = None) -> HistoryRow:
    # Where no model is set up, nothing has to be added up for every row.
    has_model = bool(workspace.settings.model.base_url)
    tokens = workspace.store.spent(call_id=kept.id) if has_model else 0
    return HistoryRow(as_row(workspace, kept), said, tokens)


def choices(workspace: Workspace) -> Choices:
    """What this seller's history can be asked for."""
    rows = workspace.store.last_of_each(workspace.settings.seller)
    return Choices(
        scenarios=tuple((row.scenario, title_of(workspace, row)) for row in rows),
        skills=tuple((skill.value, words) for skill, words in SKILLS.items()),
        endings=tuple((ending.value, ending_in_words(ending)) for ending in Ending),
    )


def history(
    workspace: Workspace,
    limit: int = 50,
    before: str | None = None,
    scenario: str | None = None,
) -> tuple[CallRow, ...]:
    """This seller's calls, newest first; ``before`` is the last call of the page before."""
    page = look_through(workspace, Wanted(scenario=scenario), before, limit)
    return tuple(row.call for row in page.rows)


def show(workspace: Workspace, call_id: str) -> LiveCall:
    """A kept call as it stands.

    Raises:
        BadInput: no such call, or the id names several.
    """
    return reopen(workspace, call_id)


def verified(workspace: Workspace, call_id: str | None = None) -> Iterator[Replayed]:
    """A call, or every finished one, worked out again with today's listener and mind."""
    if call_id is not None:
        ids = [call_id]
    else:
        seller = workspace.settings.seller
        rows = workspace.store.calls(seller=seller, limit=1_000_000)
        ids = [row.id for row in rows if row.ending is not None]
    for each in ids:
        live = reopen(workspace, each)
        difference = verify(live.scenario, live.events)
        yield Replayed(live.id or each, difference, helped(live.events))


def forget(workspace: Workspace, call_id: str | None) -> tuple[str, ...]:
    """Delete one call, or with None all of this seller's, for good.

    Returns:
        The ids of the calls that are gone: forks of a forgotten call go with it.

    Raises:
        BadInput: no such call.
        Broken: one of them is open in another window.
    """
    if call_id is None:
        gone = workspace.store.forget_all(workspace.settings.seller)
    else:
        gone = workspace.store.forget_call(look(workspace, call_id, Doing.CHANGE).id)
    clear_away(workspace, gone)
    return gone


def clear_away(workspace: Workspace, gone: Sequence[str]) -> None:
    """Delete what was written of forgotten calls beside the history: Home, and exports of them."""
    workspace.settings.snapshot.unlink(missing_ok=True)
    for call in gone:
        for written in (workspace.settings.home / "exports").glob(f"*-{call[-SHORT_ID:]}.md"):
            written.unlink(missing_ok=True)


def _sought(workspace: Workspace, wanted: Wanted) -> Sought:
    return Sought(
        seller=workspace.settings.seller,
        scenario=wanted.scenario,
        skill=wanted.skill,
        ending=Ending(wanted.ending) if wanted.ending else None,
        kinds=_KINDS[wanted.kind],
        since=_midnight(wanted.since),
        until=_midnight(wanted.until + timedelta(days=1)) if wanted.until else None,
        least=wanted.least,
        most=wanted.most,
    )


def _midnight(day: date | None) -> datetime | None:
    """The beginning of a day, where the seller is."""
    return datetime.combine(day, time()).astimezone() if day is not None else None


def _said(found: FoundWords) -> SaidRow:
    text = found.text
    first = found.places[0] if found.places else (0, 0)
    start = 0 if first[0] <= BEFORE else text.rfind(" ", 0, first[0] - BEFORE // 2) + 1
    end = min(len(text), first[0] + AFTER)
    lead, tail = "…" if start else "", "…" if end < len(text) else ""
    shift = len(lead) - start
    return SaidRow(
        turn=found.turn,
        who="You" if _speaker(found.turn) is Speaker.SELLER else "The buyer",
        words=lead + "".join(" " if c.isspace() else c for c in text[start:end]) + tail,
        places=tuple((a + shift, b + shift) for a, b in found.places if start <= a and b <= end),
        span=first,
    )


def _speaker(turn: int) -> Speaker:
    """Who speaks in a turn: the buyer opens, then one after the other."""
    return Speaker.BUYER if turn % 2 else Speaker.SELLER
