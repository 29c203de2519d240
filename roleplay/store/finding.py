"""Which call is meant, and what was said in it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, cast, or_, select

from ..domain.problem import BadInput
from .asking import is_theirs, theirs_to_see
from .tables import call, event

LEAST = 6
"""Characters of an id that a person must give."""


def find(connection: Connection, name: str, *, own: bool = False) -> UUID:
    """The call whose id is ``name``, or alone begins or ends with it; hyphens do not matter.

    A call that is not the asker's to see is not there.

    Args:
        connection: it knows who asks.
        name: all of an id, or a part of it.
        own: only one of the asker's own: something is written to it, or it is nobody else's.

    Raises:
        BadInput: there is none, there are several, ``name`` is shorter than 6 characters, or the
            call is another's.
    """
    digits = name.strip().lower().replace("-", "")
    if not re.fullmatch("[0-9a-f]{0,32}", digits):
        raise unknown(name)
    if len(digits) < LEAST:
        raise BadInput(f"{name!r} is too short: give at least {LEAST} characters of the call's id")
    lowest, highest = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    meant: list[ColumnElement[bool]] = [call.c.id.between(lowest, highest)]
    if len(digits) <= 12:
        meant.append(cast(call.c.id, String).like(f"%{digits}"))
    seen = select(call.c.id).where(or_(*meant), theirs_to_see(connection))
    found = connection.scalars(seen.limit(2)).all()
    if not found:
        raise unknown(name)
    if len(found) > 1:
        raise BadInput(f"several calls have {name!r} in their id: give more of it")
    key = UUID(str(found[0]))
    if own and not is_theirs(connection, key):
        raise BadInput(f"call {name} is not yours: it was shared with you to look at")
    return key


def turns(connection: Connection, of: UUID) -> dict[int, str]:
    """The words of each turn that count, by its number; of a fork also those before it."""
    said: dict[int, str] = {}
    at: UUID | None = of
    before: int | None = None
    while at is not None:
        spoken = (
            select(event.c.turn, event.c.text)
            .where(event.c.call_id == at, event.c.text.is_not(None))
            .order_by(event.c.seq.desc())
        )
        if before is not None:
            spoken = spoken.where(event.c.turn < before)
        for row in connection.execute(spoken):
            said.setdefault(row.turn, row.text)
        origin: Any = connection.execute(
            select(call.c.forked_from, call.c.fork_turn).where(call.c.id == at)
        ).one()
        at = origin.forked_from
        if origin.fork_turn is not None:
            before = min(origin.fork_turn, before or origin.fork_turn)
    return said


def unknown(name: str) -> BadInput:
    """What to tell somebody who names a call that is not there."""
    return BadInput(f"there is no call {name!r}: `roleplay history` lists them")
