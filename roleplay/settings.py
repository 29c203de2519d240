"""Where things are and who is practising: read once, handed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from roleplay.domain.text import clean


@dataclass(frozen=True)
class Settings:
    """What the environment and the command line say."""

    home: Path
    """The data folder: the database, the home snapshot, the user's own packs."""
    seller: str
    """Who practises; the name that history is kept under."""
    scenario_roots: tuple[Path, ...]
    """Folders that hold packs: the shipped one, the user's own, then each ``--packs``."""
    rubric_folders: tuple[Path, ...]
    """Folders of rubrics that every pack may use."""

    @property
    def database(self) -> Path:
        """The embedded database's file."""
        return self.home / "roleplay.sqlite"

    @property
    def snapshot(self) -> Path:
        """What Home shows before anything is opened."""
        return self.home / "home.json"


def read(
    environ: Mapping[str, str] = os.environ, packs: Sequence[Path] = (), user: str | None = None
) -> Settings:
    """The settings that ``environ`` and the ``--packs`` folders make.

    `ROLEPLAY_HOME` names the data folder; without it the platform's own place is used.
    """
    home = environ.get("ROLEPLAY_HOME")
    if not home:
        from platformdirs import user_data_dir

        home = user_data_dir("roleplay", appauthor=False)
    folder = Path(os.path.expanduser(home))
    content = _shipped()
    return Settings(
        home=folder,
        seller=clean(user or environ.get("USER") or environ.get("USERNAME") or "") or "me",
        scenario_roots=(content / "scenarios", folder / "packs", *packs),
        rubric_folders=(content / "rubrics",),
    )


def _shipped() -> Path:
    """The folder of the shipped content: inside an installed package, above it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent
