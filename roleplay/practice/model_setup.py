"""Setting a model up: what is set, what is changed, the key, and a try whether it works."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.text import clean
from roleplay.settings import Settings
from roleplay.settings.model import ALLOWED, ROLES, ModelSettings, fits, is_key, tidy

from . import preferences
from .workspace import Workspace

_SECONDS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")
_OPENAI = "api.openai.com"
KEY_MOST = 4_000
"""Characters a key may have."""


@dataclass(frozen=True)
class RoleLine:
    """Which model plays a role."""

    role: str
    model: str
    """Empty for none."""
    own: bool
    """It is named for this role, and not for all."""


@dataclass(frozen=True)
class ModelView:
    """What is set up."""

    model: ModelSettings
    variables: dict[str, str]
    """Which variables of the environment set something, by what they set."""
    roles: tuple[RoleLine, ...]
    here: bool
    """The address is on this machine: nothing that is said leaves it."""
    used_today: int
    """Tokens, as far as they were counted."""


@dataclass(frozen=True)
class KeyView:
    """Whether there is a key, never which."""

    where: str = ""
    """Such as ``in your system's keyring``; empty where there is none."""
    in_keyring: bool = False
    """It can be taken out there."""
    trouble: str = ""
    """Why the keyring cannot be asked, in one line; empty where it can."""
    strays: str = ""
    """As `key_strays` has it."""


def look(workspace: Workspace) -> ModelView:
    """What is set up.

    Raises:
        Broken: the history cannot be opened.
    """
    from .models import midnight

    settings = workspace.settings
    return ModelView(
        model=settings.model,
        variables=settings.model_variables,
        roles=roles(settings.model),
        here=is_here(settings.model.base_url),
        used_today=workspace.store.spent(midnight(workspace.now())),
    )


def roles(model: ModelSettings) -> tuple[RoleLine, ...]:
    """Which model plays which role."""
    return tuple(
        RoleLine(role, model.of_role(role), own=bool(getattr(model, role))) for role in ROLES
    )


def is_here(base_url: str) -> bool:
    """Whether an address is on this machine."""
    from ipaddress import ip_address
    from urllib.parse import urlsplit

    host = (urlsplit(base_url).hostname or "").lower()
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def change(workspace: Workspace, name: str, value: str | float | None) -> Settings:
    """Set something of the model in the file of preferences; None or nothing takes it out.

    Args:
        workspace: whose file it is.
        name: one of `roleplay.settings.model.ALLOWED`.
        value: what it is from now on; a number may be typed.

    Raises:
        BadInput: that is not allowed, or it is set by the environment, or the file has to be
            mended by hand first.
        Broken: the file cannot be written.
    """
    variable = workspace.settings.model_variables.get(name)
    if variable is not None:
        raise BadInput(f"{variable} sets this, and goes before the file: change it there")
    if isinstance(value, str):
        value = clean(value).strip()
        if is_key("", value):
            raise BadInput("that looks like a key; it is never written into a file: use Key")
        if name.startswith("tokens") or name.endswith("seconds"):
            value = _number(name, value)
    if value in ("", None):
        return preferences.change_table(workspace, "model", {name: None})
    if not fits(name, value):
        shown = "this" if "@" in str(value) else clean(str(value))[:60]
        raise BadInput(f"{shown} is not allowed; allowed: {ALLOWED[name]}")
    return preferences.change_table(workspace, "model", {name: tidy(name, value)})


def find_key(settings: Settings) -> KeyView:
    """Whether there is a key. A keyring may ask for its password first: not at the desk."""
    from roleplay.llm import keys

    try:
        found = keys.find_key(settings.environ)
    except Broken as error:
        return KeyView(trouble=str(error))
    return KeyView(found.where, found.in_keyring, strays=key_strays(settings))


def key_strays(settings: Settings) -> str:
    """That a key which is OpenAI's by its name goes to somebody else, in one line; empty if not."""
    from urllib.parse import urlsplit

    from roleplay.llm.keys import VARIABLES

    own, openai = VARIABLES
    host = (urlsplit(settings.model.base_url).hostname or "").lower()
    theirs = host == _OPENAI or host.endswith(f".{_OPENAI}")
    if not host or theirs or settings.environ.get(own, "").strip():
        return ""
    if not settings.environ.get(openai, "").strip():
        return ""
    return f"{openai} is sent to {host}, which is not OpenAI. Set {own} to send another key there."


def set_key(key: str) -> None:
    """Put the key into the system's keyring. The doors that are open have to be closed then.

    Raises:
        BadInput: that cannot be a key.
        Broken: the keyring cannot be used.
    """
    from roleplay.llm import keys

    key = key.strip()
    if not key or len(key) > KEY_MOST or not key.isascii() or not key.isprintable() or " " in key:
        raise BadInput("a key is one word of letters, digits and signs; nothing was changed")
    keys.save_key(key)


def delete_key() -> bool:
    """Take the key out of the system's keyring; False if there was none. As `set_key`.

    Raises:
        Broken: the keyring cannot be used.
    """
    from roleplay.llm import keys

    return keys.delete_key()


def _number(name: str, typed: str) -> float | None:
    digits = typed.replace(",", "").replace(" ", "").replace("_", "")
    if not typed:
        return None
    if name == "listener_seconds" and _SECONDS.fullmatch(typed):
        return float(typed)
    if not (digits.isascii() and digits.isdigit()):
        raise BadInput(f"{typed[:40]} is not allowed; allowed: {ALLOWED[name]}")
    return int(digits[:20])
