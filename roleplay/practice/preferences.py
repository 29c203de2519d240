"""How somebody likes the app, where their packs and calls lie, and how long calls are kept.

The file of preferences is written so that what somebody put into it by hand, comments included,
stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.text import clean
from roleplay.settings import NAME_MOST, Settings, preferences

from . import history
from .workspace import Workspace

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

    from roleplay.domain.history import CallRow

EVERYTHING = 1_000_000
"""More calls than anybody has."""
FOLDER_FILES = 20_000
"""Files of the data folder that are looked at for its size."""
LIST_OF_KEYS = "All there is: take away the # and write the key you want."
"""Stands over the list of keys in the file."""
_NEW = (
    "How you like roleplay. Change it by hand or in the app; your comments stay.",
    "Nothing secret belongs here.",
)


@dataclass(frozen=True)
class PackLine:
    """A pack in a folder of packs."""

    name: str
    contents: str
    """Such as ``3 calls, 2 rubrics``."""
    problems: tuple[str, ...]
    """What is wrong with it, a line each."""


@dataclass(frozen=True)
class PackFolder:
    """A folder that holds packs."""

    folder: Path
    whose: str
    """``shipped``, ``yours``, ``added`` (can be taken off the list) or ``named`` by --packs."""
    packs: tuple[PackLine, ...]


@dataclass(frozen=True)
class SettingsView:
    """What can be set, and what there is."""

    folders: tuple[PackFolder, ...]
    home: Path
    size: int
    """Bytes in the data folder."""
    calls: int
    """Calls that are kept of this person, unfinished ones included."""
    unfinished: int
    has_sample: bool
    file: Path


@dataclass(frozen=True)
class Action:
    """Something a key does, as the file lists it."""

    id: str
    keys: str
    does: str


def look(workspace: Workspace) -> SettingsView:
    """What can be set, and what there is.

    Raises:
        Broken: the history cannot be opened.
    """
    from roleplay.domain.history import Sought

    settings, store = workspace.settings, workspace.store
    return SettingsView(
        folders=_folders(workspace),
        home=settings.home,
        size=_size(settings.home),
        calls=store.count(Sought(seller=settings.seller)),
        unfinished=len(store.unfinished(settings.seller)),
        has_sample=settings.is_sample or settings.sample.is_dir(),
        file=settings.file,
    )


def change(workspace: Workspace, **values: Any) -> Settings:
    """Write preferences into the file, each under its name; None takes one out.

    Returns:
        The settings as they are now; the workspace has them too.

    Raises:
        BadInput: a name that is too long, or a file that has to be mended by hand first.
        Broken: the file cannot be written.
    """
    if isinstance(name := values.get("name"), str):
        values["name"] = " ".join(clean(name).split())
        if len(values["name"]) > NAME_MOST:
            raise BadInput(f"a name has at most {NAME_MOST} characters, this one {len(name)}")

    def put(document: TOMLDocument) -> None:
        for key, value in values.items():
            if value is None:
                document.pop(key, None)
            else:
                document[key] = value

    return _rewrite(workspace, put)


def change_table(workspace: Workspace, name: str, values: Mapping[str, Any]) -> Settings:
    """The same within the table of that name. Raises as `change` does."""

    def put(document: TOMLDocument) -> None:
        import tomlkit

        if name not in document:
            if document.as_string().strip():
                document.add(tomlkit.nl())
            document[name] = tomlkit.table()
        table = cast("Table", document[name])
        for key, value in values.items():
            if value is None:
                table.pop(key, None)
            else:
                table[key] = value

    return _rewrite(workspace, put)


def add_packs(workspace: Workspace, text: str) -> Settings:
    """Add a folder that holds packs; raises as `change` does, and BadInput if it holds none."""
    from roleplay.library.packs import is_pack, packs_in

    written = clean(text).strip()
    folder = Path(os.path.abspath(os.path.expanduser(written)))
    if not written or not folder.is_dir():
        raise BadInput(f"{written or 'nothing'}: there is no such folder")
    if is_pack(folder):
        raise BadInput(f"{folder} is a pack itself: add the folder it lies in, {folder.parent}")
    if not any(packs_in(folder)):
        raise BadInput(f"{folder} holds no pack: a pack is a folder with calls (*.yaml) in it")
    if any(_same(folder, root) for root in workspace.settings.scenario_roots):
        raise BadInput(f"{folder} is on the list already")
    now = [*(str(each) for each in workspace.settings.preferences.packs), str(folder)]
    return change(workspace, packs=now)


def remove_packs(workspace: Workspace, folder: Path) -> Settings:
    """Take a folder off the list; what is in it stays. Raises as `change` does."""
    left = [str(each) for each in workspace.settings.preferences.packs if each != folder]
    return change(workspace, packs=left or None)


def write_keys(workspace: Workspace, actions: Sequence[Action]) -> Settings:
    """List every action with its key in the file, each in a comment, to be changed by hand.

    A file that has the list already is left as it is. Raises as `change` does.
    """

    def put(document: TOMLDocument) -> None:
        import tomlkit

        if LIST_OF_KEYS in document.as_string():
            return
        if "keys" not in document:
            document.add(tomlkit.nl())
            document["keys"] = tomlkit.table()
        table = cast("Table", document["keys"])
        table.add(tomlkit.comment(LIST_OF_KEYS))
        table.add(tomlkit.comment('Several have commas: "f5,ctrl+e".'))
        for action in actions:
            table.add(tomlkit.comment(f'"{action.id}" = "{action.keys}"  # {action.does}'))

    return _rewrite(workspace, put)


def forget_all(workspace: Workspace) -> int:
    """Forget all of this person's calls for good; how many there were.

    Raises:
        Broken: a call is open in another window.
    """
    return len(history.forget(workspace, None))


def due(workspace: Workspace, months: int) -> tuple[str, ...]:
    """The finished calls begun more than ``months`` ago, oldest first; none for 0.

    A call with a younger take two stays, because the take begins with its words.
    """
    if months <= 0:
        return ()
    rows = workspace.store.calls(seller=workspace.settings.seller, limit=EVERYTHING)
    limit = _months_before(workspace.now(), months)
    kept = {row.id for row in rows if row.ending is None or row.started_at >= limit}
    _keep_beginnings(rows, kept)
    return tuple(row.id for row in reversed(rows) if row.id not in kept)


def tidy(workspace: Workspace) -> int:
    """Forget what need not be kept any longer; how many calls that were.

    Raises:
        Broken: a call is open in another window.
    """
    if workspace.settings.is_sample:
        return 0
    gone: set[str] = set()
    for call in due(workspace, workspace.settings.preferences.keep_months):
        if call not in gone:
            gone.update(history.forget(workspace, call))
    return len(gone)


def _keep_beginnings(rows: Iterable[CallRow], kept: set[str]) -> None:
    """Add the calls that those which are kept were forked from."""
    origin = {row.id: row.forked_from for row in rows}
    for call in list(kept):
        before = origin.get(call)
        while before is not None and before not in kept:
            kept.add(before)
            before = origin.get(before)


def _months_before(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    for day in range(now.day, now.day - 4, -1):
        with suppress(ValueError):
            return now.replace(year=year, month=month + 1, day=day)
    raise AssertionError("every month has one of those days")


def _folders(workspace: Workspace) -> tuple[PackFolder, ...]:
    settings = workspace.settings
    found = {pack.folder: pack for pack in workspace.library.packs()}
    folders = []
    for place, root in enumerate(settings.scenario_roots):
        whose = "shipped" if place == 0 else "yours" if place == 1 else "named"
        if root in settings.preferences.packs:
            whose = "added"
        lines = tuple(
            PackLine(
                name=pack.id,
                contents=_contents(len(pack.scenarios), len(pack.rubrics)),
                problems=tuple(str(p) for p in pack.problems if p.level == "error"),
            )
            for folder, pack in found.items()
            if folder.parent == root
        )
        folders.append(PackFolder(root, whose, lines))
    return tuple(folders)


def _contents(calls: int, rubrics: int) -> str:
    parts = ["1 call" if calls == 1 else f"{calls} calls"]
    if rubrics:
        parts.append("1 rubric" if rubrics == 1 else f"{rubrics} rubrics")
    return ", ".join(parts)


def _size(folder: Path) -> int:
    total = seen = 0
    for here, folders, files in os.walk(folder):
        # The sample is not the person's own.
        folders[:] = [name for name in folders if not name.startswith("sample")]
        for name in files:
            with suppress(OSError):
                total += os.lstat(os.path.join(here, name)).st_size
            seen += 1
        if seen > FOLDER_FILES:
            break
    return total


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _rewrite(workspace: Workspace, put: Callable[[TOMLDocument], None]) -> Settings:
    """Change the file in one step, and read it again."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    file = workspace.settings.file
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        document = tomlkit.parse(text) if text.strip() else _empty()
        put(document)
    except (TOMLKitError, UnicodeDecodeError, RecursionError) as error:
        wrong = next(iter(preferences(file)[1]), str(file))
        raise BadInput(f"{wrong}; nothing was changed") from error
    except OSError as error:
        raise Broken(f"{file}: cannot be read ({error.strerror}); nothing was changed") from error
    _write(file, tomlkit.dumps(document))
    workspace.use(workspace.settings.reread())
    return workspace.settings


def _empty() -> TOMLDocument:
    import tomlkit

    document = tomlkit.document()
    for line in _NEW:
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    return document


def _write(file: Path, text: str) -> None:
    # A file that is a link elsewhere stays one.
    file = file.resolve()
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Broken(f"{file}: cannot be written ({error.strerror}); it is as it was") from error
