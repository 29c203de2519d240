"""The history, as it is looked through: page by page, by what is asked of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ..domain.history import CallRow
from .database import Part
from .finding import find
from .record import ROW, as_call
from .tables import call


class Listing(Part):
    """The part of the store that finds calls among many."""

    def takes(self, call_id: str) -> tuple[CallRow, ...]:
        """A call, what it was taken again from, and all takes made of that; oldest first.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            up = select(call.c.id, call.c.forked_from).where(call.c.id == key).cte(recursive=True)
            up = up.union(
                select(call.c.id, call.c.forked_from).where(call.c.id == up.c.forked_from)
            )
            root = select(up.c.id).where(up.c.forked_from.is_(None)).scalar_subquery()
            down = select(call.c.id).where(call.c.id == root).cte(recursive=True)
            down = down.union(select(call.c.id).where(call.c.forked_from == down.c.id))
            family: Any = ROW.where(call.c.id.in_(select(down.c.id))).order_by(call.c.id)
            return tuple(as_call(row) for row in connection.execute(family))
