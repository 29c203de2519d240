"""What the environment, the command line and the file of preferences say."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.settings import FILE, Preferences, preferences, read


def written(folder: Path, text: str) -> Path:
    file = folder / FILE
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    found = read({"ROLEPLAY_HOME": str(tmp_path), "USER": "sam"})
    assert found.preferences == Preferences()
    assert found.complaints == ()
    assert (found.seller, found.name, found.reduced_motion) == ("sam", "sam", False)


def test_the_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    written(
        tmp_path,
        'name = " Ana  Ruiz "\ntheme = "light"\nreduced_motion = true\n'
        'packs = ["mine"]\nkeep_months = 6\n[keys]\n"call.end" = "ctrl+e"\n',
    )
    found = read({"ROLEPLAY_HOME": str(tmp_path), "USER": "sam"}, packs=[Path("/given")])
    assert found.complaints == ()
    assert found.preferences == Preferences(
        "Ana Ruiz", "light", True, (tmp_path / "mine",), 6, {"call.end": "ctrl+e"}
    )
    # The name is for showing; the history stays where it is.
    assert (found.name, found.seller) == ("Ana Ruiz", "sam")
    assert found.scenario_roots[1:] == (tmp_path / "packs", tmp_path / "mine", Path("/given"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('theme = "pink"', 1, 'theme: \'pink\' is not allowed, allowed: "dark" or "light"'),
        ("\n\nname = 3", 3, "name: '3' is not allowed, allowed: your name in quotes"),
        ('name = "' + "x" * 61 + '"', 1, "at most 60 characters"),
        ('reduced_motion = "yes"', 1, "true or false"),
        ("keep_months = -1", 1, "a whole number from 0 (for ever) to 120"),
        ("keep_months = true", 1, "a whole number"),
        ("keep_months = 121", 1, "a whole number"),
        ("packs = 5", 1, "packs: '5' is not allowed"),
        ('packs = ["/nowhere/at/all"]', 1, "there is no such folder"),
        ("colour = 1", 1, "colour: is not known, allowed: name, theme"),
        ('# so\n[keys]\n"call.end" = 5', 3, "call.end: a key in quotes is allowed"),
        ("keys = 5", 1, "keys: '5' is not allowed"),
        ('theme = "dark', 1, "defaults are used until it is mended"),
        ('theme = "dark"\ntheme = "light"', 2, "Cannot overwrite a value"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_holds(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    found, complaints = preferences(written(tmp_path, text))
    assert len(complaints) == 1
    assert complaints[0].startswith(f"{tmp_path / FILE}:{line}")
    assert said in complaints[0]
    assert "\n" not in complaints[0]
    assert found.theme == "dark"


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\x00" * 10, b"x" * 200_001, b"[" * 5_000])
def test_a_file_that_is_none_is_one_line(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / FILE).write_bytes(raw)
    found, complaints = preferences(tmp_path / FILE)
    assert found == Preferences()
    assert len(complaints) == 1


def test_a_folder_in_its_place_is_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert "cannot be read" in preferences(tmp_path / FILE)[1][0]


def test_one_wrong_value_costs_nothing_else(tmp_path: Path) -> None:
    found, complaints = preferences(written(tmp_path, 'theme = 1\nname = "Ana"\nnonsense = 2\n'))
    assert (found.name, found.theme) == ("Ana", "dark")
    assert len(complaints) == 2


@pytest.mark.parametrize(
    ("environ", "still"),
    [
        ({}, False),
        ({"NO_MOTION": ""}, False),
        ({"NO_MOTION": "1"}, True),
        ({"TEXTUAL_ANIMATIONS": "none"}, True),
        ({"TEXTUAL_ANIMATIONS": "FULL"}, False),
    ],
)
def test_the_environment_can_ask_for_stillness(
    tmp_path: Path, environ: dict[str, str], still: bool
) -> None:
    written(tmp_path, "reduced_motion = false\n")
    assert read({"ROLEPLAY_HOME": str(tmp_path), **environ}).reduced_motion is still


def test_read_anew_it_keeps_what_the_command_line_said(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    written(tmp_path, 'packs = ["one"]')
    first = read({"ROLEPLAY_HOME": str(tmp_path)}, packs=[Path("/given")])
    written(tmp_path, 'packs = ["two"]')
    then = first.reread()
    assert then.scenario_roots == (
        *first.scenario_roots[:2],
        tmp_path / "two",
        Path("/given"),
    )


def test_the_sample_is_another_folder_and_another_person_with_the_same_file(tmp_path: Path) -> None:
    written(tmp_path, 'name = "Ana"\ntheme = "light"')
    own = read({"ROLEPLAY_HOME": str(tmp_path), "USER": "sam"})
    sample = own.for_sample()
    assert sample.home == tmp_path / "sample"
    assert sample.seller not in ("sam", "Ana")
    assert sample.name == sample.seller
    assert sample.file == own.file
    assert sample.reread().preferences.theme == "light"


# A model


KEY = "sk-canary-0123456789abcdef"


def test_a_model_is_set_in_the_file(tmp_path: Path) -> None:
    written(
        tmp_path,
        '[model]\nbase_url = "http://127.0.0.1:11434/v1/"\nmodel = " small "\njudge = "big"\n'
        'coach = "off"\nembeddings = "e5"\ntokens_per_call = 5000\ntokens_per_day = 0\n'
        "first_token_seconds = 5\ntotal_seconds = 20\n",
    )
    found = read({"ROLEPLAY_HOME": str(tmp_path)})
    assert found.complaints == ()
    model = found.model
    assert (model.base_url, model.embeddings) == ("http://127.0.0.1:11434/v1", "e5")
    # The listener's costs a second a turn: it has none unless it is named.
    assert model.models == {"buyer": "small", "judge": "big"}
    assert (model.tokens_per_call, model.tokens_per_day) == (5000, 0)
    assert (model.first_token_seconds, model.total_seconds) == (5, 20)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    written(tmp_path, '[model]\nbase_url = "http://file/v1"\nmodel = "small"\njudge = "big"\n')
    found = read(
        {
            "ROLEPLAY_HOME": str(tmp_path),
            "ROLEPLAY_LLM_BASE_URL": "https://env/v1",
            "ROLEPLAY_LLM_MODEL_JUDGE": "bigger",
            "ROLEPLAY_LLM_LISTENER": "quick",
            "ROLEPLAY_LLM_MODEL": " ",
        }
    )
    assert found.model.base_url == "https://env/v1"
    assert found.model.models == {
        "buyer": "small",
        "listener": "quick",
        "judge": "bigger",
        "coach": "small",
    }
    assert found.preferences.model.judge == "big"
    assert found.model_variables["judge"] == "ROLEPLAY_LLM_MODEL_JUDGE"
    assert set(found.model_variables) == {"base_url", "judge", "listener"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('base_url = "127.0.0.1:11434"', "allowed: an address such as"),
        ('base_url = "ftp://host/v1"', "allowed: an address such as"),
        ('base_url = "http://host:99999/v1"', "allowed: an address such as"),
        ("model = 3", "allowed: a model's name in quotes"),
        ("tokens_per_call = -1", "allowed: a whole number from 0"),
        ("tokens_per_day = true", "allowed: a whole number from 0"),
        ("total_seconds = 0", "allowed: a whole number from 1 to 600"),
        ('modle = "x"', "is not known, allowed: base_url, model"),
    ],
)
def test_what_is_wrong_about_a_model_is_told_with_its_line(
    tmp_path: Path, line: str, said: str
) -> None:
    found, (complaint,) = preferences(written(tmp_path, f'[model]\njudge = "big"\n{line}\n'))
    assert complaint.startswith(f"{tmp_path / FILE}:3 ")
    assert said in complaint
    assert found.model.judge == "big"


@pytest.mark.parametrize(
    "text",
    [
        f'\n[model]\napi_key = "{KEY}"',
        '\n[model]\nkey = "short"',
        f'\n[model]\nmodel = "{KEY}"',
        f'\n\napi_key = "{KEY}"',
        f'\n\ntheme = "{KEY}"',
        f'\n[model]\nbase_url = "https://user:{KEY}@host/v1"',
        '\n[model]\nbase_url = "https://user:short@host/v1"',
        f'\n[model]\nbase_url = "https://host/v1?key={KEY}"',
    ],
)
def test_a_key_in_the_file_is_refused_with_its_line_and_never_shown(
    tmp_path: Path, text: str
) -> None:
    found, (complaint,) = preferences(written(tmp_path, text))
    assert complaint.startswith(f"{tmp_path / FILE}:3 ")
    assert "canary" not in complaint
    assert "short" not in complaint
    assert found == Preferences()


def test_a_key_in_the_environment_is_shown_by_nothing(tmp_path: Path) -> None:
    found = read(
        {
            "ROLEPLAY_HOME": str(tmp_path),
            "ROLEPLAY_LLM_API_KEY": KEY,
            "ROLEPLAY_LLM_BASE_URL": f"https://{KEY}@host/v1",
        }
    )
    assert "canary" not in repr(found)
    assert "canary" not in repr(found.for_sample())
    (complaint,) = found.complaints
    assert "canary" not in complaint
    assert complaint.startswith("ROLEPLAY_LLM_BASE_URL: is not allowed")
    assert found.model.base_url == ""
