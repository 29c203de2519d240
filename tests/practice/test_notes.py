"""Notes to self stand beside a turn, are nobody else's business, and go with the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import calls
from roleplay.practice.debriefs import debrief
from roleplay.practice.history import forget
from roleplay.practice.notes import NOTE_MOST, note_to_self, notes_to_self
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, Clock, settings


def test_a_note_is_written_changed_and_taken_away(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    assert live.id is not None
    assert note_to_self(workspace, live.id, 3, "ask about\n the audit") == {
        3: "ask about the audit"
    }
    note_to_self(workspace, live.id, 1, "two percent")
    assert note_to_self(workspace, live.id, 3, "ask Priya")[3] == "ask Priya"
    assert note_to_self(workspace, live.id, 3, "  ") == {1: "two percent"}
    assert notes_to_self(workspace, live.id) == {1: "two percent"}


def test_a_note_that_is_too_long_is_cut(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    kept = note_to_self(workspace, live.id or "", 1, "n" * 5_000)
    assert kept == {1: "n" * NOTE_MOST}


def test_a_note_on_no_call_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadInput):
        note_to_self(workspace, "0f0f0f0f", 1, "where?")


def test_notes_change_neither_the_buyer_nor_the_score(tmp_path: Path) -> None:
    outcomes = []
    for noted in (False, True):
        with Workspace(settings(tmp_path / str(noted)), Clock()) as workspace:
            live = calls.start(workspace, "claims", seed=0)
            for place, line in enumerate(GOOD):
                live.say(line)
                if noted:
                    note_to_self(
                        workspace, live.id or "", 2 * place + 1, "our platform is the best"
                    )
            live.end()
            card = live.score()
            outcomes.append((live.turns, live.call.state, card.criteria, card.overall))
            assert debrief(workspace, live.id or "").overall == 5.0
    assert outcomes[0] == outcomes[1]


def test_notes_go_with_the_call(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    note_to_self(workspace, live.id or "", 1, "unmistakable words")
    calls.leave(live)
    forget(workspace, live.id)
    assert b"unmistakable words" not in workspace.store.path.read_bytes()
    with pytest.raises(BadInput):
        notes_to_self(workspace, live.id or "")


def test_closing_words_end_the_call_and_the_end_is_explained(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    assert live.over() == ""
    live.say(GOOD[0])
    live.say("That was useful to me, thank you.", closing=True)
    assert live.ended
    assert live.over() == "You ended it, and no next step had been asked for."


def test_a_goodbye_leaves_it_to_the_seller_to_end(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    live.say("Thanks, talk Thursday, bye")
    assert live.parting
    assert not live.ended
    live.end()
    assert not live.parting
