"""Data folders with something in them."""

from __future__ import annotations

from pathlib import Path

from roleplay.domain.transcript import SaidEvent
from roleplay.practice import calls
from roleplay.practice.workspace import Workspace
from roleplay.settings import Settings, read

SCENARIO = "sceptical-cfo"
LINES = (
    "Morning, thanks for the time. What would make this half hour worth it for you?",
    "What happens today when an invoice is wrong?",
    "Who notices that, and what does it cost them?",
)


def settings_at(home: Path) -> Settings:
    return read({"ROLEPLAY_HOME": str(home), "USER": "sam"})


def practised(home: Path) -> dict[str, str]:
    """A finished call, a take two of it, and one that goes on; their ids."""
    with Workspace(settings_at(home)) as workspace:
        done = calls.start(workspace, SCENARIO, "a")
        for line in LINES:
            done.say(line)
        done.end()
        done.score()
        assert done.id is not None
        again = calls.fork(workspace, done.id, 4)
        again.say("How do you know that an invoice is right?")
        again.end()
        again.score()
        open_call = calls.start(workspace, SCENARIO, "b")
        open_call.say(LINES[0])
        assert open_call.id is not None
        assert again.id is not None
        calls.leave(open_call, "And what ")
        return {"done": done.id, "again": again.id, "open": open_call.id}


def said(home: Path, call: str) -> list[str]:
    """What was kept of what the seller said."""
    with Workspace(settings_at(home)) as workspace:
        return [each.text for each in workspace.store.events(call) if isinstance(each, SaidEvent)]


def draft(home: Path, call: str) -> str:
    """What was kept of what was being typed."""
    with Workspace(settings_at(home)) as workspace:
        return workspace.store.draft(call) or ""


def unfinished(home: Path) -> list[str]:
    """Calls that can be gone on with, the last first."""
    with Workspace(settings_at(home)) as workspace:
        return [each.id for each in workspace.store.unfinished("sam")]
