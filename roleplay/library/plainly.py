"""What a form wants of a field, and what is wrong with a value, in plain words."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .names import shown, suggestion
from .safe import FieldPath

ID_WORDS = "lower-case letters, digits, - and _, at most 64"
ID_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,63}$"
_PATTERNS = {
    ID_PATTERN: ID_WORDS,
    r"^\s*(>=|<=|>|<|==)?\s*\d+(\.\d+)?\s*$": 'a comparison such as ">=4"',
}


_UNKNOWN_NAME = re.compile(r'no (?P<what>\w+) "(?P<name>.*)", allowed: (?P<known>.+)', re.S)


class Want:
    """What may stand in a place of a form: a type and its limits."""

    def __init__(self, kind: Any, limits: Sequence[Any] = ()) -> None:
        self.limits: list[Any] = [*limits]
        while get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            self.limits += more
        arms = [arm for arm in get_args(kind) if arm is not type(None)]
        is_union = get_origin(kind) in (Union, types.UnionType)
        if is_union and len(arms) == 1:
            inner = Want(arms[0], self.limits)
            kind, self.limits = inner.kind, inner.limits
        self.kind: Any = kind
        self.arms = tuple(Want(arm) for arm in arms) if is_union and len(arms) > 1 else ()

    def limit(self, name: str) -> Any:
        """The value of a limit such as ``ge``, ``max_length`` or ``pattern``; None without one."""
        for item in self.limits:
            inside = item.metadata if isinstance(item, FieldInfo) else [item]
            for single in inside:
                value = getattr(single, name, None)
                if value is not None:
                    return value
        return None

    @property
    def form(self) -> type[BaseModel] | None:
        """The form that stands here, if one does."""
        is_form = isinstance(self.kind, type) and issubclass(self.kind, BaseModel)
        return self.kind if is_form else None

    @property
    def item(self) -> Want | None:
        """What stands in the list here, if one does and all its items are alike."""
        args = get_args(self.kind)
        if get_origin(self.kind) is tuple and len(args) == 2 and args[1] is Ellipsis:
            return Want(args[0])
        return None

    def key(self) -> Want:
        """What the keys here must be."""
        args = get_args(self.kind)
        return Want(args[0]) if get_origin(self.kind) is dict else Want(str)

    def at(self, path: FieldPath) -> Want | None:
        """What may stand further down; None where the form says nothing."""
        if not path:
            return self
        step, rest = path[0], path[1:]
        args = get_args(self.kind)
        found: Want | None = None
        if self.form is not None:
            found = next(
                (
                    Want(field.annotation, field.metadata)
                    for name, field in self.form.model_fields.items()
                    if (field.alias or name) == step
                ),
                None,
            )
        elif get_origin(self.kind) is dict:
            found = Want(args[1])
        elif self.item is not None:
            found = self.item
            rest = rest if isinstance(step, int) else path
        elif get_origin(self.kind) is tuple and isinstance(step, int) and step < len(args):
            found = Want(args[step])
        return found.at(rest) if found is not None else None

    def names(self) -> list[str]:
        """The closed list of words that may stand here: fields of a form, or choices."""
        if self.form is not None:
            return [field.alias or name for name, field in self.form.model_fields.items()]
        if isinstance(self.kind, type) and issubclass(self.kind, Enum):
            return [str(member.value) for member in self.kind]
        if get_origin(self.kind) is Literal:
            return [str(value) for value in get_args(self.kind)]
        if self.item is not None:
            return self.item.names()
        return list(dict.fromkeys(name for arm in self.arms for name in arm.names()))

    def words(self) -> str:
        """What is allowed here, as a message says it."""
        names = self.names()
        if self.form is not None:
            return f"a group with {', '.join(names)}"
        if self.item is not None and self.item.form is not None:
            return f"a list of groups with {', '.join(names)}"
        if names:
            return ", ".join(names)
        if self.arms:
            return " or ".join(dict.fromkeys(arm.words() for arm in self.arms))
        if self.item is not None:
            return self.item.words()
        if self.kind is str:
            return self._text_words()
        if self.kind in (int, float):
            return self._number_words()
        if get_origin(self.kind) is tuple:
            args = get_args(self.kind)
            return f"a list of {len(args)}, each {Want(args[0]).words()}"
        fixed: dict[Any, str] = {
            bool: "true or false",
            date: "a date such as 2027-03-31",
            Any: "a value",
        }
        return fixed.get(self.kind, "a group of keys and values")

    def _text_words(self) -> str:
        pattern = self.limit("pattern")
        if pattern is not None:
            return _PATTERNS.get(pattern, f"text like {pattern}")
        low, high = self.limit("min_length"), self.limit("max_length")
        if low is None and high is None:
            return "text"
        return f"text of {low or 0} to {high:,} characters"

    def _number_words(self) -> str:
        low, high, above = self.limit("ge"), self.limit("le"), self.limit("gt")
        if low is not None and high is not None:
            return f"{low:g} to {high:g}"
        if low is not None:
            return f"{low:g} or more"
        if above is not None:
            return f"more than {above:g}"
        return "a whole number" if self.kind is int else "a number"


def said(message: str) -> str:
    """A form's own message about a name it does not know, with the nearest one it does."""
    found = _UNKNOWN_NAME.match(message)
    if found is None:
        return message
    hint = suggestion(found["name"], found["known"].split(", "))
    return f"no {found['what']} {shown(found['name'])}{hint or ','} allowed: {found['known']}"


def missing(want: Want | None, *, given: bool) -> str:
    """For a field that must be there; ``given`` when its key is, with nothing after it."""
    needs = f", needs {_one_of(want)}" if want is not None else ""
    return f"{'has no value' if given else 'missing'}{needs}"


def empty_list(want: Want | None) -> str:
    """For a list that must have something in it."""
    return f"is an empty list, needs {_one_of(want) if want is not None else 'something in it'}"


def unknown_key(name: str, want: Want | None) -> str:
    """For a key that the form does not have."""
    names = want.names() if want is not None else []
    return f"no such field{suggestion(name, names) or ','} allowed: {', '.join(names)}"


def wrong(kind: str, value: Any, want: Want | None) -> str:
    """For a value that cannot stand where it does; ``kind`` is the checker's name for why."""
    allowed = f", allowed: {want.words()}" if want is not None else ""
    if isinstance(value, list) and want is not None and "a list of" in want.words():
        return f"this list does not fit{allowed}"
    if isinstance(value, list | dict):
        return f"{_reads(value)} stands here{allowed}"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"{shown(value)} stands here{allowed}"
    if kind in ("enum", "literal_error") and want is not None:
        hint = suggestion(str(value), want.names())
        return f"{shown(value)} is not known{hint or ','} allowed: {want.words()}"
    if kind == "string_too_long":
        return f"{len(value):,} characters are too many{allowed}"
    if kind == "string_too_short":
        return f"is empty{allowed}"
    bare = str(value) if len(str(value)) <= 60 else shown(value)
    if kind in ("greater_than_equal", "greater_than"):
        return f"{bare} is too low{allowed}"
    if kind in ("less_than_equal", "less_than"):
        return f"{bare} is too high{allowed}"
    noun = _noun(want)
    return f"{shown(value)} {f'is no {noun}' if noun else 'does not fit'}{allowed}"


def _one_of(want: Want) -> str:
    """What is needed, where `Want.words` would only list it."""
    item = want.item or want
    if item.form is None and item.names():
        return f"{'one of' if item is want else 'one or more of'} {want.words()}"
    return f"an id: {want.words()}" if item.limit("pattern") == ID_PATTERN else want.words()


def _noun(want: Want | None) -> str | None:
    """What a value should have been, in a word."""
    if want is None:
        return None
    if want.item is not None:
        return _noun(want.item)
    if want.limit("pattern") == ID_PATTERN:
        return "id"
    nouns: dict[Any, str] = {int: "whole number", float: "number", date: "date"}
    return nouns.get(want.kind)


def _reads(value: Iterable[Any]) -> str:
    if isinstance(value, dict):
        return "a group of keys and values"
    return "a list" if value else "an empty list"
