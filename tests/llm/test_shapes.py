from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field

from roleplay.domain.model import Model
from roleplay.llm.shapes import Misfit, read, response_format, schema_of


class Quote(Model):
    turn: int
    words: str = Field(min_length=1, max_length=80)


class Answer(Model):
    verdict: Literal["met", "not met", "cannot tell"]
    kind: Literal["one"] = "one"
    supporting: tuple[Quote, ...] = ()
    note: str | None = None
    title: str = ""


class Open(BaseModel):
    counts: dict[str, int]


def _objects(schema: object) -> list[dict[str, object]]:
    if isinstance(schema, list):
        return [found for one in schema for found in _objects(one)]
    if not isinstance(schema, dict):
        return []
    inside = [found for one in schema.values() for found in _objects(one)]
    return [schema, *inside] if schema.get("type") == "object" else inside


def test_a_schema_is_strict_all_the_way_down() -> None:
    schema = schema_of(Answer)
    objects = _objects(schema)
    assert len(objects) == 2
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])  # type: ignore[call-overload]
    assert "title" in schema["properties"]
    assert "default" not in str(schema)
    assert "maxLength" not in str(schema)
    assert schema["properties"]["kind"]["enum"] == ["one"]
    assert response_format(Answer)["json_schema"]["strict"] is True


def test_a_shape_with_any_keys_is_not_called_strict() -> None:
    assert response_format(Open)["json_schema"]["strict"] is False


def test_strings_are_cleaned() -> None:
    said = '{"verdict": "met", "note": "\\u001b[2Jhi\\u202e\\u0000"}'
    assert read(said, Answer).note == "[2Jhi<U+202E>"


@pytest.mark.parametrize(
    ("said", "is_json", "words"),
    [
        ("met", False, "no JSON object"),
        ("", False, "no JSON object"),
        ("{" * 5_000, False, "no JSON object"),
        ('{"verdict": "partly"}', True, "verdict: Input should be 'met'"),
        ('{"verdict": "met", "more": 1}', True, "more: Extra inputs"),
        (
            '{"verdict": "met", "supporting": [{"turn": 1, "words": ""}]}',
            True,
            "supporting.0.words",
        ),
        ('{"verdict": NaN}', False, "no JSON object"),
    ],
)
def test_what_does_not_fit_is_told(said: str, is_json: bool, words: str) -> None:
    with pytest.raises(Misfit) as caught:
        read(said, Answer)
    assert caught.value.is_json is is_json
    assert words in str(caught.value)
