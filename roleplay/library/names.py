"""The nearest known name for one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

NEAR_ENOUGH = 60.0
"""Similarity (0 to 100) from which a name is worth suggesting."""
LISTED = 12
"""Names shown when a list is open; closed lists are always spelled out."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like ``name``, if any is like it at all."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        name[:100].casefold(), list(known), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH
    )
    return found[0] if found else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """``, did you mean "leakage"?`` or nothing."""
    found = nearest(name, known)
    return f', did you mean "{found}"?' if found else ""


def listing(known: Iterable[str]) -> str:
    """The names, at most `LISTED`, and how many more there are."""
    names = list(known)
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return (", ".join(names[:LISTED]) + more) or "none"


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """``no need "leackage", did you mean "leakage"? known: leakage, backlog``."""
    names = list(known)
    hint = suggestion(name, names)
    return f"no {what} {shown(name)}{hint or ','} known: {listing(names)}"


def shown(value: object) -> str:
    """A value as a message quotes it: at most 60 characters, on one line."""
    text = " ".join(str(value).split())
    return f'"{text if len(text) <= 60 else text[:57] + "..."}"'
