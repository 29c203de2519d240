from __future__ import annotations

import pytest
from pydantic import ValidationError

from roleplay.domain.model import Model, digest, remembered
from roleplay.domain.rubric import Rubric
from roleplay.domain.strategy import Rule


def test_what_is_written_can_be_read_again_whatever_its_fields_are_called() -> None:
    written = Rule.model_validate({"field": "account.region", "in": ["UK", "IE"]})
    assert Rule.model_validate(written.model_dump()) == written
    check = {"id": "c", "says": "?", "judge_only": True, "if": {"objection": "raised"}}
    levels = {n: {"anchor": "So."} for n in (1, 3, 5)}
    criterion = {"id": "a", "title": "A", "checks": [check], "levels": levels}
    rubric = Rubric.model_validate({"id": "r", "title": "R", "criteria": [criterion]})
    assert Rubric.model_validate_json(rubric.model_dump_json()) == rubric


def test_equal_values_have_equal_digests_and_others_have_others() -> None:
    one = Rule.model_validate({"field": "deal.amount", "at_least": 1})
    assert digest(one) == digest(one.model_copy())
    assert digest(one) != digest(one.model_copy(update={"at_least": 2.0}))


def test_what_is_remembered_of_a_value_is_worked_out_once_and_never_of_another() -> None:
    asked: list[object] = []

    @remembered
    def least(rule: Rule) -> object:
        asked.append(rule.at_least)
        return asked[-1]

    rules = [Rule.model_validate({"field": "deal.amount", "at_least": n}) for n in range(20)]

    assert [least(rule) for rule in rules for _ in range(2)] == [
        float(n) for n in range(20) for _ in range(2)
    ]
    assert asked == [float(n) for n in range(20)]


def test_a_value_cannot_be_changed_and_takes_no_unknown_field() -> None:
    class Thing(Model):
        name: str

    thing = Thing(name="x")
    with pytest.raises(ValidationError):
        thing.name = "y"
    with pytest.raises(ValidationError):
        Thing.model_validate({"name": "x", "nmae": "y"})
