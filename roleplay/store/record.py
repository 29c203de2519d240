"""Calls afterwards: looked up, listed, searched, noted on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, insert, select, text

from ..domain.endings import Ending
from ..domain.history import MACHINE, CallRow, FoundTurn, Note
from .asking import is_theirs, theirs_to_see
from .database import Part, storable
from .finding import find
from .tables import INDEX, call, note, scorecard

LAST_OVERALL = (
    select(scorecard.c.overall)
    .where(scorecard.c.call_id == call.c.id, scorecard.c.author == MACHINE)
    .order_by(scorecard.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
ROW = select(call, LAST_OVERALL.label("overall"))
"""What is read of a call, to be made a `CallRow`."""

_SEARCH = text(
    f"SELECT call_id, turn, text FROM {INDEX} WHERE {INDEX} MATCH :words "
    "ORDER BY rowid DESC LIMIT :limit"
)


class Record(Part):
    """The part of the store that is read when looking back."""

    def call(self, call_id: str) -> CallRow:
        """The call whose id this is, or alone begins or ends with it (6 characters or more).

        Raises:
            BadInput: there is none, or there are several.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            return as_call(connection.execute(ROW.where(call.c.id == key)).one())

    def calls(
        self,
        limit: int = 50,
        before: str | None = None,
        seller: str | None = None,
        scenario: str | None = None,
        ending: Ending | None = None,
    ) -> tuple[CallRow, ...]:
        """Calls, newest first; ``before`` is the id of the last call of the page before.

        Raises:
            BadInput: ``before`` is no call.
        """
        page = ROW
        if seller is not None:
            page = page.where(call.c.seller == seller)
        if scenario is not None:
            page = page.where(call.c.scenario == scenario)
        if ending is not None:
            page = page.where(call.c.ending == ending)
        return self._newest_first(page.limit(limit), before)

    def latest(self, seller: str) -> tuple[CallRow, ...]:
        """A seller's last call of each variant of each scenario, newest first."""
        last = (
            select(func.max(call.c.id))
            .where(call.c.seller == seller)
            .group_by(call.c.scenario, call.c.variant)
        )
        return self._newest_first(ROW.where(call.c.id.in_(last)), None)

    def unfinished(self, seller: str) -> tuple[CallRow, ...]:
        """The seller's calls that go on, newest first."""
        return self._newest_first(ROW.where(call.c.seller == seller, call.c.ending.is_(None)), None)

    def search(self, words: str, limit: int = 50) -> tuple[FoundTurn, ...]:
        """Turns that hold every one of the words, newest first; accents and case do not matter."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not quoted:
            return ()
        with self._database.read() as connection:
            rows = connection.execute(_SEARCH, {"words": storable(quoted), "limit": limit}).all()
            found = {UUID(row.call_id) for row in rows}
            seen = set(
                connection.scalars(
                    select(call.c.id).where(call.c.id.in_(found), theirs_to_see(connection))
                )
            )
        return tuple(
            FoundTurn(call=str(UUID(row.call_id)), turn=row.turn, text=row.text)
            for row in rows
            if UUID(row.call_id) in seen
        )

    def add_note(self, call_id: str, kind: str, text: str, turn: int | None = None) -> None:
        """Keeps something the seller wrote about a call, beside what was written before.

        Raises:
            BadInput: no such call, or words that cannot be kept.
        """
        row = {"kind": kind, "text": storable(text), "turn": turn}
        with self._database.write() as connection:
            key = find(connection, call_id, own=True)
            connection.execute(
                insert(note), row | {"id": self._ids.new(), "call_id": key, "at": self._now()}
            )

    def notes(self, call_id: str) -> tuple[Note, ...]:
        """What the seller wrote about a call, oldest first; nothing of another's.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            if not is_theirs(connection, key):
                return ()
            rows = connection.execute(
                select(note).where(note.c.call_id == key).order_by(note.c.id)
            ).all()
        return tuple(
            Note(call=str(key), turn=row.turn, kind=row.kind, text=row.text, at=row.at)
            for row in rows
        )

    def _newest_first(
        self, page: Select[tuple[object, ...]], before: str | None
    ) -> tuple[CallRow, ...]:
        with self._database.read() as connection:
            if before is not None:
                page = page.where(call.c.id < find(connection, before))
            page = page.where(theirs_to_see(connection)).order_by(call.c.id.desc())
            return tuple(as_call(row) for row in connection.execute(page))


def as_call(row: Row[tuple[Any, ...]]) -> CallRow:
    """A row of `ROW` as the value it stands for."""
    values = dict(row._mapping)
    for name in ("id", "forked_from"):
        values[name] = values[name] and str(values[name])
    return CallRow.model_validate(values)
