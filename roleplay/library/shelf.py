"""The files of all packs, listed anew each time and read again only when they have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from roleplay.domain.problem import Problem

from .files import Loaded, Stamp, id_line, load, stamp
from .forms import Form
from .packs import PackFiles, list_pack, packs_in, yaml_in


class Shelf:
    """Where packs and shared rubrics lie, and what has been read of them."""

    def __init__(
        self, roots: Sequence[Path], rubric_folders: Sequence[Path], packs: Sequence[Path]
    ) -> None:
        self._roots = tuple(Path(root) for root in roots)
        self._rubric_folders = tuple(_distinct(Path(folder) for folder in rubric_folders))
        self._single = tuple(Path(pack) for pack in packs)
        self._loaded: dict[tuple[Path, Form], tuple[Stamp | None, Loaded]] = {}
        self._ids: dict[Path, tuple[Stamp | None, str | None]] = {}

    def packs(self) -> list[PackFiles]:
        """Every pack, listed; a folder reached in two ways comes once."""
        homes = {folder: root for root in self._roots for folder in packs_in(root)}
        return [
            list_pack(folder, homes.get(folder, folder))
            for folder in _distinct([*homes, *self._single])
        ]

    def shared_rubrics(self) -> tuple[list[Path], list[Problem]]:
        """The rubrics that every pack may use, and what is wrong with their folders."""
        return yaml_in(self._rubric_folders)

    def index(self, form: Form) -> dict[str, list[Path]]:
        """Files by the id they give themselves, in the order of packs and names."""
        index: dict[str, list[Path]] = defaultdict(list)
        for path in self._paths(form):
            name = self._id(path, form)
            if name is not None:
                index[name].append(path)
        return dict(index)

    def load(self, path: Path, form: Form) -> Loaded:
        """What a file holds now."""
        now = stamp(path)
        kept = self._loaded.get((path, form))
        if kept is None or kept[0] != now or now is None:
            kept = self._loaded[path, form] = (now, load(path, form))
        return kept[1]

    def _paths(self, form: Form) -> list[Path]:
        packs = self.packs()
        if form == "scenario":
            return [path for files in packs for path in files.scenarios]
        own = [path for files in packs for path in files.rubrics]
        return _distinct([*self.shared_rubrics()[0], *own])

    def _id(self, path: Path, form: Form) -> str | None:
        """The id, which most files have on a line of its own that is quick to find."""
        now = stamp(path)
        kept = self._ids.get(path)
        if kept is None or kept[0] != now or now is None:
            name = id_line(path)
            if name is None:
                value = self.load(path, form).value
                name = value.id if value is not None else None
            kept = self._ids[path] = (now, name)
        return kept[1]


def _distinct(paths: Iterable[Path]) -> list[Path]:
    """Paths without those that are one of the others by another way."""
    kept: dict[Path, Path] = {}
    for path in paths:
        kept.setdefault(path.resolve(), path)
    return list(kept.values())
