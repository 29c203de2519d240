"""All packs: what is in them, by id, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from roleplay.domain.problem import BadFiles, BadInput, Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .coded import CodedMoments
from .files import RUBRIC_FOLDER, Loaded, form_of
from .forms import Form
from .names import unknown
from .packs import Pack, PackFiles, is_pack
from .shelf import Shelf


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
        moment_folders: Sequence[Path] = (),
    ) -> None:
        """A library of the packs in ``roots`` and of single ``packs``.

        Args:
            roots: Folders that hold packs. One that does not exist holds none.
            rubric_folders: Folders of rubrics that every pack may use.
            packs: Folders that are packs themselves.
            moment_folders: Folders of coded moments.
        """
        self._shelf = Shelf(roots, rubric_folders, packs)
        self.coded = CodedMoments(moment_folders)
        """The coded moments."""
        self._only: tuple[Path, ...] | None = None

    @classmethod
    def at(
        cls,
        paths: Sequence[Path],
        rubric_folders: Sequence[Path] = (),
        *,
        roots: Sequence[Path] = (),
    ) -> Library:
        """The library that ``paths`` speak of: files, packs, or folders of packs or rubrics.

        A file is looked at with its pack around it, and all of it with the packs in ``roots``;
        `problems` and `scenario_ids` are only about what was named.

        Raises:
            BadInput: A path does not exist.
        """
        beside = [*roots]
        packs: list[Path] = []
        rubrics = [*rubric_folders]
        moments: list[Path] = []
        for path in paths:
            if not path.exists():
                raise BadInput(f"{path}: there is no such file or folder")
            folder = path if path.is_dir() else path.parent
            if _are("moments", [path] if path.is_file() else folder.glob("*.yaml")):
                moments.append(folder)
                continue
            of_rubrics = Path(os.path.abspath(folder)).name == RUBRIC_FOLDER
            if of_rubrics and is_pack(folder / ".."):
                packs.append(folder.parent if folder.name == RUBRIC_FOLDER else folder / "..")
            elif of_rubrics or _are("rubric", [path] if path.is_file() else folder.glob("*.yaml")):
                rubrics.append(folder)
            elif is_pack(folder):
                packs.append(folder)
            else:
                beside.append(folder)
        library = cls(beside, rubrics, packs=packs, moment_folders=moments)
        library._only = tuple(Path(os.path.abspath(path)) for path in paths)
        return library

    def packs(self) -> tuple[Pack, ...]:
        """Every pack with all that is in it."""
        rubrics = self._shelf.index("rubric")
        return tuple(self._pack(files, rubrics) for files in self._shelf.packs())

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
        having = [f for f in self._shelf.packs() if f.strategy is not None]
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

    def file_of(self, scenario_id: str) -> Path:
        """The file that a scenario stands in.

        Raises:
            BadInput: There is none; the message names the nearest.
            BadFiles: Two files have that id.
        """
        return self._path("scenario", scenario_id)

    def files(self) -> dict[str, Path]:
        """The file of each scenario whose id no other one has: for many, `file_of` in one go."""
        index = self._shelf.index("scenario")
        return {name: paths[0] for name, paths in index.items() if len(paths) == 1}

    def scenario_ids(self) -> tuple[str, ...]:
        """Ids of all scenarios, those with errors included if their id can be read."""
        index = self._shelf.index("scenario")
        return tuple(
            name
            for name, paths in index.items()
            if any(_is_meant(path, self._only) for path in paths)
        )

    def rubric_ids(self) -> tuple[str, ...]:
        """Ids of all rubrics, those with errors included if their id can be read."""
        return tuple(self._shelf.index("rubric"))

    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong in all packs and shared rubrics, references between files included."""
        packs = self._shelf.packs()
        shared, found = self._shelf.shared_rubrics()
        rubrics = self._shelf.index("rubric")
        for path in shared:
            found += self._shelf.load(path, "rubric").problems
        for files in packs:
            found += self._pack_problems(files, rubrics)
        found += _same_pack(packs)
        found += self.coded.problems(self.rubric)
        for form in ("scenario", "rubric"):
            for name, paths in self._shelf.index(form).items():
                found += self._same_id(form, name, paths)
        return tuple(
            dict.fromkeys(problem for problem in found if _is_meant(problem.file, self._only))
        )

    # Looking up

    def _one(self, form: Form, id: str) -> Loaded:
        loaded = self._shelf.load(self._path(form, id), form)
        if loaded.value is None:
            raise BadFiles(loaded.problems)
        return loaded

    def _path(self, form: Form, id: str) -> Path:
        index = self._shelf.index(form)
        paths = index.get(id)
        if paths is None:
            raise BadInput(unknown(form, id, index))
        if len(paths) > 1:
            raise BadFiles(tuple(self._same_id(form, id, paths)))
        return paths[0]

    def _files_of(self, scenario_id: str) -> PackFiles:
        path = self._path("scenario", scenario_id)
        return next(files for files in self._shelf.packs() if path in files.scenarios)

    def _strategy_in(self, files: PackFiles) -> Strategy:
        assert files.strategy is not None
        loaded = self._shelf.load(files.strategy, "strategy")
        if loaded.value is None:
            raise BadFiles(loaded.problems)
        value: Strategy = loaded.value
        return value if value.id is not None else value.model_copy(update={"id": files.id})

    # What is wrong

    def _pack(self, files: PackFiles, rubrics: Iterable[str]) -> Pack:
        def values(paths: Iterable[Path], form: Form) -> tuple[Any, ...]:
            loaded = (self._shelf.load(path, form).value for path in paths)
            return tuple(value for value in loaded if value is not None)

        strategy = files.strategy
        sound = strategy is not None and self._shelf.load(strategy, "strategy").value is not None
        return Pack(
            id=files.id,
            folder=files.folder,
            strategy=self._strategy_in(files) if sound else None,
            scenarios=values(files.scenarios, "scenario"),
            rubrics=values(files.rubrics, "rubric"),
            problems=tuple(self._pack_problems(files, rubrics)),
        )

    def _pack_problems(self, files: PackFiles, rubrics: Iterable[str]) -> list[Problem]:
        found = list(files.problems)
        strategy: Strategy | None = None
        if files.strategy is not None:
            loaded = self._shelf.load(files.strategy, "strategy")
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
            found += self._shelf.load(path, "rubric").problems
        for path in files.scenarios:
            loaded = self._shelf.load(path, "scenario")
            found += loaded.problems
            if loaded.value is not None:
                found += _references(loaded, loaded.value, rubrics, files, strategy)
        return found

    def _same_id(self, form: Form, id: str, paths: Sequence[Path]) -> Iterator[Problem]:
        if len(paths) < 2:
            return
        for path in paths:
            others = ", ".join(str(other) for other in paths if other != path)
            yield self._shelf.load(path, form).problem(
                "id", "duplicate-id", f'another {form} is called "{id}" too: {others}'
            )


def _is_meant(file: str | Path, only: Sequence[Path] | None) -> bool:
    """True unless paths were named and ``file`` lies in none of them."""
    if only is None:
        return True
    path = Path(os.path.abspath(file))
    return any(path.is_relative_to(named) for named in only)


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


def _are(form: Form, paths: Iterable[Path]) -> bool:
    """True if there are files and each has that form."""
    return {form_of(path) for path in paths} == {form}


def _same_pack(packs: Sequence[PackFiles]) -> Iterator[Problem]:
    for files in packs:
        others = [str(o.folder) for o in packs if o.id == files.id and o.folder != files.folder]
        if others:
            yield Problem(
                file=str(files.folder),
                code="duplicate-id",
                message=f'another pack is called "{files.id}" too: {", ".join(others)}',
            )
