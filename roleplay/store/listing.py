"""The history, as it is looked through: page by page, by what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    column,
    exists,
    func,
    literal_column,
    select,
    table,
    text,
)

from ..domain.history import MACHINE, Attempt, CallRow, FoundWords, LevelDay, Sought
from .asking import theirs_to_see
from .database import Part, storable
from .finding import find
from .record import LAST_OVERALL, ROW, as_call
from .tables import INDEX, call, event, opened, score, scorecard

_OPEN, _CLOSE = "\x02", "\x03"
"""Put around the words that were found; nothing that is kept holds them."""
_PREFIX_FROM = 3
"""Letters from which the beginning of a word is enough to find it."""
_WORDS = table(
    INDEX,
    column("rowid", Integer),
    column("text", Text),
    column("call_id", Uuid),
    column("turn", Integer),
)
_MARKED = literal_column(f"highlight({INDEX}, 0, char(2), char(3))", Text)
_LAST_CARD = (
    select(scorecard.c.id)
    .where(scorecard.c.call_id == call.c.id, scorecard.c.author == MACHINE)
    .order_by(scorecard.c.id.desc())
    .limit(1)
    .correlate(call)
    .scalar_subquery()
)


class Listing(Part):
    """The part of the store that finds calls among many."""

    def page(
        self, sought: Sought, limit: int = 50, before: str | None = None
    ) -> tuple[CallRow, ...]:
        """Calls, newest first; ``before`` is the id of the last call of the page before.

        Raises:
            BadInput: ``before`` is no call.
        """
        with self._database.read() as connection:
            rows: Any = _asked(ROW, sought).where(theirs_to_see(connection))
            if before is not None:
                rows = rows.where(call.c.id < find(connection, before))
            rows = rows.order_by(call.c.id.desc()).limit(limit)
            return tuple(as_call(row) for row in connection.execute(rows))

    def count(self, sought: Sought) -> int:
        """How many calls there are."""
        with self._database.read() as connection:
            counted: Any = _asked(select(func.count()).select_from(call), sought)
            counted = counted.where(theirs_to_see(connection))
            return int(connection.scalars(counted).one())

    def said(
        self, words: str, sought: Sought, limit: int = 50, before: int | None = None
    ) -> tuple[FoundWords, ...]:
        """Turns of those calls that hold every one of the words, newest first.

        Accents and case do not matter, and the beginning of a word is enough from three letters
        on. ``before`` is the place of the last one of the page before. Words that a correction
        took back are not found.
        """
        quoted = " ".join(_quoted(words))
        if not quoted:
            return ()
        now = (
            select(event.c.text)
            .where(
                event.c.call_id == call.c.id,
                event.c.turn == _WORDS.c.turn,
                event.c.text.is_not(None),
            )
            .order_by(event.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        rows: Any = (
            _asked(ROW, sought)
            .add_columns(_WORDS.c.rowid.label("place"), _WORDS.c.turn, _WORDS.c.text)
            .add_columns(_MARKED.label("marked"))
            .join(_WORDS, _WORDS.c.call_id == call.c.id)
            .where(text(f"{INDEX} MATCH :words"), _WORDS.c.text == now)
            .order_by(_WORDS.c.rowid.desc())
            .limit(limit)
        )
        if before is not None:
            rows = rows.where(_WORDS.c.rowid < before)
        with self._database.read() as connection:
            rows = rows.where(theirs_to_see(connection))
            found = connection.execute(rows, {"words": storable(quoted)}).all()
        return tuple(_found(row) for row in found)

    def level_days(self, seller: str) -> tuple[LevelDay, ...]:
        """The levels of a seller's calls by day and skill, oldest first."""
        counts = and_(call.c.attempt == Attempt.FIRST.value, opened.c.at.is_(None)).label("counts")
        day = func.date(call.c.started_at).label("day")
        with self._database.read() as connection:
            of_calls = (
                select(day, score.c.skill, counts, func.avg(score.c.level).label("level"))
                .select_from(call)
                .join(score, score.c.scorecard_id == _LAST_CARD)
                .outerjoin(
                    opened,
                    and_(
                        opened.c.seller == call.c.seller,
                        opened.c.scenario == call.c.scenario,
                        opened.c.variant == call.c.variant,
                    ),
                )
                .where(
                    call.c.seller == seller, score.c.level.is_not(None), theirs_to_see(connection)
                )
                .group_by(call.c.id, score.c.skill)
                .subquery()
            )
            rows = (
                select(
                    of_calls.c.day,
                    of_calls.c.skill,
                    of_calls.c.counts,
                    func.count().label("calls"),
                    func.avg(of_calls.c.level).label("level"),
                )
                .group_by(of_calls.c.day, of_calls.c.skill, of_calls.c.counts)
                .order_by(of_calls.c.day, of_calls.c.skill)
            )
            return tuple(
                LevelDay.model_validate(dict(row._mapping)) for row in connection.execute(rows)
            )

    def last_of_each(self, seller: str) -> tuple[CallRow, ...]:
        """A seller's last call of each scenario, in the order of the scenarios' ids."""
        last = select(func.max(call.c.id)).where(call.c.seller == seller).group_by(call.c.scenario)
        rows: Any = ROW.where(call.c.id.in_(last)).order_by(call.c.scenario)
        with self._database.read() as connection:
            rows = rows.where(theirs_to_see(connection))
            return tuple(as_call(row) for row in connection.execute(rows))

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
            family: Any = ROW.where(call.c.id.in_(select(down.c.id)), theirs_to_see(connection))
            rows = connection.execute(family.order_by(call.c.id))
            return tuple(as_call(row) for row in rows)


def _asked(rows: Select[Any], sought: Sought) -> Select[Any]:
    """``rows`` of the calls that are looked for."""
    equal: tuple[tuple[Column[Any], object], ...] = (
        (call.c.seller, sought.seller),
        (call.c.scenario, sought.scenario),
        (call.c.ending, sought.ending and sought.ending.value),
    )
    for field, value in equal:
        if value is not None:
            rows = rows.where(field == value)
    if sought.kinds:
        rows = rows.where(call.c.attempt.in_([kind.value for kind in sought.kinds]))
    if sought.since is not None:
        rows = rows.where(call.c.started_at >= sought.since)
    if sought.until is not None:
        rows = rows.where(call.c.started_at < sought.until)
    if sought.least is not None or sought.most is not None:
        rows = rows.where(LAST_OVERALL.between(sought.least or 1.0, sought.most or 5.0))
    if sought.skill is not None:
        scored = exists().where(
            score.c.scorecard_id == _LAST_CARD,
            score.c.skill == sought.skill,
            score.c.level.is_not(None),
        )
        rows = rows.where(scored)
    return rows


def _quoted(words: str) -> Iterator[str]:
    for word in words.split():
        long_enough = len(re.sub(r"\W", "", word)) >= _PREFIX_FROM
        yield '"' + word.replace('"', '""') + '"' + ("*" if long_enough else "")


def _found(row: Any) -> FoundWords:
    values = dict(row._mapping)
    for name in ("id", "forked_from"):
        values[name] = values[name] and str(UUID(str(values[name])))
    fields = {name: values[name] for name in CallRow.model_fields}
    return FoundWords(
        call=CallRow.model_validate(fields),
        turn=row.turn,
        text=row.text,
        places=_places(row.marked, row.text),
        place=row.place,
    )


def _places(marked: str, plain: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand that are marked; none if the text holds such marks of its own."""
    if _OPEN in plain or _CLOSE in plain:
        return ()
    places, at, start = [], 0, 0
    for letter in marked:
        if letter == _OPEN:
            start = at
        elif letter == _CLOSE:
            places.append((start, at))
        else:
            at += 1
    return tuple(places)
