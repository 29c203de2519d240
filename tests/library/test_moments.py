"""Coded moments: the shipped ones, and what is wrong in others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from roleplay.domain.problem import BadFiles, BadInput
from roleplay.library import Library, check_paths, json_schema, load_moments

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "moments" / "thirty.yaml"
RUBRICS = ROOT / "rubrics"

ONE = """\
id: mine
title: Mine
rubric: value-creation
moments:
  - id: one
    criterion: sizes-it
    industry: printing
    scene: A print shop.
    buyer: It jams.
    seller: How often?
    answer: Twice a shift.
    codings:
      - {by: first, level: 2, why: A number and no sum.}
      - {by: second, level: 3, why: Nearly a sum.}
"""


def written(folder: Path, text: str) -> Path:
    (folder / "moments").mkdir(exist_ok=True)
    path = folder / "moments" / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, old: str, new: str) -> list[tuple[int | None, str | None, str]]:
    assert old in ONE
    path = written(folder, ONE.replace(old, new))
    return [(p.line, p.field, p.message) for p in check_paths([path], [RUBRICS])]


def test_thirty_moments_ship_five_for_each_criterion_and_are_sound():
    assert check_paths([SHIPPED], [RUBRICS]) == ()
    found = load_moments(SHIPPED)
    assert set(Counter(each.criterion for each in found.moments).values()) == {5}
    assert len(found.moments) == 30


def test_the_shipped_moments_are_of_all_levels_and_of_many_trades_and_some_are_hard():
    found = load_moments(SHIPPED).moments
    levels = Counter(coding.level for each in found for coding in each.codings)
    assert min(levels[level] for level in range(1, 6)) >= 5
    assert len({each.industry for each in found}) >= 20
    assert 4 <= sum(each.hard for each in found) <= 10
    assert all(abs(each.codings[0].level - each.codings[1].level) <= 1 for each in found)


def test_the_shipped_moments_say_what_they_say_without_shouting():
    for each in load_moments(SHIPPED).moments:
        for text in (each.scene, each.seller, *(coding.why for coding in each.codings)):
            assert "—" not in text
        assert len(each.buyer.split()) < 60


def test_moments_are_found_by_id(tmp_path):
    written(tmp_path, ONE)
    coded = Library([], [RUBRICS], moment_folders=[tmp_path / "moments"]).coded
    assert coded.ids() == ("mine",)
    found = coded.moments("mine")
    assert found.moment("one").hard
    assert found.moment("two") is None
    assert [(r.rater, r.call, r.level) for r in found.rated()] == [
        ("first", "one", 2),
        ("second", "one", 3),
    ]
    with pytest.raises(BadInput, match='no moments "mime", did you mean "mine"'):
        coded.moments("mime")
    written(tmp_path, "id: broken\n")
    with pytest.raises(BadFiles):
        coded.moments("mine")


def test_a_criterion_that_the_rubric_does_not_have_is_told(tmp_path):
    ((line, field, message),) = problems(tmp_path, "criterion: sizes-it", "criterion: size-it")
    assert (line, field) == (5, "moments")
    assert message.startswith('one: no criterion "size-it", did you mean "sizes-it"? known: under')


def test_a_rubric_that_there_is_not_is_told(tmp_path):
    ((line, field, message),) = problems(tmp_path, "rubric: value-creation", "rubric: value")
    assert (line, field) == (3, "rubric")
    assert message.startswith('no rubric "value"')


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("level: 3", "level: 6", 14, "allowed: "),
        ("    answer: Twice a shift.\n", "", 5, "missing, needs text of 1 to 2,000 characters"),
        (
            "    industry: printing\n",
            "    industry: printing\n    scenery: x\n",
            8,
            "no such field",
        ),
        ("by: second", "by: first", 13, '"first" rated this twice, allowed: once each'),
        (
            "      - {by: second, level: 3, why: Nearly a sum.}\n",
            "",
            13,
            "1 given, allowed: 2 to 5",
        ),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tmp_path, old, new, line, says):
    found = problems(tmp_path, old, new)
    assert (found[0][0], says in found[0][2]) == (line, True), found


def test_two_moments_of_one_name_are_told(tmp_path):
    path = written(tmp_path, ONE + ONE[ONE.index("  - id") :])
    (found,) = check_paths([path], [RUBRICS])
    assert found.message == '2 moments are called "one", allowed: one'
    with pytest.raises(BadFiles):
        load_moments(path)


def test_two_files_of_one_id_are_told(tmp_path):
    path = written(tmp_path, ONE)
    (path.parent / "other.yaml").write_text(ONE, encoding="utf-8")
    found = check_paths([path.parent], [RUBRICS])
    assert {each.code for each in found} == {"duplicate-id"}
    assert len(found) == 1


def test_an_editor_has_a_schema_for_them():
    assert json_schema("moments")["title"] == "roleplay moments"
