"""What a coach says during a call that teaches the app."""

from __future__ import annotations

from .conditions import Condition
from .model import Model, Text


class Tip(Model):
    """A coach's line beside the call, shown once and never mixed with the buyer's words."""

    when: Condition = Condition()
    """What the seller's last turn must have been; before the first one, only ``turn: 1`` holds."""
    say: Text
    plain: Text | None = None
    """The line where the call goes line by line, without keys; None: the same."""
