"""The one door to a model: the only user of the openai package."""

from .door import Door
from .stopping import Stop
from .values import Ask, Endpoint, Limits, Message, ModelFailed, Wait

__all__ = ["Ask", "Door", "Endpoint", "Limits", "Message", "ModelFailed", "Stop", "Wait"]
