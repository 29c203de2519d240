"""Starting files: right from the first moment, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput, Broken
from roleplay.library import Library, new_pack, new_rubric, new_scenario

from .conftest import sample


@pytest.fixture
def rubrics(tmp_path: Path) -> Path:
    folder = tmp_path / "rubrics"
    folder.mkdir()
    (folder / "value.yaml").write_text(sample("rubric"))
    return folder


def test_a_new_pack_has_nothing_wrong_with_it(tmp_path: Path, rubrics: Path) -> None:
    pack = new_pack("riverside", tmp_path / "packs")
    second = new_scenario("second-call", pack)
    rubric = new_rubric("listening", pack)
    assert (pack, second, rubric) == (
        tmp_path / "packs" / "riverside",
        pack / "second-call.yaml",
        pack / "rubrics" / "listening.yaml",
    )
    library = Library([tmp_path / "packs"], [rubrics])
    assert library.problems() == ()
    assert library.scenario_ids() == ("riverside-first-call", "second-call")
    assert library.rubric_ids() == ("value-creation", "listening")
    assert library.scenario("second-call").offering == "load-watch"


def test_a_new_call_is_a_real_one(tmp_path: Path, rubrics: Path) -> None:
    pack = new_pack("riverside", tmp_path)
    call = Library([], [rubrics], packs=[pack]).scenario("riverside-first-call")
    assert len(call.needs) >= 2
    assert call.objections
    assert call.commitments
    assert set(call.tries) == {"strong", "weak"}
    assert call.variant("b").buyer.start != call.buyer.start


def test_a_new_call_in_a_pack_without_a_strategy(tmp_path: Path, rubrics: Path) -> None:
    new_scenario("alone", tmp_path / "bare")
    library = Library([], [rubrics], packs=[tmp_path / "bare"])
    assert library.problems() == ()
    assert library.scenario("alone").offering is None


def test_two_new_packs_do_not_get_in_each_others_way(tmp_path: Path, rubrics: Path) -> None:
    new_pack("riverside", tmp_path / "packs")
    new_pack("harbour", tmp_path / "packs")
    new_pack("a" * 64, tmp_path / "packs")
    assert Library([tmp_path / "packs"], [rubrics]).problems() == ()


@pytest.mark.parametrize("name", ["", "Bad Name", "../out", "/etc", "a" * 65, "CON.", "-x", "a\n"])
def test_a_name_that_is_no_id(tmp_path: Path, name: str) -> None:
    for make in (new_pack, new_scenario, new_rubric):
        with pytest.raises(BadInput, match="is no name, allowed: lower-case letters"):
            make(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    pack = new_pack("riverside", tmp_path)
    before = {path: path.read_bytes() for path in pack.rglob("*.yaml")}
    with pytest.raises(BadInput, match="there is one already"):
        new_pack("riverside", tmp_path)
    with pytest.raises(BadInput, match='has the id "riverside-first-call" already'):
        new_scenario("riverside-first-call", pack)
    with pytest.raises(BadInput, match="strategy's name"):
        new_scenario("strategy", pack)
    assert {path: path.read_bytes() for path in pack.rglob("*.yaml")} == before


def test_an_id_that_another_file_has_is_taken(tmp_path: Path) -> None:
    pack = new_pack("riverside", tmp_path)
    (pack / "riverside-first-call.yaml").rename(pack / "renamed.yaml")
    with pytest.raises(BadInput, match=r"renamed\.yaml: has the id"):
        new_scenario("riverside-first-call", pack)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for make in (new_pack, new_rubric):
        with pytest.raises(Broken, match="cannot be written"):
            make("riverside", tmp_path / "file")
