"""All packs: what is in them, by id, and what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from roleplay.domain.problem import BadFiles, BadInput, Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .files import Loaded, Stamp, form_of, id_line, load, stamp
from .forms import Form
from .names import unknown
from .packs import Pack, PackFiles, is_pack, list_pack, packs_in, shared_rubrics


class Library:
    """Scenarios, rubrics and strategies of all packs, found by id.

    Nothing is read before it is asked for; a file is read again when it has changed. One broken
    file never hides the others.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        rubric_folders: Sequence[Path] = (),
        *,
        packs: Sequence[Path] = (),
    ) -> None:
        """A library of the packs in ``roots`` and of single ``packs``.

        Args:
            roots: Folders that hold packs. One that does not exist holds none.
            rubric_folders: Folders of rubrics that every pack may use.
            packs: Folders that are packs themselves.
        """
        self._roots = _distinct(roots)
        self._rubric_folders = _distinct(rubric_folders)
        self._single = _distinct(packs)
        self._only: frozenset[Path] | None = None
        self._loaded: dict[tuple[Path, Form], tuple[Stamp | None, Loaded]] = {}
        self._ids: dict[Path, tuple[Stamp | None, str | None]] = {}

    @classmethod
    def at(cls, paths: Sequence[Path], rubric_folders: Sequence[Path] = ()) -> Library:
        """The library that ``paths`` speak of: files, packs, or folders of packs or rubrics.

        Files are looked up with the whole pack around them; `problems` and `scenario_ids` are
        only about the files that were named.

        Raises:
            BadInput: A path does not exist.
        """
        roots: list[Path] = []
        packs: list[Path] = []
        rubrics: list[Path] = list(rubric_folders)
        only: set[Path] = set()
        for path in paths:
            if not path.exists():
                raise BadInput(f"{path}: there is no such file or folder")
            if path.is_file():
                folder = path.absolute().parent
                form = form_of(path)
                if form == "rubric" and not is_pack(folder.parent):
                    rubrics.append(folder)
                else:
                    packs.append(folder.parent if form == "rubric" else folder)
                only.add(path.resolve())
            elif path.absolute().name == "rubrics" and not is_pack(path):
                rubrics.append(path)
            elif is_pack(path):
                packs.append(path)
            else:
                roots.append(path)
        library = cls(roots, rubrics, packs=packs)
        if only:
            library._only = frozenset(only)
        return library

    def packs(self) -> tuple[Pack, ...]:
        """Every pack with all that is in it."""
        return tuple(self._pack(files) for files in self._pack_files())

    def scenario(self, id: str) -> Scenario:
        """The scenario of that id.

        Raises:
            BadInput: There is none; the message names the nearest.
            BadFiles: Its file has errors, or two files have that id.
        """
        value: Scenario = self._one("scenario", id).value
        return value

    def rubric(self, id: str) -> Rubric:
        """The rubric of that id; raises as `scenario` does."""
        value: Rubric = self._one("rubric", id).value
        return value

    def strategy(self, id: str) -> Strategy:
        """The strategy of the pack of that id; raises as `scenario` does."""
        having = [f for f in self._pack_files() if f.strategy is not None]
        found = [files for files in having if files.id == id]
        if not found:
            raise BadInput(unknown("strategy", id, [files.id for files in having]))
        if len(found) > 1:
            raise BadFiles(tuple(_same_pack(found)))
        return self._strategy_in(found[0])

    def strategy_of(self, scenario_id: str) -> Strategy | None:
        """The strategy that a scenario's pack has; None if it has none."""
        files = self._files_of(scenario_id)
        return None if files.strategy is None else self._strategy_in(files)

    def pack_of(self, scenario_id: str) -> str:
        """The id of the pack that a scenario is in."""
        return self._files_of(scenario_id).id

    def path_of(self, scenario_id: str) -> Path:
        """The file that a scenario is written in."""
        return self._path("scenario", scenario_id)

    def scenario_ids(self) -> tuple[str, ...]:
        """Ids of all scenarios, those with errors included if their id can be read."""
        return tuple(self._index("scenario", self._only))

    def rubric_ids(self) -> tuple[str, ...]:
        """Ids of all rubrics, those with errors included if their id can be read."""
        return tuple(self._index("rubric"))

    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong in all packs and shared rubrics, references between files included."""
        packs = self._pack_files()
        shared, found = shared_rubrics(self._rubric_folders)
        for path in shared:
            found += self._load(path, "rubric").problems
        for files in packs:
            found += self._pack_problems(files)
        found += _same_pack(packs)
        for form in ("scenario", "rubric"):
            for name, paths in self._index(form).items():
                found += self._same_id(form, name, paths)
        if self._only is not None:
            found = [p for p in found if Path(p.file).resolve() in self._only]
        return tuple(dict.fromkeys(found))

    # Looking up

    def _one(self, form: Form, id: str) -> Loaded:
        loaded = self._load(self._path(form, id), form)
        if loaded.value is None:
            raise BadFiles(loaded.problems)
        return loaded

    def _path(self, form: Form, id: str) -> Path:
        index = self._index(form)
        paths = index.get(id)
        if paths is None:
            raise BadInput(unknown(form, id, index))
        if len(paths) > 1:
            raise BadFiles(tuple(self._same_id(form, id, paths)))
        return paths[0]

    def _files_of(self, scenario_id: str) -> PackFiles:
        path = self._path("scenario", scenario_id)
        return next(files for files in self._pack_files() if path in files.scenarios)

    def _strategy_in(self, files: PackFiles) -> Strategy:
        assert files.strategy is not None
        loaded = self._load(files.strategy, "strategy")
        if loaded.value is None:
            raise BadFiles(loaded.problems)
        value: Strategy = loaded.value
        return value if value.id is not None else value.model_copy(update={"id": files.id})

    def _index(self, form: Form, only: frozenset[Path] | None = None) -> dict[str, list[Path]]:
        """Files by the id they give themselves, in the order of packs and names."""
        index: dict[str, list[Path]] = defaultdict(list)
        for path in self._paths(form):
            if only is not None and path.resolve() not in only:
                continue
            name = self._id(path, form)
            if name is not None:
                index[name].append(path)
        return dict(index)

    def _paths(self, form: Form) -> Iterator[Path]:
        if form == "rubric":
            yield from shared_rubrics(self._rubric_folders)[0]
        for files in self._pack_files():
            yield from files.rubrics if form == "rubric" else files.scenarios

    def _id(self, path: Path, form: Form) -> str | None:
        now = stamp(path)
        kept = self._ids.get(path)
        if kept is None or kept[0] != now or now is None:
            name = id_line(path)
            if name is None:
                value = self._load(path, form).value
                name = value.id if value is not None else None
            kept = self._ids[path] = (now, name)
        return kept[1]

    def _load(self, path: Path, form: Form) -> Loaded:
        now = stamp(path)
        kept = self._loaded.get((path, form))
        if kept is None or kept[0] != now or now is None:
            kept = self._loaded[path, form] = (now, load(path, form))
        return kept[1]

    def _pack_files(self) -> list[PackFiles]:
        folders = [folder for root in self._roots for folder in packs_in(root)]
        return [list_pack(folder, root) for folder, root in folders] + [
            list_pack(folder, folder) for folder in self._single
        ]

    # What is wrong

    def _pack(self, files: PackFiles) -> Pack:
        def values(paths: Iterable[Path], form: Form) -> tuple[Any, ...]:
            loaded = (self._load(path, form).value for path in paths)
            return tuple(value for value in loaded if value is not None)

        strategy = None
        if files.strategy is not None and self._load(files.strategy, "strategy").value is not None:
            strategy = self._strategy_in(files)
        return Pack(
            id=files.id,
            folder=files.folder,
            strategy=strategy,
            scenarios=values(files.scenarios, "scenario"),
            rubrics=values(files.rubrics, "rubric"),
            problems=tuple(self._pack_problems(files)),
        )

    def _pack_problems(self, files: PackFiles) -> list[Problem]:
        found = list(files.problems)
        strategy: Strategy | None = None
        if files.strategy is not None:
            loaded = self._load(files.strategy, "strategy")
            found += loaded.problems
            strategy = loaded.value
            if strategy is not None and strategy.id not in (None, files.id):
                found.append(
                    loaded.problem(
                        "id",
                        "wrong-value",
                        f'"{strategy.id}" is not the name of the pack, allowed: {files.id},'
                        " or leave it out",
                    )
                )
        for path in files.rubrics:
            found += self._load(path, "rubric").problems
        rubrics = self._index("rubric")
        for path in files.scenarios:
            loaded = self._load(path, "scenario")
            found += loaded.problems
            if loaded.value is not None:
                found += _references(loaded, loaded.value, rubrics, files, strategy)
        return found

    def _same_id(self, form: Form, id: str, paths: Sequence[Path]) -> Iterator[Problem]:
        if len(paths) < 2:
            return
        for path in paths:
            others = ", ".join(str(other) for other in paths if other != path)
            yield self._load(path, form).problem(
                "id", "duplicate-id", f'another {form} is called "{id}" too: {others}'
            )


def _references(
    loaded: Loaded,
    scenario: Scenario,
    rubrics: Iterable[str],
    files: PackFiles,
    strategy: Strategy | None,
) -> Iterator[Problem]:
    """What a scenario names in other files, and is not there."""
    if scenario.rubric not in rubrics:
        yield loaded.problem("rubric", "unknown-id", unknown("rubric", scenario.rubric, rubrics))
    if scenario.offering is None:
        return
    if files.strategy is None:
        message = f"this pack has no strategy.yaml that could have {scenario.offering}"
        yield loaded.problem("offering", "unknown-id", message)
    elif strategy is not None and strategy.offering(scenario.offering) is None:
        known = [offering.id for offering in strategy.offerings]
        message = unknown("offering", scenario.offering, known)
        yield loaded.problem("offering", "unknown-id", message)


def _same_pack(packs: Sequence[PackFiles]) -> Iterator[Problem]:
    for files in packs:
        others = [str(o.folder) for o in packs if o.id == files.id and o.folder != files.folder]
        if others:
            yield Problem(
                file=str(files.folder),
                code="duplicate-id",
                message=f'another pack is called "{files.id}" too: {", ".join(others)}',
            )


def _distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Folders without those that are another one under a different name."""
    return tuple(
        {Path(folder).resolve(): Path(folder) for folder in reversed([*folders])}.values()
    )[::-1]
