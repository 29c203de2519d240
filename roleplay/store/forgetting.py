"""The one deletion."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, delete, select, text, update

from .database import Part
from .file import ERASING
from .finding import find
from .tables import (
    INDEX,
    call,
    document,
    draft,
    event,
    half_said,
    model_request,
    note,
    opened,
    score,
    scorecard,
)

_OF_CALL = bindparam("key", type_=Uuid())
_HELD_BY_CALL = (scorecard, note, draft, half_said, model_request, event)
_STEPS = (
    delete(score).where(
        score.c.scorecard_id.in_(select(scorecard.c.id).where(scorecard.c.call_id == _OF_CALL))
    ),
    *(delete(table).where(table.c.call_id == _OF_CALL) for table in _HELD_BY_CALL),
    update(opened).where(opened.c.call_id == _OF_CALL).values(call_id=None),
    delete(call).where(call.c.id == _OF_CALL),
)
_REQUESTS_OF_NO_CALL = delete(model_request).where(model_request.c.call_id.is_(None))
"""Whose they were is not known, and words of a call from outside may stand in them."""
_WORDS_OF_NO_CALL = text(f"DELETE FROM {INDEX} WHERE call_id NOT IN (SELECT id FROM call)")


class Forgetting(Part):
    """The part of the store that takes away what somebody no longer wants kept.

    What is forgotten is gone from the file, its index, its log and the copies made of it. That
    a hidden part was opened outlasts the call, because it holds no words and says what counts.
    """

    def forget_call(self, call_id: str) -> tuple[str, ...]:
        """Forgets a call and every fork made of it, whose beginnings are its words.

        Returns:
            The ids of the calls that are gone.

        Raises:
            BadInput: no such call.
            Broken: one of them is open in another window, or another window keeps the file from
                being erased (it is erased at the next opening then).
        """
        with self._database.read() as connection:
            gone = _with_forks(connection, [find(connection, call_id)])
        return self._forget(gone)

    def forget_all(self, seller: str) -> tuple[str, ...]:
        """Forgets all of a seller's calls, forks made of them, and what the seller opened.

        What a model was asked for no call goes with them, whoever asked.

        Returns:
            The ids of the calls that are gone.

        Raises:
            Broken: as for `forget_call`.
        """
        with self._database.read() as connection:
            theirs = connection.scalars(select(call.c.id).where(call.c.seller == seller)).all()
            gone = _with_forks(connection, list(theirs))
        return self._forget(gone, of=seller)

    def _forget(self, gone: list[UUID], of: str | None = None) -> tuple[str, ...]:
        for key in gone:
            self._leases.claim(key)
        try:
            with self._database.write() as connection:
                _delete(connection, gone)
                if of is not None:
                    connection.execute(delete(opened).where(opened.c.seller == of))
                    connection.execute(_REQUESTS_OF_NO_CALL)
                connection.exec_driver_sql(f"PRAGMA user_version = {ERASING}")
        finally:
            for key in gone:
                self._leases.release(key)
        self._database.erase()
        return tuple(str(key) for key in gone)


def _with_forks(connection: Connection, calls: list[UUID]) -> list[UUID]:
    """The calls and all forks of them, each after what it was forked from."""
    found = dict.fromkeys(calls)
    waiting = list(calls)
    while waiting:
        forks = select(call.c.id).where(call.c.forked_from == waiting.pop())
        for fork in connection.scalars(forks):
            found.pop(fork, None)
            found[fork] = None
            waiting.append(fork)
    return list(found)


def _delete(connection: Connection, gone: list[UUID]) -> None:
    if not gone:
        return
    keys = [{"key": key} for key in reversed(gone)]
    used: set[str] = set()
    for key in gone:
        digests = select(call.c.scenario_digest, call.c.rubric_digest).where(call.c.id == key)
        used.update(connection.execute(digests).one())
    for step in _STEPS:
        connection.execute(step, keys)
    connection.execute(_WORDS_OF_NO_CALL)
    for digest in used:
        needed = select(call.c.id).where(
            (call.c.scenario_digest == digest) | (call.c.rubric_digest == digest)
        )
        if not connection.execute(needed.limit(1)).first():
            connection.execute(delete(document).where(document.c.digest == digest))
