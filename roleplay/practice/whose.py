"""Whose a call is, and what whoever asks may do with it."""

from __future__ import annotations

from roleplay.domain.history import CallRow
from roleplay.domain.people import Standing

from .people import me
from .who_may import Doing, OfCall, refuse
from .workspace import Workspace

_ONES_OWN = (Doing.READ, Doing.LOOK, Doing.CHANGE)
"""What everybody may do with a call of their own."""


def look(workspace: Workspace, call_id: str, doing: Doing = Doing.READ) -> CallRow:
    """The call, if whoever asks may do that with it.

    Raises:
        BadInput: no such call, or why they may not.
    """
    row = workspace.store.call(call_id)
    if doing in _ONES_OWN and row.seller == workspace.settings.seller:
        return row
    who = me(workspace)
    if not (who.alone and doing in _ONES_OWN):
        refuse(who, doing, of_call(workspace, row, who))
    return row


def of_call(workspace: Workspace, row: CallRow, who: Standing) -> OfCall:
    """What who may do what with a call depends on."""
    shares = workspace.store.shares(row.id)
    return OfCall(
        owner=row.seller,
        shared=bool(shares),
        redacted=row.seller != who.person and bool(shares) and all(s.redacted for s in shares),
        finished=row.ending is not None,
    )
