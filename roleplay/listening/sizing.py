"""Numbers on a buyer's problem, impact or value: asked for, taken up, or out of nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from roleplay.domain.moves import QUESTIONS, Figure, Kind, Said

from .figures import follows, same
from .phrases import lexicon
from .words import tokens

_LASTS = frozenset({"day", "week", "month", "year"})
"""Units of how long something lasts, which sizes nothing when it is only said back."""


def _heard(words: Sequence[str]) -> set[str]:
    return set(lexicon("sizes").scores(words))


def asks_number(words: Sequence[str]) -> bool:
    """True if a question asks for a figure."""
    return "asks" in _heard(words) or ("what" in words and ("come", "to") in pairwise(words))


def quantifies(
    kind: Kind,
    words: Sequence[str],
    said: Sequence[Figure],
    given: Sequence[Figure],
    from_buyer: Sequence[Figure],
    taken: bool,
) -> bool:
    """The codebook's tag: a number on the buyer's problem, impact or value, put or asked for.

    Product prices, company size and other customers' results do not count; a benchmark applied to
    this buyer does, and so does the buyer's own figure taken up as the point of the words.
    """
    heard = _heard(words)
    if "not size" in heard and "harm" not in heard:
        return False
    if kind in QUESTIONS:
        if asks_number(words):
            return "impact" in heard or taken
        return bool(said) and _about_buyer(words, said, given, from_buyer, heard)
    if "others" in heard and not {"you", "your", "yours"} & set(words):
        return False
    if kind is Kind.REFLECTION and all(figure.unit in _LASTS for figure in said):
        return False
    if not said or kind in (
        Kind.RAPPORT,
        Kind.AGENDA,
        Kind.CONCEDE,
        Kind.ADVANCE,
        Kind.ADVISE,
        Kind.OTHER,
    ):
        return False
    return _about_buyer(words, said, given, from_buyer, heard)


def _about_buyer(
    words: Sequence[str],
    said: Sequence[Figure],
    given: Sequence[Figure],
    from_buyer: Sequence[Figure],
    heard: set[str],
) -> bool:
    own = any(
        same(figure, other)
        for figure in said
        for other in from_buyer
        if figure.unit not in _LASTS and other.unit not in _LASTS
    )
    if own and "ours" not in heard:
        return True
    if "harm" in heard and "ours" not in heard:
        return True
    return worked_out(said, given) and "impact" in heard


def worked_out(said: Sequence[Figure], given: Sequence[Figure]) -> bool:
    """True if a figure follows from given ones without being one of them."""
    return any(
        not any(same(figure, other) for other in given) and follows(figure, given)
        for figure in said
        if figure.unit != "count" or figure.value > 12
    )


def _sizes(figure: Figure) -> bool:
    """True for money, shares and large numbers, which nobody says by the way."""
    return figure.unit in ("money", "percent") or (figure.unit == "count" and figure.value >= 1000)


def unsupported(
    kind: Kind, words: Sequence[str], said: Sequence[Figure], given: Sequence[Figure]
) -> Figure | None:
    """The first figure asserted of this buyer that nobody gave and no source is named for."""
    if not said:
        return None
    heard = _heard(words)
    if kind is Kind.REFLECTION and not heard & {"others", "supposed", "ours"}:
        # A summary with a number that is nobody's.
        return next((f for f in said if _sizes(f) and not follows(f, given)), None)
    if "like you" in heard and "study" not in heard and "supposed" not in heard:
        # "Firms your size save two million": said of others, and meant of this buyer.
        return next((f for f in said if _sizes(f) and not follows(f, given)), None)
    if "harm" not in heard or heard & {"others", "supposed", "ours"}:
        return None
    for figure in said:
        if figure.unit == "count" and figure.value < 20:
            continue
        if not follows(figure, given):
            return figure
    return None


def difficulty_in(text: str) -> bool:
    """True if a buyer's words name a difficulty."""
    scores = lexicon("buyer").scores([token.word for token in tokens(text)])
    return scores.get(Said.DIFFICULTY, 0.0) >= 3.0
