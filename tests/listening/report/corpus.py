"""What the listener hears in the calls that readers labelled and that it never learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from roleplay.domain.moves import BuyerSaid, Heard, Kind
from roleplay.listening import hear, hear_buyer
from roleplay.listening.train.corpus import Call, Labelled, Move, calls

FOLDER = Path(__file__).parents[1] / "corpus"


class SellerTurn(NamedTuple):
    """A seller's turn, as readers and the listener heard it."""

    at: Labelled
    heard: Heard

    def moves(self, reader: str) -> tuple[Move, ...]:
        """What a reader named."""
        return self.at.moves[reader]

    def dominant(self, reader: str) -> Kind:
        """The kind that a reader took for the turn's purpose."""
        return next(move.kind for move in self.at.moves[reader] if move.dominant)


class BuyerTurn(NamedTuple):
    """A buyer's turn, as readers and the listener heard it."""

    at: Labelled
    heard: tuple[BuyerSaid, ...]


@cache
def labelled(*, held_out: bool = True) -> tuple[Call, ...]:
    """The calls with labels: those kept for tests, or those that were learnt from."""
    return tuple(call for call in calls(FOLDER) if call.moves and call.held_out is held_out)


def bare(all_calls: Sequence[Call]) -> tuple[Call, ...]:
    """The same calls without punctuation and capitals."""
    return tuple(call.without_marks() for call in all_calls)


def sellers(all_calls: Sequence[Call]) -> list[SellerTurn]:
    """Every labelled turn of the sellers."""
    return [
        SellerTurn(turn, hear(turn.text, turn.context))
        for call in all_calls
        for turn in call.sellers()
    ]


def buyers(all_calls: Sequence[Call]) -> list[BuyerTurn]:
    """Every labelled turn of the buyers."""
    return [
        BuyerTurn(turn, hear_buyer(turn.text, turn.context))
        for call in all_calls
        for turn in call.buyers()
    ]
