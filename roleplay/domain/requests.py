"""What was asked of a model, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .model import Model

Role = Literal["buyer", "listener", "judge", "coach", "seller"]
"""What a model is asked to be."""
ROLES: tuple[Role, ...] = ("buyer", "listener", "judge", "coach")
"""Those that may each have a model of their own; a simulated seller has the one for all."""


class Outcome(StrEnum):
    """How a request ended; everything but ``answered`` is a failure with its own name."""

    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    """Refused, no such host, cut off before a first byte."""
    UNAUTHORISED = "unauthorised"
    """401 or 403: the key."""
    NOT_FOUND = "not_found"
    """404: the address, or no such model."""
    NOT_ACCEPTED = "not_accepted"
    """400, 409 or 422: the endpoint does not take the request."""
    TOO_LONG = "too_long"
    """More than the model's context holds."""
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    """5xx, or an error inside a stream that began well."""
    NO_FIRST_TOKEN = "no_first_token"
    """Nothing came within the first deadline."""
    STALLED = "stalled"
    """It began and then no more content came; comments that keep a line open are no content."""
    OUT_OF_TIME = "out_of_time"
    """The total deadline passed."""
    CUT_OFF = "cut_off"
    """The line closed in the middle."""
    NOT_FINISHED = "not_finished"
    """The stream ended without a reason to finish: half a reply is no reply."""
    MALFORMED = "malformed"
    """What came is not what an endpoint of this kind sends."""
    EMPTY = "empty"
    REFUSED = "refused"
    """The model declined to answer."""
    FILTERED = "filtered"
    TRUNCATED = "truncated"
    """The model ran out of tokens, or said more than is taken."""
    BAD_SHAPE = "bad_shape"
    """A structured answer that does not fit its schema, after one try at repair."""
    STOPPED = "stopped"
    """Nobody waits for the rest: the person has stopped it, or whoever asked had enough."""
    OVER_BUDGET = "over_budget"
    """Not sent: the tokens for this call or day are spent."""


class ModelRequest(Model):
    """One request to a model: kept with the call, so that it can be read, counted, replayed."""

    role: Role
    model: str
    """As the endpoint names it."""
    prompt_digest: str
    """SHA-256 (64 hex digits) of the messages and the schema."""
    parameters: dict[str, str | float | int | bool | None]
    """Temperature, seed, most tokens and how structure was asked for. Never a key."""
    outcome: Outcome
    text: str
    """What came, word for word, keys taken out; what had come, where it failed."""
    says: str = ""
    """Of a failure: what happened and what to do, in one line, keys taken out."""
    tokens_in: Annotated[int, Field(ge=0)] | None = None
    """As the endpoint counted them; None where it does not say."""
    tokens_out: Annotated[int, Field(ge=0)] | None = None
    first_seconds: Annotated[float, Field(ge=0)] | None = None
    """Until the first content came."""
    seconds: Annotated[float, Field(ge=0)]
    """Until it ended."""


class KeptRequest(Model):
    """A request, what it was made for, and when."""

    call: str
    turn: int | None
    """The turn it was made for; None for the call as a whole."""
    at: datetime
    """When it was kept, UTC."""
    request: ModelRequest


class Cost(Model):
    """What requests of one kind came to."""

    seller: str | None = None
    """Whose calls they were for; None where that was not asked, or they were for no call."""
    role: Role
    model: str
    calls: Annotated[int, Field(ge=0)]
    """How many calls they were for."""
    requests: Annotated[int, Field(ge=0)]
    failed: Annotated[int, Field(ge=0)]
    """Of the requests, those that ended neither with an answer nor by being stopped."""
    stopped: Annotated[int, Field(ge=0)] = 0
    """Of the requests, those of which nobody waited for the rest: the person had enough, a sentence
    was not one to be said, or a turn's hearing was late."""
    uncounted: Annotated[int, Field(ge=0)]
    """Of the requests, those that brought words and whose tokens the endpoint did not tell: they
    count for nothing."""
    tokens_in: Annotated[int, Field(ge=0)]
    tokens_out: Annotated[int, Field(ge=0)]
    seconds: Annotated[float, Field(ge=0)]
