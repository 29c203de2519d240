"""What a segment is said into, as far as its kind depends on it."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.domain.moves import Kind


class Setting(NamedTuple):
    """What a segment is said into, as far as its kind depends on it."""

    echo: float = 0.0
    """Share of its content words that the buyer's last turn holds, 0 to 1."""
    echo_earlier: float = 0.0
    """The same for all the buyer has said."""
    after_objection: float = 0.0
    """1 if the buyer's last turn was an objection, less if one stands from before; else 0."""
    meets: bool = False
    """It touches what an objection of the scenario is met by."""
    claims: bool = False
    """It says what buying will take."""
    step: bool = False
    """It is about something the buyer can be asked to do."""
    previous: Kind | None = None
    """The kind of the segment before it in the turn."""
    last: bool = False
    """It ends the turn."""
    has_figure: bool = False
    asked_for: Kind | None = None
    """What the buyer has just asked for: `PITCH`, `PROOF` or `ADVISE`."""
    mirrors: bool = False
    """Its figures are the buyer's own of the last turn."""
    repeats: bool = False
    """It is word for word in the buyer's last turn."""
    sells: bool = False
    """It names what is being sold."""
    introduces: bool = False
    """It is names and no more, before anything has been asked."""
    derived: bool = False
    """A figure in it follows from figures given, without being one of them."""
    place: int = 0
    """How many segments stand before it in the turn."""
    parts: int = 1
    """How many segments the turn has."""
    nth: int = 0
    """How many turns the seller has had before."""
    buyer_asks: bool = False
    """The buyer's last turn ends by asking."""
    buyer_words: tuple[str, ...] = ()
    """The words of the buyer's last turn."""
    buyer_said: tuple[str, ...] = ()
    """What the buyer's last turn may amount to and how likely, in steps: ``objection 3``."""
