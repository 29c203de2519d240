"""Notes to self: a line of the seller's own beside a turn. Nobody scores it, no buyer hears it."""

from __future__ import annotations

from roleplay.domain.text import clean

from .workspace import Workspace

NOTE_TO_SELF = "to_self"
"""The kind under which they are kept."""
NOTE_MOST = 300
"""Characters of a note; more is cut off."""


def notes_to_self(workspace: Workspace, call_id: str) -> dict[int, str]:
    """The seller's own notes on a call, by the number of the turn they stand beside.

    Raises:
        BadInput: no such call.
    """
    found: dict[int, str] = {}
    for note in workspace.store.notes(call_id):
        if note.kind == NOTE_TO_SELF and note.turn is not None:
            found[note.turn] = note.text
    return {turn: text for turn, text in sorted(found.items()) if text}


def note_to_self(workspace: Workspace, call_id: str, turn: int, text: str) -> dict[int, str]:
    """Put a note beside a turn in place of the one that stood there; without words: take it away.

    Returns:
        All notes on the call after it.

    Raises:
        BadInput: no such call.
        Broken: it could not be kept.
    """
    line = " ".join(clean(text).split())[:NOTE_MOST]
    workspace.store.add_note(call_id, NOTE_TO_SELF, line, turn)
    return notes_to_self(workspace, call_id)
