"""Preferences and the sample history without a file behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from roleplay.domain.problem import BadInput
from roleplay.practice import preferences, sample
from roleplay.practice.preferences import Action, PackFolder, PackLine, SettingsView
from roleplay.settings import Settings


class FakePreferences:
    """What Settings shows and changes."""

    def __init__(self, wrap: Callable[[str], str]) -> None:
        self.wrap = wrap
        self.actions: tuple[Action, ...] = ()
        self.forgotten = 0
        self.older = 0
        """Calls that are older than whatever is asked for."""

    def look(self, workspace: Any) -> SettingsView:
        settings: Settings = workspace.settings
        wrap = self.wrap
        wrong = "/home/sam/calls/kiln/call.yaml:4:3 titel: is not known, did you mean title?"
        return SettingsView(
            folders=(
                PackFolder(
                    Path("/opt/roleplay/scenarios"),
                    "shipped",
                    (
                        PackLine(wrap("northmere"), "8 calls", ()),
                        PackLine("welcome", "1 call, 1 rubric", ()),
                    ),
                ),
                PackFolder(Path("/home/sam/.local/share/roleplay/packs"), "yours", ()),
                *(
                    PackFolder(folder, "added", (PackLine("kiln", "2 calls", (wrap(wrong),)),))
                    for folder in settings.preferences.packs
                ),
            ),
            home=Path("/home/sam/.local/share/roleplay"),
            size=2_345_678,
            calls=0 if self.forgotten else 34,
            unfinished=1,
            has_sample=False,
            file=Path("/home/sam/.local/share/roleplay/settings.toml"),
        )

    def change(self, workspace: Any, **values: Any) -> Settings:
        settings: Settings = workspace.settings
        if len(values.get("name", "")) > 20:
            raise BadInput(self.wrap("a name has at most 20 characters here"))
        likes = replace(settings.preferences, **values)
        workspace.settings = replace(settings, preferences=likes)
        return workspace.settings

    def add_packs(self, workspace: Any, text: str) -> Settings:
        if "nowhere" in text or not text:
            raise BadInput(self.wrap(f"{text}: there is no such folder"))
        return self.change(workspace, packs=(Path(text),))

    def remove_packs(self, workspace: Any, folder: Path) -> Settings:
        return self.change(workspace, packs=())

    def write_keys(self, workspace: Any, actions: Sequence[Action]) -> Settings:
        self.actions = tuple(actions)
        return self.change(workspace)

    def due(self, workspace: Any, months: int) -> tuple[str, ...]:
        return ("c",) * self.older if months else ()

    def tidy(self, workspace: Any) -> int:
        self.forgotten += self.older
        return self.older

    def forget_all(self, workspace: Any) -> int:
        self.forgotten = 34
        return 34

    def make(
        self, settings: Settings, progress: Callable[[int, int], None], cancelled: Any
    ) -> bool:
        progress(5, 12)
        if not cancelled():
            settings.sample.mkdir(parents=True)
        return settings.sample.is_dir()

    def throw_away(self, settings: Settings) -> None:
        settings.sample.rmdir()


def install_preferences(
    wrap: Callable[[str], str], put: Callable[[Any, str, Any], None] = setattr
) -> FakePreferences:
    """Put them where the app looks for the real ones."""
    fake = FakePreferences(wrap)
    for name in ("look", "change", "add_packs", "remove_packs", "write_keys", "due", "tidy"):
        put(preferences, name, getattr(fake, name))
    put(preferences, "forget_all", fake.forget_all)
    put(sample, "make", fake.make)
    put(sample, "throw_away", fake.throw_away)
    return fake
