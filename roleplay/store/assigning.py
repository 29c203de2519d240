"""Practice that people ask of each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, String, cast, exists, insert, or_, select

from ..domain.assignment import Assignment, Done, Item, NewAssignment, Shares
from ..domain.problem import BadInput
from .asking import asker, author
from .database import Part, storable
from .finding import LEAST
from .team_tables import (
    assignment,
    assignment_item,
    assignment_person,
    assignment_withdrawn,
)


class Assigning(Part):
    """The part of the store that knows what was assigned to whom."""

    def assign(self, new: NewAssignment) -> str:
        """Gives an assignment in the asker's name, and says its id.

        Raises:
            BadInput: words that cannot be kept, or nobody is asking.
        """
        key = self._ids.new()
        with self._database.write() as connection:
            row = {
                "id": key,
                "author": author(connection),
                "why": storable(new.why),
                "due": new.due,
                "attempts": new.attempts,
                "criterion": new.done.criterion if new.done else None,
                "level": new.done.level if new.done else None,
                "rubric": new.rubric,
                "rubric_digest": new.rubric_digest,
                "shares": new.shares.value,
                "at": self._now(),
            }
            connection.execute(insert(assignment), row)
            for place, item in enumerate(new.items):
                of = {"assignment_id": key, "place": place}
                connection.execute(insert(assignment_item), of | item.model_dump(mode="json"))
            for person in dict.fromkeys(new.people):
                to = {"assignment_id": key, "person_id": person}
                connection.execute(insert(assignment_person), to)
        return str(key)

    def assignments(self) -> tuple[Assignment, ...]:
        """Those that the asker gave or was given, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(_theirs(connection).order_by(assignment.c.id.desc())).all()
            return tuple(_as_assignment(connection, row) for row in rows)

    def assignment(self, name: str) -> Assignment:
        """One that the asker gave or was given, by its id or 6 characters at an end of it.

        Raises:
            BadInput: there is none, or there are several.
        """
        digits = name.strip().lower().replace("-", "")
        with self._database.read() as connection:
            rows: Sequence[Row[Any]] = ()
            if len(digits) >= LEAST:
                hex_id = cast(assignment.c.id, String)
                meant = or_(hex_id.like(f"{_plain(digits)}%"), hex_id.like(f"%{_plain(digits)}"))
                rows = connection.execute(_theirs(connection).where(meant).limit(2)).all()
            if len(rows) != 1:
                many = "several assignments" if rows else "no assignment"
                raise BadInput(f"{many} {name!r}: `roleplay assign` lists them")
            return _as_assignment(connection, rows[0])

    def withdraw(self, assignment_id: str) -> None:
        """The asker takes back an assignment of their own; what was shared for it stays shared.

        Raises:
            BadInput: it is another's.
        """
        key = UUID(assignment_id)
        with self._database.write() as connection:
            me = author(connection)
            given = select(assignment.c.id).where(assignment.c.id == key, assignment.c.author == me)
            if connection.scalar(given) is None:
                raise BadInput("only who gave an assignment can withdraw it")
            gone = select(assignment_withdrawn.c.at).where(
                assignment_withdrawn.c.assignment_id == key
            )
            if connection.scalar(gone) is None:
                row = {"assignment_id": key, "at": self._now()}
                connection.execute(insert(assignment_withdrawn), row)


def _theirs(connection: Connection) -> Any:
    rows: Any = select(assignment)
    me = asker(connection)
    if me is None:
        return rows
    given = exists(
        select(assignment_person.c.person_id).where(
            assignment_person.c.assignment_id == assignment.c.id,
            assignment_person.c.person_id == me,
        )
    )
    return rows.where(or_(assignment.c.author == me, given))


def _as_assignment(connection: Connection, row: Any) -> Assignment:
    of = row.id
    items = connection.execute(
        select(assignment_item)
        .where(assignment_item.c.assignment_id == of)
        .order_by(assignment_item.c.place)
    ).all()
    people = connection.scalars(
        select(assignment_person.c.person_id)
        .where(assignment_person.c.assignment_id == of)
        .order_by(assignment_person.c.person_id)
    ).all()
    withdrawn = select(assignment_withdrawn.c.at).where(assignment_withdrawn.c.assignment_id == of)
    return Assignment(
        id=str(of),
        by=row.author,
        at=row.at,
        items=tuple(Item(kind=i.kind, name=i.name, variant=i.variant) for i in items),
        people=tuple(people) or ("",),
        why=row.why,
        due=row.due,
        attempts=row.attempts,
        done=Done(criterion=row.criterion, level=row.level) if row.criterion else None,
        rubric=row.rubric,
        rubric_digest=row.rubric_digest,
        shares=Shares(row.shares),
        withdrawn=connection.scalar(withdrawn) is not None,
    )


def _plain(digits: str) -> str:
    """Letters and digits alone: nothing in it means anything to LIKE."""
    return "".join(c for c in digits if c in "0123456789abcdef") or "-"
