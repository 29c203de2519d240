"""How a call ended, by what the buyer had come to."""

from __future__ import annotations

from roleplay.domain.buyer import State
from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.ledger import CommitmentState


def ending_of(state: State, ended_by: EndedBy) -> Ending:
    """The first ending that applies."""
    reached = set(state.commitments.values())
    if ended_by is EndedBy.FAILURE:
        return Ending.BUYER_FAILED
    if state.hung_up:
        return Ending.HUNG_UP
    if state.stepped_away is not None:
        return Ending.DISQUALIFIED
    if CommitmentState.ACCEPTED in reached:
        return Ending.AGREED_NEXT_STEP
    if CommitmentState.DECLINED in reached:
        return Ending.DECLINED
    if CommitmentState.OFFERED in reached:
        return Ending.PUT_OFF
    return Ending.OUT_OF_TIME if ended_by is EndedBy.CLOCK else Ending.SELLER_ENDED
