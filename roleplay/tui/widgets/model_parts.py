"""The rows of the model's settings, and what each of them is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from .settings_parts import Choice, SettingRow, setting_row
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.model_setup import KeyView, ModelView, RoleLine

TRY = "Try it"
KEY = "Key"
SAYS_WHERE = (
    "With a model, buyers understand any sentence and answer in their own words. "
    "What is said in a call is then sent to the address below."
)


@dataclass(frozen=True)
class Field:
    """Something that is typed."""

    name: str
    """As the file of preferences has it."""
    asks: str
    """What is told where it is asked for."""


_OF_ROLE = "Its name as the endpoint has it. Empty: the one for all. off: none."
_NO_LIMIT = "Tokens, asked and answered together. 0 is no limit."
FIELDS = {
    "Address": Field(
        "base_url",
        "Of an endpoint that speaks OpenAI's language, such as http://127.0.0.1:11434/v1. "
        "Empty: no model.",
    ),
    "For all": Field("model", "The model's name as the endpoint has it, such as llama3.1:8b."),
    "Buyer": Field("buyer", _OF_ROLE),
    "Listener": Field("listener", "Its name as the endpoint has it. Empty: none."),
    "Judge": Field("judge", _OF_ROLE),
    "Coach": Field("coach", _OF_ROLE),
    "Meanings": Field("embeddings", "The name of a model for embeddings. Empty: none."),
    "A call": Field("tokens_per_call", _NO_LIMIT),
    "A day": Field("tokens_per_day", _NO_LIMIT),
    "First word": Field("first_token_seconds", "Seconds to wait for it, at most."),
    "An answer": Field("total_seconds", "Seconds that one may take, at most."),
    "Hearing": Field("listener_seconds", "Seconds that it may take, at most, such as 1.5."),
}
"""What can be typed, by the name of its row."""
_PLAYS = {
    "buyer": "Who you talk to. What buyers know and want stays with the app: the model only "
    "finds the words.",
    "listener": "Helps to understand what you mean. It costs about a second a turn, so it is off "
    "unless you name a model here.",
    "judge": "Answers the questions of the rubric that counting cannot. Every verdict needs a "
    "quote.",
    "coach": "Suggests lines you could have said.",
}


def parts(view: ModelView, key: KeyView | None) -> list[Widget]:
    """Everything about the model, under its headings; None: the key is still looked for."""
    model = view.model
    rows: list[Widget] = [
        Words(SAYS_WHERE, classes="quiet"),
        Words("Where it answers", classes="heading"),
        _typed(view, "Address", _address(view), "Where the model is asked. Enter changes it."),
        _key(key),
        Words("Which model", classes="heading"),
        _typed(
            view,
            "For all",
            model.model or "none",
            "Plays the buyer, the judge and the coach, where they have none of their own.",
        ),
    ]
    rows += [_role(view, line) for line in view.roles]
    rows += [
        _typed(
            view,
            "Meanings",
            model.embeddings or "none",
            "A model for embeddings: what you ask about is taken for something else less often.",
        ),
        Words("What it may use", classes="heading"),
        _typed(
            view,
            "A call",
            _tokens(model.tokens_per_call),
            "When a call has used that much the model stops, and you can go on without it.",
        ),
        _typed(
            view,
            "A day",
            f"{_tokens(model.tokens_per_day)}, {view.used_today:,} used today",
            "The same for all calls of a day.",
        ),
        _typed(
            view,
            "First word",
            f"{model.first_token_seconds} seconds",
            "How long to wait for it before you are offered to go on without the model.",
        ),
        _typed(view, "An answer", f"{model.total_seconds} seconds", "How long one may take."),
        _typed(
            view,
            "Hearing",
            f"{model.listener_seconds:g} seconds",
            "How long a turn may wait for the listener and for meanings. What comes later is not "
            "heeded: the app hears you by itself.",
        ),
        Words("Whether it works", classes="heading"),
        _try(view),
    ]
    return rows


def _typed(view: ModelView, name: str, value: str, about: str) -> SettingRow:
    variable = view.variables.get(FIELDS[name].name)
    if variable is not None:
        about = f"{about}\n{variable} in your environment sets it, and goes before this."
    return setting_row(name, value, about, sets=variable is None)


def _address(view: ModelView) -> str:
    if not view.model.base_url:
        return "none: buyers work without a model"
    return f"{view.model.base_url}\n{'on this machine' if view.here else 'on another machine'}"


def _key(key: KeyView | None) -> SettingRow:
    if key is None:
        return setting_row(KEY, "looking…", "Whether there is one in your keyring.", sets=False)
    if key.trouble:
        return setting_row(KEY, "the keyring cannot be used", key.trouble, sets=False)
    if not key.where:
        about = "Enter puts one into your system's keyring. A model on this machine needs none."
        return setting_row(KEY, "none", about)
    about = "It is never shown, and no file of ours holds it."
    if key.in_keyring:
        about += " Enter takes it out."
    if key.strays:
        value = f"{key.where}\nsent to an address that is not OpenAI's"
        return setting_row(KEY, value, key.strays, sets=False)
    return setting_row(KEY, key.where, about, sets=key.in_keyring)


def _role(view: ModelView, line: RoleLine) -> SettingRow:
    value = line.model or "none"
    if line.model and not line.own:
        value += ", as for all"
    return _typed(view, line.role.capitalize(), value, _PLAYS[line.role])


def _tokens(most: int) -> str:
    return f"{most:,} tokens" if most else "no limit"


def _try(view: ModelView) -> SettingRow:
    about = "Asks the model something small and says what it can do. Nothing of your calls is sent."
    ready = bool(view.model.base_url)
    if not ready:
        about = "Give an address first."
    return SettingRow(
        words((TRY, "$primary" if ready else "$quiet")), Choice(TRY, about, sets=ready)
    )
