"""The kinds of the codebook in a seller's words, and what can be said about a turn in them."""

from __future__ import annotations

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.ledger import CommitmentState, NeedState, ObjectionState
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

STATES: dict[NeedState | ObjectionState | CommitmentState, str] = {
    NeedState.HIDDEN: "not spoken of",
    NeedState.HINTED: "hinted at",
    NeedState.STATED: "told you",
    NeedState.QUANTIFIED: "put a number on it",
    NeedState.OWNED: "made it their own",
    ObjectionState.LATENT: "never came up",
    ObjectionState.RAISED: "raised, and left there",
    ObjectionState.EXPLORED: "told you what is behind it",
    ObjectionState.RESOLVED: "let it go",
    ObjectionState.ADMITTED: "took your honest answer",
    CommitmentState.NONE: "not asked for",
    CommitmentState.OFFERED: "put off",
    CommitmentState.DECLINED: "said no",
    CommitmentState.ACCEPTED: "agreed",
}
"""How far something has come with the buyer, in a few words."""

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

_EXPLAINED: dict[Ending, str] = {
    Ending.BUYER_FAILED: "The line broke on {buyer}'s side: nothing you said did it.",
    Ending.HUNG_UP: "{buyer} ended it: their patience was used up.",
    Ending.DISQUALIFIED: "You said it was not for you, and kept to it.",
    Ending.AGREED_NEXT_STEP: "{buyer} agreed to a next step, and that is how it ends.",
    Ending.DECLINED: "You asked for a next step, and {buyer} said no to it.",
    Ending.PUT_OFF: "You asked for a next step, and {buyer} left it open.",
    Ending.OUT_OF_TIME: "The time was up before a next step was asked for.",
    Ending.SELLER_ENDED: "You ended it, and no next step had been asked for.",
}


def ending_explained(ending: Ending, ended_by: EndedBy, buyer: str) -> str:
    """Why a call ended the way it did, as one sentence to the seller."""
    first = buyer.split()[0] if buyer.split() else "The buyer"
    said = _EXPLAINED[ending].format(buyer=first)
    if ended_by is EndedBy.CLOCK and ending is not Ending.OUT_OF_TIME:
        return f"Time was up. {said}"
    return said


def ending_in_words(ending: Ending | None, ended_by: EndedBy | None = None) -> str:
    """How a call ended, as a plain phrase; an unfinished one is not finished."""
    if ending is None:
        return "not finished"
    words = _ENDINGS[ending]
    if ended_by is EndedBy.CLOCK and ending is not Ending.OUT_OF_TIME:
        return f"{words}, as time ran out"
    return words
