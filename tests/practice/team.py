"""Sam and Ann, who sell, and Mia, who manages them; each asks in their own workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from roleplay.practice import people
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, Clock, play, settings


@dataclass
class Office:
    """One data folder in which several people practise."""

    home: Path
    clock: Clock
    sams: str = ""
    """A good call of Sam's, private."""

    @contextmanager
    def of(self, person: str) -> Iterator[Workspace]:
        with Workspace(settings(self.home, person), self.clock) as opened:
            yield opened


def an_office(home: Path, lines: tuple[str, ...] = GOOD) -> Office:
    """Sam practises alone, adds his manager Mia, who adds Ann."""
    office = Office(home, Clock())
    with office.of("sam") as workspace:
        office.sams = play(workspace, lines)
        people.add(workspace, "Mia Stone", role="manager", team="North")
    with office.of("mia-stone") as workspace:
        people.add(workspace, "Ann Lee")
    return office
