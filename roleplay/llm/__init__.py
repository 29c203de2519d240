"""The one door to a model: the only user of the openai package."""

from .stopping import Stop
from .values import Ask, Endpoint, Limits, Message, ModelFailed, Wait

__all__ = ["Ask", "Endpoint", "Limits", "Message", "ModelFailed", "Stop", "Wait"]
