"""``check``, ``new`` and ``doctor``."""

from __future__ import annotations

import argparse
import sys
from time import sleep

from roleplay.domain.problem import BadInput
from roleplay.practice import authoring, checking
from roleplay.practice.documents import as_json
from roleplay.practice.workspace import Workspace

LOOK_SECONDS = 0.5
"""How often ``--watch`` looks whether a file has changed."""


def check(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Validate content and play its tries; 1 if anything is wrong."""
    if asked.schema is not None:
        print(as_json(checking.schema_of(asked.schema)))
        return 0
    checker = checking.Checker(workspace, asked.paths)
    status = _checked(checker, asked)
    while asked.watch:
        sys.stdout.flush()
        try:
            _until_changed(workspace, asked)
        except KeyboardInterrupt:
            break
        status = _checked(checker, asked)
    return status


def _until_changed(workspace: Workspace, asked: argparse.Namespace) -> None:
    before = checking.stamps(workspace, asked.paths)
    while checking.stamps(workspace, asked.paths) == before:
        sleep(LOOK_SECONDS)


def _checked(checker: checking.Checker, asked: argparse.Namespace) -> int:
    shown = sys.stderr.isatty() and not asked.json

    def progress(name: str) -> None:
        if shown:
            print(f"\r\x1b[Kplaying the tries of {name}", end="", file=sys.stderr, flush=True)

    report = checker.check(progress)
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr)
    if asked.json:
        print(as_json(report.document()))
        return 0 if report.ok else 1
    for problem in report.problems:
        print(f"{problem.level}: {problem}" if problem.level == "warning" else str(problem))
    for each in report.tries:
        name = f"{each.scenario} {each.variant}/{each.name}"
        overall = "not scorable" if each.overall is None else f"{each.overall:g}"
        print(f"{'ok  ' if each.ok else 'MISS'} {name}: {overall}")
        for missed in each.missed:
            print(f"     {missed}")
    errors = sum(problem.level == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    missed_tries = sum(not each.ok for each in report.tries)
    print(
        f"{errors} errors, {warnings} warnings, {len(report.tries)} tries played,"
        f" {missed_tries} missed"
    )
    return 0 if report.ok else 1


def new(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Write a commented file to start from."""
    if asked.call is None:
        path = authoring.new(asked.form, asked.name, asked.folder)
    elif asked.form == "scenario":
        path = authoring.new_from_call(workspace, asked.name, asked.folder, asked.call)
    else:
        raise BadInput(f"--from CALL drafts a scenario; a {asked.form} begins without it")
    print(f"{path} is there to be changed; `roleplay check {path}` says how it stands")
    return 0


def doctor(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Say whether everything here is in order; 1 if not."""
    from roleplay.practice.health import health

    found = health(workspace)
    if asked.json:
        print(as_json(found.document()))
    else:
        for line in found.lines():
            print(line)
    return 0 if found.ok else 1
