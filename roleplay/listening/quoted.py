"""Where words that somebody quotes stand in a text."""

from __future__ import annotations

import re

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_AROUND = " .,;:!?…'\""


def quoted(quote: str, text: str, start: int = 0) -> tuple[int, int] | None:
    """The place of a quotation in a text, first code point and one past the last; None if nowhere.

    It must be there word for word. Capitals, kinds of quotation mark and dash, blanks, and marks
    around it do not count.

    Args:
        quote: the words.
        text: where they should stand.
        start: looked for from here on.
    """
    words = [re.escape(word) for word in _plain(quote).strip(_AROUND).split()]
    if not words:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")
    found = pattern.search(_plain(text), start)
    return found.span() if found else None


def _plain(text: str) -> str:
    """The text as quotations are compared in it; every character keeps its place."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_PLAIN)
