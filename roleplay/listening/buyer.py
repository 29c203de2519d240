"""What a buyer's words amount to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from roleplay.domain.moves import BuyerSaid, Figure, Said, Speaker

from .figures import figures
from .phrases import lexicon
from .segmenting import sentences, starts_question
from .words import tokens, word_set

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

_WHEN = word_set("""
    monday tuesday wednesday thursday friday saturday tomorrow january february march april june
    july august september october november december o'clock noon
    """)
_VAGUE = word_set("maybe might perhaps could eventually sometime someday")
_WHO_OR_WHAT = re.compile(
    r"\b(?:data|file|files|extract|access|report|numbers|sample|invite|contract|her|him|them|"
    r"[A-Z][a-z]+)\b"
)
_YES = word_set("yes yeah ok okay sure fine agreed deal done good")


def hear_buyer(text: str, context: Sequence[Turn]) -> tuple[BuyerSaid, ...]:
    """What each sentence of a buyer's turn amounts to; a sentence may be several things.

    ``context``: the turns before it, oldest first. Precision first: what is not plain is not
    said to be anything.
    """
    return _heard(text, _was_offered(context))


@lru_cache(maxsize=512)
def _heard(text: str, offered: bool) -> tuple[BuyerSaid, ...]:
    found: list[BuyerSaid] = []
    places = sentences(text)
    for place, (start, end) in enumerate(places):
        piece = text[start:end]
        words = [token.word for token in tokens(piece)]
        if not words:
            continue
        asks = piece.endswith("?") or starts_question(tokens(piece), 0)
        scores = lexicon("buyer").scores(words)
        following = (
            text[places[place + 1][0] : places[place + 1][1]] if place + 1 < len(places) else ""
        )
        amounts = _amounts(piece, words, scores, asks)
        if not asks and Said.PUT_OFF not in amounts and _commits(piece, words, following, offered):
            amounts[Said.COMMITMENT] = 0.85
            amounts.pop(Said.ACCEPTANCE, None)
        found.extend(
            BuyerSaid(said=said, start=start, end=end, confidence=confidence)
            for said, confidence in amounts.items()
        )
    return tuple(found)


def _amounts(
    piece: str, words: Sequence[str], scores: Mapping[str, float], asks: bool
) -> dict[Said, float]:
    amounts: dict[Said, float] = {}
    for said in (Said.DIFFICULTY, Said.CAUSE, Said.CONSEQUENCE, Said.DOUBT, Said.ACCEPTANCE,
                 Said.PUT_OFF):  # fmt: skip
        score = scores.get(said, 0.0)
        if score < 2.0 or (
            score < 3.0 and said is not Said.ACCEPTANCE and said is not Said.DIFFICULTY
        ):
            continue
        if asks and said is not Said.DOUBT:
            continue
        if said is Said.DIFFICULTY and _denied(words):
            continue
        if said is Said.ACCEPTANCE and (
            Said.DOUBT in amounts
            or "but" in words
            or "not" in words[:3]
            or (score < 3.0 and len(words) > 8)
        ):
            continue
        amounts[said] = min(0.95, 0.4 + 0.15 * score)
    if not asks and any(_of_the_business(piece, figure) for figure in figures(piece)):
        amounts[Said.NUMBER] = 0.9
    return amounts


_NO_SIZE = re.compile(r"\s*(?:of\s+(?:us|you|them)\b|ago\b|o'clock)", re.IGNORECASE)
_A_LENGTH = frozenset({"minute", "hour"})
_SO_OFTEN = re.compile(r"\b(?:a|an|per|each|every|late|behind|over|wait|waiting|lost|lose)\b", re.I)


def _of_the_business(piece: str, figure: Figure) -> bool:
    """True for a number that sizes something; ``twenty minutes`` and ``the two of us`` do not."""
    if _NO_SIZE.match(piece, figure.end):
        return False
    if figure.unit in _A_LENGTH:
        # How long there is to talk, unless it is so long each time.
        return bool(_SO_OFTEN.search(piece))
    return True


def _denied(words: Sequence[str]) -> bool:
    """True for ``no problem``, ``that is not an issue``."""
    for i, word in enumerate(words):
        if word in ("problem", "problems", "issue", "issues", "waste", "backlog", "delays", "delay",
                    "complaints", "nightmare", "late", "stuck", "slow"):  # fmt: skip
            return bool(set(words[max(0, i - 4) : i]) & {"no", "not", "never", "without", "any"})
    return False


def _was_offered(context: Sequence[Turn]) -> bool:
    """True if the seller's last turn asked for a step."""
    last = context[-1] if context else None
    if last is None or last.speaker is not Speaker.SELLER:
        return False
    from roleplay.domain.moves import Kind

    words = [token.word for token in tokens(last.text)]
    return lexicon("kinds").scores(words).get(Kind.ADVANCE, 0.0) >= 3.0


def _commits(piece: str, words: Sequence[str], following: str, offered: bool) -> bool:
    if set(words) & _VAGUE or "not" in words or "unless" in words or "if" in words:
        return False
    dated = bool(
        (set(words) | {token.word for token in tokens(following)[:4]}) & _WHEN
        or {"next", "week"} <= set(words)
    )
    step = "step" in lexicon("buyer").scores(words)
    if step and (dated or offered):
        return True
    if offered and words[0] in _YES and len(words) <= 12:
        return dated or len(words) <= 3 or bool(_WHO_OR_WHAT.search(piece[len(words[0]) :]))
    return offered and dated and len(words) <= 6
