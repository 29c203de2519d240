"""The JSON schemas of the forms, for editors; fields say what their docstrings say."""

from __future__ import annotations

import ast
import inspect
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from roleplay.domain.problem import BadInput

from .forms import FORMS
from .names import unknown


def json_schema(form: str) -> dict[str, Any]:
    """The JSON schema of a form, for editors; raises `BadInput` for an unknown form."""
    for name, model in FORMS.items():
        if name == form:
            return model.model_json_schema(by_alias=True, schema_generator=_Described)
    raise BadInput(unknown("form", form, FORMS))


class _Described(GenerateJsonSchema):
    """Puts the docstring under a field beside it.

    pydantic could do this when a model is made, at the price of reading the source of the whole
    domain at every start.
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
