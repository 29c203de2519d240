"""The same work from a shell. Nothing is imported before the command that needs it is known."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from roleplay import __version__

NEW_OBJECTS = 50_000
"""How many make Python look for garbage. Starting makes as many that stay: with Python's own 700
a tenth of a start goes by in looking through them again and again."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done, 1 the answer is no, 2 wrong use or bad input, 3 something is broken.
    """
    gc.set_threshold(NEW_OBJECTS)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        try:
            print(f"roleplay {__version__}", flush=True)
        except OSError as error:
            # Told here, or the interpreter would try to write it once more and complain.
            gone = isinstance(error, BrokenPipeError)
            if not gone:
                print(f"roleplay: the output: {error.strerror}", file=sys.stderr)
            os._exit(0 if gone else 3)
        return 0
    if not given:
        from .opening import open_app

        return open_app()
    from .arguments import parser

    asked = parser().parse_args(given)
    if asked.command is None:
        from .opening import open_app

        return open_app(asked.packs, sample=asked.sample)
    if asked.sample:
        parser().error(f"--sample opens the app and goes without {asked.command}")
    from .running import run

    return run(asked)
