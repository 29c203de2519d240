"""An event as a row: the words of a turn stand in a column of their own, the rest in the body."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import TypeAdapter

from ..domain.transcript import Event, SaidEvent, SpokenEvent
from .database import storable

_EVENTS: TypeAdapter[Event] = TypeAdapter(Event)


class EventRow(NamedTuple):
    """What the table holds of an event."""

    event: str
    turn: int | None
    text: str | None
    """The words of a turn; None for an event that is none."""
    body: dict[str, Any]


def as_row(event: Event) -> EventRow:
    """The event, taken apart.

    Raises:
        BadInput: its words cannot be kept.
    """
    body = event.model_dump(mode="json")
    name, turn, text = body.pop("event"), body.pop("turn", None), None
    if isinstance(event, SaidEvent):
        text = storable(body.pop("text"))
    elif isinstance(event, SpokenEvent):
        text = storable(body["spoken"].pop("text"))
    return EventRow(name, turn, text, body)


def as_event(row: EventRow) -> Event:
    """The event that was taken apart.

    Raises:
        pydantic.ValidationError: the row was written by a version that knew other events.
    """
    body: dict[str, Any] = {"event": row.event, **row.body}
    if row.turn is not None:
        body["turn"] = row.turn
    if row.event == "said":
        body["text"] = row.text
    elif row.event == "spoken":
        body["spoken"] = {**row.body["spoken"], "text": row.text}
    return _EVENTS.validate_python(body)
