"""The JSON schemas of the forms, for editors; fields say what their docstrings say."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from roleplay.domain.model import OneOrMore
from roleplay.domain.problem import BadInput

from .forms import FORMS
from .names import unknown

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FOLDER = "schemas"
"""Where in a pack its files' schemas lie."""

_CHANGED = {
    "needs": "Need",
    "objections": "Objection",
    "commitments": "Commitment",
    "knows": "Knows",
}
"""What a variant replaces fields of, by id."""


def json_schema(form: str) -> dict[str, Any]:
    """The JSON schema of a form, for editors; raises `BadInput` for an unknown form."""
    for name, model in FORMS.items():
        if name == form:
            made = model.model_json_schema(by_alias=True, schema_generator=_Described)
            _open_variants(made.get("$defs", {}))
            return {"$schema": DIALECT, **_plain(made), "title": f"roleplay {form}"}
    raise BadInput(unknown("form", form, FORMS))


def write_schemas(pack: Path) -> None:
    """Put the schema of every form into a pack's folder of schemas, over what is there."""
    folder = pack / SCHEMA_FOLDER
    folder.mkdir(exist_ok=True)
    for form in FORMS:
        text = json.dumps(json_schema(form), ensure_ascii=False, indent=1)
        (folder / f"{form}.json").write_text(text + "\n", encoding="utf-8")


def schema_line(file: Path, form: str) -> str:
    """The comment by which an editor finds the schema of a file; empty where there is none."""
    for folder, way in ((file.parent, ""), (file.parent.parent, "../")):
        if (folder / SCHEMA_FOLDER / f"{form}.json").is_file():
            return f"# yaml-language-server: $schema={way}{SCHEMA_FOLDER}/{form}.json\n"
    return ""


class _Described(GenerateJsonSchema):
    """Puts the docstring under a field beside it, and allows what a file may have.

    pydantic could describe fields when a model is made, at the price of reading the source of the
    whole domain at every start.
    """

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        described = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        properties = described.get("properties", {})
        for kin in reversed(model.__mro__):
            if issubclass(kin, BaseModel) and kin is not BaseModel:
                for name, text in _docstrings(kin).items():
                    field = model.model_fields.get(name)
                    if field is not None:
                        properties[field.alias or name]["description"] = text
        return described

    def function_before_schema(self, schema: Any) -> JsonSchemaValue:
        """One of something, where a list of them may stand."""
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is not OneOrMore.func or "items" not in inner:
            return inner
        return {"anyOf": [inner["items"], inner]}

    def dict_schema(self, schema: Any) -> JsonSchemaValue:
        """Keys are text in a file, numbers too."""
        made = super().dict_schema(schema)
        if "patternProperties" in made:
            made["additionalProperties"] = False
        names = made.get("propertyNames", {})
        if "enum" in names:
            made["propertyNames"] = {**names, "enum": [str(value) for value in names["enum"]]}
            made["propertyNames"].pop("type", None)
        return made


def _open_variants(defs: dict[str, Any]) -> None:
    """A variant may replace any field of an item, and need not give the rest."""
    if "Variant" not in defs:
        return
    for part, name in _CHANGED.items():
        fields = {key: value for key, value in defs[name]["properties"].items() if key != "id"}
        change = {"type": "object", "additionalProperties": False, "properties": fields}
        by_id = defs["Variant"]["properties"][part]["patternProperties"]
        by_id.update(dict.fromkeys(by_id, change))


def _plain(schema: Any) -> Any:
    """The schema without what would only be in an editor's way."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items()}
    if isinstance(plain.get("title"), str):
        del plain["title"]
    if not isinstance(plain.get("default", 0), str | int | float) or plain.get("default") == "":
        del plain["default"]
    # A tuple's least length, told behind its validator, comes as a text's.
    if "minLength" in plain and "anyOf" in plain:
        least = plain.pop("minLength")
        plain["anyOf"] = [
            {**each, "minItems": least} if each.get("type") == "array" else each
            for each in plain["anyOf"]
        ]
    return plain


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """What stands under each field of the model's own."""
    body = ast.parse(dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text)
    return found
