"""Calls shared with others, and what the asker may see of other people's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, insert, or_, select

from ..domain.assignment import Share
from ..domain.history import CallRow
from .asking import asker, author, holds, others_shared, teams_of
from .database import Part
from .finding import find
from .record import ROW, as_call
from .tables import call
from .team_tables import share


class Sharing(Part):
    """The part of the store that knows what is shared with whom."""

    def share(
        self,
        call_id: str,
        *,
        person: str | None = None,
        team: str | None = None,
        shared: bool = True,
        redacted: bool = False,
        assignment: str | None = None,
    ) -> None:
        """One of the asker's own calls is shared with a person or a team, or no longer is.

        Raises:
            BadInput: no such call, or it is another's.
        """
        with self._database.write() as connection:
            fact = {
                "id": self._ids.new(),
                "call_id": find(connection, call_id, own=True),
                "author": author(connection),
                "person_id": person,
                "team_id": None if team is None else UUID(team),
                "shared": shared,
                "redacted": redacted,
                "assignment": None if assignment is None else UUID(assignment),
                "at": self._now(),
            }
            connection.execute(insert(share), fact)

    def shares(self, call_id: str) -> tuple[Share, ...]:
        """With whom a call is shared now, oldest first; of another's call only what is for them.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            me = asker(connection)
            rows: Any = select(share).where(share.c.call_id == key, share.c.shared, holds(share))
            if me is not None:
                rows = rows.join(call, call.c.id == share.c.call_id).where(
                    or_(
                        call.c.seller == me,
                        share.c.person_id == me,
                        share.c.team_id.in_(teams_of(me)),
                    )
                )
            found = connection.execute(rows.order_by(share.c.id)).all()
        return tuple(_as_share(row) for row in found)

    def was_shared(self, call_id: str, person: str) -> bool:
        """True if a call is shared with a person, or was and is not any longer.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            facts = select(share.c.id).where(share.c.call_id == key, share.c.person_id == person)
            return connection.execute(facts.limit(1)).first() is not None

    def shared_calls(
        self, seller: str | None = None, limit: int = 200, *, assigned: str | None = None
    ) -> tuple[CallRow, ...]:
        """Other people's calls that the asker may see, newest first.

        Args:
            seller: only this person's.
            limit: at most so many.
            assigned: only those shared because of this assignment.
        """
        with self._database.read() as connection:
            rows: Any = ROW.where(others_shared(connection))
            if seller is not None:
                rows = rows.where(call.c.seller == seller)
            if assigned is not None:
                because = select(share.c.call_id).where(share.c.assignment == UUID(assigned))
                rows = rows.where(call.c.id.in_(because))
            rows = rows.order_by(call.c.id.desc()).limit(limit)
            return tuple(as_call(row) for row in connection.execute(rows))

    def practice_days(self, sellers: tuple[str, ...]) -> dict[str, tuple[int, int]]:
        """On how many days each of these people practised, and how many calls they finished.

        Counts only, of calls whoever may see them: asked only where a team chose to show them.
        """
        counted = (
            select(
                call.c.seller,
                func.count(func.distinct(func.date(call.c.started_at))).label("days"),
                func.count().label("calls"),
            )
            .where(and_(call.c.seller.in_(sellers), call.c.ending.is_not(None)))
            .group_by(call.c.seller)
        )
        with self._database.read() as connection:
            return {row.seller: (row.days, row.calls) for row in connection.execute(counted)}


def _as_share(row: Any) -> Share:
    return Share(
        id=str(row.id),
        call=str(row.call_id),
        by=row.author,
        person=row.person_id,
        team=None if row.team_id is None else str(row.team_id),
        shared=row.shared,
        redacted=row.redacted,
        assignment=None if row.assignment is None else str(row.assignment),
        at=row.at,
    )
