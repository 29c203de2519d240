"""The app from the shell."""

from __future__ import annotations

from typing import Any

import pytest

from roleplay import cli
from roleplay.cli import opening


@pytest.mark.parametrize(("given", "sample"), [(["--sample"], True), (["--packs", "."], False)])
def test_the_app_is_opened_on_what_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, given: list[str], sample: bool
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(opening, "open_app", lambda packs, **rest: asked.append(rest) or 0)
    assert cli.main(given) == 0
    assert asked == [{"sample": sample}]


def test_the_sample_goes_with_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--sample", "history"])
    assert ended.value.code == 2
    assert "goes without history" in capsys.readouterr().err
