"""Sharing a call: said beforehand, done by its rep alone, and taken back as a new fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.domain.assignment import Share
from roleplay.domain.history import CallRow
from roleplay.domain.people import Standing
from roleplay.domain.problem import BadInput

from .home import title_of, when_in_words
from .people import find_person, find_team, me, names
from .redacting import DOT
from .who_may import Doing
from .whose import look
from .workspace import Workspace

WHAT_IS_SEEN = "They see what was said, the scores and what is said of them; not your notes."


@dataclass(frozen=True)
class Sharing:
    """Who sees a call."""

    call: str
    title: str
    with_whom: tuple[str, ...]
    """Names of people and teams."""
    redacted: bool
    """At least one of them sees it without names and numbers."""


@dataclass(frozen=True)
class SharedCall:
    """Another's call that is shared with whoever asks."""

    call: str
    rep: str
    """Their name."""
    title: str
    when: str
    overall: float | None
    """None also where whoever asks coaches the rep and has not seen the app's levels yet."""
    redacted: bool


def preview(
    workspace: Workspace, call_id: str, receivers: Sequence[str] = (), *, redact: bool = False
) -> tuple[str, ...]:
    """What sharing a call would mean, in lines; nothing is shared yet.

    Raises:
        BadInput: as `share` does.
    """
    row = look(workspace, call_id, Doing.SHARE)
    people, teams = _receivers(workspace, receivers)
    called = names(workspace)
    who = [called[p] for p in people] + [f"everybody in {name}" for name in teams.values()]
    lines = [f"{' and '.join(who)} will see “{title_of(workspace, row)}”.", WHAT_IS_SEEN]
    if row.forked_from is not None:
        lines.append("It is a second take: the call it was taken from is shared with it.")
    if redact:
        lines.append(
            f"Names, e-mail addresses and numbers are shown as {DOT * 3} as far as they can be"
            " told. Look it through yourself first."
        )
    return tuple(lines)


def share(
    workspace: Workspace, call_id: str, receivers: Sequence[str] = (), *, redact: bool = False
) -> Sharing:
    """Share one of one's own calls; a second take takes the call it was made from along.

    Args:
        workspace: where it is kept.
        call_id: which call.
        receivers: names of people or teams; none for whoever coaches the rep.
        redact: leave names, e-mail addresses and numbers out of what they see.

    Raises:
        BadInput: no such call or receiver, it is another's, or it is not finished.
    """
    row = look(workspace, call_id, Doing.SHARE)
    people, teams = _receivers(workspace, receivers)
    for each in _with_origins(workspace, row):
        for person in people:
            workspace.store.share(each, person=person, redacted=redact)
        for team in teams:
            workspace.store.share(each, team=team, redacted=redact)
    return sharing_of(workspace, row.id)


def unshare(workspace: Workspace, call_id: str, receivers: Sequence[str] = ()) -> Sharing:
    """Share a call no longer, with those named or with anybody; what they saw they saw.

    Raises:
        BadInput: no such call or receiver, or it is another's.
    """
    row = look(workspace, call_id, Doing.SHARE)
    shares = workspace.store.shares(row.id)
    if receivers:
        people, teams = _receivers(workspace, receivers)
        shares = tuple(s for s in shares if s.person in people or s.team in teams)
    for each in shares:
        workspace.store.share(
            row.id, person=each.person, team=each.team, shared=False, assignment=each.assignment
        )
    return sharing_of(workspace, row.id)


def sharing_of(workspace: Workspace, call_id: str) -> Sharing:
    """Who sees one of one's own calls.

    Raises:
        BadInput: no such call, or it is another's.
    """
    row = look(workspace, call_id, Doing.CHANGE)
    shares = workspace.store.shares(row.id)
    return Sharing(
        call=row.id,
        title=title_of(workspace, row),
        with_whom=tuple(_named(workspace, each) for each in shares),
        redacted=any(each.redacted for each in shares),
    )


def shared_with_me(
    workspace: Workspace, rep: str | None = None, limit: int = 50
) -> tuple[SharedCall, ...]:
    """Other people's calls that whoever asks may see, newest first.

    Raises:
        BadInput: nobody is called ``rep``.
    """
    who = me(workspace)
    if who.alone:
        return ()
    seller = None if rep is None else find_person(workspace, rep).id
    called, now = names(workspace), workspace.now()
    return tuple(
        SharedCall(
            call=row.id,
            rep=called.get(row.seller, row.seller),
            title=title_of(workspace, row),
            when=when_in_words(row.started_at, now),
            overall=row.overall if _sees_overall(workspace, row, who) else None,
            redacted=all(each.redacted for each in workspace.store.shares(row.id)),
        )
        for row in workspace.store.shared_calls(seller, limit)
    )


def _sees_overall(workspace: Workspace, row: CallRow, who: Standing) -> bool:
    return row.seller not in who.coaches or workspace.store.has_revealed(row.id)


def _receivers(
    workspace: Workspace, wanted: Sequence[str]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The ids of people, and the names of teams by their ids."""
    who = me(workspace)
    if not wanted:
        if not who.coached_by:
            raise BadInput("nobody coaches you yet: say with whom to share it")
        return tuple(sorted(who.coached_by)), {}
    people: dict[str, None] = {}
    teams: dict[str, str] = {}
    known = {team.name.casefold() for team in workspace.store.teams()}
    for name in wanted:
        if name.strip().casefold() in known:
            team = find_team(workspace, name)
            teams[team.id] = team.name
            continue
        person = find_person(workspace, name)
        if person.id == who.person:
            raise BadInput("it is your call: say with whom else to share it")
        people[person.id] = None
    return tuple(people), teams


def _with_origins(workspace: Workspace, row: CallRow) -> list[str]:
    """The call, and those whose words are its beginning."""
    found = [row.id]
    while row.forked_from is not None:
        row = workspace.store.call(row.forked_from)
        found.append(row.id)
    return found


def _named(workspace: Workspace, share: Share) -> str:
    if share.person is not None:
        return names(workspace).get(share.person, share.person)
    teams = {team.id: team.name for team in workspace.store.teams()}
    return teams.get(share.team or "", "")
