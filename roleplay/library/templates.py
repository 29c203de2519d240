"""Commented starting files that pass `check`, for people who write calls by hand."""

from __future__ import annotations

from pathlib import Path
from string import Template

from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.scenario import Scenario

from .files import RUBRIC_FOLDER, STRATEGY_FILE, id_line, load
from .names import shown
from .packs import is_id, is_pack
from .plainly import ID_WORDS
from .schemas import schema_line, write_schemas
from .writing import Comments, scenario_as_yaml

_TEMPLATES = Path(__file__).parent / "templates"


def new_pack(name: str, folder: Path) -> Path:
    """Makes ``folder/name`` with a strategy, a first call and the forms' schemas for editors.

    Returns the new folder.

    Raises:
        BadInput: The name is no id, or something of that name is there already.
        Broken: It cannot be written.
    """
    pack = folder / _checked(name)
    first = f"{name[:53].rstrip('-_')}-first-call"
    try:
        pack.mkdir(parents=True)
    except FileExistsError:
        raise BadInput(f"{pack}: there is one already, allowed: a new name") from None
    except OSError as error:
        raise _unwritable(pack, error) from error
    try:
        write_schemas(pack)
    except OSError as error:
        raise _unwritable(pack, error) from error
    _write(pack / STRATEGY_FILE, "strategy", name)
    new_scenario(first, pack)
    return pack


def new_scenario(name: str, folder: Path) -> Path:
    """Writes a first version of a call into the pack ``folder``; returns the file.

    Its ``offering`` is the first of the pack's strategy, if the pack has one. Raises as
    `new_pack` does, also when another call of the pack has that id.
    """
    name_free(name, folder)
    return _write(folder / f"{name}.yaml", "scenario", name, offering=_offering_line(folder))


def name_free(name: str, folder: Path) -> None:
    """Raises `BadInput` unless a new call in the pack ``folder`` may be called that."""
    _checked(name)
    if name == Path(STRATEGY_FILE).stem:
        raise BadInput(f"{folder / STRATEGY_FILE}: that is the strategy's name, allowed: another")
    _id_free(name, folder)


def new_scenario_from(scenario: Scenario, comments: Comments, folder: Path) -> Path:
    """Writes a call that is there already into the pack ``folder``; returns the file.

    ``comments`` stand above its fields. Raises as `new_scenario` does.
    """
    name_free(scenario.id, folder)
    text = scenario_as_yaml(scenario, comments)
    return _put(folder / f"{scenario.id}.yaml", "scenario", text)


def new_rubric(name: str, folder: Path) -> Path:
    """Writes a first version of a rubric into ``folder`` and returns the file.

    If ``folder`` is a pack, the rubric goes where the pack keeps its own. Raises as `new_pack`
    does, also when another rubric there has that id.
    """
    _checked(name)
    if is_pack(folder) and folder.name != RUBRIC_FOLDER:
        folder = folder / RUBRIC_FOLDER
    _id_free(name, folder)
    return _write(folder / f"{name}.yaml", "rubric", name)


def _checked(name: str) -> str:
    if not is_id(name):
        raise BadInput(f"{shown(name)} is no name, allowed: {ID_WORDS}")
    return name


def _id_free(name: str, folder: Path) -> None:
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == name or id_line(path) == name:
            raise BadInput(f'{path}: has the id "{name}" already, allowed: a new name')


def _offering_line(folder: Path) -> str:
    path = folder / STRATEGY_FILE
    strategy = load(path, "strategy").value if path.is_file() else None
    if strategy is None or not strategy.offerings:
        return "# offering: what is sold       # the id of an offering of this pack's strategy.yaml"
    return f"offering: {strategy.offerings[0].id}         # from this pack's strategy.yaml"


def _write(path: Path, form: str, name: str, **fields: str) -> Path:
    template = Template((_TEMPLATES / f"{form}.yaml").read_text(encoding="utf-8"))
    return _put(path, form, template.substitute(id=name, **fields))


def _put(path: Path, form: str, text: str) -> Path:
    """Writes a new file under the line that tells an editor its form."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(schema_line(path, form) + text)
    except FileExistsError:
        raise BadInput(f"{path}: there is one already, allowed: a new name") from None
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


def _unwritable(path: Path, error: OSError) -> Broken:
    return Broken(f"{path}: cannot be written: {(error.strerror or 'unknown error').lower()}")
