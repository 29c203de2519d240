"""Where a model answers and how much it may be asked, as the file and the environment say it.

The key is no setting: it comes from the environment or the system's keyring, never from a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

ROLES = ("buyer", "listener", "judge", "coach")
"""What a model can be asked to be."""
OFF = "off"
"""In place of a model's name: this role has none, whatever the others have."""
NAME_MOST = 200
"""Characters the name of a model or an address may have."""
TOKENS_MOST = 1_000_000_000
SECONDS_MOST = 600
LISTENER_SECONDS = (0.1, 30.0)
"""How long a turn's hearing may be waited for, at least and at most."""

_SECRET = re.compile(
    r"(?<![\w-])(?:(?:sk|pk|rk|gsk|xai)[-_]|(?:hf|api|key)[-_](?=[\w-]*\d))[\w-]{12,}"
    r"|\bAIza[\w-]{20,}|\bbearer\s+\S{8,}",
    re.I,
)
_HOST = re.compile(r"(?<=://)[\w.-]+(?::\d+)?(?=/|$)")
"""Of an address: ``api-gateway-prod-2.example.com`` is no key, whatever it looks like."""
_KEY_NAMES = re.compile(r"(?:^|_|-)(?:key|apikey|secret|password|passwd|authorization)$", re.I)
_ENVIRONMENT = {
    "base_url": ("ROLEPLAY_LLM_BASE_URL",),
    "model": ("ROLEPLAY_LLM_MODEL",),
    **{
        role: (f"ROLEPLAY_LLM_MODEL_{role.upper()}", f"ROLEPLAY_LLM_{role.upper()}")
        for role in ROLES
    },
    "embeddings": ("ROLEPLAY_LLM_MODEL_EMBEDDINGS", "ROLEPLAY_LLM_EMBEDDINGS"),
}
"""The variables that go before the file; of two the first that is set counts."""


@dataclass(frozen=True)
class ModelSettings:
    """The ``[model]`` table of the file of preferences, or that with the environment over it."""

    base_url: str = ""
    """Of an OpenAI-compatible endpoint, such as ``http://127.0.0.1:11434/v1``; empty: no model."""
    model: str = ""
    """The model of the buyer, the judge and the coach, where they have none of their own."""
    buyer: str = ""
    """Another one for the buyer; ``off`` for none."""
    listener: str = ""
    """The listener's. It has none unless it is named here, because it costs a second a turn."""
    judge: str = ""
    coach: str = ""
    embeddings: str = ""
    """The model of ``/v1/embeddings``; empty for none."""
    tokens_per_call: int = 200_000
    """Asked and answered, that one call may use; 0 for no limit."""
    tokens_per_day: int = 2_000_000
    """Asked and answered, that all calls of a day may use; 0 for no limit."""
    first_token_seconds: int = 30
    """How long to wait for the first word."""
    total_seconds: int = 90
    """How long one answer may take."""
    listener_seconds: float = 1.5
    """How long the buyer waits for a listener's or an embeddings' model to hear a turn, at most;
    what is late is not heeded."""

    def of_role(self, role: str) -> str:
        """The model that plays a role; empty for none."""
        named: str = getattr(self, role)
        if named.casefold() == OFF or not self.base_url:
            return ""
        return named or ("" if role == "listener" else self.model)

    @property
    def models(self) -> dict[str, str]:
        """The model of each role that has one."""
        return {role: model for role in ROLES if (model := self.of_role(role))}


ALLOWED: dict[str, str] = {
    "base_url": 'an address such as "http://127.0.0.1:11434/v1", with no key in it',
    "model": f"a model's name in quotes, at most {NAME_MOST} characters",
    **{role: f'a model\'s name in quotes, or "{OFF}"' for role in ROLES},
    "embeddings": "a model's name in quotes",
    "tokens_per_call": f"a whole number from 0 (no limit) to {TOKENS_MOST:,}",
    "tokens_per_day": f"a whole number from 0 (no limit) to {TOKENS_MOST:,}",
    "first_token_seconds": f"a whole number from 1 to {SECONDS_MOST}",
    "total_seconds": f"a whole number from 1 to {SECONDS_MOST}",
    "listener_seconds": "a number from {:g} to {:g}".format(*LISTENER_SECONDS),
}
"""What the table may hold, and what each of it may be."""
NO_KEY = (
    "a key does not belong in a file and is not used; take it out, then `roleplay key set` puts "
    "it into your system's keyring, or set ROLEPLAY_LLM_API_KEY"
)


def is_key(name: str, value: Any) -> bool:
    """Whether somebody has written a key to a model: by what it is called, or by its look."""
    return bool(isinstance(value, str) and (_KEY_NAMES.search(name) or looks_secret(value)))


def looks_secret(text: str) -> bool:
    """Whether there is something in it that looks like a key."""
    return _SECRET.search(_HOST.sub("", text)) is not None


def fits(name: str, value: Any) -> bool:
    """Whether ``value`` may stand under ``name``, one of `ALLOWED`."""
    if name == "base_url":
        return isinstance(value, str) and (not value.strip() or _is_address(value))
    if name.startswith("tokens"):
        return type(value) is int and 0 <= value <= TOKENS_MOST
    if name == "listener_seconds":
        least, most = LISTENER_SECONDS
        return type(value) in (int, float) and least <= value <= most
    if name.endswith("seconds"):
        return type(value) is int and 1 <= value <= SECONDS_MOST
    return isinstance(value, str) and len(value) <= NAME_MOST and value.isprintable()


def _is_address(text: str) -> bool:
    from urllib.parse import urlsplit

    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    right = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return right and plain and len(text) <= NAME_MOST and text.isprintable() and " " not in text


def tidy(name: str, value: Any) -> Any:
    """The value as it is kept: an address without the stroke at its end, names without spaces."""
    if name == "listener_seconds":
        return float(value)
    if not isinstance(value, str):
        return value
    return value.strip().rstrip("/") if name == "base_url" else value.strip()


def with_environment(
    written: ModelSettings, environ: Mapping[str, str]
) -> tuple[ModelSettings, dict[str, str], tuple[str, ...]]:
    """What the file says, with what the environment says over it.

    Returns:
        The settings; by field, the variable that it came from; what is wrong with a variable, a
        line each (what the file says holds then).
    """
    values: dict[str, str] = {}
    variables: dict[str, str] = {}
    complaints = []
    for name, known in _ENVIRONMENT.items():
        variable = next((each for each in known if environ.get(each, "").strip()), None)
        if variable is None:
            continue
        value = environ[variable]
        if is_key("", value) or not fits(name, value):
            complaints.append(f"{variable}: is not allowed, allowed: {ALLOWED[name]}")
            continue
        values[name], variables[name] = tidy(name, value), variable
    return replace(written, **values), variables, tuple(complaints)  # type: ignore[arg-type]
