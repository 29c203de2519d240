"""What is written is read back as it was, whatever stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.scenario import Scenario
from roleplay.library import load_scenario, new_scenario_from
from roleplay.library.writing import WIDTH, scenario_as_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted(p for p in ROOT.glob("scenarios/*/*.yaml") if p.name != "strategy.yaml")
SAMPLE = Path(__file__).parent / "data" / "valid_scenario.yaml"


def again(scenario: Scenario, folder: Path) -> Scenario:
    return load_scenario(new_scenario_from(scenario, {}, folder))


@pytest.mark.parametrize("file", [*FILES, SAMPLE], ids=lambda file: file.stem)
def test_every_call(tmp_path: Path, file: Path) -> None:
    written = load_scenario(file)
    assert again(written, tmp_path) == written


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "~",
        "yes",
        "12",
        "1e9",
        "# no comment",
        "a: b",
        "a #b",
        'it\'s "so" \\ and so',
        "- dash",
        "[1, {2}]",
        "*alias &anchor !tag %x @y `z`",
        "two  blanks " + "and a long line " * 12,
        "one long line of plain words that is to be folded where it is wider than a page is " * 3,
        "mark: # and more words so that it has to be folded somewhere in its long middle part, yes "
        * 2,
        "-> starts oddly and goes on for so long that it must be put on more lines than one, yes",
        "Ünïcödé – “quoted” and an emoji 🥐",
        "a\nnew line",
    ],
)
def test_any_words(tmp_path: Path, text: str) -> None:
    call = load_scenario(SAMPLE)
    text = text.strip()
    changed = call.model_copy(
        update={
            "brief": text,
            "title": text,
            "buyer": call.buyer.model_copy(update={"opener": text, "role": text}),
            "knows": tuple(
                k.model_copy(update={"say": (text, "x"), "listen_for": (text,)}) for k in call.knows
            ),
        }
    )
    assert again(changed, tmp_path / "one") == changed


def test_comments_stand_above_what_they_are_about(tmp_path: Path) -> None:
    call = load_scenario(SAMPLE)
    need = call.needs[0].id
    text = scenario_as_yaml(
        call,
        {
            ("id",): ["first", "second"],
            ("needs", need, "listen_for", "end"): ["  - maybe:\n this"],
        },
    )
    assert text.startswith("# first\n# second\nid: ")
    assert "\n      # - maybe: this\n" in text
    assert max(len(line) for line in text.splitlines() if ">-" not in line) >= WIDTH // 2
