"""Scripted sellers, and where the author says they land."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .endings import Ending
from .ledger import CommitmentState, NeedState, ObjectionState
from .model import Id, Model

OverallBound = Annotated[str, Field(pattern=r"^\s*(>=|<=|>|<|==)?\s*\d+(\.\d+)?\s*$")]
"""A comparison with the overall score, such as ``>=4`` or ``<= 2.5``."""


class Expect(Model):
    """Where a try must land: needs at least in that state, the rest exactly."""

    overall: OverallBound | None = None
    needs: dict[Id, NeedState] = {}
    objections: dict[Id, ObjectionState] = {}
    commitments: dict[Id, CommitmentState] = {}
    ending: Ending | None = None


class Try(Model):
    """A scripted seller, and where the author says they land."""

    seller: tuple[str, ...]
    """One turn a line; an empty line is a pause."""
    expect: Expect = Expect()
