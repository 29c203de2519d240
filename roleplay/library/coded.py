"""Files of coded moments: beside the packs, found by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from roleplay.domain.coded import Moments
from roleplay.domain.problem import BadFiles, BadInput, Problem
from roleplay.domain.rubric import Rubric

from .files import Loaded, load
from .names import unknown
from .packs import yaml_in


class CodedMoments:
    """The coded moments in some folders. Nothing is read before it is asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def ids(self) -> tuple[str, ...]:
        """Ids of the files without errors."""
        return tuple(each.value.id for each in self._files()[0] if each.value is not None)

    def moments(self, id: str) -> Moments:
        """The coded moments of that id.

        Raises:
            BadInput: There are none; the message names the nearest.
            BadFiles: A file has errors, and none without has that id.
        """
        files, problems = self._files()
        for each in files:
            if each.value is not None and each.value.id == id:
                found: Moments = each.value
                return found
        problems += [problem for each in files if each.value is None for problem in each.problems]
        if problems:
            raise BadFiles(tuple(problems))
        raise BadInput(unknown("moments", id, self.ids()))

    def problems(self, rubric: Callable[[str], Rubric]) -> Iterator[Problem]:
        """Everything wrong in the files, what they name in a rubric included.

        Args:
            rubric: finds a rubric by its id; raises `BadInput` for none, or a broken one.
        """
        files, problems = self._files()
        yield from problems
        known: dict[str, Path] = {}
        for each in files:
            yield from each.problems
            if each.value is None:
                continue
            if each.value.id in known:
                message = f'others are called "{each.value.id}" too: {known[each.value.id]}'
                yield each.problem("id", "duplicate-id", message)
            known[each.value.id] = each.path
            yield from _references(each, each.value, rubric)

    def _files(self) -> tuple[list[Loaded], list[Problem]]:
        paths, problems = yaml_in(self._folders)
        return [load(path, "moments") for path in paths], problems


def _references(
    loaded: Loaded, coded: Moments, rubric: Callable[[str], Rubric]
) -> Iterator[Problem]:
    try:
        known = [criterion.id for criterion in rubric(coded.rubric).criteria]
    except BadFiles:
        return
    except BadInput as error:
        yield loaded.problem("rubric", "unknown-id", str(error))
        return
    for moment in coded.moments:
        if moment.criterion not in known:
            message = f"{moment.id}: {unknown('criterion', moment.criterion, known)}"
            yield loaded.problem("moments", "unknown-id", message)
