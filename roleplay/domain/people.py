"""Who practises here and who coaches whom. Somebody alone has none of this."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from .model import Model

NAME_MOST = 60
"""Characters that the name of a person or a team may have."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MOST)]
"""What a person or a team is called: 1 to 60 characters."""


class Role(StrEnum):
    """What somebody does in a team; one person may do several."""

    REP = "rep"
    """Practises."""
    MANAGER = "manager"
    """Coaches the reps of the team: assigns, reviews, answers."""
    LEADER = "leader"
    """As a manager, of a team that has managers of its own; they are coached too."""


class Person(Model):
    """Somebody who practises or coaches here."""

    id: Annotated[str, Field(min_length=1)]
    """The name under which their calls are kept; it never changes."""
    name: Name
    at: datetime
    """When they were added, UTC."""


class Team(Model):
    """People who are coached together."""

    id: str
    name: Name
    at: datetime
    """When it was made, UTC."""
    shows_practice: bool = False
    """The team chose that its managers see that practice happened: days and calls, no words."""


class Member(Model):
    """Somebody's role in a team."""

    team: str
    person: str
    role: Role


class Standing(Model):
    """Who somebody is to the others here: what they may do is decided by this."""

    person: str
    """The name under which their calls are kept."""
    name: str
    alone: bool = False
    """Nobody else is here: there is nothing to share and nobody to ask."""
    coaches: frozenset[str] = frozenset()
    """The ids of everybody whom they coach; never their own."""
    coached_by: frozenset[str] = frozenset()
    """The ids of everybody who coaches them."""
    runs: frozenset[str] = frozenset()
    """The teams in which they are a manager or a leader."""


def standing(person: Person, people: int, members: tuple[Member, ...]) -> Standing:
    """Where somebody stands among the members of all teams.

    A manager coaches the reps of the team, a leader its reps and managers; nobody coaches
    themselves.

    Args:
        person: who.
        people: how many there are in all.
        members: every membership there is.
    """
    coaches, coached_by, runs = set(), set(), set()
    for mine in (m for m in members if m.person == person.id):
        if mine.role is not Role.REP:
            runs.add(mine.team)
        for other in (m for m in members if m.team == mine.team and m.person != person.id):
            if other.role in _COACHES[mine.role]:
                coaches.add(other.person)
            if mine.role in _COACHES[other.role]:
                coached_by.add(other.person)
    return Standing(
        person=person.id,
        name=person.name,
        alone=people < 2,
        coaches=frozenset(coaches),
        coached_by=frozenset(coached_by),
        runs=frozenset(runs),
    )


_COACHES: dict[Role, tuple[Role, ...]] = {
    Role.REP: (),
    Role.MANAGER: (Role.REP,),
    Role.LEADER: (Role.REP, Role.MANAGER),
}
"""Whom each role coaches in the team."""
