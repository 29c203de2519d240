"""When something in a scenario happens: the ``when`` of the YAML form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from .ledger import NeedState
from .model import Id, Model, OneOrMore
from .moves import Focus, Kind

Gauge = Annotated[int, Field(ge=0, le=100)]
"""Trust, interest or patience: 0 to 100."""

Ids = Annotated[tuple[Id, ...], OneOrMore]


class Condition(Model):
    """All keys that are given must hold; a list as a value means any of it."""

    asked: Ids = ()
    """A question or reflection segment about one of these topics."""
    told: Ids = ()
    """An insight, proof or advise segment about one of these topics."""
    quantifies: Ids = ()
    """A segment about one of these needs that sizes it, when the need is already stated."""
    move: Annotated[tuple[Kind, ...], OneOrMore] = ()
    """Beside asked, told or quantifies: that segment's kind; alone: the turn's dominant kind."""
    focus: Annotated[tuple[Focus, ...], OneOrMore] = ()
    """Beside asked, told or quantifies: that segment's focus; alone: the turn's."""
    trust: Gauge | None = None
    """At least this much after the turn's effects."""
    interest: Gauge | None = None
    """At least this much after the turn's effects."""
    patience: Gauge | None = None
    """At least this much after the turn's effects."""
    needs: dict[Id, Annotated[tuple[NeedState, ...], OneOrMore]] = {}
    """Each need is at least in (any of) the given state(s)."""
    turn: Annotated[int, Field(ge=1)] | None = None
    """From this turn of the call on; the opener is turn 1."""
    any: tuple[Condition, ...] = ()
    """At least one of these holds."""

    def parts(self) -> Iterator[Condition]:
        """This condition and every one inside its ``any``."""
        yield self
        for inner in self.any:
            yield from inner.parts()

    def topics(self) -> tuple[str, ...]:
        """Every topic it asks the seller to speak of."""
        return tuple(
            name for part in self.parts() for name in (*part.asked, *part.told, *part.quantifies)
        )
