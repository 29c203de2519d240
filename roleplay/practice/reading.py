"""Text files that a person names: read with a bound, and refused in one line."""

from __future__ import annotations

import sys
from pathlib import Path

from roleplay.domain.problem import BadInput

MAX_SAID = 40_000
"""Characters one side may say before the other does: most of an hour of talk."""


def text_of(file: str | Path, *, most: int, wanted: str) -> str:
    """The text of a file, as it is but for a byte order mark.

    Args:
        file: its path; ``-`` is standard input.
        most: bytes it may have; no more are read, whatever it is.
        wanted: what is expected of it, for the message when it is something else.

    Raises:
        BadInput: it cannot be read, is too long, or is no UTF-8 text.
    """
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as source:
                data = source.read(most + 1)
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({error.strerror or error})") from error
    if len(data) > most:
        raise BadInput(f"{file}: more than {most:,} bytes; expected {wanted}")
    if b"\0" in data:
        raise BadInput(f"{file}: not a text file; expected {wanted}, UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"{file}:{line}: not UTF-8 text; expected {wanted}") from error
