"""What a model is asked, where, and within which limits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from roleplay.domain.problem import Broken
from roleplay.domain.requests import Outcome, Role


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint, and which of its models plays which role."""

    base_url: str
    """Such as ``http://127.0.0.1:11434/v1``."""
    models: Mapping[Role, str]
    """A role that is missing here has no model."""
    key: str = field(default="", repr=False)
    """Sent as a bearer token; never shown, never kept. Empty for an endpoint that asks for none."""
    embeddings: str = ""
    """The model of ``/v1/embeddings``; empty for none."""


@dataclass(frozen=True)
class Limits:
    """How long to wait and how much to take."""

    first_token: float = 30.0
    """Seconds until the first sign of life: content, or the reasoning of a model that thinks aloud.
    A comment that only keeps the line open is none.
    """
    idle: float = 15.0
    """Seconds between two pieces of content or reasoning."""
    total: float = 90.0
    """Seconds for one try."""
    tries: int = 3
    """How often a request is made at most, while nothing of its answer has come."""
    longest_wait: float = 30.0
    """Seconds before another try, at most, whatever Retry-After asks for."""
    characters: int = 8_000
    """Of one answer."""


@dataclass(frozen=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True)
class Ask:
    """One thing asked of a model."""

    role: Role
    messages: tuple[Message, ...]
    most_tokens: int
    """Of the answer."""
    temperature: float = 0.0
    seed: int | None = None

    @property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of the messages; equal prompts have equal digests."""
        body = json.dumps([[m.role, m.text] for m in self.messages], ensure_ascii=False)
        return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Wait:
    """Another try is coming."""

    seconds: float
    """Until then."""
    next_try: int
    """Which one it will be, from 2."""
    because: Outcome
    says: str
    """What went wrong, in one line."""


class ModelFailed(Broken):
    """A model did not answer. ``str()`` of it is one line: what happened, where, what to do.

    Args:
        outcome: what happened; never ``answered``.
        says: the line.
        partial: what had come and was handed on before it failed.
    """

    def __init__(self, outcome: Outcome, says: str, partial: str = "") -> None:
        super().__init__(says)
        self.outcome = outcome
        self.partial = partial
