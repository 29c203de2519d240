"""Whose a call is, and what whoever asks may do with it."""

from __future__ import annotations

from roleplay.domain.history import CallRow
from roleplay.domain.people import Standing
from roleplay.domain.problem import BadInput

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
        if doing is Doing.READ and row.seller in who.coaches:
            _sees_levels(workspace, row, who)
    return row


def rates_blind(workspace: Workspace, call: str, person: str) -> bool:
    """True if somebody has rated a call blind and not revealed it yet."""
    return any(r.author == person and not r.revealed for r in workspace.store.ratings(call))


def _sees_levels(workspace: Workspace, row: CallRow, who: Standing) -> None:
    """All of a call holds the app's levels: whoever coaches its rep rates it blind no more.

    Raises:
        BadInput: they are rating it blind.
    """
    if rates_blind(workspace, row.id, who.person):
        raise BadInput("you rate this call blind: reveal your levels before you see the app's")
    workspace.store.reveal(row.id)


def of_call(workspace: Workspace, row: CallRow, who: Standing) -> OfCall:
    """What who may do what with a call depends on."""
    shares = workspace.store.shares(row.id)
    return OfCall(
        owner=row.seller,
        shared=bool(shares),
        redacted=row.seller != who.person and bool(shares) and all(s.redacted for s in shares),
        finished=row.ending is not None,
    )
