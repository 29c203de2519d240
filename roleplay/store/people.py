"""People and teams: who is here, and who does what in which team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select

from ..domain.people import Member, Person, Role, Team
from ..domain.problem import BadInput
from ..domain.review import Tombstone
from .asking import current_members
from .database import Part, storable
from .team_tables import member, person, team, team_choice, tombstone


class People(Part):
    """The part of the store that knows who is here."""

    def people(self) -> tuple[Person, ...]:
        """Everybody who was added, oldest first; nobody where somebody practises alone."""
        with self._database.read() as connection:
            rows = connection.execute(select(person).order_by(person.c.at, person.c.id)).all()
        return tuple(Person.model_validate(dict(row._mapping)) for row in rows)

    def add_people(self, *people: tuple[str, str]) -> None:
        """Adds people, each by id and name; all or none.

        Raises:
            BadInput: somebody has that id already, or words that cannot be kept.
        """
        with self._database.write() as connection:
            for key, name in people:
                if connection.scalar(select(person.c.id).where(person.c.id == key)):
                    raise BadInput(f"there is a {key!r} already: give another id")
                row = {"id": storable(key), "name": storable(name), "at": self._now()}
                connection.execute(insert(person), row)

    def teams(self) -> tuple[Team, ...]:
        """Every team, by name."""
        with self._database.read() as connection:
            chosen = {
                row.team_id: row.shows_practice
                for row in connection.execute(select(team_choice).order_by(team_choice.c.id))
            }
            rows = connection.execute(select(team).order_by(team.c.name)).all()
        return tuple(
            Team(id=str(row.id), name=row.name, at=row.at, shows_practice=chosen.get(row.id, False))
            for row in rows
        )

    def add_team(self, name: str) -> Team:
        """Makes a team.

        Raises:
            BadInput: there is one of that name, or words that cannot be kept.
        """
        key, at = self._ids.new(), self._now()
        with self._database.write() as connection:
            same = func.lower(team.c.name) == name.lower()
            if connection.scalar(select(team.c.id).where(same)):
                raise BadInput(f"there is a team {name!r} already")
            connection.execute(insert(team), {"id": key, "name": storable(name), "at": at})
        return Team(id=str(key), name=name, at=at)

    def members(self) -> tuple[Member, ...]:
        """Who does what in which team now."""
        with self._database.read() as connection:
            rows = connection.execute(current_members()).all()
        return tuple(
            Member(team=str(row.team_id), person=row.person_id, role=Role(row.role)) for row in rows
        )

    def set_member(self, team_id: str, person_id: str, role: Role, *, joined: bool = True) -> None:
        """Somebody takes on a role in a team, or leaves it; what is so already is not said again.

        Raises:
            BadInput: no such team or person.
        """
        with self._database.write() as connection:
            key = _team(connection, team_id)
            if not connection.scalar(select(person.c.id).where(person.c.id == person_id)):
                raise BadInput(f"there is no person {person_id!r}")
            fact: dict[str, Any] = {"team_id": key, "person_id": person_id, "role": role.value}
            last = connection.scalar(
                select(member.c.joined).filter_by(**fact).order_by(member.c.id.desc()).limit(1)
            )
            if bool(last) is not joined:
                new = {"id": self._ids.new(), "joined": joined, "at": self._now()}
                connection.execute(insert(member), fact | new)

    def choose(self, team_id: str, *, shows_practice: bool) -> None:
        """A team chooses whether its managers see that practice happened.

        Raises:
            BadInput: no such team.
        """
        with self._database.write() as connection:
            row = {"team_id": _team(connection, team_id), "shows_practice": shows_practice}
            connection.execute(
                insert(team_choice), row | {"id": self._ids.new(), "at": self._now()}
            )

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was forgotten, oldest first."""
        found: dict[Any, dict[str, int]] = {}
        with self._database.read() as connection:
            for row in connection.execute(select(tombstone).order_by(tombstone.c.id)):
                found.setdefault(row.at, {})[row.what] = row._mapping["count"]
        return tuple(Tombstone(at=at, counts=counts) for at, counts in found.items())


def _team(connection: Connection, team_id: str) -> UUID:
    key = UUID(team_id)
    if not connection.scalar(select(team.c.id).where(team.c.id == key)):
        raise BadInput("there is no such team")
    return key
