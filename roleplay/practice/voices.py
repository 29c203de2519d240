"""Who speaks for the buyer in a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.domain.problem import BadInput
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


def can_speak(workspace: Workspace) -> bool:
    """Whether a model is set up that can speak for a buyer; nothing is asked of it."""
    if not workspace.settings.model.base_url:
        return False
    from .models import endpoint

    found = endpoint(workspace.settings)
    return found is not None and "buyer" in found.models


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
