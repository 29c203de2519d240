"""A model set up from the app: what is written into the file of preferences, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import model_setup, preferences
from roleplay.practice.workspace import Workspace
from roleplay.settings import preferences as written
from tests.practice.examples import Clock, settings

ADDRESS = "http://127.0.0.1:11434/v1"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(settings(tmp_path / "home"), Clock()) as opened:
        yield opened


def test_what_is_set_stands_in_the_file_and_holds_at_once(workspace: Workspace) -> None:
    file = workspace.settings.file
    file.parent.mkdir(parents=True)
    file.write_text('# mine\nname = "Ana"  # so\n\n[model]\n# the big one\njudge = "big"\n')
    model_setup.change(workspace, "base_url", f" {ADDRESS}/ ")
    model_setup.change(workspace, "tokens_per_call", "50,000")
    model_setup.change(workspace, "coach", "off")
    found = model_setup.change(workspace, "model", "small")
    assert found is workspace.settings
    assert found.model.models == {"buyer": "small", "judge": "big"}
    assert found.model.base_url == ADDRESS
    assert found.model.tokens_per_call == 50_000
    text = file.read_text()
    assert "# mine" in text
    assert "# the big one" in text
    assert written(file)[1] == ()
    model_setup.change(workspace, "judge", "")
    assert "judge" not in file.read_text()


def test_a_new_file_gets_a_table(workspace: Workspace) -> None:
    model_setup.change(workspace, "model", "small")
    preferences.change(workspace, theme="light")
    found, complaints = written(workspace.settings.file)
    assert complaints == ()
    assert (found.model.model, found.theme) == ("small", "light")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("base_url", "127.0.0.1:11434", "allowed: an address such as"),
        ("base_url", "http://me:canary@host/v1", "with no key in it"),
        ("base_url", "http://hf-canary-0123456789:x@host/v1", "key"),
        ("base_url", "http://host/key-canary-0123456789/v1", "looks like a key"),
        ("tokens_per_day", "many", "allowed: a whole number from 0"),
        ("total_seconds", "0", "allowed: a whole number from 1"),
        ("listener_seconds", "0", "allowed: a number from 0.1 to 30"),
        ("listener_seconds", "1.5s", "allowed: a number from 0.1 to 30"),
        ("listener_seconds", "nan", "allowed: a number from 0.1 to 30"),
        ("model", "sk-canary-0123456789abcdef", "looks like a key"),
        ("base_url", "https://sk-canary-0123456789abcdef@host/v1", "looks like a key"),
    ],
)
def test_what_is_not_allowed_changes_nothing(
    workspace: Workspace, name: str, value: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        model_setup.change(workspace, name, value)
    assert "canary" not in str(refused.value)
    assert not workspace.settings.file.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base_url", "https://api-management-prod2.azure-api.net/v1"),
        ("base_url", "http://key-service-cluster-1:8080/v1"),
        ("base_url", "https://llm-api-gateway-prod.example.com"),
        ("model", "hf-internal-testing-model"),
        ("model", "gpt-4o-api-preview-2024-12"),
    ],
)
def test_a_name_that_only_looks_like_a_key_is_taken(
    workspace: Workspace, name: str, value: str
) -> None:
    found = model_setup.change(workspace, name, value)
    assert getattr(found.model, name) == value
    assert found.complaints == ()


def test_a_listeners_time_may_be_a_part_of_a_second(workspace: Workspace) -> None:
    assert workspace.settings.model.listener_seconds == 1.5
    for typed, seconds in (("0.8", 0.8), ("2", 2.0)):
        found = model_setup.change(workspace, "listener_seconds", typed)
        assert found.model.listener_seconds == seconds
        assert written(workspace.settings.file)[0].model.listener_seconds == seconds


@pytest.mark.parametrize(
    ("address", "environ", "told"),
    [
        (ADDRESS, {"OPENAI_API_KEY": "k"}, True),
        ("https://api.openai.com.example.org/v1", {"OPENAI_API_KEY": "k"}, True),
        ("https://api.openai.com/v1", {"OPENAI_API_KEY": "k"}, False),
        ("https://eu.api.openai.com/v1", {"OPENAI_API_KEY": "k"}, False),
        (ADDRESS, {"OPENAI_API_KEY": "k", "ROLEPLAY_LLM_API_KEY": "own"}, False),
        (ADDRESS, {"OPENAI_API_KEY": " "}, False),
        ("", {"OPENAI_API_KEY": "k"}, False),
    ],
)
def test_a_key_of_openais_is_told_where_it_goes_to_somebody_else(
    workspace: Workspace, address: str, environ: dict[str, str], told: bool
) -> None:
    where = {"ROLEPLAY_LLM_BASE_URL": address} if address else {}
    with_it = replace(workspace.settings, environ=environ | where)
    assert bool(model_setup.key_strays(with_it)) is told
    if told:
        assert model_setup.find_key(with_it).strays == model_setup.key_strays(with_it)


def test_what_the_environment_sets_is_not_changed_in_the_file(workspace: Workspace) -> None:
    environ = {"ROLEPLAY_LLM_MODEL": "small"}
    workspace.use(replace(workspace.settings, environ=environ))
    with pytest.raises(BadInput, match="ROLEPLAY_LLM_MODEL sets this"):
        model_setup.change(workspace, "model", "big")


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (ADDRESS, True),
        ("http://localhost/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://127.0.0.1.example.com/v1", False),
        ("https://api.openai.com/v1", False),
        ("http://192.168.0.7/v1", False),
    ],
)
def test_an_address_on_this_machine_is_known(address: str, here: bool) -> None:
    assert model_setup.is_here(address) is here
