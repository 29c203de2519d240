"""The schemas for editors: they allow what we allow, and mark what an editor can know is wrong."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from roleplay.library import json_schema, new_pack, new_rubric, new_scenario

from .conftest import changed, sample

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("scenarios/*/*.yaml"), *ROOT.glob("rubrics/*.yaml")])
FORMS = ("scenario", "rubric", "strategy")


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2: `1.9e9` is a number, `yes` and a date are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for _tag, _form, _first in (
    ("null", r"~|null|", "~n"),
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    AsEditorsRead.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), [*_first]
    )


@cache
def validator(form: str) -> Any:
    schema = json_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def marked(text: str, form: str) -> list[str]:
    """What an editor underlines."""
    read = json.loads(json.dumps(yaml.load(text, Loader=AsEditorsRead)))
    return [".".join(map(str, error.path)) for error in validator(form).iter_errors(read)]


def form_of(path: Path) -> str:
    if path.parent.name == "rubrics":
        return "rubric"
    return "strategy" if path.name == "strategy.yaml" else "scenario"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_that_ships_is_underlined(path: Path) -> None:
    assert marked(path.read_text(encoding="utf-8"), form_of(path)) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_file_is_not_underlined(form: str) -> None:
    assert marked(sample(form), form) == []


@pytest.mark.parametrize(
    ("form", "old", "new", "place"),
    [
        ("scenario", "brief:", "breif:", ""),
        ("scenario", "difficulty: 3", "difficulty: 9", "difficulty"),
        ("scenario", "difficulty: 3", "difficulty: hard", "difficulty"),
        ("scenario", "stage: discovery", "stage: discovry", "stage"),
        ("scenario", "kind: unrecognised", "kind: unrecognized", "needs.0.kind"),
        (
            "scenario",
            "variants: [",
            "variants: [{id: z, needs: {x: {kinds: broker}}}, ",
            "variants.0.needs.x",
        ),
        ("rubric", "weight: 2", "weight: -2", "criteria.0.weight"),
        ("strategy", "kind: strategic", "kind: tactical", "offerings.0.kind"),
    ],
)
def test_what_is_wrong_is_underlined(form: str, old: str, new: str, place: str) -> None:
    found = marked(changed(form, old, new), form)
    assert any(each.startswith(place) for each in found)
    assert found


@pytest.mark.parametrize("form", FORMS)
def test_fields_say_what_they_mean(form: str) -> None:
    text = json.dumps(json_schema(form))
    says = {
        "scenario": "Spoken time: words of both sides at 140 a minute",
        "rubric": "The most the whole call can score when this is not met.",
        "strategy": "The On Strategy share at or below which the pipeline is in trouble.",
    }
    assert says[form] in text


def test_a_new_pack_tells_the_editor_where_its_schemas_are(tmp_path: Path) -> None:
    pack = new_pack("riverside", tmp_path)
    files = [
        pack / "strategy.yaml",
        pack / "riverside-first-call.yaml",
        new_scenario("second", pack),
        new_rubric("mine", pack),
    ]
    for file, form in zip(files, ("strategy", "scenario", "scenario", "rubric"), strict=True):
        text = file.read_text(encoding="utf-8")
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert found
        schema = json.loads((file.parent / found[1]).read_text(encoding="utf-8"))
        assert schema == json_schema(form)
        assert marked(text, form) == []


def test_without_schemas_beside_it_a_new_call_names_none(tmp_path: Path) -> None:
    assert "yaml-language-server" not in new_scenario("alone", tmp_path / "bare").read_text()
