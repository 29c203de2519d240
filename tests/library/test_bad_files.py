"""Every mistake in ``data/bad_files.txt`` is told in exactly the words that stand there."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from roleplay.domain.problem import BadFiles
from roleplay.library import load_rubric, load_scenario, load_strategy
from roleplay.library.files import load
from roleplay.library.forms import Form

from .conftest import DATA, changed, sample


class Mistake(NamedTuple):
    form: Form
    old: str
    new: str
    told: list[str]


def mistakes() -> list[Mistake]:
    """A mistake is a form, ``- `` what the sample has, ``+ `` what stands there instead, and
    ``> `` a line for each problem, without the file's name."""
    found = []
    for block in (DATA / "bad_files.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        form, old, new, *told = block.split("\n")
        unescaped = (line[2:].replace("\\n", "\n") for line in (old, new))
        found.append(Mistake(form, *unescaped, [line[2:] for line in told]))  # type: ignore[arg-type]
    return found


def told(text: str, form: Form, folder: Path) -> list[str]:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in load(path, form).problems]


@pytest.mark.parametrize("form", ["scenario", "rubric", "strategy"])
def test_samples_have_nothing_wrong_with_them(form: Form, tmp_path: Path) -> None:
    assert told(sample(form), form, tmp_path) == []


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda m: f"{m.form}: {m.new[:40]!r}")
def test_mistake_is_told_in_plain_words(mistake: Mistake, tmp_path: Path) -> None:
    text = changed(mistake.form, mistake.old, mistake.new)
    assert told(text, mistake.form, tmp_path) == mistake.told


def test_there_are_enough_mistakes() -> None:
    assert len(mistakes()) >= 40


def test_all_errors_of_a_file_are_told_at_once_in_order(tmp_path: Path) -> None:
    text = changed("scenario", "trust: 35", "trust: 140")
    text = text.replace("difficulty: 3", "difficulty: hard").replace(
        "becomes: stated", "becomes: x"
    )
    fields = [line.split(": ")[0] for line in told(text, "scenario", tmp_path)]
    assert fields == [
        "5:13 difficulty",
        "18:18 buyer.start.trust",
        "33:134 needs[0].reveals[1].becomes",
        "47:162 variants[0].needs.leakage.reveals[0].becomes",
    ]


def test_errors_in_a_variant_are_told_even_when_the_call_itself_has_some(tmp_path: Path) -> None:
    text = changed("scenario", "difficulty: 3", "difficulty: 9")
    text = text.replace('{say: "Three percent overpaid."', "{says: x")
    assert [line.split()[1].rstrip(":") for line in told(text, "scenario", tmp_path)] == [
        "difficulty",
        "variants[0].needs.leakage.reveals[0].say",
        "variants[0].needs.leakage.reveals[0].says",
    ]


def test_a_warning_does_not_keep_a_file_from_being_used(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed("scenario", "becomes: quantified", "becomes: hinted"))
    loaded = load(path, "scenario")
    assert [problem.level for problem in loaded.problems] == ["warning"]
    assert load_scenario(path).id == "cfo-claims-leakage"


@pytest.mark.parametrize("loader", [load_scenario, load_rubric, load_strategy])
def test_loading_raises_every_error_with_its_file(loader, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "file.yaml"
    path.write_text("id: Bad Id\nnonsense: 1\n")
    with pytest.raises(BadFiles) as raised:
        loader(path)
    assert f'{path}:1:5 id: "Bad Id" is no id' in str(raised.value)
    assert f"{path}:2:1 nonsense: no such field" in str(raised.value)


def test_no_message_speaks_as_the_checker_does() -> None:
    every = "\n".join(line for mistake in mistakes() for line in mistake.told)
    for word in ("Input", "valid", "type=", "pydantic", "literal", " dict", "tuple", "str "):
        assert word not in every
