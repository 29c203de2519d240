"""Pieces of a file, to be pasted into one."""

from __future__ import annotations

import yaml

from roleplay.domain.tries import Try

_WIDE = 1_000_000
"""Characters a line may have before it is broken: a turn stays on one line."""


def try_as_yaml(name: str, made: Try) -> str:
    """A try as it stands under ``tries:``, two spaces in, each of the seller's turns on a line.

    ``name`` must be an id.
    """
    fields = made.model_dump(mode="json", exclude_defaults=True)
    fields["seller"] = list(made.seller)
    text = yaml.safe_dump(
        {name: fields}, allow_unicode=True, sort_keys=False, width=_WIDE, indent=2
    )
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))
