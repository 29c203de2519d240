"""What a buyer says when no author's line is due: one module a manner, read when it is needed.

Some lines name what they are about. `{topics}` (`narrows`) stands for the buyer's own words for
one topic or more, joined, such as ``the audit, or the payments``. `{words}` (`doubts`: the
seller's; `corrects`: the buyer's) and `{promise}` and `{now}` (`reminds`: the seller's) stand for
words of the call; the quotation marks around them are the line's. `narrows` always has at least
three lines that name nothing, and so have the other three.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from roleplay.domain.scenario import Act, Manner


def default_lines(manner: Manner) -> Mapping[Act, tuple[str, ...]]:
    """The lines of a manner: at least six for every act, none shared with another manner."""
    lines: Mapping[Act, tuple[str, ...]] = import_module(f"{__name__}.{manner.value}").LINES
    return lines


def again_lines(manner: Manner) -> tuple[str, ...]:
    """What a manner says where no more can be told: at least six, none of them an act's."""
    lines: tuple[str, ...] = import_module(f"{__name__}.{manner.value}").AGAIN
    return lines
