"""Checking content: the files' own errors, and whether every try lands where its author says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from pathlib import Path
from typing import Any

from roleplay.domain.ledger import NeedState
from roleplay.domain.problem import BadInput, Problem
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import EndedEvent, ledger_of
from roleplay.domain.tries import Expect, Try
from roleplay.library import Library, json_schema

from .documents import SCHEMA
from .played import Played, play
from .workspace import Workspace

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": ge,
    "<=": le,
    ">": gt,
    "<": lt,
    "==": eq,
    "": eq,
}


@dataclass(frozen=True)
class TryResult:
    """Where a scripted seller landed."""

    scenario: str
    variant: str
    name: str
    overall: float | None
    missed: tuple[str, ...]
    """What was expected and did not come, in words."""

    @property
    def ok(self) -> bool:
        """It landed where the author says."""
        return not self.missed


@dataclass(frozen=True)
class CheckReport:
    """What is wrong with some content."""

    problems: tuple[Problem, ...]
    tries: tuple[TryResult, ...]

    @property
    def ok(self) -> bool:
        """No error and no try that missed."""
        return all(p.level != "error" for p in self.problems) and all(t.ok for t in self.tries)

    def document(self) -> dict[str, Any]:
        """As the shell's contract has it."""
        return {
            "schema": SCHEMA,
            "ok": self.ok,
            "problems": [problem.model_dump(mode="json") for problem in self.problems],
            "tries": [
                {
                    "scenario": each.scenario,
                    "variant": each.variant,
                    "name": each.name,
                    "ok": each.ok,
                    "overall": each.overall,
                    "missed": list(each.missed),
                }
                for each in self.tries
            ],
        }


def check(
    workspace: Workspace,
    paths: Sequence[Path] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> CheckReport:
    """Everything wrong in ``paths`` (without any: in all packs), with every try played.

    Args:
        workspace: whose packs are meant without paths, and whose rubrics may be used.
        paths: files, packs, or folders of packs or rubrics.
        progress: told the scenario that is about to be played.

    Raises:
        BadInput: a path does not exist, or holds nothing that could be checked.
    """
    settings = workspace.settings
    library = workspace.library
    if paths:
        _refuse_nothing(paths)
        library = Library.at(paths, settings.rubric_folders, roots=settings.scenario_roots)
    problems = library.problems()
    tries: list[TryResult] = []
    for name in library.scenario_ids():
        progress(name)
        try:
            tries += _tries(library, library.scenario(name))
        except BadInput:
            # What cannot be played is among the problems already; if not, it must be said.
            if not any(problem.level == "error" for problem in problems):
                raise
    return CheckReport(problems=problems, tries=tuple(tries))


def _refuse_nothing(paths: Sequence[Path]) -> None:
    """A path that holds no content is a slip: "0 errors" would pass for a clean bill."""
    looked_at = ("*.yaml", "*/*.yaml", "*/rubrics/*.yaml")
    for path in paths:
        here = path.suffix == ".yaml" or (
            path.is_dir() and any(any(path.glob(each)) for each in looked_at)
        )
        if path.exists() and not here:
            raise BadInput(
                f"{path}: nothing to check, allowed: a .yaml file, a pack,"
                " or a folder of packs or rubrics"
            )


def stamps(workspace: Workspace, paths: Sequence[Path] = ()) -> dict[str, tuple[int, int]]:
    """When each YAML file that `check` looks at was last changed (ns), and its size in bytes."""
    settings = workspace.settings
    found = {}
    for path in paths or (*settings.scenario_roots, *settings.rubric_folders):
        for file in path.rglob("*.yaml") if path.is_dir() else (path,):
            with suppress(OSError):
                state = file.stat()
                found[str(file)] = (state.st_mtime_ns, state.st_size)
    return found


def schema_of(form: str) -> dict[str, Any]:
    """The JSON Schema of a form: ``scenario``, ``rubric`` or ``strategy``."""
    return json_schema(form)


def _tries(library: Library, written: Scenario) -> Iterator[TryResult]:
    rubric = library.rubric(written.rubric)
    strategy = library.strategy_of(written.id)
    own = {variant.id: variant.tries or {} for variant in written.variants}
    for variant, tries in {"a": written.tries, **own}.items():
        scenario = written.variant(variant)
        for name, each in tries.items():
            played = play(scenario, variant, each.seller, rubric=rubric, strategy=strategy)
            yield _result(scenario, variant, name, each, played)


def _result(scenario: Scenario, variant: str, name: str, each: Try, played: Played) -> TryResult:
    return TryResult(
        scenario=scenario.id,
        variant=variant,
        name=name,
        overall=played.scorecard.overall,
        missed=tuple(_missed(scenario, each.expect, played)),
    )


def _missed(scenario: Scenario, expect: Expect, played: Played) -> Iterator[str]:
    overall = played.scorecard.overall
    if expect.overall is not None and not _within(overall, expect.overall):
        got = "not scorable" if overall is None else f"{overall:g}"
        yield f"overall {got}, expected {expect.overall.strip()}"
    ledger = ledger_of(scenario, played.events)
    for need, wanted in expect.needs.items():
        if not ledger.need(need).at_least(NeedState(wanted)):
            yield f"need {need} {ledger.need(need).value}, expected {wanted.value}"
    for objection, state in expect.objections.items():
        if ledger.objection(objection) is not state:
            got = ledger.objection(objection).value
            yield f"objection {objection} {got}, expected {state.value}"
    for commitment, agreed in expect.commitments.items():
        if ledger.commitment(commitment) is not agreed:
            got = ledger.commitment(commitment).value
            yield f"commitment {commitment} {got}, expected {agreed.value}"
    ended = next(e for e in played.events if isinstance(e, EndedEvent))
    if expect.ending is not None and ended.ending is not expect.ending:
        yield f"ending {ended.ending.value}, expected {expect.ending.value}"


def _within(overall: float | None, bound: str) -> bool:
    found = re.fullmatch(r"\s*(>=|<=|==|>|<)?\s*([\d.]+)\s*", bound)
    if overall is None or found is None:
        return False
    return _COMPARE[found[1] or ""](overall, float(found[2]))
