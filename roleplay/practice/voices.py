"""Who speaks for the buyer in a call."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from roleplay.domain.history import Attempt
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.requests import Outcome
from roleplay.llm import ModelFailed

from .workspace import Workspace

if TYPE_CHECKING:
    from roleplay.domain.scenario import Scenario
    from roleplay.engine.voices.model import ModelVoice
    from roleplay.llm import Door

SCRIPTED = "scripted"
MODEL = "model"
VOICES = (SCRIPTED, MODEL)
LOOKED_BACK = 8
"""Calls among which one is looked for that was no lesson."""


def can_speak(workspace: Workspace) -> bool:
    """Whether a model is set up that can speak for a buyer; nothing is asked of it."""
    if not workspace.settings.model.base_url:
        return False
    from .models import endpoint

    found = endpoint(workspace.settings)
    return found is not None and "buyer" in found.models


def model_name(workspace: Workspace) -> str:
    """The name of the model that can speak for a buyer; empty where none is set up."""
    return workspace.settings.model.of_role("buyer")


def last_voice(workspace: Workspace) -> str:
    """Who spoke in this seller's last call, lessons apart, if they still can; else ``scripted``."""
    if not can_speak(workspace):
        return SCRIPTED
    rows = workspace.store.calls(seller=workspace.settings.seller, limit=LOOKED_BACK)
    voices = (row.voice for row in rows if row.attempt is not Attempt.LESSON)
    return MODEL if next(voices, SCRIPTED) == MODEL else SCRIPTED


def warm(workspace: Workspace, call_id: str | None, *, kept: bool = True) -> None:
    """Begin to get the model's door ready in the background; what is wrong is told later."""
    with suppress(Broken):
        door = workspace.door(call_id, kept=kept)
        if door is not None:
            door.warm()


def check_voice(workspace: Workspace, name: str) -> None:
    """See that there is such a voice.

    Raises:
        BadInput: there is none, or it is a model's and none is set up.
    """
    if name not in VOICES:
        raise BadInput(f"no voice {name!r}; allowed: {', '.join(VOICES)}")
    if name == MODEL and not can_speak(workspace):
        raise BadInput(
            "no model is set up to speak for the buyer; name one in Settings, under Model, "
            "or use --buyer scripted, which needs none"
        )


def model_voice(
    workspace: Workspace, scenario: Scenario, seed: int, call_id: str | None
) -> ModelVoice:
    """A model that speaks for the buyer; what it is asked is kept with the call."""
    from roleplay.engine.voices.model import ModelVoice

    def door() -> Door:
        found = workspace.door(call_id, kept=call_id is not None)
        if found is None:
            raise ModelFailed(
                Outcome.NOT_FOUND,
                "no model is set up any longer; name one in Settings, under Model, "
                "or go on with the scripted buyer",
            )
        return found

    return ModelVoice(scenario, door, seed)
