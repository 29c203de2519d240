"""Questions about the conversation itself: to hear again what was said, or that one agrees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roleplay.domain.moves import Wants

from .words import FILLERS, word_set

_ONCE_MORE = re.compile(
    r"(?:(?:can|could|would|will) you (?:please )?(?:just )?)?(?:please )?"
    r"(?:repeat (?:that|it|the question|the last (?:bit|part|one)|yourself|what you said)"
    r"|(?:say|run|go over|give me) (?:that|it)(?: (?:last bit|by me))?"
    r"(?: (?:again|once more|one more time))"
    r"|say again|come again|once more|one more time|repeat)(?: please| for me| then)?"
    r"|(?:what|sorry what|pardon|pardon me|excuse me|what is that|what was that|you what|"
    r"i beg your pardon|beg pardon|sorry)(?: again)?(?: please)?"
    r"|what (?:did|do) you (?:just )?(?:say|said)(?: just now| there| again)?"
    r"|what was (?:that|it) you (?:just )?said"
    r"|i (?:did|do|could) not (?:quite |really |fully )?(?:catch|hear|get) (?:that|you|it"
    r"|all of it|what you said|the last (?:bit|part))|i missed (?:that|the last (?:bit|part))"
)
_AROUND = FILLERS | word_set("sorry please apologies again there mate hang hold on wait")
_LONGEST = 14
"""Words; who says more than so many wants more than to hear it again."""

_AGREES = re.compile(
    r"(?:does|did|do|is|are|am|would|will|have|was|can) (?:that|this|it|i|you|we|those|they)\b.*\b"
    r"(?:right|sense|fair|correct|true|agree|agreed|settle|missing|follow|clear)"
    r"(?: (?:it|that|to you|for you))?"
    r"|(?:is|does|would|will) (?:that|this|it) "
    r"(?:sound|do|work|help|suit|okay|answer|fit|be enough)(?: (?:it|okay|good|fine))?"
    r"(?: for)?(?: you| us)?(?: then)?"
    r"|(?:does|would) (?:that|this) take (?:away|care of)\b.*"
    r"|fair enough|(?:all )?right|okay|agreed|deal|yes|make sense"
)
_TERMS = re.compile(
    r"what (?:would|do|will|did) you (?:need|want|have) (?:to (?:see|hear|know|have|get)|from me"
    r"|from us|before|in writing|for (?:that|it|this))\b|what would you (?:need|want)$"
    r"|what would (?:it take|convince you|have to (?:be|happen))\b|what (?:do|would) you need\b"
)
_TERMS_WITHIN = 26
"""Words of a question in which they are asked for."""
_FEW = 10
"""Words of a question that asks for no more than a yes."""


def wants(words: Sequence[str], *, asks: bool) -> Wants | None:
    """What words (lower case) want of the conversation; ``asks`` where they are a question."""
    if asks and len(words) <= _TERMS_WITHIN and _TERMS.search(" ".join(words)):
        return Wants.TERMS
    if len(words) > _LONGEST:
        return None
    core = list(words)
    while len(core) > 1 and core[0] in _AROUND and not _ONCE_MORE.fullmatch(" ".join(core)):
        core = core[1:]
    while len(core) > 1 and core[-1] in _AROUND and not _ONCE_MORE.fullmatch(" ".join(core)):
        core = core[:-1]
    if core == ["sorry"] or core == ["once", "more"] or core == ["excuse", "me"]:
        return Wants.REPEAT if asks else None
    if _ONCE_MORE.fullmatch(" ".join(core)):
        return Wants.REPEAT
    said = [word for i, word in enumerate(words) if any(w not in FILLERS for w in words[: i + 1])]
    if asks and len(said) <= _FEW and _AGREES.fullmatch(" ".join(said or words)):
        return Wants.AGREEMENT
    return None
