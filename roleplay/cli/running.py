"""One command, run: failures told in one line, with the exit status they have."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable

from roleplay.domain.problem import RoleplayError
from roleplay.practice.workspace import Workspace
from roleplay.settings import read

Command = Callable[[Workspace, argparse.Namespace], int]


def run(asked: argparse.Namespace) -> int:
    """Run the command that was asked for and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    settings = read(packs=asked.packs)
    try:
        with Workspace(settings) as workspace:
            return _command(asked.command)(workspace, asked)
    except RoleplayError as error:
        print(f"roleplay: {error}", file=sys.stderr)
        return error.status
    except BrokenPipeError:
        # The reader has gone; the interpreter must not complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"roleplay: {where}{error.strerror or error}", file=sys.stderr)
        return 3


def _command(name: str) -> Command:
    if name in ("practice", "retry"):
        from . import practising

        return {"practice": practising.practice, "retry": practising.retry}[name]
    if name in ("listen", "score"):
        from . import hearing

        return {"listen": hearing.listen, "score": hearing.score}[name]
    if name in ("check", "new", "doctor"):
        from . import content

        return {"check": content.check, "new": content.new, "doctor": content.doctor}[name]
    from . import past

    return {
        "history": past.history,
        "show": past.show,
        "replay": past.replay,
        "export": past.export,
        "forget": past.forget,
    }[name]
