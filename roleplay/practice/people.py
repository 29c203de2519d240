"""The people here: who is practising, who coaches whom. Somebody alone never meets any of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from roleplay.domain.people import NAME_MOST, Member, Person, Role, Standing, Team, standing
from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean

from .who_may import Doing, OfPerson, OfTeam, may, refuse
from .workspace import Workspace

NOTICE = (
    "From now on several people practise here. The app shows nobody what another has not shared,"
    " but that is its courtesy: whoever can open the file {file} can read what is in it."
)
"""What is said when a second person is added."""


@dataclass(frozen=True)
class PersonLine:
    """Somebody here."""

    id: str
    name: str
    roles: tuple[str, ...]
    """Such as ``rep in North``."""
    is_me: bool
    days: int | None = None
    """On how many days they practised; None where their team does not show it to who asks."""
    calls: int | None = None
    """Calls they finished; None as for `days`."""


@dataclass(frozen=True)
class Added:
    """Somebody who was added."""

    id: str
    name: str
    lines: tuple[str, ...]
    """What to tell: their role, one's own, and the notice when they are the second."""


def me(workspace: Workspace) -> Standing:
    """Who is practising, and where they stand among the others."""
    store, seller = workspace.store, workspace.settings.seller
    people = store.people()
    mine = next((person for person in people if person.id == seller), None)
    if mine is None:
        # Somebody who was never added has their own calls, and nobody else's.
        return Standing(person=seller, name=workspace.settings.name, alone=not people)
    return standing(mine, len(people), store.members())


def people(workspace: Workspace) -> tuple[PersonLine, ...]:
    """Everybody here, as far as who asks may know; nobody where somebody practises alone."""
    store, who = workspace.store, me(workspace)
    teams = {team.id: team for team in store.teams()}
    members = store.members()
    shown = _shown(who, teams.values(), members)
    practised = store.practice_days(tuple(shown)) if shown else {}
    return tuple(
        PersonLine(
            id=person.id,
            name=person.name,
            roles=tuple(
                f"{m.role.value} in {teams[m.team].name}" for m in members if m.person == person.id
            ),
            is_me=person.id == who.person,
            days=practised.get(person.id, (0, 0))[0] if person.id in shown else None,
            calls=practised.get(person.id, (0, 0))[1] if person.id in shown else None,
        )
        for person in store.people()
    )


def add(workspace: Workspace, name: str, role: str = "rep", team: str | None = None) -> Added:
    """Add somebody to a team.

    The first who adds anybody is added too: as the team's manager, or as its rep when they add
    their manager or leader.

    Args:
        workspace: where.
        name: what they are called.
        role: ``rep``, ``manager`` or ``leader``.
        team: the team's name; None for the only one there is, or a first one called "Team".

    Raises:
        BadInput: no such role, a name that is taken, or who adds runs no team.
    """
    store, who = workspace.store, me(workspace)
    chosen, name = _role(role), _name(name)
    there = store.people()
    if any(person.name.casefold() == name.casefold() for person in there):
        raise BadInput(f"there is a {name} here already; give a name that tells them apart")
    first = not there
    into = _team_for_adding(workspace, who, team)
    key = _new_id(name, {person.id for person in there} | {who.person})
    if first:
        store.add_people((who.person, _name(who.name)), (key, name))
        mine = Role.MANAGER if chosen is Role.REP else Role.REP
        store.set_member(into.id, who.person, mine)
    else:
        store.add_people((key, name))
    store.set_member(into.id, key, chosen)
    lines = [f"{name} ({key}) is {chosen.value} in {into.name}."]
    if first:
        lines.append(f"You are {mine.value} in {into.name}.")
        lines.append(NOTICE.format(file=workspace.settings.database))
    return Added(key, name, tuple(lines))


def use(workspace: Workspace, name: str) -> Standing:
    """Go on as somebody else who was added here, in the app and the shell, until changed again.

    Raises:
        BadInput: there is nobody of that name.
        Broken: the file of preferences cannot be written.
    """
    from .preferences import change

    person = find_person(workspace, name)
    settings = change(workspace, person=person.id, name=person.name)
    workspace.use(replace(settings, seller=person.id))
    # What Home showed last was another's.
    workspace.settings.snapshot.unlink(missing_ok=True)
    return me(workspace)


def make_team(workspace: Workspace, name: str) -> Team:
    """Make a team; who makes it manages it.

    Raises:
        BadInput: there is one of that name, or who asks runs no team.
    """
    who = me(workspace)
    if who.alone:
        raise BadInput("nobody else is here: `roleplay people add NAME` adds somebody")
    refuse(who, Doing.ADD, OfTeam())
    made = workspace.store.add_team(_name(name))
    workspace.store.set_member(made.id, who.person, Role.MANAGER)
    return made


def set_role(workspace: Workspace, name: str, role: str, team: str, *, joined: bool = True) -> None:
    """Somebody takes on a role in a team, or leaves it; anybody may leave their own.

    Raises:
        BadInput: no such person, team or role, or who asks does not run the team.
    """
    who, person = me(workspace), find_person(workspace, name)
    found = find_team(workspace, team)
    if joined or person.id != who.person:
        refuse(who, Doing.SET_ROLE, OfTeam(found.id))
    workspace.store.set_member(found.id, person.id, _role(role), joined=joined)


def show_practice(workspace: Workspace, team: str, *, shown: bool) -> None:
    """A team chooses whether its managers see that practice happened: days and calls, no words.

    Raises:
        BadInput: no such team, or who asks does not run it.
    """
    found = find_team(workspace, team)
    refuse(me(workspace), Doing.SET_ROLE, OfTeam(found.id))
    workspace.store.choose(found.id, shows_practice=shown)


def leave(workspace: Workspace) -> tuple[str, ...]:
    """Forget whoever is practising: their calls, every word they wrote about others', their name.

    Returns:
        The ids of the calls that are gone.

    Raises:
        BadInput: they were never added here.
        Broken: a call is open in another window.
    """
    from .history import clear_away
    from .preferences import change

    who = me(workspace)
    find_person(workspace, who.person)
    gone = workspace.store.forget_all(who.person, person_too=True)
    clear_away(workspace, gone)
    change(workspace, person=None, name=None)
    return gone


def find_person(workspace: Workspace, name: str) -> Person:
    """The person with that id or name.

    Raises:
        BadInput: there is none.
    """
    there = workspace.store.people()
    wanted = name.strip().casefold()
    for person in there:
        if wanted in (person.id.casefold(), person.name.casefold()):
            return person
    known = ", ".join(person.id for person in there) or "nobody yet"
    raise BadInput(f"nobody here is called {name[:NAME_MOST]!r}; here: {known}")


def find_team(workspace: Workspace, name: str) -> Team:
    """The team of that name.

    Raises:
        BadInput: there is none.
    """
    teams = workspace.store.teams()
    for team in teams:
        if team.name.casefold() == name.strip().casefold():
            return team
    known = ", ".join(team.name for team in teams) or "none yet"
    raise BadInput(f"there is no team {name[:NAME_MOST]!r}; here: {known}")


def people_named(workspace: Workspace, names: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of these people; the name of a team stands for its reps.

    Raises:
        BadInput: nobody and no team is called so, or the team has no rep.
    """
    teams = {team.name.casefold(): team for team in workspace.store.teams()}
    found: dict[str, None] = {}
    for name in names:
        team = teams.get(name.strip().casefold())
        if team is None:
            found[find_person(workspace, name).id] = None
            continue
        reps = [
            m.person for m in workspace.store.members() if m.team == team.id and m.role is Role.REP
        ]
        if not reps:
            raise BadInput(f"{team.name} has no rep yet: `roleplay people add NAME` adds one")
        found.update(dict.fromkeys(reps))
    return tuple(found)


def names(workspace: Workspace) -> dict[str, str]:
    """What everybody is called, by id."""
    return {person.id: person.name for person in workspace.store.people()}


def _shown(who: Standing, teams: Iterable[Team], members: tuple[Member, ...]) -> frozenset[str]:
    """Whose practice a team that whoever asks runs chose to show them."""
    open_teams = {team.id for team in teams if team.shows_practice and team.id in who.runs}
    shown = {m.person for m in members if m.team in open_teams}
    seen = (OfPerson(person, shown=person in shown) for person in who.coaches)
    return frozenset(p.id for p in seen if may(who, Doing.SEE_PRACTICE, p) is None)


def _team_for_adding(workspace: Workspace, who: Standing, name: str | None) -> Team:
    teams = workspace.store.teams()
    if name is None and len(teams) > 1:
        known = ", ".join(team.name for team in teams)
        raise BadInput(f"say which team: {known}")
    wanted = _name(name) if name is not None else teams[0].name if teams else "Team"
    found = next((team for team in teams if team.name.casefold() == wanted.casefold()), None)
    refuse(who, Doing.ADD, OfTeam(found.id if found else ""))
    return found or workspace.store.add_team(wanted)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise BadInput(f"no role {name!r}; allowed: {', '.join(Role)}") from None


def _name(text: str) -> str:
    name = " ".join(clean(text).split())
    if not 1 <= len(name) <= NAME_MOST:
        raise BadInput(f"a name has 1 to {NAME_MOST} characters, this one {len(name)}")
    return name


def _new_id(name: str, taken: set[str]) -> str:
    """A short id made of a name: letters and digits that every keyboard has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "person"
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
