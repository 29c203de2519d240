"""Whether words propose or ask for something to be done, by their form alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .phrases import lexicon
from .words import FILLERS


def proposes(words: Sequence[str]) -> bool:
    """True for words that offer a step or ask for one: ``shall we``, ``could you send``."""
    heard = _heard(words)
    if "asks only" in heard:
        return False
    return "proposes" in heard or _makes_sense(words)


def _makes_sense(words: Sequence[str]) -> bool:
    """True for ``would <a step of any length> make sense``."""
    return bool({"would", "could"} & set(words[:2])) and ("make", "sense") in pairwise(words)


def may_propose(words: Sequence[str]) -> bool:
    """True also for how a step is only named: ``a two week check``, ``do the check``."""
    return bool(_heard(words) & {"proposes", "might"})


def _heard(words: Sequence[str]) -> set[str]:
    leads = FILLERS | {"then", "perhaps", "maybe", "also"}
    first = next((i for i, word in enumerate(words) if word not in leads), 0)
    return set(lexicon("proposals").scores(words, first))
