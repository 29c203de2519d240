"""The rows of the settings, and what each of them is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from .row import Row
from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.preferences import PackFolder, SettingsView
    from roleplay.settings import Settings

WIDTH = 18
"""Columns of the names at the left."""


@dataclass(frozen=True)
class Choice:
    """A row: what it sets, and what is told about it while it is marked."""

    name: str
    about: str
    folder: Path | None = None
    sets: bool = True
    """Something can be set here."""


class SettingRow(Row):
    """Something that is set, or that is only told."""

    BINDINGS = [Binding("enter", "choose", "Choose")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is nothing to set, Enter is no key."""
        return action != "choose" or (isinstance(self.value, Choice) and self.value.sets)

    def clicked(self) -> None:
        """A click chooses what can be set."""
        if self.check_action("choose", ()):
            self.action_choose()


def parts(view: SettingsView, settings: Settings) -> list[Widget]:
    """Everything that can be set, under its headings."""
    likes = settings.preferences
    rows: list[Widget] = [
        Words("You", classes="heading"),
        setting_row(
            "Name",
            settings.name,
            "What the app calls you. Enter changes it. Your calls stay under the name you are "
            "logged in as, so none is lost.",
        ),
        setting_row("Colours", likes.theme, "Dark or light. Enter changes to the other."),
        setting_row("Motion", *_motion(settings), sets=not settings.still),
        Words("Where calls come from", classes="heading"),
    ]
    for folder in view.folders:
        rows += _folder(folder)
    rows.append(
        SettingRow(
            words(("Add a folder", "$primary")),
            Choice("Add a folder", "Packs of your own or your team's. Enter asks for the folder."),
        )
    )
    rows += [
        Words("Who plays the buyer", classes="heading"),
        setting_row(
            "Model",
            _model(settings),
            "Without one, buyers answer from what their author wrote. With one they understand "
            "any sentence. Enter shows all about it.",
        ),
        Words("What is kept", classes="heading"),
        *_kept(view, settings),
    ]
    rows += [
        Words("Keys", classes="heading"),
        setting_row(
            "Other keys",
            _keys(likes.keys),
            "Enter writes the list of all actions into the file below, where each can be given "
            "the keys you want.",
        ),
        Words(
            f"All of this is kept in {view.file}, which you may change by hand.", classes="quiet"
        ),
    ]
    return rows


def _motion(settings: Settings) -> tuple[str, str]:
    if settings.still:
        return "none", "Your environment (NO_MOTION or TEXTUAL_ANIMATIONS) asks for none."
    if settings.preferences.reduced_motion:
        return "none", "Nothing moves or blinks. Enter lets it move again."
    return "some", "Lists glide and the cursor blinks. Enter keeps everything still."


def _model(settings: Settings) -> str:
    model = settings.model
    names = ", ".join(dict.fromkeys(model.models.values()))
    return f"{names} at {model.base_url}" if names else "none"


def _folder(folder: PackFolder) -> list[Widget]:
    whose = {
        "shipped": "with the app",
        "yours": "your own",
        "added": "added",
        "named": "from --packs",
    }[folder.whose]
    contents = "\n".join(f"{pack.name}: {pack.contents}" for pack in folder.packs) or "nothing yet"
    about = {
        "shipped": "These came with the app.",
        "yours": "Put packs of your own here: `roleplay new pack NAME` starts one.",
        "added": "Enter takes it off the list; the folder itself stays.",
        "named": "Named on the command line, for this time only.",
    }[folder.whose]
    row = setting_row(
        whose.capitalize(),
        contents,
        f"{about}\n{folder.folder}",
        folder.folder if folder.whose == "added" else None,
        sets=folder.whose == "added",
    )
    wrong = [line for pack in folder.packs for line in pack.problems]
    more = [f"and {len(wrong) - 3} more; `roleplay check` says all"] if len(wrong) > 3 else []
    return [row, *(Words(line, classes="problem") for line in (*wrong[:3], *more))]


def _kept(view: SettingsView, settings: Settings) -> list[Widget]:
    months = settings.preferences.keep_months
    how_long = "for ever" if not months else f"for {months} months"
    counted = calls(view.calls)
    if view.unfinished:
        counted += f", {view.unfinished} of them unfinished"
    if settings.is_sample:
        return [Words("This is the sample history; Home throws it away.", classes="quiet")]
    return [
        setting_row(
            "Data folder",
            f"{view.home}\n{counted}, {_bytes(view.size)}",
            "To move it: close the app, move the folder, and set ROLEPLAY_HOME to where it is. "
            "Only you can read it. What you type is kept, half-typed lines too; sound never is.",
            sets=False,
        ),
        setting_row(
            "Calls are kept",
            how_long,
            "A finished call is forgotten when it gets older. Enter goes on to the next choice.",
        ),
        SettingRow(
            words(("Forget all calls", "$error")),
            Choice("Forget all calls", "Everything you have said here is erased. Asks first."),
        ),
    ]


def setting_row(
    name: str, value: str, about: str, folder: Path | None = None, sets: bool = True
) -> SettingRow:
    """A row that says what is set, and may set it."""
    return SettingRow(_line(name, value), Choice(name, about, folder, sets))


def _line(name: str, value: str) -> Content:
    """The name, and the value's lines one under the other beside it."""
    parts: list[str | tuple[str, str]] = []
    for place, line in enumerate(value.split("\n")):
        start = f"{name:<{WIDTH}}" if place == 0 else "\n" + " " * WIDTH
        parts += [(start, "$quiet"), line]
    return words(*parts)


def _keys(keys: object) -> str:
    count = len(keys) if hasattr(keys, "__len__") else 0
    return f"{count} changed" if count else "none changed"


def calls(count: int) -> str:
    """``34 calls``."""
    return "1 call" if count == 1 else f"{count:,} calls"


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"
