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

Stamps = dict[str, tuple[int, int]]


def check(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Validate content and play its tries; 1 if anything is wrong."""
    if asked.schema is not None:
        print(as_json(checking.schema_of(asked.schema)))
        return 0
    checker = checking.Checker(workspace, asked.paths)
    seen = checking.stamps(workspace, asked.paths) if asked.watch else {}
    report = _checked(checker, asked)
    while asked.watch:
        sys.stdout.flush()
        try:
            seen = _changed_since(seen, workspace, asked)
        except KeyboardInterrupt:
            break
        report = _checked(checker, asked, again=True)
    return 0 if report.ok else 1


def _changed_since(seen: Stamps, workspace: Workspace, asked: argparse.Namespace) -> Stamps:
    """Wait until something is another than it was when it was last looked at."""
    while True:
        now = checking.stamps(workspace, asked.paths)
        if now != seen:
            return now
        sleep(LOOK_SECONDS)


def _checked(
    checker: checking.Checker, asked: argparse.Namespace, *, again: bool = False
) -> checking.CheckReport:
    """Check and print; ``again`` lists only the tries that were played again, or missed."""
    shown = sys.stderr.isatty() and not asked.json

    def tell(words: str) -> None:
        if shown:
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)

    def progress(name: str) -> None:
        tell(f"playing the tries of {name}")

    tell("reading the files")
    try:
        report = checker.check(progress)
    finally:
        tell("")
    if asked.json:
        print(as_json(report.document()))
        return report
    for problem in report.problems:
        print(f"{problem.level}: {problem}" if problem.level == "warning" else str(problem))
    for each in report.tries:
        if not again or not each.ok or each.scenario in report.played:
            _print_try(each)
    errors = sum(problem.level == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    missed = sum(not each.ok for each in report.tries)
    tries = f"{len(report.tries)} tries played"
    if again:
        tries += f" ({sum(t.scenario in report.played for t in report.tries)} of them again)"
    print(f"{errors} errors, {warnings} warnings, {tries}, {missed} missed")
    return report


def _print_try(each: checking.TryResult) -> None:
    name = f"{each.scenario} {each.variant}/{each.name}"
    overall = "not scorable" if each.overall is None else f"{each.overall:g}"
    print(f"{'ok  ' if each.ok else 'MISS'} {name}: {overall}")
    for missed in each.missed:
        print(f"     {missed}")


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
    """Say whether everything here is in order, and what a model can do; 1 if not."""
    if asked.model:
        from .model import try_model

        return try_model(workspace, json=asked.json)
    from roleplay.practice.health import health

    found = health(workspace)
    wanted = workspace.settings.preferences.keys
    if wanted:
        from dataclasses import replace

        from roleplay.tui.keys import chosen

        file = workspace.settings.file
        lines = file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
        found = replace(found, complaints=(*found.complaints, *chosen(wanted, file, lines)[1]))
    if asked.json:
        print(as_json(found.document()))
    else:
        for line in found.lines():
            print(line)
    return 0 if found.ok else 1
