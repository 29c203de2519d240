"""The command, run in this process: what it prints, and its exit status."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roleplay.cli import main
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, PACKS, play, settings


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """Its one document."""
        document: dict[str, Any] = json.loads(self.out)
        assert document["schema"] == "roleplay/1"
        return document

    def failed(self, status: int) -> str:
        """The one line with which it failed."""
        assert self.status == status, (self.status, self.out, self.err)
        assert self.err.startswith("roleplay"), self.err
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        assert "Traceback" not in self.err
        assert "\x1b" not in self.err
        return self.err


Roleplay = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the command."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ROLEPLAY_HOME", str(folder))
    monkeypatch.setenv("USER", "sam")
    return folder


@pytest.fixture
def roleplay(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Roleplay:
    """Runs a command with our pack beside the shipped ones."""

    def run(*arguments: object, typed: bytes = b"", packs: Path | None = PACKS) -> Ran:
        given = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", given)
        command = [str(each) for each in arguments]
        if packs is not None:
            command += ["--packs", str(packs)]
        capsys.readouterr()
        try:
            status = main(command)
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def a_history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with one good call in it, to be copied; and the call."""
    folder = tmp_path_factory.mktemp("history") / "home"
    with Workspace(settings(folder)) as workspace:
        return folder, play(workspace)


@pytest.fixture
def call(a_history: tuple[Path, str], home: Path) -> str:
    """A call that was had, in the data folder of the command."""
    shutil.copytree(a_history[0], home)
    return a_history[1]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A good seller's lines in a file."""
    path = tmp_path / "seller.txt"
    path.write_text("\n".join(GOOD) + "\n")
    return path
