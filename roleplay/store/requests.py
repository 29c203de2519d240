"""What was asked of a model: kept with its call, counted, added up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, insert, select

from ..domain.requests import Cost, KeptRequest, ModelRequest, Outcome
from .asking import is_theirs, theirs_to_see
from .database import Part
from .finding import find
from .tables import call, event, model_request

_TOKENS = func.coalesce(model_request.c.tokens_in, 0) + func.coalesce(model_request.c.tokens_out, 0)
_UNTOLD = model_request.c.tokens_in.is_(None) | model_request.c.tokens_out.is_(None)
_UNCOUNTED = _UNTOLD & (model_request.c.text != "")


class Requests(Part):
    """The part of the store that remembers what a model was asked and what it cost."""

    def keep_request(
        self, call_id: str | None, request: ModelRequest, turn: int | None = None
    ) -> None:
        """Keeps a request, with the call (and the turn of it) that it was made for, if any.

        What no database can hold of an answer (NUL, half a surrogate pair) is left out.

        Raises:
            BadInput: no such call.
            Broken: the file cannot be written.
        """
        row = request.model_dump(mode="json")
        for name in ("text", "says", "model"):
            row[name] = _holdable(row[name])
        with self._database.write() as connection:
            key = None if call_id is None else find(connection, call_id, own=True)
            new = {"id": self._ids.new(), "call_id": key, "turn": turn, "at": self._now()}
            connection.execute(insert(model_request), row | new)

    def last_turn(self, call_id: str) -> int | None:
        """The number of the last turn that is kept of a call; None before the opener.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            last: int | None = connection.scalar(
                select(func.max(event.c.turn)).where(event.c.call_id == key)
            )
            return last

    def requests(self, call_id: str) -> tuple[KeptRequest, ...]:
        """What was asked of a model for a call, oldest first; of a fork only its own.

        Of another's call there is none to see: their notes and drafts may stand in it.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            if not is_theirs(connection, key):
                return ()
            rows = connection.execute(
                select(model_request)
                .where(model_request.c.call_id == key)
                .order_by(model_request.c.id)
            ).all()
        return tuple(_as_kept(row) for row in rows)

    def spent(
        self,
        since: datetime | None = None,
        *,
        seller: str | None = None,
        call_id: str | None = None,
    ) -> int:
        """Tokens asked and answered, as far as the endpoints counted them.

        Args:
            since: only what was kept then or later; with its offset.
            seller: only what was asked for this seller's calls.
            call_id: only what was asked for this call.

        Raises:
            BadInput: no such call.
        """
        total: Any = select(func.coalesce(func.sum(_TOKENS), 0)).select_from(model_request)
        if since is not None:
            total = total.where(model_request.c.at >= since)
        if seller is not None:
            total = total.join(call, call.c.id == model_request.c.call_id)
            total = total.where(call.c.seller == seller)
        with self._database.read() as connection:
            if call_id is not None:
                total = total.where(model_request.c.call_id == find(connection, call_id))
            return int(connection.scalars(total).one())

    def cost_of(self, call_id: str) -> tuple[Cost, ...]:
        """What a call cost, by role and model; of a fork only its own requests.

        Raises:
            BadInput: no such call.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            rows: Any = _added_up(model_request.c.role, model_request.c.model)
            found = connection.execute(rows.where(model_request.c.call_id == key)).all()
        return tuple(_as_cost(row) for row in found)

    def costs(self) -> tuple[Cost, ...]:
        """What all that is kept cost, by seller, role and model; no seller: it was for no call."""
        rows: Any = _added_up(call.c.seller, model_request.c.role, model_request.c.model)
        rows = rows.outerjoin(call, call.c.id == model_request.c.call_id)
        with self._database.read() as connection:
            rows = rows.where(model_request.c.call_id.is_(None) | theirs_to_see(connection))
            return tuple(_as_cost(row) for row in connection.execute(rows).all())


def _added_up(*by: Any) -> Select[Any]:
    outcome, stop = model_request.c.outcome, Outcome.STOPPED.value
    failed = case((outcome.in_((Outcome.ANSWERED.value, stop)), 0), else_=1)
    return (
        select(
            *by,
            func.count(model_request.c.call_id.distinct()).label("calls"),
            func.count().label("requests"),
            func.sum(failed).label("failed"),
            func.sum(case((outcome == stop, 1), else_=0)).label("stopped"),
            func.sum(case((_UNCOUNTED, 1), else_=0)).label("uncounted"),
            func.coalesce(func.sum(model_request.c.tokens_in), 0).label("tokens_in"),
            func.coalesce(func.sum(model_request.c.tokens_out), 0).label("tokens_out"),
            func.sum(model_request.c.seconds).label("seconds"),
        )
        .select_from(model_request)
        .group_by(*by)
        .order_by(*by)
    )


def _as_cost(row: Row[tuple[Any, ...]]) -> Cost:
    return Cost.model_validate(dict(row._mapping))


def _as_kept(row: Row[tuple[Any, ...]]) -> KeptRequest:
    values = dict(row._mapping)
    del values["id"]
    about = {"call": str(values.pop("call_id")), "turn": values.pop("turn"), "at": values.pop("at")}
    return KeptRequest.model_validate(about | {"request": values})


def _holdable(text: str) -> str:
    """``text`` as every database can hold it."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
