"""The app. Its first picture is due at once: it imports neither the parser nor pydantic."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from roleplay.settings import read


def has_terminal() -> bool:
    """Whether the app would be seen, and could be typed into."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams)


def open_app(packs: Sequence[Path] = (), *, sample: bool = False) -> int:
    """Run the app on Home until it is left; the exit status.

    ``packs`` are folders of packs beside the shipped ones and the user's own; ``sample`` opens
    the sample history.
    """
    if not has_terminal():
        print("roleplay: the app needs a terminal (see: roleplay --help)", file=sys.stderr)
        return 2
    from roleplay.tui.app import run

    try:
        return run(read(packs=packs), sample=sample)
    except KeyboardInterrupt:
        return 130
