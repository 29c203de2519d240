"""The base of every value this product talks about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Value = TypeVar("Value", bound=BaseModel)
Result = TypeVar("Result")


class Model(BaseModel):
    """A frozen value: unknown fields are errors, a change makes a new value."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # Most values are parts of others: a start needs few of them on their own.
        defer_build=True,
        allow_inf_nan=False,
        # What is kept is read back under the names a file has: `if`, `in`.
        serialize_by_alias=True,
    )


_REMEMBERED = 8


def remembered(work: Callable[[Value], Result]) -> Callable[[Value], Result]:
    """``work`` done once for each of the last few values, told apart by identity.

    For what is asked of the same call again and again: to compare two calls costs more than most
    of what there is to know of one.
    """
    known: dict[int, tuple[Value, Result]] = {}

    @wraps(work)
    def worked(value: Value) -> Result:
        found = known.get(id(value))
        if found is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            # The value is held with it: its identity is nobody else's as long.
            found = known[id(value)] = value, work(value)
        return found[1]

    return worked


@remembered
def digest(value: BaseModel) -> str:
    """SHA-256 (64 hex digits) of the value's canonical JSON; equal values have equal digests."""
    body = json.dumps(
        value.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def _several(value: Any) -> Any:
    """One of something where several are allowed reads as a list of one."""
    if value is None or isinstance(value, (list, tuple, set, frozenset)):
        return value
    return (value,)


OneOrMore = BeforeValidator(_several)
"""Put beside a tuple type: an author may write a single value instead of a list."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A name used to refer to something: lower-case letters, digits, ``-`` and ``_``, at most 64."""


def _no_timestamp(value: Any) -> Any:
    """A bare number is no day, though it could be read as seconds since 1970."""
    if isinstance(value, str) and value.strip().replace(".", "", 1).isdigit():
        raise ValueError(f'"{value[:60]}" is no date, allowed: a date such as 2027-03-31')
    return value


Day = Annotated[date, BeforeValidator(_no_timestamp)]
"""A calendar day, written ``2027-03-31``."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""Words shown to a person: 1 to 2,000 characters."""

Lines = Annotated[tuple[Text, ...], OneOrMore]
"""One line, or several that say the same in other words."""
