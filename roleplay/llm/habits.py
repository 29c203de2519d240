"""What an endpoint takes, and the requests that go by it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import BaseModel

from roleplay.domain.requests import Outcome

from .faults import Fault
from .shapes import instruction, response_format, with_instruction
from .values import Ask

Structure = Literal["json_schema", "json_object", "fenced"]
"""How a shape is asked for, from the surest to the one that every model can take."""
NEXT: dict[Structure, Structure] = {"json_schema": "json_object", "json_object": "fenced"}
"""What is tried where one is refused."""
MORE_ROOM = 4
"""Times the tokens that an answer was meant to have, where they did not do."""


@dataclass
class Habits:
    """What an endpoint has been found to take for one model; remembered as long as the door."""

    structure: Structure = "json_schema"
    """How a shape is asked for that has not been answered yet."""
    worked: dict[type[BaseModel], Structure] = field(default_factory=dict)
    """How each shape has been answered; an endpoint may refuse the schema of another."""
    thinks: bool = False
    """Has run out of tokens before its first word: it is given more of them."""
    counts: bool = True
    """Takes ``stream_options``, with which it counts the tokens of a stream."""
    most_tokens: str = "max_tokens"
    """The name it has for them; newer models of OpenAI want ``max_completion_tokens``."""
    temperature: bool = True
    seed: bool = True

    def learn(self, fault: Fault, request: dict[str, Any]) -> bool:
        """Whether ``request`` was refused for something that can be left out or named otherwise.

        It is enough that it stands in the request: of several that are under way together, each
        is refused for the same.
        """
        if fault.status not in (400, 422):
            return False
        words = fault.words.lower()
        if "stream_options" in request and ("stream_options" in words or "include_usage" in words):
            self.counts = False
        elif "max_tokens" in request and "max_completion_tokens" in words:
            self.most_tokens = "max_completion_tokens"
        elif "temperature" in request and "temperature" in words:
            self.temperature = False
        elif "seed" in request and "seed" in words:
            self.seed = False
        else:
            return False
        return True

    def refuses(self, fault: Fault, shape: type[BaseModel], structure: Structure) -> bool:
        """Whether a request failed because of how its shape was asked for.

        A 500 may mean that as well, of an endpoint that has never answered in this structure.
        """
        if fault.outcome is Outcome.TOO_LONG or self.worked.get(shape) == structure:
            return False
        new = structure not in self.worked.values()
        return fault.status in (400, 422) or (fault.status in (500, 501) and new)

    def request(
        self, model: str, ask: Ask, shaped: tuple[Structure, type[BaseModel]] | None
    ) -> dict[str, Any]:
        """The body of a chat request; an answer with a shape is streamed like any other."""
        messages = ask.messages
        request: dict[str, Any] = {"model": model, "stream": True}
        if shaped is not None:
            structure, shape = shaped
            if structure == "json_schema":
                request["response_format"] = response_format(shape)
            else:
                told = instruction(shape, fenced=structure == "fenced")
                messages = with_instruction(messages, told)
            if structure == "json_object":
                request["response_format"] = {"type": "json_object"}
        request["messages"] = [
            {"role": message.role, "content": _sendable(message.text)} for message in messages
        ]
        request[self.most_tokens] = ask.most_tokens
        if self.temperature:
            request["temperature"] = ask.temperature
        if self.seed and ask.seed is not None:
            request["seed"] = ask.seed
        if self.counts:
            request["stream_options"] = {"include_usage": True}
        return request


def with_room(ask: Ask) -> Ask:
    """``ask`` with more tokens for its answer."""
    return replace(ask, most_tokens=MORE_ROOM * ask.most_tokens)


def _sendable(text: str) -> str:
    """``text`` without lone surrogates, which no endpoint can be sent."""
    return text.encode("utf-8", "replace").decode("utf-8")
