"""Calls while they last: begun, added to turn by turn, ended."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from ..domain.history import Attempt, NewCall
from ..domain.model import Model, digest
from ..domain.problem import BadInput, Broken
from ..domain.transcript import EndedEvent, Event, spoken_seconds
from .asking import only_as_oneself
from .database import Part, storable
from .events import EventRow, as_event, as_row
from .finding import find, turns, unknown
from .tables import INDEX, call, document, draft, event, half_said

M = TypeVar("M", bound=Model)

# What every turn needs is put together once: doing it anew took a third of keeping a turn.
_ENDING = select(call.c.ending).where(call.c.id == bindparam("key"))
_LAST = select(func.coalesce(func.max(event.c.seq), 0)).where(event.c.call_id == bindparam("key"))
_WRITTEN = select(event.c.event).where(
    event.c.call_id == bindparam("key"),
    event.c.turn == bindparam("of_turn"),
    event.c.text.is_not(None),
)
_ADD_EVENT = insert(event)
_NO_DRAFT = delete(draft).where(draft.c.call_id == bindparam("key"))
_NO_HALF = delete(half_said).where(half_said.c.call_id == bindparam("key"))
_ADD_WORDS = text(f"INSERT INTO {INDEX}(text, call_id, turn) VALUES (:text, :call_id, :turn)")
_AFTER_THE_END = "corrected"
"""The event that may still be added to a call that has ended."""


class Calls(Part):
    """The part of the store that a running call writes to."""

    def keep(self, form: str, value: Model) -> str:
        """Keeps a scenario or rubric as it is now, once, and gives its digest.

        Args:
            form: ``scenario``, ``rubric`` or ``strategy``.
            value: what was read from the file.
        """
        name = digest(value)
        with self._database.read() as connection:
            if connection.scalar(select(document.c.digest).where(document.c.digest == name)):
                return name
        row = {"digest": name, "form": form, "body": value.model_dump(mode="json")}
        with self._database.write() as connection:
            if not connection.scalar(select(document.c.digest).where(document.c.digest == name)):
                connection.execute(insert(document), row)
        return name

    def document(self, digest: str, form: type[M]) -> M:
        """What was kept under a digest.

        Raises:
            BadInput: nothing was.
            Broken: this version of the program reads ``form`` differently.
        """
        with self._database.read() as connection:
            body = connection.scalar(select(document.c.body).where(document.c.digest == digest))
        if body is None:
            raise BadInput(f"nothing is kept under the digest {digest[:12]}")
        try:
            return form.model_validate(body)
        except ValidationError as error:
            raise _of_another_version(f"the {form.__name__.lower()} {digest[:12]}") from error

    def begin_call(self, new: NewCall) -> str:
        """Begins a call, held by this window, and gives its id.

        Raises:
            BadInput: the scenario or rubric was not kept, the call to fork is unknown, or it is
                begun in another's name.
        """
        key = self._ids.new()
        self._leases.claim(key)
        try:
            with self._database.write() as connection:
                only_as_oneself(connection, new.seller)
                row = new.model_dump(mode="json") | {"id": key, "started_at": self._now()}
                if new.forked_from is not None:
                    row["forked_from"] = find(connection, new.forked_from, own=True)
                row["attempt"] = (new.attempt or _attempt(connection, new)).value
                try:
                    connection.execute(insert(call), row)
                except IntegrityError as error:
                    raise BadInput(
                        "the scenario and the rubric are kept before their call begins"
                    ) from error
        except BaseException:
            self._leases.release(key)
            raise
        return str(key)

    def append(self, call_id: str, *events: Event) -> None:
        """Adds events to a call, all or none; they are on the disk when this returns.

        What the seller said takes the place of their draft, and what the buyer said that of what
        they had half said. An `EndedEvent` fills in how the
        call ended and lets the call go; after it only corrections are taken.

        Raises:
            BadInput: no such call, it has ended, a turn is already written, or words that
                cannot be kept.
            Broken: the call is open in another window, or the file cannot be written.
        """
        rows = [as_row(one) for one in events]
        key = self._claimed(call_id)
        over = False
        try:
            with self._database.write() as connection:
                over = _is_over(connection, key)
                last = connection.scalars(_LAST, {"key": key}).one()
                for seq, (one, row) in enumerate(zip(events, rows, strict=True), last + 1):
                    if over and row.event != _AFTER_THE_END:
                        raise BadInput("the call has ended: nothing more can be said in it")
                    self._add(connection, key, seq, row)
                    if isinstance(one, EndedEvent):
                        self._end(connection, key, one)
                        over = True
        finally:
            if over:
                self._leases.release(key)

    def events(self, call_id: str) -> tuple[Event, ...]:
        """All events of a call, in order; of a fork only its own.

        Raises:
            BadInput: no such call.
            Broken: they were written by another version of the program.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            rows = connection.execute(
                select(event.c.event, event.c.turn, event.c.text, event.c.body)
                .where(event.c.call_id == key)
                .order_by(event.c.seq)
            ).all()
        try:
            return tuple(as_event(EventRow(*row)) for row in rows)
        except ValidationError as error:
            raise _of_another_version(f"the call {call_id}") from error

    def claim(self, call_id: str) -> None:
        """Holds a call for this window until it ends, is released, or the process dies.

        Raises:
            BadInput: no such call.
            Broken: it is open in another window.
        """
        self._claimed(call_id)

    def release(self, call_id: str) -> None:
        """Lets a call go, so that another window may take it up."""
        with self._database.read() as connection:
            key = find(connection, call_id)
        self._leases.release(key)

    def save_draft(self, call_id: str, text: str) -> None:
        """Keeps what the seller is typing, in place of what was kept before.

        Nothing is kept once the call has ended.

        Raises:
            BadInput: no such call, or words that cannot be kept.
            Broken: the call is open in another window, or the file cannot be written.
        """
        row = {"text": storable(text), "at": self._now()}
        key = self._claimed(call_id)
        with self._database.write() as connection:
            over = _is_over(connection, key)
            if not over:
                mine = update(draft).where(draft.c.call_id == key)
                if not connection.execute(mine.values(row)).rowcount:
                    connection.execute(insert(draft), row | {"call_id": key})
        if over:
            self._leases.release(key)

    def draft(self, call_id: str) -> str:
        """What the seller was typing; empty if nothing.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id, own=True)
            return connection.scalar(select(draft.c.text).where(draft.c.call_id == key)) or ""

    def save_half_said(self, call_id: str, turn: int, text: str) -> None:
        """Keeps what the buyer has said so far of an answer that is still coming.

        It takes the place of what was kept before, and nothing is kept once the call has ended.

        Args:
            call_id: the call.
            turn: the number that the buyer's turn will have.
            text: all of the answer that has been shown.

        Raises:
            BadInput: no such call, or words that cannot be kept.
            Broken: the call is open in another window, or the file cannot be written.
        """
        row = {"turn": turn, "text": storable(text), "at": self._now()}
        key = self._claimed(call_id)
        with self._database.write() as connection:
            if not _is_over(connection, key):
                mine = update(half_said).where(half_said.c.call_id == key)
                if not connection.execute(mine.values(row)).rowcount:
                    connection.execute(insert(half_said), row | {"call_id": key})

    def half_said(self, call_id: str) -> tuple[int, str] | None:
        """The buyer's turn that was still coming, and what had been said of it; None if none was.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id, own=True)
            row = connection.execute(
                select(half_said.c.turn, half_said.c.text).where(half_said.c.call_id == key)
            ).first()
        return None if row is None else (row.turn, row.text)

    def _claimed(self, call_id: str) -> UUID:
        held = self._leases.held(call_id)
        if held is None:
            with self._database.read() as connection:
                held = find(connection, call_id, own=True)
            self._leases.claim(held)
        return held

    def _add(self, connection: Connection, key: UUID, seq: int, row: EventRow) -> None:
        if row.text is not None and _is_written(connection, key, row):
            raise BadInput(f"turn {row.turn} of this call is already written")
        new = {"id": self._ids.new(), "call_id": key, "seq": seq, "at": self._now()}
        try:
            connection.execute(_ADD_EVENT, row._asdict() | new)
        except IntegrityError as error:
            raise BadInput(f"turn {row.turn} of this call is already written") from error
        if row.text is not None:
            connection.execute(_ADD_WORDS, {"text": row.text, "call_id": key.hex, "turn": row.turn})
        if row.event == "said":
            connection.execute(_NO_DRAFT, {"key": key})
        elif row.event == "spoken":
            connection.execute(_NO_HALF, {"key": key})

    def _end(self, connection: Connection, key: UUID, how: EndedEvent) -> None:
        said = turns(connection, key).values()
        words = sum(len(text.split()) for text in said)
        connection.execute(
            update(call)
            .where(call.c.id == key)
            .values(
                ended_at=self._now(),
                ending=how.ending.value,
                ended_by=how.ended_by.value,
                minutes=spoken_seconds(words, len(said)) / 60,
            )
        )
        connection.execute(_NO_DRAFT, {"key": key})
        connection.execute(_NO_HALF, {"key": key})


def _is_over(connection: Connection, key: UUID) -> bool:
    ended = connection.execute(_ENDING, {"key": key}).first()
    if ended is None:
        raise unknown(str(key))
    return ended.ending is not None


def _attempt(connection: Connection, new: NewCall) -> Attempt:
    if new.forked_from is not None:
        return Attempt.FORK
    met: Any = (
        select(call.c.id)
        .join(event, event.c.call_id == call.c.id)
        .where(
            call.c.seller == new.seller,
            call.c.scenario == new.scenario,
            call.c.variant == new.variant,
            event.c.event == "said",
        )
        .limit(1)
    )
    return Attempt.RETAKE if connection.execute(met).first() else Attempt.FIRST


def _of_another_version(what: str) -> Broken:
    return Broken(f"{what} was written by another version of roleplay; update roleplay to read it")


def _is_written(connection: Connection, key: UUID, row: EventRow) -> bool:
    """True if the turn has its words and they stay: no correction asks for another answer."""
    written = set(connection.scalars(_WRITTEN, {"key": key, "of_turn": row.turn}))
    if row.event != "spoken" or written != {"spoken"}:
        return bool(written)
    corrections = select(func.count()).where(
        event.c.call_id == key, event.c.event == "corrected", event.c.turn == (row.turn or 0) - 1
    )
    return connection.scalars(corrections).one() == 0
