"""How a call ends."""

from __future__ import annotations

from enum import StrEnum


class Ending(StrEnum):
    """How a call ended; where several apply, the first of this list."""

    BUYER_FAILED = "buyer_failed"
    HUNG_UP = "hung_up"
    DISQUALIFIED = "disqualified"
    AGREED_NEXT_STEP = "agreed_next_step"
    DECLINED = "declined"
    PUT_OFF = "put_off"
    OUT_OF_TIME = "out_of_time"
    SELLER_ENDED = "seller_ended"


class EndedBy(StrEnum):
    """Who or what ended it."""

    SELLER = "seller"
    BUYER = "buyer"
    CLOCK = "clock"
    FAILURE = "failure"
