"""``doctor --model`` and ``key``: whether a model works, and the key to it."""

from __future__ import annotations

import argparse
import sys

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import model_setup
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.model_trial import Finding, Trial
from roleplay.practice.workspace import Workspace

MARKS = {True: "ok  ", False: "MISS", None: "  - "}


def try_model(workspace: Workspace, *, json: bool) -> int:
    """Ask the model what it can do; 1 if something needed is missing, 3 if it is not reached."""
    settings = workspace.settings
    model = settings.model
    trial = Trial(settings)
    strays = model_setup.key_strays(settings)
    warnings = [*settings.complaints, *([strays] if strays else [])]
    if not json:
        names = ", ".join(f"{role} {name}" for role, name in model.models.items())
        print(f"{model.base_url}: {names}")
        for line in warnings:
            print(f"warning: {clean(line)}")

    def tell(finding: Finding) -> None:
        if not json:
            print(f"{MARKS[finding.ok]} {clean(finding.says)}", flush=True)

    try:
        tried = trial.run(tell)
    except KeyboardInterrupt:
        trial.stop()
        raise
    if json:
        print(
            as_json(
                {
                    "schema": SCHEMA,
                    "ok": tried.ok,
                    "reached": tried.reached,
                    "base_url": model.base_url,
                    "models": model.models,
                    "embeddings": model.embeddings or None,
                    "warnings": warnings,
                    "findings": [
                        {
                            "name": each.name,
                            "model": each.model or None,
                            "ok": each.ok,
                            "says": each.says,
                        }
                        for each in tried.findings
                    ],
                }
            )
        )
    else:
        print(tried.verdict)
    if not tried.reached:
        return 3
    return 0 if tried.ok else 1


def key(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Put the key to a model into the system's keyring, or take it out."""
    if asked.what == "delete":
        gone = model_setup.delete_key()
        print(
            "The key is no longer in your keyring." if gone else "There was none in your keyring."
        )
        return 0
    model_setup.set_key(_typed())
    print(f"The key is {model_setup.find_key(workspace.settings).where}.")
    return 0


def _typed() -> str:
    """The key, read without showing it; never an argument, which others could see."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline(model_setup.KEY_MOST + 2)
        if not line.strip():
            raise BadInput("no key came on standard input; nothing was changed")
        return line
    from getpass import getpass

    try:
        return getpass("The key (it is not shown): ")
    except EOFError:
        raise BadInput("no key was typed; nothing was changed") from None
