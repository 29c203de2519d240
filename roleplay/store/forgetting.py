"""The one deletion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Table,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from .asking import only_as_oneself
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
from .team_tables import (
    answer,
    assignment,
    assignment_item,
    assignment_person,
    assignment_withdrawn,
    comment,
    dispute,
    member,
    person,
    rating,
    revealed,
    reviewed,
    share,
    tombstone,
)

_OF_CALL = bindparam("key", type_=Uuid())
_SAID_OF_CALL = (share, comment, rating, revealed, reviewed, dispute)
_HELD_BY_CALL = (scorecard, note, draft, half_said, model_request, event, *_SAID_OF_CALL)
_STEPS = (
    delete(score).where(
        score.c.scorecard_id.in_(select(scorecard.c.id).where(scorecard.c.call_id == _OF_CALL))
    ),
    delete(answer).where(
        answer.c.dispute_id.in_(select(dispute.c.id).where(dispute.c.call_id == _OF_CALL))
    ),
    *(delete(table).where(table.c.call_id == _OF_CALL) for table in _HELD_BY_CALL),
    update(opened).where(opened.c.call_id == _OF_CALL).values(call_id=None),
    delete(call).where(call.c.id == _OF_CALL),
)
_COUNTED = (call, scorecard, comment, rating, dispute, answer, share, assignment)
"""What a tombstone counts."""
_REQUESTS_OF_NO_CALL = delete(model_request).where(model_request.c.call_id.is_(None))
"""Whose they were is not known, and words of a call from outside may stand in them."""
_WORDS_OF_NO_CALL = text(f"DELETE FROM {INDEX} WHERE call_id NOT IN (SELECT id FROM call)")


class Forgetting(Part):
    """The part of the store that takes away what somebody no longer wants kept.

    What is forgotten is gone from the file, its index, its log and the copies made of it. That
    a hidden part was opened outlasts the call, because it holds no words and says what counts.
    Where people were added, a tombstone says how much went, and names nobody.
    """

    def forget_call(self, call_id: str) -> tuple[str, ...]:
        """Forgets a call and every fork made of it, whose beginnings are its words.

        What others said of it goes with it.

        Returns:
            The ids of the calls that are gone.

        Raises:
            BadInput: no such call, or it is another's.
            Broken: one of them is open in another window, or another window keeps the file from
                being erased (it is erased at the next opening then).
        """
        with self._database.read() as connection:
            gone = _with_forks(connection, [find(connection, call_id, own=True)])
        return self._forget(gone)

    def forget_all(self, seller: str, *, person_too: bool = False) -> tuple[str, ...]:
        """Forgets all of a seller's calls, forks made of them, and what the seller opened.

        What they said of other people's calls, shared and assigned goes with them; so does what a
        model was asked for no call, whoever asked.

        Args:
            seller: whose; nobody forgets another's.
            person_too: their name goes as well, and they are in no team any more.

        Returns:
            The ids of the calls that are gone.

        Raises:
            BadInput: they are somebody else.
            Broken: as for `forget_call`.
        """
        with self._database.read() as connection:
            only_as_oneself(connection, seller)
            theirs = connection.scalars(select(call.c.id).where(call.c.seller == seller)).all()
            gone = _with_forks(connection, list(theirs))
        return self._forget(gone, of=seller, person_too=person_too)

    def _forget(
        self, gone: list[UUID], of: str | None = None, *, person_too: bool = False
    ) -> tuple[str, ...]:
        for key in gone:
            self._leases.claim(key)
        try:
            with self._database.write() as connection:
                before = _counts(connection)
                if of is not None:
                    _delete_said_by(connection, of)
                _delete(connection, gone)
                if of is not None:
                    connection.execute(delete(opened).where(opened.c.seller == of))
                    connection.execute(_REQUESTS_OF_NO_CALL)
                self._put_up_tombstone(connection, before)
                if of is not None and person_too:
                    _delete_person(connection, of)
                connection.exec_driver_sql(f"PRAGMA user_version = {ERASING}")
        finally:
            for key in gone:
                self._leases.release(key)
        self._database.erase()
        return tuple(str(key) for key in gone)

    def _put_up_tombstone(self, connection: Connection, before: dict[str, int]) -> None:
        """Where there are several people: counts that were made before must be explained."""
        if not connection.scalar(select(func.count()).select_from(person)):
            return
        at, after = self._now(), _counts(connection)
        for what, count in before.items():
            if count > after[what]:
                row = {"what": what, "count": count - after[what], "at": at}
                connection.execute(insert(tombstone), row | {"id": self._ids.new()})


def _counts(connection: Connection) -> dict[str, int]:
    """How many there are of what a tombstone counts."""
    return {
        table.name: connection.scalars(select(func.count()).select_from(table)).one()
        for table in _COUNTED
    }


def _delete_said_by(connection: Connection, name: str) -> None:
    """Deletes what a person said of other people's calls, shared and assigned."""
    disputed = select(dispute.c.id).where(dispute.c.author == name)
    connection.execute(
        delete(answer).where(or_(answer.c.author == name, answer.c.dispute_id.in_(disputed)))
    )
    by_author: tuple[Table, ...] = (comment, rating, revealed, reviewed, dispute, share)
    for table in by_author:
        connection.execute(delete(table).where(table.c.author == name))
    connection.execute(delete(share).where(share.c.person_id == name))
    given: Any = select(assignment.c.id).where(assignment.c.author == name)
    for part in (assignment_item, assignment_person, assignment_withdrawn):
        connection.execute(delete(part).where(part.c.assignment_id.in_(given)))
    connection.execute(delete(assignment_person).where(assignment_person.c.person_id == name))
    connection.execute(delete(assignment).where(assignment.c.author == name))


def _delete_person(connection: Connection, name: str) -> None:
    """Deletes a person's name and what they were in any team."""
    connection.execute(delete(member).where(member.c.person_id == name))
    connection.execute(delete(person).where(person.c.id == name))


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
        needed = (
            select(call.c.id).where(
                (call.c.scenario_digest == digest) | (call.c.rubric_digest == digest)
            ),
            select(assignment.c.id).where(assignment.c.rubric_digest == digest),
        )
        if not any(connection.execute(each.limit(1)).first() for each in needed):
            connection.execute(delete(document).where(document.c.digest == digest))
