"""A pack that is right, and copies of it with something wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


def sample(form: str) -> str:
    """The text of a file that has nothing wrong with it."""
    return (DATA / f"valid_{form}.yaml").read_text(encoding="utf-8")


def changed(form: str, old: str, new: str) -> str:
    """That text with one thing changed."""
    text = sample(form)
    assert text.count(old) >= 1, f"the sample does not have {old!r}"
    return text.replace(old, new, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the pack ``harbour``, and ``shared`` rubrics beside it."""
    pack = tmp_path / "packs" / "harbour"
    pack.mkdir(parents=True)
    (pack / "strategy.yaml").write_text(sample("strategy"), encoding="utf-8")
    (pack / "leakage.yaml").write_text(sample("scenario"), encoding="utf-8")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "value.yaml").write_text(sample("rubric"), encoding="utf-8")
    return tmp_path
