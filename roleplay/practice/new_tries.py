"""What an author has just said, as a try for the file."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

from roleplay.domain.ledger import CommitmentState, NeedState, ObjectionState
from roleplay.domain.problem import BadInput
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import EndedEvent, Event, ledger_of
from roleplay.domain.tries import Expect, Try
from roleplay.library import Library
from roleplay.library.snippets import try_as_yaml

from .open_call import OpenCall
from .scores import score_call
from .workspace import Workspace

GOOD_FROM = 3.5
"""Overall from which a try is expected to do at least that well; below it, at most."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")


@dataclass(frozen=True)
class SavedTry:
    """The seller's words so far as a try."""

    text: str
    """YAML, to be pasted under ``tries:``."""
    file: Path | None
    """Where it was written; None if that could not be."""


def save_try(
    workspace: Workspace, file: Path, name: str, lines: Sequence[str], played: OpenCall
) -> SavedTry:
    """The seller's ``lines`` as a try that lands where they land now.

    It is written to ``<file>.try.txt`` beside the scenario, or into the data folder when the
    scenario is not the user's own. ``played`` is the call in which they were said; it is ended.

    Raises:
        BadInput: the name is no id, or there are no lines.
    """
    if not _NAME.match(name):
        raise BadInput(f"{name[:40]!r} is no name for a try; allowed: a-z, 0-9, - and _")
    if not lines:
        raise BadInput("nothing has been said that could be a try")
    events = [*played.events, *(() if played.call.ended else played.call.end())]
    overall = _overall(workspace, file, played.scenario, events)
    made = Try(seller=tuple(lines), expect=landed(played.scenario, events, overall))
    text = try_as_yaml(name, made)
    return SavedTry(text=text, file=_write(workspace, file, text))


def landed(scenario: Scenario, events: Sequence[Event], overall: str | None) -> Expect:
    """What a try has to expect to land where the ended call of ``events`` did.

    ``overall`` is its bound, such as ``>=4``; None for no bound.
    """
    ledger = ledger_of(scenario, events)
    needs = {name: ledger.need(name) for name in ledger.needs}
    objections = {name: ledger.objection(name) for name in ledger.objections}
    commitments = {name: ledger.commitment(name) for name in ledger.commitments}
    return Expect(
        overall=overall,
        needs={n: s for n, s in needs.items() if s is not NeedState.HIDDEN},
        objections={n: s for n, s in objections.items() if s is not ObjectionState.LATENT},
        commitments={n: s for n, s in commitments.items() if s is not CommitmentState.NONE},
        ending=next(event.ending for event in events if isinstance(event, EndedEvent)),
    )


def is_shipped(roots: Sequence[Path], file: Path) -> bool:
    """Whether a file belongs to the content that came with the program: the first root's."""
    return bool(roots) and Path(os.path.abspath(file)).is_relative_to(os.path.abspath(roots[0]))


def _overall(
    workspace: Workspace, file: Path, scenario: Scenario, events: Sequence[Event]
) -> str | None:
    settings = workspace.settings
    try:
        library = Library.at([file], settings.rubric_folders, roots=settings.scenario_roots)
        rubric = library.rubric(scenario.rubric)
        strategy = library.strategy_of(scenario.id)
    except BadInput:
        return None  # `check` tells what is wrong; the rest of the try stands without it
    overall = score_call(scenario, strategy, rubric, events).overall
    if overall is None:
        return None
    if overall >= GOOD_FROM:
        return f">={floor(overall * 10) / 10:g}"
    return f"<={ceil(overall * 10) / 10:g}"


def _write(workspace: Workspace, file: Path, text: str) -> Path | None:
    settings = workspace.settings
    shipped = is_shipped(settings.scenario_roots, file)
    folder = settings.home / "tries" if shipped else file.parent
    path = folder / f"{file.stem}.try.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path
