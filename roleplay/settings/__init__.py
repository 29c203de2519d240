"""Where things are, who is practising and how they like it: read once, handed down as values."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from roleplay.domain.text import clean

from .model import ALLOWED as MODEL_ALLOWED
from .model import NO_KEY, ModelSettings, fits, is_key, looks_secret, tidy, with_environment

FILE = "settings.toml"
"""The file of preferences, in the data folder."""
THEMES = ("dark", "light")
"""The sets of colours there are."""
KEEP_MOST = 120
"""Months that calls can be told to be kept, at most; 0 keeps them for ever."""
NAME_MOST = 60
"""Characters a name may have."""
SAMPLE_SELLER = "Nora Valente"
"""Whose calls the sample history holds; she does not exist."""
FILE_MOST = 200_000
"""Bytes the file may have."""


@dataclass(frozen=True)
class Preferences:
    """How somebody likes the app: what their file of preferences says."""

    name: str = ""
    """What the app calls them; empty for the name they are logged in under."""
    theme: str = THEMES[0]
    """One of `THEMES`."""
    reduced_motion: bool = False
    """Nothing moves, scrolls by itself or blinks."""
    packs: tuple[Path, ...] = ()
    """Folders that hold packs, beside the shipped one and the data folder's own."""
    keep_months: int = 0
    """After how many months a finished call is forgotten; 0 for never."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys for actions: key names with commas between them, by the action's id."""
    model: ModelSettings = field(default_factory=ModelSettings)
    """Where a model answers, and how much it may be asked."""
    person: str = ""
    """Who of several people is practising, by id; empty for who is logged in."""


@dataclass(frozen=True)
class Settings:
    """What the environment, the command line and the file of preferences say."""

    home: Path
    """The data folder: the database, the home snapshot, the user's own packs."""
    seller: str
    """Who practises; the name that history is kept under."""
    scenario_roots: tuple[Path, ...]
    """Folders that hold packs: the shipped one, the user's own, then each ``--packs``."""
    rubric_folders: tuple[Path, ...]
    """Folders of rubrics that every pack may use."""
    preferences: Preferences = Preferences()
    """What the file says."""
    complaints: tuple[str, ...] = ()
    """What is wrong with the file, a line each: ``file:line key: what is wrong, what is allowed``.
    Whatever it is about has its default."""
    is_sample: bool = False
    """These are the made-up calls that can be looked at and thrown away."""
    still: bool = False
    """The environment asks that nothing moves; it goes before the file."""
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The environment that these were read from; the key to a model may stand in it."""

    @property
    def model(self) -> ModelSettings:
        """Where a model answers: what the environment says goes before the file."""
        return with_environment(self.preferences.model, self.environ)[0]

    @property
    def model_variables(self) -> dict[str, str]:
        """The variables of the environment that go before the file, by the field they set."""
        return with_environment(self.preferences.model, self.environ)[1]

    @property
    def database(self) -> Path:
        """The embedded database's file."""
        return self.home / "roleplay.sqlite"

    @property
    def snapshot(self) -> Path:
        """What Home shows before anything is opened."""
        return self.home / "home.json"

    @property
    def file(self) -> Path:
        """The file of preferences; it need not be there."""
        return (self.home.parent if self.is_sample else self.home) / FILE

    @property
    def sample(self) -> Path:
        """The data folder of the sample history."""
        return self.home / "sample"

    @property
    def name(self) -> str:
        """What the app calls the person."""
        return self.seller if self.is_sample else self.preferences.name or self.seller

    @property
    def reduced_motion(self) -> bool:
        """Nothing moves, scrolls by itself or blinks."""
        return self.still or self.preferences.reduced_motion

    def for_sample(self) -> Settings:
        """The same, for the sample history: a data folder of its own, and another person's name."""
        return replace(self, home=self.sample, seller=SAMPLE_SELLER, is_sample=True)

    def reread(self) -> Settings:
        """These settings with what the file of preferences says now."""
        written, complaints = preferences(self.file)
        others = [root for root in self.scenario_roots if root not in self.preferences.packs]
        # Beside the shipped packs and the user's own, before what the command line adds.
        roots = (*others[:2], *written.packs, *others[2:])
        complaints = (*complaints, *with_environment(written.model, self.environ)[2])
        return replace(self, preferences=written, complaints=complaints, scenario_roots=roots)


def read(
    environ: Mapping[str, str] = os.environ, packs: Sequence[Path] = (), user: str | None = None
) -> Settings:
    """The settings that ``environ``, the ``--packs`` folders and the file of preferences make.

    `ROLEPLAY_HOME` names the data folder; without it the platform's own place is used, and
    `ROLEPLAY_PERSON` who of several people is practising. What the
    environment or the command line says goes before the file. A file that cannot be used is told
    in `Settings.complaints`, and everything it does not say has its default.
    """
    home = environ.get("ROLEPLAY_HOME")
    if not home:
        from platformdirs import user_data_dir

        home = user_data_dir("roleplay", appauthor=False)
    folder = Path(os.path.expanduser(home))
    written, complaints = preferences(folder / FILE)
    animations = environ.get("TEXTUAL_ANIMATIONS", "").lower()
    content = _shipped()
    return Settings(
        home=folder,
        seller=_who(environ, written, user),
        scenario_roots=(content / "scenarios", folder / "packs", *written.packs, *packs),
        rubric_folders=(content / "rubrics",),
        preferences=written,
        complaints=(*complaints, *with_environment(written.model, environ)[2]),
        environ=environ,
        still=bool(environ.get("NO_MOTION")) or animations == "none",
    )


def _who(environ: Mapping[str, str], written: Preferences, user: str | None) -> str:
    """Who is practising: whoever is named, or else is logged in."""
    named = user or environ.get("ROLEPLAY_PERSON") or written.person
    return clean(named or environ.get("USER") or environ.get("USERNAME") or "") or "me"


def preferences(file: Path) -> tuple[Preferences, tuple[str, ...]]:
    """What a file of preferences says, and what is wrong with it, a line each.

    One wrong value costs that value alone; a file that is no TOML costs all of them.
    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return Preferences(), ()
    except OSError as error:
        return Preferences(), (f"{file}: cannot be read ({error.strerror}); defaults are used",)
    if len(raw) > FILE_MOST:
        return Preferences(), (f"{file}: {len(raw):,} bytes, allowed: {FILE_MOST:,}",)
    import tomllib

    try:
        text = raw.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError:
        return Preferences(), (f"{file}: is no text in UTF-8; defaults are used",)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Preferences(), (_no_toml(file, text, str(error)),)
    reading = _Reading(file, text)
    found = Preferences(
        **{
            name: reading.take(name, value)
            for name, value in document.items()
            if reading.known(name) and reading.allowed(name, value)
        }
    )
    return found, tuple(reading.complaints)


def _no_toml(file: Path, text: str, error: str) -> str:
    found = re.search(r"\(at line (\d+), column (\d+)\)", error)
    last = len(text.splitlines())
    where = f"{file}:{found[1]}:{found[2]}" if found else f"{file}:{last}"
    said = clean(error.split(" (at ")[0])[:120]
    return f"{where}: {said}; defaults are used until it is mended"


_ALLOWED: dict[str, str] = {
    "name": f"your name in quotes, at most {NAME_MOST} characters",
    "theme": " or ".join(f'"{name}"' for name in THEMES),
    "reduced_motion": "true or false",
    "packs": 'folders, such as ["~/calls"]',
    "keep_months": f"a whole number from 0 (for ever) to {KEEP_MOST}",
    "person": f"the id of somebody here in quotes, at most {NAME_MOST} characters",
    "keys": 'lines such as "call.end" = "ctrl+e" under [keys]',
    "model": 'lines such as base_url = "http://127.0.0.1:11434/v1" under [model]',
}
"""What the file may hold, and what each of it may be."""


class _Reading:
    """The file as it is read: each value looked at, each mistake with its line."""

    def __init__(self, file: Path, text: str) -> None:
        self.complaints: list[str] = []
        self._file = file
        self._lines = text.splitlines()

    def known(self, name: str) -> bool:
        """Whether the file may hold that."""
        if name not in _ALLOWED and is_key(name, "a key"):
            self._complain(name, NO_KEY)
        elif name not in _ALLOWED:
            self._complain(name, f"is not known, allowed: {', '.join(_ALLOWED)}")
        return name in _ALLOWED

    def allowed(self, name: str, value: Any) -> bool:
        """Whether that may be the value."""
        fits = {
            "name": lambda: isinstance(value, str) and len(clean(value)) <= NAME_MOST,
            "person": lambda: isinstance(value, str) and len(clean(value)) <= NAME_MOST,
            "theme": lambda: value in THEMES,
            "reduced_motion": lambda: isinstance(value, bool),
            "packs": lambda: isinstance(value, list) and all(isinstance(v, str) for v in value),
            "keep_months": lambda: type(value) is int and 0 <= value <= KEEP_MOST,
            "keys": lambda: isinstance(value, dict),
            "model": lambda: isinstance(value, dict),
        }[name]()
        if not fits:
            shown = "a key" if looks_secret(str(value)) else clean(str(value))[:40]
            self._complain(name, f"{shown!r} is not allowed, allowed: {_ALLOWED[name]}")
        return fits

    def take(self, name: str, value: Any) -> Any:
        """The value in the form that `Preferences` has it."""
        if name in ("name", "person"):
            return " ".join(clean(value).split())
        if name == "packs":
            return tuple(dict.fromkeys(self._folder(folder) for folder in value))
        if name == "keys":
            return {action: keys for action, keys in value.items() if self._key(action, keys)}
        if name == "model":
            return ModelSettings(
                **{key: tidy(key, one) for key, one in value.items() if self._of_model(key, one)}
            )
        return value

    def _of_model(self, name: str, value: Any) -> bool:
        """Whether that may stand in the table of the model."""
        if is_key(name, value):
            self._complain(name, NO_KEY, table="model")
        elif name not in MODEL_ALLOWED:
            allowed = ", ".join(MODEL_ALLOWED)
            self._complain(name, f"is not known, allowed: {allowed}", table="model")
        elif not fits(name, value):
            self._complain(name, f"is not allowed, allowed: {MODEL_ALLOWED[name]}", table="model")
        else:
            return True
        return False

    def _folder(self, written: str) -> Path:
        """The folder; a relative one is one in the data folder."""
        folder = self._file.parent / os.path.expanduser(written)
        if not folder.is_dir():
            self._complain("packs", f"{clean(written)[:200]}: there is no such folder")
        return folder

    def _key(self, action: str, keys: Any) -> bool:
        if isinstance(keys, str) and keys.strip(" ,"):
            return True
        self._complain(action, f"a key in quotes is allowed, such as {_EXAMPLE}")
        return False

    def _complain(self, name: str, wrong: str, *, table: str = "") -> None:
        where = place(self._file, self._lines, name, table)
        self.complaints.append(f"{where} {clean(name)}: {wrong}")


_EXAMPLE = '"ctrl+e" or "f5,ctrl+e"'


def place(file: Path, lines: Sequence[str], name: str, table: str = "") -> str:
    """``file:line`` of the line that sets ``name``; without the line when there is none.

    ``table`` is the one that it is looked for in.
    """
    first = 0
    if table:
        begins = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]")
        first = next((number for number, line in enumerate(lines, 1) if begins.match(line)), 0)
    plain = re.escape(name)
    sets = re.compile(rf"\s*(?:\[\s*)?[\"']?{plain}[\"']?\s*(?:=|\]|\.)")
    for number, line in enumerate(lines[first:], start=first + 1):
        if sets.match(line):
            return f"{file}:{number}"
    return f"{file}"


def _shipped() -> Path:
    """The folder of the shipped content: inside an installed package, above it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "content"
    return inside if inside.is_dir() else package.parent
