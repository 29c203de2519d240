"""The same work from a shell. Nothing is imported before the command that needs it is known."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from roleplay import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done, 1 the answer is no, 2 wrong use or bad input, 3 something is broken.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"roleplay {__version__}")
        return 0
    if not given:
        from .opening import open_app

        return open_app()
    from .arguments import parser

    asked = parser().parse_args(given)
    if asked.command is None:
        from .opening import open_app

        return open_app(asked.packs)
    from .running import run

    return run(asked)
