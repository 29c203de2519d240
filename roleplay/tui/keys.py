"""Other keys for what the app does: every action has an id, and a file may give it other keys.

An id is the screen and the action, such as ``call.end``. What a file asks for and cannot have is
told in one line; everything else in it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from pathlib import Path

    from roleplay.practice.preferences import Action

EVERYWHERE = ("app", "row")
"""The scopes of what works on many screens."""
WITHIN = {
    "prompt": "call",
    "turn-text": "call",
    "transcript": "call",
    "over": "call",
    "setting": "settings",
    "calls": "history",
    "search-line": "history",
}
"""Parts of a screen whose keys must differ from the screen's."""
_TOLD_APART = {
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+[": "Esc",
    "ctrl+left_square_bracket": "Esc",
}
"""Keys that arrive as other ones in most terminals."""
_SPELLED = {
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "backspace": "Backspace",
    "tab": "Tab",
}
"""Names of keys that Textual shows as a sign, or otherwise than a keyboard does."""
_KEPT = ("tab", "shift+tab")
"""Keys that move between the parts of every screen."""


class HasKeys:
    """Put before a screen's or widget's base: each of its bindings gets an id."""

    def __init_subclass__(cls, **options: Any) -> None:
        if "BINDINGS" in cls.__dict__:
            cls.BINDINGS = identified(cls.__name__, cls.BINDINGS)  # type: ignore[attr-defined]
        super().__init_subclass__(**options)


def identified(name: str, bindings: Sequence[BindingType]) -> list[BindingType]:
    """The bindings of a class of that name, each with an id."""
    return [
        replace(each, id=action_id(name, each.action))
        if isinstance(each, Binding) and each.id is None
        else each
        for each in bindings
    ]


def action_id(name: str, action: str) -> str:
    """The id of an action in a class: ``CallScreen`` and ``end`` make ``call.end``."""
    scope = re.sub(r"(Screen|Dialog|Row|Widget)$", "", name) or name
    scope = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", scope).lower()
    plain = action.rsplit(".", 1)[-1] if "(" not in action else action.split("(")[0].split(".")[-1]
    told = "".join(re.findall(r"\((.*)\)", action)).replace("-", "back").lower()
    rest = re.sub(r"[^a-z0-9]+", "-", told).strip("-")
    named = plain.replace("_", "-")
    return f"{scope}.{named}" + (f"-{rest}" if rest else "")


@dataclass(frozen=True)
class Known:
    """An action that can be given other keys."""

    id: str
    keys: tuple[str, ...]
    """Those it has by default."""
    does: str
    letters: bool
    """A letter alone may be its key: nothing is typed where it works."""

    @property
    def scope(self) -> str:
        """Where it works."""
        return self.id.split(".")[0]


def known() -> dict[str, Known]:
    """All actions by id. Imports every screen."""
    found: dict[str, Known] = {}
    for cls in _classes():
        own = [each for each in cls.__dict__.get("BINDINGS", ()) if isinstance(each, Binding)]
        keys = {each.id: _keys(each.key) for each in own if each.id}
        letters = any(len(key) == 1 for some in keys.values() for key in some)
        for each in own:
            if each.id is not None and each.id not in found:
                does = each.description or each.action.split(".")[-1].replace("_", " ")
                found[each.id] = Known(each.id, keys[each.id], does, letters and not each.priority)
    return found


def spelled(key: str) -> str:
    """The name of a key as it is told in a sentence: ``Ctrl+Y``, ``F3``, ``?``."""
    from textual.keys import format_key

    *held, last = key.split("+")
    name = _SPELLED.get(last) or format_key(last)
    if held or len(name) > 1:
        name = name[:1].upper() + name[1:]
    return "+".join([*(each.capitalize() for each in held), name])


def short(key: str) -> str:
    """The same where room is short: ``^Y``."""
    return spelled(key).replace("Ctrl+", "^")


def actions() -> tuple[Action, ...]:
    """All actions as the file of preferences lists them."""
    from roleplay.practice.preferences import Action

    listed = sorted(
        known().values(), key=lambda each: (each.scope not in EVERYWHERE, each.scope, each.id)
    )
    return tuple(Action(each.id, ",".join(each.keys), each.does) for each in listed)


def chosen(
    wanted: Mapping[str, str], file: Path, lines: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """The keys that can be had of those wanted, and a line for each that cannot.

    Args:
        wanted: keys with commas between them, by the action's id.
        file: where that is written.
        lines: what is written there.
    """
    from roleplay.settings import place

    actions = known()
    taken: dict[str, str] = {}
    complaints = []
    for name, keys in wanted.items():
        wrong = _wrong(name, keys, actions, {**taken, name: keys}, wanted)
        if wrong is None:
            taken[name] = keys
        else:
            complaints.append(f"{place(file, lines, name)} {name}: {wrong}")
    if complaints:
        # What could not be had keeps its own key, which somebody else may have been given.
        taken, more = chosen(taken, file, lines)
        complaints += more
    return taken, complaints


def _wrong(
    name: str,
    keys: str,
    actions: Mapping[str, Known],
    taken: Mapping[str, str],
    wanted: Mapping[str, str],
) -> str | None:
    action = actions.get(name)
    if action is None:
        return _unknown(name, actions)
    for key in _keys(keys):
        if (unusable := _unusable(key, action)) is not None:
            return unusable
        for other in actions.values():
            if other.id == name or not _meet(action, other):
                continue
            # Where a key is wanted by two, the first in the file has it.
            theirs = taken.get(other.id, "" if other.id in wanted else ",".join(other.keys))
            if key in _keys(theirs):
                return f"{key} is “{other.does}” ({other.id}) already, which keeps it"
    return None


def _unknown(name: str, actions: Mapping[str, Known]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, actions, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else "Settings writes a list of them into the file"
    return f"there is no such action; {hint}"


def _unusable(key: str, action: Known) -> str | None:
    if key in _TOLD_APART:
        return f"{key} arrives as {_TOLD_APART[key]} in most terminals; choose another key"
    if key in _KEPT:
        return f"{key} moves between the parts of a screen; choose another key"
    if len(key) == 1 and not action.letters:
        return f"{key!r} is a letter, and here letters are typed; choose such as ctrl+e or f5"
    if not _is_key(key):
        return f"{key!r} is no key; allowed: such as e, f5, ctrl+e, shift+up, question_mark"
    return None


def _is_key(key: str) -> bool:
    from textual.keys import Keys

    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    if key in {each.value for each in Keys} or key in _named():
        return True
    *held, last = key.split("+")
    pressed = len(last) == 1 or last in _named() or last in {each.value for each in Keys}
    return bool(held) and pressed and set(held) <= {"ctrl", "shift", "alt", "super"}


def _named() -> frozenset[str]:
    import unicodedata

    from textual.keys import KEY_NAME_REPLACEMENTS

    signs = "".join(chr(number) for number in range(33, 127) if not chr(number).isalnum())
    plain = {unicodedata.name(sign).lower().replace(" ", "_").replace("-", "_") for sign in signs}
    return frozenset(KEY_NAME_REPLACEMENTS.get(name, name) for name in plain)


def _meet(one: Known, other: Known) -> bool:
    """Whether both can be meant by one press of a key."""
    scopes = {WITHIN.get(one.scope, one.scope), WITHIN.get(other.scope, other.scope)}
    return len(scopes) == 1 or not scopes.isdisjoint(EVERYWHERE)


def _keys(written: str) -> tuple[str, ...]:
    return tuple(key for part in written.split(",") if (key := part.strip()))


def _classes() -> Iterator[Any]:
    """The app and every screen, dialog and widget of ours that has keys."""
    import importlib
    import pkgutil

    from . import dialogs, screens, widgets
    from .app import RoleplayApp

    yield RoleplayApp
    for package in (screens, dialogs, widgets):
        for module in sorted(each.name for each in pkgutil.iter_modules(package.__path__)):
            loaded = importlib.import_module(f"{package.__name__}.{module}")
            for value in vars(loaded).values():
                if isinstance(value, type) and value.__module__ == loaded.__name__:
                    yield value
