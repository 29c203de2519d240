"""The kinds of the codebook in a seller's words, and what can be said about a turn in them."""

from __future__ import annotations

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.moves import Kind
from roleplay.domain.scenario import NeedKind

KINDS: dict[Kind, str] = {
    Kind.OPEN_QUESTION: "an open question",
    Kind.CLOSED_QUESTION: "a closed question",
    Kind.REFLECTION: "playing back what they said",
    Kind.ACKNOWLEDGE: "acknowledging it",
    Kind.INSIGHT: "telling them something new about their business",
    Kind.PITCH: "talking about us or our offering",
    Kind.PROOF: "a client story or other proof",
    Kind.ANSWER_CONCERN: "answering a concern",
    Kind.ADVISE: "advice",
    Kind.ADVANCE: "asking for a next step",
    Kind.CONCEDE: "giving something away",
    Kind.DISQUALIFY: "stepping back",
    Kind.AGENDA: "setting up the conversation",
    Kind.RAPPORT: "small talk",
    Kind.OTHER: "something else",
}
"""Each kind as it is shown, in the order in which it is offered for "I meant..."."""

NEED_KINDS: dict[NeedKind, str] = {
    NeedKind.RECOGNISED: "a problem they know of",
    NeedKind.UNRECOGNISED: "a problem they had not seen",
    NeedKind.OPPORTUNITY: "an opportunity they had not seen",
    NeedKind.OTHER_SOLUTION: "another solution than they expected",
    NeedKind.BROKER: "something a partner or an outsider can do for them",
}

_ENDINGS: dict[Ending, str] = {
    Ending.BUYER_FAILED: "broke off: the buyer's side failed",
    Ending.HUNG_UP: "the buyer ended it",
    Ending.DISQUALIFIED: "you stepped away",
    Ending.AGREED_NEXT_STEP: "agreed a next step",
    Ending.DECLINED: "the next step was declined",
    Ending.PUT_OFF: "put off",
    Ending.OUT_OF_TIME: "ran out of time",
    Ending.SELLER_ENDED: "ended without a next step",
}


def ending_in_words(ending: Ending | None, ended_by: EndedBy | None = None) -> str:
    """How a call ended, as a plain phrase; an unfinished one is not finished."""
    if ending is None:
        return "not finished"
    words = _ENDINGS[ending]
    if ended_by is EndedBy.CLOCK and ending is not Ending.OUT_OF_TIME:
        return f"{words}, as time ran out"
    return words
