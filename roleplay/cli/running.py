"""One command, run: failures told in one line, with the exit status they have."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable

from roleplay.domain.problem import RoleplayError
from roleplay.domain.text import clean
from roleplay.practice.workspace import Workspace
from roleplay.settings import read

Command = Callable[[Workspace, argparse.Namespace], int]


def run(asked: argparse.Namespace) -> int:
    """Run the command that was asked for and return its exit status."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    settings = read(packs=(*asked.packs, *asked.more_packs))
    try:
        with Workspace(settings) as workspace:
            status = _command(asked.command)(workspace, asked)
        # Here, and not on the interpreter's way out, where nobody could tell it plainly.
        sys.stdout.flush()
        return status
    except RoleplayError as error:
        _tell(str(error))
        return error.status
    except BrokenPipeError:
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _tell(f"{error.filename or 'the output'}: {error.strerror or error}")
        _drop_output()
        return 3


def _tell(message: str) -> None:
    """Say what went wrong; names and quotes in it may come from anywhere."""
    print(f"roleplay: {clean(message)}", file=sys.stderr)


def _drop_output() -> None:
    """Nobody reads any more: the interpreter must not complain about it on its way out."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    if name == "key":
        from .model import key

        return key
    if name == "simulate":
        from .simulating import simulate

        return simulate
    if name == "judge":
        from .judging import judge

        return judge
    if name == "coach":
        from .coaching import coach

        return coach
    if name == "author":
        from . import author

        return author.author
    if name == "people":
        from .people import people

        return people
    if name in ("assign", "share"):
        from . import sharing

        return {"assign": sharing.assign, "share": sharing.share}[name]
    if name == "review":
        from .reviewing import review

        return review
    if name == "history":
        from .listing import history

        return history
    from . import past

    return {
        "show": past.show,
        "replay": past.replay,
        "export": past.export,
        "forget": past.forget,
    }[name]
