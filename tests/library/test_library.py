"""Packs, found by id; broken files, files given twice, and files that lead elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from roleplay.domain.problem import BadFiles, BadInput
from roleplay.library import Library, check_paths, files, json_schema

from .conftest import changed, sample


def library(root: Path, **more: list[Path]) -> Library:
    return Library([root / "packs"], [root / "shared"], **more)


def put(root: Path, name: str, text: str) -> Path:
    path = root / "packs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(found: Library) -> list[str]:
    return [str(problem) for problem in found.problems()]


class TestFinding:
    def test_everything_is_found_by_its_id(self, root: Path) -> None:
        found = library(root)
        assert found.scenario_ids() == ("cfo-claims-leakage",)
        assert found.rubric_ids() == ("value-creation",)
        assert found.scenario("cfo-claims-leakage").buyer.name == "Dana Whitfield"
        assert found.rubric("value-creation").title == "Creating value in the call"
        assert found.pack_of("cfo-claims-leakage") == "harbour"
        assert told(found) == []

    def test_a_strategy_is_called_as_its_pack(self, root: Path) -> None:
        strategy = library(root).strategy("harbour")
        assert strategy.id == "harbour"
        assert library(root).strategy_of("cfo-claims-leakage") == strategy

    def test_a_pack_without_a_strategy(self, root: Path) -> None:
        (root / "packs" / "harbour" / "strategy.yaml").unlink()
        put(root, "harbour/leakage.yaml", changed("scenario", "offering:", "# offering:"))
        found = library(root)
        assert found.strategy_of("cfo-claims-leakage") is None
        assert told(found) == []

    @pytest.mark.parametrize(
        ("what", "name", "message"),
        [
            (
                "scenario",
                "cfo-claim-leakage",
                'no scenario "cfo-claim-leakage", did you mean "cfo-claims-leakage"?'
                " known: cfo-claims-leakage",
            ),
            ("rubric", "xyz", 'no rubric "xyz", known: value-creation'),
            ("strategy", "harbor", 'no strategy "harbor", did you mean "harbour"? known: harbour'),
            (
                "scenario",
                "../../etc/passwd",
                'no scenario "../../etc/passwd", known: cfo-claims-leakage',
            ),
        ],
    )
    def test_an_unknown_name(self, root: Path, what: str, name: str, message: str) -> None:
        with pytest.raises(BadInput) as raised:
            getattr(library(root), what)(name)
        assert str(raised.value) == message

    def test_nothing_is_read_before_it_is_asked_for(self, root: Path, tmp_path: Path) -> None:
        assert Library([tmp_path / "gone"], [tmp_path / "gone"]).packs() == ()
        assert Library([tmp_path / "gone"]).problems() == ()

    def test_a_changed_file_is_read_again(self, root: Path) -> None:
        found = library(root)
        first = found.scenario("cfo-claims-leakage")
        assert found.scenario("cfo-claims-leakage") is first
        path = put(root, "harbour/leakage.yaml", changed("scenario", "trust: 35", "trust: 36"))
        os.utime(path, ns=(1, 1))
        assert found.scenario("cfo-claims-leakage").buyer.start.trust == 36

    def test_an_id_that_stands_on_no_line_of_its_own_is_found(self, root: Path) -> None:
        put(root, "harbour/quoted.yaml", changed("scenario", "id: cfo-claims-leakage", "'id': 'q'"))
        assert library(root).scenario("q").id == "q"

    def test_packs_hold_what_is_right_and_tell_the_rest(self, root: Path) -> None:
        put(root, "harbour/broken.yaml", "id: broken\n")
        (pack,) = library(root).packs()
        assert [scenario.id for scenario in pack.scenarios] == ["cfo-claims-leakage"]
        assert pack.strategy is not None
        assert {Path(problem.file).name for problem in pack.problems} == {"broken.yaml"}


class TestProblems:
    def test_one_broken_file_does_not_hide_the_others(self, root: Path) -> None:
        put(root, "harbour/broken.yaml", "id: broken\ntitle: [\n")
        put(root, "harbour/cut.yaml", "\x00")
        found = library(root)
        assert found.scenario("cfo-claims-leakage").id == "cfo-claims-leakage"
        assert found.scenario_ids() == ("broken", "cfo-claims-leakage")
        with pytest.raises(BadFiles, match=r"broken\.yaml:3:1"):
            found.scenario("broken")
        assert len(told(found)) == 2

    def test_two_files_with_one_id_name_each_other(self, root: Path) -> None:
        one = root / "packs" / "harbour" / "leakage.yaml"
        two = put(root, "quay/other.yaml", changed("scenario", "offering:", "# offering:"))
        found = library(root)
        same = 'another scenario is called "cfo-claims-leakage" too:'
        assert told(found) == [f"{one}:1:5 id: {same} {two}", f"{two}:1:5 id: {same} {one}"]
        for ask in (found.scenario, found.pack_of):
            with pytest.raises(BadFiles, match=r"leakage\.yaml(.|\n)*other\.yaml"):
                ask("cfo-claims-leakage")

    def test_a_pack_may_not_call_its_rubric_as_a_shared_one(self, root: Path) -> None:
        mine = put(root, "harbour/rubrics/mine.yaml", sample("rubric"))
        shared = root / "shared" / "value.yaml"
        found = library(root)
        assert [line.split(": ", 1)[1] for line in told(found)] == [
            f'another rubric is called "value-creation" too: {other}' for other in (mine, shared)
        ]
        with pytest.raises(BadFiles):
            found.rubric("value-creation")

    def test_two_packs_with_one_name_name_each_other(self, root: Path) -> None:
        other = root / "mine" / "harbour"
        other.mkdir(parents=True)
        (other / "strategy.yaml").write_text(sample("strategy"))
        found = Library([root / "packs", root / "mine"], [root / "shared"])
        first = root / "packs" / "harbour"
        assert told(found) == [
            f'{first}: another pack is called "harbour" too: {other}',
            f'{other}: another pack is called "harbour" too: {first}',
        ]
        with pytest.raises(BadFiles):
            found.strategy("harbour")

    def test_a_pack_given_in_two_ways_is_one(self, root: Path) -> None:
        packs = root / "packs"
        found = Library([packs, packs / ".." / "packs"], packs=[packs / "harbour"])
        assert len(found.packs()) == 1

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (
                "rubric: value-creation",
                "rubric: value-creatoin",
                '7:9 rubric: no rubric "value-creatoin", did you mean "value-creation"?'
                " known: value-creation",
            ),
            (
                "offering: claims-intelligence",
                "offering: claims-inteligence",
                '8:11 offering: no offering "claims-inteligence", did you mean'
                ' "claims-intelligence"? known: claims-intelligence, claims-audit',
            ),
        ],
    )
    def test_names_in_other_files_must_be_there(
        self, root: Path, old: str, new: str, message: str
    ) -> None:
        path = put(root, "harbour/leakage.yaml", changed("scenario", old, new))
        assert told(library(root)) == [f"{path}:{message}"]

    def test_an_offering_needs_a_strategy(self, root: Path) -> None:
        (root / "packs" / "harbour" / "strategy.yaml").unlink()
        path = root / "packs" / "harbour" / "leakage.yaml"
        assert told(library(root)) == [
            f"{path}:8:11 offering: this pack has no strategy.yaml that could have"
            " claims-intelligence"
        ]

    def test_a_broken_strategy_does_not_blame_the_calls(self, root: Path) -> None:
        put(root, "harbour/strategy.yaml", "red_flag: 3\n")
        assert len(told(library(root))) == 1

    def test_a_strategy_has_no_other_name_than_its_pack(self, root: Path) -> None:
        path = put(root, "harbour/strategy.yaml", "id: port\n" + sample("strategy"))
        assert told(library(root)) == [
            f'{path}:1:5 id: "port" is not the name of the pack, allowed: harbour, or leave it out'
        ]

    def test_a_rubric_among_the_calls_is_told_where_it_belongs(self, root: Path) -> None:
        path = put(root, "harbour/mine.yaml", changed("rubric", "id: value-creation", "id: mine"))
        assert told(library(root)) == [
            f"{path}:3:1 criteria: this is a rubric, allowed here: scenarios;"
            " rubrics belong in rubrics/"
        ]

    def test_a_file_that_ends_in_yml_is_not_silently_left_out(self, root: Path) -> None:
        put(root, "harbour/more.yml", sample("scenario"))
        (problem,) = library(root).problems()
        assert (problem.level, problem.code) == ("warning", "not-read")

    def test_a_folder_whose_name_is_no_id(self, root: Path) -> None:
        put(root, "My Pack!/a.yaml", "id: a\n")
        assert any("is no name for a pack" in line for line in told(library(root)))


class TestOutside:
    def test_a_link_out_of_the_pack_is_not_read(self, root: Path, tmp_path: Path) -> None:
        secret = tmp_path / "secret.yaml"
        secret.write_text(changed("scenario", "id: cfo-claims-leakage", "id: secret"))
        link = root / "packs" / "harbour" / "link.yaml"
        link.symlink_to(secret)
        found = library(root)
        assert "secret" not in found.scenario_ids()
        folder = root / "packs" / "harbour"
        assert told(found) == [f"{link}: leads out of {folder}, allowed: files inside it"]

    def test_a_rubric_folder_that_is_a_link_out(self, root: Path) -> None:
        (root / "packs" / "harbour" / "rubrics").symlink_to(root / "shared")
        (line,) = told(library(root))
        assert "leads out of" in line
        assert library(root).rubric_ids() == ("value-creation",)

    def test_a_pack_that_is_a_link_out_of_its_root(self, root: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "a.yaml").write_text(changed("scenario", "id: cfo-claims-leakage", "id: x"))
        (root / "packs" / "quay").symlink_to(elsewhere)
        found = library(root)
        assert found.scenario_ids() == ("cfo-claims-leakage",)
        assert "leads out of" in told(found)[0]

    def test_a_link_inside_the_pack_is_fine(self, root: Path) -> None:
        pack = root / "packs" / "harbour"
        (pack / "drafts").mkdir()
        text = changed("scenario", "id: cfo-claims-leakage", "id: draft")
        (pack / "drafts" / "draft.yaml").write_text(text)
        (pack / "draft.yaml").symlink_to(pack / "drafts" / "draft.yaml")
        assert library(root).scenario("draft").id == "draft"

    def test_links_that_lead_nowhere_or_in_circles(self, root: Path) -> None:
        pack = root / "packs" / "harbour"
        (pack / "gone.yaml").symlink_to(pack / "nothing.yaml")
        (pack / "ring.yaml").symlink_to(pack / "ring.yaml")
        found = library(root)
        assert len(told(found)) == 2
        assert found.scenario_ids() == ("cfo-claims-leakage",)

    def test_what_is_no_file_is_not_opened(self, root: Path) -> None:
        pipe = root / "packs" / "harbour" / "pipe.yaml"
        os.mkfifo(pipe)
        (root / "packs" / "harbour" / "folder.yaml").mkdir()
        assert told(library(root)) == [
            f"{pipe.parent / name}: this is no file, allowed: a YAML file"
            for name in ("folder.yaml", "pipe.yaml")
        ]


class TestLimits:
    def test_files_of_a_pack(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("roleplay.library.packs.MAX_FILES", 3)
        for number in range(4):
            put(root, f"harbour/x{number}.yaml", f"id: x{number}\n")
        found = library(root)
        assert f"{root / 'packs' / 'harbour'}: 6 files, allowed: 3; the rest is not read" in told(
            found
        )
        assert len(found.scenario_ids()) <= 3

    def test_bytes_of_a_pack(self, root: Path) -> None:
        for number in range(21):
            put(root, f"harbour/x{number:02}.yaml", "#" * (files.MAX_BYTES - 100))
        lines = told(library(root))
        assert any("the pack is larger than 5 MB, the rest is not read" in line for line in lines)


class TestCheckPaths:
    def test_a_file_is_checked_with_its_pack_but_told_alone(self, root: Path) -> None:
        broken = put(root, "harbour/broken.yaml", "id: broken\n")
        fine = root / "packs" / "harbour" / "leakage.yaml"
        shared = [root / "shared"]
        assert check_paths([fine], shared) == ()
        assert {problem.file for problem in check_paths([broken], shared)} == {str(broken)}
        assert Library.at([fine], shared).scenario_ids() == ("cfo-claims-leakage",)

    @pytest.mark.parametrize(
        "path", ["packs", "packs/harbour", "packs/harbour/strategy.yaml", "shared/value.yaml"]
    )
    def test_what_is_right_has_no_problems(self, root: Path, path: str) -> None:
        assert check_paths([root / path], [root / "shared"]) == ()

    def test_rubrics_are_known_by_their_folder_or_their_form(self, root: Path) -> None:
        put(root, "harbour/rubrics/mine.yaml", "id: Mine\n")
        (root / "shared" / "more.yaml").write_text("id: more\ncriteria: 3\n")
        mine = check_paths([root / "packs" / "harbour" / "rubrics"], [root / "shared"])
        assert {problem.field for problem in mine} == {"id", "title", "criteria"}
        shared = check_paths([root / "shared"])
        assert {problem.field for problem in shared} == {"title", "criteria"}

    def test_ids_are_compared_with_the_packs_beside(self, root: Path, tmp_path: Path) -> None:
        mine = tmp_path / "mine"
        mine.mkdir()
        text = changed("scenario", "offering:", "# offering:")
        (mine / "call.yaml").write_text(text)
        found = Library.at([mine], [root / "shared"], roots=[root / "packs"])
        assert [problem.code for problem in found.problems()] == ["duplicate-id"]

    def test_here_is_a_folder_too(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(root / "packs" / "harbour")
        assert check_paths([Path()], [root / "shared"]) == ()
        Path("leakage.yaml").write_text("id: x\n")
        assert str(check_paths([Path("leakage.yaml")])[0]).startswith("leakage.yaml:1:1 title")

    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="there is no such file or folder"):
            check_paths([tmp_path / "gone"])


@pytest.mark.parametrize("form", ["scenario", "rubric", "strategy"])
def test_json_schema_names_every_field(form: str) -> None:
    schema = json_schema(form)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False


def test_json_schema_of_an_unknown_form() -> None:
    with pytest.raises(BadInput, match='no form "scenari", did you mean "scenario"'):
        json_schema("scenari")
