"""Answers with a shape: how one is asked for, and how it is read out of what came."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from roleplay.domain.text import clean

from .values import Message

Shape = TypeVar("Shape", bound=BaseModel)

_DROPPED = frozenset({"title", "default", "minLength", "maxLength", "uniqueItems", "examples"})
"""Keywords that endpoints refuse in a strict schema; the model itself checks them all."""
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
_NAME = re.compile(r"[^a-zA-Z0-9_-]")


class Misfit(Exception):
    """What came does not fit. ``str()`` of it tells the model what is wrong."""

    def __init__(self, says: str, is_json: bool) -> None:
        super().__init__(says)
        self.is_json = is_json
        """Whether it was JSON at all."""


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of ``shape`` in the form that strict endpoints take.

    Every object allows its own properties only and asks for all of them.
    """
    strict = _strict(shape.model_json_schema())
    assert isinstance(strict, dict)
    return strict


def response_format(shape: type[BaseModel]) -> dict[str, Any]:
    """The request's ``response_format`` for an endpoint that keeps to a schema."""
    schema = schema_of(shape)
    named = {"name": _NAME.sub("_", shape.__name__)[:64], "schema": schema}
    return {"type": "json_schema", "json_schema": {**named, "strict": not _is_open(schema)}}


def instruction(shape: type[BaseModel], fenced: bool) -> str:
    """What a model is told where the endpoint does not keep to a schema."""
    schema = json.dumps(schema_of(shape), ensure_ascii=False, separators=(",", ":"))
    where = "in one ```json block, and nothing else" if fenced else "and nothing else"
    return (
        f"Answer with one JSON object that fits this JSON schema, {where}. "
        f"It is the object itself, not the schema:\n{schema}"
    )


def with_instruction(messages: tuple[Message, ...], words: str) -> tuple[Message, ...]:
    """``messages`` with ``words`` at the end of the first system message, or as one."""
    for at, message in enumerate(messages):
        if message.role == "system":
            told = Message("system", f"{message.text}\n\n{words}")
            return (*messages[:at], told, *messages[at + 1 :])
    return (Message("system", words), *messages)


def repair(text: str, misfit: Misfit, shape: type[BaseModel]) -> tuple[Message, Message]:
    """What follows an answer that does not fit, for the one try at repair."""
    return (
        Message("assistant", text),
        Message("user", f"That does not fit: {misfit}\n{instruction(shape, fenced=False)}"),
    )


def read(text: str, shape: type[Shape]) -> Shape:
    """The answer in ``text``: the whole of it, a fenced block in it, or the object in its middle.

    Every string in it has gone through `clean`. Nothing is filled in that the shape itself has
    no default for.

    Raises:
        Misfit: there is none, or it is not of this shape.
    """
    found = next((data for part in _parts(text) if isinstance(data := _json(part), dict)), None)
    if found is None:
        raise Misfit("there is no JSON object in it.", is_json=False)
    try:
        return shape.model_validate_json(json.dumps(_cleaned(found)))
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'the object'}: {one['msg']}"
            for one in error.errors(include_url=False, include_input=False)[:8]
        )
        raise Misfit(wrong, is_json=True) from None


def _parts(text: str) -> list[str]:
    after = text.rpartition("</think>")[2]
    begin, end = after.find("{"), after.rfind("}")
    inside = [after[begin : end + 1]] if 0 <= begin < end else []
    return [after.strip(), *reversed(_FENCE.findall(after)), *inside]


def _json(text: str) -> object:
    try:
        data: object = from_json(text, allow_inf_nan=False)
    except ValueError:
        return None
    return data


def _cleaned(data: object) -> object:
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, list):
        return [_cleaned(one) for one in data]
    if isinstance(data, dict):
        return {clean(str(key)): _cleaned(one) for key, one in data.items()}
    return data


def _strict(schema: object) -> object:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    out: dict[str, object] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            out[key] = {name: _strict(one) for name, one in value.items()}
        elif key == "const":
            out["enum"] = [value]
        elif key not in _DROPPED:
            out["anyOf" if key == "oneOf" else key] = _strict(value)
    out.pop("discriminator", None)
    if "$ref" in out:
        return {"$ref": out["$ref"]}
    if "properties" in out:
        properties = schema["properties"]
        out["additionalProperties"] = False
        out["required"] = list(properties)
    return out


def _is_open(schema: object) -> bool:
    """Whether some object takes any key, which a strict endpoint refuses."""
    if isinstance(schema, list):
        return any(map(_is_open, schema))
    if not isinstance(schema, dict):
        return False
    any_key = schema.get("type") == "object" and schema.get("additionalProperties") is not False
    return any_key or any(map(_is_open, schema.values()))
