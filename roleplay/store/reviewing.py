"""What people say of calls: comments, levels of their own, disputes and answers.

Whoever writes is the asker: no method takes an author. What is seen of a call's reviews is seen
by everybody who may see the call, but a blind rating, which is its author's alone until it is
revealed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Table, exists, insert, or_, select

from ..domain.history import CallRow
from ..domain.problem import BadInput
from ..domain.review import (
    Comment,
    Dispute,
    NewComment,
    NewDispute,
    NewRating,
    Rating,
    Reviewed,
)
from .asking import asker, author, is_theirs, others_shared, theirs_to_see
from .database import Part, storable
from .finding import find, turns
from .record import ROW, as_call
from .tables import call
from .team_tables import answer, comment, dispute, rating, revealed, reviewed


class Reviewing(Part):
    """The part of the store that keeps what people say of calls."""

    def comment(self, call_id: str, new: NewComment) -> str:
        """Keeps a comment of the asker's, and says its id.

        Raises:
            BadInput: no such call, turn or words.
        """
        with self._database.write() as connection:
            key = find(connection, call_id)
            if new.turn is not None:
                _words(turns(connection, key), new.turn, new.start, new.end)
            row = new.model_dump(mode="json") | {"text": storable(new.text)}
            return str(self._added(connection, comment, key, row))

    def comments(self, call_id: str) -> tuple[Comment, ...]:
        """What was said of a call, oldest first.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            rows = connection.execute(
                select(comment).where(comment.c.call_id == key).order_by(comment.c.id)
            ).all()
        return tuple(Comment.model_validate(_values(row)) for row in rows)

    def rate(self, call_id: str, ratings: Iterable[NewRating], *, blind: bool = False) -> None:
        """Keeps levels that the asker gives, all or none; those they gave before stay.

        Raises:
            BadInput: no such call, it is the asker's own, or a blind rating of what they have
                revealed.
        """
        with self._database.write() as connection:
            key = find(connection, call_id)
            me = author(connection)
            if is_theirs(connection, key):
                raise BadInput("nobody rates a call of their own: dispute a check instead")
            if blind and connection.scalar(
                select(revealed.c.at).where(revealed.c.call_id == key, revealed.c.author == me)
            ):
                raise BadInput("you have seen the app's levels of this call: it is blind no more")
            for new in ratings:
                row = new.model_dump(mode="json") | {"blind": blind}
                self._added(connection, rating, key, row)

    def ratings(self, call_id: str) -> tuple[Rating, ...]:
        """The levels that people gave a call, oldest first; none that are blind to the asker.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            return _ratings(connection, rating.c.call_id == find(connection, call_id))

    def every_rating(self) -> tuple[Rating, ...]:
        """The levels that people gave all calls the asker may see, oldest first; none blind."""
        with self._database.read() as connection:
            seen = select(call.c.id).where(theirs_to_see(connection))
            return _ratings(connection, rating.c.call_id.in_(seen))

    def reveal(self, call_id: str) -> None:
        """The asker sees the app's levels from now on; their blind ratings are seen by others.

        Raises:
            BadInput: no such call, or it is their own.
        """
        self._once(revealed, call_id, "nobody rates a call of their own: dispute a check instead")

    def has_revealed(self, call_id: str) -> bool:
        """True if the asker has seen the app's levels of another's call.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            mine = {"call_id": key, "author": asker(connection) or ""}
            return connection.execute(select(revealed.c.at).filter_by(**mine)).first() is not None

    def dispute(self, call_id: str, new: NewDispute, second: str) -> str:
        """Keeps a dispute of one of the asker's own calls, and says its id.

        Raises:
            BadInput: no such call or words, it is another's, or it is disputed already.
        """
        with self._database.write() as connection:
            key = find(connection, call_id, own=True)
            _words(turns(connection, key), new.turn, new.start, new.end)
            same = {"call_id": key, "criterion": new.criterion, "check": new.check}
            open_one = select(dispute.c.id).filter_by(**same)
            if connection.execute(
                open_one.where(~exists().where(answer.c.dispute_id == dispute.c.id))
            ).first():
                raise BadInput(f"{new.check} is disputed already: wait for the answer")
            row = new.model_dump(mode="json") | {
                "text": storable(new.text),
                "second": storable(second),
            }
            return str(self._added(connection, dispute, key, row))

    def disputes(self, call_id: str) -> tuple[Dispute, ...]:
        """The disputes of a call with their answers, oldest first.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            rows = connection.execute(
                select(
                    dispute,
                    answer.c.author.label("answered_by"),
                    answer.c.upheld,
                    answer.c.text.label("answer"),
                    answer.c.at.label("answered_at"),
                )
                .outerjoin(answer, answer.c.dispute_id == dispute.c.id)
                .where(dispute.c.call_id == key)
                .order_by(dispute.c.id)
            ).all()
        return tuple(
            Dispute.model_validate(_values(row) | {"answer": row.answer or ""}) for row in rows
        )

    def answer(self, call_id: str, dispute_id: str, *, upheld: bool, text: str) -> None:
        """Keeps the asker's answer to a dispute.

        Raises:
            BadInput: no such call or dispute, their own, or it is answered.
        """
        with self._database.write() as connection:
            key = find(connection, call_id)
            me = author(connection)
            asked = select(dispute.c.author).where(
                dispute.c.call_id == key, dispute.c.id == UUID(dispute_id)
            )
            disputed_by = connection.scalar(asked)
            if disputed_by is None:
                raise BadInput("there is no such dispute")
            if disputed_by == me:
                raise BadInput("nobody answers a dispute of their own")
            row = {"dispute_id": UUID(dispute_id), "author": me, "upheld": upheld}
            if connection.scalar(
                select(answer.c.at).where(answer.c.dispute_id == row["dispute_id"])
            ):
                raise BadInput("this dispute is answered already")
            connection.execute(insert(answer), row | {"text": storable(text), "at": self._now()})

    def mark_reviewed(self, call_id: str) -> None:
        """The asker has looked at a call as a whole.

        Raises:
            BadInput: no such call, or it is their own.
        """
        self._once(reviewed, call_id, "nobody reviews a call of their own")

    def reviewed(self, call_id: str) -> tuple[Reviewed, ...]:
        """Who has looked at a call as a whole, oldest first.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            rows = connection.execute(
                select(reviewed).where(reviewed.c.call_id == key).order_by(reviewed.c.at)
            ).all()
        return tuple(Reviewed(call=str(key), author=row.author, at=row.at) for row in rows)

    def to_review(self, limit: int = 50) -> tuple[CallRow, ...]:
        """Shared calls that the asker has not called reviewed, or in which a dispute waits.

        The newest of them, newest first.
        """
        with self._database.read() as connection:
            me = asker(connection) or ""
            seen = exists().where(reviewed.c.call_id == call.c.id, reviewed.c.author == me)
            answered = exists().where(answer.c.dispute_id == dispute.c.id)
            waits = exists().where(dispute.c.call_id == call.c.id, ~answered)
            rows: Any = ROW.where(others_shared(connection), or_(~seen, waits))
            rows = rows.order_by(call.c.id.desc()).limit(limit)
            return tuple(as_call(row) for row in connection.execute(rows))

    def _once(self, table: Table, call_id: str, refusal: str) -> None:
        """Enters that the asker did something with another's call; a second time changes nothing.

        Raises:
            BadInput: no such call, or with ``refusal`` that it is their own.
        """
        with self._database.write() as connection:
            key = find(connection, call_id)
            mine = {"call_id": key, "author": author(connection)}
            if is_theirs(connection, key):
                raise BadInput(refusal)
            if not connection.execute(select(table.c.at).filter_by(**mine)).first():
                connection.execute(insert(table), mine | {"at": self._now()})

    def _added(self, connection: Connection, table: Table, key: UUID, row: dict[str, Any]) -> UUID:
        made = self._ids.new()
        new = {"id": made, "call_id": key, "author": author(connection), "at": self._now()}
        connection.execute(insert(table), row | new)
        return made


def _ratings(connection: Connection, of: ColumnElement[bool]) -> tuple[Rating, ...]:
    me = asker(connection)
    shown = exists(
        select(revealed.c.at).where(
            revealed.c.call_id == rating.c.call_id, revealed.c.author == rating.c.author
        )
    )
    rows: Any = select(rating, shown.label("shown")).where(of)
    if me is not None:
        rows = rows.where(or_(~rating.c.blind, rating.c.author == me, shown))
    return tuple(
        Rating(
            id=str(row.id),
            call=str(row.call_id),
            author=row.author,
            criterion=row.criterion,
            level=row.level,
            reason=row.reason,
            blind=row.blind,
            revealed=bool(row.shown) or not row.blind,
            at=row.at,
        )
        for row in connection.execute(rows.order_by(rating.c.id)).all()
    )


def _words(said: dict[int, str], turn: int, start: int | None, end: int | None) -> None:
    """Nothing, if those words stand in that turn.

    Raises:
        BadInput: they do not.
    """
    if turn not in said:
        raise BadInput(f"the call has no turn {turn}; allowed: 1 to {max(said, default=0)}")
    if start is not None and end is not None and not 0 <= start < end <= len(said[turn]):
        raise BadInput(f"turn {turn} has no such words")


def _values(row: Row[Any]) -> dict[str, Any]:
    values = dict(row._mapping)
    return values | {"id": str(values["id"]), "call": str(values.pop("call_id"))}
